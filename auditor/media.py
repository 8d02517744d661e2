"""What the browser knows of the `audio` and `video` elements of a page: how long they are, whether they can be heard.

Asked of the elements that the snapshot has, by the browser's own number of each, so that those in closed shadow trees
and in frames are among them. A page without any pays for a look at the snapshot's table of strings.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from auditor.devtools import DevToolsError, Json

MOST_PLAYERS = 50
"""How many players of one document are asked about; those beyond stay unknown."""
PATIENCE = 5.0
"""Seconds that asking may take, for all documents of the page together; what has not answered by then stays unknown."""

_TAGS = ("AUDIO", "VIDEO", "audio", "video")  # as HTML and as XHTML names them
_SCRIPT = (Path(__file__).parent / "media.js").read_text(encoding="utf-8")

Call = Callable[..., Awaitable[Json]]


async def media_of(call: Call, snapshot: Json, world: str) -> Mapping[int, Json]:
    """By backend node id, what `media.js` tells of each player on the page; `world` names the isolated world to ask in.

    A document that went away meanwhile tells nothing.
    """
    strings: list[str] = snapshot["strings"]
    tags = {strings.index(tag) for tag in _TAGS if tag in strings}
    found: dict[int, Json] = {}
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            for document in snapshot["documents"] if tags else ():
                nodes = document["nodes"]
                ids = [id for id, name in zip(nodes["backendNodeId"], nodes["nodeName"], strict=True) if name in tags]
                if ids:
                    with suppress(DevToolsError):
                        found |= await _ask(call, strings[document["frameId"]], world, ids[:MOST_PLAYERS])
    return found


async def _ask(call: Call, frame: str, world: str, ids: list[int]) -> Mapping[int, Json]:
    context = (await call("Page.createIsolatedWorld", frameId=frame, worldName=world))["executionContextId"]
    resolved = await asyncio.gather(
        *(call("DOM.resolveNode", backendNodeId=id, executionContextId=context) for id in ids)
    )
    players: list[Any] = [{"objectId": answer["object"]["objectId"]} for answer in resolved]
    answer = await call(
        "Runtime.callFunctionOn",
        functionDeclaration=_SCRIPT,
        executionContextId=context,
        arguments=players,
        awaitPromise=True,
        returnByValue=True,
    )
    if "exceptionDetails" in answer:
        return {}
    return dict(zip(ids, answer["result"]["value"], strict=True))
