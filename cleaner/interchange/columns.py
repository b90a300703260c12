"""What columns of a table, and keys of an object, are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cleaner.interchange.base import Imported, Languages, choose, code
from cleaner.terms.schema import Mark

_KINDS = {
    "id": "id concept conceptid entryid termid",
    "source": "source src sourceterm sourcetext sourcephrase original from input",
    "target": "target tgt trg dst targetterm targettext targetphrase translation translated to output canonical",
    "status": "status termstatus usagestatus administrativestatus usage",
    "note": "note notes comment comments description definition remark remarks",
    "source_language": "sourcelanguage sourcelang srclang sl",
    "language": "language targetlanguage targetlang tgtlang lang tl",
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_KNOWN_ELSEWHERE = frozenset("pos partofspeech casesensitive casesensitivity".split())


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def roles(names: Sequence[str], wanted: Languages, mark: Mark) -> dict[str, int] | None:
    """Which column holds what, told from their names: `source`, `target` and what else is known; None where they are no names.

    A glossary of Google's names its columns by languages; then `wanted` says which, unless there are only two.

    >>> roles(["Source term", "Target term", "Comment"], Languages(), Mark())
    {'source': 0, 'target': 1, 'note': 2}
    >>> roles(["zh", "en", "pos"], Languages(), Mark())
    {'source': 0, 'target': 1}
    >>> roles(["loan", "prêt"], Languages(), Mark()) is None
    True
    """
    return _roles(names, _by_kind(names), wanted, mark)


def header(names: Sequence[str], wanted: Languages, mark: Mark) -> dict[str, int] | None:
    """The same for a row of names, in which a name that is a language's, too (`id`, Indonesian), is that where it must be.

    >>> header(["id", "en"], Languages(), Mark()), header(["id", "zh", "en"], Languages(), Mark())
    ({'source': 0, 'target': 1}, {'id': 0, 'source': 1, 'target': 2})
    """
    kinds = {kind: at for kind, at in _by_kind(names).items() if not code(names[at])}
    return roles(names, wanted, mark) or _roles(names, kinds, wanted, mark)


def _roles(names: Sequence[str], found: dict[str, int], wanted: Languages, mark: Mark) -> dict[str, int] | None:
    if "term" in map(_plain, names) and "target" in found and "source" not in found:
        found["source"] = list(map(_plain, names)).index("term")
    if "source" in found and "target" in found:
        return found
    by_code = {language: at for at, name in reversed(list(enumerate(names))) if at not in found.values() and (language := code(name))}
    others = [name for at, name in enumerate(names) if at not in (*by_code.values(), *found.values())]
    if len(by_code) < 2 or any(_plain(name) not in _KNOWN_ELSEWHERE and name.strip() and not code(name) for name in others):
        return None
    if any(asked and code(asked) not in by_code for asked in (wanted.language, wanted.source_language)):
        return None
    pair = choose(sorted(by_code, key=lambda name: by_code[name]), wanted, mark)
    assert pair.language and pair.source_language
    return {**found, "source": by_code[pair.source_language], "target": by_code[pair.language]}


def _by_kind(names: Sequence[str]) -> dict[str, int]:
    """The first column of each kind."""
    kinds: dict[str, int] = {}
    for at, name in enumerate(names):
        kind = _KIND_OF.get(_plain(name))
        if kind:
            kinds.setdefault(kind, at)
    return kinds


def named_languages(names: Sequence[str], found: Mapping[str, int]) -> Languages:
    """The languages that the columns for sources and renderings are named by; `to` beside `from` is no Tongan.

    >>> named_languages(["to", "from"], {"target": 0, "source": 1}), named_languages(["zh", "en"], {"source": 0, "target": 1})
    (Languages(language=None, source_language=None), Languages(language='en', source_language='zh'))
    """
    target, source = code(names[found["target"]]), code(names[found["source"]])
    return Languages(target, source) if target and source else Languages()


def unused(names: Sequence[str], found: Mapping[str, int], imported: Imported, mark: Mark) -> None:
    """Says which columns are left out."""
    rest = [f"'{name}'" for at, name in enumerate(names) if at not in found.values() and name.strip()]
    if rest:
        imported.remark(mark, f"left out: {', '.join(rest)}.")


def is_metadata(name: str) -> bool:
    """Whether a key speaks of a whole file: its languages, name or version."""
    return _KIND_OF.get(_plain(name)) in ("language", "source_language", "note") or _plain(name) in ("name", "title", "version", "author")


def kind_of(name: str) -> str | None:
    """What a key or column of that name holds.

    >>> kind_of("source_lang"), kind_of("loan")
    ('source_language', None)
    """
    return _KIND_OF.get(_plain(name))
