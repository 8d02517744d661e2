"""A frame is a page in the page.

Its name tells people who listen whether to go in: a map, a form, an advertisement. Without one they must go in to
find out, and find their way out again.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import corrected, named, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="frame-name",
    title="Frame has an accessible name",
    wcag=("4.1.2",),
    trusted_tester=("12.C", "12.D"),
    baseline=("19.A", "19.B"),
    act=("cae760",),
    affects=("302.1",),
    remediation='Say in the `title` of the `iframe` what is in it, such as `title="Map of our offices"`.',
    needs=(Aspect.TREE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_NAME = passed("The frame has an accessible name.")
NO_IFRAME_NAME = failed("The iframe has no accessible name.", fails=("12.D",))
NO_FRAME_TITLE = failed("The frame has no title.", fails=("12.C",))
IS_EMPTY = passed("The iframe is too small to see, and nothing is in it.")
IS_TINY = cant_tell(
    "This iframe has no name and is too small to see. Does it hold anything for people to read or use?", asks=("12.D",)
)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed `iframe` and `frame` that the keyboard can reach and that has no role `none` or `presentation`."""
    return (e for e in page.tagged("iframe", "frame") if e.is_exposed and not _is_left_out(e))


def _is_left_out(frame: Element) -> bool:
    if (frame.get("role") or "").strip().lower() in ("none", "presentation"):
        return True
    return frame.has_valid_tabindex and (frame.get("tabindex") or "").strip().startswith("-")


def expectation(frame: Element) -> Result:
    """A `frame` has a non-empty `title`, whatever else names it; an `iframe` has a non-empty accessible name.

    An `iframe` too small to see may do without if it was seen empty.
    """
    if frame.tag == "frame":
        return HAS_NAME if (frame.get("title") or "").strip() else NO_FRAME_TITLE
    if frame.name.strip():
        return HAS_NAME
    if frame.box is None or min(frame.box.width, frame.box.height) >= 3:
        return NO_IFRAME_NAME
    return IS_EMPTY if _is_seen_empty(frame) else IS_TINY


def _is_seen_empty(frame: Element) -> bool:
    """Whether its document was captured, and its body holds neither an element nor words."""
    body = next((e for e in frame.descendants() if e.tag == "body"), None)
    return body is not None and not any(True for _ in body.elements) and not any(t.text.strip() for t in body.texts())


EXAMPLES = (
    Example('<iframe title="Map of our offices" srcdoc="A map"></iframe>', HAS_NAME),
    Example('<iframe aria-label="Map of our offices" srcdoc="A map"></iframe>', HAS_NAME),
    Example('<iframe srcdoc="A map"></iframe>', NO_IFRAME_NAME),
    Example('<iframe title=" " name="map" srcdoc="A map"></iframe>', NO_IFRAME_NAME),
    Example('<iframe srcdoc="" width="1" height="1" style="border: 0"></iframe>', IS_EMPTY),
    Example('<iframe srcdoc="A map" width="1" height="1" style="border: 0"></iframe>', IS_TINY),
    Example(
        '<!doctype html><html><frameset cols="50%,50%"><frame title="Menu" src="about:blank"><frame src="about:blank">'
        "</frameset></html>",
        HAS_NAME,
        NO_FRAME_TITLE,
    ),
    Example(
        '<!doctype html><html><frameset cols="50%,50%"><frame title="Menu" aria-label="All topics" src="about:blank">'
        '<frame aria-label="Topic" src="about:blank"></frameset></html>',
        HAS_NAME,
        NO_FRAME_TITLE,
    ),
    Example('<iframe srcdoc="A map" hidden></iframe>', INAPPLICABLE),
    Example('<iframe srcdoc="A map" tabindex="-1"></iframe>', INAPPLICABLE),
    Example('<iframe srcdoc="A map" role="none"></iframe>', INAPPLICABLE),
)


def correction(frame: Element, _: Result) -> Correction | None:
    """The frame with a title that says what is in it."""
    mended = named(frame, "[what is in the frame]")
    return corrected(frame, mended, change="Say in `title` what is in the frame.", speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
