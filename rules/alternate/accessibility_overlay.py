"""An overlay that changes a page for people with disabilities may get in the way of what they use already.

What it speaks, magnifies or recolors helps nobody whose own screen reader or magnifier can't find it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Example, Metadata, Result, Rule, cant_tell
from rules.overlays import overlays
from rules.page import Element, Page

METADATA = Metadata(
    id="accessibility-overlay",
    title="Accessibility overlay works through the platform's accessibility services",
    section508=("503.3",),
    affects=("302.1", "302.2", "302.7", "302.9"),
    remediation="Repair the pages themselves, and take the overlay away; or have its maker show that it works with "
    "screen readers, magnifiers and speech input.",
)

IS_OVERLAY = cant_tell(
    "This lays an interface of its own over the page for people with disabilities. Can its controls and its changes be "
    "used with a screen reader and the keyboard, as those of the page itself?"
)


def applicability(page: Page) -> Iterator[Element]:
    """The first script, frame or control of each known accessibility overlay."""
    found = page.derived(overlays)
    return (element for element in page.elements if element.id in found)


def expectation(element: Element) -> Result:
    """The overlay uses standard accessibility services; neither its presence nor the page's markup tells."""
    return IS_OVERLAY.with_detail(element.page.derived(overlays)[element.id])


EXAMPLES = (
    Example('<script src="https://cdn.userway.org/widget.js" data-account="x"></script>', IS_OVERLAY),
    Example('<button id="acsb-trigger">Open accessibility options</button>', IS_OVERLAY),
    Example(
        '<script src="//www.browsealoud.com/plus/scripts/ba.js"></script><div id="__ba_launchpad"></div>', IS_OVERLAY
    ),
    Example(
        "<script>window._monsido = {token: 'x', pageAssistV2: {enabled: true}}</script>"
        '<script src="https://app-script.monsido.com/v2/monsido-script.js"></script>',
        IS_OVERLAY,
    ),
    Example(
        "<script>window._monsido = {token: 'x', heatmap: {enabled: true}}</script>"
        '<script src="https://app-script.monsido.com/v2/monsido-script.js"></script>',
        INAPPLICABLE,
    ),
    Example('<a href="https://userway.org/">About overlays</a><script src="/assets/site.js"></script>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
