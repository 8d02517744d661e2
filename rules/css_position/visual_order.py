"""A screen reader, and a page without its styles, tell the text in the order of the markup.

If CSS shows the steps of an explanation in another order, people who listen are told the last step first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from rules.blocks import blocks_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Box, Element, Page

METADATA = Metadata(
    id="visual-order",
    title="Text is seen in the order of the markup",
    wcag=("1.3.2",),
    trusted_tester=("15.A",),
    baseline=("18.B",),
    affects=("302.1",),
    remediation="Write the text in the order in which it is to be read, and let CSS leave that order as it is.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_IN_ORDER = passed("The texts stand on the page in the order of the markup.")
IS_REORDERED = cant_tell(
    "CSS shows these texts in another order than the markup has. Do they make sense in the order of the markup?",
    asks=("15.A",),
)

ENOUGH = 20
"""Characters of a text that may depend on what was read before it."""

PLACING = frozenset(("flex", "grid", "inline-flex", "inline-grid"))
UNITS = frozenset(
    ("banner", "complementary", "contentinfo", "dialog", "form", "main", "navigation", "search", "tooltip", "toolbar")
)
"""The roles of what makes sense by itself, wherever it stands."""


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element that holds two texts or more which CSS places, by flex, grid, float or absolute position.

    Of those that show their texts in another order, the first of each kind.
    """
    return (page.nodes[number] for number in page.derived(_judged))  # type: ignore[misc]


def expectation(element: Element) -> Result:
    """No text stands above the one before it, and none before one of its own kind on the side where lines begin."""
    return element.page.derived(_judged)[element.id]


def _judged(page: Page) -> Mapping[int, Result]:
    letters = _letters(page)
    found: dict[int, Result] = {}
    asked: set[tuple[str, str | None]] = set()
    for element in page.elements:
        if len(element.children) < 2 or not letters[element.id]:
            continue
        items = [e for e in _placed(element) if letters[e.id]]
        if len(items) < 2 or not element.is_exposed:
            continue
        turned = next((pair for pair in pairwise(items) if _is_turned(*pair, letters)), None)
        kind = (element.tag, element.get("class"))
        if turned is None:
            found[element.id] = IS_IN_ORDER
        elif kind not in asked:
            asked.add(kind)
            one, other = (item.text[:50] for item in turned)
            found[element.id] = IS_REORDERED.with_detail(f'in the markup "{one}", then "{other}"; seen the other way')
    return found


def _letters(page: Page) -> list[int]:
    """How many characters can be seen in each element, by node id."""
    counts = [0] * len(page.nodes)
    for block in blocks_of(page):
        counts[block.container.id] += len(block.words)
    for node in reversed(page.nodes):  # children come after their parents
        if isinstance(node, Element) and node.parent is not None:
            counts[node.parent.id] += counts[node.id]
    return counts


def _placed(element: Element) -> list[Element]:
    """The children that CSS places beside one another: all of a flex or grid container, else floats, else absolutes."""
    children = [e for e in element.elements if e.computed is not None and e.box is not None and e.box.area]
    flowing = [e for e in children if e.style("position") not in ("absolute", "fixed")]
    if element.style("display") in PLACING:
        return flowing
    floating = [e for e in flowing if e.style("float") != "none"]
    if floating:
        return floating
    return [e for e in children if e.style("position") == "absolute"]


def _is_turned(one: Element, other: Element, letters: list[int]) -> bool:
    a, b = one.box, other.box
    if a is None or b is None or not (_is_above(b, a) or _is_before(b, a, one)):
        return False
    if not one.is_visible or not other.is_visible or not one.is_exposed or not other.is_exposed:
        return False
    if one.role in UNITS or other.role in UNITS:
        return False
    if _is_above(b, a):
        return all(letters[e.id] >= ENOUGH or _is_heading(e) for e in (one, other))
    is_alike = (one.tag, one.get("class")) == (other.tag, other.get("class"))
    return is_alike and all(_is_told(e, letters[e.id]) for e in (one, other))


def _is_above(box: Box, other: Box) -> bool:
    return box.bottom <= other.y + 1 and box.x < other.right and other.x < box.right


def _is_before(box: Box, other: Box, element: Element) -> bool:
    """Whether it stands beside the other, on the side where lines begin."""
    shared = min(box.bottom, other.bottom) - max(box.y, other.y)
    if shared < 0.5 * min(box.height, other.height):
        return False
    is_rtl = element.style("direction") == "rtl"
    return other.right <= box.x + 1 if is_rtl else box.right <= other.x + 1


def _is_heading(element: Element) -> bool:
    return element.role == "heading" or any(e.role == "heading" for e in element.elements)


def _is_told(element: Element, count: int) -> bool:
    """Whether it is more than a link or a button, and long enough or numbered."""
    is_active = element.tag in ("a", "button", "input") or any(e.tag in ("a", "button") for e in element.elements)
    return not is_active and (count >= ENOUGH or element.text[:1].isdigit())


STEPS = "<p>First you fill in the form at home.</p><p>Then you bring it to the office.</p>"
UPWARD = "display: flex; flex-direction: column-reverse"
STEP = "width: 300px; margin: 0"

EXAMPLES = (
    Example(f"<div style='display: flex'>{STEPS}</div>", IS_IN_ORDER),
    Example(f"<div style='display: flex; flex-direction: row-reverse'>{STEPS}</div>", IS_REORDERED),
    Example(f"<div style='{UPWARD}'>{STEPS}</div>", IS_REORDERED),
    Example(f"<style>p {{ float: right; {STEP} }}</style><div>{STEPS}</div>", IS_REORDERED),
    Example(
        f"<style>p {{ position: absolute; top: 90px; {STEP} }} p + p {{ top: 0 }}</style><div>{STEPS}</div>",
        IS_REORDERED,
    ),
    Example(
        "<div style='display: grid'><p style='order: 1'>You pay the fee when you apply.</p><h2>Fees</h2></div>",
        IS_REORDERED,
    ),
    Example(
        "<ul style='display: flex; flex-direction: row-reverse'><li><a href='#a'>Forms and instructions</a></li>"
        "<li><a href='#b'>Offices and opening hours</a></li></ul>",
        IS_IN_ORDER,
    ),
    Example(
        "<div style='display: flex; flex-direction: row-reverse'><main><p>You pay the fee when you apply.</p></main>"
        "<aside><p>We are closed on federal holidays.</p></aside></div>",
        IS_IN_ORDER,
    ),
    Example(f"<div>{STEPS}</div>", INAPPLICABLE),
    Example(
        f"<section hidden><div style='{UPWARD}'>{STEPS}</div></section>",
        INAPPLICABLE,
    ),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
