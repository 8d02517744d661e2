"""What a result says of a requirement is the word of the result, never of the rule as a whole."""

from __future__ import annotations

import pytest

from rules.crosswalk import Bearing, Word, bearings
from rules.images import image_name
from rules.model import Metadata, Outcome, Result, cant_tell, failed, passed
from rules.registry import RULES
from rules.titles import page_title

IMAGE = Metadata(
    id="image-name",
    title="Image has an accessible name",
    remediation="Write `alt`.",
    wcag=("1.1.1",),
    trusted_tester=("7.A", "7.B"),
    baseline=("6.A", "6.B"),
    affects=("302.1",),
)


def words(metadata: Metadata, result: Result) -> dict[tuple[str, str], Word]:
    found = [((kind, id), word) for kind, id, word in bearings(metadata, result)]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_failure_fails_the_criterion_and_only_the_tests_that_it_names() -> None:
    assert words(IMAGE, failed("The image has no name.", fails=("7.A",))) == {
        ("wcag", "1.1.1"): Word.FAILS,
        ("section508", "E205.4"): Word.FAILS,
        ("functional", "302.1"): Word.AFFECTS,
        ("trusted_tester", "7.A"): Word.FAILS,
        ("trusted_tester", "7.B"): Word.CONTRIBUTES,
        ("baseline", "6.A"): Word.FAILS,
        ("baseline", "6.B"): Word.CONTRIBUTES,
    }


def test_a_question_asks_only_the_tests_that_it_names() -> None:
    found = words(IMAGE, cant_tell("Does the image only decorate?", asks=("7.B",)))
    assert found["trusted_tester", "7.A"] is Word.CONTRIBUTES
    assert found["trusted_tester", "7.B"] is found["baseline", "6.B"] is found["wcag", "1.1.1"] is Word.ASKS


def test_a_result_that_is_about_one_criterion_leaves_the_others_alone() -> None:
    heading = Metadata(
        "heading", "Heading has words", "Write some.", ("1.3.1", "2.4.6"), trusted_tester=("10.A", "10.B")
    )
    found = words(heading, failed("There is nothing.", fails=("10.B",), wcag=("1.3.1",)))
    assert found["wcag", "1.3.1"] is Word.FAILS
    assert found["wcag", "2.4.6"] is Word.CONTRIBUTES


def test_a_pass_proves_nothing() -> None:
    found = bearings(image_name.METADATA, image_name.HAS_NAME)
    assert {word for _, _, word in found} == {Word.CONTRIBUTES}


def test_a_title_passes_12_a_and_nothing_else_does() -> None:
    assert Bearing("trusted_tester", "12.A", Word.PASSES) in set(bearings(page_title.METADATA, page_title.HAS_TITLE))
    passing = {
        (bearing.kind, bearing.id)
        for rule in RULES
        for example in rule.examples
        for result in example.expected
        for bearing in bearings(rule.metadata, result)
        if bearing.word is Word.PASSES
    }
    assert passing == {("trusted_tester", "12.A")}


def test_what_interferes_fails_conformance_requirement_5() -> None:
    sound = Metadata("audio", "Sound can be stopped", "Let people stop it.", ("1.4.2",), trusted_tester=("2.A",))
    found = words(sound, failed("It can't be stopped.", fails=("2.A",)))
    assert found["conformance", "Con.5"] is Word.FAILS
    assert words(sound, passed("It can be stopped."))["conformance", "Con.5"] is Word.CONTRIBUTES


def test_people_are_affected_and_their_criteria_never_failed() -> None:
    said = {
        (result.outcome, bearing.word)
        for rule in RULES
        for example in rule.examples
        for result in example.expected
        for bearing in bearings(rule.metadata, result)
        if bearing.kind == "functional"
    }
    assert said == {(Outcome.FAILED, Word.AFFECTS), (Outcome.CANT_TELL, Word.AFFECTS)}


@pytest.mark.parametrize("standard", ["wcag21aa", "wcag22aa"])
def test_a_later_criterion_says_nothing_of_section_508(standard: str) -> None:
    later = Metadata("size", "Target is large", "Enlarge it.", ("1.4.11",), standard=standard, affects=("302.7",))
    assert not [kind for kind, _, _ in bearings(later, failed("It is small.")) if kind == "section508"]
