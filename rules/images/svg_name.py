"""A drawing made of SVG says nothing to people who cannot see it unless it, like any image, has an accessible name."""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import changed, corrected, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="svg-name",
    title="SVG that is marked as an image has an accessible name",
    wcag=("1.1.1",),
    trusted_tester=("7.A",),
    baseline=("6.A",),
    act=("7d6734",),
    affects=("302.1",),
    remediation="Name the drawing with `aria-label` or a `title` as its first child, or hide it with `aria-hidden`.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_NAME = passed("The drawing has an accessible name.")
NO_NAME = failed("The drawing is marked as an image and has no accessible name.", fails=("7.A",))


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed SVG element whose `role` makes it an image, a graphics document or a graphics symbol."""
    roles = page.with_role("img", "image", "graphics-document", "graphics-symbol")
    return (e for e in roles if e.has("role") and e.is_foreign and e.is_exposed)


def expectation(drawing: Element) -> Result:
    """The element has a non-empty accessible name; text that is drawn inside it does not count."""
    return HAS_NAME if drawing.name.strip() else NO_NAME


EXAMPLES = (
    Example('<svg role="img" width="9" height="9"><title>Paid</title><circle r="4"></circle></svg>', HAS_NAME),
    Example('<svg role="img" aria-label="Paid" width="9" height="9"><circle r="4"></circle></svg>', HAS_NAME),
    Example('<svg role="img" width="9" height="9"><circle r="4"></circle></svg>', NO_NAME),
    Example('<svg role="img" width="99" height="9"><text y="9">Paid</text></svg>', NO_NAME),
    Example('<svg role="img" width="9" height="9"><title> </title><circle r="4"></circle></svg>', NO_NAME),
    Example('<svg width="9" height="9"><circle role="graphics-symbol" r="4"></circle></svg>', NO_NAME),
    Example('<svg width="9" height="9"><circle r="4"></circle></svg>', INAPPLICABLE),
    Example('<svg role="img" aria-hidden="true" width="9" height="9"><circle r="4"></circle></svg>', INAPPLICABLE),
    Example('<img src="seal.png">', INAPPLICABLE),
)


def correction(drawing: Element, _: Result) -> Correction | None:
    """The drawing with a label."""
    mended = changed(drawing, {"aria-label": "[what the drawing says]"}, without=("aria-labelledby",))
    change = 'Add an `aria-label` that says what the drawing says, or `aria-hidden="true"` if it only decorates.'
    return corrected(drawing, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
