"""Every rule's examples are its tests, and every rule has one that it must leave alone."""

from __future__ import annotations

import pickle

import pytest
from conftest import cleaner

from cleaner.errors import UsageError
from cleaner.rules import Example, Rule, all_rules, select_rules

PAIRS = [(rule, example) for rule in all_rules() for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), PAIRS, ids=[f"{rule.name}-{number}" for number, (rule, _) in enumerate(PAIRS)])
def test_example(rule: Rule, example: Example) -> None:
    outcome = cleaner(select=(rule.name,), unsafe=rule.safety == "unsafe").clean(example.before, example.source)
    assert outcome.text == example.after
    assert all(change.rule == rule.name and change.reason for change in outcome.changes)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_shows_both_sides(rule: Rule) -> None:
    if rule.safety == "hint":
        assert any(cleaner(select=(rule.name,)).clean(example.before).hints for example in rule.examples)
    else:
        assert any(example.before != example.after for example in rule.examples)
        assert any(example.before == example.after for example in rule.examples)


def test_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"unknown rule 'spacin'\. Did you mean 'spacing'\?"):
        select_rules(["spacin"], ())


def test_a_cleaner_is_the_same_in_another_process() -> None:
    ours = cleaner(select=("spacing", "debris"), glossaries=())
    copy = pickle.loads(pickle.dumps(ours))
    assert copy.rules == ours.rules and copy.clean("The end .").text == "The end."
    assert len(pickle.dumps(ours)) < 5000
