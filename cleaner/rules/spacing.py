"""Stray spaces before punctuation and possessives, doubled punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.evidence import Grade, Habit
from cleaner.lexicon import LANGUAGES, lexicon
from cleaner.rules.base import rule

COMPOUND = 2.0
"""How much oftener than chance the halves of a compound must follow each other."""
FRENCH_SPACED = ";:!?"
"""Marks that French sets a space before, of whatever width; what is right there is not ours to say."""
MAX_KEY_WORDS = 3
"""A colon set apart after so few words of a line may line up keys and values."""

_BEFORE = re.compile(
    r"""
      (?<=[^\W\d_][^\W_”’)])[ \t]+(?P<stop>[,;:.!?])(?=(?P<gap>[ \t]|\r?$)|[”\"])   # the police , and
    | (?<=\w`)[ ](?P<code>[.,])(?=\s|$)                                               # press `Done` .
    | (?<=[\w%][)”\d%])[ ](?P<comma>,)(?=[ ][^\W\d_])                                 # (the police) , and
    """,
    re.VERBOSE | re.MULTILINE,
)
_STRAY = re.compile(r"[ \t][,;:.!?](?=[\s”\"])|[ \t][,;:.!?]$")
_HABIT = Habit("set before punctuation", r"[,;:.!?](?=[\s”\"])(?<=[^\W\d_]{2} .)", r"[,;:.!?](?=[\s”\"])(?<=[^\W\d_]{2}.)", 50)
_COMMANDS = frozenset(
    ["git", "cd", "ls", "cp", "mv", "rm", "npm", "pip", "docker", "find", "grep", "tar", "make", "cargo", "go", "python", "pytest"]
    + ["ruff", "black", "code", "build", "run", "add"]
)
_CODE = re.compile(r"[_=\\<>{}|@#$%^*+~`]|::|\w\(|/\w")


@rule(
    "spacing.before-punctuation",
    "layout",
    [
        ("special fights . The police , the remote", "special fights. The police, the remote"),
        ("all areas of the depressions .", "all areas of the depressions."),
        ("It came (in May) , in 2004 , and went.", "It came (in May), in 2004, and went."),
        ("Then press `Done` .", "Then press `Done`."),
        ("One, two, and the end .", "One, two, and the end."),
        ("then run git add . to stage", "then run git add . to stage"),
        ("wait ... no :) 3 : 2", "wait ... no :) 3 : 2"),
        ("the .NET version", "the .NET version"),
        ("Version : 1.2", "Version : 1.2"),
    ],
    languages=LANGUAGES,
    local=True,
    marks=re.compile(r"^[,;:.!?](?:$|[”\"])"),
)
def before_punctuation(document: Document) -> Iterator[Edit]:
    """A space before a comma, a stop, a colon or a semicolon is taken out; in French only before a comma and a stop.

    At the end of a line a single one stays where the rest of the text is healthy: in people's own writing that is a slip.
    """
    text = document.text
    for match in _stray_marks(text):
        low, high = document.paragraph_at(match.start())
        words = text[max(low, match.start() - 40) : match.start()].split()
        stop = match["stop"] or match["comma"] or match["code"]
        if document.language == "fr" and stop in FRENCH_SPACED:
            continue
        if not words or (stop in ".:" and _COMMANDS.intersection(words[-3:])):
            continue
        if match["code"]:
            words[-1] = "code"
        if "|" in text[low:high] or _CODE.search(words[-1].rstrip("%)")) or not words[-1][0].isalnum() and words[-1][0] not in "“\"'(‘":
            continue
        follow = text[match.end() : high].strip()
        if stop == "." and match["gap"] and follow and not (follow[0].isupper() or follow[0] in '“"('):
            continue
        if stop == ":" and follow and len(text[low : match.start()].split()) <= MAX_KEY_WORDS:
            continue
        evidence = document.evidence(_HABIT)
        safety = evidence.safety("doubtful" if not follow and evidence.lone else "likely")
        if safety:
            yield Edit(match.start(), match.end() - 1, "", "spacing.before-punctuation", "a space before punctuation", safety)


def _stray_marks(text: str) -> Iterator[re.Match[str]]:
    """The matches of _BEFORE, looked for only where white space stands before a mark."""
    for stray in _STRAY.finditer(text):
        start = stray.start()
        while start and text[start - 1] in " \t":
            start -= 1
        if match := _BEFORE.match(text, start):
            yield match


_TWO_MARKS = re.compile(r"[.,][ ]*,")
_DOUBLED = re.compile(r"(?<=[^\W\d_]{2})(?:[ ]?\.[ ]+,|(?<!\.)[ ]?,[ ]*,(?![,]))(?=[ ]+[^\W_])")


@rule(
    "spacing.doubled-punctuation",
    "layout",
    [
        ("medical and funeral home. , finance", "medical and funeral home, finance"),
        ("the mining, , tendering", "the mining, tendering"),
        ("Acme Inc., a firm", "Acme Inc., a firm"),
        ("What?! No...", "What?! No..."),
    ],
    local=True,
    marks=re.compile("^,|,,"),
)
def doubled_punctuation(document: Document) -> Iterator[Edit]:
    """A stop or a comma that is followed by another comma goes: `home. , finance` was one list."""
    text = document.text
    for marks in _TWO_MARKS.finditer(text):
        start = marks.start()
        if match := _DOUBLED.match(text, start - (text[start - 1 : start] == " ")):
            yield Edit(*match.span(), ",", "spacing.doubled-punctuation", "two punctuation marks where one belongs")


_APOSTROPHE = re.compile(r"(?<=[^\W\d_]{2}) (?=[’]s [^\W_])")


@rule(
    "spacing.before-possessive",
    "layout",
    [("the province ’s capital", "the province’s capital"), ("the ‘s’ sound", "the ‘s’ sound")],
    languages=["en"],
    local=True,
    marks=re.compile("^’s$"),
)
def before_possessive(document: Document) -> Iterator[Edit]:
    """The space that was put before a possessive ’s is taken out."""
    for match in _APOSTROPHE.finditer(document.text):
        yield Edit(*match.span(), "", "spacing.before-possessive", "a space before a possessive")


_HYPHEN = Habit("spaced hyphens", r"- (?=[a-z]{2})(?<=[a-z]{2}- )", r"-(?=[a-z]{2})(?<=[a-z]{2}-)", 20)
_SPLIT_HYPHEN = re.compile(
    r"""
    -(?:
      (?<=[a-z]{2}-)(?P<after>[ ])(?=(?P<right>[a-z]{2,})(?![\w'’]))                  # large- scale
    | (?<=[\w”"][ ]-)(?P<around>[ ])(?=(?:like|style|based|shaped|type)[ ])           # the “giant” - like
    )
    """,
    re.VERBOSE,
)
_LEFT = re.compile(r"(?<![^\W_])[a-z]{2,}$")
_SUSPENDED = frozenset("and or to nor but as vs".split())


@rule(
    "spacing.around-hyphen",
    "layout",
    [
        ("a large- scale plan of a “giant” - like kind", "a large-scale plan of a “giant”-like kind"),
        ("short- and long-term, pre- or post-war", "short- and long-term, pre- or post-war"),
        ("he went home- nobody knew", "he went home- nobody knew"),
        ("- like this, or x - like y", "- like this, or x - like y"),
    ],
    languages=["en"],
    local=True,
    marks=re.compile(r"(?:^|[a-z]{2})-$"),
)
def around_hyphen(document: Document) -> Iterator[Edit]:
    """A space inside a compound (`large- scale`) is taken out; a hyphen that stands for a dash, or for a word to come, stays."""
    words, text = lexicon(document.language), document.text
    if words is None:
        return
    for match in _SPLIT_HYPHEN.finditer(text):
        grade: Grade = "likely"
        start, end, new = match.start() - 1, match.end(), "-"
        if match["after"]:
            before = _LEFT.search(text, max(0, match.start() - 30), match.start())
            left, right = before.group() if before else "", match["right"]
            pair = words.pair(left, right)
            if right in _SUSPENDED or left in words.listed("function") or right in words.listed("function"):
                continue
            grade = "likely" if pair is not None and pair >= COMPOUND else "doubtful"
            start, end, new = match.start("after"), match.end("after"), ""
        elif text[match.start() - 2] not in '”"':
            grade = "doubtful"
        safety = document.evidence(_HYPHEN).safety(grade)
        if safety:
            yield Edit(start, end, new, "spacing.around-hyphen", "a space inside a compound", safety)
