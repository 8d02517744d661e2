"""Sound that starts by itself drowns the voice of a screen reader, and with it the way to whatever would stop it.

Some browsers hold such sound back until somebody has clicked, others do not; the page is judged by what it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from rules.clips import CLICK, HORN, SILENT_FILM
from rules.correction import changed, corrected
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Media, Page
from rules.players import AUDIO_SERVICES, MUTED, VIDEO_SERVICES, has_source, seconds_played, service_of, starts_itself

METADATA = Metadata(
    id="audio-control",
    title="Sound that starts by itself can be stopped",
    wcag=("1.4.2",),
    trusted_tester=("2.A",),
    baseline=("21.D", "3.A"),
    act=("80f0bf", "4c31df"),
    affects=("302.1", "302.2", "302.5", "302.9"),
    remediation="Let people start the sound themselves, or give the player `controls`.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_CONTROLS = passed("The player that starts by itself has controls.")
IS_SHORT = passed("The sound that starts by itself is over after three seconds.")
NO_CONTROLS = failed(
    "Sound starts by itself and lasts more than three seconds, and nothing on the page stops it.", fails=("2.A",)
)
MAY_STOP = cant_tell("Can people stop this sound, which starts by itself, or turn it down?", asks=("2.A",))
MAY_SOUND = cant_tell(
    "This starts by itself. Is it silent or over in three seconds, or can people stop it or turn it down?",
    asks=("2.A",),
)
COMES_LATE = cant_tell(
    "This starts by itself, and its controls come after others. Is it silent or over in three seconds, or can one of "
    "the first three controls of the page stop it or turn it down?",
    asks=("2.A",),
)

SECONDS = 3
FIRST = 3
"""How many controls people may have to go through to the one that stops a sound."""
ABOUT_SOUND = re.compile(
    r"paus|\bplay|stop|mute|sound|audio|music|volume|quiet|silen|video|speaker|\bturn|toggle|\bon\b|\boff\b|listen",
    re.IGNORECASE,
)
ROLES = ("button", "link", "menuitem", "menuitemcheckbox", "checkbox", "switch", "slider", "radio", "tab")
NOT_PRESSED = ("body", "form", "html", "input", "label", "option", "select", "textarea")
"""What knows of clicks for other reasons than to be pressed."""


def applicability(page: Page) -> Iterator[Element]:
    """Each `audio`, `video` and frame of a player that starts by itself and is not known to be silent."""
    for player in page.tagged("audio", "video", "iframe"):
        if _is_player(player) and starts_itself(player) and not _is_off(player):
            yield player


def _is_player(element: Element) -> bool:
    if element.tag == "iframe":
        return service_of(element, (*VIDEO_SERVICES, *AUDIO_SERVICES)) is not None
    return has_source(element)


def _is_off(player: Element) -> bool:
    if player.tag == "iframe":
        return MUTED.search(player.get("src") or "") is not None
    media = player.media
    return media.is_muted or media.has_sound is False if isinstance(media, Media) else player.has("muted")


def expectation(player: Element) -> Result:
    """It shows the browser's controls, is over after three seconds, or something else on the page stops it.

    The controls are among the first three that people come to.
    """
    has_controls = player.has("controls") and player.is_visible and player.tag != "iframe"
    if has_controls and _is_early(player):
        return HAS_CONTROLS
    unsure = COMES_LATE if has_controls else MAY_SOUND
    media = player.media
    if not isinstance(media, Media):
        return unsure.with_detail("" if player.tag == "iframe" else media.reason)
    seconds = float("inf") if player.has("loop") or media.is_live else seconds_played(media)
    if seconds is not None and seconds <= SECONDS:
        return IS_SHORT
    if seconds is None or not media.is_heard or has_controls:
        return unsure
    length = "without end" if seconds == float("inf") else f"for {seconds:g} seconds"
    control = player.page.derived(_possible_control)
    if control is not None:
        return MAY_STOP.with_detail(f"It plays {length}. One candidate: {control.name.strip() or control.tag!r}")
    return NO_CONTROLS.with_detail(f"It plays {length}.")


def _is_early(player: Element) -> bool:
    stops = (e for e in player.page.elements if e.id < player.id and e.is_tabbable)
    return len(list(islice(stops, FIRST))) < FIRST


def _possible_control(page: Page) -> Element | None:
    """The first thing on the page that might stop a sound: it can be pressed, and its name does not tell otherwise."""
    language = (page.root.get("lang") if page.root is not None else "") or "en"
    is_english = language.lower().startswith("en")
    for element in page.elements:
        if not _can_be_pressed(element):
            continue
        if ABOUT_SOUND.search(element.name):  # a hidden one too: it may be shown to whoever points at the player
            return element
        is_unclear = not re.search(r"\w{2}", element.name) or (not is_english and not _leads_away(element))
        if is_unclear and not element.is_hidden:
            return element
    return None


def _can_be_pressed(element: Element) -> bool:
    sends = (element.get("type") or "submit").strip().lower() in ("submit", "image")
    if sends and element.tag in ("button", "input") and element.closest("form") is not None:
        return False
    return element.role in ROLES or (element.is_clickable and element.tag not in NOT_PRESSED)


def _leads_away(element: Element) -> bool:
    return element.tag == "a" and element.has("href") and not (element.get("href") or "").startswith("#")


MENU = '<a href="/">Home</a> <a href="/fees">Fees</a> <a href="/boats">Boats</a>'
EXAMPLES = (
    Example(f'<audio autoplay controls src="{HORN}"></audio>', HAS_CONTROLS),
    Example(f'{MENU}<audio autoplay controls src="{HORN}"></audio>', COMES_LATE),
    Example(f'{MENU}<audio autoplay controls src="{CLICK}"></audio>', IS_SHORT),
    Example(f'<audio autoplay src="{CLICK}"></audio>', IS_SHORT),
    Example(f'<audio autoplay src="{HORN}"></audio>', NO_CONTROLS),
    Example(f'<audio autoplay loop src="{CLICK}"></audio><a href="/harbors">Harbors</a>', NO_CONTROLS),
    Example(f'<audio autoplay src="{HORN}"></audio><form><input><button></button></form>', NO_CONTROLS),
    Example(f'<audio autoplay src="{HORN}"></audio><button>Silence the horn</button>', MAY_STOP),
    Example(f'<audio autoplay src="{HORN}"></audio><button></button>', MAY_STOP),
    Example(f'<audio src="{HORN}"></audio><script>document.querySelector("audio").play()</script>', NO_CONTROLS),
    Example('<audio autoplay src="horn.mp3"></audio>', MAY_SOUND),
    Example('<video autoplay><source src="tour.mp4"></video>', MAY_SOUND),
    Example('<iframe src="https://www.youtube.com/embed/x?autoplay=1" srcdoc="Tour"></iframe>', MAY_SOUND),
    Example('<iframe src="https://www.youtube.com/embed/x?autoplay=1&mute=1" srcdoc="Tour"></iframe>', INAPPLICABLE),
    Example('<audio autoplay controls src="horn.mp3" style="display: none"></audio>', MAY_SOUND),
    Example('<video autoplay muted src="tour.mp4"></video><audio controls src="horn.mp3"></audio>', INAPPLICABLE),
    Example(f'<video autoplay src="{SILENT_FILM}"></video><video autoplay></video>', INAPPLICABLE),
)


def correction(player: Element, _: Result) -> Correction | None:
    """The player with controls in sight."""
    shown = changed(player, {"controls": ""}, without=("hidden",))
    return corrected(player, shown, change="Add `controls`, so that people can stop the sound and turn it down.")


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
