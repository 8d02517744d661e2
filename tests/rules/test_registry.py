"""The table of contents and the rules' own files agree."""

from __future__ import annotations

import inspect
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

import rules
from rules.catalog import chapter_of, results_of
from rules.model import AnyRule, Outcome
from rules.registry import ALL_RULES, RULES, SITE_RULES, rule
from rules.requirements import (
    ACT_RULES,
    BASELINE_TESTS,
    PASSED_BY_PROGRAM,
    STANDARDS,
    TRUSTED_TESTER_TESTS,
    check,
    standard_of,
)

FILES = {
    path.stem.replace("_", "-"): path
    for path in Path(rules.__file__).parent.glob("*/*.py")
    if re.search(r"^RULE = (Site)?Rule\(", path.read_text("utf-8"), re.MULTILINE)
}
BEYOND_TRUSTED_TESTER = {"accessibility-overlay"}
"""The rules about a provision of chapter 5 (503.3 here) that neither Trusted Tester nor the Baseline has a test for."""

WITHOUT_CRITERION = {"alternate-version", *BEYOND_TRUSTED_TESTER}
"""The rules about what is no success criterion: a conformance requirement of WCAG, a provision of chapter 5."""

EACH = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)


def test_every_rule_file_is_listed_once_under_the_name_of_its_file() -> None:
    assert Counter(rule.id for rule in ALL_RULES) == Counter(list(FILES))


def test_rules_are_listed_in_the_order_of_the_trusted_tester_process() -> None:
    chapters = [FILES[rule.id].parent.name for rule in RULES]
    assert [name for name, before in zip(chapters, ["", *chapters], strict=False) if name != before] == [
        "alternate",
        "auto_playing",
        "keyboard",
        "forms",
        "links",
        "images",
        "time_limits",
        "repetitive",
        "structure",
        "language",
        "titles",
        "sensory",
        "tables",
        "css_position",
        "audio_video",
        "media",
        "resize",
        "wcag21",
        "wcag22",
    ]


def test_site_rules_are_listed_in_the_same_order() -> None:
    chapters = [chapter_of(rule) for rule in SITE_RULES]
    assert chapters == sorted(chapters)


def test_a_rule_is_found_by_its_id() -> None:
    assert rule("image-name").metadata.act == ("23a2a8",)
    assert rule("multiple-ways") in SITE_RULES
    with pytest.raises(KeyError):
        rule("no-such-rule")


def test_no_two_rules_judge_for_the_same_act_rule() -> None:
    assert not [
        act for act, count in Counter(act for rule in ALL_RULES for act in rule.metadata.act).items() if count > 1
    ]


def is_beyond(rule: AnyRule) -> bool:
    return rule.metadata.standard != "section508" or rule.id in BEYOND_TRUSTED_TESTER


@EACH
def test_a_rule_names_only_requirements_that_exist(rule: AnyRule) -> None:
    check(rule.metadata)


@EACH
def test_a_rule_says_whom_it_is_for_and_what_to_do(rule: AnyRule) -> None:
    metadata = rule.metadata
    assert metadata.affects
    # Chapter 5 asks for what is no criterion of WCAG.
    assert metadata.wcag or metadata.section508 != ("E205.4",) or rule.id in WITHOUT_CRITERION
    assert bool(metadata.trusted_tester) == (not is_beyond(rule))
    assert metadata.remediation.endswith(".")
    assert not metadata.title.endswith(".")
    assert inspect.getdoc(rule.applicability)
    assert inspect.getdoc(rule.expectation)
    assert (sys.modules[rule.expectation.__module__].__doc__ or "").strip()


@EACH
def test_a_result_touches_only_tests_that_its_rule_is_related_to(rule: AnyRule) -> None:
    for result in {result for example in rule.examples for result in example.expected}:
        assert set(result.fails) | set(result.asks) <= set(rule.metadata.trusted_tester)
        assert set(result.fails) <= set(TRUSTED_TESTER_TESTS)
        assert set(result.passes) <= set(PASSED_BY_PROGRAM)
        if result.outcome is Outcome.CANT_TELL:
            assert result.message.endswith("?")
            assert result.asks or is_beyond(rule)
        else:
            assert result.message.endswith(".")
            assert not result.asks


@EACH
def test_every_result_that_a_rule_names_is_shown_by_an_example(rule: AnyRule) -> None:
    shown = {result for example in rule.examples for result in example.expected}
    module = sys.modules[rule.expectation.__module__]
    named = {
        name: value for name, value in vars(module).items() if name.isupper() and value.__class__.__name__ == "Result"
    }
    assert not [name for name, value in named.items() if name != "INAPPLICABLE" and value not in shown]


@EACH
def test_a_rule_names_the_tests_that_are_about_its_criteria(rule: AnyRule) -> None:
    metadata = rule.metadata
    tests = [TRUSTED_TESTER_TESTS[id] for id in metadata.trusted_tester]
    carried = {baseline for test in tests for baseline in test.baseline}
    assert set(metadata.baseline) <= carried, "no Trusted Tester test of the rule carries this Baseline test out"
    for test in tests:
        assert not test.baseline or not set(test.baseline).isdisjoint(metadata.baseline), test.id
        assert set(test.provisions) <= set(metadata.section508), test.id
        assert "Con.5" not in test.conformance or "3.A" in metadata.baseline, test.id
    said = {id for result in results_of(rule) for id in (*result.fails, *result.asks, *result.passes)}
    assert said == set(metadata.trusted_tester) or rule.id == "meta-viewport", "a test that no result says anything of"


@EACH
def test_a_result_is_about_criteria_that_its_tests_test(rule: AnyRule) -> None:
    metadata = rule.metadata
    for result in results_of(rule):
        assert set(result.wcag) <= set(metadata.wcag)
        about = set(result.wcag or metadata.wcag)
        each = [_tested_by(id, metadata.baseline) for id in (*result.fails, *result.asks, *result.passes)]
        if each:
            assert about <= set().union(*each), result.message
        assert all(not tested or tested & about for tested in each), result.message
    telling = [r for r in results_of(rule) if r.outcome in (Outcome.FAILED, Outcome.CANT_TELL)]
    assert {id for r in telling for id in r.wcag or metadata.wcag} == set(metadata.wcag)


def _tested_by(test: str, baseline: tuple[str, ...]) -> set[str]:
    """The criteria of a Trusted Tester test, and of those Baseline tests among it that a rule names."""
    carried = [id for id in TRUSTED_TESTER_TESTS[test].baseline if id in baseline]
    return {*TRUSTED_TESTER_TESTS[test].criteria, *(c for id in carried for c in BASELINE_TESTS[id].criteria)}


@EACH
def test_a_later_criterion_is_never_counted_as_508(rule: AnyRule) -> None:
    metadata = rule.metadata
    assert all(STANDARDS.index(standard_of(id)) <= STANDARDS.index(metadata.standard) for id in metadata.wcag)
    assert metadata.standard == "section508" or not metadata.section508


@EACH
def test_a_rule_shares_a_criterion_with_the_act_rules_it_carries_out(rule: AnyRule) -> None:
    for id in rule.metadata.act:
        criteria = ACT_RULES[id].criteria
        assert not criteria or not set(criteria).isdisjoint(rule.metadata.wcag), id
