"""What lies behind a text: the surfaces that a page paints, in their order, and the color range they leave behind it.

Whatever cannot be read from computed style and boxes (a picture, a filter, a blend) is the range of all colors, so that
it settles nothing unless something opaque lies between it and the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from rules.color import WHITE, Color, Contrast, Range, colors_in, contrast_between, exactly, parse
from rules.page import Box, Element, Page, Text, Unknown

PICTURES = frozenset({"img", "video", "canvas", "svg", "object", "embed", "iframe"})
BACKGROUND = ("background-color", "background-image", "background-clip", "background-size")
LETTERS = ("-webkit-text-fill-color", "text-shadow", "-webkit-text-stroke-width")
ALL_COLORS = Range(Color(0.0, 0.0, 0.0), WHITE)
CLEAR = Color(0.0, 0.0, 0.0, 0.0)
BAND = 128


class Fill(NamedTuple):
    """What a style paints into a box: layers from the bottom up, each of colors any of which may be at a spot."""

    layers: tuple[tuple[Color, ...], ...]
    unknown: str

    @property
    def is_opaque(self) -> bool:
        """Whether nothing behind shows through."""
        return any(all(color.alpha == 1.0 for color in layer) for layer in self.layers)


NOTHING = Fill((), "")


class Surface(NamedTuple):
    """An element that paints something, or changes how what is in it is painted."""

    id: int
    last: int
    """The id of its last descendant."""
    box: Box | None
    """Where it paints; None is everywhere, as for the canvas."""
    order: tuple[int, int]
    fill: Fill
    opacity: float
    """Its own."""
    strength: float
    """Its own opacity times that of all its ancestors."""
    effect: str
    """A filter or blend, which nothing here can follow."""
    loose: tuple[int, int]
    """First and last id of the nearest element around it that is taken out of the flow of its surroundings."""
    is_fixed: bool
    is_behind: bool
    """Whether a negative `z-index` puts it behind the text of what it stands in, whatever the paint order says."""


class Look(NamedTuple):
    """How a text looks: the colors of its letters and of what is behind them, and the contrast between both."""

    letters: Range
    backdrop: Range
    contrast: Contrast
    reason: str
    """Why not everything is known; empty when everything is."""

    @property
    def is_seen(self) -> bool:
        """Whether the letters may differ from what is behind them."""
        return self.contrast.highest >= 1.001  # less than one step of one channel


UNSEEN = Look(exactly(WHITE), exactly(WHITE), Contrast(1.0, 1.0), "")


@lru_cache(maxsize=4096)
def _fill(color: str, image: str, clip: str, size: str) -> Fill:
    """The fill of the computed background properties."""
    layers: list[tuple[Color, ...]] = []
    unknown = ""
    base = CLEAR if clip.rpartition(",")[2].strip() == "text" else parse(color)
    if isinstance(base, Unknown):
        return Fill((), base.reason)
    if base.alpha:
        layers.append((base,))
    clips, sizes = clip.split(","), size.split(",")
    for index, part in reversed(list(enumerate(_parts(image)))):
        if part == "none" or clips[index % len(clips)].strip() == "text":
            continue
        stops = colors_in(part) if "gradient(" in part else Unknown("a picture is behind the text")
        if isinstance(stops, Unknown):
            unknown = stops.reason
            layers.append((Color(0.0, 0.0, 0.0), WHITE, CLEAR))
        else:
            layers.append(stops if sizes[index % len(sizes)].strip() == "auto" else (*stops, CLEAR))
            unknown = unknown or "a gradient is behind the text"
    return Fill(tuple(layers), unknown)


def _parts(value: str) -> Iterator[str]:
    """The parts of a value between its commas outside of parentheses."""
    depth = start = 0
    for index, character in enumerate(value):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character == "," and depth == 0:
            yield value[start:index].strip()
            start = index + 1
    yield value[start:].strip()


def _cut(box: Box, clip: Box | None) -> Box:
    """The part of a box that a clip leaves; of no width or height when it leaves none."""
    if clip is None:
        return box
    x, y = max(box.x, clip.x), max(box.y, clip.y)
    return Box(x, y, max(min(box.right, clip.right) - x, 0.0), max(min(box.bottom, clip.bottom) - y, 0.0))


class Painting:
    """All surfaces of a page, found once, and looks at its texts."""

    def __init__(self, page: Page) -> None:
        self.chains: dict[int, tuple[Surface, ...]] = {}
        """By element: the surfaces that it stands in, its own included, outermost first."""
        self.clips: dict[int, Box | None] = {}
        """By element: the part of the page outside of which its content can never be seen."""
        self.views: dict[int, Box | None] = {}
        """By element: the part of the page outside of which its content is not seen before something is scrolled."""
        self.loose: dict[int, tuple[int, int]] = {}
        self.bands: dict[int, list[tuple[Box, Surface]]] = defaultdict(list)
        self._looks: dict[tuple[object, ...], Look] = {}
        self._seen: dict[int, Look] = {}
        self._find(page)

    def _find(self, page: Page) -> None:
        last = _last_descendants(page)
        fixed: set[int] = set()
        behind: set[int] = set()
        for element in page.elements:
            number, parent, style = element.id, element.parent, element.style
            chain: tuple[Surface, ...] = ()
            clip: Box | None = None
            view: Box | None = None
            loose = (0, len(page.nodes))
            if parent is not None:
                up = parent.id
                chain, clip, view, loose = self.chains[up], self.clips[up], self.views[up], self.loose[up]
                if up in fixed:
                    fixed.add(number)
                if up in behind:
                    behind.add(number)
            position = style("position")
            if not isinstance(position, Unknown):  # Unknown: nothing is laid out, or its children alone are
                if position in ("absolute", "fixed") or style("transform") != "none":
                    loose = (number, last[number])
                if position == "fixed":
                    clip = view = None
                    fixed.add(number)
                if position != "static" and str(style("z-index")).startswith("-"):
                    behind.add(number)
                surface = _surface(element, chain, last[number], loose)
                if surface is not None:
                    surface = surface._replace(is_fixed=number in fixed, is_behind=number in behind)
                    chain = (*chain, surface)
                    self._index(element, surface, view)
                if element.box is not None and element.tag not in ("html", "body"):  # theirs is the viewport's
                    flows = {style("overflow-x"), style("overflow-y")}
                    if flows <= {"hidden", "clip"}:
                        clip = _cut(element.box, clip)
                    if "visible" not in flows:
                        view = _cut(element.box, view)
            self.chains[number], self.clips[number], self.views[number] = chain, clip, view
            self.loose[number] = loose

    def _index(self, element: Element, surface: Surface, view: Box | None) -> None:
        whole = surface.box
        if whole is None or not surface.strength:
            return
        if element.tag in PICTURES and element.style("visibility") == "visible":
            surface = surface._replace(fill=Fill((), "a picture is behind the text"))
        if not surface.fill.layers and not surface.fill.unknown:
            return
        box = _cut(whole, view)
        if box.width < 1 or box.height < 1:
            return
        for band in range(int(box.y // BAND), int(box.bottom // BAND) + 1):
            self.bands[band].append((box, surface))

    def look(self, text: Text) -> Look:
        """How the text looks, with no contrast at all when it is clipped away or covered."""
        if text.id not in self._seen:
            self._seen[text.id] = self._look(text)
        return self._seen[text.id]

    def _look(self, text: Text) -> Look:
        parent = text.parent
        if text.box is None:
            return UNSEEN
        box = _cut(text.box, self.clips[parent.id])
        if box.width < 1 or box.height < 1 or box.right <= 0 or box.bottom <= 0:
            return UNSEEN
        edge = min(box.height * 0.15, 3.0)  # above and below its letters the box of a line is empty
        box = Box(box.x, box.y + edge, box.width, box.height - 2 * edge)
        chain, view = self.chains[parent.id], self.views[parent.id]
        style = tuple([str(parent.style(name)) for name in LETTERS])
        below: list[tuple[bool, Surface]] = []
        above = ""
        if view is not None and not view.contains(box):  # it scrolls into view, over what holds it
            layers = [(True, surface) for surface in chain]
        else:
            layers = [
                (s.box is None or s.box.contains(box), s) for s in chain if s.box is None or s.box.intersects(box)
            ]
            for area, other in self._overlaps(text, box):
                whole = area.contains(box)
                if other.order[0] <= text.paint_order or other.is_behind:
                    below.append((whole, other))
                elif whole and not other.is_fixed:
                    if other.fill.is_opaque and other.strength == 1:
                        return UNSEEN
                    above = "something is painted over the text"
        if any(s.order[0] > text.paint_order and s.fill.layers for s in chain):
            above = "what holds the text is painted over it"
        key = (id(chain), style, above, *[(whole, s.id) for whole, s in layers], *[(whole, s.id) for whole, s in below])
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = _composed(layers, below, style, above)
        return look

    def _overlaps(self, text: Text, box: Box) -> Iterator[tuple[Box, Surface]]:
        """The surfaces that the text does not stand in and that share its place, not merely its lines."""
        number, x, y, right, bottom = text.id, box.x, box.y, box.right, box.bottom
        first, final = self.loose[text.parent.id]
        seen: set[int] = set()
        for band in range(int(y // BAND), int(bottom // BAND) + 1):
            for area, surface in self.bands.get(band, ()):
                if surface.id < number <= surface.last or area.x >= right or area.y >= bottom:
                    continue
                if area.x + area.width <= x or area.y + area.height <= y or surface.id in seen:
                    continue
                seen.add(surface.id)
                is_loose = not (surface.loose[0] <= number <= surface.loose[1]) or not (first <= surface.id <= final)
                # In the flow, the box of a text of several lines also holds what stands beside it on these lines.
                if is_loose or area.contains(box):
                    yield area, surface


def _last_descendants(page: Page) -> dict[int, int]:
    last = {element.id: element.id for element in page.elements}
    for text in page.texts:
        last[text.parent.id] = max(last[text.parent.id], text.id)
    for element in reversed(page.elements):
        if element.parent is not None:
            last[element.parent.id] = max(last[element.parent.id], last[element.id])
    return last


def _surface(element: Element, chain: tuple[Surface, ...], last: int, loose: tuple[int, int]) -> Surface | None:
    """What an element paints behind its content; None when it paints nothing and changes nothing."""
    style = element.style
    opacity = float(str(style("opacity")))
    fill = NOTHING
    if style("visibility") == "visible":
        fill = _fill(*[str(style(name)) for name in BACKGROUND])
    effect = next((name for name in ("filter", "mix-blend-mode") if style(name) not in ("none", "normal")), "")
    if "text" in str(style("background-clip")):
        effect = "background-clip"
    if not fill.layers and not fill.unknown and not effect and opacity == 1 and element.tag not in PICTURES:
        return None
    parent = element.parent
    is_canvas = parent is None or element.tag == "html"
    if element.tag == "body" and parent is not None and not (chain and chain[-1].id == parent.id):
        is_canvas = True  # the root has no background, and takes that of the body
    strength = opacity * (chain[-1].strength if chain else 1.0)
    order = (element.paint_order, element.id)
    box = None if is_canvas else element.box
    return Surface(element.id, last, box, order, fill, opacity, strength, effect, loose, False, False)


def _composed(
    chain: list[tuple[bool, Surface]], below: list[tuple[bool, Surface]], style: tuple[str, ...], above: str
) -> Look:
    letter, shadow, stroke = style
    color = parse(letter)
    reason, settled = above, not above
    if isinstance(color, Unknown):
        reason, settled = color.reason, False
        color = CLEAR
    if stroke != "0px":
        reason, settled = "the letters have an outline", False
    backdrop = exactly(WHITE)
    groups: list[tuple[Range, float]] = []
    for whole, surface in sorted([*chain, *below], key=lambda layer: layer[1].order):
        if surface.effect:
            reason, settled = f"a {surface.effect} changes how the text is painted", False
        if surface.opacity < 1:
            groups.append((backdrop, surface.opacity))
        painted = _painted(backdrop, surface.fill)
        backdrop = painted if whole else backdrop.joined(painted)
        reason = reason or surface.fill.unknown or ("" if whole else "a surface lies behind a part of the text")
    if below and any(surface.strength != 1 for _, surface in [*chain, *below]):
        reason, settled = reason or "something translucent is behind the text", False
    if shadow != "none":
        shades = colors_in(shadow)
        reason = reason or "the text has a shadow"
        for shade in (ALL_COLORS.low, WHITE) if isinstance(shades, Unknown) else shades:
            backdrop = backdrop.joined(backdrop.under(shade))
    letters = backdrop.under(color)
    for behind, opacity in reversed(groups):
        letters, backdrop = behind.mixed(letters, opacity), behind.mixed(backdrop, opacity)
    if not settled:
        letters = backdrop = ALL_COLORS
    contrast = contrast_between(letters, backdrop)
    return Look(letters, backdrop, contrast, "" if letters.is_exact and backdrop.is_exact else reason)


def _painted(backdrop: Range, fill: Fill) -> Range:
    if fill.unknown and not fill.layers:
        return ALL_COLORS
    for layer in fill.layers:
        under = backdrop
        backdrop = under.under(layer[0])
        for color in layer[1:]:
            backdrop = backdrop.joined(under.under(color))
    return backdrop


_paintings: WeakKeyDictionary[Page, Painting] = WeakKeyDictionary()


def painting_of(page: Page) -> Painting:
    """The painting of a page, made at the first call."""
    painting = _paintings.get(page)
    if painting is None:
        painting = _paintings[page] = Painting(page)
    return painting
