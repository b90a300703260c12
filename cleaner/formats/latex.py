"""LaTeX: the preamble, mathematics, listings, comments, commands and what they name are not human text."""

from __future__ import annotations

import re

from cleaner.edits import Span

_PREAMBLE = re.compile(r"\A.*?\\begin\{document\}", re.DOTALL)
_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>(?:equation|align|alignat|gather|multline|eqnarray|math|displaymath|flalign|split|verbatim|Verbatim|lstlisting|minted"
    r"|tikzpicture|filecontents|comment|thebibliography|tabbing|algorithm|algorithmic|pgfpicture)\*?)\}.*?\\end\{(?P=name)\}",
    re.DOTALL,
)
_INLINE = re.compile(
    r"""
      (?<!\\)%[^\n]*                                        # a comment
    | (?<!\\)\$\$.*?(?<!\\)\$\$ | (?<!\\)\$[^$\n]*(?:\n(?![ \t]*\n)[^$\n]*)*(?<!\\)\$
    | \\\(.*?\\\) | \\\[.*?\\\]
    | \\verb\*?(?P<bar>[^\w\s*])[^\n]*?(?P=bar)
    | \\(?:begin|end|label|ref|eqref|autoref|cref|Cref|pageref|nameref|cite\w*|parencite|textcite|autocite|footcite|nocite|url|path|input
        |include|includegraphics|usepackage|documentclass|bibliography|bibliographystyle|addbibresource|newcommand|renewcommand|def
        |newenvironment|setlength|vspace|hspace|pagestyle|hypersetup|index|gls\w*|ac\w?|SI|si|num|lstinputlisting|graphicspath
        |definecolor|color|colorbox)\*?(?:\s*\[[^\]\n]*\])*(?:\s*\{(?:[^{}]|\{[^{}]*\})*\})*
    | \\href\s*\{[^{}]*\}
    | \\[A-Za-z@]+\*?(?:\[[^\]\n]*\])? | \\.                  # other commands: what they hold in braces is prose
    | ``|''|---?|[{}~&]                                      # quotation marks, dashes, ties
    """,
    re.VERBOSE | re.DOTALL,
)


def markup(text: str) -> list[Span]:
    """Spans of the file that are not prose, in code points of the text as given."""
    preamble = _PREAMBLE.match(text)
    spans = [preamble.span()] if preamble else []
    return spans + [match.span() for pattern in (_ENVIRONMENT, _INLINE) for match in pattern.finditer(text)]
