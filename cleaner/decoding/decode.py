"""Bytes as text: byte order mark, the encoding that was named, strict UTF-8, a stated guess, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cleaner.decoding.declared import declared
from cleaner.decoding.loaded import Loaded, Skipped, place
from cleaner.decoding.mixed import foreign_lines, is_surely_utf8, is_utf8
from cleaner.decoding.names import agrees, canonical, is_narrow, mark_of, needs_mark, output_name, written
from cleaner.errors import InputError


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read and written: encodings by their canonical names; `languages` (codes) guide a guess."""

    encoding: str | None = None
    output: str | None = None
    guess: bool = False
    languages: tuple[str, ...] = ("en", "zh")

    @classmethod
    def of(cls, encoding: str | None, output: str | None, guess: bool, languages: tuple[str, ...]) -> Reading:
        """The same from names as users write them. Raises UsageError for an unknown name."""
        read = None if encoding is None else canonical(encoding)
        return cls(read, None if output is None else output_name(output), guess, languages)


def decode(data: bytes, path: str, reading: Reading | None = None) -> Loaded:
    """The text of a file. Raises Skipped for binary data, InputError for what cannot be read as text."""
    reading = reading or Reading()
    mark, marked = mark_of(data)
    body = data[len(mark) :]
    codec = _by_mark(path, reading, marked) if marked else _by_name(path, reading, body) if reading.encoding else "utf-8"
    if b"\0" in body and not codec.startswith(("utf-16", "utf-32")):
        raise Skipped("skipped, it is a binary file.")
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        if not mark and reading.encoding is None and (found := _by_declaration(data, reading)):
            return found
        if reading.guess and reading.encoding is None and codec == "utf-8":
            from cleaner.decoding.guessed import read_guessed

            found = read_guessed(data, mark, path, place(body[: error.start].decode("utf-8")), reading.languages)
            return replace(found, target=reading.output)
        raise _refusal(body, error, codec, path, mark, reading) from error
    if "\0" in text:
        raise Skipped("skipped, it is a binary file.")
    return Loaded(text, data, mark, codec, reading.output)


def _by_declaration(data: bytes, reading: Reading) -> Loaded | None:
    """The text in the encoding that the file names, where it can be read in it. Asked only of what is not UTF-8."""
    named = declared(data)
    if named is None or needs_mark(named):
        return None
    try:
        return Loaded(data.decode(named), data, b"", named, reading.output)
    except UnicodeDecodeError:
        return None


def _by_mark(path: str, reading: Reading, marked: str) -> str:
    """What the byte order mark says; a name must not contradict it, unless the file was converted by an earlier run."""
    if reading.encoding and not agrees(reading.encoding, marked) and not (reading.output and agrees(reading.output, marked)):
        what = f"the file begins with the byte order mark of {marked}, but was to be read as {reading.encoding}"
        raise InputError(f"{what}. It was left alone; without --encoding it is read as {marked}.", path=path)
    return marked


def _by_name(path: str, reading: Reading, body: bytes) -> str:
    """What the user named, unless the file is UTF-8 beyond doubt: read in another encoding it would be spoilt."""
    named = reading.encoding or "utf-8"
    converts = reading.output == "utf-8"
    if _is_utf8_instead(named, body, converts):
        if converts:
            return "utf-8"  # an earlier run has converted it
        what = f"the file is UTF-8, but was to be read as {named}"
        raise InputError(f"{what}. It was left alone; without --encoding it is read as UTF-8.", path=path)
    if needs_mark(named) and body:
        what = f"the file has no byte order mark, and '{named}' alone does not say which byte comes first"
        raise InputError(f"{what}. The file was left alone; say --encoding {named}-le or {named}-be.", path=path)
    return written(named)[0]


def _is_utf8_instead(named: str, body: bytes, converts: bool) -> bool:
    """Whether the file is UTF-8, and not what was named. Where files are converted to UTF-8, less evidence is enough."""
    if named.startswith("utf-8") or not body:
        return False
    if named.startswith(("utf-16", "utf-32")):
        return b"\0" not in body and is_utf8(body)
    return is_surely_utf8(body) or (converts and is_narrow(named) and not body.isascii() and is_utf8(body))


def _refusal(body: bytes, error: UnicodeDecodeError, codec: str, path: str, mark: bytes, reading: Reading) -> InputError:
    """What, where, and what to do."""
    line, column = place(body[: error.start].decode(codec, "ignore"))
    shown = "UTF-8" if codec == "utf-8" else codec
    what = f"byte 0x{body[error.start]:02X} at offset {error.start + len(mark)} is not {shown}"
    if mark and codec != "utf-8":
        what += ", which the file's byte order mark says it is"
        advice = "The file was left alone; mend it first"
    elif reading.encoding:
        what += ", which the file was to be read as"
        advice = "The file was left alone; name its own encoding with --encoding"
    elif foreign := foreign_lines(body, sure=bool(mark)):
        what += f", though the rest of the file is: it mixes encodings ({_count(len(foreign))} not UTF-8)"
        advice = "The file was left alone; --guess-encoding repairs such lines"
    else:
        advice = "The file was left alone; name its encoding with --encoding, or have it guessed with --guess-encoding"
    return InputError(f"{what}. {advice}.", path=path, line=line, column=column)


def _count(lines: int) -> str:
    return "1 line is" if lines == 1 else f"{lines} lines are"
