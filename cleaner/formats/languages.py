"""Language codes as files write them."""

from __future__ import annotations


def same_language(one: str | None, other: str | None) -> bool:
    """Whether two codes name one language, whatever the region and the script.

    >>> same_language("en-US", "EN"), same_language("zh_Hans", "zh"), same_language("", None)
    (True, True, False)
    """
    return bool(one) and bool(other) and _base(one or "") == _base(other or "")


def _base(code: str) -> str:
    return code.replace("_", "-").partition("-")[0].lower()
