"""Which lines begin as items of a list do."""

from __future__ import annotations

import pytest

from rules.blocks import blocks_of
from rules.list_marks import mark_of, shown_words
from tests.rules.pages import page


@pytest.mark.parametrize(
    ("before", "after"),
    [("• Fees", "• Forms"), ("1. Apply", "2) Pay"), ("(a) Apply", "(b) Pay"), ("iv. Pay", "v. Wait")],
)
def test_a_mark_goes_on_from_the_one_before_it(before: str, after: str) -> None:
    one, other = mark_of(before), mark_of(after)
    assert one is not None
    assert other is not None
    assert other.goes_on(one)


@pytest.mark.parametrize(("before", "after"), [("• Fees", "- Forms"), ("1. Apply", "4. Pay"), ("1. Apply", "(b) Pay")])
def test_another_mark_begins_another_list(before: str, after: str) -> None:
    one, other = mark_of(before), mark_of(after)
    assert one is not None
    assert other is not None
    assert not other.goes_on(one)


def test_a_line_of_words_begins_with_no_mark() -> None:
    assert mark_of("Fees") is None
    assert mark_of("-5 degrees") is None


def test_what_css_writes_before_a_line_is_part_of_it() -> None:
    (block,) = blocks_of(page("<p style=\"--before: '•'\">Fees</p>"))
    assert shown_words(block) == "• Fees"
