#!/usr/bin/env python3
"""Builds the site: the pages of docs/, the README as its front, and pages that are made from the program itself.

    make docs          # in an environment of its own; the site is .docs/html

A warning is an error, and a link inside the site that leads nowhere is a warning.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BESIDE = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
"""Pages that lie beside the README."""
MADE = ("rules", "commands", "configuration", "schema")


def rules() -> Iterator[str]:
    """Every rule with what it does to its examples."""
    from cleaner.rules import all_rules

    yield "# Rules\n\nFrom `mt-cleaner rules`. The examples are the rules' own tests.\n"
    for rule in all_rules():
        spoken = ", ".join(sorted(rule.languages)) if rule.languages else "every language"
        yield f"\n## {rule.name}\n\n{_escaped(rule.summary)}\n\n*{rule.safety}*, stage {rule.stage}, {spoken}\n"
        yield "\n| before | after |\n|---|---|\n"
        for example in rule.examples:
            after = _cell(example.after) if example.after != example.before else "stays as it is"
            yield f"| {_cell(example.before)} | {after} |\n"


def commands() -> Iterator[str]:
    """What `--help` says of each command."""
    yield "# Commands\n"
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        name = waiting.pop(0)
        said = _help(name)
        yield f"\n## {' '.join(('mt-cleaner', *name))}\n\n```text\n{said}```\n"
        if found := re.search(r"^  (?:COMMAND|ACTION)\n(?P<names>(?: {4,}.*\n)+)", said, re.MULTILINE):
            waiting += [(*name, each) for each in re.findall(r"^ {4}([a-z]+)\b", found["names"], re.MULTILINE)]


def _help(name: tuple[str, ...]) -> str:
    from cleaner.cli.arguments import parse

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        parse([*name, "--help"])
    return said.getvalue()


def configuration() -> Iterator[str]:
    """Every key, what it takes and what holds without it."""
    from cleaner.config import _KEYS, Settings

    yield "# Configuration keys\n\nIn `.mt-cleaner.toml`, or under `[tool.mt-cleaner]` in `pyproject.toml`.\n"
    yield "\n| key | takes | default |\n|---|---|---|\n"
    for key, (field, _, wanted) in sorted(_KEYS.items()):
        yield f"| `{key}` | {_cell(wanted)} | `{getattr(Settings(), field)!r}` |\n"


def schema() -> Iterator[str]:
    """The glossary's JSON schema."""
    yield "# Glossary schema\n\nEditors check glossaries with it; [glossary.md](glossary.md) explains the keys.\n\n```json\n"
    yield (ROOT / "docs" / "glossary.schema.json").read_text(encoding="utf-8")
    yield "```\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\<*_\[\]])", r"\\\1", text)


def _cell(text: str) -> str:
    """A text as code in a table's cell, whatever it holds."""
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" if char != "\n" else "↵" for char in text).replace("|", "\\|")
    ticks = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown[:1] in "` " or shown[-1:] in "` " else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def lay_out(source: Path) -> None:
    """The site's pages in one folder: those of docs/, those that are made, and the README in front."""
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(ROOT / "docs", source, ignore=shutil.ignore_patterns("site"))
    shutil.copy(HERE / "conf.py", source)
    for name in MADE:
        (source / f"{name}.md").write_text("".join(globals()[name]()), encoding="utf-8")
    for name in BESIDE:
        (source / name).write_text((ROOT / name).read_text(encoding="utf-8").replace("](docs/", "]("), encoding="utf-8")
    for page in source.glob("*.md"):
        page.write_text(page.read_text(encoding="utf-8").replace("](../", "]("), encoding="utf-8")
    front = (ROOT / "README.md").read_text(encoding="utf-8").replace("](docs/", "](")
    pages = sorted(path.stem for path in source.glob("*.md"))
    (source / "index.md").write_text(f"{front}\n```{{toctree}}\n:hidden:\n\n" + "\n".join(pages) + "\n```\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder.resolve()
    lay_out(folder / "source")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", str(folder / "source"), str(folder / "html")]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
