"""A frame called "frame" makes people who listen go in to learn what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.correction import corrected, named, speech_of
from rules.general_names import GENERAL_FRAMES
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from rules.titles.frame_name import applicability as frames_to_name

METADATA = Metadata(
    id="frame-descriptive",
    title="Frame's name says what is in it",
    wcag=("4.1.2",),
    trusted_tester=("12.C", "12.D"),
    baseline=("19.A", "19.B"),
    affects=("302.1",),
    remediation='Say in the `title` what is in the frame: "Map of our offices" instead of "iframe".',
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_SUBJECT = passed("The frame's name is more than a word for frames, a file name or an address.")
SAYS_FRAME = failed("The iframe's name says only that it is a frame.", fails=("12.D",))
SAYS_FRAME_TITLE = failed("The frame's title says only that it is a frame.", fails=("12.C",))
IS_GENERAL = cant_tell("Does this name say what is in the frame?", asks=("12.D",))

FRAME = re.compile(
    r"((this is )?(an? )?(embedded |inline |untitled )?i?[ -]?frames?( (content|title|name))?|title|untitled|no title"
    r"|null|undefined)[\s_-]*+\d*+\W*",
    re.IGNORECASE,
)
"""What says nothing to anybody."""


def applicability(page: Page) -> Iterator[Element]:
    """Each frame that `frame-name` applies to and that has a name; of several with one general name, the first."""
    asked: set[str] = set()
    for frame in frames_to_name(page):
        name = _name(frame)
        if name and (not GENERAL_FRAMES.fullmatch(name) or name not in asked):
            asked.add(name)
            yield frame


def _name(frame: Element) -> str:
    return " ".join(frame.name.casefold().split())


def expectation(frame: Element) -> Result:
    """The name, with the description, is more than a word for frames, a file name, an address or a program's mark."""
    name, description = _name(frame), frame.description.strip()
    if description and description.casefold() != name:
        return HAS_SUBJECT
    if FRAME.fullmatch(name):
        return (SAYS_FRAME_TITLE if frame.tag == "frame" else SAYS_FRAME).with_detail(name)
    return IS_GENERAL.with_detail(name) if GENERAL_FRAMES.fullmatch(name) else HAS_SUBJECT


EXAMPLES = (
    Example('<iframe title="Map of our offices" srcdoc="A map"></iframe>', HAS_SUBJECT),
    Example(
        '<p id="d">Map of our offices</p><iframe title="Frame" aria-describedby="d" srcdoc="A"></iframe>', HAS_SUBJECT
    ),
    Example('<iframe title="iFrame 2" srcdoc="A map"></iframe>', SAYS_FRAME),
    Example('<iframe title="Untitled frame" srcdoc="A map"></iframe>', SAYS_FRAME),
    Example(
        '<!doctype html><html><frameset cols="50%,50%"><frame title="Menu" src="about:blank">'
        '<frame title="frame2" src="about:blank"></frameset></html>',
        HAS_SUBJECT,
        SAYS_FRAME_TITLE,
    ),
    Example('<iframe title="https://maps.example/embed" srcdoc="A map"></iframe>', IS_GENERAL),
    Example('<iframe title="YouTube video player" srcdoc="Film"></iframe>', IS_GENERAL),
    Example('<iframe title="player" srcdoc="A"></iframe><iframe title="Player" srcdoc="B"></iframe>', IS_GENERAL),
    Example('<iframe srcdoc="A map"></iframe><iframe title="frame" srcdoc="A map" hidden></iframe>', INAPPLICABLE),
)


def correction(frame: Element, _: Result) -> Correction | None:
    """The frame with a title that says what is in it."""
    mended = named(frame, "[what is in the frame]")
    return corrected(frame, mended, change="Say in the name what is in the frame.", speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
