"""A page nested deeper than any parser allows, as only a script makes it, is judged like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from rules.evaluate import evaluate
from rules.model import Outcome
from rules.page import DOCUMENT, ELEMENT, FORMAT, STYLES, TEXT, Page
from rules.registry import RULES
from tests.rules.pages import INITIAL

DEPTH = 3000
STYLE = [{"display": "block", "z-index": "auto", **INITIAL}.get(name, "none") for name in STYLES]
BOX = [8.0, 8.0, 300.0, 20.0]


def nested(
    tags: tuple[str, ...],
    attributes: dict[str, str],
    *,
    is_rendered: bool,
    outer: Sequence[Mapping[str, str]] = ({}, {}),
) -> Page:
    """A page of elements each in the one before, by turns of these tags, and a text in the innermost."""
    chain = ["html", "body", *(tags[level % len(tags)] for level in range(DEPTH))]
    count = len(chain)
    style, box = (0, BOX) if is_rendered else (-1, None)
    laid_out = [0, 0, *[style] * DEPTH]
    nodes: dict[str, list[Any]] = {
        "kind": [DOCUMENT, *[ELEMENT] * count, TEXT],
        "parent": [-1, *range(count), count],
        "name": ["#document", *chain, "#text"],
        "value": ["", {"lang": "en", **outer[0]}, dict(outer[1]), *[dict(attributes) for _ in range(DEPTH)], "Forms"],
        "style": [-1, *laid_out, -1],
        "box": [None, BOX, BOX, *[box] * DEPTH, box],
        "paint": [-1, *range(count + 1)],
    }
    fact: dict[str, Any] = {
        "url": "https://agency.example/",
        "base_url": "https://agency.example/",
        "title": "Page",
        "doctype": "html",
    }
    fact |= {"quirks": False, "content_type": "text/html", "content_language": ""}
    return Page(
        {
            "format": FORMAT,
            "url": "https://agency.example/",
            "width": 1280,
            "height": 800,
            "state": "initial",
            "gaps": [],
            "source": {"duplicate_ids": [], "duplicate_attributes": [], "refresh": ""},
            "nodes": nodes,
            "styles": [STYLE],
            "documents": [fact],
            "clickable": [],
            "scrolls": [],
            "accessible": [],
            "media": [],
        }
    )


@pytest.mark.parametrize("is_rendered", [True, False], ids=["shown", "not displayed"])
@pytest.mark.parametrize(
    ("tags", "attributes"),
    [
        (("div",), {}),
        (("li",), {}),
        (("ul", "li"), {}),
        (("dl", "dd"), {}),
        (("table", "tbody", "tr", "td"), {}),
        (("th",), {"headers": "a", "scope": "col"}),
        (("svg", "g"), {"role": "img"}),
        (("details", "summary"), {}),
        (("select", "optgroup", "option"), {}),
        (("option",), {}),
        (("label", "input"), {"aria-labelledby": "a", "id": "a"}),
        (("button", "a"), {"href": "#", "tabindex": "0"}),
        (("button",), {"id": "a", "aria-labelledby": "a"}),
        (("label", "button"), {}),
        (("section", "fieldset", "legend"), {"aria-label": "Forms", "disabled": ""}),
        (("div",), {"role": "none", "aria-hidden": "false"}),
        (("div",), {"role": "row"}),
        (("object", "iframe"), {"type": "image/png"}),
        (("div",), {"role": "list"}),
        (("div",), {"role": "button", "onclick": "show()", "onmouseover": "show()"}),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else ",".join(value) or "plain",
)
def test_a_page_nested_3000_deep_is_judged_by_every_rule(
    tags: tuple[str, ...], attributes: dict[str, str], is_rendered: bool
) -> None:
    _judge_all(nested(tags, attributes, is_rendered=is_rendered))


@pytest.mark.parametrize("outer", [("", "grid"), ("grid", "row")], ids=["before its rows", "before its cells"])
def test_a_grid_with_3000_elements_that_mean_nothing_is_judged_by_every_rule(outer: tuple[str, str]) -> None:
    _judge_all(nested(("div",), {"role": "none"}, is_rendered=True, outer=[{"role": role} for role in outer]))


def _judge_all(page: Page) -> None:
    evaluation = evaluate(page, RULES)
    assert [a for a in evaluation.assertions if a.outcome is Outcome.UNTESTED] == []
    assert {rule for rule, _, _ in evaluation.tallies} == {rule.id for rule in RULES}
