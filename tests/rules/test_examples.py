"""Each rule says of its own examples, as a browser showed them, what it promises to."""

from __future__ import annotations

from typing import Any

import pytest

from rules.model import INAPPLICABLE, Example, Outcome, Rule
from rules.page import Page
from rules.registry import RULES
from tests.conftest import Recordings
from tests.rules.recordings import FOLDER, PROFILE, path_of

CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_rule_says_of_its_example_what_it_promises(rule: Rule[Any], example: Example, recordings: Recordings) -> None:
    kept = recordings.by_rule.get(rule.id)
    assert kept is not None, recordings.complaints[rule.id]
    assert kept.profile == PROFILE, recordings.complaints[rule.id]
    recorded = dict(kept.examples)
    assert example.html in recorded, recordings.complaints[rule.id]
    targets = list(rule.applicability(Page(recorded[example.html])))
    assert tuple([rule.expectation(target) for target in targets] or [INAPPLICABLE]) == example.expected
    if not any(isinstance(target, Page) for target in targets):
        assert [target.id for target in targets] == sorted(target.id for target in targets)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_recordings_of_a_rule_are_those_of_its_examples_today(rule: Rule[Any], recordings: Recordings) -> None:
    assert recordings.complaints.get(rule.id, "") == ""


def test_there_are_no_recordings_of_rules_that_are_gone(recordings: Recordings) -> None:
    assert set(FOLDER.iterdir()) == {path_of(id) for id in recordings.by_rule}


EVERY_PAGE = {"page-language", "page-title"}
"""The rules that apply to every HTML page there is."""


ONLY_ASKING = {
    "accessibility-overlay",
    "alternate-version",
    "audible-cue",
    "audio-transcript",
    "color-cue",
    "live-captions",
    "time-limit-words",
    "video-captions",
    "video-description",
    "video-only-alternative",
}
"""The rules about what no markup tells, so that nothing passes them."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_shows_a_page_that_is_right_one_that_is_not_and_one_that_it_leaves_alone(rule: Rule[Any]) -> None:
    outcomes = {result.outcome for example in rule.examples for result in example.expected}
    assert Outcome.PASSED in outcomes or rule.id in ONLY_ASKING
    assert outcomes & {Outcome.FAILED, Outcome.CANT_TELL}
    assert Outcome.INAPPLICABLE in outcomes or rule.id in EVERY_PAGE
