"""What a rule is, and the list of all of them."""

from __future__ import annotations

from cleaner.rules.base import Example, Rule, all_rules, rule, select_rules

__all__ = ["Example", "Rule", "all_rules", "rule", "select_rules"]
