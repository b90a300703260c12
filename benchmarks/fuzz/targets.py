"""What is fuzzed: each target takes any bytes, and raises only where the program breaks a promise.

An error that is the user's to mend (CleanerError, Skipped) is a right answer to any input.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import yaml

from cleaner import Cleaner
from cleaner.config import _parse, _settings
from cleaner.containers import load
from cleaner.decoding import Reading, Skipped, decode
from cleaner.edits import Edit, Tracker, apply, resolve
from cleaner.errors import CleanerError
from cleaner.formats import CONTAINERS, names
from cleaner.formats.base import Format
from cleaner.interchange import IMPORTS, import_glossary
from cleaner.interchange.base import Languages
from cleaner.terms.conflicts import conflicts
from cleaner.terms.doubts import doubts
from cleaner.terms.glossary import load_glossaries
from cleaner.terms.model import Glossary
from cleaner.terms.schema import read

Target = Callable[[bytes], None]


@cache
def _cleaner(**options: object) -> Cleaner:
    return Cleaner(**options)  # type: ignore[arg-type]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _promises(cleaner: Cleaner, text: str, format: Format | str = "text") -> None:
    """What holds for every text: the changes lead to the result, and a second run changes nothing."""
    outcome = cleaner.clean(text, format=format)
    assert apply(text, outcome.changes) == outcome.text, "the changes do not lead to the result"
    ends = [0, *(change.end for change in outcome.changes)]
    assert all(end <= change.start for end, change in zip(ends, outcome.changes, strict=False)), "changes overlap"
    assert cleaner.clean(outcome.text, format=format).text == outcome.text, "a second run changes it again"


def _format(name: str) -> Target:
    def target(data: bytes) -> None:
        _promises(_cleaner(), _text(data), Format(name, "en", "zh", "target", "source", include_locked=True))

    return target


def _container(name: str) -> Target:
    def target(data: bytes) -> None:
        format = Format(name, "en")
        loaded = load(data, f"a.{name}", format)
        outcome = _cleaner().clean(loaded.text, format=format)
        assert loaded.encode(loaded.text, f"a.{name}", ()) == data, "what did not change is written in another way"
        loaded.encode(outcome.text, f"a.{name}", outcome.changes)

    return target


def _glossary(data: bytes) -> None:
    file = read(_text(data), "g.yaml")
    errors = [*file.reader.errors, *conflicts(file.terms)]
    doubts(file.terms, file.language or "en")
    if not errors:
        glossary = load_glossaries([Glossary(tuple(marked.term for marked in file.terms), file.language, file.source_language)])
        cleaner = Cleaner(language=file.language or "en", source_language="en", glossaries=[glossary], select=["terms"])
        _promises(cleaner, _text(data))


def _interchange(name: str) -> Target:
    def target(data: bytes) -> None:
        glossary, _ = import_glossary(_text(data), "g", name, Languages("en", "zh"))
        load_glossaries([glossary])  # what is imported has no conflicts

    return target


def _edits(data: bytes) -> None:
    """Rounds of edits over a text: what is composed must be what was made."""
    text = "".join(chr(97 + byte % 26) for byte in data[:40])
    tracker = Tracker(text)
    for at in range(40, len(data) - 3, 12):
        edits = []
        for number in range(at, min(at + 12, len(data) - 3), 4):
            start, size, many, letter = data[number : number + 4]
            start %= len(tracker.text) + 1
            edits.append(Edit(start, min(len(tracker.text), start + size % 5), chr(65 + letter % 26) * (many % 4), f"r{number % 3}", "why"))
        tracker.apply(resolve(edits, [(3, 5)] if len(tracker.text) > 5 else []))
        assert apply(text, tracker.changes) == tracker.text, "the composition is another one"


def _encoding(data: bytes) -> None:
    _promises(_cleaner(select=("encoding",), glossaries=()), _text(data))


def _decoding(data: bytes) -> None:
    for reading in (Reading(), Reading(guess=True, languages=("en", "ru")), Reading(encoding="cp1252"), Reading(encoding="gb18030")):
        try:
            loaded = decode(data, "a.txt", reading)
        except (CleanerError, Skipped):
            continue
        assert loaded.encode(loaded.text, "a.txt", ()) == data or loaded.notices or loaded.text != loaded.original


def _configuration(data: bytes) -> None:
    from pathlib import Path

    _settings(Path("a.toml"), _parse(Path("a.toml"), _text(data)))


TARGETS: dict[str, Target] = {
    **{name: _format(name) for name in sorted(names()) if name not in CONTAINERS},
    **{name: _container(name) for name in ("docx", "epub")},
    **{f"import-{name}": _interchange(name) for name in sorted(IMPORTS)},
    "glossary": _glossary,
    "edits": _edits,
    "encoding": _encoding,
    "decoding": _decoding,
    "configuration": _configuration,
}


def run(name: str, data: bytes) -> None:
    """One input. Raises what it finds."""
    try:
        TARGETS[name](data)
    except (CleanerError, Skipped, yaml.YAMLError):
        return
