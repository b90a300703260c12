"""Capitals in languages other than English: only those that start a sentence, or a line in capitals, are handed on."""

from __future__ import annotations

from cleaner.terms.inflect import Place
from cleaner.terms.tongues import DOTTED, code_of

_ABBREVIATED = 5
"""A word in capitals of at most so many letters may be an abbreviation, where the glossary writes capitals, too."""


def upper(text: str, language: str) -> str:
    """The text in capitals, as the language has them.

    >>> upper("iş", "tr"), upper("iş", "de")
    ('İŞ', 'IŞ')
    """
    return text.replace("i", "İ").upper() if code_of(language) in DOTTED else text.upper()


def raised(text: str, language: str) -> str:
    """The text with a capital at its start.

    >>> raised("istemci", "tr"), raised("ijzer", "nl"), raised("ßa", "de")
    ('İstemci', 'IJzer', 'ßa')
    """
    size = 2 if code_of(language) == "nl" and text[:2] == "ij" else 1
    first = upper(text[:size], language)
    return first + text[size:] if len(first) == size else text


def transfer(phrase: str, matched: str, written: str, place: Place, language: str) -> str:
    """The phrase, written as in the glossary (a German noun keeps its capital), with the capitals that its place asks for.

    >>> transfer("benutzerdefinierter Knoten", "Custom Node", "Custom Node", "inside", "de")
    'benutzerdefinierter Knoten'
    >>> transfer("nodo personalizado", "Nodo a medida", "nodo a medida", "start", "es")
    'Nodo personalizado'
    """
    letters = sum(map(str.isalpha, matched))
    if matched.isupper() and not written.isupper() and (letters > _ABBREVIATED or (letters > 1 and written.islower())):
        return upper(phrase, language)
    first, wanted = (next(filter(str.isalpha, text), "") for text in (matched, written))
    is_raised = first.isupper() and (place == "start" or (place == "heading" and not wanted.isupper()))
    return raised(phrase, language) if is_raised else phrase
