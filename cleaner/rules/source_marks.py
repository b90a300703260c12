"""Brackets of the source's script in Latin text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.rules.base import rule

_PAIR = re.compile(r"(?P<open>[\[【])(?P<lead>[ ]?)(?P<inside>[^\[\]【】\r\n]{1,600}?)(?P<tail>[ ]?)(?P<close>[\]】])")
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
