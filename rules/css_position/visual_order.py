"""A screen reader, and a page without its styles, tell the text in the order of the markup.

If CSS shows the steps of an explanation in another order, people who listen are told the last step first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.placement import placed_texts

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


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element that holds two texts or more which CSS places, by flex, grid, float or absolute position.

    Of those that show their texts in another order, the first of each kind.
    """
    return (page.nodes[number] for number in page.derived(_judged))  # type: ignore[misc]


def expectation(element: Element) -> Result:
    """No text stands above the one before it, and none before one of its own kind on the side where lines begin."""
    return element.page.derived(_judged)[element.id]


def _judged(page: Page) -> Mapping[int, Result]:
    found: dict[int, Result] = {}
    asked: set[tuple[str, str | None]] = set()
    for element, turned in placed_texts(page):
        kind = (element.tag, element.get("class"))
        if turned is None:
            found[element.id] = IS_IN_ORDER
        elif kind not in asked:
            asked.add(kind)
            one, other = (item.text[:50] for item in turned)
            found[element.id] = IS_REORDERED.with_detail(f'in the markup "{one}", then "{other}"; seen the other way')
    return found


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
