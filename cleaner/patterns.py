"""gitignore patterns whose matching takes no more than a name's length times the pattern's: files of patterns come with repositories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_STAR = "[^/]*"
_FEW = 2
"""Stars in a segment that a regular expression may try in every way."""


def spec_of(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns as git reads them.

    >>> [bool(spec_of([line]).match_file(name)) for line, name in (("*a*a*a*a*a*b", "a" * 200), ("*a*b*c*d.txt", "x/1a2b3c4d.txt"))]
    [False, True]
    """
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(lines)
    for pattern in spec.patterns:
        if pattern.regex is not None and pattern.regex.pattern.count(_STAR) > _FEW:
            pattern.regex = re.compile(linear(pattern.regex.pattern))
    return GitIgnoreSpec(spec.patterns)


def linear(expression: str) -> str:
    """The expression with each star but the last of a segment bound to the first place where what follows it stands.

    What stands between two stars has one length, so that a later place is never needed. Python 3.10 has no atomic groups; a lookahead
    that is referred to is one.

    >>> linear("^[^/]*a[^/]*b$")
    '^(?=(?P<s0>[^/]*?a))(?P=s0)[^/]*b$'
    """
    first, *parts = expression.split(_STAR)
    made = first
    for at, part in enumerate(parts):
        if not part and at + 1 < len(parts):
            continue  # two stars in a row are one
        is_inner = at + 1 < len(parts) and not re.search(r"(?<!\\)[/()$|]", part.replace("[^/]", ""))
        made += f"(?=(?P<s{at}>[^/]*?{part}))(?P=s{at})" if is_inner else _STAR + part
    return made
