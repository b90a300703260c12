"""AsciiDoc: listings, literals, attributes, macros and block marks are not human text."""

from __future__ import annotations

import re

from cleaner.edits import Span

_BLOCK = re.compile(
    r"^(?P<fence>-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,}[\w,-]*)[ \t]*\r?\n.*?^(?:(?P=fence)|`{3,})[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_INLINE = re.compile(
    r"""
      ^:!?[\w-]+!?:[^\n]*                                  # :attribute: value
    | ^//[^\n]*                                            # a comment
    | ^\[[^\]\n]*\][ \t]*$                                   # [source,python], [[anchor]]
    | ^(?:image|video|audio|include|toc|ifdef|ifndef|ifeval|endif)::[^\n]*
    | ^(?:={4,}|\*{4,}|_{4,}|\|===.*|--)[ \t]*$                # marks of blocks
    | ^=+(?=[ \t]) | ^[ \t]*(?:[*.]+|-)(?=[ \t]) | ^\.(?=\S)     # headings, lists, titles of blocks
    | ^[ \t]*[\w`"’][^\n]*?::(?=\s)                            # term::
    | \b(?:\w+\+)?(?:link|image|xref|footnote|kbd|btn|menu|icon|anchor|pass|stem|latexmath|mailto):[^\s\[\]]*\[(?:[^\]\n]*\])?
    | \bhttps?://[^\s\[\]]+\[?
    | <<[^<>\n]*>> | \[\[[^\]\n]*\]\] | \(\(\(?[^()\n]*\)\)\)?
    | `+[^`\n]+`+ | \+{1,3}[^+\n]+\+{1,3}
    | \{[\w-]+\} | ^\+[ \t]*$ | [ \t]\+$ | \|(?=\S|[ \t])
    """,
    re.VERBOSE | re.MULTILINE,
)


def markup(text: str) -> list[Span]:
    """Spans of the file that are not prose, in code points of the text as given."""
    return [match.span() for pattern in (_BLOCK, _INLINE) for match in pattern.finditer(text)]
