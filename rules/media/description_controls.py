"""An audio description that cannot be turned on tells nothing to those it was made for, who can't see the video."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.clips import FILM
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.players import controls_beside, films, first_of_each_kind, tracks_of

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

BUTTON = re.compile(r"audio[\s-]?descri|\bdescri(ption|be)|descripci[oó]n", re.IGNORECASE)


def applicability(page: Page) -> Iterator[Element]:
    """The first player of each kind on the page whose visible video has a track or a control for descriptions."""
    return first_of_each_kind(
        film for film in films(page) if film.tag == "video" and (tracks_of(film, "descriptions") or _has_button(film))
    )


def _has_button(player: Element) -> bool:
    return not player.has("controls") and any(BUTTON.search(control.name) for control in controls_beside(player))


def expectation(player: Element) -> Result:
    """It has a control for the audio description, on the level of that for the volume; browsers' own bars have none."""
    return HAS_BUTTON if _has_button(player) else NOT_NAMED


EXAMPLES = (
    Example(f'<div><video src="{FILM}"></video><button>Audio description</button></div>', HAS_BUTTON),
    Example(
        f'<div><video src="{FILM}"><track kind="descriptions" src="/d.vtt"></video><button>Describe</button></div>',
        HAS_BUTTON,
    ),
    Example(f'<video controls src="{FILM}"><track kind="descriptions" src="/d.vtt"></video>', NOT_NAMED),
    Example(f'<video controls src="{FILM}"></video><button>Captions</button>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
