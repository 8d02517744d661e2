"""The outline of a page."""

from __future__ import annotations

from rules.headings import headings_of
from tests.rules.pages import page


def outline(html: str) -> list[tuple[str, int, str]]:
    """Each heading with its level and the heading above it."""
    return [(h.name, h.level, h.above.name if h.above else "") for h in headings_of(page(html))]


def test_a_heading_stands_below_the_last_one_of_a_smaller_level() -> None:
    html = "<h1>Fees</h1><h2>Docks</h2><h4>Small</h4><h3>Large</h3><h2>Piers</h2>"
    assert outline(html) == [
        ("Fees", 1, ""),
        ("Docks", 2, "Fees"),
        ("Small", 4, "Docks"),
        ("Large", 3, "Docks"),
        ("Piers", 2, "Fees"),
    ]


def test_the_header_and_the_main_part_have_outlines_of_their_own() -> None:
    assert outline("<header><h1>Office</h1></header><main><h2>Fees</h2></main>") == [("Office", 1, ""), ("Fees", 2, "")]


def test_a_level_may_be_written_out_and_is_2_where_it_is_not() -> None:
    html = '<div role="heading" aria-level="3">Fees</div><h1 aria-level="x">Docks</h1><p role="heading">Piers</p>'
    assert [level for _, level, _ in outline(html)] == [3, 1, 2]


def test_hidden_headings_are_in_no_outline() -> None:
    assert outline('<h1 hidden>Fees</h1><h2 aria-hidden="true">Docks</h2><h3 role="none">Piers</h3>') == []
