"""The pipeline: stages, rounds, proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.allow import Allowed, allowed_spans, is_allowed
from cleaner.carry import carried_inside
from cleaner.document import Document
from cleaner.edits import Change, Edit, Span, Tracker, resolve
from cleaner.formats import BRACES_HOLD_TEXT, known, protector, reader
from cleaner.formats.base import Format
from cleaner.formats.languages import holds_several, stated
from cleaner.formats.parts import line_in
from cleaner.lexicon.codes import primary
from cleaner.lexicon.recognise import left_alone
from cleaner.lines import Lines, Watch
from cleaner.pairing import pair
from cleaner.protect import Ignore, comment_spans, find_ignores, merge, protected_spans
from cleaner.rules import Rule, select_rules
from cleaner.rules.base import STAGES
from cleaner.segments import Segment

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.terms.glossary import Glossary
    from cleaner.views import View

ROUNDS = 3
"""How often a stage may run in one pass over the stages."""

PASSES = 4
"""How often all stages may run; the last one must change nothing, or the text is given back as it came."""

_OF_PAGES = frozenset(["debris.repeated-title", "debris.after-end", "debris.credit"])
"""Rules that look at a text as a page, which a file of segments is not."""

_UNSETTLED = "The text did not settle under {}; it was left as it was. Please report this."
_ALTERED = "The changes of {} would have altered the file's structure, so that it was left as it was. Please report this."


@dataclass(frozen=True, slots=True)
class Outcome:
    """`text` is clean; `changes` led there; `hints` were not made (hints, and unsafe changes nobody asked for).

    Offsets of changes and hints are code points of the text that was given; both are in order of place.
    `notices` are sentences about the run itself: a rule that did not settle, an ignore comment without use. `faulty` are the rules
    whose changes failed a proof, so that nothing was changed.
    """

    text: str
    changes: tuple[Change, ...] = ()
    hints: tuple[Change, ...] = ()
    notices: tuple[str, ...] = ()
    faulty: tuple[str, ...] = ()


class Cleaner:
    """Cleans texts by one choice of rules. Immutable, picklable, safe to share between threads.

    `select` and `ignore` take names of rules (`spacing.before-punctuation`) or groups (`spacing`); `glossaries` takes
    names of bundled glossaries, paths, or Glossary objects; `allow` takes texts that stay as they are. Raises UsageError or GlossaryError.

    >>> Cleaner(glossaries=[]).clean("Editor’s note:The end .").text
    'Editor’s note: The end.'
    """

    def __init__(
        self,
        *,
        language: str = "en",
        source_language: str | None = "zh",
        glossaries: Sequence[str | Path | Glossary] = ("zh-en",),
        select: Iterable[str] | None = None,
        ignore: Iterable[str] = (),
        unsafe: bool = False,
        allow: Iterable[str | Allowed] = (),
    ) -> None:
        self.allow = tuple(Allowed(entry) if isinstance(entry, str) else entry for entry in allow)
        select_rules([entry.rule for entry in self.allow if entry.rule], ())
        self.language, self.source_language, self.unsafe = primary(language), source_language, unsafe
        self._chosen = select_rules(select, ignore)
        self.rules = _names_for(self.language, self._chosen)
        self.glossary = _load(glossaries) if any(name.startswith("terms.") for name in self.rules) else None

    def clean(self, text: str, source: str | None = None, format: str | Format = "text") -> Outcome:
        """The clean text and how it came about; `source` is the text it was translated from, where it is known.

        The two are paired paragraph by paragraph, or line by line where they have as many lines, or else taken as a whole.
        For a format that carries more than text (`po`), `text` and `source` are whole files, and so is the outcome's text; it is
        cleaned as the language that `format` names, else that the file itself states or plainly shows, else the cleaner's.
        Raises UsageError for an unknown format, InputError for a text that is not in the format.
        """
        form = Format(format) if isinstance(format, str) else format
        if reader(form) is None:
            return _Run(self, text, source, _protection(form.name)).outcome()
        return self._clean_file(text, source, form)

    def allowing(self, allowed: Allowed) -> Cleaner:
        """The same cleaner with one more text that stays as it is."""
        other = copy(self)
        other.allow = (*self.allow, allowed)
        return other

    def _speaking(self, language: str) -> Cleaner:
        """The same choice of rules for a file in another language than most."""
        if language == self.language:
            return self
        other = copy(self)
        other.language, other.rules = language, _names_for(language, self._chosen)
        return other

    def _clean_file(self, file: str, source: str | None, format: Format) -> Outcome:
        """A file of units: its view is cleaned, and written back where the file then proves to be what was meant."""
        from cleaner.views import Places, View, Writer

        read, named = reader(format), format.language or stated(file, format.name)
        assert read is not None
        format = replace(format, language=named or self.language, source_language=format.source_language or self.source_language)
        view = View.of(file, read, format, source)
        cleaner = self._speaking(primary(named or (not holds_several(format.name) and view.language()) or self.language))
        clean = _Run(cleaner, view.text, None, protected_spans, view).outcome()
        places = Places(view)
        hints = [places.pointed(hint) for hint in clean.hints if not _OF_PAGES.intersection(hint.rules)]
        written = Writer(view, places, read, format).write(clean.changes)
        if written is None:
            names = _rules_of(clean.changes)
            return Outcome(file, notices=(_ALTERED.format(", ".join(names)),), faulty=names)
        hints = sorted([*hints, *written.refused], key=lambda hint: (hint.start, hint.end, hint.rules))
        return Outcome(written.file, written.changes, tuple(hints), clean.notices, clean.faulty)

    def pairs(self, text: str, source: str | None = None, format: str | Format = "text") -> list[tuple[str, str]]:
        """The segments of a file as (source, target), where the source is known: what `learn` takes. The arguments are those of `clean`.

        >>> Cleaner(glossaries=[]).pairs("One.\\n\\nTwo.", "一。\\n\\n二。")
        [('一。', 'One.'), ('二。', 'Two.')]
        """
        form = Format(format) if isinstance(format, str) else format
        read = reader(form)
        if read is None:
            segments: Sequence[Segment] = _paired(text, source)
        else:
            named = form.language or stated(text, form.name) or self.language
            from cleaner.views import View

            view = View.of(text, read, replace(form, language=named, source_language=form.source_language or self.source_language), source)
            text, segments = view.text, view.segments
        return [(segment.source, text[segment.start : segment.end]) for segment in segments if segment.source]

    def sources(self, text: str, source: str | None = None, format: str | Format = "text") -> list[Segment]:
        """Where the segments of a file stand, in code points of it and in order, each with its source, where that is known."""
        form = Format(format) if isinstance(format, str) else format
        read = reader(form)
        if read is None:
            return list(_paired(text, source))
        from cleaner.views import View

        named = form.language or stated(text, form.name) or self.language
        view = View.of(text, read, replace(form, language=named, source_language=form.source_language or self.source_language), source)
        return [Segment(unit.pieces[0].start, unit.pieces[-1].end, unit.source) for unit in view.units]

    def human_text(self, text: str, format: str | Format = "text") -> str:
        """The human text of a file, as the rules see it before any change."""
        form = Format(format) if isinstance(format, str) else format
        read = reader(form)
        if read is None:
            return text
        from cleaner.views import View

        named = form.language or stated(text, form.name) or self.language
        return View.of(text, read, replace(form, language=named, source_language=form.source_language or self.source_language)).text

    def learn(self, pairs: Iterable[tuple[str, str]]) -> Cleaner:
        """A cleaner that also knows the renderings that these texts show: (source, target) of the same kind as those to be cleaned.

        Which words stand for which is told by counting over all of them, so that a hundred paragraphs say much and one says nothing. Raises
        UsageError where numpy (the extra `learn`) is not installed.
        """
        if self.glossary is None:
            return self
        from cleaner.terms.learn import learn

        other = copy(self)
        other.glossary = learn(self.glossary, list(pairs))
        return other

    def watch(self, stage: str) -> Watch:
        """The rules of a stage, in the order in which they are asked."""
        return _watch(stage, self.rules, self.language)


def _rules_of(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(sorted({name for change in changes for name in change.rules}))


def _names_for(language: str, rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(rule.name for rule in rules if not rule.languages or language in rule.languages)


@lru_cache(maxsize=64)
def _watch(stage: str, names: tuple[str, ...], language: str) -> Watch:
    return Watch(tuple(rule for rule in select_rules(None, ()) if rule.stage == stage and rule.name in names), language)


def _load(glossaries: Sequence[str | Path | Glossary]) -> Glossary | None:
    if not glossaries:
        return None
    from cleaner.terms.glossary import load_glossaries

    return load_glossaries(glossaries)


def _spoken(document: Document, edits: Iterable[Edit]) -> Iterator[Edit]:
    """What a rule that knows languages may propose: nothing about a paragraph in another.

    Asked here, once for all rules and only where there is something to do, so that it costs clean text nothing.
    """
    for edit in edits:
        if not document.made(_Foreign).holds(edit.start):
            yield edit


class _Foreign:
    """Which paragraphs of a text rules that know its language must leave alone; each is judged once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.verdicts: dict[Span, bool] = {}

    def holds(self, offset: int) -> bool:
        paragraph = self.document.paragraph_at(offset)
        verdict = self.verdicts.get(paragraph)
        if verdict is None:
            verdict = self.verdicts[paragraph] = left_alone(self.document.text, paragraph, self.document.language)
        return verdict


def _protection(format: str) -> Callable[[str], tuple[Span, ...]]:
    """The function that finds what no rule may change in a text of this format. Raises UsageError for an unknown one."""
    markup, braces = protector(known(format)), format not in BRACES_HOLD_TEXT
    return lambda text: protected_spans(text, [*markup(text), *comment_spans(text)], braces)


def _paired(text: str, source: str | None) -> tuple[Segment, ...]:
    """The segments of a text with their sources; what cannot be paired is one segment."""
    paired = pair(text, source) if source is not None else None
    return paired or (Segment(0, len(text), source),)


class _Run:
    """One text on its way through the stages."""

    def __init__(
        self, cleaner: Cleaner, text: str, source: str | None, protect: Callable[[str], tuple[Span, ...]], view: View | None = None
    ) -> None:
        self.cleaner, self.protect, self.view = cleaner, protect, view
        self.paired = _paired(text, source)
        self.tracker = Tracker(text)
        self.used: set[int] = set()
        self.late: list[Edit] = []
        self.active: set[str] = set()
        """The rules that have changed something in the present pass."""
        self.seen: tuple[Document, list[Ignore]] | None = None
        self.quiet: dict[str, tuple[Document, list[Edit]]] = {}
        """For each stage the last document that it changed nothing in, and what it left there."""
        self.lines: dict[str, Lines] = {}

    def outcome(self) -> Outcome:
        given = self.tracker.original
        for _ in range(PASSES):
            before = self.tracker.text
            self.late, self.active = [], set()
            for stage in STAGES:
                self._stage(stage)
            if self.tracker.text == before:
                break
        else:
            names = tuple(sorted(self.active))
            return Outcome(given, notices=(_UNSETTLED.format(", ".join(names)),), faulty=names)
        hints = sorted({self.tracker.project(edit) for edit in self.late}, key=lambda hint: (hint.start, hint.end, hint.rules))
        return Outcome(self.tracker.text, tuple(self.tracker.changes), tuple(hints), tuple(self._unused(given)))

    def _stage(self, stage: str) -> None:
        for _ in range(ROUNDS):
            document, ignores = self._document()
            known, left = self.quiet.get(stage, (None, []))
            if known is not document:
                edits = [edit for edit in self._proposed(stage, document) if not self._ignored(edit, ignores)]
                if any(entry.rule for entry in self.cleaner.allow):
                    edits = [edit for edit in edits if not is_allowed(edit, document.text, self.cleaner.allow)]
                wanted = [edit for edit in edits if edit.safety == "safe" or (edit.safety == "unsafe" and self.cleaner.unsafe)]
                if accepted := resolve(wanted, document.protected) if wanted else []:
                    self.active.update(edit.rule for edit in accepted)
                    self.tracker.apply(accepted)
                    continue
                left = self._left(edits, wanted, document)
                self.quiet[stage] = document, left
            self.late += left
            return

    def _proposed(self, stage: str, document: Document) -> Iterator[Edit]:
        """What the stage's rules propose, one after the other."""
        watch = self.cleaner.watch(stage)
        said = self.lines.setdefault(stage, Lines(watch)).edits(document)
        for rule in watch.unprompted if said is watch.silent else watch.rules:
            edits = said.get(rule.name)
            proposed = rule.find(document) if edits is None else edits
            yield from _spoken(document, proposed) if rule.languages and proposed else proposed

    def _left(self, edits: list[Edit], wanted: list[Edit], document: Document) -> list[Edit]:
        """What a quiet stage has proposed, and was not to be made or could not be."""
        asked = set(wanted)
        left = [edit for edit in edits if edit not in asked and resolve([edit], document.protected)]
        if self.view and wanted:
            left += self.view.declined(wanted, document.text, self.tracker.changes)
        return left

    def _protected(self, text: str) -> tuple[Span, ...]:
        spans = self.protect(text)
        if self.view:
            spans = protected_spans(text, [*self.view.protected(text, self.tracker.changes), *comment_spans(text)])
        return merge([*spans, *allowed_spans(text, self.cleaner.allow)]) if self.cleaner.allow else spans

    def _segments(self, text: str) -> tuple[Segment, ...]:
        if self.view:
            return self.view.segments_after(self.tracker.changes)
        spans = carried_inside([(segment.start, segment.end) for segment in self.paired], self.tracker.changes)
        return tuple(Segment(*span, segment.source) for span, segment in zip(spans, self.paired, strict=True))

    def _document(self) -> tuple[Document, list[Ignore]]:
        text, cleaner = self.tracker.text, self.cleaner
        if self.seen and self.seen[0].text == text:
            return self.seen
        document = Document(text, self._protected, cleaner.language, cleaner.source_language, self._segments, cleaner.glossary)
        self.seen = document, self._ignores(text)
        return self.seen

    def _ignores(self, text: str) -> list[Ignore]:
        return self.view.ignores(self.tracker.changes) if self.view else find_ignores(text)

    def _ignored(self, edit: Edit, ignores: list[Ignore]) -> bool:
        hit = [number for number, ignore in enumerate(ignores) if ignore.covers(edit)]
        self.used.update(hit)
        return bool(hit)

    def _unused(self, text: str) -> Iterable[str]:
        ignores, text = (self.view.ignores(()), self.view.file) if self.view else (find_ignores(text), text)
        for number, ignore in enumerate(ignores):
            if number not in self.used:
                yield f"{line_in(text, ignore.at)}: this 'mt-cleaner:' comment ignores nothing and can go."
