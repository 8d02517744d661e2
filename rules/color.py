"""Colors as browsers compute them, and the contrast that WCAG 2.0 defines between them.

A `Range` holds every color that a spot may have, channel by channel: one color where it is known, a span where a
gradient runs or a shadow blurs. What is true of the whole range is then true of the page, wherever in it the spot lies.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rules.page import Unknown


class Color(NamedTuple):
    """An sRGB color; channels and alpha run from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def hex(self) -> str:
        """The color as people write it, its alpha left aside."""
        return "#" + "".join(f"{round(channel * 255):02x}" for channel in self[:3])


WHITE = Color(1.0, 1.0, 1.0)


_NUMBERS = re.compile(r"[-+]?(?:\d*\.)?\d+(?:e[-+]?\d+)?%?")
_COLOR = re.compile(r"(?:rgba?|color|oklch|oklab|lch|lab|hsla?|hwb|color-mix)\((?:[^()]|\([^()]*\))*\)")


def _number(text: str, scale: float) -> float:
    value = float(text.rstrip("%")) / (100 if text.endswith("%") else scale)
    return min(max(value, 0.0), 1.0)


@lru_cache(maxsize=4096)
def parse(value: str) -> Color | Unknown:
    """The color that a computed value says: `rgb()`, `rgba()`, `color(srgb ...)`. Other color spaces are `Unknown`."""
    value = value.strip().lower()
    if value == "transparent":
        return Color(0.0, 0.0, 0.0, 0.0)
    name, _, rest = value.partition("(")
    if name == "color" and rest.startswith("srgb "):
        numbers, scale = _NUMBERS.findall(rest[5:]), 1.0
    elif name in ("rgb", "rgba"):
        numbers, scale = _NUMBERS.findall(rest), 255.0
    else:
        return Unknown(f"the color {value} is not given in sRGB")
    if len(numbers) not in (3, 4) or "none" in rest:
        return Unknown(f"the color {value} is not three or four numbers")
    red, green, blue = (_number(number, scale) for number in numbers[:3])
    return Color(red, green, blue, _number(numbers[3], 1.0) if len(numbers) == 4 else 1.0)


def of_hex(text: str) -> Color:
    """The opaque color that `#rrggbb` names."""
    red, green, blue = bytes.fromhex(text[1:])
    return Color(red / 255, green / 255, blue / 255)


def colors_in(value: str) -> tuple[Color, ...] | Unknown:
    """The colors that a computed gradient or shadow names, in order; `Unknown` when one of them cannot be read."""
    colors: list[Color] = []
    for text in _COLOR.findall(value):
        color = parse(text)
        if isinstance(color, Unknown):
            return color
        colors.append(color)
    return tuple(colors) if colors else Unknown(f"no color can be read in {value}")


class Range(NamedTuple):
    """All opaque colors from `low` to `high`, channel by channel."""

    low: Color
    high: Color

    @property
    def is_exact(self) -> bool:
        """Whether it is one single color."""
        return self.low == self.high

    def under(self, color: Color) -> Range:
        """What is seen when `color` is painted over it."""
        if color.alpha == 1.0:
            return Range(color, color)
        return self if color.alpha == 0.0 else Range(_over(color, self.low), _over(color, self.high))

    def mixed(self, top: Range, opacity: float) -> Range:
        """What is seen when `top` is painted over it with an opacity."""
        return Range(
            _over(Color(*top.low[:3], opacity), self.low),
            _over(Color(*top.high[:3], opacity), self.high),
        )

    def joined(self, other: Range) -> Range:
        """The range that holds both."""
        low = Color(*(min(a, b) for a, b in zip(self.low[:3], other.low[:3], strict=True)))
        return Range(low, Color(*(max(a, b) for a, b in zip(self.high[:3], other.high[:3], strict=True))))


def exactly(color: Color) -> Range:
    """The range of one opaque color."""
    return Range(color, color)


def _over(top: Color, bottom: Color) -> Color:
    alpha = top.alpha
    rest = 1.0 - alpha
    return Color(
        top.red * alpha + bottom.red * rest,
        top.green * alpha + bottom.green * rest,
        top.blue * alpha + bottom.blue * rest,
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.0 defines it, the color taken as opaque."""
    return 0.2126 * _linear(color.red) + 0.7152 * _linear(color.green) + 0.0722 * _linear(color.blue)


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio as WCAG 2.0 defines it, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


class Contrast(NamedTuple):
    """The lowest and the highest contrast ratio that two ranges can have."""

    lowest: float
    highest: float


def contrast_between(one: Range, other: Range) -> Contrast:
    """The contrast between two ranges: luminance grows with each channel, so the ends of the ranges bound it."""
    one_low, one_high = luminance(one.low) + 0.05, luminance(one.high) + 0.05
    other_low, other_high = luminance(other.low) + 0.05, luminance(other.high) + 0.05
    highest = max(one_high / other_low, other_high / one_low)
    if one_low <= other_high and other_low <= one_high:
        return Contrast(1.0, highest)
    return Contrast(max(one_low / other_high, other_low / one_high), highest)


@lru_cache(maxsize=4096)
def nearest(color: Color, backdrop: Color, ratio: float) -> Color:
    """The color of the same hue, darker or lighter, that is at least `ratio` from the backdrop, changed the least.

    It is one that `#rrggbb` can name. Black or white is 4.58:1 from any color, so that there always is one to 4.5:1.
    """
    found = (_toward(end, color, backdrop, ratio) for end in (0.0, 1.0))
    reached = [each for each in found if each is not None]
    return min(reached, key=lambda each: sum((a - b) ** 2 for a, b in zip(each[:3], color[:3], strict=True)))


def _toward(end: float, color: Color, backdrop: Color, ratio: float) -> Color | None:
    """The first color on the way to black (0) or white (1) that is far enough from the backdrop."""
    low, high, found = 0, 512, None
    while low <= high:
        step = (low + high) // 2
        mixed = (round((channel + (end - channel) * step / 512) * 255) / 255 for channel in color[:3])
        mid = Color(*mixed)
        is_beyond = luminance(mid) <= luminance(backdrop) if end == 0.0 else luminance(mid) >= luminance(backdrop)
        if is_beyond and contrast(mid, backdrop) >= ratio:
            found, high = mid, step - 1
        else:
            low = step + 1
    return found
