"""A video without sound gives nothing to people who can't see it, unless the page tells what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from rules.clips import FILM, SILENT_FILM
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page
from rules.players import is_silent, transcript_of, videos

METADATA = Metadata(
    id="video-only-alternative",
    title="What a silent video shows is also told",
    wcag=("1.2.1",),
    trusted_tester=("16.B",),
    baseline=("16.B",),
    act=("c3232f",),
    affects=("302.1", "302.2"),
    remediation="Tell in the page what the video shows, or offer a recording that does.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

IS_TOLD = cant_tell("Does the page tell what this silent video shows, or does it only decorate?", asks=("16.B",))
IS_PROMISED = cant_tell("Does the transcript named beside this silent video tell what it shows?", asks=("16.B",))


def applicability(page: Page) -> Iterator[Element]:
    """Each visible `video` that can't be heard: it has no audio track, or plays muted without controls."""
    return (e for e in videos(page) if e.tag == "video" and is_silent(e))


def expectation(video: Element) -> Result:
    """Words or a recording tell what it shows, unless it only decorates; only a person can compare the two."""
    transcript = transcript_of(video)
    return IS_TOLD if transcript is None else IS_PROMISED.with_detail(transcript.text or transcript.name)


EXAMPLES = (
    Example(f'<video controls src="{SILENT_FILM}"></video>', IS_TOLD),
    Example(f'<video autoplay muted loop src="{FILM}"></video>', IS_TOLD),
    Example('<video autoplay muted loop src="waves.mp4"></video>', IS_TOLD),
    Example(f'<video controls src="{SILENT_FILM}"></video><h3>Transcript</h3><p>A blue square.</p>', IS_PROMISED),
    Example(f'<video controls src="{SILENT_FILM}"></video><a href="/t"><img alt="Transcript"></a>', IS_PROMISED),
    Example(f'<video controls src="{FILM}"></video><video controls src="tour.mp4"></video>', INAPPLICABLE),
    Example(f'<video controls src="{SILENT_FILM}" style="display: none"></video>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
