"""What moves or changes by itself on a page, as far as its markup and style say so, and controls that may stop it.

Nobody watched the page move for this: it is what authors wrote. What was seen to move can join it here one day.
Whether something flashes is no question for a rule: Trusted Tester never decides its test 3.A.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rules.page import Element, Media, Page
from rules.players import BARE, has_source, seconds_played, service_of, starts_itself

LONG = 5.0
"""Seconds after which motion must be stoppable (WCAG 2.2.2)."""

SMALLEST = 10
"""Width and height in CSS pixels from which motion is seen."""

STOPS = re.compile(
    r"(?:play ?(?:/|or|and) ?)?(?:pause|stop|freeze|turn off|disable|hide|reduce|pausa|pausar|detener|parar)"
    r"(?: .{0,40}\b(?:animat\w+|motion|movement|slides?|slide ?show|carousel|rotat\w+|video|ticker|scroll\w*|auto-?play"
    r"|animaci\w+|movimiento|carrusel|presentación))?(?: ?(?:/|or|and) ?play)?",
    re.IGNORECASE,
)
"""What a control that stops something is called, from its first word to its last."""

CAROUSELS = frozenset(
    "carousel slideshow slider swiper swiper-container slick-slider flexslider owl-carousel glide splide rslides "
    "bxslider bx-wrapper orbit nivoslider cycle-slideshow royalslider tns-slider flickity-enabled keen-slider "
    "rev_slider".split()
)
"""Classes of the best-known scripts that turn pictures over."""
STARTS = ("data-ride", "data-bs-ride", "data-autoplay", "data-cycle-timeout", "data-slick", "data-swiper-autoplay")
"""Attributes in which such scripts are told to start by themselves."""
NEVER = frozenset({"false", "0", "no", "off"})


class Motion(NamedTuple):
    """Something that seems to move: what kind of motion, and which one of that kind."""

    kind: str
    """`marquee`, `animation`, `carousel`, `picture` or `video`."""
    name: str = ""


def motions(page: Page) -> dict[int, Motion]:
    """What can be seen and seems to move by itself for more than five seconds, by the element's id.

    Of the animations of one name, of carousels, moving pictures and videos, the first alone; each marquee.
    """
    found: dict[int, Motion] = {}
    seen: set[Motion] = set()
    for element in page.elements:
        motion = _motion(element)
        if motion is None or motion in seen or element.id in found or not _is_seen(element):
            continue
        found[element.id] = motion
        if motion.kind != "marquee":
            seen.add(motion)
    return found


def _motion(element: Element) -> Motion | None:
    tag, style = element.tag, element.computed
    if style is None:
        return None
    if tag == "marquee":
        return Motion("marquee") if _runs(element) else None
    if tag in ("video", "iframe") and starts_itself(element):
        return Motion("video") if _plays_on(element) else None
    if tag == "img" and _is_moving_picture(element):
        return Motion("picture")
    if tag == "svg" and _is_moving_drawing(element):
        return Motion("animation", "of a drawing")
    if _is_carousel(element):
        return Motion("carousel")
    if style["animation-name"] != "none":
        name = _long(style["animation-name"], style["animation-duration"], style["animation-iteration-count"])
        return Motion("animation", name) if name else None
    return None


def _plays_on(film: Element) -> bool:
    """Whether it has no bar to stop it with, and is not known to be over after five seconds."""
    if film.tag == "iframe":
        return service_of(film) is not None and BARE.search(film.get("src") or "") is not None
    if film.has("controls") or not has_source(film):
        return False
    media = film.media
    seconds = seconds_played(media) if isinstance(media, Media) and not media.is_live else None
    return seconds is None or seconds > LONG or film.has("loop")


def _is_seen(element: Element) -> bool:
    box = element.box
    return box is not None and min(box.width, box.height) >= SMALLEST and element.is_visible


def _long(names: str, durations: str, counts: str) -> str:
    """The name of the first animation that runs for more than five seconds; empty if none does."""
    spans, times = durations.split(","), counts.split(",")
    for index, name in enumerate(names.split(",")):
        span = spans[index % len(spans)].strip()
        seconds = float(span.removesuffix("s")) if span != "auto" else 0.0
        count = times[index % len(times)].strip()
        if name.strip() != "none" and seconds * (float("inf") if count == "infinite" else float(count)) > LONG:
            return name.strip()
    return ""


def _runs(marquee: Element) -> bool:
    return marquee.get("scrollamount") != "0" and (
        bool(marquee.text) or any(part.tag == "img" for part in marquee.descendants())
    )


def _is_moving_drawing(svg: Element) -> bool:
    """Whether it is a drawing, and no part of one, in which an animation of SVG's own goes on for ever."""
    if svg.parent is None or svg.parent.is_foreign:
        return False
    return any(
        part.tag.startswith("animate") and "indefinite" in (part.get("repeatCount"), part.get("repeatcount"))
        for part in svg.descendants()
    )


def _is_moving_picture(image: Element) -> bool:
    source = (image.get("src") or "").lower().partition("?")[0]
    words = f"{source} {image.get('alt') or ''} {image.get('class') or ''}".lower()
    return source.endswith((".gif", ".apng")) and any(word in words for word in ("animat", "blink", "flash", "moving"))


def _is_carousel(element: Element) -> bool:
    attributes = element.attributes
    if "class" not in attributes and "aria-roledescription" not in attributes:
        return False
    if any(
        attributes.get(name, "").lower() in NEVER for name in ("data-interval", "data-bs-interval", "data-autoplay")
    ):
        return False
    if attributes.get("aria-roledescription", "").strip().lower() in ("carousel", "slideshow", "carrusel"):
        return True
    classes = set(attributes.get("class", "").lower().split())
    if classes.isdisjoint(CAROUSELS):
        return False
    told = " ".join(attributes.get(name, "") for name in STARTS).lower()
    return "slider" not in classes or told.strip() not in ("", *NEVER)


def stopping(page: Page) -> list[Element]:
    """The controls that are called as if they stopped something."""
    return [e for e in page.with_role("button", "link", "switch", "checkbox") if not e.is_hidden and _stops(e.name)]


def _stops(name: str) -> bool:
    return STOPS.fullmatch(" ".join(name.split())) is not None
