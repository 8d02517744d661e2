"""People who are deaf read the captions of a video; without them they see lips that move."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page
from rules.players import videos

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
HAS_NO_TRACK = cant_tell("No captions are in the markup. Has this video captions, or no sound?", asks=("17.A",))


def applicability(page: Page) -> Iterator[Element]:
    """Each visible video that can be heard: not one that is muted and has no controls to change that."""
    return (e for e in videos(page) if not (e.has("muted") and not e.has("controls")))


def expectation(video: Element) -> Result:
    """It has accurate captions; only a person can compare them with what is heard."""
    is_captioned = any(
        child.tag == "track" and (child.get("kind") or "subtitles").lower() in ("captions", "subtitles")
        for child in video.elements
    )
    return HAS_TRACK if is_captioned else HAS_NO_TRACK


EXAMPLES = (
    Example('<video controls src="tour.mp4"><track kind="captions" src="tour.vtt"></video>', HAS_TRACK),
    Example('<video controls src="tour.mp4"></video>', HAS_NO_TRACK),
    Example('<video controls src="tour.mp4"><track kind="chapters" src="tour.vtt"></video>', HAS_NO_TRACK),
    Example('<iframe src="https://www.youtube.com/embed/x" srcdoc="Tour"></iframe>', HAS_NO_TRACK),
    Example(
        '<video autoplay muted loop src="waves.mp4"></video><iframe src="/map" srcdoc="Map"></iframe>', INAPPLICABLE
    ),
    Example('<video controls src="tour.mp4" style="display: none"></video><video controls></video>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
