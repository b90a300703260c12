"""`glossary learn`: how bilingual files render a glossary's terms, as entries to accept."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from cleaner import files
from cleaner.cli import FINE, TROUBLE
from cleaner.cli.exchange import check_output, put
from cleaner.cli.jobs import Task
from cleaner.cli.learning import pairs_of
from cleaner.cli.run import format_from, naming_from, reading_from, say_what_is_missing, settings_from
from cleaner.config import Settings
from cleaner.engine import Cleaner
from cleaner.errors import GlossaryError, InputError, UsageError
from cleaner.interchange.graft import graft
from cleaner.interchange.proposed import mined_lines, write
from cleaner.lexicon.codes import primary
from cleaner.terms.accept import Proposals, sift
from cleaner.terms.glossary import load_glossaries
from cleaner.terms.learn import FEWEST, learn
from cleaner.terms.mined import mined
from cleaner.terms.model import Glossary
from cleaner.terms.proposals import Use, uses
from cleaner.terms.tongues import code_of
from cleaner.terms.wording import wording_of

_NO_SOURCE = """\
no segment of these files has its source, and without it renderings cannot be told from other words (guesses from the text alone were
right one time in forty). Name the source with --source, the column with --source-column, or use a format that carries it (PO, XLIFF,
TMX)."""


def propose(arguments: Namespace) -> int:
    """Writes the renderings that the files show, as a glossary or into one; what was left out is said."""
    check_output(arguments, arguments.paths)
    settings = settings_from(arguments)
    glossary = _glossary(arguments, settings)
    _check_language(settings.language, glossary)
    say_what_is_missing(settings, arguments.quiet)
    errors: list[str] = []
    pairs = _pairs(arguments, settings, glossary, errors)
    for error in errors:
        print(error, file=sys.stderr)
    if not pairs:
        raise UsageError(_NO_SOURCE.replace("\n", " "))
    glossary = learn(glossary, pairs)
    found = uses(glossary, pairs, settings.language, settings.source_language)
    proposals = sift(glossary, found)
    unlisted = mined(glossary, pairs, arguments.most)
    if arguments.merge:
        _merge(arguments.merge, proposals.taken)
        print("\n".join(mined_lines(unlisted)), end="\n" if unlisted else "")
    else:
        put(write(glossary, found, proposals, unlisted), arguments)
    if not arguments.quiet:
        _summary(glossary, len(pairs), found, proposals, arguments.merge or arguments.output)
    return TROUBLE if errors else FINE


def _check_language(language: str, glossary: Glossary) -> None:
    """Raises UsageError where the words of the language cannot be told apart, or the glossary is for another one."""
    if wording_of(language) is None:
        raise UsageError(f"nothing is learnt in the language '{language}', whose words only a dictionary could tell apart.")
    if code_of(glossary.language) != primary(language):
        of = f"for '{glossary.language}'" if glossary.language else "for no language that it names, which is taken for 'en'"
        raise UsageError(f"the glossary is {of}, and the translations are in '{language}'. Name their language with --language.")


def _glossary(arguments: Namespace, settings: Settings) -> Glossary:
    """The glossaries that were named, the one that is edited among them; else those of the settings. Raises UsageError without a term."""
    named = [*(arguments.glossary or ()), *filter(None, [arguments.merge])]
    glossary = load_glossaries(dict.fromkeys(named) or settings.glossaries)
    if not glossary.terms:
        raise UsageError("the glossary has no terms whose renderings could be looked for.")
    if not any(term.source for term in glossary.terms):
        raise UsageError("no term of the glossary says its 'source', by which renderings are found.")
    return glossary


def _pairs(arguments: Namespace, settings: Settings, glossary: Glossary, errors: list[str]) -> list[tuple[str, str]]:
    exclude = files.Patterns.of(settings.base, settings.exclude)
    search = files.Search(exclude, naming=naming_from(arguments, settings))
    found = search.find(arguments.paths)
    errors += map(str, search.errors)
    if arguments.source and len(found) != 1:
        raise UsageError(f"--source belongs to one file, and {len(found)} are given.")
    reading = reading_from(settings)
    tasks = [Task(file.path, format_from(settings, file.path, file.format), "check", None, arguments.source, reading) for file in found]
    cleaner = Cleaner(language=settings.language, source_language=settings.source_language, glossaries=[glossary], select=["terms"])
    return list(pairs_of(cleaner, tasks, errors.append))


def _merge(path: str, taken: Sequence[Use]) -> None:
    """Writes the proposals into a glossary file, all of them or none. Raises GlossaryError or InputError."""
    if not os.path.isfile(path):
        raise UsageError(f"--merge edits one file, and '{path}' is none.")
    if not os.access(path, os.W_OK):
        raise InputError("the file is read-only. It was left as it was.", path=path)
    with open(path, "rb") as file:
        data = file.read()
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    try:
        text = data[len(mark) :].decode("utf-8")
    except UnicodeDecodeError as error:
        raise GlossaryError(f"the file is not UTF-8 (byte {error.start}). Save it as UTF-8.", path=path) from error
    made = graft(text, path, taken)
    if made != text:
        files.write_new(path, mark + made.encode("utf-8"))


def _summary(glossary: Glossary, texts: int, found: Sequence[Use], proposals: Proposals, where: str | None) -> None:
    new = len(proposals.taken) + len(proposals.left)
    terms = len({use.term.id for use in found})
    said = f"{texts} segments with {terms} terms: {new} renderings that are not listed, {len(proposals.taken)} of them proposed"
    print(f"{said}{f', written to {where}' if where else ''}.", file=sys.stderr)
    if glossary.learned is None:
        print(f"Fewer than {FEWEST} sentences: nothing was aligned.", file=sys.stderr)
