"""Sound and video that a page plays: HTML's own elements and the frames of the best-known services.

What the browser knows of a player (`element.media`) comes before what its markup says; of one that has not loaded the
markup alone tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rules.addresses import parts_of
from rules.page import Element, Media, Page, TextTrack


@dataclass(frozen=True, slots=True)
class Service:
    """A service whose frames hold nothing but a player."""

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    """How the paths of its players begin."""
    has_captions_button: bool = False
    """Whether it is well known that its bar has a button for captions beside the volume."""


VIDEO_SERVICES = (
    Service("YouTube", ("youtube.com", "youtube-nocookie.com"), ("/embed/",), has_captions_button=True),
    Service("Vimeo", ("vimeo.com",), ("/video/", "/event/"), has_captions_button=True),
    Service("Brightcove", ("players.brightcove.net",), ("/",)),
    Service("Dailymotion", ("dailymotion.com",), ("/embed/", "/player")),
    Service("DVIDS", ("dvidshub.net",), ("/video/embed",)),
    Service("Facebook", ("facebook.com",), ("/plugins/video",)),
    Service("Granicus", ("granicus.com",), ("/player", "/MediaPlayer")),
    Service("JW Player", ("jwplayer.com", "jwplatform.com", "jwpcdn.com"), ("/players/",)),
    Service("Kaltura", ("kaltura.com",), ("/p/",)),
    Service("Panopto", ("panopto.com",), ("/Panopto/Pages/Embed",)),
    Service("Twitch", ("player.twitch.tv",), ("/",)),
    Service("Wistia", ("wistia.net", "wistia.com"), ("/embed/",)),
)
AUDIO_SERVICES = (
    Service("Apple Podcasts", ("embed.podcasts.apple.com",), ("/",)),
    Service("Blubrry", ("player.blubrry.com",), ("/",)),
    Service("Buzzsprout", ("buzzsprout.com",), ("/",)),
    Service("DVIDS", ("dvidshub.net",), ("/audio/embed",)),
    Service("Libsyn", ("html5-player.libsyn.com", "play.libsyn.com"), ("/embed", "/")),
    Service("Podbean", ("podbean.com",), ("/player", "/media/player")),
    Service("Simplecast", ("player.simplecast.com",), ("/",)),
    Service("SoundCloud", ("w.soundcloud.com",), ("/player",)),
    Service("Spotify", ("open.spotify.com",), ("/embed",)),
    Service("Transistor", ("share.transistor.fm",), ("/e/",)),
)

CAPTIONS = ("captions", "subtitles")
LIVE = re.compile(
    r"^live\b(?! (in|on|with|without|near|at)\b)|\bwebcast|\b(watch|streaming|stream|broadcast) live\b|\blive[\s_-]?"
    r"(stream|video|broadcast|feed|cast|coverage|meeting|hearing|briefing|event|session|tv|cam|player)",
    re.IGNORECASE,
)
SOUND = re.compile(r"mute|sound|audio|volume", re.IGNORECASE)
TRANSCRIPT = re.compile(r"\btranscripts?\b|\btranscripci[oó]n\b|\btext version\b|\bread (the|what)\b", re.IGNORECASE)
BARE = re.compile(r"[?&](controls=0|background=1)(?=&|#|$)")
"""What makes a service show its player without its bar."""
STARTS = re.compile(r"[?&](auto_?play|background)=(1|true)(?=&|#|$)", re.IGNORECASE)
MUTED = re.compile(r"[?&](muted?|background)=(1|true)(?=&|#|$)", re.IGNORECASE)
CLOCK = r"(?:\d+:){0,2}\d+(?:\.\d+)?"
PART = re.compile(rf"(?:^|&)t=(?:npt:)?(?P<start>{CLOCK}|)(?:,(?P<end>{CLOCK}))?(?:&|$)")
"""A part of a recording, as Media Fragments names it."""
BROAD = ("html", "body")
"""What stands around everything and so brings nothing together."""


def service_of(frame: Element, services: Iterable[Service] = VIDEO_SERVICES) -> Service | None:
    """The service whose player a frame shows."""
    if frame.tag != "iframe":
        return None
    address = parts_of(frame.get("src") or "")
    host = (address.hostname or "").lower()
    for service in services:
        if any(host == name or host.endswith(f".{name}") for name in service.hosts):
            return service if address.path.startswith(service.paths) else None
    return None


def has_source(element: Element) -> bool:
    """Whether an `audio` or `video` has something to play, by its markup or by a script."""
    return (
        bool(element.media)
        or bool((element.get("src") or "").strip())
        or any(child.tag == "source" and (child.get("src") or "").strip() for child in element.elements)
    )


def starts_itself(element: Element) -> bool:
    """Whether it plays unasked, by an attribute or by a script; one that has not loaded is taken by its word.

    A frame is taken by its address.
    """
    if element.tag == "iframe":
        return STARTS.search(element.get("src") or "") is not None
    media = element.media
    if isinstance(media, Media) and isinstance(media.is_playing, bool):
        return media.is_playing
    return element.has("autoplay")


def seconds_played(media: Media) -> float | None:
    """How long it plays: less than it is long where its address names a part (`#t=5,9`) that does not end too soon."""
    if not isinstance(media.seconds, (int, float)):
        return None
    part = PART.search(media.source.partition("#")[2])
    if part is None:
        return media.seconds
    start, end = _clock(part["start"]), _clock(part["end"]) if part["end"] else media.seconds
    return max(min(end, media.seconds) - start, 0.0) if not part["end"] or start < end else media.seconds


def _clock(text: str) -> float:
    """The seconds that `9`, `1:09` or `0:01:09.5` stand for; none for nothing."""
    seconds = 0.0
    for number in text.split(":"):
        seconds = seconds * 60 + float(number or 0)
    return seconds


def is_silent(element: Element) -> bool:
    """Whether it can't be heard: it has no audio track, or its sound is off and no control there turns it on."""
    media = element.media
    if isinstance(media, Media) and media.has_sound is False:
        return True
    is_muted = media.is_muted if isinstance(media, Media) else element.has("muted")
    if not is_muted or element.has("controls"):
        return False
    return not any(SOUND.search(control.name) for control in controls_beside(element))


def shows_nothing(element: Element) -> bool:
    """Whether it is a `video` in name alone: it has sound and no picture."""
    return isinstance(element.media, Media) and not element.media.has_picture


def videos(page: Page) -> Iterator[Element]:
    """Each visible `video` with something to show, and each visible frame of a video service."""
    for element in page.tagged("video", "iframe"):
        if not element.is_visible:
            continue
        if element.tag == "iframe":
            if service_of(element) is not None:
                yield element
        elif has_source(element) and not shows_nothing(element) and not _is_inside_service(element):
            yield element


def films(page: Page) -> Iterator[Element]:
    """Those that can be heard as well as seen, as far as anything tells: synchronized media."""
    return (element for element in videos(page) if element.tag == "iframe" or not is_silent(element))


def recordings(page: Page) -> Iterator[Element]:
    """Each `audio`, and each `video` without a picture, that can be heard, and each frame of a service for sound."""
    for element in page.tagged("audio", "video", "iframe"):
        if element.tag == "iframe":
            if service_of(element, AUDIO_SERVICES) is not None and element.is_visible:
                yield element
        elif _is_recording(element):
            yield element


def _is_recording(element: Element) -> bool:
    is_sound = element.tag == "audio" or shows_nothing(element)
    return is_sound and has_source(element) and not is_silent(element) and not _is_inside_service(element)


def _is_inside_service(element: Element) -> bool:
    owner = element.document.owner
    return owner is not None and (service_of(owner) or service_of(owner, AUDIO_SERVICES)) is not None


def is_live(element: Element) -> bool:
    """Whether it shows what happens now: it has no end, or its service says so in the address."""
    if isinstance(element.media, Media):
        return element.media.is_live and not element.media.source.startswith(("blob:", "data:"))
    address = parts_of(element.get("src") or "")
    if element.tag == "iframe" and (address.hostname or "").lower() == "player.twitch.tv":
        return re.search(r"(^|&)channel=", address.query) is not None
    return element.tag == "iframe" and address.path.startswith(("/embed/live_stream", "/event/"))


def sounds_live(element: Element) -> bool:
    """Whether the words on the player say that it is live."""
    return any(LIVE.search(element.get(name) or "") for name in ("title", "aria-label", "id"))


def tracks_of(element: Element, *kinds: str) -> list[TextTrack]:
    """The text tracks of these kinds, as the browser has them, or as the markup of one that has not loaded says."""
    if isinstance(element.media, Media):
        return [track for track in element.media.tracks if track.kind in kinds]
    return [
        TextTrack(kind, child.get("srclang") or "", "waiting", False, None)
        for child in element.elements
        if child.tag == "track" and (kind := (child.get("kind") or "subtitles").lower()) in kinds
    ]


def is_beside(player: Element, other: Element) -> bool:
    """Whether something stands near a player: they share an ancestor not more than three steps up from either."""
    near = [e for e in islice(player.ancestors(), 3) if e.tag not in BROAD or e is player.parent]
    return any(e in near for e in islice(other.ancestors(), 3))


def transcript_of(player: Element) -> Element | None:
    """The first link, button or heading near a player whose words promise a transcript."""
    return next((e for e in player.page.derived(_transcripts) if is_beside(player, e)), None)


def _transcripts(page: Page) -> list[Element]:
    candidates = page.tagged("a", "button", "summary", "h2", "h3", "h4", "h5", "h6")
    return [e for e in candidates if not e.is_hidden and TRANSCRIPT.search(e.text or e.name)]


def controls_beside(player: Element) -> Iterator[Element]:
    """The buttons and the like that stand near a player; hidden ones too, as bars are until somebody presses play."""
    return (e for e in player.page.derived(_buttons) if is_beside(player, e))


def has_bar(player: Element) -> bool:
    """Whether it has controls of its own: those of its service or the browser, or something to press beside it."""
    return player.tag == "iframe" or player.has("controls") or any(True for _ in controls_beside(player))


def _buttons(page: Page) -> list[Element]:
    roles = ("button", "menuitem", "menuitemcheckbox", "menuitemradio", "checkbox", "switch", "slider")
    return page.with_role(*roles)


def first_of_each_kind(players: Iterable[Element]) -> Iterator[Element]:
    """The first player of each service, the first with the browser's own controls, and the first without."""
    seen: set[str] = set()
    for player in players:
        service = service_of(player)
        kind = service.name if service else "the browser's" if player.has("controls") else "the page's own"
        if kind not in seen:
            seen.add(kind)
            yield player
