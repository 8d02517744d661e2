"""People who use no mouse scroll with the arrow keys whatever has the focus.

An area that scrolls by itself and can never have the focus hides its lower half from them: terms they must accept,
the end of a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import changed, corrected, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Box, Element, Page

METADATA = Metadata(
    id="scrollable-region",
    title="Area that scrolls can be reached with the keyboard",
    wcag=("2.1.1",),
    trusted_tester=("4.A",),
    baseline=("1.A",),
    act=("0ssw9k",),
    affects=("302.1", "302.7", "302.8"),
    remediation='Give the area `tabindex="0"`, a role such as `region` and a name, or let it grow with its content.',
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_REACHED = passed("The area, or something in it, can have the focus.")
# Chromium and Firefox put such an area into the tab order by themselves, Safari does not: a tester with Chrome would
# pass 4.A, and the W3C's rule fails the criterion all the same for whoever uses another browser.
IS_NOT_REACHED = failed(
    "The area scrolls, and nothing in the markup lets it or anything in it have the focus, so that not every browser "
    "scrolls it with the keyboard."
)
IS_POPUP = cant_tell(
    "Another control may scroll this list. Can all of it be brought into view with the keyboard?", asks=("4.A",)
)

SCROLLS = ("auto", "scroll")
PICTURES = frozenset({"audio", "canvas", "embed", "img", "input", "object", "svg", "video"})
POPUPS = frozenset({"grid", "listbox", "menu", "tree", "treegrid"})


def applicability(page: Page) -> Iterator[Element]:
    """Each visible HTML element that scrolls by itself and holds something that only scrolling brings into view."""
    for element in page.elements:
        if element.scroll is None or element.tag in ("html", "body", "textarea", "select", "input"):
            continue
        if element.is_visible and not element.is_foreign and _hides_something(element):
            yield element


def _hides_something(element: Element) -> bool:
    box, scroll = element.box, element.scroll
    if box is None or scroll is None:
        return False
    width, height, client_width, client_height = scroll
    across = element.style("overflow-x") in SCROLLS and width > client_width + 1
    down = element.style("overflow-y") in SCROLLS and height > client_height + 1
    if not (across or down) or client_width < 1 or client_height < 1:
        return False

    def is_beyond(part: Box | None) -> bool:
        return part is not None and (
            (across and part.right > box.x + client_width + 3) or (down and part.bottom > box.y + client_height + 3)
        )

    return any(t.text.strip() and t.is_rendered and is_beyond(t.box) for t in element.texts()) or any(
        e.tag in PICTURES and is_beyond(e.box) and not e.is_hidden for e in element.descendants()
    )


def expectation(element: Element) -> Result:
    """The area or something in it is in the sequential focus order by its markup; not all browsers add it unasked."""
    if element.is_tabbable or any(e.is_tabbable for e in element.descendants()):
        return IS_REACHED
    is_popup = element.role in POPUPS or any(e.role in POPUPS for e in element.descendants())
    return IS_POPUP if is_popup else IS_NOT_REACHED


LONG = "Terms of use. " * 60

EXAMPLES = (
    Example(f'<div style="height: 50px; overflow: auto" tabindex="0">{LONG}</div>', IS_REACHED),
    Example(f'<div style="height: 50px; overflow: auto">{LONG}<a href="#top">Top</a></div>', IS_REACHED),
    Example(f'<div style="height: 50px; overflow-y: scroll">{LONG}</div>', IS_NOT_REACHED),
    Example(f'<div style="width: 90px; overflow-x: auto; white-space: nowrap">{LONG}</div>', IS_NOT_REACHED),
    Example(f'<div style="height: 50px; overflow: auto" tabindex="-1">{LONG}</div>', IS_NOT_REACHED),
    Example(f'<div style="height: 50px; overflow: auto" role="listbox"><p role="option">{LONG}</div>', IS_POPUP),
    Example(f'<div style="height: 50px; overflow: hidden">{LONG}</div>', INAPPLICABLE),
    Example('<div style="height: 50px; overflow: scroll">Terms</div>', INAPPLICABLE),
    Example('<div style="height: 50px; overflow: auto"><p style="height: 99px"></div>', INAPPLICABLE),
    Example(f'<div style="height: 50px; overflow: auto; visibility: hidden">{LONG}</div>', INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """The area in the tab order, with a role and a name that say what it is."""
    given = {"tabindex": "0"}
    if element.role in (None, "generic", "paragraph"):
        given |= {"role": "region", "aria-label": element.name or "[what the area holds]"}
    reached = changed(element, given)
    return corrected(
        element,
        reached,
        change='Add `tabindex="0"`, so that the Tab key stops at the area, and a role and a name that say what it is.',
        speech=speech_of(reached),
    )


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
