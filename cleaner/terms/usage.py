"""Which of a term's right renderings a text uses, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.document import Document
from cleaner.terms.forms import Form
from cleaner.terms.match import Match, Matcher
from cleaner.terms.model import Glossary, Term
from cleaner.terms.unlisted import is_abbreviation


@dataclass(frozen=True, slots=True)
class Use:
    """A term's renderings in a text, in order of place, where there are several different ones."""

    term: Term
    matches: tuple[Match, ...]

    @property
    def counts(self) -> Counter[str]:
        """How often each is used, whatever its number and capitals."""
        return Counter(match.form.written for match in self.matches)

    @property
    def winner(self) -> str:
        """The rendering that the others are to become: what the term says, else the commonest, the canonical before others."""
        if self.term.consistent == "canonical":
            return self.term.canonical
        if self.term.consistent == "first":
            return self.matches[0].form.written
        counts = self.counts
        return max(counts, key=lambda text: (counts[text], text == self.term.canonical))


class Usage:
    """A glossary's terms that have several right renderings. An abbreviation is no other rendering: it stands beside the full name."""

    def __init__(self, glossary: Glossary) -> None:
        self._matcher = glossary.made(Matcher)
        rivals = [(term, [text for text in term.allow if not is_abbreviation(text)]) for term in glossary.terms]
        rivals = [(term, allow) for term, allow in rivals if allow and not is_abbreviation(term.canonical)]
        self._texts = {term.id: frozenset([term.canonical, *allow]) for term, allow in rivals}
        self._allowed = {(term.id, text) for term, allow in rivals for text in allow}

    def _is_allowed(self, form: Form) -> bool:
        return (form.term.id, form.written) in self._allowed

    def uses(self, doc: Document) -> Iterator[Use]:
        """The terms of which the text uses several renderings."""
        # A text with two renderings of a term has one that is allowed: these alone are looked for first, which is cheaper than all.
        allowed = self._matcher.right(doc, self._is_allowed) if self._texts else []
        terms = {match.form.term.id for match in allowed if self._is_allowed(match.form)}
        if not terms:
            return
        found: dict[str, list[Match]] = {}
        for match in self._matcher.right(doc, lambda form: form.term.id in terms):
            if match.form.written in self._texts.get(match.form.term.id, ()):
                found.setdefault(match.form.term.id, []).append(match)
        for matches in (found[term] for term in found if term in terms):
            if len({match.form.written for match in matches}) > 1:
                yield Use(matches[0].form.term, tuple(matches))
