"""Encoding artifacts beside mojibake: entities, invisible characters, no-break spaces, width."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit, Safety
from cleaner.evidence import Habit
from cleaner.rules.base import rule

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@rule(
    "encoding.entity",
    "encoding",
    [
        ("He said &quot;no&quot; &amp; left", 'He said "no" & left'),
        ("the People&#8217;s Congress", "the People’s Congress"),
        ("Write &lt;b&gt; for bold", "Write &lt;b&gt; for bold"),
        ("AT&T; and more", "AT&T; and more"),
    ],
)
def entity(document: Document) -> Iterator[Edit]:
    """HTML entities left in running text become the characters they stand for.

    `&lt;` and `&gt;` stay: they are how a text speaks of markup. So does every entity of a text that has tags of its own.
    """
    text = document.text
    if "&" not in text or re.search(r"</?[A-Za-z][^<>\n]*>", text):
        return
    for match in _ENTITY.finditer(text):
        new = html.unescape(match.group())
        if new == match.group() or new in "<>" or not (new.isprintable() or new == "\xa0") or "�" in new or len(new) > 2:
            continue
        yield Edit(*match.span(), " " if new == "\xa0" else new, "encoding.entity", f"{match.group()} is markup for this character")


_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\ufeff\u2061-\u2064\ufff9-\ufffb]")
_JOINED_SCRIPTS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff]")


@rule(
    "encoding.invisible",
    "encoding",
    [
        ("a zero\u200bwidth space", "a zerowidth space"),
        ("a\x08 control character", "a control character"),
        ("a\u2060word joiner of a typesetter", "a\u2060word joiner of a typesetter"),
        ("สวัสดี\u200bครับ", "สวัสดี\u200bครับ"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
    ],
)
def invisible(document: Document) -> Iterator[Edit]:
    """Control characters, zero-width spaces and stray byte order marks are removed.

    Joiners, soft hyphens and direction marks stay, and zero-width spaces in scripts that break lines with them.
    """
    text = document.text
    for match in _INVISIBLE.finditer(text):
        start, end = match.span()
        around = text[max(0, start - 1) : end + 1]
        if (start == 0 and match.group() == "\ufeff") or _JOINED_SCRIPTS.search(around):
            continue
        yield Edit(start, end, "", "encoding.invisible", f"U+{ord(match.group()):04X} shows nothing and breaks search")


_NO_BREAK_HABIT = Habit("no-break spaces", r"\xa0(?=[a-z])", " ", 500)
_NO_BREAK = re.compile(r"\xa0[ \xa0]*")
_BETWEEN_WORDS = re.compile(r"(?<=[a-z]{2})\xa0(?=[a-z]{2})")


@rule(
    "encoding.no-break-space",
    "encoding",
    [
        ("the\xa0city \xa0 of Hefei", "the city of Hefei"),
        ("10\xa0km, M.\xa0Smith, 5\xa0%", "10\xa0km, M.\xa0Smith, 5\xa0%"),
    ],
    languages=["en"],
)
def no_break_space(document: Document) -> Iterator[Edit]:
    """A no-break space between two lower-case words, or beside another space, becomes a plain space.

    Between a number and its unit, after initials and before French punctuation it is good typography and stays; so it
    does by default in a long text that hardly has any.
    """
    if "\xa0" not in document.text:
        return
    for span in _no_break_runs(document.text):
        safety = document.evidence(_NO_BREAK_HABIT).safety("likely")
        if safety:
            yield Edit(*span, " ", "encoding.no-break-space", "a no-break space where an ordinary one belongs", safety)


def _no_break_runs(text: str) -> Iterator[tuple[int, int]]:
    """A no-break space between two words in lower case, or several spaces among which there is one, inside a line."""
    for match in _NO_BREAK.finditer(text):
        start, end = match.span()
        while start and text[start - 1] == " ":
            start -= 1
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        inside = before and after and not before.isspace() and not after.isspace()
        if inside if end - start > 1 else _BETWEEN_WORDS.match(text, start):
            yield start, end


_WRITTEN_WIDE = frozenset(["zh", "yue", "ja", "ko"])
"""Languages in which the wide characters are the right ones."""
_WIDE = re.compile(r"[\uff01-\uff5e\u3001\u3002\u3000]+")
_ORNAMENT = re.compile(r"[＼／～＾＿｜]")
"""Strokes that stand between titles and in faces; alone they are no punctuation of a sentence."""
_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]")
_LETTER = re.compile(r"[^\W_]")
_NARROW = {"、": ",", "。": ".", "\u3000": " "}
_NO_SPACE_BEFORE = re.compile(r"[\s,.;:!?)\]}”’\"'/*_|<>-]")


def _neighbour(text: str, positions: range) -> str:
    """The nearest letter or digit, looking along `positions`."""
    for at in positions:
        if _LETTER.match(text[at]) and not _WIDE.match(text[at]):
            return text[at]
    return ""


def _partner_is_wide(text: str, run: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether the bracket that belongs to a wide bracket stands at an East Asian character, and so stays wide."""
    start, end = run
    partner = -1
    if "）" in text[start:end]:
        partner = text.rfind("（", line[0], start)
    elif "（" in text[start:end]:
        partner = text.find("）", end, line[1])
    return partner >= 0 and bool(_EAST_ASIAN.match(_neighbour(text, range(partner - 1, line[0] - 1, -1)) or " "))


def _is_damaged(document: Document, line: int) -> bool:
    """Whether the line that begins there was read in the wrong page: its wide characters are bytes of something else."""
    from cleaner.mojibake import damages

    return any(damage.start == line for damage in damages(document.text, document.language, document.source_language))


def _narrow(run: str, before: str, after: str) -> str:
    """A run of wide characters as ASCII, with the spaces that ASCII punctuation needs."""
    new = "".join(_NARROW.get(char) or chr(ord(char) - 0xFEE0) for char in run)
    new = re.sub(r"(?<=[,;:.!?)])(?=[^\W\d_(])", " ", new)
    if new[0] == "(" and before and before not in " \t([{“‘\"'\n":
        new = " " + new
    if new[-1] in ",;:.!?)" and after and not _NO_SPACE_BEFORE.match(after):
        new += " "
    return new


@rule(
    "encoding.width",
    "encoding",
    [
        ("reviewers（It is a fact）and more，too", "reviewers (It is a fact) and more, too"),
        ("Ｔｅｓｔ １２３", "Test 123"),
        ("A headline ｜ The Daily ＼(^o^)／", "A headline ｜ The Daily ＼(^o^)／"),
        ("他说：你好，世界。", "他说：你好，世界。"),
        ("the term 套路贷（taolu dai） is new", "the term 套路贷（taolu dai） is new"),
    ],
)
def width(document: Document) -> Iterator[Edit]:
    """Fullwidth letters, digits and punctuation inside Latin text become the ordinary ones.

    Decided by the nearest letters on both sides and by the line: text in Chinese, Japanese or Korean keeps its width.
    """
    text = document.text
    if text.isascii() or document.language in _WRITTEN_WIDE:
        return
    for match in _WIDE.finditer(text):
        start, end = match.span()
        low, high = document.paragraph_at(start)
        if not _ORNAMENT.sub("", match.group()) or _is_damaged(document, low):
            continue
        if _EAST_ASIAN.search(text, low, high):
            near = _neighbour(text, range(start - 1, low - 1, -1)), _neighbour(text, range(end, high))
            latin = sum(char.isascii() and char.isalpha() for char in text[low:high])
            mostly_latin = latin >= 4 * len(_EAST_ASIAN.findall(text, low, high))
            if not mostly_latin or any(map(_EAST_ASIAN.match, filter(None, near))) or _partner_is_wide(text, match.span(), (low, high)):
                continue
        elif not re.search(r"[A-Za-z\uff21-\uff3a\uff41-\uff5a]", text[low:high]) or (match.group() == "\u3000" and start == low):
            continue
        new = _narrow(match.group(), text[max(low, start - 1) : start], text[end : min(high, end + 1)])
        safety: Safety = "unsafe" if "<" in new or ">" in new else "safe"
        yield Edit(start, end, new, "encoding.width", "fullwidth characters in Latin text", safety)
