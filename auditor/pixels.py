"""The colors behind texts, measured on the pixels that the browser paints where style and boxes don't tell them.

The page's scripts are stopped and its letters made transparent, a few parts of the page are painted, and of each only
the colors behind the texts are kept, sorted and averaged: no picture, and nothing that stood in a field, leaves here.
"""

from __future__ import annotations

import asyncio
import base64
import io
import math
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import orjson
from PIL import Image

from auditor.devtools import DevToolsError
from rules.color import Color, luminance
from rules.page import ELEMENT, STYLES, TEXT, Box, Element, Page, Text
from rules.painting import PICTURES
from rules.sensory.text_contrast import undecided

Json = dict[str, Any]
Call = Callable[..., Awaitable[Json]]
Pixel = tuple[int, int, int]

PATIENCE = 10.0
"""Seconds that measuring one look may take; then nothing of it is kept."""
MOST_ELEMENTS, MOST_TEXTS, MOST_STOPS = 5_000, 100, 6
"""Larger pages are not measured; nor are more texts of one, or those at more scroll positions."""
SHARES = 20
"""How many colors tell what is behind a text, each of an equal share of the pixels."""
_SAMPLE, _FEWEST = 2_000, 40
"""About how many pixels of a text are looked at, and how many it must have."""
_SCRIPT = (Path(__file__).parent / "pixels.js").read_text(encoding="utf-8")
_IMAGE = STYLES.index("background-image")
_RED, _GREEN, _BLUE = (
    [luminance(Color(*(level / 255 if channel == each else 0.0 for each in range(3)))) for level in range(256)]
    for channel in range(3)
)


async def add_backdrops(
    call: Call, frame: str, snapshot: Json, recording: Json, failed: Sequence[str], *, is_last: bool
) -> bool:
    """Adds to a recording what is behind the texts that only pixels can decide, if there are any.

    `failed` are the addresses of what did not load: such a picture is not what the page is meant to show, and decides
    nothing. After the last look the page's letters stay hidden and its scripts off. Returns whether all went well;
    else no other look at the page may be taken.
    """
    texts = texts_to_measure(snapshot, recording, failed)
    if not texts:
        return True
    try:
        async with asyncio.timeout(PATIENCE):
            recording["backdrops"] = await _measure(call, frame, snapshot, texts, restore=not is_last)
    except (TimeoutError, DevToolsError):
        return False
    return True


def texts_to_measure(snapshot: Json, recording: Json, failed: Sequence[str]) -> list[Text]:
    """The texts of the page's own document that only pixels can decide, from the top of the page down."""
    if not _may_be_any(snapshot, recording):
        return []
    page = Page(recording)
    gone = [url for url in failed if url]
    missing = [e.box for e in page.elements if e.box and any(url in str(e.style("background-image")) for url in gone)]
    found = [
        text
        for text in undecided(page)
        if text.document is page.document and not any(_box(text).intersects(box) for box in missing)
    ]
    return sorted(found, key=lambda text: _box(text).y)[:MOST_TEXTS]


def _may_be_any(snapshot: Json, recording: Json) -> bool:
    """Whether a line of text shares its place with a picture; tells most pages from those that are worth a thought."""
    nodes = recording["nodes"]
    if nodes["kind"].count(ELEMENT) > MOST_ELEMENTS:
        return False
    pictured = {number for number, style in enumerate(recording["styles"]) if style[_IMAGE] != "none"}
    columns = zip(nodes["name"], nodes["style"], nodes["box"], strict=True)
    boxes = [box for name, style, box in columns if (style in pictured or name in PICTURES) and box is not None]
    lines = snapshot["documents"][0]["textBoxes"]["bounds"]
    for x, y, width, height in boxes:
        right, bottom = x + width, y + height
        for left, top, wide, high in lines:
            if left < right and x < left + wide and top < bottom and y < top + high:
                return True
    return False


def _box(text: Text) -> Box:
    assert text.box is not None
    return text.box


async def _measure(
    call: Call, frame: str, snapshot: Json, texts: Sequence[Text], *, restore: bool
) -> list[tuple[int, list[str]]]:
    """What is behind each of the texts that shows it, as `backdrops` of a recording."""
    await call("Emulation.setScriptExecutionDisabled", value=True)
    world = (await call("Page.createIsolatedWorld", frameId=frame, worldName="auditor"))["executionContextId"]
    eye = _Eye(call, world, _backend_ids(snapshot))
    page = texts[0].page
    left, top, scale = await eye.evaluate(_SCRIPT)
    found: list[tuple[int, list[str]]] = []
    if scale == 1:
        for y, here in _stops(texts, top, page.height):
            standing = [text for text in here if y == top or not _is_stuck(text)]
            found += await eye.look(left, y, standing, Box(0, 0, page.width, page.height))
    if restore:
        await eye.evaluate("__pixels.show()")
        # A frame goes by, and with it the news of the scrolling, while nobody on the page hears.
        await call("Page.captureScreenshot", format="png", clip={"x": 0, "y": 0, "width": 1, "height": 1, "scale": 1})
        await call("Emulation.setScriptExecutionDisabled", value=False)
    return sorted(found)


def _backend_ids(snapshot: Json) -> Mapping[tuple[float, ...], int]:
    """The browser's own ids of the text nodes of the page's document, by their boxes."""
    nodes, layout = snapshot["documents"][0]["nodes"], snapshot["documents"][0]["layout"]
    rows = zip(layout["nodeIndex"], layout["bounds"], strict=True)
    return {tuple(box): nodes["backendNodeId"][row] for row, box in rows if nodes["nodeType"][row] == TEXT}


def _stops(texts: Sequence[Text], top: float, height: float) -> Iterator[tuple[float, list[Text]]]:
    """Scroll positions, with the texts to look at from each; first where the page stands, then from the top down."""
    rest = [text for text in texts if _box(text).height <= height / 2]
    y = top
    for _ in range(MOST_STOPS):
        here = [text for text in rest if y <= _box(text).y and _box(text).bottom <= y + height]
        if here:
            yield y, here
        rest = [text for text in rest if text not in here]
        if not rest:
            return
        y = max(_box(rest[0]).y - height / 4, 0.0)  # below what is stuck to the top


def _is_stuck(text: Text) -> bool:
    """Whether it stays in place when the page is scrolled."""
    element: Element | None = text.parent
    while element is not None:
        if element.style("position") in ("fixed", "sticky"):
            return True
        element = element.parent
    return False


class _Eye:
    """Looks at texts of a page whose letters are hidden."""

    def __init__(self, call: Call, world: int, backends: Mapping[tuple[float, ...], int]) -> None:
        self._call, self._world, self._backends = call, world, backends

    async def evaluate(self, expression: str) -> Any:
        """What an expression comes to in our own world. Raises `DevToolsError` when it does not."""
        answer = await self._call("Runtime.evaluate", expression=expression, contextId=self._world, returnByValue=True)
        if "exceptionDetails" in answer:
            raise DevToolsError(str(answer["exceptionDetails"].get("text")))
        return answer["result"].get("value")

    async def look(self, x: float, y: float, texts: Sequence[Text], window: Box) -> list[tuple[int, list[str]]]:
        """The colors behind those of the texts that can be seen when the page is scrolled there."""
        x, y, _ = await self.evaluate(f"__pixels.scroll({x}, {y})")
        seen: list[tuple[Text, Box, list[Box]]] = []
        for text, lines in zip(texts, await asyncio.gather(*map(self._lines, texts)), strict=True):
            box = _box(text)._replace(x=_box(text).x - x, y=_box(text).y - y)
            if lines and window.contains(box) and _is_same(box, _around(lines)):
                seen.append((text, box, lines))
        asked = orjson.dumps([(*box, _is_stuck(text)) for text, box, _ in seen]).decode()
        answers = await self.evaluate(f"__pixels.open({asked})") if seen else []
        seen = [each for each, is_open in zip(seen, answers, strict=True) if is_open]
        if not seen:
            return []
        clip = _whole(_around([box for _, box, _ in seen]))
        shot = await self._call(
            "Page.captureScreenshot",
            format="png",
            optimizeForSpeed=True,
            clip={**clip._replace(x=clip.x + x, y=clip.y + y)._asdict(), "scale": 1},
        )
        with Image.open(io.BytesIO(base64.b64decode(shot["data"])), formats=("PNG",)) as image:
            picture = image.convert("RGB")
        if picture.size != (clip.width, clip.height):
            return []
        return [(text.id, colors) for text, _, lines in seen if (colors := _colors_behind(lines, clip, picture))]

    async def _lines(self, text: Text) -> list[Box]:
        """The boxes of its lines in the window, none when it is gone or does not stand upright."""
        backend = self._backends.get(tuple(_box(text)))
        if backend is None:
            return []
        with suppress(DevToolsError):
            lines = []
            for left, top, right, _, _, bottom, last, _ in (
                await self._call("DOM.getContentQuads", backendNodeId=backend)
            )["quads"]:
                if last != left:
                    return []
                lines.append(Box(left, top, right - left, bottom - top))
            return lines
        return []


def _around(boxes: Sequence[Box]) -> Box:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def _is_same(one: Box, other: Box) -> bool:
    return one.contains(other) and other.contains(one)


def _whole(box: Box) -> Box:
    """The smallest box of whole pixels around a box."""
    x, y = math.floor(box.x), math.floor(box.y)
    return Box(x, y, math.ceil(box.right) - x, math.ceil(box.bottom) - y)


def _colors_behind(lines: Sequence[Box], clip: Box, picture: Image.Image) -> list[str]:
    """The colors in the boxes of lines; none where these are too small to tell."""
    counts: list[tuple[int, Pixel]] = []
    step = max(math.isqrt(int(sum(line.area for line in lines)) // _SAMPLE), 1)
    for line in lines:
        edge = min(line.height * 0.15, 3.0)  # above and below its letters the box of a line is empty
        left, top = math.ceil(line.x - clip.x), math.ceil(line.y + edge - clip.y)
        right, bottom = math.floor(line.right - clip.x), math.floor(line.bottom - edge - clip.y)
        if left >= right or top >= bottom:
            continue
        part = picture.crop((left, top, right, bottom))
        if step > 1:
            size = max(part.width // step, 1), max(part.height // step, 1)
            part = part.resize(size, Image.Resampling.NEAREST)
        counts += cast("list[tuple[int, Pixel]]", part.getcolors(part.width * part.height))  # as many as there may be
    return shares_of(counts)


def shares_of(counts: Sequence[tuple[int, Pixel]]) -> list[str]:
    """The mean color of each of `SHARES` equal shares of the pixels, from the darkest to the lightest."""
    ordered = sorted(counts, key=lambda each: (_light(each[1]), each))
    pixels = [pixel for count, pixel in ordered for _ in range(count)]
    total = len(pixels)
    if total < _FEWEST:
        return []
    shares = (pixels[total * each // SHARES : total * (each + 1) // SHARES] for each in range(SHARES))
    return [_mean(share) for share in shares]


def _light(pixel: Pixel) -> float:
    red, green, blue = pixel
    return _RED[red] + _GREEN[green] + _BLUE[blue]


def _mean(pixels: Sequence[Pixel]) -> str:
    count = len(pixels)
    return "#" + "".join(f"{round(sum(channel) / count):02x}" for channel in zip(*pixels, strict=True))
