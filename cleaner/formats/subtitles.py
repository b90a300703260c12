"""Subtitles (.srt, .vtt): the text of each cue; numbers, times, settings, notes and styles stay.

A cue's lines are one sentence to the rules; the breaks between them stay, and so do tags (`<i>`, `<v Name>`, `{\\an8}`). A cue of a
.vtt ends at an empty line, one of a .srt where the next begins, since empty lines in its text are common.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from cleaner.edits import Span
from cleaner.formats.base import Escape, Format, Piece, Unit, malformed, pieces_of, without_outer_joints

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_TIME = re.compile(r"[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}(?![\d])")
_NUMBER = re.compile(r"[ \t]*\d+[ \t]*\Z")
_TAG = r"</?[A-Za-z][^<>\r\n]*>|<\d[\d:.]*>|</?>|\{\\[^{}\r\n]*\}"
_MARKUP = {"srt": re.compile(_TAG), "vtt": re.compile(_TAG + r"|&(?:amp|lt|gt|nbsp|lrm|rlm|#\d+|#[xX][0-9A-Fa-f]+);")}


def units(text: str, format: Format) -> list[Unit]:
    """The cues of a file, in order of place; the key is a cue's time."""
    if format.name == "vtt" and not text.removeprefix("\ufeff").startswith("WEBVTT"):
        raise malformed(text, 0, "a WebVTT file begins with 'WEBVTT'.")
    escape: Escape = _escape_vtt if format.name == "vtt" else _escape_srt
    found, times = [], dict[str, int]()
    for time, lines in _cues(text, format.name == "vtt"):
        number = times[time] = times.get(time, 0) + 1
        if pieces := without_outer_joints(_pieces(text, lines, _MARKUP[format.name])):
            found.append(Unit(tuple(pieces), escape, key=f"{time} {number}"))
    return found


def _cues(text: str, vtt: bool) -> Iterator[tuple[str, list[Span]]]:
    """The times of the cues, and their lines."""
    lines = _lines(text)
    times = [number for number, span in enumerate(lines) if _TIME.match(text, *span)]
    if not vtt:
        _check_start(text, lines, times)
    for at, number in enumerate(times):
        after = times[at + 1] if at + 1 < len(times) else len(lines)
        held = lines[number + 1 : after]
        ends = next((n for n, span in enumerate(held) if _is_blank(text, span)), len(held)) if vtt else len(held)
        held = [span for span in held[:ends] if not _is_blank(text, span)]
        if held and not vtt and after < len(lines) and _NUMBER.match(text[slice(*held[-1])]):
            held.pop()  # the number of the next cue
        time = _TIME.match(text, *lines[number])
        assert time
        yield re.sub(r"\s+", "", time.group()).replace(",", "."), held


def _lines(text: str) -> list[Span]:
    spans, at = [], int(text.startswith("\ufeff"))
    while at < len(text):
        match = _LINE.match(text, at)
        assert match
        spans.append(match.span(1))
        at = match.end()
    return spans


def _is_blank(text: str, span: Span) -> bool:
    return not text[slice(*span)].strip()


def _check_start(text: str, lines: list[Span], times: list[int]) -> None:
    """A cue begins with its number or its time; something else before the first is no subtitle."""
    for number, span in enumerate(lines[: times[0] if times else len(lines)]):
        is_number = _NUMBER.match(text[slice(*span)]) and times
        if not _is_blank(text, span) and not is_number:
            raise malformed(text, span[0], f"line {number + 1} is no number or time of a cue.")


def _pieces(text: str, lines: list[Span], markup: re.Pattern[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for start, end in lines:
        if pieces:
            pieces.append(Piece(pieces[-1].end, start, " ", kept=True))
        pieces += pieces_of(text, start, end, [_marked(match) for match in markup.finditer(text, start, end)])
    return pieces


def _marked(match: re.Match[str]) -> Piece:
    """A tag, or a reference to a character."""
    raw = match.group()
    if raw[0] != "&":
        return Piece(*match.span(), "", kept=True)
    char = html.unescape(raw)
    return Piece(*match.span(), char, not char.isprintable())


def _escape_srt(text: str) -> str:
    if "\n" in text or "\r" in text or re.search(_TAG, text):
        raise ValueError("text that would be read as a line or a tag of its own")
    return text


def _escape_vtt(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise ValueError("text that would be read as a line of its own")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
