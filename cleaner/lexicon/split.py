"""The likeliest way to read a token as several words: a Viterbi search over words, pairs of words, numbers and unknown names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from cleaner.lexicon import MIN_NAME_SHARE, PREFIX, Lexicon

Kind = Literal["word", "unknown", "number", "acronym"]

NUMBER_SIGN = "<n>"
"""How pairs of words name a number."""
LONGEST = 80
"""Longer tokens are data, not words."""
LONGEST_PIECE, LONGEST_UNKNOWN, LONGEST_ACRONYM = 20, 14, 6
LEAST_UNKNOWN = 4
"""Letters of an unknown word at the end of a run."""
BEAM = 4
"""Readings that are kept per place; more change one decision in a thousand."""

# Costs are powers of ten. They were chosen by how often the true reading of synthetic damage comes out first.
BORDER = 0.7
"""What each lost space costs."""
UNKNOWN, UNKNOWN_LETTER = 6.0, 0.9
UNKNOWN_NAME, UNKNOWN_NAME_LETTER = 5.0, 0.7
"""An unknown word of n letters has a likelihood of 10 ** -(UNKNOWN + n * UNKNOWN_LETTER); with a capital it is likelier."""
UNSEEN_PAIR, BESIDE_UNKNOWN = -0.3, -0.1
UNLIKELY_PAIR, FREQUENT = -1.2, 5.0
"""Two words above that Zipf value that are no attested pair follow each other less often than by chance."""
MIN_ZIPF = {3: 4.1, 4: 2.9}
MIN_ZIPF_LONG = 1.9
"""How common a piece of so many letters must be: short strings are in every word list for one reason or another."""
MIN_ZIPF_NAME, MIN_ZIPF_SHORT_NAME = 1.5, 3.5
MIN_ZIPF_CROSSING, CROSSING = 3.0, 2.5
"""A word may hold a capital ("iPhone") if it is common; and what that costs."""
NAME_IN_SMALL, WORD_IN_CAPITALS, LONE_I = 2.0, 0.7, 1.5
NUMBER, UNIT, UNIT_GLUED = -4.0, -4.3, -8.0
POSSESSIVE, ELISION, LONGEST_ELISION = 1.5, 0.5, 9

CUT = re.compile(
    r"""
      (?<=[^\W\d_])(?=\d)                          # case26
    | (?<=\d)(?=[^\W\d_])                          # 26Case
    | (?<=[a-zß-öø-ÿœа-яё])(?<!Mc)(?=[A-ZÀ-ÖØ-ÞŒА-ЯЁ])  # yearNew, but McDonald
    """,
    re.VERBOSE,
)
"""Where a token shows that it may have lost a space."""
UNIT_SIGNS = re.compile(
    r"""
      (?:st|nd|rd|th|s|ers?|e)(?![a-zа-я])
    | (?:st|nd|rd|th)(?=[a-z]{2})
    | (?:[kmxDGKM]|[kcm]m|kg|bn|am|pm|[GM]B|G?Hz|mph|ft|lbs?)(?![^\W\d_])
    """,
    re.VERBOSE,
)
"""What is written close to a number: 1st, 1990s, 1950er, 5G, 10km."""


class Piece(NamedTuple):
    """A part of a token, in plain letters."""

    text: str
    kind: Kind

    @property
    def pairing(self) -> str:
        """How pairs of words name it."""
        return NUMBER_SIGN if self.kind == "number" else self.text


@dataclass(frozen=True, slots=True)
class Reading:
    """A token read as `pieces`, with the log10 of its likelihood and how far the next best reading is behind."""

    pieces: tuple[Piece, ...]
    score: float
    margin: float

    @property
    def borders(self) -> tuple[int, ...]:
        """Where spaces are missing, counted from the token's start."""
        at, found = 0, []
        for piece in self.pieces[:-1]:
            at += len(piece.text)
            found.append(at)
        return tuple(found)


_Step = tuple[int, float, Kind, bool]
"""A piece that may come next: where it ends, log10 of its likelihood, what it is, and whether it is a frequent word."""

_Row = tuple[dict[str, float], frozenset[str], int]
"""Words that begin alike: what follows their first letters, with its likelihood; which of them are frequent; how long they are at most.

Python's garbage collector does not walk dictionaries of plain numbers: with tuples in their place the search takes half as long again."""

_State = tuple[float, str, Kind, bool, Any]
"""A way to read the token up to some place: its log10 likelihood, its last piece (text, kind, whether frequent), and the state before."""

_SCORE = itemgetter(0)
_START: _State = (0.0, "", "word", False, None)
MARGIN_ALONE = 20.0
"""The margin of a reading that has no rival."""


def plain(word: str) -> str:
    """The word as the lexicon writes it."""
    return word.lower().replace("’", "'")


def zipf(words: Lexicon, word: str) -> float:
    """The plain word's Zipf value; of a possessive (`bureau's`) or an elision (`l'eau`) a little less than the bare word's."""
    value = words.zipf(word)
    bare = "" if value else words.bare(word)
    return max(0.0, words.zipf(bare) - 0.5) if bare else value


def split(token: str, words: Lexicon) -> Reading | None:
    """The likeliest reading of the token as two or more pieces, whatever it is worth; None if there is none.

    >>> from cleaner.lexicon import lexicon
    >>> [piece.text for piece in split("hewouldallow", lexicon("en")).pieces]
    ['he', 'would', 'allow']
    """
    text = plain(token)
    size = len(token)
    if not 3 <= size <= LONGEST or len(text) != size:
        return None
    steps = _Steps(words, token, text)
    ends: list[list[_State]] = [[] for _ in range(size + 1)]
    for end, cost, kind, frequent in steps.at(0):
        if end < size:
            ends[end].append((cost, text[:end], kind, frequent, _START))
    for start in range(1, size):
        if here := ends[start]:
            if len(here) > BEAM:
                here.sort(key=_SCORE, reverse=True)
                del here[BEAM:]
            _extend(words, here, steps, start, ends)
    if not ends[size]:
        return None
    ends[size].sort(key=_SCORE, reverse=True)
    best, *rest = ends[size]
    return Reading(_path(best), best[0], best[0] - rest[0][0] if rest else MARGIN_ALONE)


def _extend(words: Lexicon, here: list[_State], steps: _Steps, start: int, ends: list[list[_State]]) -> None:
    """Every piece that may follow the readings up to `start`, each after the reading that suits it best."""
    nexts = steps.at(start)
    if not nexts:
        return
    text, nobody = steps.text, (-1e9, _START)
    alone = max(here, key=_SCORE)
    # The readings that suit a piece best as long as no pair is attested: an unknown one, a word, a frequent word.
    plain_best = frequent_best = beside = nobody
    ways = []
    for state in here:
        score, last, kind, often, _ = state
        if kind == "unknown":
            if score + BESIDE_UNKNOWN > beside[0]:
                beside = score + BESIDE_UNKNOWN, state
            continue
        if score + UNSEEN_PAIR > plain_best[0]:
            plain_best = score + UNSEEN_PAIR, state
        usual = score + (UNLIKELY_PAIR if often else UNSEEN_PAIR)
        if usual > frequent_best[0]:
            frequent_best = usual, state
        if seconds := words.seconds(NUMBER_SIGN if kind == "number" else last):
            ways.append((seconds.get, score, state))
    if beside[0] >= plain_best[0]:
        plain_best = beside
    if beside[0] >= frequent_best[0]:
        frequent_best = beside
    for end, cost, kind, frequent in nexts:
        piece = text[start:end]
        if kind == "unknown":
            ends[end].append((alone[0] + BESIDE_UNKNOWN + cost - BORDER, piece, kind, frequent, alone))
            continue
        best_score, best = frequent_best if frequent else plain_best
        name = NUMBER_SIGN if kind == "number" else piece
        for pmi_of, score, state in ways:
            pmi = pmi_of(name)
            if pmi is not None and score + pmi > best_score:
                best_score, best = score + pmi, state
        ends[end].append((best_score + cost - BORDER, piece, kind, frequent, best))


def _path(state: _State) -> tuple[Piece, ...]:
    pieces = []
    while state[4] is not None:
        pieces.append(Piece(state[1], state[2]))
        state = state[4]
    return tuple(reversed(pieces))


class _Steps:
    """What may stand at each place of a token."""

    def __init__(self, words: Lexicon, token: str, text: str) -> None:
        self.words, self.token, self.text = words, token, text
        self.apostrophe = "'" in text
        self.shouted = token.isupper() and token.isalpha()
        self.table, self.short, self.elisions = _table(words), words.listed("short"), words.listed("elisions")
        edges = [0, *(match.start() for match in CUT.finditer(token)), len(token)]
        self.end_of: list[int] = []
        self.crossing_of: list[int] = []
        for number, (low, high) in enumerate(zip(edges, edges[1:], strict=False)):
            crosses = number + 2 < len(edges) and not token[high].isdigit() and not token[low].isdigit()
            self.end_of += [high] * (high - low)
            self.crossing_of += [edges[number + 2] if crosses else high] * (high - low)

    def at(self, start: int) -> list[_Step]:
        """What may begin here; each step ends where the token shows a cut, or before that."""
        char, end = self.token[start], self.end_of[start]
        if start and char.islower() and not self.apostrophe:
            return self._small(start, end)
        if char.isdigit():
            return self._number(end)
        if char in "'’":
            return []
        capital = char.isupper() and not self.shouted
        if capital and start + 1 < end and self.token[start + 1].isupper():
            return self._capitals(start, end)
        return self._letters(start, end, capital)

    def _number(self, end: int) -> list[_Step]:
        steps: list[_Step] = [(end, NUMBER, "number", False)]
        if unit := UNIT_SIGNS.match(self.token, end):
            glued = self.token[unit.end() : unit.end() + 1].isalpha()
            steps.append((unit.end(), UNIT_GLUED if glued else UNIT, "number", False))
        return steps

    def _capitals(self, start: int, end: int) -> list[_Step]:
        """An acronym; its last capital may begin the next word ("USPresident")."""
        stop = start
        while stop < end and self.token[stop].isupper():
            stop += 1
        shorter = [stop - 1] if stop < end and stop - start > 2 else []
        steps: list[_Step] = []
        for at in (stop, *shorter):
            if at - start <= LONGEST_ACRONYM:
                common = min(self.words.zipf(self.text[start:at]), 5.5) - 10.5
                steps.append((at, max(common, -8.5 - 0.4 * (at - start)), "acronym", False))
        if not steps and self.text[start] not in self.short:
            steps.append((stop, -9.0 - 0.5 * (stop - start), "acronym", False))
        if self.text[stop : stop + 2] == "'s":
            steps.append((stop + 2, -9.0 - 0.4 * (stop - start), "acronym", False))
        if self.text[start] in self.short:
            steps.append((start + 1, self.words.zipf(self.text[start]) - 10.7, "word", True))
        return steps

    def _letters(self, start: int, end: int, capital: bool) -> list[_Step]:
        """Words of the lexicon; an unknown word from a cut on, or at the token's end."""
        steps = self._short(start, end, capital)
        steps += self._words(start, end, capital)
        if capital or not start:
            steps += self._unknown(start, end, capital, steps)
        elif self._ends_run(start, end) and all(step[0] != end for step in steps):
            steps.append((end, -(UNKNOWN + UNKNOWN_LETTER * (end - start)), "unknown", False))
        if self.apostrophe:
            steps = [step for step in steps if self.text[step[0] : step[0] + 1] != "'"]
            steps += self._possessive(start, end, capital or not start)
            steps += self._elision(start, end)
        return steps

    def _small(self, start: int, end: int) -> list[_Step]:
        """What `_letters` says of the commonest case, inside a run of small letters: this is where a search spends its time."""
        text, table = self.text, self.table
        rest = start + PREFIX
        prefix = text[start:rest]
        steps: list[_Step] = []
        if short := table.short.get(prefix[:1]):
            steps.append((start + 1, short[0], "word", True))
        if (short := table.short.get(prefix[:2])) and start + 2 <= end and len(prefix) > 1:
            steps.append((start + 2, short[0], "word", True))
        row, often, longest = table.rows[0].get(prefix) or table.row(prefix, False)
        high = rest + longest
        for at in range(rest, (high if high < end else end) + 1):
            if cost := row.get(text[rest:at]):
                steps.append((at, cost, "word", text[rest:at] in often))
        if self.crossing_of[start] > end:
            steps += self._crossing(start, end)
        if end - start >= LEAST_UNKNOWN and all(step[0] != end for step in steps) and self._ends_run(start, end):
            steps.append((end, -(UNKNOWN + UNKNOWN_LETTER * (end - start)), "unknown", False))
        return steps

    def _unknown(self, start: int, end: int, capital: bool, steps: list[_Step]) -> list[_Step]:
        """An unknown word of any length, where it is free to stand and no other step ends."""
        base, letter = (UNKNOWN_NAME, UNKNOWN_NAME_LETTER) if capital else (UNKNOWN, UNKNOWN_LETTER)
        stop = min(end, start + LONGEST_UNKNOWN)
        mark = self.text.find("'", start + 2, stop) if self.apostrophe else -1
        reached = {step[0] for step in steps}
        ends = range(start + 3, (stop if mark < 0 else mark - 1) + 1)
        return [(at, -(base + letter * (at - start)), "unknown", False) for at in ends if at not in reached]

    def _ends_run(self, start: int, end: int) -> bool:
        """Whether the rest of a run of small letters may be an unknown word."""
        closed = end == len(self.text) or not self.token[end].islower()
        return closed and end - start >= LEAST_UNKNOWN and "'" not in self.text[start:end]

    def _words(self, start: int, end: int, capital: bool) -> list[_Step]:
        """Words of three letters or more that end where the token shows a cut, or before; a common one may go over the cut."""
        text, rest = self.text, start + PREFIX
        row, often, longest = self.table.row(text[start:rest], capital)
        steps: list[_Step] = []
        for at in range(rest, min(end, rest + longest) + 1):
            if cost := row.get(text[rest:at]):
                steps.append((at, cost, "word", text[rest:at] in often))
        if self.crossing_of[start] > end:
            steps += self._crossing(start, end)
        return steps

    def _crossing(self, start: int, end: int) -> Iterator[_Step]:
        row, longest = self.words.row(self.text[start : start + PREFIX])
        for at in range(max(end, start + PREFIX - 1) + 1, min(self.crossing_of[start], start + min(LONGEST_PIECE, PREFIX + longest)) + 1):
            value = row.get(self.text[start + PREFIX : at], 0.0)
            if value >= MIN_ZIPF_CROSSING:
                yield at, value - 9 - CROSSING, "word", value > FREQUENT

    def _short(self, start: int, end: int, capital: bool) -> list[_Step]:
        """Words of one or two letters."""
        text, costs = self.text, self.table.short
        first = text[start]
        steps: list[_Step] = []
        if capital and end - start == 1:
            steps.append((end, -4.5, "word", True) if first in costs else (end, -7.5, "acronym", False))
        elif first in costs:
            steps.append((start + 1, costs[first][capital], "word", True))
        word = text[start : start + 2]
        if word in costs and start + 2 <= end:
            steps.append((start + 2, costs[word][capital], "word", True))
        return steps

    def _possessive(self, start: int, end: int, free: bool) -> list[_Step]:
        """A word with its 's, which the lexicon holds without; an unknown one only where it is `free` to stand."""
        at = self.text.find("'s", start + 2, end) if not self.elisions else -1
        if at < 0 or self.text[at + 2 : at + 3] == "'":
            return []
        value = self.words.zipf(self.text[start:at])
        if value > 2:
            return [(at + 2, value - 9 - POSSESSIVE, "word", False)]
        return [(at + 2, -(UNKNOWN_NAME + UNKNOWN_NAME_LETTER * (at - start) + 1), "unknown", False)] if free else []

    def _elision(self, start: int, end: int) -> list[_Step]:
        """A word with what is put before its vowel (`l'eau`)."""
        at = self.text.find("'", start, min(end, start + LONGEST_ELISION)) + 1
        if not at or self.text[start:at] not in self.elisions:
            return []
        return [(stop, cost - ELISION, kind, False) for stop, cost, kind, _ in self._words(at, end, False)]


class _Table:
    """The words of a lexicon as steps: log10 of each one's likelihood and whether it is frequent, without what may be no piece."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.no_piece: dict[str, list[str]] = {}
        for word in words.listed("no-piece"):
            self.no_piece.setdefault(word[:PREFIX], []).append(word[PREFIX:])
        self.rows: tuple[dict[str, _Row], dict[str, _Row]] = {}, {}
        lone = {"i": LONE_I} if words.language == "en" else {}
        zipfs = {word: words.zipf(word) - 9 for word in words.listed("short")}
        self.short = {word: (value - lone.get(word, 0.0), value - WORD_IN_CAPITALS) for word, value in zipfs.items()}
        """The likelihoods of words of one and two letters, in small letters and with a capital."""

    def row(self, prefix: str, capital: bool) -> _Row:
        """The words that begin with the prefix: what follows it, and the length of the longest of that."""
        return self.rows[capital].get(prefix) or self._row(prefix, capital)

    def _row(self, prefix: str, capital: bool) -> _Row:
        least, cost = (MIN_ZIPF_NAME, WORD_IN_CAPITALS) if capital else (MIN_ZIPF_LONG, 0.0)
        steps: dict[str, float] = {}
        often: list[str] = []
        for value, rests in self.words.groups(prefix):
            if value < least:
                break
            if value > FREQUENT:
                often += rests
            steps.update(dict.fromkeys(rests, value - 9 - cost))
        for rest in [rest for rest in steps if len(rest) < 2]:
            if steps[rest] + 9 + cost < self._least(len(rest) + PREFIX, capital):
                del steps[rest]
        for rest in self.no_piece.get(prefix, ()):
            steps.pop(rest, None)
        of_names = 0.0 if capital else NAME_IN_SMALL
        for rest, share in self.words.name_row(prefix).items():
            if share >= MIN_NAME_SHARE and (step := steps.get(rest)):
                steps[rest] = step + cost - of_names
        row = self.rows[capital][prefix] = steps, frozenset(often), min(max(map(len, steps), default=-1), LONGEST_PIECE - PREFIX)
        return row

    @staticmethod
    def _least(size: int, capital: bool) -> float:
        if capital:
            return MIN_ZIPF_SHORT_NAME if size == PREFIX else MIN_ZIPF_NAME
        return MIN_ZIPF[size]


@cache
def _table(words: Lexicon) -> _Table:
    return _Table(words)
