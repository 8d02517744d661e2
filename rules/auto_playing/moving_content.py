"""What moves beside a text pulls the eyes away from it; some people can't read on until it stops."""

from __future__ import annotations

from collections.abc import Iterator

from rules.clips import SILENT_FILM
from rules.correction import changed, corrected
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.motion import Motion, motions, stopping
from rules.page import Element, Page

METADATA = Metadata(
    id="moving-content",
    title="Content that moves by itself can be paused, stopped or hidden",
    wcag=("2.2.2",),
    trusted_tester=("2.B",),
    baseline=("21.B", "3.A"),
    affects=("302.2", "302.9"),
    remediation="Let nothing move for more than five seconds, or put a button that pauses it beside it.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_STOP = passed("Beside what moves is a control that is called as if it stopped it.")
NEVER_STOPS = failed("The text moves without end, and nothing on the page is there to stop it.", fails=("2.B",))
MAY_MOVE = cant_tell(
    "This seems to move by itself. Does it stop within five seconds, or can people pause, stop or hide it?",
    asks=("2.B",),
)
MAY_TURN = cant_tell(
    "This seems to show one thing after another. Does it wait for people to go on, or can they pause or stop it?",
    asks=("2.B",),
)

HANDLERS = ("onmouseover", "onmouseenter", "onclick", "onfocus", "onstart", "onfinish")
"""Attributes by which a `marquee` may be told to stop."""


def applicability(page: Page) -> Iterator[Element]:
    """What can be seen and, by its markup or style, moves by itself for more than five seconds.

    Each `marquee`, and the first carousel, animated picture and video without controls; of animations of one name the
    first.
    """
    found = page.derived(motions)
    return (element for element in page.elements if element.id in found)


def expectation(element: Element) -> Result:
    """A control beside it is called as if it stopped it.

    None can be there for a `marquee` that runs without end when no control of the page is called so and the `marquee`
    answers to no event.
    """
    motion = element.page.derived(motions)[element.id]
    controls = element.page.derived(stopping)
    around = {element.id, *(ancestor.id for ancestor in _around(element))}
    if any(not around.isdisjoint({control.id, *(a.id for a in control.ancestors())}) for control in controls):
        return HAS_STOP
    if motion.kind == "marquee" and not controls and _is_endless(element):
        return NEVER_STOPS
    return MAY_TURN if motion.kind == "carousel" else MAY_MOVE.with_detail(_told(motion))


def _around(element: Element) -> Iterator[Element]:
    """The two elements around it, as long as they hold no whole page."""
    for _, ancestor in zip(range(2), element.ancestors(), strict=False):
        if ancestor.tag in ("html", "body", "main", "form"):
            return
        yield ancestor


def _is_endless(marquee: Element) -> bool:
    is_endless = (marquee.get("loop") or "-1").strip() in ("-1", "0", "infinite")
    turns = (marquee.get("behavior") or "scroll").strip().lower() in ("scroll", "alternate")
    return is_endless and turns and not any(marquee.has(name) for name in HANDLERS) and not marquee.is_clickable


def _told(motion: Motion) -> str:
    return f"animation {motion.name}" if motion.kind == "animation" else motion.kind


BLINK = "<style>@keyframes blink { 50% { border-color: red } } .w { width: 30px; height: 30px }</style>"
SLOW = 'scrolldelay="9999999" style="transform: translateX(.005px)"'
"""So slow, and so far from the edge of a unit of layout, that each recording of an example is like the one before."""

EXAMPLES = (
    Example(f"<marquee {SLOW}>Channel closed on Friday</marquee><p>Hours: 8 to 4</p>", NEVER_STOPS),
    Example(f"<marquee loop=2 {SLOW}>Channel closed on Friday</marquee>", MAY_MOVE),
    Example(f'<marquee onmouseover="this.stop()" {SLOW}>Channel closed on Friday</marquee>', MAY_MOVE),
    Example(f"<div><marquee {SLOW}>Channel closed</marquee> <button>Pause the ticker</button></div>", HAS_STOP),
    Example(f'{BLINK}<div class="w" style="animation: blink 2s infinite; border: 1px solid"></div>', MAY_MOVE),
    Example(
        f'{BLINK}<p class="w" style="animation: blink 2s infinite">A</p>'
        '<p class="w" style="animation: blink 1s 8">B</p>',
        MAY_MOVE,
    ),
    Example(
        '<svg width="40" height="40"><circle r="9"><animate attributeName="fill" to="red" repeatCount="indefinite"/>'
        "</circle></svg>",
        MAY_MOVE,
    ),
    Example('<video autoplay muted src="waves.mp4"></video>', MAY_MOVE),
    Example(f'<video autoplay muted loop src="{SILENT_FILM}"></video>', MAY_MOVE),
    Example('<iframe src="https://player.vimeo.com/video/1?background=1" srcdoc="Waves"></iframe>', MAY_MOVE),
    Example('<section aria-roledescription="carousel" aria-label="News"><p>Harbor day</p></section>', MAY_TURN),
    Example(
        '<section class="slider" data-autoplay="5000"><button>Pause slide show</button><p>Harbor day</p></section>',
        HAS_STOP,
    ),
    Example(f'{BLINK}<div class="w" style="animation: blink 2s 2; border: 1px solid"></div>', INAPPLICABLE),
    Example(f'{BLINK}<div class="w" style="animation: blink 2s infinite; visibility: hidden">A</div>', INAPPLICABLE),
    Example('<div class="carousel" data-bs-interval="false"><p>Harbor day</p></div>', INAPPLICABLE),
    Example('<video autoplay muted controls src="waves.mp4"></video><video autoplay></video>', INAPPLICABLE),
    Example(f'<video autoplay muted src="{SILENT_FILM}"></video>', INAPPLICABLE),
    Example('<iframe src="https://player.vimeo.com/video/1?autoplay=1" srcdoc="Waves"></iframe>', INAPPLICABLE),
    Example('<marquee scrollamount="0">Harbor day</marquee><img src="boat.gif" alt="Boat">', INAPPLICABLE),
)


MARQUEE_ONLY = "behavior bgcolor direction height hspace loop scrollamount scrolldelay truespeed vspace width".split()


def correction(element: Element, _: Result) -> Correction | None:
    """The text of a `marquee` at rest."""
    still = changed(element, tag="div", without=MARQUEE_ONLY)
    return corrected(element, still, change="Show the text at rest: write `div` in place of `marquee`.")


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
