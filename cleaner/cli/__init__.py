"""The command line: arguments in, exit code out.

0: nothing to do, or all done. 1: `check` found something. 2: usage, configuration, or a file that could not be read or written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from cleaner.errors import CleanerError, UsageError

FINE, FINDINGS, TROUBLE = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 + the signal's number, as shells report it


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit code; errors of the user's making are printed as sentences."""
    _use_utf8()
    try:
        _require_folder()
        code = _run(argv)
        sys.stdout.flush()
        return code
    except CleanerError as error:
        print(f"mt-cleaner: {error}", file=sys.stderr)
        return TROUBLE
    except BrokenPipeError:
        # The reader (`| head`) has gone. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        # What goes wrong with files is told where they are read and written: this is the output itself.
        print(f"mt-cleaner: the output cannot be written: {error.strerror}.", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return TROUBLE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    from cleaner.cli.arguments import parse

    arguments = parse(argv)
    if arguments.command == "rules":
        from cleaner.cli.catalog import rules

        return rules(arguments)
    if arguments.command == "glossary":
        from cleaner.cli.catalog import glossary

        return glossary(arguments)
    if arguments.command == "corpus":
        from cleaner.cli.corpus import corpus

        return corpus(arguments)
    if arguments.command == "lsp":
        from cleaner.cli.lsp import serve

        return serve()
    if arguments.command == "report":
        from cleaner.cli.review import report

        return report(arguments)
    if arguments.command == "fix" and arguments.decisions:
        from cleaner.cli.review import decide

        return decide(arguments)
    from cleaner.cli.run import run

    return run(arguments)


def _require_folder() -> None:
    """Raises UsageError where the current folder has been removed: no path would mean anything."""
    try:
        os.getcwd()
    except FileNotFoundError as error:
        raise UsageError("the current folder does not exist any more. Go to another one.") from error


def _use_utf8() -> None:
    """Reports hold text of every language, and names of files that need not be text at all; a stream that is closed takes nothing."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 - for as long as the program runs
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
