"""People who are deaf read the captions of a video; without them they see lips that move.

A video with no captions in its markup is not failed: they may be part of its picture, which nobody but a person sees,
or the video may tell again what the page says already.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.clips import FILM, SILENT_FILM
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Media, Page
from rules.players import CAPTIONS, films, is_live, service_of, tracks_of

METADATA = Metadata(
    id="video-captions",
    title="Video has captions",
    wcag=("1.2.2",),
    trusted_tester=("17.A",),
    baseline=("17.D",),
    act=("eac66b", "f51b46"),
    affects=("302.4", "302.5"),
    remediation='Add a `track kind="captions"` with what is said and heard, or captions in the player.',
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

HAS_TRACK = cant_tell("Do the captions of this video tell all that is said and heard in it?", asks=("17.A",))
IS_BROKEN = cant_tell(
    "The captions of this video did not load, or are empty. Are there captions in its picture?", asks=("17.A",)
)
HAS_NO_TRACK = cant_tell("No captions are in the markup. Has this video captions, or no sound?", asks=("17.A",))
HAS_SOUND = cant_tell(
    "This video has sound, and no captions in its markup. Does its picture or its player show any?", asks=("17.A",)
)
IN_SERVICE = cant_tell("Does the player have captions for this video that people wrote or checked?", asks=("17.A",))


def applicability(page: Page) -> Iterator[Element]:
    """Each visible video that can be heard and is not live: none without an audio track, none muted for good."""
    return (e for e in films(page) if not is_live(e))


def expectation(video: Element) -> Result:
    """It has accurate captions; only a person can compare them with what is heard."""
    service = service_of(video)
    if service is not None:
        return IN_SERVICE.with_detail(service.name)
    tracks = tracks_of(video, *CAPTIONS)
    if tracks:
        is_usable = any(track.state != "failed" and track.cues != 0 for track in tracks)
        return HAS_TRACK if is_usable else IS_BROKEN
    return HAS_SOUND if isinstance(video.media, Media) and video.media.has_sound else HAS_NO_TRACK


VTT = "data:text/vtt,WEBVTT%0A%0A00:00.000%20--%3E%2000:01.000%0AAhoy"
NO_VTT = "data:text/vtt,WEBVTT"

EXAMPLES = (
    Example('<video controls src="tour.mp4"><track kind="captions" src="tour.vtt"></video>', HAS_TRACK),
    Example(f'<video controls src="{FILM}"><track default kind="captions" src="{VTT}"></video>', HAS_TRACK),
    Example(f'<video controls src="{FILM}"><track default kind="captions" src="/gone.vtt"></video>', IS_BROKEN),
    Example(f'<video controls src="{FILM}"><track default kind="captions" src="{NO_VTT}"></video>', IS_BROKEN),
    Example(f'<video controls src="{FILM}"></video>', HAS_SOUND),
    Example(f'<video controls src="{FILM}"><track kind="chapters" src="{VTT}"></video>', HAS_SOUND),
    Example('<video controls src="tour.mp4"></video>', HAS_NO_TRACK),
    Example('<iframe src="https://www.youtube.com/embed/x" srcdoc="Tour"></iframe>', IN_SERVICE),
    Example(
        '<video autoplay muted loop src="wave.mp4"></video><iframe src="/map" srcdoc="Map"></iframe>', INAPPLICABLE
    ),
    Example(f'<video controls src="{SILENT_FILM}"></video>', INAPPLICABLE),
    Example('<video controls src="tour.mp4" style="display: none"></video><video controls></video>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
