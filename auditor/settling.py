"""When a page is done: nothing changes for a short while, all that its scripts asked for is there, or patience ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from auditor.awaited import Awaited

QUIET_MS = 100
SETTLE_SECONDS = 3.0
_QUIET = """(globalThis.__auditor?.look ?? (() =>
  [document.readyState === 'complete' ? performance.now() : -1, document.getElementsByTagName('*').length]))()"""
"""Milliseconds since the last change (-1: not loaded yet), and the number of elements; `settle.js` counts them."""

Call = Callable[..., Awaitable[Any]]


async def settle(call: Call, frame: str, world: str, awaited: Awaited, *, is_still: bool) -> int:
    """Waits for the page in a frame; returns the number of its elements. One that is still has no script."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + SETTLE_SECONDS
    context = (await call("Page.createIsolatedWorld", frameId=frame, worldName=world))["executionContextId"]
    while True:
        answer = await call("Runtime.evaluate", expression=_QUIET, contextId=context, returnByValue=True)
        quiet, elements = (-1, 0) if "exceptionDetails" in answer else answer["result"]["value"]
        now = loop.time()
        is_over = awaited.is_over(now, QUIET_MS / 1000)
        calm = quiet >= 0 if is_still else quiet >= QUIET_MS and is_over
        if calm or now >= deadline:
            return int(elements)
        await asyncio.sleep(max(QUIET_MS - max(quiet, 0), 20) / 1000)
