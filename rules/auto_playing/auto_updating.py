"""Text that changes by itself is gone before slow readers are through, and starts a screen reader over and over."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.motion import stopping
from rules.page import Element, Page
from rules.prose import any_of, prose_of, quoted
from rules.updating import updating_regions

METADATA = Metadata(
    id="auto-updating",
    title="Content that updates by itself can be paused, stopped, hidden or slowed",
    wcag=("2.2.2",),
    trusted_tester=("2.C",),
    baseline=("21.C", "3.A"),
    affects=("302.1", "302.2", "302.9"),
    remediation="Let people pause or hide what updates by itself, or choose how often it does.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_STOP = passed("In what updates is a control that is called as if it stopped it.")
MAY_UPDATE = cant_tell(
    "Does this stay as it is, or can people pause, stop or hide it, or choose how often it is updated?", asks=("2.C",)
)

HINTS = frozenset("updates updated refreshes refreshed refresh reloads reloaded auto actualiza recarga".split())
_WHAT = (
    "(?:page|screen|table|map|chart|graph|dashboard|feed|list|display|ticker|information|data|results?|counts?|numbers|"
    "times|scores|board)s?"
)
_OFTEN = r"(?:automatically|(?:\w+ )?every (?:\w+ )?(?:seconds?|minutes?))"
_RENEWS = "(?:updates?|refresh(?:es)?|reloads?|updated|refreshed|reloaded)"
_UPDATES = any_of(
    rf"\b{_WHAT} (?:\w+ ){{0,3}}?{_RENEWS} (?:itself )?{_OFTEN}\b",
    rf"\b{_WHAT} (?:\w+ )?auto(?:matically |-?){_RENEWS}\b",
    r"\bse (?:actualiza|recarga)n? (?:automáticamente|cada \w+ (?:segundos|minutos))\b",
)


def _says(sentence: str) -> str:
    found = _UPDATES.search(sentence)
    return found.group() if found else ""


def _signs(page: Page) -> dict[int, str]:
    """What tells that something on the page updates by itself, by the id of the element that it stands at."""
    signs = {id_: quoted(sentence) for id_, sentence in list(prose_of(page).sentences(HINTS, _says).items())[:1]}
    return signs | page.derived(updating_regions)


def applicability(page: Page) -> Iterator[Element]:
    """Each visible region that is a timer, ticker, log or feed by role or class; the first of a kind.

    Also the first block with a sentence that says that something updates by itself within minutes.
    """
    signs = page.derived(_signs)
    return (element for element in page.elements if element.id in signs)


def expectation(element: Element) -> Result:
    """A control in it pauses, stops or hides it; nothing else in the markup tells whether it updates."""
    controls = {control.id for control in element.page.derived(stopping)}
    if any(part.id in controls for part in element.descendants()):
        return HAS_STOP
    return MAY_UPDATE.with_detail(element.page.derived(_signs)[element.id])


EXAMPLES = (
    Example('<div role="Timer none">Next ferry in 4:12</div>', MAY_UPDATE),
    Example('<div class="news-ticker"><p>Channel closed</p></div>', MAY_UPDATE),
    Example("<p>This table updates every 30 seconds.</p>", MAY_UPDATE),
    Example('<div class="live-feed"><p>Gate opened</p><button>Pause</button></div>', HAS_STOP),
    Example('<div class="player"><video src="tour.mp4"></video><p role="timer">0:04</p></div>', INAPPLICABLE),
    Example("<p>The statistics are updated every year.</p><div role='timer' hidden>4:12</div>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
