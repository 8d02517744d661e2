"""People who are deaf are left out of a hearing or a briefing that is shown live without captions."""

from __future__ import annotations

from collections.abc import Iterator

from rules.clips import FILM
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page
from rules.players import films, is_live, sounds_live

METADATA = Metadata(
    id="live-captions",
    title="Live video has captions",
    wcag=("1.2.4",),
    trusted_tester=("17.C",),
    baseline=("17.F",),
    affects=("302.4", "302.5"),
    remediation="Have captions written while the event runs, and a player that shows them.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_LIVE = cant_tell("Does this live video have captions while it runs?", asks=("17.C",))
MAY_BE_LIVE = cant_tell("If this video is live, does it have captions while it runs?", asks=("17.C",))


def applicability(page: Page) -> Iterator[Element]:
    """Each visible video that can be heard, and has no end, or is said to be live by its address or its own words."""
    return (e for e in films(page) if is_live(e) or sounds_live(e))


def expectation(video: Element) -> Result:
    """It has captions as long as it runs; only a person can compare them with what is heard."""
    return IS_LIVE if is_live(video) else MAY_BE_LIVE


EXAMPLES = (
    Example('<iframe src="https://www.youtube.com/embed/live_stream?channel=1" srcdoc="Now"></iframe>', IS_LIVE),
    Example('<iframe src="https://player.twitch.tv/?channel=harbor" srcdoc="Now"></iframe>', IS_LIVE),
    Example('<video controls src="board.m3u8" title="Live stream of the board meeting"></video>', MAY_BE_LIVE),
    Example(f'<video controls src="{FILM}" title="Webcast of the hearing"></video>', MAY_BE_LIVE),
    Example(f'<video controls src="{FILM}" title="Why harbors live on dredging"></video>', INAPPLICABLE),
    Example('<video controls src="board.m3u8" title="Live stream" hidden></video>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
