"""The likeliest way to read one token as several words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cleaner.lexicon import Lexicon, lexicon

LONGEST = 80
"""Tokens longer than this are data, not words."""
LONGEST_PIECE = 20

FUNCTION = frozenset(
    """
    a about above after against all also although always among an and any are as at be because been before being between both but by can
    cannot could did do does during each either every few for from had has have he her here him his how however i if in into is it its
    just many may me might more most much must my never no nor not of off often on one only onto or other our out over own same shall she
    should since so some such than that the their them then there these they this those though through to too toward towards two under
    until up upon us very was we were what when where whether which while who whom whose why will with within without would yet you your
    don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't haven't hasn't hadn't it's that's i'm i've i'll
    i'd he's she's we're they're you're
    """.split()
)
SHORT = frozenset("am an as at be by do go he if in is it me my no of oh ok on or so to up us we".split())
"""Two-letter words that may be a piece; in lower case only "a" may stand as one letter."""
AFFIXES = frozenset(
    """
    able ably aceous age ally ance ant ants anti arian ary ate ated ation bio co com con counter cyber de dis dom down dom ed eco ence ent
    er ers es est esque ess ette ex extra fold ful fully geo graph graphs graphy gram grams holic holics homo hood hyper ible ics ide ides
    ified ify ine ing ings ins inter intra ion ions ish ism isms ist ists ite ites ity ive ization ize ized izing less let lets like log
    logical logy logies ly man mania maniac mans maxi ment mental ments mega men meta meter meters metre metres micro mid mini mis mono
    multi nano neo ness non oid oids omics ology ous out over para person phile philia phobia phobic philic photo poly post pre pro
    proof pseudo psycho quasi re retro scape self semi sex sexual ship ships side some stan sub super sur tele thermo tion tions trans
    tri type types ultra un under uni up ville ward wards ware way ways wise women woman worthy zoic burg burgh field fields land lands
    ton town shire ford ham stein berg man bank box house houses work works book books time times day line lines room rooms stone
    wood ball head heads light back made maker makers making owner owners keeper keepers master masters
    """.split()
)
"""Pieces that make derived words and names as often as they are words lost in glue; they need more evidence at a token's ends."""
NO_PIECE = frozenset(
    """
    ain ality als ana ara ard aria bis bon bro cal cam cho chi cis con cor cum das dei del der des dia die dis don dos ein els ely ene
    eng ens est esp eta etc eur fin fra gen ger gov han hon ica ich ici ile ing ini ins int ion iso ist ite ive las les lin lis los man
    mar mei mes min mis mon mor non nov oct ola ole oli ons ora ore ori pan par pas per pre pro que ran ren res rin ris ron ros san
    sch sha sic sie sin sis sol son sta sub sur tan tar tat ted tel ter tes tic tin tis tor tra tri und uni val van ver von wan yan
    yer zen tion ness ment able ally ther ting tern ters tive tian ling ling sion able ible ious rian eous
    """.split()
)
"""Strings that word lists hold and that are no evidence of a word."""


@dataclass(frozen=True, slots=True)
class Split:
    """A reading of a token as `pieces`; `gain` is how many powers of ten likelier it is than one unknown word."""

    pieces: tuple[str, ...]
    gain: float
    attested: int
    """How many neighbours among the pieces are a pair of the lexicon's."""

    @property
    def function_words(self) -> int:
        return sum(piece.lower() in FUNCTION for piece in self.pieces)


BORDER = 1.0
"""What each lost space costs, in powers of ten; less where a capital or a digit shows it."""
SHOWN_BORDER = 0.2
UNKNOWN = 3.6
UNKNOWN_LETTER = 0.66
"""An unknown word of n letters has a likelihood of 10 ** -(UNKNOWN + n * UNKNOWN_LETTER)."""
UNSEEN_PAIR = -0.3
UNLIKELY_PAIR = -1.2
"""Two frequent words that never stand side by side in the pair table do so less often than by chance."""


class _Pieces:
    """What may be a piece of a token, and how likely it is as a word of running text."""

    def __init__(self, words: Lexicon, token: str) -> None:
        self.words, self.token, self.plain = words, token, token.lower().replace("’", "'")

    def cost(self, start: int, end: int) -> float | None:
        """log10 of the piece's likelihood, None where it cannot be a word."""
        piece, plain = self.token[start:end], self.plain[start:end]
        if piece.isdigit():
            whole = not self.token[start - 1 : start].isdigit() and not self.token[end : end + 1].isdigit()
            return -3.5 if whole else None
        if not plain[0].isalpha() or not plain[-1].isalpha() or self.token[end : end + 1] in ("'", "’"):
            return None
        if piece.islower():
            return self._lower(plain)
        if piece[0].isupper() and (len(piece) == 1 or piece[1:].islower()):
            return self._title(plain, start, end)
        if piece.isupper() and len(piece) <= 6 and not self.token[end : end + 1].isupper() and not self.token[start - 1 : start].isupper():
            known = self.words.zipf(plain)
            return known - 9.5 if known >= 2.5 else -8.5 - 0.3 * len(piece)
        return None

    def _zipf(self, plain: str) -> float:
        value = self.words.zipf(plain)
        if not value and plain.endswith("'s"):
            value = self.words.zipf(plain[:-2]) - 1.5
        return value

    def _lower(self, plain: str) -> float | None:
        if len(plain) <= 2:
            return self._zipf(plain) - 9 if plain == "a" or plain in SHORT else None
        value = self._zipf(plain)
        if plain in NO_PIECE or value < (4.3 if len(plain) == 3 else 3.0 if len(plain) == 4 else 2.3):
            return None
        return value - 9 - (2.0 if self.words.name_like(plain) else 0.0)

    def _title(self, plain: str, start: int, end: int) -> float | None:
        if len(plain) == 1:
            return self._zipf(plain) - 9.5 if plain in "ai" and not self.token[start - 1 : start].isupper() else None
        value = self._zipf(plain)
        if value >= 2.3 and (len(plain) > 2 or plain in SHORT) and (plain not in NO_PIECE or end == len(self.token)):
            return value - 9 - (0.0 if self.words.name_like(plain) else 0.7)
        bordered = end == len(self.token) or not self.token[end].islower()
        return -UNKNOWN - 1.5 - UNKNOWN_LETTER * len(plain) if bordered and len(plain) > 3 else None


def _transition(words: Lexicon, left: str, right: str) -> tuple[float, bool]:
    """log10 of how the neighbour changes the likelihood, and whether the pair is attested."""
    first, second = ("<n>" if word.isdigit() else word for word in (left, right))
    pmi = words.pair(first, second)
    if pmi is not None:
        return pmi, True
    return (UNLIKELY_PAIR if words.zipf(first) > 5 and words.zipf(second) > 5 else UNSEEN_PAIR), False


@lru_cache(maxsize=1 << 15)
def split(token: str, language: str) -> Split | None:
    """The likeliest reading of the token as two or more words, whatever it is worth; None if there is none.

    >>> split("hewouldallow", "en").pieces
    ('he', 'would', 'allow')
    """
    words = lexicon(language)
    if words is None or not 3 <= len(token) <= LONGEST:
        return None
    judge, size = _Pieces(words, token), len(token)
    # paths[end][start]: likelihood of the best path whose last piece is token[start:end], and where that piece's forerunner starts
    paths: list[dict[int, tuple[float, int]]] = [{} for _ in range(size + 1)]
    for end in range(1, size + 1):
        for start in range(max(0, end - LONGEST_PIECE), end):
            if (start and not paths[start]) or (start == 0 and end == size):
                continue
            cost = judge.cost(start, end)
            if cost is None:
                continue
            if start == 0:
                paths[end][0] = cost, -1
                continue
            fee = SHOWN_BORDER if is_shown(token, start) else BORDER
            paths[end][start] = max(
                (score + cost - fee + _transition(words, judge.plain[before:start], judge.plain[start:end])[0], before)
                for before, (score, _) in paths[start].items()
            )
    if not paths[size]:
        return None
    start, (score, before) = max(paths[size].items(), key=lambda item: item[1][0])
    cuts = [size, start]
    while before >= 0:
        cuts.append(before)
        before = paths[cuts[-2]][cuts[-1]][1]
    cuts.reverse()
    pieces = tuple(token[a:b] for a, b in zip(cuts, cuts[1:]))  # noqa: B905
    attested = sum(_transition(words, a.lower(), b.lower())[1] for a, b in zip(pieces, pieces[1:]))  # noqa: B905
    return Split(pieces, score - _as_it_stands(words, token), attested)


def _as_it_stands(words: Lexicon, token: str) -> float:
    """log10 of the likelihood of the token read as one word, or as the words that capitals and digits show."""
    total = 0.0
    for run in shown_runs(token):
        value = words.zipf(run.lower().replace("’", "'"))
        total += -3.5 if run.isdigit() else value - 9 if value >= 2.3 else -UNKNOWN - UNKNOWN_LETTER * len(run)
    return total


def shown_runs(token: str) -> list[str]:
    """The token cut where a small letter meets a capital, or a letter a digit.

    >>> shown_runs("thisyearNew26Case")
    ['thisyear', 'New', '26', 'Case']
    """
    cuts = [at for at in range(1, len(token)) if is_shown(token, at)]
    return [token[a:b] for a, b in zip([0, *cuts], [*cuts, len(token)], strict=True)]


def is_shown(token: str, at: int) -> bool:
    """Whether a change of case or to or from digits shows a border before `token[at]`."""
    left, right = token[at - 1], token[at]
    return left.isdigit() != right.isdigit() or (left.islower() and right.isupper())
