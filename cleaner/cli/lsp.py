"""`lsp`: a language server on standard input and output."""

from __future__ import annotations

from cleaner.cli import FINE
from cleaner.errors import UsageError


def serve() -> int:
    """Serves until the editor ends it."""
    try:
        import pygls  # noqa: F401
    except ImportError as error:
        raise UsageError("the language server needs pygls. Install it with: pip install 'mt-cleaner[lsp]'") from error
    from cleaner.editor.server import make

    make().start_io()
    return FINE
