"""What other programs may count on, as it is written down in `api.txt`: a change there is a decision, and a line in the change log."""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import cleaner
from cleaner import cli
from cleaner.cli import arguments
from cleaner.config import _KEYS
from cleaner.formats import names
from cleaner.reports.jsonlines import FIELDS
from cleaner.rules import all_rules
from cleaner.terms.schema import TERM_KEYS, TOP_KEYS, VARIANT_KEYS

KEPT = Path(__file__).parent / "api.txt"
_HEAD = """\
What other programs count on. `make api` writes this file anew; docs/stability.md says what may change in which release.
"""


def _parser() -> argparse.ArgumentParser:
    """The parser of the command line, caught before it parses."""
    held: list[argparse.ArgumentParser] = []

    def catch(parser: argparse.ArgumentParser, argv: object = None) -> argparse.Namespace:
        held.append(parser)
        return argparse.Namespace(command="rules")

    with mock.patch.object(argparse.ArgumentParser, "parse_args", catch):
        arguments.parse([])
    return held[0]


def _commands(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    options = sorted(" ".join(action.option_strings) for action in parser._actions if action.option_strings)
    places = [str(action.metavar or action.dest) for action in parser._actions if not action.option_strings and not _is_choice(action)]
    yield f"{name}: {' '.join(places)}".rstrip()
    yield from (f"    {option}" for option in options)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each, sub in action.choices.items():
                yield from _commands(sub, f"{name} {each}")


def _is_choice(action: argparse.Action) -> bool:
    return isinstance(action, argparse._SubParsersAction)


def _library() -> Iterator[str]:
    for name in sorted(cleaner.__all__):
        thing = getattr(cleaner, name)
        yield f"{name}{inspect.signature(thing)}" if callable(thing) else name
        if inspect.isclass(thing):
            fields = {field.name: field.type for field in dataclasses.fields(thing)} if dataclasses.is_dataclass(thing) else {}
            yield from (f"    {field}: {kind}" for field, kind in fields.items())
            for method, value in sorted(vars(thing).items()):
                if inspect.isfunction(value) and not method.startswith("_"):
                    yield f"    {method}{inspect.signature(value)}"


def described() -> str:
    """All of it, as text."""
    parts = {
        "Library": _library(),
        "Commands and options": _commands(_parser(), "mt-cleaner"),
        "Exit codes": (f"{name.lower()}: {getattr(cli, name)}" for name in ("FINE", "FINDINGS", "TROUBLE", "INTERRUPTED", "PIPE_CLOSED")),
        "Rules": (f"{rule.name} ({rule.safety})" for rule in sorted(all_rules(), key=lambda rule: rule.name)),
        "Keys of --format json": iter(FIELDS),
        "Keys of the configuration": iter(sorted(_KEYS)),
        "Keys of a glossary": iter([*TOP_KEYS, *(f"term: {key}" for key in TERM_KEYS), *(f"variant: {key}" for key in VARIANT_KEYS)]),
        "Formats": iter(sorted(names())),
    }
    return _HEAD + "".join(f"\n# {title}\n\n" + "\n".join(lines) + "\n" for title, lines in parts.items())


def test_the_interface_is_what_is_written_down() -> None:
    kept, now = KEPT.read_text(encoding="utf-8"), described()
    change = "\n".join(difflib.unified_diff(kept.splitlines(), now.splitlines(), "api.txt", "now", lineterm=""))
    assert kept == now, f"the interface has changed. If it is meant: `make api`, and a line in CHANGELOG.md (docs/stability.md).\n{change}"


if __name__ == "__main__":
    KEPT.write_text(described(), encoding="utf-8")
    sys.exit(0)
