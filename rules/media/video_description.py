"""Who can't see a video knows of it what is heard: words on a slide, or a hand that shows the way, are lost."""

from __future__ import annotations

from collections.abc import Iterator

from rules.clips import FILM, SILENT_FILM
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page
from rules.players import films, is_live, tracks_of

METADATA = Metadata(
    id="video-description",
    title="What a video shows is also told",
    wcag=("1.2.5",),
    trusted_tester=("17.B",),
    baseline=("17.E",),
    act=("1ec09b", "1ea59c"),
    affects=("302.1", "302.2"),
    remediation="Describe what is shown in the video's own sound, or offer a version with audio description.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_TOLD = cant_tell("Does the sound of this video also tell what it shows, as far as it matters?", asks=("17.B",))
IS_WRITTEN = cant_tell(
    "Descriptions of this video are in a track, which browsers don't speak. Does the player speak them?",
    asks=("17.B",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each visible video that can be heard and is not live."""
    return (e for e in films(page) if not is_live(e))


def expectation(video: Element) -> Result:
    """What it shows is told too, by its sound or by an audio description; only a person can compare the two."""
    return IS_WRITTEN if tracks_of(video, "descriptions") else IS_TOLD


EXAMPLES = (
    Example('<video controls src="tour.mp4"></video>', IS_TOLD),
    Example('<iframe src="https://player.vimeo.com/video/1" srcdoc="Tour"></iframe>', IS_TOLD),
    Example(f'<video controls src="{FILM}"><track kind="descriptions" src="/tour.vtt"></video>', IS_WRITTEN),
    Example(f'<video controls src="{SILENT_FILM}"></video>', INAPPLICABLE),
    Example('<video autoplay muted loop src="waves.mp4"></video>', INAPPLICABLE),
    Example('<video controls src="tour.mp4" style="display: none"></video><video controls></video>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
