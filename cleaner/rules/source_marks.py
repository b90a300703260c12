"""Brackets and quotation marks of the source's script in Latin text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.rules.base import rule

_PAIR = re.compile(r"(?P<open>[\[【])(?P<lead>[ ]?)(?P<inside>[^\[\]【】\r\n]{1,600}?)(?P<tail>[ ]?)(?P<close>[\]】])")
_TITLE = re.compile(r"(?P<open>[《「])(?=\S)(?P<inside>[^《》「」\r\n]{1,600})(?<=\S)(?P<close>[》」])")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]{2}")


@rule(
    "brackets.source-script",
    "layout",
    [
        ("It is so. [The patients were moved. 】 Then", "It is so. [The patients were moved.] Then"),
        ("It is so. 【The patients were moved] Then", "It is so. [The patients were moved] Then"),
        ("the term 【套路贷】 is new, and [套路贷】 too", "the term 【套路贷】 is new, and [套路贷】 too"),
        ("【Hefei】 The case", "【Hefei】 The case"),
        ("see [1] and [2]", "see [1] and [2]"),
    ],
    local=True,
    marks=re.compile("[【】]"),
)
def source_script(document: Document) -> Iterator[Edit]:
    """A pair of brackets of which one half is `【` or `】` becomes `[…]`; a whole `【…】` round Latin text only when asked."""
    text = document.text
    if "【" not in text and "】" not in text:
        return
    for match in _PAIR.finditer(text):
        if match["open"] + match["close"] == "[]" or _EAST_ASIAN.search(match["inside"]) or not _LATIN.search(match["inside"]):
            continue
        mixed = match["open"] + match["close"] != "【】"
        low, high = match.start(), match.end()
        for start, end, new in ((low, match.end("lead"), "["), (match.start("tail"), high, "]")):
            if text[start:end] != new:
                reason = "a bracket of the source's script"
                yield Edit(start, end, new, "brackets.source-script", reason, "safe" if mixed else "unsafe")


@rule(
    "quotes.source-script",
    "layout",
    [
        ("He read 《The Story of Hefei》 in a day.", "He read “The Story of Hefei” in a day."),
        ("He read《The Story of Hefei》in a day, said 「Yes」.", "He read “The Story of Hefei” in a day, said “Yes”."),
        ('He read "News" and 《The Story of Hefei》.', 'He read "News" and "The Story of Hefei".'),
        ("the books 《套路贷》 and 《Story 故事》", "the books 《套路贷》 and 《Story 故事》"),
        ("a pair 《 and 》, or 「1」", "a pair 《 and 》, or 「1」"),
        ("《Hefei》是一本书，很好。", "《Hefei》是一本书，很好。"),
    ],
    safety="unsafe",
    languages=["en"],
    marks=re.compile("[《「]"),
)
def source_quotes(document: Document) -> Iterator[Edit]:
    """`《…》` and `「…」` round Latin text become the text's own quotation marks when asked; some translators keep them.

    A line that holds letters of the source's script stays as it is.
    """
    text = document.text
    for match in _TITLE.finditer(text) if "《" in text or "「" in text else ():
        low, high = document.paragraph_at(match.start())
        matched = match["open"] + match["close"] in ("《》", "「」")
        if not matched or _EAST_ASIAN.search(text, low, high) or not _LATIN.search(match["inside"]):
            continue
        opening, closing = ('"', '"') if text.count('"') > text.count("“") else ("“", "”")
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        new = (" " if before.isalnum() else "") + opening, closing + (" " if after.isalnum() else "")
        for at, mark in zip((match.start(), match.end() - 1), new, strict=True):
            yield Edit(at, at + 1, mark, "quotes.source-script", "a quotation mark of the source's script", "unsafe")
