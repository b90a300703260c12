"""Markdown: front matter, code, link destinations, HTML and entities are not human text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.edits import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"  # YAML
    r"|\A\+\+\+[ \t]*\r?\n.*?^\+\+\+[ \t]*(?:\r?\n|\Z)",  # TOML
    re.DOTALL | re.MULTILINE,
)
_INLINE = re.compile(
    r"""
      (?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[^`]|(?!\1(?!`))`)*?\1(?!`)       # `code`, ``code with a ` in it``
    | \]\((?:[^()\n\\]|\\.|\([^()\n]*\))*\)                             # the destination of [a link](…)
    | \]\[[^\]\n]*\]                                                    # the label of [a link][label]
    | ^[ \t]{0,3}\[[^\]\n]+\]:[^\n]*                                    # [label]: destination
    | <[^<>\n]+>                                                       # <tag>, <https://address>
    | &(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});  # entities, which Markdown shows as characters
    | ^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\]                            # task list boxes
    | ^[ \t]*\|?[ \t:|-]*-{2,}[ \t:|-]*$                                 # table rules
    | ^:::[^\n]*                                                       # containers
    | \{[:\#.%{][^}\n]*\}+                                              # attributes and template tags
    | \\[^\w\s]                                                        # escapes
    """,
    re.VERBOSE | re.MULTILINE,
)
_BLOCKS = {"fence", "code_block", "html_block"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 100}).disable(["inline"], True)


def markup(text: str) -> list[Span]:
    """Spans of the file that are not prose, in code points of the text as given (its newlines as they are)."""
    spans = [match.span() for match in _FRONT_MATTER.finditer(text)]
    spans += (match.span() for match in _INLINE.finditer(text))
    lines = [0]
    lines += (match.end() for match in re.finditer(r"\r\n|\n|\r", text))
    lines.append(len(text))
    # Line maps count lines as the parser does; it reads \r\n and \r as \n, so the counts agree.
    for token in _parser().parse(text):
        if token.type in _BLOCKS and token.map:
            spans.append((lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)]))
    return spans
