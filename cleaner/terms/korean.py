"""Korean: particles, which are written on to the word before them, and take one of two forms after its last sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import Literal

Sound = Literal["vowel", "l", "consonant"]
"""What a word ends in, as far as particles ask; `l` (ㄹ) counts as a vowel before 로."""

_CASES = (
    "은|는|이|가|을|를|과|와|의|에|에서|에게|에게서|한테|한테서|께|께서|도|만|까지|부터|마다|조차|마저|밖에|처럼|보다|같이|대로|만큼|뿐"
    "|으로|로|으로서|로서|으로써|로써|이나|나|이랑|랑|하고|이라도|라도|이든|든|이든지|든지|이란|란"
)
_COPULA = "(?:입니|이에|예요|이었|이며|며|이고|고|이므로|이지만|이면|이라|라는|라고|이다|였)[가-힣]*|인|인데|일|임|다"
_VERBAL = "(?:하|한|할|함|합|해|했|되|된|될|됨|됩|돼|됐|시키|시킨|시킬|시켜|시킵)[가-힣]*"
"""Verbs that are made of a noun: 배포합니다, 배포된."""
_TAIL = re.compile(rf"(?:들)?(?:(?:{_CASES}){{0,3}}(?:{_COPULA})?|{_VERBAL})")
_SAFE_TAIL = re.compile("은|는|을|를|와|에|에서|에는|에도|으로|들(?:은|이|을|의|에게)?|입니[가-힣]*")
"""What may follow a word of one syllable, which with many other particles is a word of its own (법인, 국가, 차이, 결과)."""
_PAIRS = (
    *(("이었", "였"), ("이에요", "예요"), ("으로", "로"), ("이라", "라"), ("이란", "란"), ("이나", "나"), ("이랑", "랑"), ("이며", "며")),
    *(("이고", "고"), ("이든", "든"), ("이다", "다"), ("은", "는"), ("을", "를"), ("과", "와"), ("이", "가")),
)
"""After a consonant, after a vowel; what begins alike stands in the order in which it is looked for."""
_ALONE = frozenset("은 는 이 가 을 를 다".split())
"""Particles that nothing follows."""
_FIRST, _FINALS, _L = 0xAC00, 28, 8
_DIGITS: dict[str, Sound] = dict(zip("0123456789", "consonant l vowel consonant vowel vowel consonant l l vowel".split(), strict=True))  # type: ignore[arg-type]
"""The sounds of 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구."""
_LETTERS: dict[str, Sound] = {"L": "l", "R": "l", "M": "consonant", "N": "consonant"}
"""Letters whose names end in a consonant: 엘, 알, 엠, 엔."""
_HANGUL = re.compile("[가-힣]+")
_SPELLED = re.compile(r"(?:^|[^A-Za-z])[A-Z]{1,5}$")


def is_hangul(letter: str) -> bool:
    """Whether a letter is a syllable of Hangul."""
    return "가" <= letter <= "힣"


def is_tail(word: str, stem: int = 2) -> bool:
    """Whether what follows a word of so many syllables is particles, the copula, or a verb made of the noun.

    >>> [is_tail(tail) for tail in ("를", "에서는", "들이", "입니다", "합니다", "풀")]
    [True, True, True, True, True, False]
    """
    return bool((_TAIL if stem > 1 else _SAFE_TAIL).fullmatch(word))


def stemmer(vocabulary: Container[str]) -> Callable[[str], int]:
    """How many syllables of a word are one of the vocabulary; all of them where what follows is no tail.

    >>> stem = stemmer({"노드", "법"})
    >>> [stem(word) for word in ("노드", "노드를", "노드풀", "법은", "법인")]
    [2, 2, 3, 1, 2]
    """

    def stem(word: str) -> int:
        if word in vocabulary or not _HANGUL.fullmatch(word):
            return len(word)
        sizes = (size for size in range(len(word) - 1, 0, -1) if word[:size] in vocabulary and is_tail(word[size:], size))
        return next(sizes, len(word))

    return stem


def stands(text: str, start: int, end: int) -> bool:
    """Whether Latin letters and digits, which Hangul may follow, stand there as a word: only particles do follow them.

    >>> stands("API를", 0, 3), stands("API키", 0, 3), stands("node 풀", 0, 4)
    (True, False, True)
    """
    if _HANGUL.match(text, end - 1, end):
        return True
    after = _HANGUL.match(text, end)
    return (not after or is_tail(after.group())) and not (start and _HANGUL.match(text, start - 1, start))


def last_sound(text: str) -> Sound | None:
    """What a text ends in when it is read aloud; None where letters do not tell, as in an English word.

    >>> [last_sound(text) for text in ("노드", "맞춤형", "서버 풀", "3", "XML", "API", "node")]
    ['vowel', 'consonant', 'l', 'consonant', 'l', 'vowel', None]
    """
    last = text.rstrip("\"'”’)]」』*_`")[-1:]
    if _HANGUL.match(last):
        final = (ord(last) - _FIRST) % _FINALS
        return "vowel" if not final else "l" if final == _L else "consonant"
    if _SPELLED.search(text):
        return _LETTERS.get(last, "vowel")
    return _DIGITS.get(last)


def agreed(tail: str, sound: Sound) -> str:
    """The particles behind a word, in the form that its last sound asks for.

    >>> agreed("를", "consonant"), agreed("과", "vowel"), agreed("로부터", "l"), agreed("로", "consonant"), agreed("에서", "vowel")
    ('을', '와', '로부터', '으로', '에서')
    """
    for pair in _PAIRS:
        for form in pair:
            if tail == form or (form not in _ALONE and tail.startswith(form) and is_tail(tail[len(form) :])):
                is_vowel = sound == "vowel" or (sound == "l" and pair[1] == "로")
                return pair[is_vowel] + tail[len(form) :]
    return tail


def tail_at(text: str, end: int) -> str:
    """The Hangul that is written on to what ends there."""
    found = _HANGUL.match(text, end)
    return found.group() if found else ""
