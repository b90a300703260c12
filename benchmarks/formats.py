"""Real files of every format: is a run without rules the same bytes, and does the file parse the same after `fix`?

    python benchmarks/formats.py FOLDER

Prints a Markdown table of all files under FOLDER of a format that hands over
units. "damage repaired": a space is put before the commas of all text, `fix` is run, and counted is in how many of these places it is gone
again. What parses the same, before and after both runs, is judged
by readers of the standard library and by PyYAML, where there is one, else by the format's own.
"""

from __future__ import annotations

import argparse
import configparser
import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml

from cleaner import Cleaner, files
from cleaner.cli.jobs import Task, perform
from cleaner.edits import Edit, apply
from cleaner.errors import CleanerError
from cleaner.formats import PLAIN, reader
from cleaner.formats.base import Format, Unit, outside
from cleaner.formats.languages import in_name

Leaves = list[tuple[str, str]]


def xml_leaves(text: str) -> Leaves:
    root = ElementTree.fromstring(re.sub(r"\A\ufeff?<\?xml.*?\?>", "", text, flags=re.DOTALL))
    found: Leaves = []
    for node in root.iter():
        found += [(f"<{node.tag} {sorted(node.attrib.items())}>", node.text or ""), (f"</{node.tag}>", node.tail or "")]
    return found


def nested_leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if pairs is None:
        yield path, repr(value)
    for key, item in pairs or ():
        yield from nested_leaves(item, f"{path}/{key}")


def yaml_leaves(text: str) -> Leaves:
    return [(event.__class__.__name__, getattr(event, "value", "") or "") for event in yaml.parse(text)]


def ini_leaves(text: str) -> Leaves:
    parser = configparser.RawConfigParser(strict=False)
    parser.read_string(text)
    return [(f"{name}/{key}", value) for name in parser.sections() for key, value in parser.items(name)]


def toml_leaves(text: str) -> Leaves:
    import tomllib

    return list(nested_leaves(tomllib.loads(text)))


READERS: dict[str, Callable[[str], Leaves]] = {
    **dict.fromkeys(["xliff", "tmx", "qt", "resx", "android", "plist"], xml_leaves),
    **dict.fromkeys(["json", "xcstrings"], lambda text: list(nested_leaves(json.loads(text)))),
    "yaml": yaml_leaves,
    "ini": ini_leaves,
    "toml": toml_leaves,
    "csv": lambda text: [(str(at), cell) for at, row in enumerate(csv.reader(io.StringIO(text))) for cell in row],
}


def format_of(path: Path, name: str) -> Format:
    """How the file is to be read; of a translation memory, the first language that it does not translate from."""
    language = in_name(str(path), name)
    if name == "tmx":
        text = files.read(str(path)).text
        source = re.search(r'srclang="(\w+)', text)
        codes = re.findall(r'<tuv[^>]*lang="([a-zA-Z]+)', text)
        language = next((code.lower() for code in codes if source and code.lower() != source[1].lower()), None)
    return Format(name, language=language)


def units_of(text: str, form: Format) -> list[Unit]:
    read = reader(form)
    assert read is not None
    return [unit for unit in read(text, form) if unit.text]


def same(before: str, after: str, form: Format) -> bool:
    """Whether two files parse to the same but for the text of units."""
    old, new = units_of(before, form), units_of(after, form)
    if [unit.key for unit in old] != [unit.key for unit in new] or outside(before, old) != outside(after, new):
        return False
    if form.name not in READERS:
        return True
    was, now = READERS[form.name](before.removeprefix("\ufeff")), READERS[form.name](after.removeprefix("\ufeff"))
    names = [name for name, _ in was] == [name for name, _ in now]
    changed = sum(one.text != other.text for one, other in zip(old, new, strict=True))
    different = sum(one != other for (_, one), (_, other) in zip(was, now, strict=True))
    tags = sum(piece.fixed or piece.kept for unit in old for piece in unit.pieces)
    return names and different <= changed + tags * bool(changed)


def damaged(text: str, units: list[Unit]) -> tuple[str, int]:
    """The file with a space before the commas of its text, and how many there are."""
    edits = [
        Edit(piece.start + match.start(), piece.start + match.start(), " ", "damage", "")
        for unit in units
        for piece in unit.pieces
        if piece.is_text and piece.text == text[piece.start : piece.end]
        for match in re.finditer(r"(?<=[a-zäöüßáéíóúñ]{3}),(?= [a-zäöüßáéíóúñ]{2})", piece.text)
    ]
    return apply(text, edits), len(edits)


def row(path: Path, form: Format, cleaner: Cleaner, nothing: Cleaner) -> tuple[Any, ...]:
    loaded = files.read(str(path), format=form)
    units = units_of(loaded.text, form)
    idle = perform(nothing, Task(str(path), form, "check"))
    identical = not idle.error and loaded.encode(nothing.clean(loaded.text, format=form).text, str(path)) == loaded.data
    outcome = cleaner.clean(loaded.text, format=form)
    worse, places = damaged(loaded.text, units)
    mended = cleaner.clean(worse, format=form)
    repaired = sum(change.rule == "spacing.before-punctuation" for change in mended.changes)
    ok = same(loaded.text, outcome.text, form) and same(worse, mended.text, form)
    return len(units), len(outcome.changes), identical, ok, f"{min(repaired, places)} of {places}" if places else "-"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    cleaner, nothing, naming = Cleaner(), Cleaner(select=()), files.Naming()
    print("| file | format | segments | changes | no-op identical | parses the same | damage repaired |\n|---|---|---|---|---|---|---|")
    bad = 0
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = naming.of(str(path))
        if name is None or name in PLAIN:
            continue
        try:
            form = format_of(path, name)
            segments, changes, identical, ok, repaired = row(path, form, cleaner, nothing)
        except CleanerError as error:
            print(f"| {path.relative_to(folder)} | {name} | refused: {error} |  |  |  |  |")
            continue
        bad += not (identical and ok)
        cells = (path.relative_to(folder), name, segments, changes, "yes" if identical else "NO", "yes" if ok else "NO", repaired)
        print("| " + " | ".join(map(str, cells)) + " |")
    return bad


if __name__ == "__main__":
    sys.exit(main())
