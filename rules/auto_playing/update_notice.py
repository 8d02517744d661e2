"""Who listens to a page hears nothing of what changes elsewhere on it, unless the change is announced."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.updating import is_announced, updating_regions

METADATA = Metadata(
    id="update-notice",
    title="Change that comes by itself is announced",
    wcag=("4.1.2",),
    trusted_tester=("2.D",),
    affects=("302.1",),
    remediation="Put what changes into a live region: `role=status`, `role=log`, or `aria-live=polite`.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_LIVE = passed("The region is a live region, whose changes are announced.")
IS_SILENT = cant_tell(
    "This may change by itself, and is no live region. Does it stay as it is, or are people told of its changes?",
    asks=("2.D",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each visible region that is a timer, ticker, log or feed by role or class; the first of each."""
    found = page.derived(updating_regions)
    return (element for element in page.elements if element.id in found)


def expectation(region: Element) -> Result:
    """It is a live region, or stands in one."""
    return IS_LIVE if is_announced(region) else IS_SILENT.with_detail(region.page.derived(updating_regions)[region.id])


EXAMPLES = (
    Example('<div role="log"><p>Gate opened</p></div>', IS_LIVE),
    Example('<div aria-live="polite"><p class="countdown">4 minutes</p></div>', IS_LIVE),
    Example('<div class="live-updates"><p>Gate opened</p></div>', IS_SILENT),
    Example('<div class="player"><video src="tour.mp4"></video><p role="timer">0:04</p></div>', INAPPLICABLE),
    Example('<div role="log" aria-live="off"><p>Gate opened</p></div>', IS_SILENT),
    Example('<div class="ticker-tape-parade">Parade</div><div class="ticker" hidden>Gate opened</div>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
