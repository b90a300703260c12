"""`glossary import` and `glossary export`: from files of other programs, and to them."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from cleaner.cli import FINE
from cleaner.decoding import Reading, Skipped, decode
from cleaner.errors import InputError, UsageError
from cleaner.files import write_new
from cleaner.interchange import EXPORTS, IMPORTS, export_glossary, format_of, import_glossary, native_text
from cleaner.interchange.base import Languages
from cleaner.lexicon.codes import primary


def import_(arguments: Namespace) -> int:
    """Makes a glossary of a file; what was left out or decided is said on standard error."""
    check_output(arguments, [arguments.name])
    name = arguments.named or format_of(arguments.name, IMPORTS, "--from")
    wanted = _languages(arguments)
    path = "<stdin>" if arguments.name == "-" else arguments.name
    given = _text(arguments.name, path, Reading.of(arguments.encoding, None, arguments.guess_encoding, ("en", "zh")))
    glossary, remarks = import_glossary(given, path, name, wanted)
    text = native_text(glossary)
    if not arguments.quiet:
        for remark in remarks:
            print(remark, file=sys.stderr)
    put(text, arguments)
    if not arguments.quiet:
        _say_count(len(glossary.terms), path, arguments.output)
    return FINE


def export(arguments: Namespace) -> int:
    """Writes a glossary as a file for other programs; what that has no place for is said on standard error."""
    from cleaner.terms.glossary import load_glossary

    check_output(arguments, [arguments.name])
    name = arguments.named or format_of(arguments.output or "-", EXPORTS, "--to")
    glossary = load_glossary(arguments.name)
    exported = export_glossary(glossary, name, _languages(arguments))
    if not arguments.quiet:
        for remark in exported.remarks:
            print(f"{arguments.name}: {remark}", file=sys.stderr)
    put(exported.text, arguments)
    if not arguments.quiet:
        _say_count(len(glossary.terms), arguments.name, arguments.output)
    return FINE


def _languages(arguments: Namespace) -> Languages:
    """The languages asked for. Raises UsageError for what is no language."""
    for asked in (arguments.language, arguments.source_language):
        if asked:
            primary(asked)
    return Languages(arguments.language, arguments.source_language)


def _text(name: str, path: str, reading: Reading) -> str:
    """The text of a file, or of standard input."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(name, "rb") as file:
                data = file.read()
        return decode(data, path, reading).text
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}.", path=path) from error
    except Skipped as error:
        raise InputError("this is a binary file, not a glossary as text.", path=path) from error


def check_output(arguments: Namespace, names: Sequence[str]) -> None:
    """Before anything is read: what exists is only overwritten when that is asked for, and never what is read (`names`)."""
    output = arguments.output
    if not output or not os.path.exists(output):
        return
    if os.path.isdir(output):
        raise UsageError(f"-o names the folder '{output}'. Name a file in it.")
    if any(os.path.exists(name) and os.path.samefile(output, name) for name in names):
        raise UsageError(f"-o names the file that is read, '{output}'. Name another.")
    if not arguments.force:
        raise UsageError(f"'{output}' exists. It was left as it is; --force overwrites it.")


def put(text: str, arguments: Namespace) -> None:
    """Writes to the file that is named, else to standard output."""
    if arguments.output:
        write_new(arguments.output, text.encode())
    else:
        sys.stdout.write(text)


def _say_count(count: int, path: str, output: str | None) -> None:
    where = f", written to {output}" if output else ""
    print(f"{path}: {count} term{'' if count == 1 else 's'}{where}.", file=sys.stderr)
