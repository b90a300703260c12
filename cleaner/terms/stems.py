"""English words without their endings and their spelling: what two wordings of one thing have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import cast

FUNCTION = frozenset("a an and as at against by for from in into its of on or our over s the their to under with within".split())  # noqa: SIM905
"""Words that may stand between the words of a term, or be missing there, without changing what it means."""

LATIN_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_SHORTEST = 4
_ADJECTIVE = re.compile(r"(?:atori|ori|or|al)$")
_ISE = re.compile(r"is(e|ed|es|ing|ation|ations|er|ers)$")
_OUR = re.compile(r"our(s|ed|ing|able|ite)?$")
_LONG_ENOUGH_FOR_ISE = 7
_NOT_OUR = frozenset("four hour hours your yours tour tours pour pours sour flour flours our ours detour contour contours".split())  # noqa: SIM905
_AMERICAN = {
    "programme": "program", "licence": "license", "centre": "center", "defence": "defense", "offence": "offense", "cheque": "check",
    "theatre": "theater", "metre": "meter", "litre": "liter", "fibre": "fiber", "labelled": "labeled", "travelled": "traveled",
    "modelling": "modeling", "catalogue": "catalog", "dialogue": "dialog", "grey": "gray", "ageing": "aging", "analyse": "analyze",
    "analysed": "analyzed", "analysing": "analyzing", "labelling": "labeling", "travelling": "traveling", "traveller": "traveler",
    "modelled": "modeled", "cancelled": "canceled", "cancelling": "canceling", "counselling": "counseling", "counsellor": "counselor",
    "kilometre": "kilometer", "centimetre": "centimeter", "millimetre": "millimeter", "calibre": "caliber", "pretence": "pretense",
    "enrolment": "enrollment", "instalment": "installment", "fulfil": "fulfill", "jewellery": "jewelry", "aluminium": "aluminum",
    "tyre": "tire", "mould": "mold", "plough": "plow", "sulphur": "sulfur", "artefact": "artifact", "paediatric": "pediatric",
}  # fmt: skip
_BRITISH = {theirs: ours for ours, theirs in _AMERICAN.items()}
_IZE = re.compile(r"iz(e|ed|es|ing|ation|ations|er|ers)$")
_ONE_SPELLING = re.compile(
    r"(?:[aeou]|pr|w|nch|sp|(?<!ti)v|(?:adver|exper|prac|chas|trea)t|(?:exer|ex|in|circum|pre|con)c|(?:pro|pre|de|sur)m"
    r"|(?:merchan|para)d|^ar|(?:sun|moon)r|(?:cap|down|over|under|mid)s)i[sz](?:e|ed|es|ing|ation|ations|er|ers)$"
)
"""Words that end in `-ise`, or `-ize`, everywhere: `enterprise`, `advise`, `fundraising`, `downsize`."""
_OR = re.compile(
    r"^((?:mis|dis|un)?(?:arb|ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig"
    r"|rum|sav|savi|splend|succ|tum|val|vap|vig))or(s|ed|ing|able|ite|er|ers|al|hood|hoods|less|y)?$"
)
"""The words that end in `-our` in Britain: most in `-or` do so everywhere (`doctor`)."""


def base(word: str) -> str:
    """The word without its possessive ending.

    >>> base("bank’s"), base("banks'"), base("bank")
    ('bank', 'banks', 'bank')
    """
    return _POSSESSIVE.sub("", word)


def american(word: str) -> str:
    """A lower-case word as it is spelled in the United States; no word list is asked, so some words become none.

    >>> [american(word) for word in ("organisation", "labour", "programmes", "hour", "centre")]
    ['organization', 'labor', 'programs', 'hour', 'center']
    """
    plural = word[:-1] if word.endswith("s") else ""
    if word in _AMERICAN:
        return _AMERICAN[word]
    if plural in _AMERICAN:
        return _AMERICAN[plural] + "s"
    if len(word) >= _LONG_ENOUGH_FOR_ISE:
        word = _ISE.sub(r"iz\1", word)
    return word if word in _NOT_OUR else _OUR.sub(r"or\1", word)


@lru_cache(maxsize=1 << 14)
def other_spellings(word: str) -> tuple[str, ...]:
    """How a lower-case word is spelled on the other side of the Atlantic; no word list is asked, so some are no words.

    >>> [other_spellings(word) for word in ("organized", "labour", "centers", "doctor", "enterprise")]
    [('organised',), ('labor',), ('centres',), (), ()]
    """
    theirs = american(word)
    made = {_OR.sub(r"\1our\2", word), *_british(word)}
    if not _ONE_SPELLING.search(word) and (not _OUR.search(word) or _OR.search(theirs)):
        made |= {theirs, _IZE.sub(r"is\1", word)}
    return tuple(sorted(other for other in made - {word} if american(other) == theirs))


def _british(word: str) -> Iterator[str]:
    """By the list of pairs."""
    for ending in ("", "s"):
        if word.endswith(ending) and (known := word[: len(word) - len(ending)]) in _BRITISH:
            yield _BRITISH[known] + ending


@lru_cache(maxsize=1)
def _stem_word() -> Callable[[str], str]:
    import snowballstemmer

    return cast("Callable[[str], str]", snowballstemmer.stemmer("english").stemWord)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """What is left of an English word without case, possessive, spelling, inflection and the commonest endings of adjectives.

    Porter's second algorithm leaves `supervisori` beside `supervis`, and `environment` beside `environ`; so some endings of adjectives
    are taken off, too, and the algorithm is asked again where it has found `ment` behind one.

    >>> stem("supervisory") == stem("supervision"), stem("Organisation’s") == stem("organizations")
    (True, True)
    """
    found = _stem_word()(american(base(word.lower())))
    if found.endswith("ment"):
        found = _stem_word()(found)
    shorter = _ADJECTIVE.sub("", found)
    return shorter if len(shorter) >= _SHORTEST else found


@lru_cache(maxsize=1 << 14)
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, function words left out.

    >>> content_stems("the stability of banking systems")
    ('stabil', 'bank', 'system')
    """
    return tuple(stem(word) for word in LATIN_WORD.findall(text) if word.lower() not in FUNCTION)


def akin(stem_: str, other: str) -> bool:
    """Whether two stems are the same, or share so long a beginning that they are likely of one root.

    >>> akin("convert", "convertor"), akin("interest", "intern")
    (True, False)
    """
    if stem_ == other:
        return True
    shorter, longer = sorted((stem_, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return same >= 5 and same >= 0.75 * len(longer)
