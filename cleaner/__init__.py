"""mt-cleaner: cleans machine-translated text, and says what it changed, where and why.

>>> from cleaner import clean
>>> clean("Editor’s note:The end .")
'Editor’s note: The end.'
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleaner.edits import Change, Edit
    from cleaner.engine import Cleaner, Outcome
    from cleaner.errors import CleanerError

__version__ = "0.1.0"
__all__ = ["Change", "Cleaner", "CleanerError", "Edit", "Outcome", "clean"]

_HOMES = {"Change": "edits", "Edit": "edits", "Cleaner": "engine", "Outcome": "engine", "CleanerError": "errors"}


def __getattr__(name: str) -> Any:
    # The engine is loaded when it is asked for, so that `mt-cleaner --version` does not wait for it.
    if name not in _HOMES:
        raise AttributeError(f"module 'cleaner' has no attribute '{name}'")
    import importlib

    return getattr(importlib.import_module(f"cleaner.{_HOMES[name]}"), name)


@lru_cache(maxsize=1)
def _default() -> Cleaner:
    from cleaner.engine import Cleaner

    return Cleaner()


def clean(text: str, source: str | None = None) -> str:
    """The text, cleaned with the defaults (English, the bundled glossary `zh-en`, safe changes only)."""
    return _default().clean(text, source).text
