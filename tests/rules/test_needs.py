"""The aspects that a rule names are those that its verdicts depend on: see `rules.model.Aspect`."""

from __future__ import annotations

from typing import Any

import pytest

from rules.evaluate import evaluate
from rules.model import Aspect, Outcome, Rule
from rules.page import Page
from rules.registry import RULES
from tests.conftest import Recordings
from tests.rules.reading import SHOWN, Recording, passes_by_another, read_by, unwatched

EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)

BLANK: dict[str, list[Any]] = {"clickable": [], "scrolls": [], "accessible": []}
UNSEEN = [[aspect, "The page was not rendered.", ""] for aspect in ("style", "layout", "roles")]


def own(rule: Rule[Any], recordings: Recordings) -> list[Recording]:
    return [recording for _, recording in recordings.by_rule[rule.id].examples]


@pytest.fixture(scope="session")
def everything(recordings: Recordings) -> list[Recording]:
    """Every example of every rule: what a rule reads of few pages is seldom read of its own examples alone."""
    return [recording for rule in RULES for recording in own(rule, recordings)]


def test_nothing_of_a_page_is_read_without_being_noted() -> None:
    assert not unwatched()


@EACH
def test_a_rule_names_the_aspects_that_it_needs_and_no_other(
    rule: Rule[Any], recordings: Recordings, everything: list[Recording]
) -> None:
    read = set[str]().union(*(read_by(rule, recording) for recording in everything))
    needed = {aspect for aspect in Aspect if aspect in read}
    if not needed & {Aspect.STYLE, Aspect.LAYOUT} and any(passes_by_another(rule, r) for r in own(rule, recordings)):
        needed.add(Aspect.STYLE)
    if SHOWN in read and not needed:
        needed.add(Aspect.ROLES)
    assert sorted(rule.metadata.needs) == sorted({Aspect.TREE, *needed}), f"it reads {sorted(read)}"


@EACH
def test_a_page_that_was_not_rendered_gets_the_same_word_from_each_rule_that_judges_it(
    rule: Rule[Any], recordings: Recordings
) -> None:
    for recording in own(rule, recordings):
        nodes = recording["nodes"]
        blind = {"style": [-1] * len(nodes["style"]), "box": [None] * len(nodes["box"])}
        served = {**recording, **BLANK, "gaps": UNSEEN, "nodes": {**nodes, **blind}}
        said = evaluate(Page(served), [rule]).tallies
        if not any(outcome is Outcome.UNTESTED for _, outcome, _ in said):
            assert said == evaluate(Page(recording), [rule]).tallies
