"""One tab: it is given the bytes that Scrapy fetched, shows them as the page at their URL, settles, and is looked at.

Whatever a page does to its tab (hang, crash, leave, open dialogs) costs that page alone.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from auditor import awaited
from auditor.awaited import Awaited
from auditor.capture import RECTS_PARAMETERS, SNAPSHOT_PARAMETERS, needs_rects, recording_of
from auditor.devtools import Connection, DevToolsError, Json, Session
from auditor.media import media_of
from auditor.pictures import Picture, Sample, take
from auditor.pixels import add_backdrops
from auditor.probes import keyboard, zoom
from auditor.served import is_still
from auditor.settling import settle
from auditor.shadows import shadows_of
from auditor.urls import is_same_page
from auditor.visit import NOT_PASSED_ON, Fetched, Further, LookFailed, More, Visit

WIDE, PHONE = (1280, 800), (375, 667)
"""The two looks, in CSS pixels: a desktop window, and a phone."""

TREE_BUDGET, MOST_ELEMENTS = 25_000, 100_000
"""Elements beyond which a page's accessibility tree is not asked for (40,000 took Chromium 30 s), and nothing is."""

PAGES_PER_TAB, ELEMENTS_PER_TAB, LARGE_PAGE = 50, 30_000, 4_000
"""What a tab shows before it is replaced, and the page after which it is: a renderer keeps what a large page took."""
PAGES_PER_COLLECTION = 4
"""What a tab shows before its garbage is collected: pages follow one another too fast for it to find the time."""
PROBE_SECONDS = 5.0
_LEAVING_SECONDS = 1.0
_CLEAR_SECONDS = 2.0
_DIALOG_LIMIT = 10
_WORLD = "auditor"
_LONE_SCRIPT = (Path(__file__).parent / "lone.js").read_text(encoding="utf-8")
_SETTLE_SCRIPT = (Path(__file__).parent / "settle.js").read_text(encoding="utf-8")
_PAUSED_TYPES = ("Document", "XHR", "Fetch", "Ping", "EventSource", "CSPViolationReport", "Other")
_STORAGE = "cookies,local_storage,indexeddb,service_workers,cache_storage"


class Tab:
    """One tab in a context of its own. Broken once, it is thrown away."""

    def __init__(self, connection: Connection, context: str, target: str, session: Session) -> None:
        self._connection = connection
        self._context = context
        self._target = target
        self._session = session
        self.pages = self.elements = self.largest = 0
        self._page: Fetched | None = None
        self._given = self._arrived = False
        self._visit = Visit()
        self._frame = ""
        self._loaded: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._emptied: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._awaited = Awaited()
        self._failures: list[tuple[str, str]] = []
        self._numbers: dict[int, int] = {}
        self._dialogs = 0
        self._is_still, self._is_stuck = True, False
        self.proxy = ""
        session.on_event = self._on_event

    @classmethod
    async def open(cls, connection: Connection, proxy: str) -> Tab:
        """Opens a tab in a context of its own; `proxy` may be empty."""
        root = connection.browser
        options: Json = {"disposeOnDetach": True}
        if proxy:
            options |= {"proxyServer": proxy, "proxyBypassList": "<-loopback>"}
        context = (await root.call("Target.createBrowserContext", **options))["browserContextId"]
        target = (await root.call("Target.createTarget", url="about:blank", browserContextId=context))["targetId"]
        attached = await root.call("Target.attachToTarget", targetId=target, flatten=True)
        session = connection.session(attached["sessionId"])
        tab = cls(connection, context, target, session)
        tab.proxy = proxy
        await asyncio.gather(
            session.call("Page.enable"),
            session.call("Inspector.enable"),
            session.call("Log.enable"),
            session.call("Page.addScriptToEvaluateOnNewDocument", source=_SETTLE_SCRIPT, worldName=_WORLD),
            session.call("Fetch.enable", patterns=[{"urlPattern": "*", "resourceType": t} for t in _PAUSED_TYPES]),
            root.call("Browser.setDownloadBehavior", behavior="deny", browserContextId=context),
            session.call("Page.addScriptToEvaluateOnNewDocument", source=_LONE_SCRIPT),
            session.call("Emulation.setFocusEmulationEnabled", enabled=True),
            tab._resize(*WIDE),
        )
        tree = await session.call("Page.getFrameTree")
        tab._frame = tree["frameTree"]["frame"]["id"]
        return tab

    @property
    def is_open(self) -> bool:
        """Whether it, and the browser it belongs to, are still there."""
        return self._connection.is_open and not self._gone.done()

    @property
    def is_worn(self) -> bool:
        """Whether it has shown enough to be replaced, or its page was too much for it."""
        is_spent = bool(self._visit.left_for or self._visit.too_large)
        is_old = self.pages >= PAGES_PER_TAB or self.elements >= ELEMENTS_PER_TAB or self.largest >= LARGE_PAGE
        return is_spent or is_old

    async def _resize(self, width: int, height: int) -> None:
        await self._session.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    # -- events ---------------------------------------------------------------------------------------------------

    def _on_event(self, method: str, event: Json) -> None:
        if method == "Fetch.requestPaused":
            self._on_request(event)
        elif method.startswith("Network."):
            self._awaited.note(method, event, asyncio.get_running_loop().time())
        elif method == "Page.loadEventFired":
            if self._arrived:
                self._load_done(self._loaded)
        elif method == "Log.entryAdded":
            entry = event["entry"]
            if entry["source"] == "network" and entry["level"] == "error":
                self._failures.append((entry.get("url", ""), entry["text"]))
        elif method == "Page.javascriptDialogOpening":
            self._dialogs += 1
            if self._dialogs > _DIALOG_LIMIT:
                self._session.post("Page.crash")
            else:
                self._session.post("Page.handleJavaScriptDialog", accept=False)
        elif method == "Page.frameNavigated":
            if event["frame"]["id"] == self._frame:
                self._on_arrival(event["frame"]["url"])
        elif method in ("Inspector.targetCrashed", "Inspector.detached") and not self._gone.done():
            self._gone.set_exception(LookFailed("crash", "The page crashed its tab."))
            self._gone.exception()

    def _on_arrival(self, url: str) -> None:
        if not self._given:
            self._load_done(self._emptied)
            return
        if self._arrived:
            self._visit.left_for = url
        self._arrived = url != "about:blank"  # where the tab comes from, told late

    @staticmethod
    def _load_done(loaded: asyncio.Future[None]) -> None:
        if not loaded.done():
            loaded.set_result(None)

    @property
    def _content_type(self) -> str:
        headers = self._page.headers if self._page else ()
        declared = next((value for name, value in headers if name.lower() == "content-type"), "text/html")
        return declared.split(";")[0].strip().lower()

    def _on_request(self, event: Json) -> None:
        request, request_id = event["request"], event["requestId"]
        method, kind = request["method"], event["resourceType"]
        page = self._page
        if kind == "Document" and event["frameId"] == self._frame:
            if not self._given and (page is None or method != "GET" or not is_same_page(request["url"], page.url)):
                self._session.post("Fetch.failRequest", requestId=request_id, errorReason="Aborted")
                return  # what the page before still tries
            if page is not None and not self._given:
                self._given = True
                headers = [{"name": n, "value": v} for n, v in page.headers if n.lower() not in NOT_PASSED_ON]
                self._session.post(
                    "Fetch.fulfillRequest",
                    requestId=request_id,
                    responseCode=page.status,
                    responseHeaders=headers,
                    body=base64.b64encode(page.body).decode(),
                )
                return
            self._visit.left_for = request["url"] + (request.get("urlFragment") or "")
            self._session.post("Fetch.failRequest", requestId=request_id, errorReason="Aborted")
            # A page that leaves while it loads may never fire `load`.
            asyncio.get_running_loop().call_later(_LEAVING_SECONDS, self._load_done, self._loaded)
            return
        if method not in ("GET", "HEAD", "OPTIONS"):
            if self._given:  # else it is the last word of the page before
                key = f"{method} {kind}"
                self._visit.blocked[key] = self._visit.blocked.get(key, 0) + 1
            self._session.post("Fetch.failRequest", requestId=request_id, errorReason="BlockedByClient")
            return
        self._session.post("Fetch.continueRequest", requestId=request_id)

    # -- a page -----------------------------------------------------------------------------------------------------

    async def visit(
        self, page: Fetched, sizes: Sequence[tuple[int, int]], source: Mapping[str, Any], further: Further | None
    ) -> Visit:
        """Shows the page and looks at it in each size.

        Raises `LookFailed` when it can't, `TargetGone` when the tab died.
        """
        await self._show(page)
        await self._look_and_probe(sizes, source, further)
        return self._visit

    async def picture(self, page: Fetched, samples: Sequence[Sample]) -> list[Picture]:
        """Shows the page and takes pictures of what is still there of it, each in the window it was seen in.

        Raises as `visit` does.
        """
        await self._show(page)
        found: list[Picture] = []
        for width, height in (WIDE, PHONE):
            here = [sample for sample in samples if sample.width == width]
            if here:
                await self._resize(width, height)
                self.elements += await self._settle()
                found += await take(self._call, self._frame, here)
        return found

    async def _look_and_probe(
        self, sizes: Sequence[tuple[int, int]], source: Mapping[str, Any], further: Further | None
    ) -> None:
        wanted, more = list(sizes), More()
        for number, (width, height) in enumerate(wanted):
            if number:
                await self._resize(width, height)
            snapshot = await self._look(width, height, source)
            if snapshot is None:
                return
            if further and not number:
                more = further(self._visit.looks[0])
                wanted += more.sizes
            is_last = number + 1 == len(wanted) and not more.probes
            if not await self._is_measured(snapshot, is_last=is_last):
                return
            if more.probes and not number:
                await self._probe("zoomed", zoom.look(self._call, self._settle, self._numbers))
                if self._is_stuck:
                    return
        if more.probes:
            await self._walk()

    async def _probe(self, name: str, probe: Awaitable[Any]) -> None:
        """Adds what a probe saw to the first recording; a tab that stops at it is stuck, and costs the probe alone."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                self._visit.looks[0][name] = await probe
        except (TimeoutError, LookFailed, DevToolsError):
            self._is_stuck = True

    async def _walk(self) -> None:
        """Walks through the page, as wide as at first; what it does for the focus is no part of the visit."""
        visit, self._visit = self._visit, Visit(looks=self._visit.looks)
        await self._resize(*WIDE)
        await self._probe("walk", keyboard.walk(self._call, self._frame, self._numbers))
        self._is_stuck = self._is_stuck or bool(self._visit.left_for)
        self._visit = visit

    async def _show(self, page: Fetched) -> None:
        self.pages += 1
        self._visit = Visit(url=page.url)
        self._awaited.clear()
        self._failures.clear()
        self._numbers.clear()
        self._dialogs = 0
        parts = urlsplit(page.url)
        if self.pages > 1:
            self._session.post(
                "Storage.clearDataForOrigin", origin=f"{parts.scheme}://{parts.netloc}", storageTypes=_STORAGE
            )
        self._page, self._loaded = page, asyncio.get_running_loop().create_future()
        before, self._is_still = self._is_still, is_still(page.body)
        if before and not self._is_still:
            self._session.post("Network.enable", **awaited.ENABLE)
        elif self._is_still and not before:
            self._session.post("Network.disable")
        answer = await self._or_gone(self._session.call("Page.navigate", url=page.url))
        if "errorText" in answer and not self._visit.left_for:
            raise LookFailed("network", f"The browser could not show the page ({answer['errorText']}).")
        await self._or_gone(self._loaded)

    async def clear(self) -> bool:
        """Ends the page, so that what it has in mind costs no other; false for a tab that it does not set free.

        It may hear that it ends: what it then sends is stopped as ever, and is no other page's.
        """
        if self._is_stuck:
            return False
        is_silent = any("backdrops" in look for look in self._visit.looks)  # measured, and left with its scripts off
        self._page, self._visit = None, Visit()
        self._given = self._arrived = False
        self._emptied = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(_CLEAR_SECONDS):
                await self._call("Page.navigate", url="about:blank")
                await self._or_gone(self._emptied)
                if is_silent:
                    # Waited for: the next page may get another process, which starts from what this one has settled.
                    await self._call("Emulation.setScriptExecutionDisabled", value=False)
                if self.pages % PAGES_PER_COLLECTION == 0:
                    await self._call("HeapProfiler.collectGarbage")
                await self._resize(*WIDE)
        except (TimeoutError, LookFailed, DevToolsError):
            return False
        return True

    async def _or_gone(self, awaitable: Any) -> Any:
        """The result, unless the tab crashes first."""
        waiting = asyncio.ensure_future(awaitable)
        first: set[asyncio.Future[Any]] = {waiting, self._gone}
        try:
            done, _ = await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
            return waiting.result() if waiting in done else self._gone.result()
        finally:
            waiting.cancel()  # at a deadline too: else nobody hears of what becomes of it

    async def _settle(self) -> int:
        return await settle(self._call, self._frame, _WORLD, self._awaited, is_still=self._is_still)

    async def _look(self, width: int, height: int, source: Mapping[str, Any]) -> Json | None:
        """Adds a recording to the visit; returns the snapshot it was made of, None on a page too large for one."""
        elements = await self._settle()
        visit = self._visit
        self.elements += elements
        self.largest = max(self.largest, elements)
        if elements > MOST_ELEMENTS:
            visit.too_large = elements
            return None
        snapshot, tree = await asyncio.gather(
            self._call("DOMSnapshot.captureSnapshot", **SNAPSHOT_PARAMETERS),
            self._tree(self._frame, elements),
        )
        if needs_rects(snapshot):
            snapshot = await self._call("DOMSnapshot.captureSnapshot", **RECTS_PARAMETERS)
        shadows = await shadows_of(self._call, snapshot)
        media = await media_of(self._call, snapshot, _WORLD)
        strings = snapshot["strings"]
        trees: dict[str, Sequence[Json] | None] = {self._frame: tree}
        for frame in (strings[document["frameId"]] for document in snapshot["documents"][1:]):
            with suppress(DevToolsError):
                trees[frame] = await self._tree(frame, elements)
        shown = strings[snapshot["documents"][0]["documentURL"]]
        if urlsplit(shown).scheme not in ("http", "https"):
            raise LookFailed("network", "The browser showed a page of its own instead.")
        visit.looks.append(
            recording_of(
                snapshot,
                trees,
                url=visit.url,
                width=width,
                height=height,
                state="initial",
                failures=dict(self._failures),
                source=source,
                content_types={shown: self._content_type},
                media=media,
                shadows=shadows,
                numbers=None if visit.looks else self._numbers,
            )
        )
        return snapshot

    async def _is_measured(self, snapshot: Json, *, is_last: bool) -> bool:
        """Adds to the last recording what only pixels tell; a tab that stops at that is stuck."""
        call, recording, failed = self._session.call, self._visit.looks[-1], [url for url, _ in self._failures]
        self._is_stuck = not await add_backdrops(call, self._frame, snapshot, recording, failed, is_last=is_last)
        return not self._is_stuck

    async def _tree(self, frame: str, elements: int) -> Sequence[Json] | None:
        """The accessibility tree of a frame; None on a page too large for it, whose rules about roles are untested."""
        if elements > TREE_BUDGET:
            return None
        nodes: Sequence[Json] = (await self._call("Accessibility.getFullAXTree", frameId=frame))["nodes"]
        return nodes

    async def _call(self, method: str, **parameters: Any) -> Json:
        answer: Json = await self._or_gone(self._session.call(method, **parameters))
        return answer

    async def close(self, *, hung: bool = False) -> None:
        """Throws the tab and its context away; a hung renderer is crashed first."""
        connection = self._connection
        if hung:
            self._session.post("Page.crash")
        with suppress(DevToolsError, TimeoutError):
            async with asyncio.timeout(5):
                await connection.browser.call("Target.disposeBrowserContext", browserContextId=self._context)
        connection.forget(self._session.id)
