"""People who are deaf can only read what a recording says."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page
from rules.players import has_source, plays_itself

METADATA = Metadata(
    id="audio-transcript",
    title="What a recording says can be read",
    wcag=("1.2.1",),
    trusted_tester=("16.A",),
    baseline=("16.A",),
    act=("e7aa44",),
    affects=("302.4", "302.5"),
    remediation="Put a transcript of the recording beside it, or a link to one.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

HAS_TRANSCRIPT = cant_tell("Can all that this recording says be read beside it or behind a link?", asks=("16.A",))
IS_UNASKED = cant_tell("If this sound, which starts by itself, says anything, can that be read?", asks=("16.A",))


def applicability(page: Page) -> Iterator[Element]:
    """Each `audio` that has a source, and visible controls or starts by itself."""
    for audio in page.tagged("audio"):
        if has_source(audio) and (plays_itself(audio) or (audio.has("controls") and audio.is_visible)):
            yield audio


def expectation(audio: Element) -> Result:
    """A transcript stands beside it or behind a link; only a person can compare the two."""
    return HAS_TRANSCRIPT if audio.has("controls") else IS_UNASKED


EXAMPLES = (
    Example('<audio controls src="speech.mp3"></audio><p>We choose to go to the moon.', HAS_TRANSCRIPT),
    Example('<audio autoplay src="speech.mp3"></audio>', IS_UNASKED),
    Example('<audio src="click.mp3"></audio><audio controls></audio>', INAPPLICABLE),
    Example('<audio controls src="speech.mp3" style="display: none"></audio>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
