"""Each site rule says of its own examples what it promises to."""

from __future__ import annotations

import pytest

from rules.model import INAPPLICABLE, Outcome, SiteExample, SiteRule
from rules.registry import SITE_RULES
from tests.rules.sites import site

CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in SITE_RULES
    for number, example in enumerate(rule.examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_site_rule_says_of_its_example_what_it_promises(rule: SiteRule, example: SiteExample) -> None:
    targets = list(rule.applicability(site(example.pages)))
    assert tuple([rule.expectation(target) for target in targets] or [INAPPLICABLE]) == example.expected


@pytest.mark.parametrize("rule", SITE_RULES, ids=lambda rule: rule.id)
def test_a_site_rule_shows_a_site_that_is_right_one_that_is_not_and_one_that_it_leaves_alone(rule: SiteRule) -> None:
    outcomes = {result.outcome for example in rule.examples for result in example.expected}
    assert {Outcome.PASSED, Outcome.INAPPLICABLE} <= outcomes
    assert outcomes & {Outcome.FAILED, Outcome.CANT_TELL}


@pytest.mark.parametrize("rule", SITE_RULES, ids=lambda rule: rule.id)
def test_a_name_tells_a_target_from_others_of_its_kind(rule: SiteRule) -> None:
    for example in rule.examples:
        names = [target.name for target in rule.applicability(site(example.pages))]
        assert len(set(names)) == len(names)
