from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from rules.evaluate import FRAME_NOT_CAPTURED, MOST_ASSERTIONS, NOT_PROBED, evaluate, rules_version
from rules.model import INAPPLICABLE, Aspect, Metadata, Outcome, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from tests.rules.pages import page

NAMED = passed("The link has a name.")
EMPTY = failed("The link has no name.", fails=("6.A",))
VAGUE = cant_tell("Do the words around the link say where it leads?", asks=("6.A",))


def links(page: Page) -> Iterator[Element]:
    """Each link."""
    return iter(page.with_role("link"))


def has_name(link: Element) -> Result:
    """The link has a name that says where it leads."""
    if link.name == "more":
        return VAGUE.with_detail(link.name)
    return NAMED if link.name else EMPTY


def rule(id_: str = "link-name", *needs: Aspect) -> Rule[Element]:
    metadata = Metadata(id=id_, title="Link has a name", remediation="Write words.", needs=needs or (Aspect.TREE,))
    return Rule(metadata, links, has_name, ())


LINKS = "<a href=1>Fees</a><a href=2></a><a href=3>more</a><a href=4>Forms</a>"


def test_failed_and_open_targets_are_told_one_by_one_and_all_are_counted() -> None:
    found = page(LINKS)
    result = evaluate(found, [rule()])
    assert [(a.rule, a.result, a.target) for a in result.assertions] == [
        ("link-name", EMPTY, found.tagged("a")[1].id),
        ("link-name", VAGUE, found.tagged("a")[2].id),
    ]
    assert result.assertions[1].result.detail == "more"
    assert result.tallies == {
        ("link-name", Outcome.PASSED, NAMED.message): 2,
        ("link-name", Outcome.FAILED, EMPTY.message): 1,
        ("link-name", Outcome.CANT_TELL, VAGUE.message): 1,
    }


def test_where_very_many_fail_some_are_listed_and_all_are_counted() -> None:
    most = MOST_ASSERTIONS
    found = page("<a href=1>more</a>" * (most + 5) + "<a href=2></a>" * (most + 7))
    result = evaluate(found, [rule(), rule("other")])
    listed = Counter((a.rule, a.outcome) for a in result.assertions)
    assert listed == {(id_, o): most for id_ in ("link-name", "other") for o in (Outcome.FAILED, Outcome.CANT_TELL)}
    for id_ in ("link-name", "other"):
        assert result.tallies[id_, Outcome.CANT_TELL, VAGUE.message] == most + 5
        assert result.tallies[id_, Outcome.FAILED, EMPTY.message] == most + 7


def test_a_page_without_targets_is_inapplicable() -> None:
    result = evaluate(page("<p>Words</p>"), [rule()])
    assert result.assertions == ()
    assert result.tallies == {("link-name", Outcome.INAPPLICABLE, INAPPLICABLE.message): 1}


def test_a_rule_about_the_page_has_no_target() -> None:
    title = failed("The page has no title.")
    about_page = Rule(rule("page-title").metadata, lambda page: [page], lambda _: title, ())
    assert [a.target for a in evaluate(page(""), [about_page]).assertions] == [None]


def test_a_rule_that_raises_is_untested_and_stops_no_other() -> None:
    def breaks_at_more(link: Element) -> Result:
        return {"Fees": NAMED, "": EMPTY}[link.name]

    broken = Rule(rule("broken").metadata, links, breaks_at_more, ())
    result = evaluate(page(LINKS), [broken, rule()])
    message = "The rule stopped with KeyError: 'more'"
    assert [(a.outcome, a.result.message, a.target) for a in result.assertions if a.rule == "broken"] == [
        (Outcome.UNTESTED, message, None)
    ]
    assert {key: n for key, n in result.tallies.items() if key[0] == "broken"} == {
        ("broken", Outcome.UNTESTED, message): 1
    }
    assert len([a for a in result.assertions if a.rule == "link-name"]) == 2


def test_an_applicability_that_raises_halfway_leaves_nothing_behind() -> None:
    def stops(page: Page) -> Iterator[Element]:
        yield page.tagged("a")[1]
        raise RuntimeError("lost")

    result = evaluate(page(LINKS), [Rule(rule().metadata, stops, has_name, ())])
    assert [a.result.message for a in result.assertions] == ["The rule stopped with RuntimeError: lost"]


def test_an_expectation_may_not_say_inapplicable() -> None:
    result = evaluate(page(LINKS), [Rule(rule().metadata, links, lambda _: INAPPLICABLE, ())])
    assert [a.outcome for a in result.assertions] == [Outcome.UNTESTED]


@pytest.mark.parametrize(
    ("aspect", "untested"),
    [
        ("style", ["style", "layout"]),
        ("layout", ["layout"]),
        ("roles", ["roles"]),
        ("tree", ["tree", "style", "layout", "roles", "zoom", "walk"]),
        ("something new", ["tree", "style", "layout", "roles", "zoom", "walk"]),
    ],
)
def test_a_rule_is_untested_where_what_it_needs_was_not_seen(aspect: str, untested: list[str]) -> None:
    rules = [rule(aspect.value, Aspect.TREE, aspect) for aspect in Aspect]
    result = evaluate(page(LINKS, gaps=[(aspect, "It took too long.", "https://agency.example/a.css")]), rules)
    found = [a for a in result.assertions if a.outcome is Outcome.UNTESTED]
    assert [a.rule for a in found] == untested
    assert {(a.result.message, a.result.detail) for a in found} == {
        ("It took too long.", "https://agency.example/a.css")
    }
    for name in untested:
        assert [key[1] for key in result.tallies if key[0] == name] == [Outcome.UNTESTED]


@pytest.mark.parametrize("aspect", [Aspect.ZOOM, Aspect.WALK])
def test_that_a_page_was_not_probed_is_counted_and_listed_nowhere(aspect: Aspect) -> None:
    result = evaluate(page(LINKS), [rule("probed", Aspect.TREE, aspect)])
    assert result.assertions == ()
    assert result.tallies == {("probed", Outcome.UNTESTED, NOT_PROBED.message): 1}


@pytest.mark.parametrize("aspect", [Aspect.ZOOM, Aspect.WALK])
def test_a_phone_is_not_probed_at_all(aspect: Aspect) -> None:
    seen = page(LINKS)
    seen.width = 375
    result = evaluate(seen, [rule("probed", Aspect.TREE, aspect)])
    assert (result.assertions, result.tallies) == ((), {})


def test_a_missing_frame_is_told_beside_what_the_rest_of_the_page_says() -> None:
    gaps = [("frame", "The frame is on another host.", "https://maps.example/")]
    result = evaluate(page(LINKS, gaps=gaps), [rule()])
    assert [a.outcome for a in result.assertions] == [Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED]
    assert result.assertions[-1].result == FRAME_NOT_CAPTURED
    assert "https://maps.example/" in result.assertions[-1].result.detail
    assert result.tallies["link-name", Outcome.PASSED, NAMED.message] == 2


def test_the_version_of_the_rules_is_short_and_stays_the_same() -> None:
    version = rules_version()
    assert re.fullmatch("[0-9a-f]{16}", version)
    rules_version.cache_clear()
    assert rules_version() == version
