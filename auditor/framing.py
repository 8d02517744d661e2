"""How a picture of an element is cut out of a window, and the element framed on it. Pure."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw

from rules.page import Box

MEDIA_TYPE = "image/jpeg"
MOST_BYTES = 60 * 1024
SIZES = ((640, 480, 68), (640, 480, 40), (480, 360, 40), (320, 240, 30))
"""Width, height and JPEG quality, each tried when the one before made more than `MOST_BYTES`."""

RING = 4
"""Thickness of each ring of the mark, in pixels: a light one next to the element, a dark one around that."""
DARK, LIGHT, MAT = (17, 17, 17), (255, 255, 255), (200, 200, 200)
"""The rings, and what is added around a picture whose edge leaves them no room."""

_AROUND = 48
"""Pixels before an element that is larger than its picture."""


def clip_of(box: Box, window: Box, wide: int, high: int) -> Box:
    """The part of a window that a picture of an element shows: around it, or where it begins. Whole pixels."""
    x, width = _span(box.x, box.width, window.x, window.width, wide)
    y, height = _span(box.y, box.height, window.y, window.height, high)
    return Box(x, y, width, height)


def _span(start: float, length: float, least: float, room: float, most: int) -> tuple[int, int]:
    size = min(most, int(room))
    wanted = start - _AROUND if length + 2 * _AROUND > size else start + (length - size) / 2
    return math.floor(min(max(wanted, least), least + room - size)), size


def framed(image: Image.Image, box: Box) -> tuple[Image.Image, Box]:
    """The image with a mark around a box, and what of the box is on it.

    The rings are drawn outside the box, on a mat where the image ends; none where the box goes on beyond the image.
    """
    left, top = _pad(box.x), _pad(box.y)
    right, bottom = _pad(image.width - box.right), _pad(image.height - box.bottom)
    canvas = Image.new("RGB", (image.width + left + right, image.height + top + bottom), MAT)
    canvas.paste(image, (left, top))
    x0, x1 = _ends(box.x, box.right, image.width, left)
    y0, y1 = _ends(box.y, box.bottom, image.height, top)
    draw = ImageDraw.Draw(canvas)
    for color, reach in ((DARK, 2 * RING), (LIGHT, RING)):
        draw.rectangle((x0 - reach, y0 - reach, x1 + reach - 1, y1 + reach - 1), outline=color, width=RING)
    x, y = max(x0, left), max(y0, top)
    return canvas, Box(x, y, min(x1, left + image.width) - x, min(y1, top + image.height) - y)


def _pad(room: float) -> int:
    """What is added at a side that has so much room beyond the box; nothing where the box goes on."""
    return max(2 * RING - math.floor(room), 0) if room >= 0 else 0


def _ends(start: float, end: float, size: int, pad: int) -> tuple[int, int]:
    beyond = 4 * RING  # where an edge can't be seen, it is no matter how far away it is
    return math.floor(max(start, -beyond)) + pad, math.ceil(min(end, size + beyond)) + pad


def packed(image: Image.Image, box: Box) -> tuple[bytes, tuple[int, int], Box] | None:
    """A framed picture as JPEG, its size, and where the box is; cut smaller until it is small enough, else None."""
    window = Box(0, 0, image.width, image.height)
    for wide, high, quality in SIZES:
        clip = clip_of(box, window, wide, high)
        part = image.crop((int(clip.x), int(clip.y), int(clip.right), int(clip.bottom)))
        picture, mark = framed(part, box._replace(x=box.x - clip.x, y=box.y - clip.y))
        content = io.BytesIO()
        picture.save(content, "JPEG", quality=quality, optimize=True)
        if content.tell() <= MOST_BYTES:
            return content.getvalue(), picture.size, mark
    return None
