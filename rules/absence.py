"""Which Trusted Tester tests do not apply to a page, because what they are about is proved to be absent.

DOES NOT APPLY is a result of the process like any other, and "no rule found it" proves nothing. A test is named here
only when the recording holds nothing that could be, become or contain what the test is about, hidden or not. Tests
about what only a person can see to be absent (a list by its look, a change of language) are never named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from rules.aria import WIDGETS
from rules.names import has_sign
from rules.page import Element, Page

EMBEDDING = ("iframe", "frame", "object", "embed", "applet", "canvas", "portal")
"""Elements that can show anything."""
PLAYERS = ("audio", "video", "bgsound")
PICTURES = ("img", "svg", "picture", "image", "math")
CONTROLS = ("input", "select", "textarea", "button", "option", "datalist", "summary", "output", "meter", "progress")
RECORDED = frozenset(
    "aac aif aiff avi flac flv m3u m3u8 m4a m4v mid midi mkv mov mp3 mp4 mpeg mpg oga ogg ogv opus ra ram rm smil swf"
    " wav weba webm wma wmv".split()
)
"""Endings of addresses of recordings."""
MOVING_PICTURES = frozenset(("gif", "webp", "apng", "png", "avif", "svg"))
"""Endings of pictures that can move."""


class _Held(NamedTuple):
    """What a page holds, as far as absence turns on it."""

    embeds: bool
    scripts: bool
    plays: bool
    pictures: bool
    backgrounds: bool
    moves: bool
    controls: bool
    links: bool
    focusable: bool
    tables: bool
    positioned: bool
    frames: bool
    inline_frames: bool


def absent(page: Page) -> tuple[str, ...]:
    """The ids of the tests that do not apply to the page, in the order of the process; none if a part is missing."""
    if page.gaps or not page.is_html:
        return ()
    held = _look(page)
    return tuple(test for test, is_absent in TESTS.items() if is_absent(held))


def _is_still(held: _Held) -> bool:
    return not (held.moves or held.plays or held.embeds or held.scripts)


def _is_inert(held: _Held) -> bool:
    return not (held.focusable or held.controls or held.links or held.plays or held.embeds or held.scripts)


def _has_no_field(held: _Held) -> bool:  # a script can make one of anything
    return not (held.controls or held.embeds or held.scripts)


def _has_no_picture(held: _Held) -> bool:
    return not (held.pictures or held.backgrounds or held.plays or held.embeds)


def _has_no_film(held: _Held) -> bool:
    return not (held.plays or held.embeds)


TESTS: Mapping[str, Callable[[_Held], bool]] = {
    "2.A": lambda held: not (held.plays or held.embeds or held.scripts),
    **dict.fromkeys(("2.B", "2.C", "2.D", "3.A"), _is_still),
    **dict.fromkeys(("4.A", "4.B", "4.C", "4.D", "4.E", "4.F"), _is_inert),
    **dict.fromkeys(("5.A", "5.B", "5.C", "5.D", "5.F", "5.G", "5.H"), _has_no_field),
    "6.A": lambda held: not (held.links or held.embeds or held.scripts),
    **dict.fromkeys(("7.A", "7.B"), _has_no_picture),
    "7.C": lambda held: not (held.backgrounds or held.embeds),
    "7.D": lambda held: _has_no_picture(held) and not held.controls,
    "7.E": _has_no_picture,
    "12.C": lambda held: not held.frames,
    "12.D": lambda held: not held.inline_frames,
    "14.C": lambda held: not (held.tables or held.embeds),
    "15.A": lambda held: not (held.positioned or held.embeds),
    "16.A": _has_no_film,
    "16.B": _is_still,
    **dict.fromkeys(("17.A", "17.B", "17.C", "17.D", "17.E", "17.F", "17.G"), _has_no_film),
}
"""When each test does not apply."""


def _look(page: Page) -> _Held:
    tags, styles = page.by_tag, {id(e.computed): e.computed for e in page.elements if e.computed is not None}.values()

    def has(*names: str) -> bool:
        return any(tags.get(name) for name in names)

    backgrounds = any(style["background-image"] != "none" or "url(" in style["content"] for style in styles)
    is_scripted = has("script") or any(e.is_clickable or _has_handler(e) for e in page.elements)
    return _Held(
        embeds=has(*EMBEDDING),
        scripts=is_scripted,
        plays=has(*PLAYERS) or any(_leads_to(e, RECORDED) for e in page.tagged("a", "area")),
        pictures=has(*PICTURES)
        or bool(page.with_role("img", "image"))
        or any(has_sign(text.text) for text in page.texts),
        backgrounds=backgrounds,
        moves=has("marquee", "blink", "animate", "animatemotion", "animatetransform", "set")
        or any(_leads_to(e, MOVING_PICTURES) for e in page.tagged("img", "image", "source", "input"))
        or backgrounds
        or any(style["animation-name"] != "none" for style in styles)
        or _refreshes(page),
        controls=has(*CONTROLS) or any(_is_control(e) for e in page.elements),
        links=has("a", "area") or any(e.role == "link" or e.is_clickable for e in page.elements),
        focusable=any(e.has("tabindex") or e.has("accesskey") or e.scroll is not None for e in page.elements),
        tables=has("table") or bool(page.with_role("table", "grid", "treegrid")),
        positioned=any(map(_is_positioned, styles)),
        frames=has("frame"),
        inline_frames=has("iframe"),
    )


def _has_handler(element: Element) -> bool:
    return any(name.startswith("on") for name in element.attributes)


def _leads_to(element: Element, endings: Iterable[str]) -> bool:
    for written in filter(None, map(element.get, ("href", "xlink:href", "src", "srcset", "data"))):
        for address in written.split(","):
            try:
                path = urlsplit(address.strip().split(" ")[0]).path
            except ValueError:
                return True
            if path.rpartition(".")[2].lower() in endings or address.strip().startswith("data:"):
                return True
    return False


def _is_control(element: Element) -> bool:
    return (element.role in WIDGETS and element.role != "link") or element.has("contenteditable")


def _is_positioned(style: Mapping[str, str]) -> bool:
    """Whether the style can put an element elsewhere than the document's order does."""
    return (
        style["position"] != "static"
        or style["float"] != "none"
        or style["order"] != "0"
        or style["transform"] != "none"
        or "flex" in style["display"]
        or "grid" in style["display"]
    )


def _refreshes(page: Page) -> bool:
    return bool(page.source.get("refresh")) or any(
        (e.get("http-equiv") or "").strip().lower() == "refresh" for e in page.tagged("meta")
    )
