"""People who see skim a page by its large and bold lines; people who listen skim it by its headings.

A line that only looks like a heading is none to them: they cannot list it, jump to it, or tell what it begins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rules.blocks import Block, blocks_of
from rules.headings import NOTE
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="visual-heading",
    title="Text that looks like a heading is one",
    wcag=("1.3.1",),
    trusted_tester=("10.B",),
    baseline=("13.B",),
    affects=("302.1",),
    remediation="Mark it up with `h1` to `h6` if it begins a part of the page; else let it look like other text.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_HEADING = passed("The line looks like a heading, and is one.")
IS_NO_HEADING = cant_tell("Is this line the heading of what follows it?", asks=("10.B",))

LONGEST = 70
"""Characters of a line that may be a heading; longer ones are sentences that somebody stressed."""
PROSE = 60
"""Characters from which text is taken for that of a paragraph."""

CAPTION = re.compile(r"(chart|example|exhibit|fig|figure|listing|photo|table)\b\.? ?\d", re.IGNORECASE)

OTHER_THINGS = frozenset(
    "address blockquote button caption code dd dt figcaption footer label legend li nav option pre select summary td "
    "th".split()
)
OTHER_ROLES = frozenset(
    "alert banner button caption cell columnheader contentinfo dialog figure gridcell listitem navigation note option "
    "rowheader search status tab term toolbar tooltip".split()
)


def applicability(page: Page) -> Iterator[Element]:
    """Each heading that looks like one, and the first of each kind of other lines that look like headings.

    Such a line is short, stands above a paragraph, and is bold or larger where the paragraph is not. Lines in tables,
    lists, captions, labels, links and controls, in navigation and in the page's header and footer are none, nor is what
    a note is called.
    """
    found = {block.element.id: block.element for block in page.derived(_headings)}
    found |= {alike[0].element.id: alike[0].element for alike in page.derived(_others).values()}
    return (element for _, element in sorted(found.items()))


def expectation(element: Element) -> Result:
    """The line stands in a heading."""
    alike = element.page.derived(_others).get(element.id)
    if alike is None:
        return IS_HEADING
    more = f"; {len(alike) - 1} more on the page look the same" if len(alike) > 1 else ""
    return IS_NO_HEADING.with_detail(f'"{alike[0].words}", {alike[0].look}{more}')


def _headings(page: Page) -> list[Block]:
    return [block for block in page.derived(_standing_out) if block.heading is not None]


def _others(page: Page) -> Mapping[int, list[Block]]:
    """The lines that look like headings and are none, by kind; each kind under the id of its first line's element."""
    kinds: dict[tuple[object, ...], list[Block]] = defaultdict(list)
    for block in page.derived(_standing_out):
        if block.heading is None and not block.is_linked and not _is_something_else(block.container):
            kinds[block.element.tag, block.look.size, block.is_bold].append(block)
    return {alike[0].element.id: alike for alike in kinds.values()}


def _standing_out(page: Page) -> list[Block]:
    found: list[Block] = []
    before: Block | None = None
    for block, after in pairwise(blocks_of(page)):
        goes_on = before is not None and before.container is block.container and before.look == block.look
        if not goes_on and _stands_out(block, after):
            found.append(block)
        before = block
    return found


def _stands_out(block: Block, after: Block) -> bool:
    if len(block.words) > LONGEST or len(after.words) < PROSE or after.is_bold or after.look.size > block.look.size:
        return False
    if CAPTION.match(block.words) or NOTE.fullmatch(block.words) or after.container.closest("pre", "code") is not None:
        return False
    is_larger = block.look.size >= 1.2 * after.look.size
    if not (is_larger or block.is_bold) or block.words[-1] in ".,;:" or not block.words[0].isalnum():
        return False
    is_near = after.box.y - block.box.bottom <= 3 * block.look.size
    return is_near and block.is_above(after) and sum(map(str.isalpha, block.words)) >= 3


def _is_something_else(container: Element) -> bool:
    around = (container, *container.ancestors())
    return not container.is_exposed or any(e.tag in OTHER_THINGS or e.role in OTHER_ROLES for e in around)


TEXT = "You pay the fee when you apply. We send it back if your application is denied."

EXAMPLES = (
    Example(f"<h2>Fees</h2><p>{TEXT}</p>", IS_HEADING),
    Example(f'<p role="heading" aria-level="2"><b>Fees</b></p><p>{TEXT}</p>', IS_HEADING),
    Example(f"<p><b>Fees</b></p><p>{TEXT}</p>", IS_NO_HEADING),
    Example(f"<p><strong>Fees</strong><br>{TEXT}</p>", IS_NO_HEADING),
    Example(f'<p><b style="display: contents">Fees</b></p><p>{TEXT}</p>', IS_NO_HEADING),
    Example(f'<div style="font-size: 24px">Fees</div><p>{TEXT}</p>', IS_NO_HEADING),
    Example(f"<p><b>Fees</b></p><p>{TEXT}</p><p><b>Refunds</b></p><p>{TEXT}</p>", IS_NO_HEADING),
    Example(f"<p><b>Fees</b> {TEXT}</p>", INAPPLICABLE),
    Example(f"<p><b>Call us before you apply.</b></p><p>{TEXT}</p>", INAPPLICABLE),
    Example(f"<div><p><b>Note</b></p><p>{TEXT}</p></div>", INAPPLICABLE),
    Example(f"<p>Fees</p><p>{TEXT}</p>", INAPPLICABLE),
    Example(f'<p><a href="#fees"><b>Fees</b></a></p><p>{TEXT}</p>', INAPPLICABLE),
    Example(f"<table><caption><b>Fees</b></caption><tr><td>{TEXT}</td></tr></table>", INAPPLICABLE),
    Example(f'<div style="display: flex"><b>Fees</b><p>{TEXT}</p></div>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
