"""A fault of ours costs no file: nothing is written, the rule is named, and the least that shows it can be written down."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

FAULTY = '''
import re, sys
from cleaner.edits import Edit
from cleaner.formats.base import Piece
from cleaner.rules.base import rule

@rule("faulty.flips", "layout", [("x", "x")])
def flips(document):
    """Changes blue into green, and green into blue, for ever."""
    for match in re.finditer("blue|green", document.text):
        yield Edit(*match.span(), {"blue": "green", "green": "blue"}[match.group()], "faulty.flips", "why")

@rule("faulty.raises", "layout", [("x", "x")])
def raises(document):
    """Stumbles over a word beside a number."""
    if re.search(r"odd.*\\\\d", document.text):
        raise ValueError("stumbled")
    return ()

@rule("faulty.of-terms", "layout", [("x", "x")])
def of_terms(document):
    """Stumbles over one entry of the glossary."""
    if document.glossary and "strange" in document.text and any(term.id == "trap-loan" for term in document.glossary.terms):
        raise KeyError("entry")
    return ()

if "--alter" in sys.argv:
    # What a broken writer would do: the file it makes holds another unit.
    sys.argv.remove("--alter")
    from cleaner.views import write
    written = write.Writer._written
    def broken(self, groups, unwanted=()):
        from dataclasses import replace
        made = written(self, groups, unwanted)
        return replace(made, file=made.file + '\\\\nmsgid "new"\\\\nmsgstr "new"\\\\n') if groups else made
    write.Writer._written = broken
from cleaner.cli import main
sys.exit(main(sys.argv[1:]))
'''.replace("\\\\", "\\")
FILLER = "The court said so. The mayor was there.\nNobody knew it.\n"


def run(folder: Path, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    script = folder / "faulty.py"
    script.write_text(FAULTY, encoding="utf-8")
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(command, cwd=folder, input=stdin, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr
    return done


def again(path: Path, folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """The text of a reproducer given to the program once more."""
    made = yaml.safe_load(path.read_text(encoding="utf-8"))
    (folder / "again.txt").write_text(made["text"], encoding="utf-8")
    return run(folder, "fix", "again.txt")


@pytest.mark.parametrize(
    ("word", "said", "kind", "rule", "least"),
    [
        ("the blue car", "The text did not settle under faulty.flips; it was left as it was.", "unsettled", "faulty.flips", "blue"),
        ("an odd thing, the 7th", "left it alone (faulty.raises: ValueError: stumbled).", "raised", "faulty.raises", "odd7"),
        ("a strange loan", "left it alone (faulty.of-terms: KeyError: 'entry').", "raised", "faulty.of-terms", "strange"),
    ],
)
def test_a_fault_is_said_and_cut_small(word: str, said: str, kind: str, rule: str, least: str, tmp_path: Path) -> None:
    text = f"{FILLER * 20}It was {word} , they say .\n{FILLER * 20}"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text("The end .\n", encoding="utf-8")
    done = run(tmp_path, "fix", "a.txt", "b.txt", "--reproducer", "made.yaml")
    assert done.returncode == 2
    assert f"a.txt: {'' if kind == 'unsettled' else 'mt-cleaner failed on this file and '}{said}" in done.stderr
    assert "--reproducer FILE writes the least text that shows it." in done.stderr
    assert "the least of a.txt that fails is in made.yaml. It holds text of yours: read it before you send it." in done.stderr
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == text
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "The end.\n"
    made = yaml.safe_load((tmp_path / "made.yaml").read_text(encoding="utf-8"))
    assert made["fault"]["kind"] == kind
    assert rule in made["fault"]["rules"]
    assert made["text"] == least
    assert [term["id"] for term in made["glossary"]] == (["trap-loan"] if rule == "faulty.of-terms" else [])
    assert again(tmp_path / "made.yaml", tmp_path, least).returncode == 2


def test_a_file_whose_structure_would_change_is_left(tmp_path: Path) -> None:
    entries = "".join(f'msgid "{number}"\nmsgstr "The court said so{" ." if number == 7 else "."}"\n\n' for number in range(20))
    (tmp_path / "a.po").write_text(entries, encoding="utf-8")
    done = run(tmp_path, "fix", "--alter", "a.po", "--reproducer", "made.yaml")
    assert done.returncode == 2
    assert "a.po: The changes of spacing.before-punctuation would have altered the file's structure" in done.stderr
    assert (tmp_path / "a.po").read_text(encoding="utf-8") == entries
    made = yaml.safe_load((tmp_path / "made.yaml").read_text(encoding="utf-8"))
    assert (made["fault"]["kind"], made["settings"]["format"]) == ("altered", "po")
    assert len(made["text"]) < 40
    assert " ." in made["text"]


def test_where_nothing_fails_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The end .\n", encoding="utf-8")
    done = run(tmp_path, "check", "a.txt", "--reproducer", "made.yaml")
    assert done.returncode == 1
    assert "no reproducer was written: nothing failed." in done.stderr
    assert not (tmp_path / "made.yaml").exists()


def test_standard_input(tmp_path: Path) -> None:
    done = run(tmp_path, "fix", "-", stdin="the blue car .\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "mt-cleaner: <stdin>: The text did not settle under faulty.flips" in done.stderr
    assert run(tmp_path, "fix", "-", "--reproducer", "x", stdin="x\n").returncode == 2
