"""Which of a term's right renderings a text uses, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.document import Document
from cleaner.terms.forms import Form
from cleaner.terms.inflect import is_abbreviation
from cleaner.terms.match import Match, Matcher
from cleaner.terms.model import Glossary, Term


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

    def uses(self, doc: Document) -> Iterator[Use]:
        """The terms of which the text uses several renderings."""
        # A text with two renderings of a term has one that is allowed: these alone are looked for first, which is cheaper than all.
        rivals = (match.form for match in self._matcher.allowed(doc, _is_rival) if _is_rival(match.form))
        terms = {form.term.id: form.term for form in rivals}
        if not terms:
            return
        found: dict[str, list[Match]] = {}
        for match in self._matcher.right(doc, terms.values()):
            if match.form.term.id in terms and not is_abbreviation(match.form.written):
                found.setdefault(match.form.term.id, []).append(match)
        for matches in found.values():
            if len({match.form.written for match in matches}) > 1:
                yield Use(matches[0].form.term, tuple(matches))


def _is_rival(form: Form) -> bool:
    """Whether the form is of a rendering that is allowed beside the canonical, and neither of the two an abbreviation."""
    return form.kind == "allow" and not is_abbreviation(form.written) and not is_abbreviation(form.term.canonical)
