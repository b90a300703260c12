"""English number, articles and capitals: just enough to put one noun phrase in the place of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

Place = Literal["start", "inside", "heading"]
"""Where a phrase stands: at the start of a sentence, inside one, or in a line with a capital on every content word."""

_IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "mouse": "mice", "goose": "geese", "analysis": "analyses", "basis": "bases", "crisis": "crises", "thesis": "theses",
    "hypothesis": "hypotheses", "axis": "axes", "criterion": "criteria", "phenomenon": "phenomena", "life": "lives",
    "wife": "wives", "knife": "knives", "half": "halves", "shelf": "shelves", "leaf": "leaves", "thief": "thieves",
    "wolf": "wolves", "self": "selves", "hero": "heroes", "echo": "echoes", "potato": "potatoes", "tomato": "tomatoes",
    "veto": "vetoes", "index": "indices", "matrix": "matrices", "quiz": "quizzes",
}  # fmt: skip
_COMPOUNDS = {"man": "men", "woman": "women", "child": "children", "wife": "wives", "foot": "feet", "tooth": "teeth"}
"""Words that make their plural inside longer ones, too: policemen, grandchildren."""
_NOT_COMPOUND = frozenset("human german roman ottoman talisman shaman norman caiman hetman mussulman turkoman".split())
_POSTPOSED = frozenset(
    "attorney general,secretary general,governor general,solicitor general,consul general,director general,auditor general,"
    "procurator general,inspector general,surgeon general,court martial,notary public,president elect".split(",")
)
"""A noun and its adjective behind it: the plural is the noun's."""
_HEAD = re.compile(r"[^\W\d_]+(?=[ -](?:of|in|for|on|at|to|against|with|from|by)[ -])")
"""The noun before a preposition: commander in chief, office of the mayor."""
_SINGULAR = {many: one for one, many in _IRREGULAR.items()}
_MANY = {many: one for one, many in _COMPOUNDS.items()}
_NO_PLURAL = """
    police news series species means chaos lens gas bias atlas canvas alias christmas kansas texas politics economics
    physics mathematics ethics logistics statistics sheep fish aircraft personnel information equipment evidence
    research security safety staff pay
"""
_UNCHANGED = frozenset(_NO_PLURAL.split())
_NOT_PLURAL = re.compile(r"(ss|us|is)$")
_ES = re.compile(r"(ch|sh|ss|x|zz|us|is)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_ABBREVIATED = 5
"""A single word in capitals of at most so many letters is an abbreviation (`RMB`), which says nothing of what takes its place."""
_ABBREVIATION = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z-]{2,8}")
_LAST = re.compile(r"[^\W\d_]+(?=[\W_]*$)")
_FIRST_OF_TWO = re.compile(r"[^\W\d_]+(?=[ -][^\W\d_]+$)")
_FIRST = re.compile(r"\w+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SILENT_H = ("hour", "honest", "honour", "honor", "heir")
_CONSONANT_SOUND = re.compile(r"(uni[cfloqstv]|use|usu|usa|usi|uti|ute|ura|uru|ubi|ufo|uk|eu|ewe|one\b|once|oui)")
MINOR = frozenset("a an and as at but by for from in nor of on or per the to via vs with".split())  # noqa: SIM905


def _like(word: str, model: str) -> str:
    """The word in the capitals of its model, which differs in its ending only."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _compound(lower: str, endings: Mapping[str, str]) -> str | None:
    """The longest of the endings that a longer word has."""
    found = [ending for ending in endings if lower.endswith(ending) and len(lower) > len(ending) + 1]
    return max(found, key=len) if found and lower not in _NOT_COMPOUND else None


@lru_cache(maxsize=1 << 14)
def plural(word: str) -> str:
    """The plural of a noun; a word that is one already, or has none, stays.

    >>> [plural(word) for word in ("loan", "Agency", "search", "gangs", "PSB", "news")]
    ['loans', 'Agencies', 'searches', 'gangs', 'PSBs', 'news']
    >>> [plural(word) for word in ("policeman", "Spokeswoman", "human", "women")]
    ['policemen', 'Spokeswomen', 'humans', 'women']
    """
    lower = word.lower()
    if lower in _IRREGULAR:
        return _like(_IRREGULAR[lower], word)
    stem = _compound(lower, _COMPOUNDS)
    if stem:
        return _like(lower[: -len(stem)] + _COMPOUNDS[stem], word)
    if lower in _UNCHANGED or singular(word) != word or not lower.isalpha():
        return word
    if len(word) > 1 and word.isupper() and len(word) < 5:
        return word + "s"
    if _CONSONANT_Y.search(lower):
        return _like(lower[:-1] + "ies", word) if word.isupper() else word[:-1] + "ies"
    ending = "es" if _ES.search(lower) else "s"
    return word + (ending.upper() if word.isupper() and len(word) > 1 else ending)


@lru_cache(maxsize=1 << 14)
def singular(word: str) -> str:
    """The singular of a plural noun; every other word stays.

    >>> [singular(word) for word in ("loans", "Agencies", "searches", "status", "children", "boss")]
    ['loan', 'Agency', 'search', 'status', 'child', 'boss']
    """
    lower = word.lower()
    if lower in _SINGULAR:
        return _like(_SINGULAR[lower], word)
    stem = _compound(lower, _MANY)
    if stem:
        return _like(lower[: -len(stem)] + _MANY[stem], word)
    if lower in _UNCHANGED or len(lower) < 4 or not lower.endswith("s") or _NOT_PLURAL.search(lower):
        return word
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + ("Y" if word.isupper() else "y")
    return word[:-2] if lower.endswith("es") and _ES.search(lower[:-2]) else word[:-1]


def shift_number(phrase: str, shift: int) -> str:
    """The phrase with its last word made plural (1), singular (-1) or left (0)."""
    change = plural if shift > 0 else singular
    return _LAST.sub(lambda match: change(match.group()), phrase, count=1) if shift else phrase


def shift_head(phrase: str, shift: int) -> str:
    """The same for a phrase that is made of one's own accord: where its noun is not its last word, the noun changes.

    >>> [shift_head(phrase, 1) for phrase in ("office of the mayor", "Attorney General", "mother-in-law", "trap loan")]
    ['offices of the mayor', 'Attorneys General', 'mothers-in-law', 'trap loans']
    """
    change = plural if shift > 0 else singular
    found = _HEAD.search(phrase) or (_FIRST_OF_TWO.search(phrase) if _POSTPOSED & {_end(phrase)} else None)
    if not found or not shift:
        return shift_number(phrase, shift)
    return phrase[: found.start()] + change(found.group()) + phrase[found.end() :]


def _end(phrase: str) -> str:
    """The last two words, without capitals, hyphens and a plural."""
    words = [singular(word) for word in re.findall(r"[^\W\d_]+", phrase.casefold())[-2:]]
    return " ".join(words)


def article(phrase: str) -> Literal["a", "an"]:
    """The indefinite article by the sound of the first word, written as in a glossary (a run of capitals is spelled out).

    >>> [article(word) for word in ("trap loan", "hour", "university", "European", "one", "MBA", "evil", "UN unit", "8th")]
    ['a', 'an', 'a', 'a', 'a', 'an', 'an', 'a', 'an']
    """
    found = _FIRST.search(phrase)
    word = found.group() if found else phrase
    if word[:1].isdigit():
        return "an" if re.match(r"8|11(?!\d)|18(?!\d)", word) else "a"
    if len(word) > 1 and word.isupper():
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    lower = word.lower()
    if lower.startswith(_SILENT_H):
        return "an"
    return "an" if lower[:1] in set("aeiou") and not _CONSONANT_SOUND.match(lower) else "a"


def content_words(text: str) -> list[str]:
    """The words that a title would capitalise."""
    return [text[start:end] for start, end in content_spans(text, 0, len(text))]


def content_spans(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Where they stand in a part of a text."""
    for match in _WORD.finditer(text, low, high):
        if match.group().lower() not in MINOR and text[match.start()].isalpha():
            yield match.span()


def title(phrase: str) -> str:
    """The phrase with a capital on each content word and on the first; other capitals stay."""
    first = _WORD.search(phrase)

    def raise_(match: re.Match[str]) -> str:
        word = match.group()
        minor = word.lower() in MINOR and first is not None and match.start() != first.start()
        return word if minor else word[0].upper() + word[1:]

    return _WORD.sub(raise_, phrase)


def is_titled(phrase: str) -> bool:
    """Whether it is several content words, each with a capital."""
    words = content_words(phrase)
    return len(words) > 1 and all(word[0].isupper() for word in words)


def transfer_case(phrase: str, matched: str, written: str, place: Place) -> str:
    """The phrase in the capitals of the text that it replaces; `written` is how the glossary spells that text.

    A capital that only starts a name (`Taolu loans` inside a sentence) is not handed on.

    >>> transfer_case("trap loan", "Taolu loan", "Taolu loan", "inside")
    'trap loan'
    >>> [transfer_case("trap loan", text, "Taolu loan", "inside") for text in ("TAOLU LOAN", "Taolu Loan")]
    ['TRAP LOAN', 'Trap Loan']
    >>> transfer_case("trap loan", "Taolu Loan", "Taolu loan", "start")
    'Trap loan'
    """
    words = content_words(matched)
    if matched.isupper() and not written.isupper() and (len(words) > 1 or sum(map(len, words)) > _ABBREVIATED):
        return phrase.upper()
    if is_titled(matched) and place != "start":
        return title(phrase)
    raised = place != "inside" and next(filter(str.isalpha, matched), "").isupper()
    return phrase[:1].upper() + phrase[1:] if raised else phrase


def is_abbreviation(text: str) -> bool:
    """Whether a rendering is one short word with several capitals.

    >>> [is_abbreviation(text) for text in ("HKMA", "IFRSs", "Renminbi", "Exchange Fund")]
    [True, True, False, False]
    """
    return _ABBREVIATION.fullmatch(text) is not None
