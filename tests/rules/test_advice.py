"""Every rule is told with how its fault is seen by hand, mended, and known to be mended."""

from __future__ import annotations

import re

import pytest

from rules.advice import DOERS, EFFORTS, Advice, advice
from rules.catalog import results_of
from rules.model import AnyRule, Outcome
from rules.registry import ALL_RULES

LONGEST_ACTION = 69
"""What fits a line of a list as a title."""
LONGEST_SENTENCES = 240

CLAIM = re.compile(r"\b(?:non-?)?(?:conform|compl(?:y|ies|ian))|\bguarantee|\bfully accessible|\bcertif", re.IGNORECASE)
"""What a machine's advice must never say of a page that follows it."""

TOLD = pytest.mark.parametrize("rule", [rule for rule in ALL_RULES if rule.id in advice()], ids=lambda rule: rule.id)


def actions(told: Advice) -> list[str]:
    return [told.action, *(told.actions or {}).values()]


def sentences(told: Advice) -> list[str]:
    return [*told.steps, told.done_when, *([told.side_effects] if told.side_effects else [])]


def test_every_rule_has_advice() -> None:
    assert [rule.id for rule in ALL_RULES if rule.id not in advice()] == []


def test_advice_is_of_rules_that_exist_in_their_order() -> None:
    assert list(advice()) == [rule.id for rule in ALL_RULES if rule.id in advice()]


@TOLD
def test_an_action_is_a_short_order_that_a_title_can_be_made_of(rule: AnyRule) -> None:
    for action in actions(advice()[rule.id]):
        assert 10 < len(action) <= LONGEST_ACTION
        assert re.fullmatch(r"[A-Z][^.`<>]*[^.?!,;: `<>]", action)


@TOLD
def test_another_action_is_for_a_result_that_asks_for_another_change(rule: AnyRule) -> None:
    told, outcomes = advice()[rule.id], {result.message: result.outcome for result in results_of(rule)}
    to_mend = Outcome.FAILED if Outcome.FAILED in outcomes.values() else Outcome.CANT_TELL
    assert [message for message in told.actions or {} if outcomes.get(message) is not to_mend] == []
    assert len(set(actions(told))) == len(actions(told))


@TOLD
def test_who_does_it_and_how_long_it_takes_are_words_of_the_lists(rule: AnyRule) -> None:
    told = advice()[rule.id]
    assert told.doer in DOERS
    assert told.effort in EFFORTS
    assert isinstance(told.each, bool)


@TOLD
def test_the_steps_end_with_what_one_sees_when_there_is_a_fault(rule: AnyRule) -> None:
    steps = advice()[rule.id].steps
    assert 2 <= len(steps) <= 5
    assert steps[-1].startswith("It is a fault if ")
    assert not any(re.search(r"\bfault", step) for step in steps[:-1])


@TOLD
def test_sentences_are_whole_and_short(rule: AnyRule) -> None:
    for text in sentences(advice()[rule.id]):
        assert re.match(r"[A-Z`]", text)
        assert text.endswith(".")
        assert text.count("`") % 2 == 0
        assert len(text) <= LONGEST_SENTENCES
        assert "  " not in text
        assert text.isprintable()


@TOLD
def test_what_to_check_at_the_end_is_one_sentence(rule: AnyRule) -> None:
    assert len(re.findall(r"[.?!](?:\s|$)", advice()[rule.id].done_when)) == 1


@TOLD
def test_advice_claims_nothing_of_the_page_that_follows_it(rule: AnyRule) -> None:
    told = advice()[rule.id]
    assert [text for text in (*actions(told), *sentences(told)) if CLAIM.search(text)] == []


@pytest.mark.parametrize(
    "text", ["It conforms.", "It is 508-compliant.", "It complies with it.", "It is Fully Accessible."]
)
def test_a_claim_is_known_by_its_words(text: str) -> None:
    assert CLAIM.search(text)
    assert not CLAIM.search("Fill in the complete form.")
