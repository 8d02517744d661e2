"""What is hidden from assistive technology and still takes the focus is a stop at nothing.

People who listen hear silence, or "group", and don't know what Enter would do there.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import changed, corrected, speech_of
from rules.focus import may_be_blocked, tab_stops
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="hidden-focus",
    title="What is hidden from assistive technology can't take the focus",
    wcag=("4.1.2",),
    trusted_tester=("5.C", "6.A"),
    baseline=("5.A", "5.B", "14.A"),
    act=("6cfa84",),
    affects=("302.1",),
    remediation='Take `aria-hidden` away, or keep the focus out: with `inert`, `disabled` or `tabindex="-1"`.',
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

HAS_NO_STOP = passed("Nothing hidden here can be reached with the Tab key.")
HIDES_LINK = failed("A link that takes the focus is hidden from assistive technology.", fails=("6.A",))
HIDES_CONTROL = failed("A control that takes the focus is hidden from assistive technology.", fails=("5.C",))
HIDES_UNSEEN = cant_tell(
    "Something that cannot be seen takes the focus here. Does it pass the focus on at once?", asks=("5.C",)
)
MAY_BE_TOLD = cant_tell(
    "This is marked up as hidden and shown all the same, and something in it takes the focus. Is it announced once the "
    "focus is there?",
    asks=("5.C",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each rendered element with `aria-hidden="true"` that stands in nothing hidden like this or inert.

    Of those with the attribute `hidden`, which a script takes away as it shows them, the first that takes the focus.
    """
    is_asked = False
    for element in page.elements:
        is_outermost = element.parent is None or not element.parent.is_programmatically_removed
        if is_outermost and element.attributes.get("aria-hidden", "").lower() == "true" and element.is_rendered:
            is_told = element.has("hidden") and any(True for _ in tab_stops(element))
            if not (is_told and is_asked):
                yield element
            is_asked = is_asked or is_told


def expectation(element: Element) -> Result:
    """The Tab key stops neither at it nor at anything in it; what can't be seen may pass the focus on by script."""
    stops = list(tab_stops(element))
    if not stops:
        return HAS_NO_STOP
    seen = next((stop for stop in stops if stop.is_visible), None)
    if seen is None or may_be_blocked(seen):
        return HIDES_UNSEEN
    if element.has("hidden"):
        return MAY_BE_TOLD
    return HIDES_LINK if seen.role == "link" else HIDES_CONTROL


EXAMPLES = (
    Example('<p aria-hidden="true">Decoration</p>', HAS_NO_STOP),
    Example('<div aria-hidden="true"><button tabindex="-1">x</button><input disabled></div>', HAS_NO_STOP),
    Example('<div aria-hidden="true" inert><a href="/">Home</a></div>', HAS_NO_STOP),
    Example('<div aria-hidden="true"><a href="/" hidden>Home</a></div>', HAS_NO_STOP),
    Example('<div aria-hidden="true"><a href="/">Home</a></div>', HIDES_LINK),
    Example('<button aria-hidden="true">Send</button>', HIDES_CONTROL),
    Example('<p aria-hidden="true" tabindex="0">Fees</p>', HIDES_CONTROL),
    Example('<div aria-hidden="true"><p aria-hidden="false"><input></p></div>', HIDES_CONTROL),
    Example('<div aria-hidden="true"><a href="/" style="position: absolute; top: -99em">End</a></div>', HIDES_UNSEEN),
    Example('<div aria-hidden="true" tabindex="0"></div>', HIDES_UNSEEN),
    Example(
        '<style>div { display: block }</style><div hidden aria-hidden="true"><a href="/a">Fees</a></div>'
        '<div hidden aria-hidden="true"><a href="/b">Docks</a></div>',
        MAY_BE_TOLD,
    ),
    Example('<button aria-hidden="false">Send</button><a href="/" aria-hidden>Home</a>', INAPPLICABLE),
    Example('<div aria-hidden="true" hidden><button>Send</button></div>', INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """The element without `aria-hidden`."""
    mended = changed(element, without=("aria-hidden",))
    stop = next(stop for stop in tab_stops(element) if stop.is_visible)
    return corrected(
        element,
        mended,
        change="Remove `aria-hidden`, so that what takes the focus is announced. Where nobody needs it, keep the "
        'focus out with `tabindex="-1"` instead.',
        speech=speech_of(mended if stop is element else stop),
    )


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
