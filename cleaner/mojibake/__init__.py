"""Text that was read in a code page other than its own: what was it?

UTF-8 in the wrong page, with or without lost bytes: `pages` says how programs apply a code page, `utf8` undoes one byte by byte, `context`
decides between readings, `paths` follows them through a line, `weigh` counts what speaks for damage, `misread` compares what each page
makes of a line. Nothing is repaired that does not look exactly like the damaged text when it is damaged again.

Bytes of an East Asian or Cyrillic page read as Latin or another Cyrillic page: `reread` finds the page, `scores` judges the text.

`whole` asks both about every line of a text, and lets what is clear in one line speak for the doubtful ones.
"""

from __future__ import annotations

from cleaner.mojibake.repair import Repair
from cleaner.mojibake.whole import Damage, Kind, damages

__all__ = ["Damage", "Kind", "Repair", "damages"]
