"""An image that sends a form is both image and button.

Without a name a screen reader says "Submit" or a file name, and people who speak to their computer have no word for
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import corrected, named, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="image-button-name",
    title="Image button has an accessible name",
    wcag=("1.1.1", "4.1.2"),
    trusted_tester=("5.C", "7.A"),
    baseline=("10.A", "6.A"),
    act=("59796f",),
    affects=("302.1", "302.7"),
    remediation='Say in the button\'s `alt` what it does, such as `alt="Search"`.',
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_NAME = passed("The image button has an accessible name.")
NO_NAME = failed("The image button has no accessible name of its own.", fails=("5.C", "7.A"))
ONLY_VALUE = cant_tell(
    "Some browsers name this image button by its `value`. Does its `value` say what the button does?",
    asks=("5.C", "7.A"),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each `input` of the type `image` that is exposed to assistive technology."""
    return (e for e in page.tagged("input") if (e.get("type") or "").strip().lower() == "image" and e.is_exposed)


def expectation(button: Element) -> Result:
    """The button has a non-empty accessible name that its author gave it; the browser's own "Submit" is none."""
    words = [button.get(attribute) or "" for attribute in ("alt", "aria-label", "title")]
    words += [target.text or target.name for target in button.references("aria-labelledby")]
    words += [label.text for label in button.page.labels.get(button.id, ())]
    if any(word.strip() for word in words) and button.name.strip():
        return HAS_NAME
    return ONLY_VALUE if (button.get("value") or "").strip() else NO_NAME


EXAMPLES = (
    Example('<input type="image" src="glass.png" alt="Search">', HAS_NAME),
    Example('<label>Search <input type="image" src="glass.png"></label>', HAS_NAME),
    Example('<input type="image" src="glass.png">', NO_NAME),
    Example('<input type="image" src="glass.png" alt="" name="search">', NO_NAME),
    Example('<input type="image" src="glass.png" value="Search">', ONLY_VALUE),
    Example('<input type="image" src="glass.png" hidden>', INAPPLICABLE),
    Example('<button><img src="glass.png" alt="Search"></button><img src="glass.png">', INAPPLICABLE),
)


def correction(button: Element, _: Result) -> Correction | None:
    """The image button with an `alt`."""
    mended = named(button, "[what the button does]")
    return corrected(button, mended, change="Say in `alt` what the button does.", speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
