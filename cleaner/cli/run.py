"""`check` and `fix`."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from cleaner import files
from cleaner.cli import FINDINGS, FINE, TROUBLE
from cleaner.cli.earlier import Earlier, performed
from cleaner.cli.jobs import Mode, Task, clean_or_refuse, perform_all, read_source, report, require_source
from cleaner.cli.output import Reporter, Wishes
from cleaner.config import Settings, load_settings
from cleaner.decoding import Reading, Skipped
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError, InputError, UsageError
from cleaner.formats.base import Format
from cleaner.formats.languages import in_name
from cleaner.garbage import collect_seldom
from cleaner.lexicon.codes import limits

STDIN = "-"


def run(arguments: Namespace) -> int:
    """Cleans what the arguments name and returns the exit code."""
    settings = settings_from(arguments)
    mode: Mode = "check" if arguments.command == "check" else "diff" if arguments.diff else "fix"
    piped = arguments.paths == [STDIN] and mode == "fix"
    wishes = Wishes(mode, arguments.format, arguments.quiet, arguments.verbose, arguments.color, piped, arguments.statistics)
    if arguments.verbose:
        print(f"configuration: {settings.origin or 'none, the defaults are used'}", file=sys.stderr)
    if STDIN in arguments.paths:
        _check_alone(arguments)
    if getattr(arguments, "interactive", False):
        _check_terminal(arguments)
    earlier = Earlier(settings) if _may_know(arguments) else None
    make = cache(lambda: cleaner_from(settings))
    if earlier is None or not earlier.are_there:
        make()  # what is wrong with settings and glossaries is said before anything else
    if (sentence := limits(settings.language)) and not arguments.quiet:
        print(f"mt-cleaner: {sentence}", file=sys.stderr)
    if arguments.source:
        say_what_is_missing(settings, arguments.quiet)
    reporter = Reporter(wishes)
    if STDIN in arguments.paths:
        _stdin(make(), arguments, settings, reporter)
    else:
        _files(make, arguments, settings, reporter, earlier)
    reporter.finish()
    sys.stdout.flush()
    reporter.summary()
    if reporter.tally.errors:
        return TROUBLE
    return FINDINGS if mode == "check" and reporter.tally.changes else FINE


def _check_terminal(arguments: Namespace) -> None:
    if STDIN in arguments.paths:
        raise UsageError("--interactive reads answers from standard input, so '-' cannot be a text there; name a file.")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("--interactive asks about each change, and needs a terminal for it.")
    if arguments.format != "text" or arguments.statistics or arguments.profile:
        raise UsageError("--interactive shows each change when it asks; leave out --format, --statistics and --profile.")


def say_what_is_missing(settings: Settings, quiet: bool) -> None:
    """Says that there is no dictionary where one would help."""
    if quiet:
        return
    from cleaner.terms.chinese import INSTALL, lacks_dictionary

    if lacks_dictionary(settings.source_language, settings.language):
        print(f"mt-cleaner: unlisted renderings are found by likeness only: there is no Chinese dictionary. {INSTALL}", file=sys.stderr)


def settings_from(arguments: Namespace) -> Settings:
    """The configuration's settings with what the command line says in their place."""
    settings = Settings() if arguments.isolated else load_settings(arguments.config)
    given: dict[str, Any] = {
        "language": arguments.language,
        "source_language": arguments.source_language,
        "glossaries": () if arguments.no_glossary else arguments.glossary and tuple(arguments.glossary),
        "select": arguments.select and tuple(arguments.select),
        "ignore": arguments.ignore and tuple(arguments.ignore),
        "unsafe": arguments.unsafe,
        "output_encoding": arguments.output_encoding,
        "include_locked": arguments.include_locked,
        "column": arguments.column,
        "source_column": arguments.source_column,
    }
    if arguments.encoding is not None or arguments.guess_encoding is not None:
        # One of the two said here takes the other's place, too, when that one stands in the configuration.
        given |= {"guess_encoding": bool(arguments.guess_encoding)}
        kept = settings.encoding if arguments.encoding is None else arguments.encoding
        settings = replace(settings, encoding=None if arguments.guess_encoding else kept)
    if arguments.exclude:
        given |= {"exclude": tuple(arguments.exclude), "base": "."}
    return replace(settings, **{name: value for name, value in given.items() if value is not None})


def cleaner_from(settings: Settings) -> Cleaner:
    return Cleaner(
        language=settings.language,
        source_language=settings.source_language,
        glossaries=settings.glossaries,
        select=settings.select,
        ignore=settings.ignore,
        unsafe=settings.unsafe,
        allow=settings.allow,
    )


def format_from(settings: Settings, path: str, name: str) -> Format:
    """How a file is to be read, by the settings and its name."""
    columns = {"column": settings.column, "source_column": settings.source_column}
    return Format(name, language=in_name(path, name), **columns, include_locked=settings.include_locked)


def naming_from(arguments: Namespace, settings: Settings) -> files.Naming:
    return files.Naming.of_patterns(arguments.as_format, settings.formats, settings.column is not None)


def reading_from(settings: Settings) -> Reading:
    """In which encodings the files are read and written."""
    languages = tuple(filter(None, (settings.language, settings.source_language)))
    return Reading.of(settings.encoding, settings.output_encoding, settings.guess_encoding, languages)


def _check_alone(arguments: Namespace) -> None:
    if arguments.paths != [STDIN]:
        raise UsageError("'-' (standard input) cannot be mixed with files; clean it in a run of its own.")
    if arguments.learn:
        raise UsageError("--learn takes files: it reads them before it cleans them.")
    if arguments.reproducer:
        raise UsageError("--reproducer takes files: it reads what failed once more.")
    if arguments.output:
        raise UsageError("standard input has no name to write under in -o DIR; send standard output to a file.")


def _stdin(cleaner: Cleaner, arguments: Namespace, settings: Settings, reporter: Reporter) -> None:
    name, reading = arguments.stdin_filename or "<stdin>", reading_from(settings)
    form = format_from(settings, name, naming_from(arguments, settings).of(name) or "text")
    try:
        loaded = files.load(sys.stdin.buffer.read(), name, reading, form)
        source = read_source(arguments.source, reading, form) if arguments.source else None
        if source is not None:
            require_source(loaded, source, form, name)
        outcome = clean_or_refuse(cleaner, loaded.text, source, form)
    except Skipped as error:
        raise InputError(f"this cannot be cleaned: {str(error).removeprefix('skipped, ')}", path=name) from error
    except CleanerError as error:
        raise error.at(name) from error
    if reporter.wishes.mode == "fix":
        sys.stdout.flush()
        sys.stdout.buffer.write(loaded.encode(outcome.text, name, outcome.changes))
    reporter.show(report(name, loaded, outcome, reporter.wishes.mode))


def found_tasks(arguments: Namespace, settings: Settings, mode: Mode = "check") -> tuple[list[Task], list[str]]:
    """What is to be done for the files that the arguments name, and what could not be looked at."""
    exclude, naming = files.Patterns.of(settings.base, settings.exclude), naming_from(arguments, settings)
    search = files.Search(exclude, arguments.force_exclude, arguments.output, naming)
    found = search.find(arguments.paths)
    return [_told(task, settings) for task in _tasks(found, arguments, mode)], list(map(str, search.errors))


def _may_know(arguments: Namespace) -> bool:
    """Whether results of earlier runs can be asked: where nothing but the files themselves decides, and nobody wants to see the work."""
    others = arguments.learn or arguments.profile or getattr(arguments, "interactive", False)
    return bool(arguments.cache and not others and STDIN not in arguments.paths)


def _files(make: Callable[[], Cleaner], arguments: Namespace, settings: Settings, reporter: Reporter, earlier: Earlier | None) -> None:
    tasks, errors = found_tasks(arguments, settings, reporter.wishes.mode)
    for error in errors:
        reporter.error(error)
    reporter.expected = len(tasks)
    if reporter.wishes.mode == "fix":
        files.clear_left_over({os.path.dirname(os.path.realpath(task.target or task.path)) for task in tasks})
    if arguments.learn:
        from cleaner.cli.learning import taught

        cleaner = taught(make(), tasks)
        make = cache(lambda: cleaner)
    if getattr(arguments, "interactive", False):
        from cleaner.cli.interactive import Session

        Session(make(), settings, reporter).run(tasks)
        return
    if arguments.profile:
        _profiled(make(), tasks, reporter)
        return
    faulty = []
    collect_seldom()
    for task, result in zip(tasks, performed(make, tasks, arguments.jobs, earlier), strict=True):
        reporter.show(result)
        if result.is_fault:
            faulty.append(task)
    if arguments.reproducer:
        from cleaner.cli.reproducing import write_reproducer

        write_reproducer(arguments.reproducer, make(), faulty)


def _profiled(cleaner: Cleaner, tasks: Sequence[Task], reporter: Reporter) -> None:
    from cleaner.cli.profiling import Profile

    profile = Profile()
    for result in perform_all(profile.of(cleaner), tasks, 1):
        reporter.show(result)
    for line in profile.lines():
        print(line, file=sys.stderr)


def _told(task: Task, settings: Settings) -> Task:
    """The task with what the settings say about reading files."""
    return replace(task, reading=reading_from(settings), format=format_from(settings, task.path, task.format.name))


def _tasks(found: Sequence[files.Found], arguments: Namespace, mode: Mode) -> list[Task]:
    if arguments.source and len(found) != 1:
        raise UsageError(f"--source belongs to one file, and {len(found)} are given.")
    targets = _targets(found, arguments.output) if arguments.output else {}
    return [Task(file.path, Format(file.format), mode, targets.get(file.path), arguments.source) for file in found]


def _targets(found: Sequence[files.Found], output: str) -> dict[str, str]:
    """Where each file is written to under -o; never over an original, never two to one place."""
    targets = {file.path: os.path.join(output, file.inside) for file in found}
    originals = {os.path.realpath(path) for path in targets}
    taken: dict[str, str] = {}
    for path, target in targets.items():
        if os.path.realpath(target) in originals:
            raise UsageError(f"{target} is one of the originals, and -o leaves those alone. Name another folder, or none to fix in place.")
        if taken.setdefault(target, path) != path:
            raise UsageError(f"both {taken[target]} and {path} would be written to {target}. Use two runs with two folders.")
    return targets
