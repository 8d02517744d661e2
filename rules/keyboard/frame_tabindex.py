"""A frame that the Tab key must skip takes all that it shows with it.

A form or a player in it works with the mouse alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import changed, corrected
from rules.focus import may_be_blocked
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.numbers import whole
from rules.page import Element, Page

METADATA = Metadata(
    id="frame-tabindex",
    title="Frame with controls is in the focus order",
    wcag=("2.1.1",),
    trusted_tester=("4.A",),
    baseline=("1.A",),
    act=("akn7bn",),
    affects=("302.1", "302.7", "302.8"),
    remediation="Remove the negative `tabindex` from the frame.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_REACHED = passed("The Tab key gets into the frame.")
IS_SKIPPED = failed("The frame holds something to operate, and the Tab key skips the whole frame.", fails=("4.A",))


def applicability(page: Page) -> Iterator[Element]:
    """Each visible frame that shows something at which the Tab key would stop, unless a dialog bars the way to it."""
    for frame in page.tagged("iframe"):
        if frame.is_visible and not may_be_blocked(frame) and any(_is_stop(e, frame) for e in frame.descendants()):
            yield frame


def _is_stop(element: Element, frame: Element) -> bool:
    if element.document is frame.document or not element.is_tabbable or element.tag == "iframe":
        return False
    inside = element.box is not None and frame.box is not None and frame.box.intersects(element.box)
    return inside and element.is_visible


def expectation(frame: Element) -> Result:
    """Its `tabindex` is not negative."""
    is_negative = (whole(frame.get("tabindex")) or 0) < 0
    return IS_SKIPPED if is_negative else IS_REACHED


EXAMPLES = (
    Example('<iframe title="Map" srcdoc="<a href=/>Home</a>"></iframe>', IS_REACHED),
    Example('<iframe title="Map" tabindex="0" srcdoc="<button>Print</button>"></iframe>', IS_REACHED),
    Example('<iframe title="Map" tabindex="-1" srcdoc="<a href=/>Home</a>"></iframe>', IS_SKIPPED),
    Example('<iframe title="Map" tabindex="-1" srcdoc="<p>Ohio</p>"></iframe>', INAPPLICABLE),
    Example('<iframe title="Map" tabindex="-1" srcdoc="<a href=/ tabindex=-1>Home</a>"></iframe>', INAPPLICABLE),
    Example(
        '<iframe title="Map" tabindex="-1" width="1" height="1" srcdoc="<a href=/>Home</a>"></iframe>', INAPPLICABLE
    ),
    Example('<iframe title="Map" tabindex="-1" hidden srcdoc="<a href=/>Home</a>"></iframe>', INAPPLICABLE),
)


def correction(frame: Element, _: Result) -> Correction | None:
    """The frame in the tab order."""
    reached = changed(frame, without=("tabindex",))
    return corrected(frame, reached, change="Remove the negative `tabindex`.")


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
