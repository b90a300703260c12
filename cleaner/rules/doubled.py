"""Words that stand twice: `the the`, `improve and improve`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleaner.document import Document
from cleaner.edits import Edit, Safety
from cleaner.lexicon import Lexicon, lexicon
from cleaner.rules.base import rule

WORD, CONJUNCT = "doubled.word", "doubled.conjunct"

NEVER_TWICE = frozenset(
    "a an and are at because but every for from his if into its my of or our than the their these this those to was were with your".split()
)
"""Function words that no English sentence sets side by side; "had had", "that that", "is is", "her her", "in in" and "on on" may stand."""
MAY_REPEAT = frozenset(
    """
    aha aye blah boo boom bye cha chop choo clap cuckoo dear did do drip easy far goody gone ha had haha he hear heh her here hey hip ho hot hum
    hurry hush hut in is it just knock la later less little long lot many more much nah never nice night no now off oh ok okay old on only
    out over pretty quick quite rah rather really right run say she shoo so some still stop such tap that then there they tick time too tut
    under up very wait walla was way we weary well what which who why win woo wow yadda yeah years yes you yum
    """.split()
)
"""Words repeated for emphasis, as sounds, or because two clauses meet."""
IDIOMS = frozenset(
    """
    about again age ages all around bigger brother by century circle days decade deeper each end far forth forwards further generation half heap
    hand hour hours inch kind later less line longer lots louder man many mile miles minute months more much nearer night nine now off on one out
    over page pages part people person piles round same share side sign sister so some step still stop such there things through time times ton
    tons two up upon war way weeks woman years yes
    """.split()
)
"""Words X that English sets as "X and X": "again and again", "years and years", "hand and hand"."""
EMPHATIC = frozenset(
    """
    argue believe bounce breathe climb continue dance decline delay dream dwindle expand fight follow gamble grumble hammer handle happen insist
    knock laugh listen march multiply please practice practise press repeat remember scream search shrink smile spread stretch struggle study
    talk think travel wander wonder write
    """.split()
)
"""Verbs that are said twice because the deed goes on: "struggle and struggle"."""
LEAST_LETTERS, LEAST_ZIPF = 6, 2.5

_WORD_TWICE = re.compile(
    r"""
    (?<![^\s(“"‘])            # a word that stands free: no hyphen, dot or apostrophe joins it to what is before
    (?P<word>[A-Za-z][a-z]*)
    (?P<again>[ \u00a0]+(?P<second>[a-z]+))
    (?=[\s,;:!?)”"]|[.…](?:\s|$)|$)
    """,
    re.VERBOSE,
)
_AND_TWICE = re.compile(r"(?<![^\s(“\"])(?P<word>[a-z]{3,})(?P<again> and (?P=word))(?![\w'’-]|\.\w)")
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
        ("The case case was closed.", "The case case was closed."),
    ],
    languages=["en"],
)
def word(document: Document) -> Iterator[Edit]:
    """Takes out the second of two equal function words (`the the`); other doubled words are pointed out."""
    words = lexicon(document.language)
    at = 0
    while words and (match := _WORD_TWICE.search(document.text, at)):
        at = match.start("second")
        plain = match["word"].lower()
        if plain != match["second"] or plain in MAY_REPEAT or (match["word"] != plain and plain not in NEVER_TWICE):
            continue
        if plain == "for" and _STRANDED.search(document.text[max(0, match.start() - 20) : match.start()]):
            continue
        sure = plain in NEVER_TWICE
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
    words = lexicon(document.language)
    for match in document.finditer(_AND_TWICE) if words else ():
        plain = match["word"]
        if words is None or plain in IDIOMS or plain in EMPHATIC or plain in NEVER_TWICE or plain.endswith(("er", "ed")) or not words.known(plain):
            continue
        if _COMPARING.search(document.text[max(0, match.start() - 20) : match.start()]):
            continue
        sure = len(plain) >= LEAST_LETTERS and _is_verb(words, plain)
        yield _deletion(match, CONJUNCT, f'"{plain}" stands on both sides of "and"', "safe" if sure else "hint")


def _deletion(match: re.Match[str], name: str, reason: str, safety: Safety) -> Edit:
    start, end = match.span("again")
    return Edit(start, end, "", name, reason, safety)


def _is_verb(words: Lexicon, plain: str) -> bool:
    """Whether the word is used in the forms of a verb, at least as often as in a plural noun's."""
    stem = plain[:-1] if plain.endswith("e") else plain
    past, going, third = words.zipf(f"{stem}ed"), words.zipf(f"{stem}ing"), words.zipf(f"{plain}s")
    return min(past, going) >= LEAST_ZIPF and max(past, going) >= third and not plain.endswith(("ed", "ing"))
