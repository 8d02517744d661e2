"""Pictures of findings: what a window shows of an element and around it, with the element in a frame.

Before the window is painted, the page's scripts are stopped, and what people typed and what may identify them is hidden
in the page itself: no pixel of it leaves the browser. An element that is no longer there, is another one, or has no
place on the screen gets no picture.
"""

from __future__ import annotations

import asyncio
import base64
import io
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from auditor import privacy
from auditor.devtools import DevToolsError, Json
from auditor.framing import SIZES, clip_of, packed
from rules.page import Box

Call = Callable[..., Awaitable[Json]]

LOADING_SECONDS = 1.0
"""How long images that the page loads when they come into view are waited for."""

_WORLD = "auditor"
_EVERY_SECONDS = 0.05
_SCRIPT = (Path(__file__).parent / "pictures.js").read_text(encoding="utf-8")
_PSEUDO = re.compile(r"::[\w-]+$")
_TYPED = f":is({', '.join(privacy.TYPED)})"
# Important in a layer outdoes the page's own.
_CSS = f"""@layer {{
  *, ::before, ::after {{ animation-play-state: paused !important; transition: none !important;
    scroll-behavior: auto !important; caret-color: transparent !important; }}
  {_TYPED}, {_TYPED} *, ::placeholder {{
    -webkit-text-fill-color: transparent !important; -webkit-text-stroke-color: transparent !important;
    text-decoration-color: transparent !important; text-emphasis-color: transparent !important;
    text-shadow: none !important; }}
}}"""
_WINDOW = """(() => {
  const images = Object.getOwnPropertyDescriptor(Document.prototype, 'images').get.call(document);
  const isSeen = ({ top, bottom }) => bottom > 0 && top < innerHeight;
  const isWhole = [...images].every((image) => image.complete || !isSeen(image.getBoundingClientRect()));
  return [isWhole, visualViewport.scale, scrollX, scrollY, innerWidth, innerHeight];
})()"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A finding that stands for its fix: how to find the element that its picture shows."""

    url: str
    rule: str
    fingerprint: str
    width: int
    selector: str
    tag: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a sample. `mark` is the box of the element, as far as it is on the picture, in its pixels."""

    sample: Sample
    size: tuple[int, int]
    mark: Box
    content: bytes


async def take(call: Call, frame: str, samples: Sequence[Sample]) -> list[Picture]:
    """Pictures of those samples that the page in this frame still shows. What it shows afterwards is of no more use.

    Raises `DevToolsError` where not all that must be hidden could be.
    """
    await call("Emulation.setScriptExecutionDisabled", value=True)
    await call("DOM.enable")
    camera = _Camera(call, frame, (await call("DOM.getFlattenedDocument", depth=-1, pierce=True))["nodes"])
    await camera.hide()
    found = []
    for sample in samples:
        with suppress(DevToolsError):  # no such element, or none with a box
            picture = await camera.look(sample)
            if picture is not None:
                found.append(picture)
    await call("DOM.disable")
    await call("Emulation.setScriptExecutionDisabled", value=False)
    return found


class _Camera:
    """Looks at elements of a page, told by `DOM.getFlattenedDocument`, wherever in its shadow trees and frames."""

    def __init__(self, call: Call, frame: str, nodes: Sequence[Json]) -> None:
        self._call = call
        self._nodes = {node["nodeId"]: node for node in nodes}
        self._frames: dict[int, str] = {}
        self._hosts: dict[int, int] = {}
        self._inside: dict[int, int] = {}
        for node in nodes:
            if "contentDocument" in node:
                self._inside[node["nodeId"]] = node["contentDocument"]["nodeId"]
                self._frames[node["contentDocument"]["nodeId"]] = node["frameId"]
            for root in node.get("shadowRoots", ()):
                self._hosts[root["nodeId"]] = node["nodeId"]
                if root["shadowRootType"] != "user-agent":
                    self._inside[node["nodeId"]] = root["nodeId"]
        self._frame = frame
        self._document = 0
        self._worlds: dict[str, int] = {}

    async def hide(self) -> None:
        """Hides, in every tree of the page, what people typed and what may identify them. To be called first."""
        world = await self._world(self._frame)
        found = await self._call("Runtime.evaluate", expression="document", contextId=world)
        self._document = (await self._call("DOM.requestNode", objectId=found["result"]["objectId"]))["nodeId"]
        self._frames[self._document] = self._frame
        for root in (*self._frames, *self._hosts):
            world = await self._world(self._frame_of(root))
            resolved = await self._call("DOM.resolveNode", nodeId=root, executionContextId=world)
            object_id = resolved["object"]["objectId"]
            runs = await self._apply(object_id, _CSS)
            masks = [(run, *mask) for run, texts in enumerate(runs) for mask in privacy.masked(texts).items()]
            if masks:
                await self._apply(object_id, "", masks)

    def _frame_of(self, id: int) -> str:
        while id not in self._frames:
            id = self._hosts[id] if id in self._hosts else self._nodes[id]["parentId"]
        return self._frames[id]

    async def _world(self, frame: str) -> int:
        if frame not in self._worlds:
            made = await self._call("Page.createIsolatedWorld", frameId=frame, worldName=_WORLD)
            self._worlds[frame] = made["executionContextId"]
        return self._worlds[frame]

    async def _apply(self, root: str, *arguments: Any) -> Any:
        return _value(
            await self._call(
                "Runtime.callFunctionOn",
                functionDeclaration=_SCRIPT,
                objectId=root,
                arguments=[{"value": argument} for argument in arguments],
                returnByValue=True,
            )
        )

    async def look(self, sample: Sample) -> Picture | None:
        """The picture of a sample, None where the page no longer shows it. Raises `DevToolsError` where it is gone."""
        element = await self._find(sample.selector)
        if element is None or not self._is_like(element, sample):
            return None
        await self._call("DOM.scrollIntoViewIfNeeded", nodeId=element)
        x, y, window = await self._window()
        box = _around((await self._call("DOM.getContentQuads", nodeId=element))["quads"])
        if window is None or box is None or not window.intersects(box):
            return None
        wide, high, _ = SIZES[0]
        clip = clip_of(box, window, wide, high)
        shot = await self._call(
            "Page.captureScreenshot",
            format="png",
            optimizeForSpeed=True,
            clip={**clip._replace(x=clip.x + x, y=clip.y + y)._asdict(), "scale": 1},
        )
        return await asyncio.to_thread(_developed, shot["data"], sample, clip, box)

    async def _find(self, selector: str) -> int | None:
        """The element with a selector of `rules.locate`; in place of a pseudo-element the one it belongs to."""
        element: int | None = None
        for step in selector.split(" >>> "):
            root = self._document if element is None else self._inside.get(element)
            if root is None:
                return None
            found = await self._call("DOM.querySelector", nodeId=root, selector=_PSEUDO.sub("", step))
            element = found["nodeId"]
            if element not in self._nodes:
                return None
        return element

    def _is_like(self, element: int, sample: Sample) -> bool:
        return sample.tag.startswith("::") or str(self._nodes[element]["nodeName"]).lower() == sample.tag

    async def _window(self) -> tuple[float, float, Box | None]:
        """Where the page is scrolled to, and the window, once it has its images; None where the page is zoomed."""
        world = await self._world(self._frame)
        end = asyncio.get_running_loop().time() + LOADING_SECONDS
        while True:
            answer = await self._call("Runtime.evaluate", expression=_WINDOW, contextId=world, returnByValue=True)
            is_whole, scale, x, y, wide, high = _value(answer)
            if is_whole or asyncio.get_running_loop().time() > end:
                return x, y, Box(0, 0, wide, high) if scale == 1 else None
            await asyncio.sleep(_EVERY_SECONDS)


def _value(answer: Json) -> Any:
    if "exceptionDetails" in answer:
        raise DevToolsError(str(answer["exceptionDetails"].get("text")))
    return answer["result"].get("value")


def _around(quads: Sequence[Sequence[float]]) -> Box | None:
    """The box around the parts of an element; None where it has none."""
    across = [x for quad in quads for x in quad[::2]]
    down = [y for quad in quads for y in quad[1::2]]
    if not quads or max(across) - min(across) < 1 or max(down) - min(down) < 1:
        return None
    return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))


def _developed(data: str, sample: Sample, clip: Box, box: Box) -> Picture | None:
    with Image.open(io.BytesIO(base64.b64decode(data)), formats=("PNG",)) as image:
        shown = image.convert("RGB")
    if shown.size != (clip.width, clip.height):
        return None
    made = packed(shown, box._replace(x=box.x - clip.x, y=box.y - clip.y))
    return Picture(sample, made[1], made[2], made[0]) if made else None
