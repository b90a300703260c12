"""The documentation says what is so: links lead somewhere, commands exist, examples hold."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaner import Cleaner, clean
from cleaner.cli.arguments import parse
from cleaner.config import _KEYS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        if "://" in link:
            continue
        target = page.parent / name if name else page
        assert target.exists(), f"{page.name} links to {link}"
        assert not anchor or anchor in anchors(target), f"{page.name} links to {link}"


def command_lines() -> Iterator[tuple[str, str]]:
    """Every line of a block that calls the program, with its page."""
    for page in PAGES:
        for _, block in _BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in re.sub(r"\\\n", " ", block).splitlines():
                if found := re.search(r"(?<![\w/.-])mt-cleaner (?=[a-z-])(?P<rest>[^|>#\"]*)", line.split("  #")[0]):
                    yield page.name, found["rest"].strip()


@pytest.mark.parametrize(("page", "line"), [*command_lines()])
def test_commands_are_understood(page: str, line: str) -> None:
    words = [word for word in shlex.split(line) if word not in ("[…]", "…", "[...]")]
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            parse(words)
        except SystemExit as stopped:
            assert stopped.code == 0, f"{page}: mt-cleaner {line}\n{said.getvalue()}"


def test_every_configuration_key_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [key for key in _KEYS if f"`{key}`" not in text] == []


def test_before_and_after_of_the_readme_hold() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Before and after")[2]
    pairs = [pair.split("\n") for pair in _BLOCK.findall(section)[0][1].strip("\n").split("\n\n")]
    assert len(pairs) >= 4
    for before, after in pairs:
        assert clean(f"{before}\n") == f"{after}\n"


def test_results_in_the_readmes_python_hold() -> None:
    blocks = [block for language, block in _BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")) if language == "python"]
    shown = [line.split("# '") for block in blocks for line in block.splitlines() if "# '" in line]
    assert shown
    for call, result in shown:
        assert repr(eval(call, {"clean": clean, "Cleaner": Cleaner})) == f"'{result}"
