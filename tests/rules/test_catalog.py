"""The catalog of rules that people read is the one that the rules make."""

from __future__ import annotations

from pathlib import Path

import rules
from rules.advice import advice
from rules.catalog import REVIEWS, applicability_of, catalog, entry, expectation_of, harm_of, results_of
from rules.model import Outcome
from rules.registry import ALL_RULES
from rules.registry import rule as rule_of

README = Path(rules.__file__).parent / "README.md"


def test_the_catalog_is_current() -> None:
    is_current = README.is_file() and README.read_text(encoding="utf-8") == catalog(ALL_RULES)
    assert is_current, "rules/README.md is not current. Run: python -m rules.catalog > rules/README.md"


def test_the_catalog_tells_of_each_rule_what_its_file_says() -> None:
    text = catalog(ALL_RULES)
    for rule in ALL_RULES:
        sentences = [harm_of(rule), applicability_of(rule), expectation_of(rule), rule.metadata.remediation]
        sentences += [result.message for result in results_of(rule)]
        sentences += [*advice()[rule.id].steps, advice()[rule.id].done_when]
        assert [sentence for sentence in sentences if sentence not in text] == []
        assert all(sentences)


def test_what_was_read_is_of_rules_that_can_fail_something() -> None:
    failing = {rule.id for rule in ALL_RULES if any(r.outcome is Outcome.FAILED for r in results_of(rule))}
    assert REVIEWS.keys() <= failing
    for review in REVIEWS.values():
        assert 0 <= review.right + review.arguable <= review.read > 0
        assert review.remark or review.right == review.read


def test_the_catalog_tells_what_was_read() -> None:
    read, unread = rule_of("image-name"), next(rule for rule in ALL_RULES if rule.id not in REVIEWS)
    assert "**Read one by one.** 8 of 8 findings on real pages were right (2026-11-25)." in entry(read)
    assert "Read one by one" not in entry(unread)
