"""How a translation reads as words in each target language, for renderings that nobody listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from cleaner.edits import Span
from cleaner.lexicon import lexicon
from cleaner.terms import korean, stems, target
from cleaner.terms.target import Token
from cleaner.terms.tokens import WORD
from cleaner.terms.tongues import code_of, stem_of, tongue_of

_GRAMMAR = 6.0
"""Zipf value from which a word is taken for grammar: one in a thousand, as no word is that terms are made of."""
_SHORTEST = 2
"""Syllables of a Korean word that has a particle."""
_CHINESE = frozenset(
    (
        "的 地 得 了 着 过 在 是 和 与 或 及 以 为 将 把 被 对 从 到 向 由 于 中 里 上 下 等 个 这 "
        "那 此 该 其 您 你 我 他 她 它 们 我们 你们 他们 可 可以 会 能 要 请 不 没 没有 也 都 就 还 很 更 最 "
        "每 每个 一个 这个 那个 所有 如果 当 时 并 并且 而 但 但是 因为 所以 吗 呢 吧 有 使 让 给 用 通过 进行"
    ).split()
)
_KOREAN = frozenset("이 그 저 각 모든 한 두 세 네 여러 다른 어떤 해당 및 또는 등 수 것 때 중 더 잘 안 못 즉 또 위 내 외 간 후 전".split())
"""Determiners, conjunctions and nouns that are mostly grammar."""
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々]+")
_PIECES = re.compile(r"[\u30a1-\u30fa\u30fcｦ-ﾝｰ]+|[\u3041-\u309f]+|[\u3400-\u9fff々〆]+|[^\W_\u3041-\u30ff\u3400-\u9fff々〆]+")
"""Runs of katakana, of hiragana, of ideographs and of other letters: where Japanese words may part."""
_HIRAGANA = re.compile("[\u3041-\u309f]")
_JOINT = re.compile(r"[ \t\u00a0\u2009\u202f・]*[-\u2010\u2011/]?[ \t\u00a0\u2009\u202f]*")
"""What may stand between two words of one rendering."""
_UNREAD = frozenset({"th", "lo", "my", "km", "yue"})
"""Languages whose words only a dictionary parts, and for which there is none."""


class Wording:
    """A language's words.

    >>> [token.word for token in Wording("ko").tokens("커스텀 노드를 추가합니다.", 0, 14)]
    ['커스텀', '노드', '추가']
    >>> Wording("ja").content_stems("カスタムノードを設定する"), Wording("es").content_stems("los nodos personalizados")
    (('カスタムノード', '設定'), ('nod', 'personaliz'))
    """

    def __init__(self, language: str | None) -> None:
        self.language = code_of(language)
        self.is_english = self.language == "en"
        self._stem = stem_of(language)
        self._fold = tongue_of(language).fold

    @cached_property
    def is_inflected(self) -> bool:
        """Whether a rendering has forms which nothing but a person can choose between."""
        return self._stem is not None

    def tokens(self, text: str, start: int, end: int) -> tuple[Token, ...]:
        """The words of `text[start:end]`, in Korean without their particles; offsets are those of the text."""
        if self.is_english:
            return target.tokens(text, start, end)
        found: list[Token] = []
        run, last = 0, start
        for low, high in self._spans(text, start, end):
            if found and not _JOINT.fullmatch(text, last, low):
                run += 1
            word = text[low:high]
            is_hyphenated = bool(found) and text[last:low] in ("-", "\u2010", "\u2011")
            found.append(Token(low, high, word, self.stem(word), self._is_function(word), run, is_hyphenated))
            last = high
        return tuple(found)

    def content_stems(self, text: str) -> tuple[str, ...]:
        """The stems of a text's words, function words left out."""
        if self.is_english:
            return stems.content_stems(text)
        return tuple(token.stem for token in self.tokens(text, 0, len(text)) if not token.is_function)

    def stem(self, word: str) -> str:
        """What is compared of a word."""
        folded = self._fold(word)
        return self._stem(folded) if self._stem else folded

    def _is_function(self, word: str) -> bool:
        if self.language == "zh":
            return word in _CHINESE
        if self.language == "ko":
            return word in _KOREAN
        if self.language == "ja":
            return bool(_HIRAGANA.match(word))
        words = lexicon(self.language)
        return words is not None and words.zipf(self._fold(word)) >= _GRAMMAR

    def _spans(self, text: str, start: int, end: int) -> Iterator[Span]:
        if self.language == "ja":
            yield from (match.span() for match in _PIECES.finditer(text, start, end))
        elif self.language == "zh":
            yield from _chinese(text, start, end)
        else:
            for match in WORD.finditer(text, start, end):
                if self.language != "ko":
                    yield match.span()
                elif not (match.start() > start and is_latin_tail(text, *match.span())):
                    yield match.start(), match.start() + _syllables(match.group())


def is_latin_tail(text: str, start: int, end: int) -> bool:
    """Whether Hangul is the particles of the Latin word, or the figures, that it is written on to."""
    before = text[start - 1]
    return before.isalnum() and not korean.is_hangul(before) and korean.is_hangul(text[start]) and korean.is_tail(text[start:end])


@lru_cache(maxsize=1 << 14)
def _syllables(word: str) -> int:
    """How many letters of a word are left without its particles; the fewest that may be."""
    if not korean.is_hangul(word[0]):
        return len(word)
    return next((size for size in range(_SHORTEST, len(word)) if korean.is_tail(word[size:], size)), len(word))


def _chinese(text: str, start: int, end: int) -> Iterator[Span]:
    from cleaner.terms.chinese import dictionary  # slow to load

    cedict = dictionary()
    at = start
    for match in WORD.finditer(text, start, end):
        if match.start() < at:
            continue
        run = _HAN_RUN.match(text, match.start(), end)
        if not run:
            yield match.span()
            continue
        at = run.start()
        for word in cedict.words(run.group()) if cedict else run.group():
            yield at, at + len(word)
            at += len(word)


@lru_cache(maxsize=8)
def wording_of(language: str | None) -> Wording | None:
    """How a language's words are read; None where they cannot be told apart.

    >>> wording_of("th") is None
    True
    """
    return None if code_of(language) in _UNREAD else Wording(language)
