"""The catalog of rules that people read is the one that the rules make."""

from __future__ import annotations

from pathlib import Path

import rules
from rules.catalog import applicability_of, catalog, expectation_of, harm_of, results_of
from rules.registry import ALL_RULES

README = Path(rules.__file__).parent / "README.md"


def test_the_catalog_is_current() -> None:
    is_current = README.is_file() and README.read_text(encoding="utf-8") == catalog(ALL_RULES)
    assert is_current, "rules/README.md is not current. Run: python -m rules.catalog > rules/README.md"


def test_the_catalog_tells_of_each_rule_what_its_file_says() -> None:
    text = catalog(ALL_RULES)
    for rule in ALL_RULES:
        sentences = [harm_of(rule), applicability_of(rule), expectation_of(rule), rule.metadata.remediation]
        sentences += [result.message for result in results_of(rule)]
        assert [sentence for sentence in sentences if sentence not in text] == []
        assert all(sentences)
