"""The size of a heading tells people who see which part of the page holds which; its level tells people who listen.

Where the two contradict each other, the page has another outline for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.blocks import Look, blocks_of
from rules.headings import Heading, headings_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="heading-level",
    title="Heading's level agrees with its look",
    wcag=("1.3.1",),
    trusted_tester=("10.C",),
    baseline=("13.B",),
    affects=("302.1",),
    remediation="Give the headings the levels that their looks tell of, or the looks of their levels.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

AGREES = passed("The heading is no larger than the one above it in the outline.")
IS_LARGER = cant_tell(
    "This heading looks larger than the one whose part it begins. Is its level right all the same?", asks=("10.C",)
)
DIFFERS = cant_tell(
    "This heading looks much unlike another of the same level. Do both have the same rank on the page?", asks=("10.C",)
)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed heading that can be seen, below or beside another in the outline of the same part of the page.

    Parts are the main content, the header, the footer, navigation and what else is a landmark. Skipped levels and
    several headings of level 1 contradict no look. Of those that contradict it in the same way, the first.
    """
    return (page.nodes[number] for number in page.derived(_compared))  # type: ignore[misc]


def expectation(heading: Element) -> Result:
    """The heading is not larger than the one above it in the outline, and of a size with those beside it."""
    return heading.page.derived(_compared)[heading.id]


def _compared(page: Page) -> Mapping[int, Result]:
    looks: dict[int, Look] = {}
    for block in blocks_of(page):
        if block.heading is not None:
            looks.setdefault(block.heading.id, block.look)
    found: dict[int, Result] = {}
    firsts: dict[tuple[int, int], Heading] = {}
    asked: set[tuple[object, ...]] = set()
    for heading in headings_of(page):
        number = heading.element.id
        if number not in looks:
            continue
        above = heading.above if heading.above and heading.above.element.id in looks else None
        first = firsts.setdefault((above.element.id if above else -heading.part, heading.level), heading)
        result, other = _judge(heading, above, first, looks)
        kind = (result, heading.level, looks[number], other.level, looks[other.element.id])
        if result == AGREES and other is not heading:
            found[number] = AGREES
        elif result != AGREES and kind not in asked:
            asked.add(kind)
            name = other.name[:60]
            detail = (
                f'level {heading.level}, {looks[number]}; "{name}" is level {other.level}, {looks[other.element.id]}'
            )
            found[number] = result.with_detail(detail)
    return found


def _judge(
    heading: Heading, above: Heading | None, first: Heading, looks: Mapping[int, Look]
) -> tuple[Result, Heading]:
    """What is so of a heading, and which other one it was compared with."""
    look, beside = looks[heading.element.id], looks[first.element.id]
    if above is not None and _is_larger(look, looks[above.element.id], 1.15):
        return IS_LARGER, above
    if _is_larger(look, beside, 1.5) or _is_larger(beside, look, 1.5):
        return DIFFERS, first
    return AGREES, above or first


def _is_larger(look: Look, other: Look, ratio: float) -> bool:
    return look.size >= ratio * other.size and look.size >= other.size + 2 and look.is_bold >= other.is_bold


LARGE, SMALL = 'style="font-size: 32px"', 'style="font-size: 18px"'

EXAMPLES = (
    Example("<h1>Fees</h1><h2>Vessels</h2><h2>Docks</h2>", *[AGREES] * 2),
    Example("<h1>Fees</h1><h4>Vessels</h4>", AGREES),
    Example(f"<h2 {SMALL}>Fees</h2><h3 {LARGE}>Vessels</h3><h3 {LARGE}>Docks</h3>", IS_LARGER),
    Example(f"<h1>Fees</h1><h2 {LARGE}>Vessels</h2><h2 {SMALL}>Docks</h2>", AGREES, DIFFERS),
    Example(f"<header><h1 {SMALL}>Harbor Office</h1></header><main><h2 {LARGE}>Fees</h2></main>", INAPPLICABLE),
    Example("<h1>Fees</h1><p>None.</p>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
