"""A picture that is marked as decoration is never mentioned to people who listen.

Where its markup says both that it only decorates and what it shows, one of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="decorative-image",
    title="Image marked as decoration has no words of its own",
    wcag=("1.1.1",),
    trusted_tester=("7.A", "7.B"),
    baseline=("6.A", "6.B"),
    act=("e88epe",),
    affects=("302.1",),
    remediation="Give an image that only decorates an empty `alt` and nothing else, and any other one a name.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_CONSISTENT = passed("Nothing in the markup of the decorative image says that it shows something.")
HAS_WORDS = cant_tell("This image is marked as decoration and has words too. Does it only decorate?", asks=("7.B",))
IS_DRAWING = cant_tell("Nothing tells what is drawn here. Does it only decorate?", asks=("7.A",))

WORDS = ("alt", "aria-label", "aria-labelledby", "title")


def applicability(page: Page) -> Iterator[Element]:
    """Each visible image marked as decoration by an attribute of its own, and each exposed `canvas` without content."""
    for element in page.tagged("img", "svg", "canvas"):
        if not element.is_visible or (element.parent is not None and element.parent.is_programmatically_removed):
            continue
        is_empty_canvas = element.tag == "canvas" and not element.name.strip() and not element.text
        if is_empty_canvas or _is_marked(element):
            yield element


def _is_marked(element: Element) -> bool:
    roles = (element.get("role") or "").lower().split()
    is_removed = (element.get("aria-hidden") or "").lower() == "true" or roles[:1] in (["none"], ["presentation"])
    return is_removed or (element.tag == "img" and (element.get("alt") or "").strip() == "" and element.has("alt"))


def expectation(image: Element) -> Result:
    """It has no alternative, label or title; a `canvas` is marked as decoration or has a name."""
    if any((image.get(name) or "").strip() for name in WORDS):
        return HAS_WORDS
    return IS_CONSISTENT if _is_marked(image) else IS_DRAWING


EXAMPLES = (
    Example('<img src="wave.png" alt="" width="20" height="20">', IS_CONSISTENT),
    Example('<svg width="20" height="20" aria-hidden="true"><circle r="9"/></svg>', IS_CONSISTENT),
    Example('<img src="seal.png" alt="Seal" role="none" width="20" height="20">', HAS_WORDS),
    Example('<img src="seal.png" alt="Seal" aria-hidden="true" width="20" height="20">', HAS_WORDS),
    Example('<img src="seal.png" alt="" title="Seal" width="20" height="20">', HAS_WORDS),
    Example('<svg role="none" aria-label="Sun" width="20" height="20"><circle r="9"/></svg>', HAS_WORDS),
    Example("<canvas></canvas>", IS_DRAWING),
    Example('<img src="seal.png" alt="Seal"><svg width="9" height="9"></svg><canvas>Fees</canvas>', INAPPLICABLE),
    Example('<p aria-hidden="true"><img src="seal.png" alt="Seal" role="none" width="20" height="20">', INAPPLICABLE),
    Example('<img src="seal.png" alt="" hidden>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
