#!/usr/bin/env python3
"""Takes the sentences out of gettext catalogues: text of languages for which there is no other of clear licence.

    pip install --no-deps --target FOLDER django
    python benchmarks/catalogue_text.py it FOLDER > clean.it.txt

Writes the distinct translations of MIN_WORDS words and more under `locale/LANGUAGE/`, one a line, but none that holds a placeholder,
a tag or a line break. Then `lose_spaces.py` and `glue.py --language it` measure with them. Django's catalogues are under the BSD licence.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from cleaner.formats.base import Format
from cleaner.formats.po import units

MIN_WORDS = 5
_NO_PROSE = re.compile(r"[%{}<>\n\\|&]|https?:")


def sentences(folder: Path, language: str) -> Iterator[str]:
    """The translations of all catalogues under the folder that are prose, each once, in order of file and place."""
    seen: set[str] = set()
    for path in sorted(folder.rglob(f"locale/{language}/**/*.po")):
        for unit in units(path.read_text(encoding="utf-8"), Format("po")):
            line = unit.text.strip()
            if line not in seen and len(line.split()) >= MIN_WORDS and not _NO_PROSE.search(line):
                seen.add(line)
                yield line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    for line in sentences(args.folder, args.language):
        print(line)


if __name__ == "__main__":
    main()
