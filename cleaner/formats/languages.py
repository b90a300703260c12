"""Which language a file's text is in, as far as the file or its name says."""

from __future__ import annotations

import re
from pathlib import PurePath

from cleaner.errors import UsageError
from cleaner.lexicon.codes import primary

_CODE = r"([A-Za-z]{2,3}(?:[-_+@][\w@+-]*)?)"
_STATED = {
    "po": re.compile(rf'"Language:[ ]*{_CODE}\\n"'),
    "xliff": re.compile(rf"""<(?:\w+:)?(?:file|xliff)\b[^>]*?\b(?:target-language|trgLang)\s*=\s*["']{_CODE}["']"""),
    "html": re.compile(rf"""<html\b[^>]*?\blang\s*=\s*["']?{_CODE}""", re.IGNORECASE),
    "epub": re.compile(rf"""<html\b[^>]*?\blang\s*=\s*["']?{_CODE}""", re.IGNORECASE),
    "qt": re.compile(rf"""<TS\b[^>]*?\blanguage\s*=\s*["']{_CODE}["']"""),
    "json": re.compile(rf'"@@locale"\s*:\s*"{_CODE}"|\A\s*\{{\s*"{_CODE}"\s*:\s*\{{'),
    "yaml": re.compile(rf"""\A(?:\s*(?:\#[^\n]*|---[^\n]*)\n)*["']?{_CODE}["']?:[ \t]*(?:&\w+[ \t]*)?(?:\#[^\n]*)?\r?\n[ \t]"""),
}
"""Where the formats say it; in JSON and YAML a single root often does."""
_LOOKED_AT = 20_000
_FOLDER = re.compile(r"values-(?:b\+)?(.+)|(.+)\.lproj")
_SEVERAL = frozenset(["tmx", "xcstrings"])
"""Formats that hold several languages, of which one is cleaned."""


def same_language(one: str | None, other: str | None) -> bool:
    """Whether two codes name one language, whatever the region and the script.

    >>> same_language("en-US", "EN"), same_language("zh_Hans", "zh"), same_language("", None)
    (True, True, False)
    """
    return bool(one) and bool(other) and _base(one or "") == _base(other or "")


def _base(code: str) -> str:
    return re.split(r"[-_+@]", code, maxsplit=1)[0].lower()


def holds_several(format: str) -> bool:
    """Whether a file of the format holds several languages, so that its name says nothing, and the one to be cleaned was chosen."""
    return format in _SEVERAL


def stated(text: str, format: str) -> str | None:
    """The language that the file itself says its text is in; None where it says none.

    >>> stated('msgid ""\\nmsgstr "Language: pt_BR\\\\n"', "po")
    'pt'
    """
    found = _STATED[format].search(text, 0, _LOOKED_AT) if format in _STATED else None
    return _known(next(filter(None, found.groups()))) if found else None


def in_name(path: str, format: str) -> str | None:
    """The language in the name of a file, else of its folder.

    >>> in_name("locale/de/LC_MESSAGES/app.po", "po"), in_name("res/values-pt-rBR/strings.xml", "android")
    ('de', 'pt')
    >>> in_name("de.lproj/Main.strings", "strings"), in_name("lang/zh-CN.json", "json"), in_name("package.json", "json")
    ('de', 'zh', None)
    """
    if holds_several(format):
        return None
    pure = PurePath(path)
    stem = pure.name.removesuffix(pure.suffix)
    last = re.search(r"(?:^|[._-])([A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?)$", stem)
    folders = [name for name in pure.parts[:-1] if name != "LC_MESSAGES"]
    special = _FOLDER.fullmatch(folders[-1]) if folders else None
    in_folder = _known(next(filter(None, special.groups()))) if special else _known(folders[-1]) if folders else None
    return (_known(last[1]) if last else None) or in_folder


def _known(code: str) -> str | None:
    """The language of a code; None for what is none."""
    if not re.fullmatch(rf"{_CODE}", code):
        return None
    try:
        return primary(_base(code))
    except UsageError:
        return None
