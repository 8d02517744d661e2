"""A picture that is marked as decoration is never mentioned to people who listen.

Where its markup says both that it only decorates and what it shows, one of the two is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

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
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

IS_CONSISTENT = passed("Nothing in the markup of the decorative image says that it shows something.")
IS_REPEATED = passed("The words that the decorative image has stand beside it as text.")
HAS_WORDS = cant_tell(
    "This image is marked as decoration and has words too. Does it only decorate?", asks=("7.A", "7.B")
)
IS_DRAWING = cant_tell("Nothing tells what is drawn here. Does it only decorate?", asks=("7.A",))

WORDS = ("alt", "aria-label", "aria-labelledby", "title")
AROUND = ("a", "button", "dt", "figure", "h1", "h2", "h3", "h4", "label", "li", "p", "summary", "td")
LARGE, SHAPES, NARROW = 100, 5, 3
"""Pixels and shapes that an SVG drawing which shows something has at least; what is narrower than 1 to 3 divides."""
DRAWN = ("circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "use")


def applicability(page: Page) -> Iterator[Element]:
    """Each visible image marked as decoration by an attribute of its own, and what is drawn without a word.

    What is marked and announced all the same is left to another rule. What is drawn is each exposed `canvas` without
    content, and the first large `svg` of some shapes that has no role, name or text and stands in no link or button
    that has a name.
    """
    has_drawing = False
    for element in page.tagged("img", "svg", "canvas"):
        if not element.is_visible or (element.parent is not None and element.parent.is_programmatically_removed):
            continue
        is_empty_canvas = element.tag == "canvas" and not element.name.strip() and not element.text
        if is_empty_canvas or _is_marked(element):
            yield element
        elif not has_drawing and _is_wordless_drawing(element):
            has_drawing = True
            yield element


def _is_wordless_drawing(element: Element) -> bool:
    box = element.box
    if element.tag != "svg" or element.has("role") or box is None or min(box.width, box.height) < LARGE:
        return False
    if max(box.width, box.height) > NARROW * min(box.width, box.height) or element.name.strip() or element.text:
        return False
    around = element.closest("a", "button")
    is_named = around is not None and bool(around.name.strip())
    shapes = islice((e for e in element.descendants() if e.tag in DRAWN), SHAPES)
    return not is_named and sum(1 for _ in shapes) == SHAPES


def _is_marked(element: Element) -> bool:
    roles = (element.get("role") or "").lower().split()
    is_silent = element.role in ("none", "presentation")  # else it is announced, which is another rule's matter
    is_written = roles[:1] in (["none"], ["presentation"]) or (
        element.tag == "img" and element.has("alt") and not (element.get("alt") or "").strip()
    )
    return (element.get("aria-hidden") or "").lower() == "true" or (is_silent and is_written)


def expectation(image: Element) -> Result:
    """It has no alternative, label or title but what text beside it says; a drawing is marked or has a name."""
    if any((image.get(name) or "").strip() for name in WORDS):
        return IS_REPEATED if _is_repeated(image) else HAS_WORDS
    return IS_CONSISTENT if _is_marked(image) else IS_DRAWING


def _is_repeated(image: Element) -> bool:
    """Whether all words that its attributes hold stand in the link, item or paragraph around it."""
    around = image.closest(*AROUND)
    if around is None:
        return False
    labels = " ".join(target.text for target in image.references("aria-labelledby"))
    words = " ".join([*((image.get(name) or "") for name in ("alt", "aria-label", "title")), labels])
    return set(re.findall(r"\w+", words.lower())) <= set(re.findall(r"\w+", around.text.lower()))


CIRCLE = '<circle r="9"/>'

EXAMPLES = (
    Example('<img src="wave.png" alt="" width="20" height="20">', IS_CONSISTENT),
    Example('<svg width="20" height="20" aria-hidden="true"><circle r="9"/></svg>', IS_CONSISTENT),
    Example('<a href="/"><img src="fee.png" alt="Fees" role="none" width="20" height="20"> Fees</a>', IS_REPEATED),
    Example('<img src="seal.png" alt="Seal" role="none" width="20" height="20">', HAS_WORDS),
    Example('<img src="seal.png" alt="Seal" aria-hidden="true" width="20" height="20">', HAS_WORDS),
    Example('<img src="seal.png" alt="" title="Seal" width="20" height="20">', INAPPLICABLE),
    Example('<svg role="none" aria-label="Sun" width="20" height="20"><circle r="9"/></svg>', INAPPLICABLE),
    Example('<img src="wave.png" alt="" tabindex="0" title="Sea" width="20" height="20">', INAPPLICABLE),
    Example("<canvas></canvas>", IS_DRAWING),
    Example(f'<svg width="200" height="200">{CIRCLE * 5}</svg>', IS_DRAWING),
    Example(f'<svg width="900" height="200">{CIRCLE * 5}</svg>', INAPPLICABLE),
    Example(f'<a href="/fees">Fees <svg width="200" height="200">{CIRCLE * 5}</svg></a>', INAPPLICABLE),
    Example('<img src="seal.png" alt="Seal"><svg width="9" height="9"></svg><canvas>Fees</canvas>', INAPPLICABLE),
    Example('<p aria-hidden="true"><img src="seal.png" alt="Seal" role="none" width="20" height="20">', INAPPLICABLE),
    Example('<img src="seal.png" alt="" hidden>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
