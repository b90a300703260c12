"""Text that was read in a code page other than its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.rules.base import rule

if TYPE_CHECKING:
    from cleaner.mojibake import Damage, Kind

_QUIET = "‘’“”–—…\xa0\xad\u200a-\u200b\u202f\u2060"
MAY_BE_BAD = re.compile(f"[^\x00-\x7f](?:(?<=[\x80-\x9fŒœÃÂ])|(?<=[^{_QUIET}])[^\x00-\x7f]|[^\x00-\x7f{_QUIET}])")
"""What `ftfy.badness` is sure to find a match beside: some single characters, or two beyond ASCII that are not both common marks."""


_WIDE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff61-\uff9f"
_MIXED = re.compile(f"[\x80-\x9f][{_WIDE}]|[{_WIDE}][\x80-\x9f]")


def _differences(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """The small replacements that lead from one text to the other."""
    import difflib

    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, low, high in matcher.get_opcodes():
        if tag != "equal":
            yield start, end, after[low:high]


def _damages(document: Document) -> tuple[Damage, ...]:
    from cleaner.mojibake import damages  # slow to load, and no text of ASCII alone needs it

    return damages(document.text, document.language, document.source_language)


@rule(
    "encoding.misread-utf8",
    "encoding",
    [
        ("鈥淨ingyuan Industry鈥�", "“Qingyuan Industry”"),
        ("鈥淨ingyuan Industry鈥?is a term", "“Qingyuan Industry” is a term"),
        ("don窶冲 say so", "don’t say so"),
        ("La rh茅torique pr茅c茅dente", "La rhétorique précédente"),
        ("It was “the end”, he said", "It was “the end”, he said"),
        ("one 茅 in English", "one 茅 in English"),
        ("the motto “艰苦奋斗” of the city", "the motto “艰苦奋斗” of the city"),
        ("ﾃｽﾄ ｹﾞｰﾑ", "ﾃｽﾄ ｹﾞｰﾑ"),
    ],
)
def misread_utf8(document: Document) -> Iterator[Edit]:
    """UTF-8 that was read as GBK, Big5, Shift-JIS, EUC or cp949, or that lost bytes, is read again as UTF-8.

    A run is only replaced by a text that looks exactly like it when damaged in the same way. Where bytes were lost, what stands around
    decides for a mark or letter: safe where nothing else fits, unsafe where something does.
    """
    yield from _edits(document, "wide", "encoding.misread-utf8", "UTF-8 that was read as {}")


@rule(
    "encoding.misread-page",
    "encoding",
    [
        ("the city of ºÏ·Ê (Hefei)", "the city of 合肥 (Hefei)"),
        ("the term ÐÐÒµÇåÔ´ stands", "the term 行业清源 stands"),
        ("Íîâûå ðàñõîäû", "Новые расходы"),
        ("оПЧЩЕ ТБУИПДЩ", "Новые расходы"),
        ("Größe, été and TRANSACÇÕES", "Größe, été and TRANSACÇÕES"),
        ("5 °C, ½ and §Ä", "5 °C, ½ and §Ä"),
    ],
)
def misread_page(document: Document) -> Iterator[Edit]:
    """Chinese, Japanese, Korean or Russian in a code page of its own that was read as Latin-1, Windows-1252 or another Cyrillic page.

    The bytes are had back and read in each page; the most plausible text is taken where it is far more so than what stands there.
    """
    yield from _edits(document, "page", "encoding.misread-page", "{} that was read in another page")


def _edits(document: Document, kind: Kind, name: str, reason: str) -> Iterator[Edit]:
    if document.text.isascii():
        return
    for damage in _damages(document):
        if damage.kind == kind:
            yield from _as_edits(damage, name, reason)


def _as_edits(damage: Damage, name: str, reason: str) -> Iterator[Edit]:
    for found in damage.repairs:
        yield Edit(found.start, found.end, found.new, name, reason.format(found.page), "safe" if found.certain else "unsafe")


@rule(
    "encoding.mojibake",
    "encoding",
    [
        ("â€œWhile muchâ€\x9d of it", "“While much” of it"),
        ("The cafÃ© in MÃ¼nchen", "The café in München"),
        ("voilÃ  le travail", "voilà le travail"),
        ("It’s the café in München", "It’s the café in München"),
        ("“合肥” is Hefei", "“合肥” is Hefei"),
    ],
)
def mojibake(document: Document) -> Iterator[Edit]:
    """UTF-8 that was read as a code page of single bytes (Latin, Cyrillic, DOS, Mac), perhaps more than once, is read again as UTF-8.

    What was read twice, or lost more than bytes, is left to ftfy's encoding repair (R. Speer), line by line, where nothing else explains
    the line.
    """
    if document.text.isascii():
        return
    from cleaner.mojibake.trigger import lines_with

    found = {(damage.start, damage.end): damage for damage in _damages(document)}
    narrow = {span for span, damage in found.items() if damage.kind == "narrow"}
    for start, end in sorted({*lines_with(MAY_BE_BAD, document.text), *narrow}):
        line, ours = document.text[start:end], found.get((start, end))
        if ours and ours.kind != "narrow" and ours.certain:
            continue
        fixed = _by_ftfy(line)
        if fixed != line and not (ours and ours.kind == "narrow" and _better(ours.applied(line), fixed)):
            for low, high, new in _differences(line, fixed):
                yield Edit(start + low, start + high, new, "encoding.mojibake", "UTF-8 that was read in another encoding")
        elif ours and ours.kind == "narrow":
            yield from _as_edits(ours, "encoding.mojibake", "UTF-8 that was read as {}")


def _by_ftfy(line: str) -> str:
    """ftfy's reading of a line, or the line. A control character beside East Asian ones is what is left of another kind of damage."""
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    fixed = fix_encoding(line, TextFixerConfig(explain=False)) if is_bad(line) and not _MIXED.search(line) else line
    return line if "\n" in fixed or "\r" in fixed else fixed


def _better(one: str, other: str) -> bool:
    """Whether less damage is left in the first."""
    from ftfy.badness import badness

    return (badness(one), one.count("\ufffd")) < (badness(other), other.count("\ufffd"))
