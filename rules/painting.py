"""What lies behind each text of a page: the surfaces that the page paints, found once and in their order.

Whatever cannot be read from computed style and boxes (a picture, a filter, a blend) is the range of all colors, so that
it settles nothing unless something opaque lies between it and the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rules.color import of_hex
from rules.page import Box, Element, Page, Text
from rules.paint import MOVING, PICTURE, UNSEEN, Fill, Look, Paint, look_of, look_over, may_move, paint_of

PICTURES = frozenset({"img", "video", "canvas", "svg", "object", "embed", "iframe"})
BAND = 128
"""Surfaces are looked up by horizontal bands of the page, this many CSS pixels high."""
MOST_BANDS = 500
"""What reaches over more bands than these is looked up for every text; a page may be millions of pixels high."""


COVERED = "something opaque is painted over the text"
TRANSLUCENT = "something translucent is behind the text"


class Surface(NamedTuple):
    """An element that paints something, or changes how what is in it is painted."""

    id: int
    last: int
    """The id of its last descendant."""
    box: Box | None
    """Where it paints; None is everywhere, as for the canvas."""
    order: tuple[int, int]
    paint: Paint
    strength: float
    """Its opacity times that of all it stands in."""
    loose: tuple[int, int]
    """First and last id of the nearest element around it that is taken out of the flow of its surroundings."""
    is_fixed: bool
    is_behind: bool


Layer = tuple[bool, Surface]
"""A surface, and whether it lies behind the whole text."""


class Place(NamedTuple):
    """What an element means for the texts in it."""

    chain: tuple[Surface, ...]
    """The surfaces that they stand in, outermost first."""
    clip: Box | None
    """The part of the page outside of which they can never be seen."""
    view: Box | None
    """The part of the page outside of which they are not seen before something is scrolled."""
    loose: tuple[int, int]
    is_fixed: bool
    is_behind: bool


class Painting:
    """The surfaces of a page, and how its texts look over them."""

    def __init__(self, page: Page) -> None:
        self._places: dict[int, Place] = {}
        self._bands: dict[int, list[tuple[Box, Surface]]] = defaultdict(list)
        self._tall: list[tuple[Box, Surface]] = []
        self._paints: dict[int, Paint] = {}
        self._numbers: dict[object, int] = {}
        self._looks: dict[tuple[object, ...], Look] = {}
        self._by_text: dict[int, Look] = {}
        self._find(page)

    def _find(self, page: Page) -> None:
        last, moving = _last_descendants(page), _moving_pictures(page)
        top = Place((), None, None, (0, len(page.nodes)), is_fixed=False, is_behind=False)
        for element in page.elements:
            parent, style, number = element.parent, element.computed, element.id
            place = self._places[parent.id] if parent is not None else top
            if style is not None:  # else nothing is laid out, or its children alone are
                paint = self._paint(style)
                chain, clip, view, loose, is_fixed, is_behind = place
                if paint.is_loose:
                    loose = (number, last[number])
                    if paint.is_fixed:
                        is_fixed, clip, view = True, None, None
                is_behind = is_behind or paint.is_behind
                is_picture = element.tag in PICTURES
                if is_picture or paint.matters:
                    strength = paint.opacity * (chain[-1].strength if chain else 1.0)
                    box = None if _is_canvas(element, chain) else element.box
                    order = (element.paint_order, number)
                    surface = Surface(number, last[number], box, order, paint, strength, loose, is_fixed, is_behind)
                    self._index(surface, view, (MOVING if number in moving else PICTURE) if is_picture else paint.fill)
                    if paint.matters:
                        chain = (*chain, surface)
                if paint.is_view and element.box is not None and element.tag not in ("html", "body"):
                    view = _cut(element.box, view)  # what `html` and `body` say holds for the viewport
                    clip = _cut(element.box, clip) if paint.is_clip else clip
                place = Place(chain, clip, view, loose, is_fixed, is_behind)
            self._places[number] = place

    def _paint(self, style: Mapping[str, str]) -> Paint:
        paint = self._paints.get(id(style))  # what looks alike shares one mapping
        if paint is None:
            paint = self._paints[id(style)] = paint_of(style, self._numbers)
        return paint

    def _index(self, surface: Surface, view: Box | None, fill: Fill) -> None:
        if surface.box is None or not surface.strength or not surface.paint.is_visible:
            return
        if fill is not surface.paint.fill:
            surface = surface._replace(paint=surface.paint._replace(fill=fill, number=-1))
        if not fill.layers and not fill.unknown:
            return
        area = _cut(surface.box, view) if surface.box is not None else None
        if area is not None and area.width >= 1 and area.height >= 1:
            bands = range(int(area.y // BAND), int(area.bottom // BAND) + 1)
            if len(bands) > MOST_BANDS:
                self._tall.append((area, surface))
                return
            for band in bands:
                self._bands[band].append((area, surface))

    def look(self, text: Text) -> Look:
        """How the text looks, with no contrast at all when it is clipped away or covered."""
        look = self._by_text.get(text.id)
        if look is None:
            look = self._by_text[text.id] = self._look(text)
        return look

    def _look(self, text: Text) -> Look:
        place, style = self._places[text.parent.id], text.computed
        if text.box is None or style is None or (place.chain and not place.chain[-1].strength):
            return UNSEEN
        box = _cut(text.box, place.clip)
        if box.width < 1 or box.height < 1 or box.right <= 0 or box.bottom <= 0:
            return UNSEEN
        edge = min(box.height * 0.15, 3.0)  # above and below its letters the box of a line is empty
        box = Box(box.x, box.y + edge, box.width, box.height - 2 * edge)
        layers: list[Layer] = []
        others: list[Layer] = []
        unsettled = ""
        if place.view is not None and not place.view.contains(box):  # it scrolls into view, over what holds it
            layers = [(True, surface) for surface in place.chain]
        else:
            for surface in place.chain:
                is_whole = surface.box is None or surface.box.contains(box)
                if is_whole or (surface.box is not None and surface.box.intersects(box)):
                    layers.append((is_whole, surface))
            others = [(area.contains(box), other) for area, other in self._overlaps(text, box, place)]
            if others:
                layers, unsettled = _stacked(text, layers, others)
        if unsettled == COVERED:
            return UNSEEN
        if any(s.order[0] > text.paint_order and s.paint.fill.layers for s in place.chain):
            unsettled = "what holds the text is painted over it"
        letters = self._paint(style).letters
        key = (letters, unsettled, *[(is_whole, surface.paint.number) for is_whole, surface in layers])
        look = self._looks.get(key)
        if look is None:
            look = look_of(letters, [(is_whole, surface.paint) for is_whole, surface in layers], unsettled)
            self._looks[key] = look
        if look.reason and unsettled in ("", TRANSLUCENT) and _pixels_tell(text, place, layers, others):
            if text.backdrop is None:
                return look._replace(is_measurable=True)
            colors = [of_hex(color) for color in text.backdrop.colors]
            return look_over(letters, place.chain[-1].strength if place.chain else 1.0, colors) or look
        return look

    def _overlaps(self, text: Text, box: Box, place: Place) -> Iterator[tuple[Box, Surface]]:
        """The surfaces that the text does not stand in and that share its place, not merely its lines."""
        number, (x, y, width, height) = text.id, box
        right, bottom = x + width, y + height
        first, final = place.loose
        bands = range(int(y // BAND), int(bottom // BAND) + 1)
        seen: set[int] = set()
        for surfaces in (self._tall, *(self._bands.get(band, ()) for band in bands)):
            for area, surface in surfaces:
                left, top, wide, high = area
                if left >= right or top >= bottom or left + wide <= x or top + high <= y:
                    continue
                if surface.id < number <= surface.last or surface.id in seen:
                    continue
                seen.add(surface.id)
                is_loose = not (surface.loose[0] <= number <= surface.loose[1] and first <= surface.id <= final)
                # In the flow, the box of a text of several lines also holds what stands beside it on these lines.
                if is_loose or area.contains(box):
                    yield area, surface


def _stacked(text: Text, chain: list[Layer], others: list[Layer]) -> tuple[list[Layer], str]:
    """The layers behind a text with those that it does not stand in, and why they settle nothing, if they don't.

    What is fixed over the text goes away when the page is scrolled or a notice is closed, and is not counted.
    """
    unsettled = ""
    layers = list(chain)
    for is_whole, surface in others:
        if surface.order[0] <= text.paint_order or surface.is_behind:
            layers.append((is_whole, surface))
        elif is_whole and not surface.is_fixed:
            if surface.paint.fill.is_opaque and surface.strength == 1:
                return layers, COVERED
            unsettled = "something is painted over the text"
    if len(layers) > len(chain) and any(surface.strength != 1 for _, surface in layers):
        unsettled = unsettled or TRANSLUCENT
    return sorted(layers, key=lambda layer: layer[1].order), unsettled


def _pixels_tell(text: Text, place: Place, layers: list[Layer], others: list[Layer]) -> bool:
    """Whether the pixels at a text, once its letters are hidden, are what these stand on for everybody who sees them.

    They are not where something moves, scrolls along or is painted over the text, nor where what is behind the letters
    is made translucent together with them.
    """
    assert text.box is not None
    if place.view is not None and not place.view.contains(text.box):
        return False
    if any(surface.order[0] > text.paint_order and not surface.is_behind for _, surface in others):
        return False
    group = next((surface for surface in place.chain if surface.paint.opacity < 1), None)
    if any(surface.paint.effect or surface.paint.moves for surface in place.chain):
        return False
    for _, surface in layers:
        fill = surface.paint.fill
        if surface.paint.moves or fill.unknown == MOVING.unknown:
            return False
        if surface.is_fixed and not place.is_fixed:
            return False
        if group is not None and group.id <= surface.id <= group.last and (fill.layers or fill.unknown):
            return False
    return any(surface.paint.fill.unknown or not is_whole or surface.strength < 1 for is_whole, surface in layers)


def _moving_pictures(page: Page) -> frozenset[int]:
    """The ids of the elements whose picture may be another one in a moment."""
    moving = {each.id for each in page.tagged("video", "canvas", "object", "embed", "iframe")}
    for image in page.tagged("img"):
        own = image.parent.elements if image.parent is not None and image.parent.tag == "picture" else (image,)
        if any(may_move(f"{each.get('src')} {each.get('srcset')}") for each in own):
            moving.add(image.id)
    for animation in page.tagged("animate", "animatetransform", "animatemotion", "set"):
        moving.update(each.id for each in animation.ancestors() if each.tag == "svg")
    return frozenset(moving)


def _is_canvas(element: Element, chain: tuple[Surface, ...]) -> bool:
    """Whether its background is that of the whole canvas: the root's, or the body's where the root has none."""
    parent = element.parent
    if parent is None or element.tag == "html":
        return True
    return element.tag == "body" and not (chain and chain[-1].id == parent.id)


def _last_descendants(page: Page) -> dict[int, int]:
    last = {element.id: element.id for element in page.elements}
    for text in page.texts:
        last[text.parent.id] = text.id
    for element in reversed(page.elements):
        parent = element.parent
        if parent is not None and last[parent.id] < last[element.id]:
            last[parent.id] = last[element.id]
    return last


def _cut(box: Box, clip: Box | None) -> Box:
    """The part of a box that a clip leaves; of no width or height when it leaves none."""
    if clip is None:
        return box
    x, y = max(box.x, clip.x), max(box.y, clip.y)
    return Box(x, y, max(min(box.right, clip.right) - x, 0.0), max(min(box.bottom, clip.bottom) - y, 0.0))


def painting_of(page: Page) -> Painting:
    """The painting of a page, made at the first call."""
    return page.derived(Painting)
