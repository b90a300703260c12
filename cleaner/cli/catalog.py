"""`rules` and `glossary`: what there is, and whether it is in order."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from cleaner.cli import FINDINGS, FINE, TROUBLE
from cleaner.decoding import REPORTED
from cleaner.errors import GlossaryError
from cleaner.reports.style import Style, style_for

if TYPE_CHECKING:
    from cleaner.rules import Rule


def rules(arguments: Namespace) -> int:
    """Lists every rule, or shows those that a name stands for with their examples."""
    from cleaner.rules import all_rules, select_rules

    style = style_for(arguments.color, sys.stdout)
    if arguments.rule in REPORTED:
        print(f"{style.bold(arguments.rule)}\n  {REPORTED[arguments.rule]}\n  no rule: it is only made when that option asks for it")
        return FINE
    if arguments.rule:
        print("\n\n".join(_details(rule, style) for rule in select_rules([arguments.rule], ())))
        return FINE
    width = max(len(rule.name) for rule in all_rules())
    for rule in all_rules():
        print(f"{style.bold(rule.name.ljust(width))}  {rule.safety:<6}  {rule.summary}")
    for name, summary in REPORTED.items():
        print(f"{style.bold(name.ljust(width))}  option  {summary}")
    return FINE


def _details(rule: Rule, style: Style) -> str:
    from cleaner.reports.text import quoted

    languages = ", ".join(sorted(rule.languages)) if rule.languages else "every language"
    lines = [style.bold(rule.name), f"  {rule.summary}", f"  {rule.safety}, stage {rule.stage}, {languages}", "  Examples:"]
    for example in rule.examples:
        before = style.red(quoted(example.before))
        after = f"→ {style.green(quoted(example.after))}" if example.after != example.before else style.dim("stays as it is")
        lines.append(f"    {before} {after}{style.dim(f'  from {quoted(example.source)}') if example.source else ''}")
    return "\n".join(lines)


def glossary(arguments: Namespace) -> int:
    """Checks or tests each glossary (one that is broken does not stop the others), or does what else there is to do with one."""
    if arguments.action == "derive":
        from cleaner.cli.derive import derive

        return derive(arguments)
    if arguments.action == "learn":
        from cleaner.cli.proposing import propose

        return propose(arguments)
    if arguments.action in ("import", "export"):
        from cleaner.cli.exchange import export, import_

        return import_(arguments) if arguments.action == "import" else export(arguments)
    if arguments.action == "report":
        from cleaner.cli.terms import report

        return report(arguments)
    act = _check if arguments.action == "check" else _test
    return max(act(name, arguments.quiet) for name in arguments.names)


def _check(name: str, quiet: bool) -> int:
    from cleaner.terms.glossary import check_glossary, doubts_about

    errors = check_glossary(name)
    for error in errors:
        print(error, file=sys.stderr)
    if errors:
        return TROUBLE
    doubts = doubts_about(name)
    for doubt in doubts:
        print(doubt)
    if not quiet:
        print(f"{name}: no mistakes found{f', {len(doubts)} to look at' if doubts else ''}.", file=sys.stderr)
    return FINDINGS if doubts else FINE


def _test(name: str, quiet: bool) -> int:
    from cleaner.engine import Cleaner
    from cleaner.reports.text import quoted
    from cleaner.terms.glossary import load_glossary

    try:
        terms = load_glossary(name)
        cleaner = Cleaner(language=terms.language or "en", glossaries=[terms], select=["terms"])
    except GlossaryError as error:
        print(error, file=sys.stderr)
        return TROUBLE
    failures = terms.run_tests(lambda text: cleaner.clean(text).text)
    for failure in failures:
        print(f"{name}: {failure.term}: {quoted(failure.test.text)} gave {quoted(failure.got)}, not {quoted(failure.test.expected)}")
    if not quiet:
        print(f"{name}: {len(failures) or 'no'} failed test{'' if len(failures) == 1 else 's'}.", file=sys.stderr)
    return FINDINGS if failures else FINE
