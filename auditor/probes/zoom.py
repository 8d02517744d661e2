"""What a desktop browser shows at 200 % zoom: a window half as wide and half as high, in CSS pixels, twice as fine.

Told are the texts that are seen in part and reach out of an element that clips what reaches out of it, and where their
lines lie; what that means is for the rules to say.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rules.page import ELEMENT, TEXT

Json = dict[str, Any]
Call = Callable[..., Awaitable[Json]]

WINDOW = (640, 400)
"""A desktop window of 1280 x 800 at 200 %."""
LATE_SECONDS = 0.6
"""How long a page that seems to clip its text may take to fit it to the new size."""

STYLES = (
    "display",
    "position",
    "transform",
    "overflow-x",
    "overflow-y",
    "text-overflow",
    "-webkit-line-clamp",
    "visibility",
    "opacity",
)
_CLIPS, _SCROLLS = ("hidden", "clip"), ("auto", "scroll")
_OVERFLOW = ("overflow-x", "overflow-y")
_APART = frozenset(("INPUT", "SELECT", "TEXTAREA", "MARQUEE", "svg", "math"))
"""What clips in a way of its own."""
_WHOLE = frozenset(("HTML", "BODY"))
"""What hands its clipping to the window."""

Side = tuple[float, float]


async def look(call: Call, settle: Callable[[], Awaitable[int]], numbers: Mapping[int, int]) -> list[list[Any]]:
    """What `zoomed` of a recording says (see `auditor/recording.py`); `numbers` are its nodes by backend id."""
    await call(
        "Emulation.setDeviceMetricsOverride", width=WINDOW[0], height=WINDOW[1], deviceScaleFactor=2, mobile=False
    )
    await settle()
    found = await _clipped(call, numbers)
    if found:
        await asyncio.sleep(LATE_SECONDS)
        found = await _clipped(call, numbers)
    return found


async def _clipped(call: Call, numbers: Mapping[int, int]) -> list[list[Any]]:
    snapshot = await call("DOMSnapshot.captureSnapshot", computedStyles=list(STYLES))
    return list(clipped_texts(snapshot, numbers))


class _Clip(NamedTuple):
    """What clips a text across or down: which rows, innermost first, and the sides of what each leaves open."""

    rows: tuple[tuple[int, Side], ...]

    @property
    def window(self) -> tuple[float | None, float | None]:
        """What all of them leave open; None where nothing clips."""
        if not self.rows:
            return None, None
        return max(side[0] for _, side in self.rows), min(side[1] for _, side in self.rows)

    def shows(self, start: float, size: float) -> bool:
        """Whether more than a pixel of what starts there is in the window."""
        first, last = self.window
        return first is None or last is None or min(last, start + size) - max(first, start) > 1

    def clipper(self, sides: Sequence[Side]) -> int:
        """The innermost row that one of the sides reaches out of; -1 when none does."""
        for row, (start, end) in self.rows:
            if any(side[0] < start - 1 or side[1] > end + 1 for side in sides):
                return row
        return -1


class _Shown:
    """The page's own document in a snapshot, as far as clipping goes."""

    def __init__(self, snapshot: Json) -> None:
        self._strings: list[str] = snapshot["strings"]
        document = snapshot["documents"][0]
        nodes, layout = document["nodes"], document["layout"]
        self.parents, self.kinds, self._names = nodes["parentIndex"], nodes["nodeType"], nodes["nodeName"]
        self._values, self.backends = nodes["nodeValue"], nodes["backendNodeId"]
        self._at = {row: at for at, row in reversed(list(enumerate(layout["nodeIndex"])))}
        self._styles, self._bounds = layout["styles"], layout["bounds"]
        self.lines: dict[int, list[Sequence[float]]] = defaultdict(list)
        boxes = document["textBoxes"]
        for at, box in zip(boxes["layoutIndex"], boxes["bounds"], strict=True):
            self.lines[layout["nodeIndex"][at]].append(box)

    @property
    def clips_at_all(self) -> bool:
        """Whether any element may clip anything."""
        return not {"hidden", "clip"}.isdisjoint(self._strings)

    def texts(self) -> Iterator[int]:
        """The rows of the texts with words that were laid out."""
        for row in self.lines:
            if self.kinds[row] == TEXT and self._strings[self._values[row]].strip():
                yield row

    def style(self, row: int) -> Mapping[str, str]:
        """The styles of a row, empty when it has no layout."""
        at = self._at.get(row)
        if at is None or not self._styles[at]:
            return {}
        return dict(zip(STYLES, (self._strings[index] for index in self._styles[at]), strict=True))

    def clips(self, row: int) -> tuple[_Clip, _Clip, str] | None:
        """What clips the text in an element across and down, and how the text ends there if not in the middle.

        None where it can't be seen, or is clipped in a way of its own.
        """
        rows: tuple[list[tuple[int, Side]], ...] = ([], [])
        scrolls = [False, False]
        ends = leaves = ""  # `leaves`: how what the text stands in has left the flow; what is around need not clip it
        if self.style(row).get("visibility") != "visible":
            return None
        while row >= 0 and self.kinds[row] == ELEMENT:
            name, style = self._strings[self._names[row]], self.style(row)
            if name in _APART or style.get("opacity") == "0":
                return None
            if style and name not in _WHOLE:
                if style["transform"] != "none" or (leaves == "absolute" and style["position"] != "static"):
                    leaves = ""
                if not leaves and style["display"] not in ("inline", "contents"):
                    x, y, width, height = self._bounds[self._at[row]]
                    for axis, side in enumerate(((x, x + width), (y, y + height))):
                        overflow = style[_OVERFLOW[axis]]
                        if overflow in _CLIPS and not scrolls[axis]:
                            rows[axis].append((row, side))
                        scrolls[axis] = scrolls[axis] or overflow in _SCROLLS
                    ends = ends or _ends(style)
                if style["position"] in ("absolute", "fixed"):
                    leaves = style["position"]
            row = self.parents[row]
        return _Clip(tuple(rows[0])), _Clip(tuple(rows[1])), ends


def _ends(style: Mapping[str, str]) -> str:
    if style["-webkit-line-clamp"] != "none":
        return "line-clamp"
    return "ellipsis" if style["text-overflow"] != "clip" else ""


def clipped_texts(snapshot: Json, numbers: Mapping[int, int]) -> Iterator[list[Any]]:
    """What the elements say whose own text reaches out of what clips it, in the order of the page."""
    shown = _Shown(snapshot)
    if not shown.clips_at_all:
        return
    own: dict[int, list[int]] = defaultdict(list)
    for row in shown.texts():
        own[shown.parents[row]].append(row)
    for element, texts in sorted(own.items()):
        number = numbers.get(shown.backends[element])
        clips = shown.clips(element) if number is not None else None
        if clips is None:
            continue
        across, down, ends = clips
        lines = [line for row in texts for line in shown.lines[row]]
        if not any(across.shows(line[0], line[2]) and down.shows(line[1], line[3]) for line in lines):
            continue
        for axis, clip in enumerate((across, down)):
            clipper = clip.clipper([(line[axis], line[axis] + line[axis + 2]) for line in lines])
            by = numbers.get(shown.backends[clipper]) if clipper >= 0 else None
            if by is not None:
                (left, right), (top, bottom) = across.window, down.window
                yield [number, by, "xy"[axis], ends, [left, top, right, bottom], lines]
