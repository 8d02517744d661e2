"""People who cannot see an image rely on its accessible name to learn what it says.

Without a name a screen reader says "image", or reads out a file name.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import corrected, named, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="image-name",
    title="Image has an accessible name or is marked as decorative",
    wcag=("1.1.1",),
    trusted_tester=("7.A", "7.B"),
    baseline=("6.A", "6.B"),
    act=("23a2a8",),
    affects=("302.1",),
    remediation='Say what the image says in `alt`, or write `alt=""` if it only decorates.',
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_NAME = passed("The image has an accessible name.")
IS_DECORATIVE = passed("The image is marked as decorative.")
NO_NAME = failed("The image has no accessible name and is not marked as decorative.", fails=("7.A", "7.B"))
BLANK_ALT = failed("The image's `alt` holds only white space, which neither names nor hides it.", fails=("7.A", "7.B"))


def applicability(page: Page) -> Iterator[Element]:
    """Each HTML element that is an `img`, or whose role is `img`, and that is exposed to assistive technology."""
    found = {element.id: element for element in (*page.tagged("img"), *page.with_role("img", "image"))}
    return (e for _, e in sorted(found.items()) if e.is_exposed and not e.is_foreign)


def expectation(image: Element) -> Result:
    """The image has a non-empty accessible name, or is marked as decorative."""
    if image.name.strip():
        return HAS_NAME
    alt = image.get("alt")
    if image.tag == "img" and alt and not alt.strip() and not image.has("role"):
        return BLANK_ALT
    return IS_DECORATIVE if image.is_decorative else NO_NAME


EXAMPLES = (
    Example('<img src="seal.png" alt="Seal of the Department of Labor">', HAS_NAME),
    Example('<img src="seal.png" title="Seal of the Department of Labor">', HAS_NAME),
    Example('<div role="img" aria-label="Seal" style="width: 9px; height: 9px"></div>', HAS_NAME),
    Example('<img src="wave.png" alt="">', IS_DECORATIVE),
    Example('<img src="wave.png" role="none">', IS_DECORATIVE),
    Example('<img src="seal.png">', NO_NAME),
    Example('<img src="seal.png" alt=" ">', BLANK_ALT),
    Example('<img src="seal.png" aria-labelledby="no-such-id">', NO_NAME),
    Example('<a href="/"><img src="seal.png"> Home</a>', NO_NAME),
    Example('<div role="img" style="width: 9px; height: 9px"></div>', NO_NAME),
    Example('<p style="position: absolute; left: -9999px"><img src="seal.png"></p>', NO_NAME),
    Example('<img src="seal.png" hidden>', INAPPLICABLE),
    Example('<p aria-hidden="true"><img src="seal.png"></p>', INAPPLICABLE),
    Example('<svg width="9" height="9" role="img"><rect width="9" height="9"></rect></svg>', INAPPLICABLE),
)


def correction(image: Element, _: Result) -> Correction | None:
    """The image with words in its place."""
    mended = named(image, "[what the image says]")
    if image.tag == "img":
        change = 'Add an `alt` that says what the image says, or `alt=""` if it only decorates.'
    else:
        change = "Add an `aria-label` that says what the image says; if it only decorates, remove the `role`."
    return corrected(image, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
