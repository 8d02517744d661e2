"""Who can't see a video knows of it what is heard: words on a slide, or a hand that shows the way, are lost."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page
from rules.players import videos

METADATA = Metadata(
    id="video-description",
    title="What a video shows is also told",
    wcag=("1.2.1", "1.2.5"),
    trusted_tester=("16.B", "17.B"),
    baseline=("16.B", "17.E"),
    act=("1ec09b", "c5a4ea"),
    affects=("302.1", "302.2"),
    remediation="Describe what is shown in the video's own sound, or offer a version with audio description.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_TOLD = cant_tell("Does the sound of this video also tell what it shows, as far as it matters?", asks=("17.B",))
IS_WRITTEN = cant_tell("Does the page tell what this silent video shows, or does it only decorate?", asks=("16.B",))


def applicability(page: Page) -> Iterator[Element]:
    """Each visible video."""
    return videos(page)


def expectation(video: Element) -> Result:
    """What it shows is told too, by its sound or for a silent one in words; only a person can compare the two."""
    return IS_WRITTEN if video.has("muted") and not video.has("controls") else IS_TOLD


EXAMPLES = (
    Example('<video controls src="tour.mp4"></video>', IS_TOLD),
    Example('<iframe src="https://player.vimeo.com/video/1" srcdoc="Tour"></iframe>', IS_TOLD),
    Example('<video autoplay muted loop src="waves.mp4"></video>', IS_WRITTEN),
    Example('<video controls src="tour.mp4" style="display: none"></video><video controls></video>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
