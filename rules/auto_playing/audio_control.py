"""Sound that starts by itself drowns the voice of a screen reader, and with it the way to whatever would stop it."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.players import has_source, plays_itself

METADATA = Metadata(
    id="audio-control",
    title="Sound that starts by itself can be stopped",
    wcag=("1.4.2",),
    trusted_tester=("2.A",),
    baseline=("21.D",),
    act=("80f0bf", "4c31df"),
    affects=("302.1", "302.9"),
    remediation="Let people start the sound themselves, or give the player `controls`.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

HAS_CONTROLS = passed("The player that starts by itself has controls.")
MAY_SOUND = cant_tell(
    "This starts by itself. Is it silent or over in three seconds, or can people stop it or turn it down?",
    asks=("2.A",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each `audio` and `video` that has a source, starts by itself and is not muted."""
    return (e for e in page.tagged("audio", "video") if has_source(e) and plays_itself(e))


def expectation(player: Element) -> Result:
    """It shows the browser's controls; how long and how loud it plays is nothing that the markup tells."""
    return HAS_CONTROLS if player.has("controls") and player.is_visible else MAY_SOUND


EXAMPLES = (
    Example('<audio autoplay controls src="horn.mp3"></audio>', HAS_CONTROLS),
    Example('<audio autoplay src="horn.mp3"></audio>', MAY_SOUND),
    Example('<video autoplay><source src="tour.mp4"></video>', MAY_SOUND),
    Example('<audio autoplay controls src="horn.mp3" style="display: none"></audio>', MAY_SOUND),
    Example('<video autoplay muted src="tour.mp4"></video><audio controls src="horn.mp3"></audio>', INAPPLICABLE),
    Example("<video autoplay></video>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
