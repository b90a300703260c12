"""What finding terms asks of each language."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import lru_cache
from typing import cast

from cleaner.terms.borders import is_chinese_word
from cleaner.terms.tokens import PLAIN, Tongue

DOTTED = frozenset({"tr", "az"})
"""Languages whose `I` is the capital of `ı`, and `İ` that of `i`."""
UNSPACED = frozenset({"zh", "yue", "ja", "th", "lo", "my", "km"})
"""Languages that write no spaces between words."""
_VERB_LAST = frozenset("am az bn eu fa gu hi hy ja ka kk kn ko ky la ml mn mr my ne or pa ps sa sd si ta te tr tt ug ur uz".split())
"""Languages whose verb stands at the end of a sentence."""
_SNOWBALL = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "eo": "esperanto", "es": "spanish", "et":
    "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr":
    "turkish", "yi": "yiddish",
}  # fmt: skip
"""Inflected languages other than English, by their names in Snowball, as far as the installed one has them."""
_SHORTEST = 4
"""Letters of a word that is compared by its stem; the endings of shorter ones are half of them."""
Stem = Callable[[str], str]


def code_of(language: str | None) -> str:
    """The language without region and script; English where none is named.

    >>> code_of("zh-Hant"), code_of("pt_BR"), code_of(None)
    ('zh', 'pt', 'en')
    """
    return (language or "en").replace("_", "-").partition("-")[0].lower()


def tongue_of(language: str | None, vocabulary: Container[str] = ()) -> Tongue:
    """How a language's words are read; `vocabulary` holds the folded words of the glossary.

    >>> tongue_of("ko", {"노드"}).words("노드를 API가"), tongue_of("tr").words("SINIR")
    (('노드', '를', 'api', '가'), ('sınır',))
    """
    code = code_of(language)
    if code == "ko":
        from cleaner.terms import korean  # slow to load, and no other language asks

        return Tongue(stem=korean.stemmer(vocabulary), stands=korean.stands)
    if code in DOTTED:
        return Tongue(fold=_folded_dotted)
    if code in ("zh", "yue"):
        return Tongue(stands=is_chinese_word)
    return PLAIN


def _folded_dotted(text: str) -> str:
    return text.replace("I", "ı").replace("İ", "i").casefold()


def share_order(source_language: str | None, language: str | None, default: str = "zh") -> bool:
    """Whether a sentence has about the same order in both languages; a source whose language is not named is taken for Chinese.

    >>> share_order("en", "zh"), share_order("en", "ko"), share_order("ja", "ko")
    (True, False, True)
    """
    return (code_of(source_language or default) in _VERB_LAST) == (code_of(language) in _VERB_LAST)


@lru_cache(maxsize=8)
def stem_of(language: str | None) -> Stem | None:
    """What takes the ending off a folded word, for an inflected language; None for all others.

    >>> [stem_of("de")(word) for word in ("knotens", "knoten")], stem_of("ko")
    (['knot', 'knot'], None)
    """
    name = _SNOWBALL.get(code_of(language))
    if name is None:
        return None
    import snowballstemmer

    if name not in snowballstemmer.algorithms():
        return None
    stem = cast("Stem", snowballstemmer.stemmer(name).stemWord)
    return lru_cache(maxsize=1 << 16)(lambda word: stem(word) if len(word) >= _SHORTEST and word.isalpha() else word)
