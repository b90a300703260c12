"""UTF-8 that was read in a code page which ftfy does not know, or that lost bytes on the way: what was it?

`pages` says how programs apply a code page, `utf8` undoes one byte by byte, `context` decides between readings, `misread` weighs what
each page makes of a line. Nothing is repaired that does not look exactly like the damaged text when it is damaged again.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.lexicon import LANGUAGES
from cleaner.lexicon.recognise import recognise
from cleaner.mojibake.misread import Repair, diagnoses, safe_repairs

TRIGGER = re.compile(
    "[\u0393\u2500-\u259f\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff61-\uff9f\ufffd]"
)
"""What UTF-8 read in one of these pages is sure to hold: East Asian characters, box drawings (KOI8-R, cp850), `Γ` (cp437) or U+FFFD."""
LEAST_POINTS = 2.0
"""Powers of ten by which damage must be likelier than a healthy line."""


@lru_cache(maxsize=1 << 11)
def repairs(line: str, language: str) -> tuple[Repair, ...]:
    """What the damaged runs of a line were, in order of place; nothing where the line may well be healthy.

    `language` decides between marks where its typography does. Offsets are code points of the line.

    >>> [(found.new, found.page) for found in repairs("the 鈥淨ingyuan Industry鈥� case", "en")]
    [('“Q', 'GBK'), ('”', 'GBK')]
    >>> repairs("the Chinese character 茅 alone", "en")
    ()
    """
    if not TRIGGER.search(line):
        return ()
    told = recognise(line)
    made = diagnoses(line, told if told in LANGUAGES else language)
    if not made or made[0].points < LEAST_POINTS:
        return ()
    return tuple(safe_repairs(made[0], made[1:]))

