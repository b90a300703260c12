"""Words that stand twice: `the the`, `improve and improve`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import eq

from cleaner.document import Document
from cleaner.edits import Edit, Safety
from cleaner.lexicon import Lexicon, lexicon
from cleaner.rules.base import rule
from cleaner.screen import Memory

WORD, CONJUNCT = "doubled.word", "doubled.conjunct"

LEAST_LETTERS, LEAST_ZIPF = 6, 2.5
_AROUND = '(“"‘)”,;:!?.…'

_WORD_TWICE = re.compile(
    r"""
    (?<![^\s(“"‘])            # a word that stands free: no hyphen, dot or apostrophe joins it to what is before
    (?P<word>[A-Za-z][a-z]*)
    (?P<again>[ \u00a0]+(?P<second>(?i:(?P=word))))
    (?=[\s,;:!?)”"]|[.…](?:\s|$)|$)
    """,
    re.VERBOSE,
)
_AND = re.compile(r"(?P<again> and (?P<word>[a-z]{3,}))(?![\w'’-]|\.\w)")
_FREE = re.compile(r"(?<![^\s(“\"])")
"""A place where a word stands free."""
_STRANDED = re.compile(r"\b(?:account|ask|call|car|hop|known|look|made|meant|pay|reach|search|stand|used|wait|wish)\w* $", re.IGNORECASE)
"""A verb whose preposition may end its clause: "what we had looked for for days"."""
_COMPARING = re.compile(r"\b(?:between|both|from|of)(?: an?| the)? $")


@rule(
    WORD,
    "layout",
    [
        ("This is the the plan of of the city.", "This is the plan of the city."),
        ("The the plan was made.", "The plan was made."),
        ("It was sent to to the office.", "It was sent to the office."),
        ("He had had it that that day.", "He had had it that that day."),
        ("It was very very good, no no, so so.", "It was very very good, no no, so so."),
        ("What it is is a city: New York, New York.", "What it is is a city: New York, New York."),
        ("He took part in the the-or-a debate of 10 10 days.", "He took part in the the-or-a debate of 10 10 days."),
        ("More and more of them; bye bye, Duran Duran.", "More and more of them; bye bye, Duran Duran."),
        ("He came in in March and logged on on Monday.", "He came in in March and logged on on Monday."),
        ("Twice for the one, twice for the\nthe other.", "Twice for the one, twice for the\nthe other."),
        ("It rained and and and then it stopped.", "It rained and and and then it stopped."),
        ("The case case was closed.", "The case case was closed."),
    ],
    languages=["en"],
)
def word(document: Document) -> Iterator[Edit]:
    """Takes out the second of two equal function words (`the the`); other doubled words are pointed out."""
    words = lexicon(document.language)
    for match in _twice(document) if words else ():
        if words is None:
            return
        plain = match["word"].lower()
        sure = plain in words.listed("never-twice")
        if plain != match["second"] or plain in words.listed("may-repeat") or (match["word"] != plain and not sure):
            continue
        if plain == "for" and _STRANDED.search(document.text[max(0, match.start() - 20) : match.start()]):
            continue
        low, high = max(0, match.start() - len(plain) - 1), match.end() + len(plain) + 1
        if [plain] in (document.text[low : match.start()].lower().split(), document.text[match.end() : high].split()):
            continue  # three times is a manner of speaking
        if sure or (len(plain) > 2 and words.known(plain)):
            yield _deletion(match, WORD, f'"{plain}" stands twice', "safe" if sure else "hint")


@rule(
    CONJUNCT,
    "layout",
    [
        ("We must improve and improve the rules.", "We must improve the rules."),
        ("They consolidate and consolidate the results.", "They consolidate the results."),
        ("It grew more and more, again and again, over and over.", "It grew more and more, again and again, over and over."),
        ("On and on for years and years, miles and miles.", "On and on for years and years, miles and miles."),
        ("It became bigger and bigger, half and half, by and by.", "It became bigger and bigger, half and half, by and by."),
        ("They talked and talked; we struggle and struggle.", "They talked and talked; we struggle and struggle."),
        ("The fight against evil and evil goes on.", "The fight against evil and evil goes on."),
    ],
    languages=["en"],
)
def conjunct(document: Document) -> Iterable[Edit]:
    """Takes out "and X" after a verb X in its base form (`improve and improve`); other words are pointed out, idioms stay."""
    words, text = lexicon(document.language), document.text
    for match in _AND.finditer(text) if words else ():
        plain = match["word"]
        start = match.start() - len(plain)
        if not text.startswith(plain, max(0, start)) or not _FREE.match(text, start):
            continue
        if words is None or plain.endswith(("er", "ed")) or not words.known(plain):
            continue
        if any(plain in words.listed(name) for name in ("idioms", "emphatic", "function")):
            continue
        if _COMPARING.search(text[max(0, start - 20) : start]):
            continue
        sure = len(plain) >= LEAST_LETTERS and _is_verb(words, plain)
        yield _deletion(match, CONJUNCT, f'"{plain}" stands on both sides of "and"', "safe" if sure else "hint")


def _twice(document: Document) -> Iterator[re.Match[str]]:
    """The matches of _WORD_TWICE, looked for in lines of which two neighbours are alike."""
    for start, line, tokens in zip(document.line_starts, document.lines, document.line_tokens, strict=True):
        bare = list(map(_BARE.__getitem__, tokens))
        at, end = start, start + len(line)
        if any(map(eq, bare, bare[1:])):
            while match := _WORD_TWICE.search(document.text, at, end):
                at = match.start("second")
                yield match


_BARE = Memory(lambda token: token.lower().strip(_AROUND) or token)
"""A token without capitals and the marks around it."""


def _deletion(match: re.Match[str], name: str, reason: str, safety: Safety) -> Edit:
    start, end = match.span("again")
    return Edit(start, end, "", name, reason, safety)


def _is_verb(words: Lexicon, plain: str) -> bool:
    """Whether the word is used in the forms of a verb, at least as often as in a plural noun's."""
    stem = plain[:-1] if plain.endswith("e") else plain
    past, going, third = words.zipf(f"{stem}ed"), words.zipf(f"{stem}ing"), words.zipf(f"{plain}s")
    return min(past, going) >= LEAST_ZIPF and max(past, going) >= third and not plain.endswith(("ed", "ing"))
