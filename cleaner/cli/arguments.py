"""What may be said on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TypeAlias

_DESCRIPTION = "Repairs machine-translated text and says what it changed, where and why."
_EXIT = "Exit codes: 0 nothing found or all done, 1 'check' found something, 2 usage, configuration or file trouble."


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments; argparse itself answers --help, --version and mistakes (exit 2)."""
    parser = argparse.ArgumentParser(prog="mt-cleaner", description=_DESCRIPTION, epilog=_EXIT)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_check(commands)
    fix = _add_fix(commands)
    _add_report(commands)
    _add_corpus(commands)
    _add_rules(commands)
    _add_glossary(commands)
    commands.add_parser("lsp", help="a language server for editors, on standard input and output (extra lsp)")
    arguments = parser.parse_args(argv)
    if arguments.command == "fix" and not arguments.paths and not arguments.decisions:
        fix.error("the following arguments are required: PATH")
    return arguments


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from cleaner import __version__

        print(f"mt-cleaner {__version__}")
        parser.exit()


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_check(commands: _Commands) -> None:
    parser = commands.add_parser("check", help="report findings, change nothing", epilog=_EXIT)
    parser.set_defaults(output=None)
    _add_common(parser)


def _add_fix(commands: _Commands) -> argparse.ArgumentParser:
    parser = commands.add_parser("fix", help="rewrite files in place; '-' cleans standard input to standard output", epilog=_EXIT)
    target = parser.add_mutually_exclusive_group()
    target.add_argument("--diff", action="store_true", help="show a unified diff and write nothing")
    target.add_argument("-o", "--output", metavar="DIR", help="write every file, clean, into DIR and leave the originals alone")
    decided = "make the changes that were accepted on a review page, and no others; PATH: only these files"
    target.add_argument("--decisions", metavar="FILE", help=decided)
    target.add_argument("-i", "--interactive", action="store_true", help="ask about each change on the terminal")
    _add_common(parser, paths="*")
    return parser


def _add_report(commands: _Commands) -> None:
    parser = commands.add_parser("report", help="write a page of all changes, to review them in a browser", epilog=_EXIT)
    parser.set_defaults(output=None, diff=False)
    page = "where the page is written (default: %(default)s)"
    parser.add_argument("-o", "--output", dest="page", metavar="FILE", default="review.html", help=page)
    _add_reported(parser)


def _add_reported(parser: argparse.ArgumentParser) -> None:
    """The arguments of commands that make a page of files."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders")
    _add_sources(_add_cleaning(parser))
    _add_formats(parser)
    _add_files(parser)
    _add_encodings(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def _add_corpus(commands: _Commands) -> None:
    what = "clean records of JSON Lines and Parquet, or lines of text, at any size; the clean text and the changes become new fields"
    parser = commands.add_parser("corpus", help=what, epilog=_EXIT)
    unused = ("exclude", "encoding", "guess_encoding", "output_encoding", "include_locked")
    parser.set_defaults(**dict.fromkeys(unused))
    suffixes = ".jsonl, .ndjson (also .gz, .zst) or .parquet"
    inputs = f"files of JSON Lines or Parquet, or folders with {suffixes}; without --column plain text, a segment in each line"
    parser.add_argument("paths", nargs="+", metavar="INPUT", help=inputs)
    where = "the folder to write to; for one input also a file. A run that was stopped goes on there when it is started again"
    parser.add_argument("-o", "--output", metavar="OUTPUT", required=True, help=where)
    _add_cleaning(parser)
    group = parser.add_argument_group("fields")
    group.add_argument("--source", metavar="FILE", help="what the one given file of plain text was translated from, line by line")
    _add_columns(group, "the field or column that holds the text; a dot leads inside: translation.en")
    group = parser.add_argument_group("configuration and running")
    _add_config(group)
    group.add_argument("-j", "--jobs", type=_count, metavar="N", help="how many processes clean (default: one for each processor)")
    group.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")


def _add_rules(commands: _Commands) -> None:
    parser = commands.add_parser("rules", help="every rule; with a name, that rule or group with its examples")
    parser.add_argument("rule", nargs="?", metavar="RULE")
    _add_color(parser)


def _add_glossary(commands: _Commands) -> None:
    parser = commands.add_parser("glossary", help="check, test, import, export and explain glossaries")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, what in (("check", "report every mistake in glossaries"), ("test", "run the tests that glossary entries carry")):
        action = actions.add_parser(name, help=what)
        action.add_argument("names", nargs="+", metavar="NAME|PATH", help="a bundled glossary, a YAML file or a folder of them")
        action.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    _add_import(actions)
    _add_export(actions)
    _add_learn(actions)
    report = actions.add_parser("report", help="write a page of the terms as some files use them")
    report.set_defaults(output=None, diff=False)
    where = "where the page is written (default: %(default)s)"
    report.add_argument("-o", "--output", dest="page", metavar="FILE", default="terms.html", help=where)
    _add_reported(report)
    derive = actions.add_parser("derive", help="show by which words renderings that nobody listed are found (Chinese sources, extra zh)")
    derive.add_argument("name", metavar="NAME|PATH", help="a bundled glossary, a YAML file or a folder of them")
    derive.add_argument("terms", nargs="*", metavar="TERM", help="ids or sources of terms (default: all)")
    _add_color(derive)


def _add_import(actions: _Commands) -> None:
    parser = actions.add_parser("import", help="make a glossary of a file of another program (TBX, CSV, TSV, JSON, two-column YAML)")
    parser.add_argument("name", metavar="FILE", help="the file, or '-' for standard input")
    parser.add_argument("--from", dest="named", choices=("csv", "json", "tbx", "tsv", "yaml"), help="its format (default: by its suffix)")
    encoding = parser.add_mutually_exclusive_group()
    encoding.add_argument("--encoding", metavar="NAME", help="read it in this encoding, such as gb18030 (default: UTF-8)")
    encoding.add_argument("--guess-encoding", action="store_true", help="guess its encoding where it is not UTF-8")
    _add_exchange(parser)


def _add_export(actions: _Commands) -> None:
    parser = actions.add_parser("export", help="write a glossary as a file for other programs (TBX, CSV, TSV)")
    parser.add_argument("name", metavar="NAME|PATH", help="a bundled glossary, a YAML file or a folder of them")
    parser.add_argument("--to", dest="named", choices=("csv", "tbx", "tsv"), help="the format (default: by the suffix of -o)")
    _add_exchange(parser)


def _add_learn(actions: _Commands) -> None:
    what = "propose variants: how translated files with their sources render a glossary's terms, and words that no term lists"
    parser = actions.add_parser("learn", help=what, epilog="Exit codes: 0 done, 2 usage, configuration or file trouble.")
    unused = ("select", "ignore", "unsafe", "output_encoding", "no_glossary")
    parser.set_defaults(**dict.fromkeys(unused))
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders whose source is known: PO, XLIFF, TMX, tables …")
    parser.add_argument("--source", metavar="FILE", help="the text that the one given file was translated from")
    named = "look for the terms of this glossary instead of the default; may be repeated"
    parser.add_argument("--glossary", action="append", metavar="NAME|PATH", help=named)
    parser.add_argument("--language", metavar="CODE", help="language of the texts (default: en)")
    parser.add_argument("--source-language", metavar="CODE", help="language they were translated from (default: zh)")
    target = parser.add_mutually_exclusive_group()
    target.add_argument("-o", "--output", metavar="FILE", help="write a glossary with the proposals to FILE, not to standard output")
    target.add_argument("--merge", metavar="FILE", help="write the proposals into this glossary file; all else in it stays as it is")
    parser.add_argument("--force", action="store_true", help="overwrite the FILE of -o where it exists")
    most = "show as many words that no term lists (default: 20; 0 for none)"
    parser.add_argument("--unlisted", dest="most", type=_number, default=20, metavar="N", help=most)
    _add_formats(parser)
    group = parser.add_argument_group("files and configuration")
    group.add_argument("--exclude", action="append", metavar="PATTERN", help="walk past what matches (as in .gitignore); may be repeated")
    encoding = group.add_mutually_exclusive_group()
    encoding.add_argument("--encoding", metavar="NAME", help="read files in this encoding, such as gb18030 (default: UTF-8)")
    encoding.add_argument("--guess-encoding", action="store_const", const=True, help="guess the encoding of files that are not UTF-8")
    _add_config(group)
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def _add_exchange(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, not to standard output")
    parser.add_argument("--force", action="store_true", help="overwrite FILE where it exists")
    parser.add_argument("--language", metavar="CODE", help="language of the renderings, where the file does not say it or holds several")
    parser.add_argument("--source-language", metavar="CODE", help="language of the sources, likewise")
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def _add_common(parser: argparse.ArgumentParser, paths: str = "+") -> None:
    parser.add_argument("paths", nargs=paths, metavar="PATH", help="files, folders, or '-' for standard input")
    _add_sources(_add_cleaning(parser))
    _add_formats(parser)
    group = _add_files(parser)
    kept = "clean every file, also those that an earlier run knows, and keep nothing for the next"
    group.add_argument("--no-cache", dest="cache", action="store_false", help=kept)
    _add_encodings(parser)
    _add_reporting(parser)


def _add_cleaning(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("what to clean")
    terms = group.add_mutually_exclusive_group()
    terms.add_argument("--glossary", action="append", metavar="NAME|PATH", help="use this glossary instead of the default; may be repeated")
    terms.add_argument("--no-glossary", action="store_true", help="use no glossary")
    group.add_argument("--language", metavar="CODE", help="language of the texts (default: en)")
    group.add_argument("--source-language", metavar="CODE", help="language they were translated from (default: zh)")
    group.add_argument("--select", action="extend", type=_names, metavar="RULE", help="only these rules or groups, separated by commas")
    group.add_argument("--ignore", action="extend", type=_names, metavar="RULE", help="not these rules or groups")
    group.add_argument("--unsafe", action=argparse.BooleanOptionalAction, default=None, help="make unsafe changes too")
    return group


def _add_sources(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--source", metavar="FILE", help="the text that the one given file was translated from")
    group.add_argument("--learn", action="store_true", help="learn from all these files and their sources how terms are rendered in them")


def _add_columns(group: argparse._ArgumentGroup, what: str) -> None:
    group.add_argument("--column", metavar="NAME", help=what)
    group.add_argument("--source-column", metavar="NAME", help="the one that holds what it was translated from")


def _add_formats(parser: argparse.ArgumentParser) -> None:
    from cleaner.formats import names

    group = parser.add_argument_group("formats")
    what = f"the format of the given files, whatever their suffix: {', '.join(names())}"
    group.add_argument("--as", dest="as_format", choices=names(), metavar="FORMAT", help=what)
    _add_columns(group, "the column of a table, or the field of JSON records, that holds the text")
    locked = "clean what a file marks as unfinished, out of use or not to be changed, too (PO: fuzzy and obsolete entries)"
    group.add_argument("--include-locked", action=argparse.BooleanOptionalAction, default=None, help=locked)


def _add_files(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("files and configuration")
    group.add_argument("--exclude", action="append", metavar="PATTERN", help="walk past what matches (as in .gitignore); may be repeated")
    named = "let --exclude hold for files named one by one, too, and pass over those that would not be taken from a folder"
    group.add_argument("--force-exclude", action="store_true", help=named)
    group.add_argument("--stdin-filename", metavar="NAME", help="the name that standard input goes by; its suffix sets the format")
    _add_config(group)
    group.add_argument("-j", "--jobs", type=_count, metavar="N", help="clean this many files at a time (default: as the machine allows)")
    return group


def _add_config(group: argparse._ArgumentGroup) -> None:
    config = group.add_mutually_exclusive_group()
    config.add_argument("--config", metavar="FILE", help="use this configuration file")
    config.add_argument("--isolated", action="store_true", help="use no configuration file")


def _add_encodings(parser: argparse.ArgumentParser) -> None:
    about = "Without these, a file is UTF-8 or begins with a byte order mark, and it is written in its own encoding."
    group = parser.add_argument_group("encodings", about)
    source = group.add_mutually_exclusive_group()
    source.add_argument("--encoding", metavar="NAME", help="read files in this encoding, such as gb18030 or cp1252")
    guess = "guess the encoding of files that are not UTF-8, and say it; refuse what is not certain"
    source.add_argument("--guess-encoding", action=argparse.BooleanOptionalAction, default=None, help=guess)
    group.add_argument("--output-encoding", metavar="NAME", help="write files in utf-8 (or utf-16, utf-32), not in their own")


def _add_reporting(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("reports")
    formats = ("text", "full", "json", "sarif", "rdjson", "github")
    what = "text: one line per finding; full: with the line, the change marked; json: one object per finding and line; sarif, rdjson: one "
    what += "document for code scanning, for reviewdog; github: annotations of GitHub Actions"
    group.add_argument("--format", choices=formats, default="text", help=what)
    group.add_argument("--reproducer", metavar="FILE", help="where mt-cleaner itself fails: write the least text that shows it")
    group.add_argument("--profile", action="store_true", help="say at the end where the time went, by stage and rule (one process)")
    group.add_argument("--statistics", action="store_true", help="count findings by rule and by term; with -q print nothing else")
    level = group.add_mutually_exclusive_group()
    level.add_argument("-q", "--quiet", action="store_true", help="no summary, and 'fix' does not list its changes")
    level.add_argument("-v", "--verbose", action="store_true", help="list hints everywhere, and say which configuration is used")
    _add_color(group)


def _add_color(parser: argparse._ActionsContainer) -> None:
    choices, when = ("auto", "always", "never"), "colour (auto: on a terminal, unless NO_COLOR is set)"
    parser.add_argument("--color", choices=choices, default="auto", help=when)


def _names(value: str) -> list[str]:
    names = [name.strip() for name in value.split(",")]
    if not all(names):
        raise argparse.ArgumentTypeError("a rule's name is empty")
    return names


def _number(value: str) -> int:
    if not value.isdecimal():
        raise argparse.ArgumentTypeError(f"'{value}' is not a number from 0 up")
    return int(value)


def _count(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"'{value}' is not a number from 1 up")
    return int(value)
