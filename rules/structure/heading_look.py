"""A heading in the markup that nobody sees as one misleads people who listen.

They are told that a part of the page begins where, for everybody else, the text just goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.blocks import Block, blocks_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="heading-look",
    title="Heading looks like a heading",
    wcag=("1.3.1",),
    trusted_tester=("10.B",),
    baseline=("13.C",),
    affects=("302.1",),
    remediation="Use heading elements for headings alone; to make text large or bold, use CSS.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

STANDS_OUT = passed("The heading looks unlike the text that follows it.")
LOOKS_LIKE_TEXT = cant_tell(
    "This heading's letters look like those of the text below. Is it a heading?", asks=("10.B",)
)
IS_LONG = cant_tell("This heading is as long as a paragraph. Is all of it a heading?", asks=("10.B",))

LONGEST = 200
"""Characters of a heading from which it is taken for a paragraph."""
PROSE = 60
"""The same of the text below it."""


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed heading whose words can be seen, if a paragraph follows it or it is as long as one."""
    return (page.nodes[number] for number in page.derived(_looks))  # type: ignore[misc]


def expectation(heading: Element) -> Result:
    """The heading's letters differ from those of the paragraph that follows it, and it is no paragraph itself."""
    return heading.page.derived(_looks)[heading.id]


def _looks(page: Page) -> Mapping[int, Result]:
    found: dict[int, Result] = {}
    blocks = blocks_of(page)
    for number, block in enumerate(blocks):
        heading = block.heading
        if heading is None or heading.id in found or not heading.is_exposed:
            continue
        after = next((b for b in blocks[number + 1 : number + 4] if b.heading is not heading), None)
        result = _judge(heading, block, after)
        if result is not None:
            found[heading.id] = result
    return found


def _judge(heading: Element, block: Block, after: Block | None) -> Result | None:
    if len(block.words) >= LONGEST:
        return IS_LONG.with_detail(f"{len(block.words)} characters")
    if after is None or len(after.words) < PROSE or after.heading is not None:
        return None
    is_framed = any(_is_framed(e) for e in (heading, block.container))
    if block.look == after.look and not is_framed and not block.is_linked:
        return LOOKS_LIKE_TEXT.with_detail(f'"{block.words}", {block.look}, as the text below')
    return STANDS_OUT


def _is_framed(element: Element) -> bool:
    """Whether a line under it or a color behind it sets it off, as its letters may not."""
    has_line = element.style("border-bottom-style") != "none" and element.style("border-bottom-width") != "0px"
    return has_line or element.style("background-color") != "rgba(0, 0, 0, 0)"


TEXT = "You pay the fee when you apply. We send it back if your application is denied."
PLAIN = "font-size: 16px; font-weight: 400"

EXAMPLES = (
    Example(f"<h2>Fees</h2><p>{TEXT}</p>", STANDS_OUT),
    Example(f'<h2 style="{PLAIN}; color: #205493">Fees</h2><p>{TEXT}</p>', STANDS_OUT),
    Example(f'<h2 style="{PLAIN}; border-bottom: 1px solid">Fees</h2><p>{TEXT}</p>', STANDS_OUT),
    Example(f'<h2 style="{PLAIN}">Fees</h2><p>{TEXT}</p>', LOOKS_LIKE_TEXT),
    Example(f"<h4>{TEXT} {TEXT} {TEXT}</h4>", IS_LONG),
    Example(f"<h2>Fees</h2><h3>Applications</h3><p>{TEXT}</p>", STANDS_OUT),
    Example('<h2>Fees</h2><ul><li><a href="#f">Fee schedule</a></li></ul>', INAPPLICABLE),
    Example(f'<h2 style="position: absolute; left: -999px">Fees</h2><p>{TEXT}</p>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
