"""The page of a glossary's terms as files use them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
GLOSSARY = """language: en
terms:
  - id: trap-loan
    source: 套路贷
    canonical: trap loan
    allow: [predatory <b>loan</b>]
    variants: [Taolu loan]
  - id: unused
    canonical: red envelope
"""


def page(folder: Path, *arguments: str) -> tuple[int, str, str]:
    (folder / "own.yaml").write_text(GLOSSARY, encoding="utf-8")
    command = [sys.executable, "-m", "cleaner", "glossary", "report", "--isolated", "--glossary", "own.yaml", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)})
    made = folder / "terms.html"
    return done.returncode, done.stderr, made.read_text(encoding="utf-8") if made.exists() else ""


def test_it_counts_renderings_and_shows_where_and_what_would_change(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A trap loan and two Taolu loans.\nThe trap loans <i>.\n", encoding="utf-8")
    (tmp_path / "b.po").write_text('msgid "套路贷"\nmsgstr "One Taolu loan."\n', encoding="utf-8")
    code, said, text = page(tmp_path, "a.txt", "b.po")
    assert code == 0 and "terms.html: 1 term in 2 files." in said
    rows = re.findall(r'<tr><td class="(\w+)"><details><summary>([^<]*)</summary>.*?<td class="count">(\d+)</td>', text)
    assert rows == [("canonical", "trap loan", "2"), ("variant", "Taolu loan", "2")]
    assert "a.txt: A trap loan and two <b>Taolu loans</b>." in text and "The <b>trap loans</b> &lt;i&gt;." in text
    changes = re.findall(r'<del>([^<]*)</del> <ins>([^<]*)</ins></span><span class="count">(\d+)', text)
    assert sorted(changes) == [("Taolu loan", "trap loan", "1"), ("Taolu loans", "trap loans", "1")]
    assert "unused" not in text and "<script" not in text and "default-src 'none'" in text


def test_files_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    (tmp_path / "terms.html").write_text("an earlier page", encoding="utf-8")
    code, said, text = page(tmp_path, "missing.txt")
    assert code == 2 and "missing.txt: there is no such file" in said and text == "an earlier page"
    (tmp_path / "a.txt").write_text("Nothing.\n", encoding="utf-8")
    code, said, text = page(tmp_path, "missing.txt", "a.txt")
    assert code == 2 and "No term of the glossary stands in these files." in text
