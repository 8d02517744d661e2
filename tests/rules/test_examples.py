"""Each rule says of its own examples what it promises to.

Rules that need style or layout are tried on recordings that a browser made; here are those that need structure alone.
"""

from __future__ import annotations

from typing import Any

import pytest

from rules.model import INAPPLICABLE, Aspect, Example, Outcome, Rule
from rules.registry import RULES
from tests.rules.pages import page

SEEN = {Aspect.STYLE, Aspect.LAYOUT}
CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    if SEEN.isdisjoint(rule.metadata.needs)
    for number, example in enumerate(rule.examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_rule_says_of_its_example_what_it_promises(rule: Rule[Any], example: Example) -> None:
    results = [rule.expectation(target) for target in rule.applicability(page(example.html))]
    assert tuple(results or [INAPPLICABLE]) == example.expected


EVERY_PAGE = {"page-language", "page-title"}
"""The rules that apply to every HTML page there is."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_shows_a_page_that_is_right_one_that_is_not_and_one_that_it_leaves_alone(rule: Rule[Any]) -> None:
    outcomes = {result.outcome for example in rule.examples for result in example.expected}
    assert Outcome.PASSED in outcomes
    assert outcomes & {Outcome.FAILED, Outcome.CANT_TELL}
    assert Outcome.INAPPLICABLE in outcomes or rule.id in EVERY_PAGE
