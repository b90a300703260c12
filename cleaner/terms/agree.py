"""What stands beside a term and changes with it, in languages other than English: particles, elisions, articles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from cleaner.edits import Safety
from cleaner.terms.tongues import code_of

_REACH = 12
"""How far before a phrase what changes with it may stand."""
_ELIDED = {
    "fr": r"(?<![\w'’-])(?:(?P<short>l|d|qu|jusqu|lorsqu|puisqu)['’]|(?P<long>le|la|de|du|au|que|jusque|lorsque|puisque|ce)[ \u00a0])$",
    "it": r"(?<![\w'’-])(?:(?P<short>l|un|dell|all|dall|nell|sull|d)['’]|(?P<long>lo|la|una)[ ])$",
}
"""What is elided before a vowel, and written out before a consonant; compiled when a text of the language first asks."""
_CONJUNCTION = r"(?<!\w)(?P<word>[yeouYEOU]) $"
_OTHER_GENDER = "its gender is another, and what agrees with it may have to change"
_ARTICLES = {
    "es": "el/la los/las un/una unos/unas del/de·la al/a·la este/esta estos/estas ese/esa esos/esas nuestro/nuestra nuestros/nuestras",
    "fr": "le/la un/une du/de·la au/à·la ce/cette cet/cette",
    "pt": "o/a os/as um/uma uns/umas do/da dos/das no/na nos/nas ao/à aos/às pelo/pela pelos/pelas este/esta esse/essa",
    "it": "il/la un/una del/della al/alla dal/dalla nel/nella sul/sulla i/le questo/questa",
}
"""Masculine and feminine; a point stands for a space."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What is to stand in the place of `text[start:end]`, how safely, and why not safely."""

    start: int
    end: int
    text: str
    safety: Safety = "safe"
    doubt: str = ""

    def doubted(self, safety: Safety, doubt: str) -> Placed:
        """The same, but less sure."""
        if self.safety == "hint" or (self.safety == safety and self.doubt):
            return self
        return replace(self, safety=safety, doubt=doubt)


def agreed(placed: Placed, whole: str, language: str, genders: tuple[str, str] = ("", "")) -> Placed:
    """The replacement with what beside it must change; `genders` are those of what stood there and of what takes its place.

    >>> agreed(Placed(0, 2, "마디점"), "노드를 만든다", "ko")
    Placed(start=0, end=3, text='마디점을', safety='safe', doubt='')
    >>> agreed(Placed(2, 8, "hôte"), "l'agents", "fr").doubt, agreed(Placed(2, 7, "nœud"), "d'agent", "fr").text
    ('whether "hôte" is elided', 'de nœud')
    """
    code = code_of(language)
    if code == "ko":
        return _with_particles(placed, whole)
    if code == "es":
        placed = _with_conjunction(placed, whole)
    old, new = genders
    if old and new and old != new:
        return _with_article(placed, whole, code, new)
    return _with_elision(placed, whole, code, new) if code in _ELIDED else placed


def _with_particles(placed: Placed, whole: str) -> Placed:
    from cleaner.terms import korean  # slow to load, and no other language asks

    tail, sound = korean.tail_at(whole, placed.end), korean.last_sound(placed.text)
    made = korean.agreed(tail, sound) if tail and sound else tail
    return placed if made == tail else replace(placed, end=placed.end + len(tail), text=placed.text + made)


def _with_conjunction(placed: Placed, whole: str) -> Placed:
    """In Spanish `y` is `e` before an i, and `o` is `u` before an o."""
    found = _before(_CONJUNCTION, placed, whole)
    if not found:
        return placed
    word, sound = found["word"].lower(), unicodedata.normalize("NFD", placed.text.lower()).removeprefix("h")
    is_i = sound.startswith("i") and not re.match("i[aeou]", sound)
    right = ("e" if is_i else "y") if word in "ye" else "u" if sound.startswith("o") else "o"
    if right == word:
        return placed
    return replace(placed, start=found.start(), text=(right.upper() if found["word"].isupper() else right) + " " + placed.text)


def _with_article(placed: Placed, whole: str, code: str, gender: str) -> Placed:
    """The article of the other gender; that adjectives and participles agree is for people to see."""
    made = _with_elision(placed, whole, code, gender) if code in _ELIDED else placed
    if made != placed and not (gender == "f" and made.text.lower().startswith("cet ")):
        return made.doubted("unsafe", _OTHER_GENDER)
    for masculine, feminine in (pair.split("/") for pair in _ARTICLES.get(code, "").split()):
        old, new = (masculine, feminine) if gender == "f" else (feminine, masculine)
        found = _before(rf"(?<!\w){old.replace('·', ' ')} $", placed, whole)
        if found and gender in "mf":
            article = new.replace("·", " ")
            article = article.capitalize() if found.group()[0].isupper() else article
            made = replace(placed, start=found.start(), text=f"{article} {placed.text}")
    return made.doubted("unsafe", _OTHER_GENDER)


def _before(pattern: str, placed: Placed, whole: str) -> re.Match[str] | None:
    """What stands right before a place, in any capitals."""
    return re.compile(pattern, re.IGNORECASE).search(whole, max(0, placed.start - _REACH), placed.start)


def _with_elision(placed: Placed, whole: str, code: str, gender: str) -> Placed:
    """`l’` before a vowel, `le` before a consonant; before an h nobody knows but a dictionary."""
    found = _before(_ELIDED[code], placed, whole)
    if not found:
        return placed
    old, new = (_begins_with_vowel(text) for text in (whole[placed.start : placed.end], placed.text))
    if new is not None and old == new:
        return placed
    if new is None or (old is None and found["long"]):
        same = whole[placed.start : placed.start + 1].lower() == placed.text[:1].lower()
        return placed if same else placed.doubted("hint", f'whether "{placed.text}" is elided')
    made = _LONG.get((found["short"] or "").lower()) if found["short"] else _SHORT.get((found["long"] or "").lower())
    if found["short"] and found["short"].lower() == "l" and gender in ("m", "f"):
        made = "la " if gender == "f" else "le " if code == "fr" else "il "
    if made is None:
        return placed.doubted("hint", f'how "{found.group()}" goes on before "{placed.text}"')
    made = made.capitalize() if found.group()[0].isupper() else made
    return replace(placed, start=found.start(), text=made + placed.text)


_LONG = {"d": "de ", "qu": "que ", "jusqu": "jusque ", "lorsqu": "lorsque ", "puisqu": "puisque "}
_SHORT = {
    **{"le": "l’", "la": "l’", "de": "d’", "que": "qu’", "jusque": "jusqu’", "lorsque": "lorsqu’", "puisque": "puisqu’"},
    **{"du": "de l’", "au": "à l’", "ce": "cet ", "lo": "l’", "una": "un’"},
}


def _begins_with_vowel(text: str) -> bool | None:
    """None where an h or a y leaves it open."""
    first = unicodedata.normalize("NFD", text[:1].lower())[:1]
    return None if first in ("h", "y", "") else first in "aeiouœæ"
