"""Captions that cannot be turned on help nobody, and those buried in a menu help few.

Who can't hear must reach them as easily as others reach the volume.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.clips import FILM, SILENT_FILM
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.players import (
    BARE,
    CAPTIONS,
    SOUND,
    controls_beside,
    films,
    first_of_each_kind,
    has_bar,
    service_of,
    tracks_of,
)

METADATA = Metadata(
    id="caption-controls",
    title="Player has a control for captions",
    section508=("503.4", "503.4.1"),
    trusted_tester=("17.D", "17.F"),
    baseline=("17.A", "17.B"),
    affects=("302.4", "302.5"),
    remediation="Use a player with a button for captions on the same bar as the volume.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_BUTTON = passed("A control of the player is named for captions.")
IN_SERVICE = passed("The player of this service is known to have a button for captions beside the volume.")
NOT_NAMED = cant_tell(
    "Has this player a control for captions, as easy to reach as the one for the volume?", asks=("17.D", "17.F")
)
IS_IN_MENU = cant_tell(
    "This player offers captions in a menu, as far as can be told. Is that as easy to reach as the volume?",
    asks=("17.F",),
)

BUTTON = re.compile(r"caption|subt[ií]t|\bcc\b", re.IGNORECASE)
CHOICES = ("menuitem", "menuitemcheckbox", "menuitemradio")


def applicability(page: Page) -> Iterator[Element]:
    """The first player of each kind on the page that plays a visible video with sound and has controls."""
    return first_of_each_kind(film for film in films(page) if has_bar(film))


def expectation(player: Element) -> Result:
    """It has a control for captions, on the level of the control for the volume.

    The browser's own controls have one where there are captions to show, which some browsers put into a menu.
    """
    service = service_of(player)
    if service is not None:
        is_known = service.has_captions_button and not BARE.search(player.get("src") or "")
        return IN_SERVICE.with_detail(service.name) if is_known else NOT_NAMED.with_detail(service.name)
    if player.has("controls"):
        has_captions = any(track.state != "failed" for track in tracks_of(player, *CAPTIONS))
        return IS_IN_MENU if has_captions else NOT_NAMED
    buttons = list(controls_beside(player))
    named = [button for button in buttons if BUTTON.search(button.name)]
    if not named:
        return NOT_NAMED
    has_volume_on_bar = any(SOUND.search(button.name) and button.role not in CHOICES for button in buttons)
    is_in_menu = has_volume_on_bar and all(button.role in CHOICES for button in named)
    return IS_IN_MENU if is_in_menu else HAS_BUTTON


EXAMPLES = (
    Example(f'<div><video src="{FILM}"></video><button>Play</button><button>Captions</button></div>', HAS_BUTTON),
    Example(
        f'<div><video src="{FILM}"></video><p hidden><button>Play</button><button>CC</button></div>',
        HAS_BUTTON,
    ),
    Example('<video controls src="a.mp4"><track kind="captions" src="a.vtt"></video>', IS_IN_MENU),
    Example('<iframe src="https://www.youtube.com/embed/x" srcdoc="Tour"></iframe>', IN_SERVICE),
    Example('<iframe src="https://www.youtube.com/embed/x?controls=0" srcdoc="Tour"></iframe>', NOT_NAMED),
    Example(
        '<iframe src="https://fast.wistia.net/embed/iframe/1" srcdoc="1"></iframe>'
        '<iframe src="https://fast.wistia.net/embed/iframe/2" srcdoc="2"></iframe>',
        NOT_NAMED,
    ),
    Example(f'<div><video src="{FILM}"></video><button>Play</button><button>Mute</button></div>', NOT_NAMED),
    Example(
        f'<div><video src="{FILM}"></video><button>Mute</button><ul role="menu"><li role="menuitemcheckbox" '
        'aria-checked="false" tabindex="-1">Captions</li></ul></div>',
        IS_IN_MENU,
    ),
    Example(f'<video controls src="{FILM}"></video>', NOT_NAMED),
    Example(f'<video src="{FILM}"></video><video controls src="{SILENT_FILM}"></video>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
