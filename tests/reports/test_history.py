"""Findings between audits: fixed only where somebody looked again, and new only where somebody looked before."""

from __future__ import annotations

import pytest

from reports.history import Look, Past, Seen, by_rules, history_of

WIDE: Look = (1280, "initial")
PHONE: Look = (375, "initial")
DAYS = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z")


def seen(url: str = "/a", mark: str = "1", place: str = "", fix: str = "f", *looks: Look) -> Seen:
    return Seen(url, "image-name", mark, place or mark, fix, frozenset(looks or (WIDE,)))


def past(
    day: int, *findings: Seen, pages: tuple[str, ...] = ("/a",), looks: tuple[Look, ...] = (WIDE,), unjudged: str = ""
) -> Past:
    pairs = frozenset({("/a", unjudged)} if unjudged else ())
    return Past(f"audit-{day}", DAYS[day], {url: frozenset(looks) for url in pages}, pairs, findings)


def counts(*audits: Past) -> dict[str, int]:
    """What the latest audit changed, without what is none."""
    return {word: count for word, count in history_of(audits).periods[-1].counts.items() if count}


def test_a_finding_that_is_seen_again_is_existing() -> None:
    assert counts(past(0, seen()), past(1, seen())) == {"existing": 1}


def test_a_finding_that_is_gone_where_the_audit_looked_again_is_fixed() -> None:
    assert counts(past(0, seen()), past(1)) == {"fixed": 1}


@pytest.mark.parametrize(
    "later",
    [
        past(1, pages=("/b",)),
        past(1, unjudged="image-name"),
        past(1, looks=(PHONE,)),
    ],
    ids=["another page", "the rule did not judge", "another width"],
)
def test_a_finding_that_was_not_looked_at_again_is_not_fixed_and_stays_open(later: Past) -> None:
    history = history_of([past(0, seen()), later])
    assert history.periods[-1].counts["not rechecked"] == 1
    assert history.periods[-1].open == 1


def test_a_finding_of_two_widths_is_fixed_only_when_both_were_looked_at() -> None:
    both = seen("/a", "1", "", "f", WIDE, PHONE)
    first = past(0, both, looks=(WIDE, PHONE))
    assert counts(first, past(1, looks=(WIDE,))) == {"not rechecked": 1}
    assert counts(first, past(1, looks=(WIDE, PHONE))) == {"fixed": 1}


def test_a_finding_on_a_page_that_nobody_looked_at_before_is_not_new() -> None:
    assert counts(past(0), past(1, seen("/b"), pages=("/a", "/b"))) == {"first looked at": 1}
    assert counts(past(0), past(1, seen())) == {"new": 1}


def test_a_finding_that_comes_back_is_reopened() -> None:
    history = history_of([past(0, seen()), past(1), past(2, seen())])
    assert history.periods[-1].counts["reopened"] == 1
    assert (history.closed, history.reopened) == (1, 1)


def test_a_renamed_component_is_the_same_finding_under_another_fix() -> None:
    before, after = seen("/a", "old", "main > img", "f1"), seen("/a", "new", "main > img", "f2")
    history = history_of([past(0, before), past(1, after)])
    assert history.periods[-1].counts["existing"] == 1
    assert history.fixes["f2"].continues == ("f1",)
    assert history.fixes["f2"].first_seen == DAYS[0]


def test_ages_are_counted_from_the_audit_that_saw_a_finding_first() -> None:
    history = history_of([past(0, seen(mark="1"), seen(mark="2")), past(1, seen(mark="1")), past(2, seen(mark="1"))])
    assert history.closing_age == 31
    assert history.open_age == 59


def test_what_comparing_pages_found_is_fixed_only_on_pages_that_were_looked_at_again() -> None:
    compared = Seen("/a", "titles-tell-apart", "1", "", "f", frozenset())
    assert counts(past(0, compared), past(1, pages=("/b",))) == {"not rechecked": 1}
    assert counts(past(0, compared), past(1)) == {"fixed": 1}


def test_one_audit_alone_is_compared_with_nothing() -> None:
    assert history_of([past(0, seen())]).latest is None
    assert history_of([]).periods == ()


def test_what_other_rules_say_of_the_same_recordings_is_counted_apart() -> None:
    assert by_rules(past(0, seen(mark="1")), past(0, seen(mark="2"), seen(mark="3"))) == (2, 1)
