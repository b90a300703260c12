"""A guess at the encoding of bytes that are not UTF-8; weighed, stated, and refused when the evidence is weak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleaner.decoding.characters import Language, languages

ENOUGH = 6.0
"""Evidence (see `characters`) that a guess needs."""

STRANGE = 10.0
"""What it needs where no language of the settings uses the encoding, and how far it must then be ahead of one that is used."""

APART = 6.0
"""How much more there must be than for the next encoding that gives another text."""

RARE, HANDICAP = frozenset({"mac-cyrillic", "mac-roman", "cp850", "iso8859-2", "big5hkscs"}), 8.0
"""Encodings that differ little from a far more usual one, and what they must be ahead of it."""

_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\f\r\x1a\x1b")) + b"\x7f"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding that can read the bytes, the text that it gives, and what speaks for it."""

    encoding: str
    text: str
    evidence: float
    expected: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """`chosen` is None where the evidence is weak; `candidates` come best first."""

    chosen: Candidate | None
    candidates: tuple[Candidate, ...]

    @property
    def names(self) -> str:
        """The candidates' names, for a sentence.

        >>> Verdict(None, ()).names
        'no encoding that is known fits'
        """
        names = list(dict.fromkeys(each.encoding for each in self.candidates if each.evidence > 0))[:3]
        if not names:
            return "no encoding that is known fits"
        return f"it may be {', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else f"it may be {names[0]}"


def is_binary(body: bytes) -> bool:
    """Whether more than one byte in a hundred is a control character that texts do not hold."""
    return 100 * (len(body) - len(body.translate(None, _CONTROL))) > len(body)


def weigh(body: bytes, codes: Sequence[str], share: float = 1.0) -> Verdict:
    """Which encoding the bytes are in, for texts of the languages `codes`; `share` of the usual evidence is enough."""
    best: dict[str, Candidate] = {}
    for candidate in _candidates(body, codes):
        known = best.get(candidate.text)
        if known is None or (candidate.expected, candidate.evidence) > (known.expected, known.evidence):
            best[candidate.text] = candidate
    ranked = tuple(sorted(best.values(), key=lambda each: -each.evidence))
    if not ranked:
        return Verdict(None, ())
    first = ranked[0]
    needed = ENOUGH * share if first.expected else STRANGE
    ahead = all(first.evidence - other.evidence >= _distance(first, other, share) for other in ranked[1:])
    return Verdict(first if first.evidence >= needed and ahead else None, ranked)


def _distance(first: Candidate, other: Candidate, share: float) -> float:
    """How far the best candidate must be ahead of another; farther where only the other was to be expected."""
    return STRANGE if other.expected and not first.expected else APART * share


def _candidates(body: bytes, codes: Sequence[str]) -> Iterator[Candidate]:
    for encoding, readers in _readers().items():
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        evidence = max(reader.evidence(text) for reader in readers)
        yield Candidate(encoding, text, evidence - HANDICAP * (encoding in RARE), encoding in _expected(tuple(codes)))


@lru_cache(maxsize=1)
def _readers() -> dict[str, list[Language]]:
    """The languages that come in each encoding."""
    readers: dict[str, list[Language]] = {}
    for language in languages():
        for encoding in language.encodings:
            readers.setdefault(encoding, []).append(language)
    return readers


@lru_cache(maxsize=8)
def _expected(codes: tuple[str, ...]) -> frozenset[str]:
    """The encodings usual for these languages; `zh` means both scripts, and `en` is written as the other Western languages are."""
    usual = {"en": ["cp1252"], **{each.code: list(each.encodings) for each in languages()}}
    usual["zh"] += usual["zh-hant"]
    return frozenset(encoding for code in codes for encoding in usual.get(code.lower().partition("-")[0], []))
