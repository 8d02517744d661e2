"""An audio description that cannot be turned on tells nothing to those it was made for, who can't see the video."""

from __future__ import annotations

import re

from rules.clips import FILM, SILENT_FILM
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.players import controls_beside, films, first_of_each_kind, has_bar, tracks_of

METADATA = Metadata(
    id="description-controls",
    title="Player has a control for the audio description",
    section508=("503.4", "503.4.2"),
    trusted_tester=("17.E", "17.G"),
    baseline=("17.A", "17.C"),
    affects=("302.1", "302.2"),
    remediation="Use a player with a button for audio description on the same bar as the volume.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_BUTTON = passed("A control of the player is named for the audio description.")
NOT_NAMED = cant_tell(
    "This video has descriptions. Is there a control for them, as easy to reach as the one for the volume?",
    asks=("17.E", "17.G"),
)
NOT_FOUND = cant_tell(
    "Has this player a control for audio description, as easy to reach as the one for the volume?",
    asks=("17.E", "17.G"),
)

BUTTON = re.compile(r"audio[\s-]?descri|\bdescri(ption|be)|descripci[oó]n", re.IGNORECASE)


def applicability(page: Page) -> list[Element]:
    """The first player of each kind on the page that plays a visible video with sound and has controls.

    Those come first whose video has a track for descriptions.
    """
    players = sorted((f for f in films(page) if has_bar(f)), key=lambda film: not tracks_of(film, "descriptions"))
    return sorted(first_of_each_kind(players), key=lambda player: player.id)


def _has_button(player: Element) -> bool:
    return (
        player.tag == "video"
        and not player.has("controls")
        and any(BUTTON.search(control.name) for control in controls_beside(player))
    )


def expectation(player: Element) -> Result:
    """It has a control for the audio description, on the level of that for the volume; browsers' own bars have none."""
    if _has_button(player):
        return HAS_BUTTON
    return NOT_NAMED if tracks_of(player, "descriptions") else NOT_FOUND


EXAMPLES = (
    Example(f'<div><video src="{FILM}"></video><button>Audio description</button></div>', HAS_BUTTON),
    Example(
        f'<div><video src="{FILM}"><track kind="descriptions" src="/d.vtt"></video><button>Describe</button></div>',
        HAS_BUTTON,
    ),
    Example(f'<video controls src="{FILM}"><track kind="descriptions" src="/d.vtt"></video>', NOT_NAMED),
    Example(f'<video controls src="{FILM}"></video><button>Captions</button>', NOT_FOUND),
    Example('<iframe src="https://www.youtube.com/embed/x" srcdoc="Tour"></iframe>', NOT_FOUND),
    Example(f'<video src="{FILM}"></video><video controls src="{SILENT_FILM}"></video>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
