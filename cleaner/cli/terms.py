"""`glossary report`: a page of a glossary's terms as some files use them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import defaultdict

from cleaner import files
from cleaner.cli import FINE, TROUBLE
from cleaner.cli.jobs import cleaned
from cleaner.cli.output import number
from cleaner.cli.run import cleaner_from, found_tasks, settings_from
from cleaner.decoding import Skipped
from cleaner.document import Document
from cleaner.edits import Change
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError, UsageError, one_line
from cleaner.reports.statistics import named_term
from cleaner.reports.terms import Use, terms_page
from cleaner.terms.inflect import is_abbreviation
from cleaner.terms.match import Matcher

_BESIDE = 40
"""Characters on each side of a rendering that are shown."""


def report(arguments: Namespace) -> int:
    """Writes the page and returns the exit code."""
    settings = settings_from(arguments)
    cleaner = cleaner_from(settings)
    if cleaner.glossary is None:
        raise UsageError("there is no glossary to report on: name one with --glossary.")
    tasks, errors = found_tasks(arguments, settings)
    uses: defaultdict[str, Use] = defaultdict(Use)
    read = 0
    for task in tasks:
        try:
            loaded, outcome = cleaned(cleaner, task)
            _note(cleaner, task.path, cleaner.human_text(loaded.text, task.format), uses)
            _note_changes(loaded.text, outcome.changes, uses)
            read += 1
        except Skipped as skipped:
            print(f"{one_line(task.path)}: {skipped}", file=sys.stderr)
        except CleanerError as error:
            errors.append(str(error.at(task.path)))
    for sentence in errors:
        print(sentence, file=sys.stderr)
    if errors and not read:
        return TROUBLE  # a page that is there already stays
    seen = {name: use for name, use in uses.items() if use.counts}
    files.write_new(arguments.page, terms_page(cleaner.glossary, seen, read).encode("utf-8", "replace"))
    if not arguments.quiet:
        print(f"{arguments.page}: {number(len(seen), 'term')} in {number(read, 'file')}.", file=sys.stderr)
    return TROUBLE if errors else FINE


def _note(cleaner: Cleaner, path: str, text: str, uses: dict[str, Use]) -> None:
    """Every rendering of the text, with what stands beside it."""
    assert cleaner.glossary is not None
    document = Document(text, language=cleaner.language, glossary=cleaner.glossary)
    for match in cleaner.glossary.made(Matcher).everything(document):
        low, high = document.paragraph_at(match.start)
        if is_abbreviation(match.form.written) and text[match.start : match.end].islower():
            continue  # "most" is no Ministry of Science and Technology
        before = text[max(low, match.start - _BESIDE) : match.start]
        after = text[match.end : min(high, match.end + _BESIDE)]
        place = (path, before, text[match.start : match.end], after)
        uses[match.form.term.id].add((match.form.kind, match.form.written), place)


def _note_changes(text: str, changes: tuple[Change, ...], uses: dict[str, Use]) -> None:
    for change in changes:
        if term := named_term(change.rule, change.reason):
            uses[term].changes[text[change.start : change.end], change.replacement] += 1
