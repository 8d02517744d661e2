"""Small targets that stand close together are missed by people whose hands shake, and the wrong thing happens."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.targets import crowded, is_small, targets

METADATA = Metadata(
    id="target-size",
    title="Targets are large enough or far enough apart",
    wcag=("2.5.8",),
    section508=(),
    affects=("302.7", "302.8"),
    remediation="Make the target 24 by 24 CSS pixels large, by padding, or keep its neighbors that far away.",
    standard="wcag22aa",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_LARGE = passed("The target is 24 by 24 CSS pixels or larger.")
HAS_ROOM = passed("The target is small, and no other is within reach of a circle of 24 CSS pixels around it.")
IS_CROWDED = cant_tell(
    "This target is smaller than 24 by 24 CSS pixels, and near another. Is there a larger one for the same?"
)


def applicability(page: Page) -> Iterator[Element]:
    """Each visible target of a pointer, but for links in lines of text and fields of the browser's own size.

    What stands in another target is left out; of crowded ones with the same tag and classes, the first is judged.
    """
    met: set[tuple[str, str]] = set()
    for element in page.derived(targets):
        if element.id in page.derived(crowded):
            kind = element.tag, element.get("class") or ""
            if kind in met:
                continue
            met.add(kind)
        yield element


def expectation(element: Element) -> Result:
    """It is 24 by 24 CSS pixels, or a circle of that diameter around its middle meets no other target or circle."""
    if not is_small(element):
        return IS_LARGE
    if element.id not in element.page.derived(crowded):
        return HAS_ROOM
    box = element.box
    return IS_CROWDED.with_detail(f"{box.width:.0f} by {box.height:.0f} pixels" if box is not None else "")


SMALL = 'style="width: 16px; height: 16px; padding: 0; margin: 0; float: left"'

EXAMPLES = (
    Example('<button style="width: 80px; height: 30px">Send</button>', IS_LARGE),
    Example(f'<button {SMALL} aria-label="Close"></button>', HAS_ROOM),
    Example(f'<button {SMALL} aria-label="Up"></button><button {SMALL} aria-label="Down"></button>', IS_CROWDED),
    Example('<p>Read the <a href="/fees">fees</a> and the <a href="/forms">forms</a>.</p>', INAPPLICABLE),
    Example('<label><input type="checkbox"> Tours</label><button hidden>Send</button>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
