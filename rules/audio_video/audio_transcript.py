"""People who are deaf can only read what a recording says."""

from __future__ import annotations

from collections.abc import Iterator

from rules.clips import CLICK, FILM, HORN
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Media, Page
from rules.players import recordings, starts_itself, transcript_of

METADATA = Metadata(
    id="audio-transcript",
    title="What a recording says can be read",
    wcag=("1.2.1",),
    trusted_tester=("16.A",),
    baseline=("16.A",),
    act=("e7aa44",),
    affects=("302.4", "302.5"),
    remediation="Put a transcript of the recording beside it, or a link to one.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_TRANSCRIPT = cant_tell("Can all that this recording says be read beside it or behind a link?", asks=("16.A",))
IS_PROMISED = cant_tell("Does the transcript named beside this recording tell all that it says?", asks=("16.A",))
IS_UNASKED = cant_tell("If this sound, which starts by itself, says anything, can that be read?", asks=("16.A",))


def applicability(page: Page) -> Iterator[Element]:
    """Each recording without a picture that can be heard, and has visible controls or starts by itself.

    A frame of a service for sound is one; an `audio` or `video` without an audio track is none, and neither is a signal
    that starts by itself and is over after a second.
    """
    for player in recordings(page):
        if _is_signal(player):
            continue
        if player.tag == "iframe" or starts_itself(player) or (player.has("controls") and player.is_visible):
            yield player


def _is_signal(player: Element) -> bool:
    media = player.media
    seconds = media.seconds if isinstance(media, Media) else None
    return isinstance(seconds, (int, float)) and seconds <= 1 and not player.has("controls")


def expectation(player: Element) -> Result:
    """A transcript stands beside it or behind a link; only a person can compare the two."""
    transcript = transcript_of(player)
    if transcript is not None:
        return IS_PROMISED.with_detail(transcript.text or transcript.name)
    return HAS_TRANSCRIPT if player.tag == "iframe" or player.has("controls") else IS_UNASKED


EXAMPLES = (
    Example('<audio controls src="speech.mp3"></audio><p>We choose to go to the moon.', HAS_TRANSCRIPT),
    Example(f'<video controls src="{HORN}"></video>', HAS_TRANSCRIPT),
    Example('<iframe src="https://w.soundcloud.com/player/?url=1" srcdoc="Tides"></iframe>', HAS_TRANSCRIPT),
    Example('<audio controls src="tides.mp3"></audio><a href="/tides">Transcript</a>', IS_PROMISED),
    Example('<audio autoplay src="speech.mp3"></audio>', IS_UNASKED),
    Example(f'<audio autoplay src="{CLICK}"></audio>', INAPPLICABLE),
    Example('<audio src="click.mp3"></audio><audio controls></audio>', INAPPLICABLE),
    Example('<audio controls src="speech.mp3" style="display: none"></audio>', INAPPLICABLE),
    Example(f'<video controls src="{FILM}"></video>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
