"""The least that shows a fault of ours: what a person can read, send, and try again."""

from __future__ import annotations

import platform
import re
import time
import traceback
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import yaml

from cleaner import __version__
from cleaner.decoding import Skipped
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError
from cleaner.formats.base import Format
from cleaner.interchange.native import said_of
from cleaner.rules import all_rules
from cleaner.terms.model import Glossary, Term

Piece = TypeVar("Piece")
SECONDS = 30.0
"""How long a text is made smaller."""
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_HEAD = """\
# What made mt-cleaner fail, cut to the least that still does. It holds text of yours: read it before you send it.
# Report it with this file: https://github.com/mt-cleaner/mt-cleaner/issues
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """How a text fails: `raised` an error, is `unsettled` (a second run would change it again), or has its file `altered`.

    `rules` are those that had a part in it, as far as that is known; `error` is the name of an error's type. `trace` is not compared.
    """

    kind: Literal["raised", "unsettled", "altered"]
    rules: tuple[str, ...]
    error: str = ""
    trace: tuple[str, ...] = ()

    def is_like(self, other: Fault | None) -> bool:
        """Whether another text fails in the same way."""
        if other is None or (self.kind, self.error) != (other.kind, other.error):
            return False
        return not self.rules or not set(self.rules).isdisjoint(other.rules)


def rules_of(error: BaseException) -> tuple[str, ...]:
    """The rules that were at work when an error was raised.

    >>> rules_of(ValueError())
    ()
    """
    codes = {rule.find.__code__: rule.name for rule in all_rules() if hasattr(rule.find, "__code__")}
    frames = (frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__))
    return tuple(dict.fromkeys(codes[code] for code in frames if code in codes))


def fault(cleaner: Cleaner, text: str, source: str | None, format: Format) -> Fault | None:
    """How a text fails; None where it does not, or is no text of the format."""
    try:
        outcome = cleaner.clean(text, source=source, format=format)
    except (CleanerError, Skipped):
        return None
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)[-8:]
        trace = [f"{frame.filename.rpartition('cleaner/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
        return Fault("raised", rules_of(error), type(error).__name__, (*trace, f"{type(error).__name__}: {error}"))
    if not outcome.faulty:
        return None
    return Fault("unsettled" if "settle" in " ".join(outcome.notices) else "altered", outcome.faulty)


def least(pieces: Sequence[Piece], fails: Callable[[list[Piece]], bool], until: float) -> list[Piece]:
    """The pieces without those that it fails without, too (Zeller and Hildebrandt, 2002): none of what is left can be left out alone.

    >>> least("abcdefgh", lambda letters: {"c", "g"} <= {*letters}, time.monotonic() + 9)
    ['c', 'g']
    """
    held, size = list(pieces), max(1, len(pieces))
    while held and time.monotonic() < until:
        at, smaller = 0, False
        while at < len(held) and time.monotonic() < until:
            without = [*held[:at], *held[at + size :]]
            if fails(without):
                held, smaller = without, True
            else:
                at += size
        if size == 1 and not smaller:
            break
        size = max(1, size // 2)
    return held


def reduced(text: str, fails: Callable[[str], bool], until: float) -> str:
    """The text cut to what still fails: by lines, then by words and signs, then by characters."""
    for cut in (lambda text: text.splitlines(keepends=True), _TOKENS.findall, list):
        text = "".join(least(cut(text), lambda pieces: fails("".join(pieces)), until))
    return text


def reproducer(cleaner: Cleaner, text: str, source: str | None, format: Format) -> str | None:
    """A file that shows the fault of a text; None where it has none. Takes `SECONDS` at most, and what one run takes."""
    found = fault(cleaner, text, source, format)
    if found is None:
        return None
    until = time.monotonic() + SECONDS
    if source is not None and found.is_like(fault(cleaner, text, None, format)):
        source = None
    text = reduced(text, lambda text: found.is_like(fault(cleaner, text, source, format)), until)
    cleaner, terms = _with_least_glossary(cleaner, lambda cleaner: found.is_like(fault(cleaner, text, source, format)), until)
    return _HEAD + _written(cleaner, text, source, format, fault(cleaner, text, source, format) or found, terms)


def _with_least_glossary(cleaner: Cleaner, fails: Callable[[Cleaner], bool], until: float) -> tuple[Cleaner, Sequence[Term]]:
    """A cleaner with no more of the glossary than the fault needs."""
    if cleaner.glossary is None:
        return cleaner, ()
    held = least(cleaner.glossary.terms, lambda terms: fails(_with(cleaner, terms)), until)
    return _with(cleaner, held), held


def _with(cleaner: Cleaner, terms: Sequence[Term]) -> Cleaner:
    other, known = copy(cleaner), cleaner.glossary
    assert known is not None
    other.glossary = Glossary(tuple(terms), known.language, known.source_language, known.learned)
    return other


def _written(cleaner: Cleaner, text: str, source: str | None, format: Format, found: Fault, terms: Sequence[Term]) -> str:
    said: dict[str, Any] = {
        "version": f"mt-cleaner {__version__}, Python {platform.python_version()}, {platform.system()}",
        "fault": {"kind": found.kind, "rules": list(found.rules), "trace": list(found.trace)},
        "expected": {
            "raised": "no error, whatever the text is",
            "unsettled": "that a second run changes nothing",
            "altered": "that the file, read again, holds the same units, and else is as it was",
        }[found.kind],
        "settings": {
            "language": cleaner.language,
            "source_language": cleaner.source_language,
            "unsafe": cleaner.unsafe,
            "format": format.name,
            "rules": [name for name in cleaner.rules if not found.rules or name in found.rules],
        },
        "text": text,
        "source": source,
        "glossary": [said_of(term) for term in terms],
    }
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=False, width=120)  # escapes show what cannot be seen
