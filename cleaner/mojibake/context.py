"""How well a mark or letter fits between what stands before and after it: what decides for one of several readings.

Scores are powers of ten by judgement, not counts: 0 is as good as anything, -3 is what a writer hardly ever does.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.lexicon import LANGUAGES, lexicon

OPENING, CLOSING = "“‘„‚«", "”’»"
LOW_HIGH = frozenset("„‚")
"""Where one of these opens, “ and ‘ close."""
_CYRILLIC = re.compile("[\u0400-\u052f]")
_STRANGE_SCRIPT = 4.0
"""Against a Cyrillic letter where none stands near by."""
NEAR = 40
_CLOSED_BY = {"“": "”", "‘": "’", "„": "“”", "‚": "‘’", "«": "»"}
_HIGH_SIX = frozenset({"de", "cs", "sk", "sl", "bg", "is", "lt"})
"""Languages that close „ with “; others close it with ”."""
_QUOTES = re.compile(r"[“”‘„‚«»]|’(?![^\W_])")
"""Quotation marks: ’ before a letter or digit is an apostrophe."""
_CLOSES_BEFORE = re.compile(r"\s|$|[]),.;:!?”’»—–…\"'/-]")
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[“‘„«—–/\"'-])\Z")
_ELIDED = re.compile(
    r"(?<![^\W\d_])(?:[^\W\d_]{1,2}|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|aujourd|dell|nell|sull|dall|all|un)\Z", re.IGNORECASE
)
"""What stands before an apostrophe inside a word: O’Brien, l’eau, dell’arte."""
_OPENS_BEFORE = re.compile(r"[\w(\[¿¡“‘„«$€£#@…\"'-]")
_CONTRACTED = re.compile(r"(?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)
"""What follows an apostrophe in English words."""
_SPACED_DASH_IS_SHORT = frozenset({"de", "cs", "pl", "sv", "da", "fi"})
_LAST_WORD = re.compile(r"[^\W\d_]*\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]*")
_INSIDE_SENTENCE = re.compile(r"[^\s.!?:…“«„(\[A-Z] \Z|[a-z]['’]\Z|(?<![^\W_])[a-z]\Z")
"""What stands before a word, or its second part, that begins no sentence."""


SEEN = 400
"""Characters before a run, and before each character of it, that its readings are judged by."""


@lru_cache(maxsize=1 << 14)
def fit(reading: str, left: str, right: str, language: str, swallows: bool = False) -> float:
    """The score of a reading between the text to the left (repaired already) and to the right of it.

    `swallows` says that a character may be gone from the end of the damaged run, as Windows does it.

    >>> fit("’", "don", "t know", "en") > fit("”", "don", "t know", "en")
    True
    """
    score = 0.0
    whole = left + reading + right
    # A run as long as that is nothing that anybody wrote; what is near must do, or each of its characters costs as much as a line.
    seen = SEEN if len(reading) <= SEEN else NEAR
    for at, char in enumerate(reading, len(left)):
        before, after = whole[max(0, at - seen) : at], whole[at + 1 : at + 1 + seen]
        score += _mark(char, before, after, language) if not char.isalpha() else 0.0
    if any(char.isalpha() and not char.isascii() for char in reading):
        score += _words(left, reading, right, language)
    return score + (_swallowed(reading, left, right) if swallows else 0.0)


def _mark(char: str, before: str, after: str, language: str) -> float:
    if char.isascii():
        return 0.0
    if char in "–—":
        return _dash(char, before, after, language)
    if char == "…":
        return (-1.2 if before[-1:].isalnum() else -2.0) if _CLOSES_BEFORE.match(after) else -3.0
    if char == "’" and (before[-1:].isalpha() or before[-1:].isdigit()):
        return max(_apostrophe(before, after), _closing(char, before, after, language))
    closing = char in CLOSING or (char in "“‘" and open_mark(before) in LOW_HIGH)
    if char in OPENING and not closing:
        fits = _OPENS_AFTER.search(before) and _OPENS_BEFORE.match(after)
        low = language in _HIGH_SIX
        wanted = (0.5 if low else -2.5) if char in LOW_HIGH else (-1.0 if low else 0.0)
        return (0.5 if fits else -3.0) + wanted + (-1.5 if char in "‘‚" else 0.0)
    if closing:
        return _closing(char, before, after, language)
    if char == "\xa0":
        return -1.0 if before[-1:].isalnum() and re.match(r"[»:;!?%]|[0-9]", after) or before[-1:] == "«" else -3.5
    if char in "€£":
        return -0.5 if after[:1].isdigit() and not before[-1:].isalnum() else -3.5
    return -3.5 if char in "•™°" else -1.5


def open_mark(before: str) -> str:
    """The quotation mark that is open at this point; "" where none is.

    >>> open_mark("“He said ‘yuk"), open_mark("“He said ‘yuk’")
    ('‘', '“')
    """
    stack: list[str] = []
    for char in _QUOTES.findall(before):
        if stack and char in _CLOSED_BY[stack[-1]]:
            stack.pop()
        elif char in _CLOSED_BY:
            stack.append(char)
        elif char in "”»":
            stack = stack[:-2] if stack and stack[-1] in "‘‚" else []
    return stack[-1] if stack else ""


def _closing(char: str, before: str, after: str, language: str) -> float:
    if not before or before[-1].isspace() or not _CLOSES_BEFORE.match(after):
        return -3.5
    opened = open_mark(before)
    if opened and char in _CLOSED_BY[opened]:
        usual = char == ("”" if opened == "„" and language not in _HIGH_SIX else _CLOSED_BY[opened][0])
        return 1.0 if usual else -1.0
    return -2.0 if char in "’‘" else (-1.0 if not opened else -3.0)


def _apostrophe(before: str, after: str) -> float:
    if after[:1].isalpha():
        return 2.0 if _CONTRACTED.match(after) or _ELIDED.search(before) else -1.0
    if before[-1:] in "sSzx" and after[:1].isspace():
        return 0.0 if open_mark(before) else 0.7
    return -2.0


def _dash(char: str, before: str, after: str, language: str) -> float:
    if before[-1:].isdigit() and after[:1].isdigit():
        return 0.5 if char == "–" else -2.0
    if before[-1:].isspace() and after[:1].isspace():
        used = before.count("–") - before.count("—")
        short = used > 0 or (used == 0 and language in _SPACED_DASH_IS_SHORT)
        return 0.5 if (char == "–") == short else (-1.0 if language in _SPACED_DASH_IS_SHORT and not used else 0.0)
    if before[-1:].isspace() or after[:1].isspace():
        return -2.5
    return (-0.5 if before[-1:].isalpha() and after[:1].isalpha() else -1.5) - (1.0 if char == "–" else 0.0)


def _swallowed(reading: str, left: str, right: str) -> float:
    """How likely the ASCII character at the end of the reading was swallowed, where one may have been."""
    last = reading[-1:]
    if not last.isascii() or last.isalnum():
        return 0.0 if not right or right[0] in " ,.;:)!?" else -4.0
    if last == " ":
        return 0.0 if right and not right[0].isspace() else -4.0
    if not right:
        return -1.0 if last == "." and left[-1:].isalnum() else -3.0
    if not right.startswith(" "):
        return -4.0
    lower = right[1:2].islower()
    return {",": 0.0 if lower else -0.7, ".": -2.5 if lower else 0.0}.get(last, -2.5)


def _words(left: str, reading: str, right: str, language: str) -> float:
    """How well known the words are that hold the letters of the reading."""
    head = _LAST_WORD.search(left)
    tail = _FIRST_WORD.match(right)
    whole = (head.group() if head else "") + reading + (tail.group() if tail else "")
    score = 0.0
    for word in re.findall(r"[^\W\d_]+", whole):
        if not word.isascii():
            score += 0.6 * (familiarity(word, language) - 2.0) + _case(word, left, language)
            score -= _STRANGE_SCRIPT if _CYRILLIC.search(word) and not _CYRILLIC.search(left[-NEAR:] + right[:NEAR]) else 0.0
    return score


def _case(word: str, left: str, language: str) -> float:
    """A capital amid small letters is no letter of this word; one at its head is rare inside a sentence."""
    if len(word) > 1 and not word.isupper() and word[1:] != word[1:].lower():
        return -3.0
    inside = _INSIDE_SENTENCE.search(left)
    return -1.5 if word[0].isupper() and not word[0].isascii() and inside and (language != "de" or len(word) == 1) else 0.0


@lru_cache(maxsize=1 << 14)
def familiarity(word: str, language: str) -> float:
    """The Zipf value of a word in the language, or a lower one where only another language has it."""
    form = word.lower()
    return max(_zipf(form, language), max(_zipf(form, other) for other in LANGUAGES) - 1.0)


def _zipf(word: str, language: str) -> float:
    words = lexicon(language)
    return words.zipf(word) if words else 0.0
