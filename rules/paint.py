"""What a computed style paints: fills behind the content, the letters, and what changes how both look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rules.color import (
    WHITE,
    Color,
    Contrast,
    Range,
    colors_in,
    contrast,
    contrast_between,
    exactly,
    luminance,
    parse,
)
from rules.page import Unknown

BLACK = Color(0.0, 0.0, 0.0)
CLEAR = Color(0.0, 0.0, 0.0, 0.0)
ALL_COLORS = Range(BLACK, WHITE)


class Fill(NamedTuple):
    """What is painted into a box: layers from the bottom up, each of colors any of which may be at a spot."""

    layers: tuple[tuple[Color, ...], ...]
    unknown: str
    """Why not all of it is one known color; empty when it is."""

    @property
    def is_opaque(self) -> bool:
        """Whether nothing behind shows through."""
        return any(all(color.alpha == 1.0 for color in layer) for layer in self.layers)

    def over(self, backdrop: Range) -> Range:
        """What is seen when it is painted over `backdrop`."""
        if self.unknown and not self.layers:
            return ALL_COLORS
        for layer in self.layers:
            under = backdrop
            backdrop = under.under(layer[0])
            for color in layer[1:]:
                backdrop = backdrop.joined(under.under(color))
        return backdrop


NOTHING = Fill((), "")
PICTURE = Fill((), "a picture is behind the text")
MOVING = Fill((), "a picture that may move is behind the text")


class Paint(NamedTuple):
    """A computed style, as far as it matters for how text looks."""

    number: int
    """The same for styles that look the same."""
    fill: Fill
    opacity: float
    effect: str
    """A filter or blend, which nothing here can follow."""
    letters: tuple[str, str, str]
    """The color of the letters, their shadow and the width of their outline, as computed."""
    is_visible: bool
    is_loose: bool
    """Whether its box is taken out of the flow of what stands around it."""
    is_fixed: bool
    is_behind: bool
    """Whether a negative `z-index` puts it behind the text of what it stands in, whatever the paint order says."""
    is_clip: bool
    """Whether what lies outside of its box is never seen."""
    is_view: bool
    """Whether what lies outside of its box is not seen before something is scrolled."""
    moves: bool
    """Whether an animation without end changes it."""

    @property
    def matters(self) -> bool:
        """Whether it paints anything, or changes how what is in it is painted."""
        return self.fill is not NOTHING or self.opacity != 1 or bool(self.effect)


def paint_of(style: Mapping[str, str], numbers: dict[object, int]) -> Paint:
    """What a computed style paints; `numbers` keeps the numbers given to styles of the same page before."""
    is_visible = style["visibility"] == "visible"
    fill = _fill(style) if is_visible else NOTHING
    effect = next((name for name in ("filter", "mix-blend-mode") if style[name] not in ("none", "normal")), "")
    if "text" in style["background-clip"]:
        effect = "background-clip"
    opacity = float(style["opacity"])
    letters = style["-webkit-text-fill-color"], style["text-shadow"], style["-webkit-text-stroke-width"]
    position = style["position"]
    flows = {style["overflow-x"], style["overflow-y"]}
    return Paint(
        number=numbers.setdefault((fill, opacity, effect), len(numbers)),
        fill=fill,
        opacity=opacity,
        effect=effect,
        letters=letters,
        is_visible=is_visible,
        is_loose=position in ("absolute", "fixed") or style["transform"] != "none",
        is_fixed=position == "fixed",
        is_behind=position != "static" and style["z-index"].startswith("-"),
        is_clip=flows <= {"hidden", "clip"},
        is_view="visible" not in flows,
        moves=style["animation-name"] != "none" and "infinite" in style["animation-iteration-count"],
    )


def _fill(style: Mapping[str, str]) -> Fill:
    clips, sizes = style["background-clip"].split(","), style["background-size"].split(",")
    color = CLEAR if clips[-1].strip() == "text" else parse(style["background-color"])
    if isinstance(color, Unknown):
        return Fill((), color.reason)
    layers: list[tuple[Color, ...]] = [(color,)] if color.alpha else []
    unknown = ""
    for index, image in reversed(list(enumerate(_parts(style["background-image"])))):
        if image == "none" or clips[index % len(clips)].strip() == "text":
            continue
        stops = colors_in(image) if "gradient(" in image else Unknown((MOVING if may_move(image) else PICTURE).unknown)
        if isinstance(stops, Unknown):
            unknown = stops.reason
            layers.append((BLACK, WHITE, CLEAR))
        else:
            unknown = unknown or "a gradient is behind the text"
            layers.append(stops if sizes[index % len(sizes)].strip() == "auto" else (*stops, CLEAR))
    return Fill(tuple(layers), unknown) if layers else NOTHING


def may_move(address: str) -> bool:
    """Whether an address is that of a GIF, which may be an animation."""
    lower = address.lower()
    return ".gif" in lower or "image/gif" in lower


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


class Look(NamedTuple):
    """How a text looks: the colors of its letters and of what is behind them, and the contrast between both."""

    letters: Range
    backdrop: Range
    contrast: Contrast
    reason: str
    """Why not everything is known; empty when everything is."""
    ratios: tuple[float, ...] = ()
    """Where pixels were measured: the contrast at each of equal shares of what is behind the text."""
    is_measurable: bool = False
    """Whether pixels, which were not measured, could tell what is behind the text."""

    @property
    def is_seen(self) -> bool:
        """Whether the letters may differ from what is behind them."""
        return self.contrast.highest >= 1.001  # less than one step of one channel


UNSEEN = Look(exactly(WHITE), exactly(WHITE), Contrast(1.0, 1.0), "")


def look_of(letters: tuple[str, str, str], layers: list[tuple[bool, Paint]], unsettled: str) -> Look:
    """How letters look over layers, the lowest first, each with whether it lies behind the whole text.

    `unsettled` says why nothing can be known of them, if nothing can.
    """
    fill, shadow, outline = letters
    color = parse(fill)
    if isinstance(color, Unknown):
        unsettled = color.reason
        color = CLEAR
    if outline != "0px":
        unsettled = "the letters have an outline"
    backdrop = exactly(WHITE)
    reason = ""
    groups: list[tuple[Range, float]] = []
    for is_whole, paint in layers:
        if paint.effect:
            unsettled = f"a {paint.effect} changes how the text is painted"
        if paint.opacity < 1:
            groups.append((backdrop, paint.opacity))
        painted = paint.fill.over(backdrop)
        backdrop = painted if is_whole else backdrop.joined(painted)
        reason = reason or paint.fill.unknown or ("" if is_whole else "a surface lies behind a part of the text")
    if shadow != "none":
        reason = reason or "the text has a shadow"
        shades = colors_in(shadow)
        for shade in (BLACK, WHITE) if isinstance(shades, Unknown) else shades:
            backdrop = backdrop.joined(backdrop.under(shade))
    seen = backdrop.under(color)
    for behind, opacity in reversed(groups):
        seen, backdrop = behind.mixed(seen, opacity), behind.mixed(backdrop, opacity)
    if unsettled:
        seen, backdrop, reason = ALL_COLORS, ALL_COLORS, unsettled
    contrast = contrast_between(seen, backdrop)
    return Look(seen, backdrop, contrast, "" if seen.is_exact and backdrop.is_exact else reason)


def look_over(letters: tuple[str, str, str], strength: float, colors: Sequence[Color]) -> Look | None:
    """How letters look over colors that were measured, the darkest first; None when that can't be told.

    `strength` is the opacity of all that the letters stand in, with nothing behind them in it.
    """
    fill, shadow, outline = letters
    color, shades = parse(fill), () if shadow == "none" else colors_in(shadow)
    if isinstance(color, Unknown) or isinstance(shades, Unknown) or outline != "0px":
        return None

    def ratio(backdrop: Color, behind: Color) -> float:
        return contrast(_painted(color, strength, backdrop), behind)

    ratios = tuple(ratio(each, each) for each in colors)
    shaded = [(each, _painted(shade, strength, each)) for each in (colors[0], colors[-1]) for shade in shades]
    found = [*ratios, *(ratio(each, behind) for each, behind in shaded)]
    lights = [luminance(each) for each in (*colors, *(behind for _, behind in shaded))]
    lowest = 1.0 if min(lights) < luminance(color) < max(lights) else min(found)  # then it is lost somewhere between
    seen = [_painted(color, strength, each) for each in (colors[0], colors[-1])]
    reason = "the text has a shadow" if shades else ""
    return Look(Range(*seen), Range(colors[0], colors[-1]), Contrast(lowest, max(found)), reason, ratios)


def _painted(color: Color, strength: float, backdrop: Color) -> Color:
    return exactly(backdrop).under(color._replace(alpha=color.alpha * strength)).low
