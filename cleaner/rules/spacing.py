"""Spaces around punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.lexicon import LANGUAGES, lexicon
from cleaner.rules.base import rule

_MIN_ZIPF = 2.2
_FRENCH_SPACED = ";:!?"
"""Marks that French sets a space before, of whatever width; what is right there is not ours to say."""
_GLUED = re.compile(
    r"""
      (?P<left>[^\W\d_]{2,})(?P<stop>[,;:.!?])(?=(?P<right>[^\W\d_]+)(?P<next>.?))
    | (?P<quoted>[)”])(?P<mark>[,;:.])(?=(?P<word>[^\W\d_]+))
    """,
    re.VERBOSE,
)
_DOMAINS = frozenset(["com", "org", "net", "edu", "gov", "info", "io", "js", "py", "md", "txt", "pdf", "html", "php", "exe", "doc"])
_CODE = re.compile(r"[_=\\<>{}|@#$%^*+~`]|::|\w\(|/\w")


def _token(text: str, at: int) -> tuple[int, int]:
    """The span between white space around an offset."""
    start, end = at, at
    while start > 0 and not text[start - 1].isspace() and at - start < 80:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - at < 80:
        end += 1
    return start, end


def _is_word(document: Document, word: str) -> bool:
    words = lexicon(document.language)
    if words is None:
        return len(word) > 1
    return words.zipf(word.lower()) >= (_MIN_ZIPF if len(word) > 2 else 4.0)


def _prose(document: Document, left: str, stop: str, right: str, follow: str) -> bool:
    """Whether `left` + stop + `right` is two words of running text that lost the space between them."""
    if not _is_word(document, left) or not (_is_word(document, right) or right in ("I", "A", "a") or (right.istitle() and len(right) > 2)):
        return False
    if stop in _FRENCH_SPACED and document.language == "fr":
        return False
    starts_sentence = right.istitle() or right in ("I", "A")
    if stop in "!?":
        return starts_sentence and left.islower()
    if stop == ".":
        if right.lower() in _DOMAINS:
            return False
        return starts_sentence and left[-1].islower() and not (left[0].isupper() and follow in ("/", "."))
    if stop == ":":
        joined = document.language == "de"  # "jede:r", "eine:n": both genders in one word
        return starts_sentence or (not joined and follow in (" ", ",") and left.islower() and right.islower())
    return True


@rule(
    "spacing.after-punctuation",
    "layout",
    [
        ("Editor’s note:The final stage.Since then", "Editor’s note: The final stage. Since then"),
        ("in the game,the two of them", "in the game, the two of them"),
        ("3,389 cases at 10:30 in the U.S. e.g.this", "3,389 cases at 10:30 in the U.S. e.g.this"),
        ("Node.js and README.md, v1.2.Final, example.com:8080", "Node.js and README.md, v1.2.Final, example.com:8080"),
        ("raise foo.Bar(x,y) or a.Value", "raise foo.Bar(x,y) or a.Value"),
        ("Yahoo!News and &quot;works", "Yahoo!News and &quot;works"),
    ],
    languages=LANGUAGES,
)
def after_punctuation(document: Document) -> Iterator[Edit]:
    """A space that is missing after a comma, a stop, a colon or a semicolon between two words is put in."""
    text = document.text
    for match in _GLUED.finditer(text):
        if match["left"]:
            if not _prose(document, match["left"], match["stop"], match["right"], match["next"]):
                continue
            if match.start() and text[match.start() - 1] in "&@#$\\":
                continue
            at = match.end("stop")
        elif match["mark"] != "." or match["word"].istitle():
            at = match.end("mark")
        else:
            continue
        start, end = _token(text, match.start())
        if match["stop"] == "." and "-" in text[start:at]:
            continue
        if _CODE.search(text[start:end].strip("*_")):
            continue
        yield Edit(at, at, " ", "spacing.after-punctuation", "the space after punctuation was lost")


_BEFORE = re.compile(r"(?<=[^\W\d_][^\W_”’)])[ \t]+(?P<stop>[,;:.!?])(?=(?P<gap>[ \t]|\r?$)|[”\"])", re.M)
_COMMANDS = frozenset(
    ["git", "cd", "ls", "cp", "mv", "rm", "npm", "pip", "docker", "find", "grep", "tar", "make", "cargo", "go", "python", "pytest"]
    + ["ruff", "black", "code", "build", "run", "add"]
)


@rule(
    "spacing.before-punctuation",
    "layout",
    [
        ("special fights . The police , the remote", "special fights. The police, the remote"),
        ("all areas of the depressions .", "all areas of the depressions."),
        ("then run git add . to stage", "then run git add . to stage"),
        ("wait ... no :) 3 : 2", "wait ... no :) 3 : 2"),
        ("the .NET version", "the .NET version"),
    ],
    languages=LANGUAGES,
)
def before_punctuation(document: Document) -> Iterator[Edit]:
    """A space before a comma, a stop, a colon or a semicolon is taken out; in French only before a comma and a stop."""
    text = document.text
    for match in _BEFORE.finditer(text):
        low, high = document.paragraph_at(match.start())
        words = text[max(low, match.start() - 40) : match.start()].split()
        if document.language == "fr" and match["stop"] in _FRENCH_SPACED:
            continue
        if not words or (match["stop"] in ".:" and _COMMANDS.intersection(words[-3:])):
            continue
        if "|" in text[low:high] or _CODE.search(words[-1]) or not words[-1][0].isalnum() and words[-1][0] not in "“\"'(‘":
            continue
        follow = text[match.end() : high].strip()
        if match["stop"] == "." and match["gap"] and follow and not (follow[0].isupper() or follow[0] in "“\"("):
            continue
        end = match.end("stop") - 1
        yield Edit(match.start(), end, "", "spacing.before-punctuation", "a space before punctuation")


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
)
def doubled_punctuation(document: Document) -> Iterator[Edit]:
    """A stop or a comma that is followed by another comma goes: `home. , finance` was one list."""
    for match in _DOUBLED.finditer(document.text):
        yield Edit(*match.span(), ",", "spacing.doubled-punctuation", "two punctuation marks where one belongs")


_SPACED_PAIR = re.compile(r"(?<=[^\W_] )\((?P<lead> ?)(?=[^\W_])[^()\r\n]*[^\W_.!?] \)")


@rule(
    "spacing.inside-brackets",
    "layout",
    [
        ("the bureau ( in Hefei ) said", "the bureau (in Hefei) said"),
        ("call f( x ) or [ ] it", "call f( x ) or [ ] it"),
    ],
)
def inside_brackets(document: Document) -> Iterator[Edit]:
    """Spaces inside round brackets of running text are taken out."""
    for match in _SPACED_PAIR.finditer(document.text):
        start, end = match.span()
        if match["lead"]:
            yield Edit(start + 1, start + 2, "", "spacing.inside-brackets", "a space inside brackets")
        yield Edit(end - 2, end - 1, "", "spacing.inside-brackets", "a space inside brackets")


_APOSTROPHE = re.compile(r"(?<=[^\W\d_]{2}) (?=[’]s [^\W_])")


@rule(
    "spacing.before-possessive",
    "layout",
    [("the province ’s capital", "the province’s capital"), ("the ‘s’ sound", "the ‘s’ sound")],
    languages=["en"],
)
def before_possessive(document: Document) -> Iterator[Edit]:
    """The space that was put before a possessive ’s is taken out."""
    for match in _APOSTROPHE.finditer(document.text):
        yield Edit(*match.span(), "", "spacing.before-possessive", "a space before a possessive")
