"""What stands in what."""

from __future__ import annotations

from rules.nesting import holding, standing_in
from rules.page import Element
from tests.rules.pages import page

HTML = "<div><p><b>Fees</b></p></div><i>Forms</i>"


def _is_paragraph(element: Element) -> bool:
    return element.tag == "p"


def test_what_stands_in_an_element_is_all_below_it_and_not_the_element() -> None:
    shown = page(HTML)
    assert [e.tag for e in shown.elements if e.id in standing_in(shown, _is_paragraph)] == ["b"]


def test_what_holds_an_element_is_all_around_it_and_not_the_element() -> None:
    shown = page(HTML)
    assert [e.tag for e in shown.elements if e.id in holding(shown, _is_paragraph)] == ["html", "body", "div"]
