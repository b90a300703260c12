"""Codes of languages: which ones there are, and which have rules of their own."""

from __future__ import annotations

from cleaner.errors import UsageError, nearest
from cleaner.lexicon import LANGUAGES

_NAMES = dict(
    name.split()
    for name in ["english en", "spanish es", "french fr", "german de"] + ["italian it", "portuguese pt", "russian ru", "chinese zh"]
)
_CODES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
    kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
    ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo yue za zh zu
    """.split()
)
"""ISO 639-1, and Cantonese."""


def primary(language: str) -> str:
    """The code without region and script. Raises UsageError for what is no code of a language.

    >>> primary("en-GB"), primary("pt_BR")
    ('en', 'pt')
    >>> primary("english")
    Traceback (most recent call last):
    cleaner.errors.UsageError: unknown language 'english'. Did you mean 'en'?
    """
    code = language.strip().lower().replace("_", "-").partition("-")[0]
    if code in _CODES:
        return code
    hint = f"Did you mean '{_NAMES[code]}'?" if code in _NAMES else nearest(code, LANGUAGES)
    raise UsageError(f"unknown language '{language}'. {hint}")


def limits(language: str) -> str | None:
    """What is not done for a language without rules of its own, in a sentence; None for one that has them.

    >>> limits("de") is None
    True
    """
    if primary(language) in LANGUAGES:
        return None
    known = ", ".join(sorted(LANGUAGES))
    said = f"there are no rules for the language '{language}'"
    return f"{said}; only a glossary's terms and the rules for every language are run (known are: {known})."
