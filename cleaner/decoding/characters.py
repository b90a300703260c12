"""How well the characters of a decoded text fit a language: the evidence for a guessed encoding.

The evidence is a natural logarithm: how much likelier the characters beyond ASCII are in text of the language than where bytes are
misread. ASCII says nothing, for it is the same in nearly every encoding. `data/weights.json` says where the weights come from.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

CAPITAL = -3.0
"""A capital is this much rarer than its small letter. Cyrillic read with the wrong table comes out in capitals."""

FOREIGN = -3.0
"""A character that does not belong into a text of the language at all."""

MARK = 3.0
"""A typographic mark where marks of its kind stand."""

APOSTROPHE = 3.0
"""What an apostrophe before an English ending or behind a French article counts more than another mark."""

SAMPLE = 200_000
"""So many characters, taken from lines that are not plain ASCII, are more than enough to tell."""

_BEYOND = re.compile(r"[^\x00-\x7f]+")
_WIDE_MARKS = re.compile(r"[\u2000-\u206f\u3000-\u303f\uff01-\uff65\u00b7\u2500\u25a0-\u25ff\u2103\u2190-\u2193]+")
_LATIN_RUN = re.compile(r"[^\W\d_\x00-\x7f]+")
_APOSTROPHES = re.compile(r"(?<=[A-Za-z])’(?=(?:s|t|re|ve|ll|d|m)\b)|\b(?:[cdjlmnst]|qu)’(?=\w)", re.IGNORECASE)
_MIXED_WORDS = re.compile(r"[^\W\d_\x00-\x7f]+(?=[A-Za-z])|(?<=[A-Za-z])[^\W\d_\x00-\x7f]+")
_MARKS = re.compile(
    r"""
      (?<![^\s(\[\-—«“‘]) [“‘«„¿¡]  (?=\S)      # opens: at the start of a word
    | (?<=[\S\xa0])       [”»…“‘]   (?![A-Z])   # closes; “ and ‘ do so in German
    | (?<=\S) ’ | ’ (?=\S)                      # closes, or an apostrophe: O’Brien, ’70s
    | (?<=[\s\d\w])       [–—]      (?=[\s\d])  # a dash
    | (?<=\s)             [–—•…·]   (?=\S)
    | (?<=\d)             [°ºª€£%²³]
    | [€£]                          (?=\d)
    | [§©®™\xa0]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Language:
    """`encodings`: those its texts come in, the usual one first; `other` is the weight of a letter that has none of its own."""

    code: str
    encodings: tuple[str, ...]
    other: float
    weights: dict[str, float]

    @property
    def is_latin(self) -> bool:
        return self.encodings[0] in ("cp1252", "cp1250", "cp1254", "cp1257")

    @property
    def is_wide(self) -> bool:
        """Whether its letters are those of an East Asian script, which stand beside Latin ones without a space."""
        return self.other > FOREIGN

    def evidence(self, text: str) -> float:
        """How much speaks for the text being of this language and rightly decoded; below 0 it speaks against.

        >>> [round(language("ru").evidence(text)) for text in ("Полиция", "оНКХЖХЪ")]
        [6, -16]
        """
        text = sample(text)
        if self.is_latin:
            return self._letters_in_words(text) + self._marks(text)
        beyond = _WIDE_MARKS.sub("", "".join(_BEYOND.findall(text)))
        mixed = 0 if self.is_wide else sum(len(part) for part in _MIXED_WORDS.findall(text))
        return sum(self._weight(char) for char in beyond) + 2 * FOREIGN * mixed

    def _weight(self, char: str) -> float:
        if not char.isalpha():
            return FOREIGN
        small = char.lower()
        return self.weights.get(small, self.other) + (CAPITAL if small != char else 0.0)

    def _letters_in_words(self, text: str) -> float:
        """Latin letters beyond ASCII stand among those of ASCII; a whole word of them is another script misread."""
        total = 0.0
        for match in _LATIN_RUN.finditer(text):
            before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            inside = before.isalpha() or after.isalpha()
            if len(match[0]) > 2 or (len(match[0]) == 2 and not inside) or (before.islower() and match[0][0].isupper()):
                total += FOREIGN * len(match[0])
            else:
                total += sum(self._weight(char) for char in match[0])
        return total

    def _marks(self, text: str) -> float:
        other = sum(not char.isalpha() for run in _BEYOND.findall(text) for char in run)
        fitting = len(_MARKS.findall(text))
        return MARK * fitting + APOSTROPHE * len(_APOSTROPHES.findall(text)) + FOREIGN * max(0, other - fitting)


def sample(text: str) -> str:
    """The lines that tell something, as far as there are not too many of them."""
    if len(text) <= SAMPLE:
        return text
    size, lines, at = 0, list[str](), 0
    while size <= SAMPLE and (found := _BEYOND.search(text, at)):
        start = text.rfind("\n", at, found.start()) + 1 or at
        at = text.find("\n", found.end()) + 1 or len(text)
        lines.append(text[start:at])
        size += at - start
    return "".join(lines)


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    table = json.loads((files(__package__) / "data" / "weights.json").read_text(encoding="utf-8"))
    return tuple(Language(code, tuple(row["encodings"]), row["other"], row["weights"]) for code, row in table.items())


def language(code: str) -> Language:
    return next(each for each in languages() if each.code == code)
