"""A walk through a page with the Tab key: where it stops, and whether it comes out again.

No other key is pressed, but Shift+Tab and Escape where Tab alone leads nowhere: nothing is typed, sent or activated.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditor.devtools import DevToolsError

Json = dict[str, Any]
Call = Callable[..., Awaitable[Json]]

MOST_STOPS, AT_ONCE = 96, 12
"""How often Tab is pressed at the most, and how often before anybody looks."""
PATIENCE = 0.05
"""Seconds between two keys, where it matters: a script may put the focus back only then."""
MOST_SLOW = 24
"""How often Tab is pressed slowly at the most."""
_OUTSIDE, _UNSEEN = -1, -3
_HEARD = {
    **dict.fromkeys(("keydown", "keypress", "keyup"), "keys"),
    **dict.fromkeys(("click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend"), "clicks"),
}
_TAB: Json = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "nativeVirtualKeyCode": 9}
_BACK: Json = _TAB | {"modifiers": 8}
_ESCAPE: Json = {"key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27, "nativeVirtualKeyCode": 27}
_SCRIPT = (Path(__file__).parent / "keyboard.js").read_text(encoding="utf-8")


async def walk(call: Call, frame: str, numbers: Mapping[int, int]) -> Json:
    """What `walk` of a recording says (see `auditor/recording.py`); `numbers` are its nodes by backend id."""
    world = (await call("Page.createIsolatedWorld", frameId=frame, worldName="auditor"))["executionContextId"]
    walker = _Walker(call, world)
    await walker.evaluate(_SCRIPT)
    ended, trap = await walker.go()
    await walker.evaluate("__walk.end()")
    stops = [numbers.get(backend, -1) for backend in await walker.backends()]
    return {
        "stops": [stop for stop in stops if stop >= 0],
        "ended": ended,
        "trap": sorted(stops[at] for at in trap if stops[at] >= 0),
        "hears": await walker.hears() if trap else None,
    }


class _Walker:
    """A hand on the keyboard, and an eye on the focus."""

    def __init__(self, call: Call, world: int) -> None:
        self._call, self._world = call, world

    async def evaluate(self, expression: str) -> Any:
        """What an expression comes to in our own world. Raises `DevToolsError` when it does not."""
        answer = await self._call("Runtime.evaluate", expression=expression, contextId=self._world, returnByValue=True)
        if "exceptionDetails" in answer:
            raise DevToolsError(str(answer["exceptionDetails"].get("text")))
        return answer["result"].get("value")

    async def press(self, key: Json, times: int = 1) -> None:
        """Presses a key, as often as told, as fast as the page takes it."""
        events = ("rawKeyDown", "keyUp") * times
        await asyncio.gather(*(self._call("Input.dispatchKeyEvent", type=event, **key) for event in events))

    async def step(self, key: Json) -> int:
        """Presses a key, waits, and tells where the focus is."""
        await self.press(key)
        await asyncio.sleep(PATIENCE)
        return int(await self.evaluate("__walk.here()"))

    async def go(self) -> tuple[str, Sequence[int]]:
        """How the walk ended (`outside`, `limit` or `trap`), and the stops that hold the focus."""
        is_outside = is_doubtful = False
        for _ in range(MOST_STOPS // AT_ONCE):
            await self.press(_TAB, AT_ONCE)
            is_outside, is_doubtful = await self.evaluate("__walk.state()")
            if is_outside or is_doubtful:
                break
        await asyncio.sleep(PATIENCE)
        is_outside, is_doubtful = await self.evaluate("__walk.state()")
        if not is_doubtful:
            return ("outside" if is_outside else "limit"), ()
        return await self._held()

    async def _held(self) -> tuple[str, Sequence[int]]:
        met: Counter[int] = Counter()
        trap: set[int] = set()
        for _ in range(MOST_SLOW):
            here = await self.step(_TAB)
            if here in (_OUTSIDE, _UNSEEN):
                return ("outside" if here == _OUTSIDE else "limit"), ()
            met[here] += 1
            if here >= 0 and met[here] > 2:
                break
        else:
            return "limit", ()
        for _ in range(MOST_SLOW // 2):
            trap.add(await self.step(_TAB))
        if min(trap) < 0:
            return "limit", ()
        for key in [_BACK] * (len(trap) + 1) + [_ESCAPE, _TAB]:
            if await self.step(key) not in trap:
                return "limit", ()
        return "trap", sorted(trap)

    async def backends(self) -> Sequence[int]:
        """The browser's own ids of the stops."""
        array = await self._call("Runtime.evaluate", expression="__walk.stops()", contextId=self._world)
        answer = await self._call("Runtime.getProperties", objectId=array["result"]["objectId"], ownProperties=True)
        stops = [each["value"]["objectId"] for each in answer["result"] if each["name"].isdigit()]
        told = await asyncio.gather(*(self._call("DOM.describeNode", objectId=stop) for stop in stops))
        return [each["node"]["backendNodeId"] for each in told]

    async def hears(self) -> Sequence[str]:
        """Whether anything on the page listens to `keys` or `clicks`, so that one of them may lead out."""
        found = set()
        for what, depth in (("document", -1), ("window", 1)):
            target = (await self._call("Runtime.evaluate", expression=what))["result"]["objectId"]
            answer = await self._call("DOMDebugger.getEventListeners", objectId=target, depth=depth, pierce=True)
            found |= {_HEARD[each["type"]] for each in answer["listeners"] if each["type"] in _HEARD}
        return sorted(found)
