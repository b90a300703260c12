"""The space that is missing after punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit, Span
from cleaner.evidence import Grade, Habit
from cleaner.lexicon import LANGUAGES, Lexicon, lexicon
from cleaner.rules.base import rule
from cleaner.rules.spacing import FRENCH_SPACED

NAME = "spacing.after-punctuation"

_COMMA = Habit("lost after a comma", r"[,;](?=[^\W\d_]{2})(?<=[^\W\d_]{2}.)", r"[,;] (?<=[^\W\d_]{2}..)", 50)
_STOP = Habit("lost after a stop", r"[.!?](?=[A-Z][a-z])(?<=[a-z]{2}.)", r"[.!?](?=\s)(?<=[a-z]{2}.)", 50)
_COLON = Habit("lost after a colon", r":(?=[^\W\d_]{2})(?<=[a-z]{2}:)", r": (?<=[a-z]{2}: )", 50)
_BRACKET = Habit("lost after a bracket", r"\)(?=[a-z]{2})(?<=[^\W_]{2}\))", r"\) (?=[a-z])(?<=[^\W_]{2}\) )", 50)
_HABITS = {",": _COMMA, ";": _COMMA, ".": _STOP, "!": _STOP, "?": _STOP, ":": _COLON, ")": _BRACKET}

MIN_ZIPF, MIN_SHORT_ZIPF = 2.2, 4.0
"""How common a word must be to be believed, and one of two letters."""

_SPOT = re.compile(
    r"""
    [,;:.!?)](?=[^\W_“"]|[“"][A-Z])           # any mark that runs into a letter or a digit: a cheap first look, then
    (?:
      (?<=[^\W\d_][^\W\d_][,;:.!?])(?=(?P<right>[^\W\d_]+)(?P<next>.?))     # note:The
    | (?<=[)”][,;:.])(?=(?P<word>[^\W\d_]+))                            # (a game),the two
    | (?<=\w\))(?=(?P<follow>[a-z]{2,})(?!\w))                          # (or call)an airline
    | (?<=\d,)(?=(?P<counted>[a-z]{2,})(?!\w))                          # in 2010,which
    | (?<=[12]\d{3},)(?P<year>)(?=[A-Z][a-z]{2,}(?!\w))                 # in 2010,Miller
    | (?<=[a-z]{3},)(?P<list>)(?=\d+[ ,])                               # a citizen,21 years
    | (?<=[a-z.]\ \d,|\ \d\d,)(?P<day>)(?=[12]\d{3}(?!\d))              # May 4,2012
    | (?<=[a-z]{2}\.)(?P<month>)(?=\d{1,2}(?:[ ,]|$))                   # Sept.10
    | (?<=[a-z]\ [A-Z]\.)(?P<initial>)(?=[A-Z][a-z]{2,}(?!\w))          # Ann B.Miller
    | (?<=[a-z]\ [A-Z]\.[A-Z]\.)(?P<initials>)(?=[A-Z][a-z]{2,}(?!\w))  # the U.S.Department
    | (?<=[A-Z]\.[A-Z]\.)(?=(?P<noun>[a-z]{3,})(?!\w))                  # U.S.citizens
    | (?<=[a-z]{2}[,:])(?P<saying>)(?=[“"])                             # a sign saying,"Keep out"
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_MARKS = re.compile(r"[,;:.!?)](?:[^\W\d_]|[“\"][A-Z]|(?<=[a-z].)\d)|^\d\d?,[12]\d")
"""What a token with such a spot is sure to hold."""
_LEFT = re.compile(r"[^\W\d_]+$")
_TITLES = frozenset("Mr Mrs Ms Dr St Prof Capt Gen Sen Gov Rev Lt Col Sgt".split())
_SHORT_MONTHS = frozenset("Jan Feb Aug Sep Sept Oct Nov Dec".split())
_DAY = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? ?\d{1,2}$")
_DOMAINS = frozenset(["com", "org", "net", "edu", "gov", "info", "io", "js", "py", "md", "txt", "pdf", "html", "php", "exe", "doc"])
_CODE = re.compile(r"[_=\\<>{}|@#$%^*+~`]|::|\[\[|\w\(|/\w|[^\W\d_],[a-z]+:[a-z]")
_PLAIN = re.compile(r"[(“\"‘]*[A-Za-z’'-]+(?:[,;][A-Za-z’'-]{2,}|[,;][Ia])+[)”\"’]*[,;.:!?]*")
_SHORTHAND = frozenset([("tl", "dr"), ("ph", "d")])


@rule(
    NAME,
    "layout",
    [
        ("Editor’s note:The final stage.Since then", "Editor’s note: The final stage. Since then"),
        ("in the game,the two of them", "in the game, the two of them"),
        ("It was led by Zhou Qiaoyi,a teacher, and Tan Xulin,who sang.", "It was led by Zhou Qiaoyi, a teacher, and Tan Xulin, who sang."),
        ("In addition,Zhou Ke saw the (very old)man.", "In addition, Zhou Ke saw the (very old) man."),
        ("On May 4,2012,the U.S.citizens left with Ann B.Miller.", "On May 4, 2012, the U.S. citizens left with Ann B. Miller."),
        ("3,389 cases at 10:30 in the U.S. e.g.this", "3,389 cases at 10:30 in the U.S. e.g.this"),
        ("Node.js and README.md, v1.2.Final, example.com:8080", "Node.js and README.md, v1.2.Final, example.com:8080"),
        ("raise foo.Bar(x,y) or a.Value", "raise foo.Bar(x,y) or a.Value"),
        ("Yahoo!News and &quot;works, or oOh!media and Rocket.Chat", "Yahoo!News and &quot;works, or oOh!media and Rocket.Chat"),
        ("TL;DR: a Ph.D of (un)known file(s)and [[Category:People]]", "TL;DR: a Ph.D of (un)known file(s)and [[Category:People]]"),
        ("It said RM,err:can not do that.", "It said RM,err:can not do that."),
    ],
    languages=LANGUAGES,
    local=True,
    marks=_MARKS,
)
def after_punctuation(document: Document) -> Iterator[Edit]:
    """A space that is missing after a comma, a stop, a colon, a semicolon or a closing bracket is put in.

    Between two words of prose it is put in, unless the file is long and next to never loses one; beside names and rare
    words only if they stand in prose or the file loses such spaces as a habit.
    """
    words, text = lexicon(document.language), document.text
    for match in _SPOT.finditer(text) if words else ():
        at = match.end()
        start, end = _token(text, match.start())
        left = _LEFT.search(text, start, match.start())
        before = left.group() if left else ""
        opening = text[(left or match).start() - 1 : (left or match).start()]
        if words is None or (opening and opening in "&@#$\\") or _CODE.search(text[start:end].strip("*_")):
            continue
        grade = _grade(words, text, match, before, (start, end))
        safety = grade and document.evidence(_HABITS[match.group()]).safety(grade)
        if safety:
            yield Edit(at, at, " ", NAME, "the space after punctuation was lost", safety)


def _token(text: str, at: int) -> Span:
    """The span between white space around an offset."""
    start, end = at, at
    while start > 0 and not text[start - 1].isspace() and at - start < 80:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - at < 80:
        end += 1
    return start, end


def _grade(words: Lexicon, text: str, match: re.Match[str], left: str, token: Span) -> Grade | None:
    """How sure it is that a space was lost here; None where none was."""
    if match["right"]:
        return _between_words(words, text, match, left, token)
    if match["word"]:
        return "likely" if match.group() != "." or match["word"].istitle() else None
    if match["follow"]:
        return _after_bracket(words, text, match)
    if match["counted"]:
        return "likely" if _is_word(words, match["counted"]) else None
    if match["noun"]:
        return "likely" if words.zipf(match["noun"]) >= MIN_SHORT_ZIPF else "doubtful"
    if match["day"] is not None:
        return "likely" if _DAY.search(text, max(0, match.start() - 14), match.start()) else None
    if match["month"] is not None:
        return "likely" if left in _SHORT_MONTHS else None
    if match["saying"] is not None:
        low = text.rfind("\n", 0, match.start()) + 1
        return None if text[match.end()] == '"' and text.count('"', low, match.start()) % 2 else "likely"
    return "likely"


def _between_words(words: Lexicon, text: str, match: re.Match[str], left: str, token: Span) -> Grade | None:
    stop, right = match.group(), match["right"]
    if stop in FRENCH_SPACED and words.language == "fr":
        return None
    if (left.lower(), right.lower()) in _SHORTHAND or (stop == "." and "-" in text[token[0] : match.end()]):
        return None
    if stop == "." and left in _TITLES and right.istitle():
        return "likely"
    known = _is_word(words, left), _is_word(words, right) or right in ("I", "A", "a")
    if stop in ",;":
        if all(known):
            return "likely"
        plain = _PLAIN.fullmatch(text, *token) is not None and not (left.isupper() and right.isupper())
        return "likely" if plain and any(known) else "doubtful" if plain else None
    starts_sentence = (right.istitle() and len(right) > 1) or right in ("I", "A")
    if not known[0] or not (known[1] or (starts_sentence and len(right) > 2)):
        return None
    if stop == ":":
        both_genders = words.language == "de"  # "jede:r", "eine:n"
        running = not both_genders and match["next"] in (" ", ",") and left.islower() and right.islower()
        return "likely" if starts_sentence or running else None
    if right.lower() in _DOMAINS or not starts_sentence or not left[-1].islower():
        return None
    if stop == ".":
        return _after_stop(words, text, left, match, token)
    return "likely" if left.islower() else None


def _after_stop(words: Lexicon, text: str, left: str, match: re.Match[str], token: Span) -> Grade | None:
    """A sentence ends in a small word, or in a name with a sentence before it; `Rocket.Chat` is a name."""
    if not left[0].isupper():
        return "likely"
    begins = text[token[0] - 1 : token[0]] in ("", "\n")
    if begins or match["next"] in ("/", ".") or match.start() - len(left) > token[0]:
        return None
    running = re.search(r"[a-z] $", text[max(0, token[0] - 2) : token[0]]) and match["next"] == " "
    return "likely" if running and match["right"].lower() in words.listed("function") else "doubtful"


def _after_bracket(words: Lexicon, text: str, match: re.Match[str]) -> Grade | None:
    """`(or call)an` lost a space, `(un)known` and `word(s)and` did not, nor did `f(x)and`."""
    low = max(text.rfind("\n", 0, match.start()), match.start() - 80, 0)
    start = text.rfind("(", low, match.start())
    inside = text[start + 1 : match.start()]
    if start < 0 or (start > 0 and not text[start - 1].isspace()) or len(inside) < 2:
        return None
    if not _is_word(words, match["follow"]) or (inside.isalpha() and words.known(inside.lower() + match["follow"])):
        return None
    return "likely" if " " in inside or words.zipf(match["follow"]) >= MIN_SHORT_ZIPF else "doubtful"


def _is_word(words: Lexicon, word: str) -> bool:
    return words.zipf(word.lower()) >= (MIN_ZIPF if len(word) > 2 else MIN_SHORT_ZIPF)
