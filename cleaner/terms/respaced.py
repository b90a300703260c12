"""Spaces that East Asian languages may as well leave out of a rendering: `커스텀 노드` and `커스텀노드`, `API 密钥` and `API密钥`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from cleaner.terms.tongues import code_of

_MOST = 16
"""How many spacings of one rendering are made, its own among them."""
_EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_BESIDE_LATIN = rf"(?<=[A-Za-z0-9])[ ]?(?=[{_EAST}])|(?<=[{_EAST}])[ ]?(?=[A-Za-z0-9])"
_BREAKS = {
    "zh": _BESIDE_LATIN,
    "ja": rf"{_BESIDE_LATIN}|(?<=[ァ-ヺー])[ ・](?=[ァ-ヺ])",
    "ko": rf"{_BESIDE_LATIN}|(?<=[가-힣])[ ](?=[가-힣])",
}
RESPACED = frozenset(_BREAKS)
"""Languages in which a rendering has several spacings."""
_KATAKANA = ("", " ", "・")
_OTHERS = ("", " ")


def respaced(text: str, language: str | None) -> Iterator[str]:
    """The rendering in its other spacings; none in languages whose spaces say something.

    >>> list(respaced("커스텀 노드", "ko")), list(respaced("API密钥", "zh")), list(respaced("カスタム・ノード", "ja"))
    (['커스텀노드'], ['API 密钥'], ['カスタムノード', 'カスタム ノード'])
    """
    breaks = _BREAKS.get(code_of(language))
    found = list(re.finditer(breaks, text)) if breaks else []  # compiled, and kept, when a language first asks: that takes long
    if not found:
        return
    parts = [text[start:end] for start, end in zip((0, *(m.end() for m in found)), (*(m.start() for m in found), len(text)), strict=True)]
    choices = [_ordered(match.group(), _KATAKANA if match.group() and _is_between_katakana(text, match) else _OTHERS) for match in found]
    for gaps in islice(product(*choices), 1, _MOST):
        yield parts[0] + "".join(gap + part for gap, part in zip(gaps, parts[1:], strict=True))


def _ordered(own: str, choices: tuple[str, ...]) -> list[str]:
    """The gap that is written first, so that the first spacing of all is the rendering's own."""
    return [own, *(gap for gap in choices if gap != own)]


def _is_between_katakana(text: str, match: re.Match[str]) -> bool:
    return "ァ" <= text[match.start() - 1] <= "ー" and "ァ" <= text[match.end()] <= "ー"
