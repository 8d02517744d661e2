"""The browser: started by Playwright, driven for every page over a DevTools connection of our own.

A `Browser` keeps one tab for each worker. A tab is given the bytes that Scrapy fetched, shows them as the page at their
URL, lets it settle, and is looked at. Whatever a page does to its tab (hang, crash, leave, open dialogs) costs that page
alone: the tab is thrown away and the next page gets a new one.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import os
import re
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

from playwright.async_api import Browser as PlaywrightBrowser
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Playwright, async_playwright

from auditor.capture import SNAPSHOT_PARAMETERS, recording_of
from auditor.devtools import Connection, DevToolsError, Json, Session, TargetGone

log = logging.getLogger(__name__)

WIDE, PHONE = (1280, 800), (375, 667)
"""The two looks, in CSS pixels: a desktop window, and a phone."""

NODE_BUDGET = 25_000
"""Elements beyond which a page is not captured: 40,000 took Chromium 30 s for the accessibility tree alone."""

PAGES_PER_TAB = 50
QUIET_MS = 100
SETTLE_SECONDS = 3.0
_LEAVING_SECONDS = 1.0
_DIALOG_LIMIT = 10
_WORLD = "auditor"
_SETTLE_SCRIPT = (Path(__file__).parent / "settle.js").read_text(encoding="utf-8")
_PAUSED_TYPES = ("Document", "XHR", "Fetch", "Ping", "EventSource", "CSPViolationReport", "Other")
_MAY_CHANGE = re.compile(rb"<script|\bon[a-z]+\s*=|javascript:|<i?frame|<object|<embed|<animate|<set\b", re.IGNORECASE)
"""What in the HTML can make a page change after it has loaded; without any of it there is nothing to wait for."""
_NOT_PASSED_ON = frozenset(
    {
        "content-disposition",  # starts a download
        "content-encoding",  # Scrapy has decoded the body
        "content-length",
        "transfer-encoding",
        "connection",
        "keep-alive",
        "refresh",  # noted by the spider; the tab stays where it is
        "clear-site-data",
    }
)
_STORAGE = "cookies,local_storage,indexeddb,service_workers,cache_storage"

FLAGS = (
    "--remote-debugging-port=0",
    "--disable-site-isolation-trials",  # the snapshot has no document of another process
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--block-new-web-contents",
    "--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes,Translate,MediaRouter,"
    "OptimizationHints,AutofillServerCommunication,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,"
    "LocalNetworkAccessChecks",
)
_QUIET_EXPRESSION = """(() => {
  const s = globalThis.__auditor;
  return [document.readyState === 'complete' && document.fonts.status === 'loaded' ? performance.now() - (s ? s.last : 0) : -1,
          document.getElementsByTagName('*').length, location.href];
})()"""


Narrow = Callable[[Mapping[str, Any]], tuple[int, int] | None]
"""Told the first look, names the size of one more, or None."""


class LookFailed(Exception):  # noqa: N818 - the outcome of a look, told in the audit
    """A page could not be looked at. `reason` is a word of `reports.wording`; the message says more."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as Scrapy fetched it: what a tab is given to show."""

    url: str
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes


@dataclass(slots=True)
class Visit:
    """What came of a page: its looks (recordings by width), and what it did meanwhile."""

    looks: list[Json] = field(default_factory=list)
    url: str = ""
    left_for: str = ""
    too_large: int = 0
    blocked: dict[str, int] = field(default_factory=dict)


class _Tab:
    """One tab in a context of its own. Broken once, it is thrown away."""

    def __init__(self, browser: Browser, context: str, target: str, session: Session) -> None:
        self._browser = browser
        self._context = context
        self._target = target
        self._session = session
        self.pages = 0
        self._page: Fetched | None = None
        self._given = False
        self._visit = Visit()
        self._frame = ""
        self._loaded: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests: set[str] = set()
        self._last_request = 0.0
        self._failures: list[tuple[str, str]] = []
        self._dialogs = 0
        self._shown = ""
        self._is_still = False
        session.on_event = self._on_event

    @classmethod
    async def open(cls, browser: Browser) -> _Tab:
        root = browser.connection.browser
        options: Json = {"disposeOnDetach": True}
        if browser.proxy:
            options |= {"proxyServer": browser.proxy, "proxyBypassList": "<-loopback>"}
        context = (await root.call("Target.createBrowserContext", **options))["browserContextId"]
        target = (await root.call("Target.createTarget", url="about:blank", browserContextId=context))["targetId"]
        attached = await root.call("Target.attachToTarget", targetId=target, flatten=True)
        session = browser.connection.session(attached["sessionId"])
        tab = cls(browser, context, target, session)
        await asyncio.gather(
            session.call("Page.enable"),
            session.call("Inspector.enable"),
            session.call("Log.enable"),
            session.call("Page.addScriptToEvaluateOnNewDocument", source=_SETTLE_SCRIPT, worldName=_WORLD),
            session.call("Fetch.enable", patterns=[{"urlPattern": "*", "resourceType": t} for t in _PAUSED_TYPES]),
            session.call("Browser.setDownloadBehavior", behavior="deny"),
            session.call("Emulation.setFocusEmulationEnabled", enabled=True),
            tab._resize(*WIDE),
        )
        tree = await session.call("Page.getFrameTree")
        tab._frame = tree["frameTree"]["frame"]["id"]
        return tab

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
        elif method == "Page.loadEventFired":
            if self._given:
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
            frame = event["frame"]
            if frame["id"] == self._frame and self._given and frame["url"] != self._expected():
                self._visit.left_for = frame["url"]
        elif method in ("Inspector.targetCrashed", "Inspector.detached") and not self._gone.done():
            self._gone.set_exception(LookFailed("crash", "The page crashed its tab."))
            self._gone.exception()

    @staticmethod
    def _load_done(loaded: asyncio.Future[None]) -> None:
        if not loaded.done():
            loaded.set_result(None)

    @property
    def _content_type(self) -> str:
        headers = self._page.headers if self._page else ()
        declared = next((value for name, value in headers if name.lower() == "content-type"), "text/html")
        return declared.split(";")[0].strip().lower()

    def _expected(self) -> str:
        return urldefrag(self._page.url)[0] if self._page else ""

    def _on_request(self, event: Json) -> None:
        request, request_id = event["request"], event["requestId"]
        method, kind = request["method"], event["resourceType"]
        page = self._page
        if kind == "Document" and event["frameId"] == self._frame:
            if page is not None and not self._given and method == "GET":
                self._given = True
                headers = [{"name": n, "value": v} for n, v in page.headers if n.lower() not in _NOT_PASSED_ON]
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
            key = f"{method} {kind}"
            self._visit.blocked[key] = self._visit.blocked.get(key, 0) + 1
            self._session.post("Fetch.failRequest", requestId=request_id, errorReason="BlockedByClient")
            return
        if "responseStatusCode" in event or "responseErrorReason" in event:
            self._requests.discard(event.get("networkId", request_id))
            self._last_request = asyncio.get_running_loop().time()
            self._session.post("Fetch.continueRequest", requestId=request_id)
            return
        if kind in ("XHR", "Fetch"):
            self._requests.add(event.get("networkId", request_id))
            self._session.post("Fetch.continueRequest", requestId=request_id, interceptResponse=True)
            return
        self._session.post("Fetch.continueRequest", requestId=request_id)

    # -- a page -----------------------------------------------------------------------------------------------------

    async def visit(
        self, page: Fetched, sizes: Sequence[tuple[int, int]], source: Mapping[str, Any], narrow: Narrow | None
    ) -> Visit:
        """Shows the page and looks at it in each size; raises `LookFailed` when it can't, `TargetGone` when the tab died."""
        loop = asyncio.get_running_loop()
        self.pages += 1
        self._page, self._given, self._visit = None, False, Visit(url=page.url)
        self._requests.clear()
        self._failures.clear()
        self._dialogs = 0
        parts = urlsplit(page.url)
        if urldefrag(page.url)[0] == self._shown:
            await self._call("Page.navigate", url="about:blank")  # else only the fragment would change
        self._shown = urldefrag(page.url)[0]
        if self.pages > 1:
            self._session.post(
                "Storage.clearDataForOrigin", origin=f"{parts.scheme}://{parts.netloc}", storageTypes=_STORAGE
            )
        self._page, self._loaded = page, loop.create_future()
        self._is_still = not _MAY_CHANGE.search(page.body)
        answer = await self._or_gone(self._session.call("Page.navigate", url=page.url))
        if "errorText" in answer and not self._visit.left_for:
            raise LookFailed("network", f"The browser could not show the page ({answer['errorText']}).")
        await self._or_gone(self._loaded)
        wanted = list(sizes)
        for number, (width, height) in enumerate(wanted):
            if number:
                await self._resize(width, height)
            await self._look(width, height, source)
            more = narrow(self._visit.looks[0]) if narrow and not number and self._visit.looks else None
            if more is not None:
                wanted.append(more)
        if len(wanted) > 1:
            await self._resize(*WIDE)
        return self._visit

    async def _or_gone(self, awaitable: Any) -> Any:
        """The result, unless the tab crashes first."""
        waiting = asyncio.ensure_future(awaitable)
        done, _ = await asyncio.wait({waiting, self._gone}, return_when=asyncio.FIRST_COMPLETED)
        if waiting in done:
            return waiting.result()
        waiting.cancel()
        return self._gone.result()

    async def _settle(self) -> int:
        """Waits until nothing has changed for a short while, or patience ends; returns the number of elements."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + SETTLE_SECONDS
        world = (await self._call("Page.createIsolatedWorld", frameId=self._frame, worldName=_WORLD))[
            "executionContextId"
        ]
        while True:
            answer = await self._call(
                "Runtime.evaluate", expression=_QUIET_EXPRESSION, contextId=world, returnByValue=True
            )
            if "exceptionDetails" in answer:
                return 0
            quiet, elements, _ = answer["result"]["value"]
            now = loop.time()
            pending = bool(self._requests) or now - self._last_request < QUIET_MS / 1000
            calm = quiet >= 0 if self._is_still else quiet >= QUIET_MS and not pending
            if calm or now >= deadline:
                return int(elements)
            await asyncio.sleep(max(QUIET_MS - max(quiet, 0), 20) / 1000)

    async def _look(self, width: int, height: int, source: Mapping[str, Any]) -> None:
        elements = await self._settle()
        visit = self._visit
        if elements > NODE_BUDGET:
            visit.too_large = elements
            return
        snapshot = await self._call("DOMSnapshot.captureSnapshot", **SNAPSHOT_PARAMETERS)
        strings = snapshot["strings"]
        frames = [strings[document["frameId"]] for document in snapshot["documents"]]
        trees: dict[str, Sequence[Json]] = {}
        for frame in frames:
            with suppress(DevToolsError):
                trees[frame] = (await self._call("Accessibility.getFullAXTree", frameId=frame))["nodes"]
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
                gaps=self._gaps(),
                source=source,
                content_types={shown: self._content_type},
            )
        )

    def _gaps(self) -> list[tuple[str, str, str]]:
        """Style sheets that did not load: what depends on style can't be judged."""
        return [
            ("style", f"A style sheet did not load: {text}", url)
            for url, text in self._failures
            if urlsplit(url).path.lower().endswith(".css")
        ]

    async def _call(self, method: str, **parameters: Any) -> Json:
        answer: Json = await self._or_gone(self._session.call(method, **parameters))
        return answer

    async def close(self, *, hung: bool = False) -> None:
        """Throws the tab and its context away; a hung renderer is crashed first."""
        connection = self._browser.connection
        if hung:
            self._session.post("Page.crash")
        with suppress(DevToolsError, TimeoutError):
            async with asyncio.timeout(5):
                await connection.browser.call("Target.disposeBrowserContext", browserContextId=self._context)
        connection.forget(self._session.id)


class Browser:
    """A browser with `tabs` tabs. `visit` may be called by as many callers as like; each waits for a tab."""

    def __init__(
        self,
        executable: Path,
        *,
        tabs: int = 2,
        proxy: str = "",
        user_agent: str = "",
        sandbox: bool = True,
        deadline: float = 30.0,
    ) -> None:
        self.executable = executable
        self.proxy = proxy
        self.deadline = deadline
        self.version = ""
        self.connection: Connection
        self._flags = [*FLAGS, *([f"--user-agent={user_agent}"] if user_agent else [])]
        self._sandbox = sandbox
        self._size = tabs
        self._free: asyncio.Queue[_Tab | None] = asyncio.Queue()
        self._playwright: Playwright | None = None
        self._browser: PlaywrightBrowser | None = None
        self._aborted: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._starting = asyncio.Lock()
        self._generation = 0

    async def start(self) -> None:
        """Starts Playwright and the browser. Raises `LookFailed` ("browser") when it does not start."""
        self._playwright = await async_playwright().start()
        await self._launch()
        for _ in range(self._size):
            self._free.put_nowait(None)

    async def _launch(self) -> None:
        assert self._playwright is not None
        try:
            self._browser = await self._playwright.chromium.launch(
                executable_path=self.executable,
                args=self._flags,
                chromium_sandbox=self._sandbox,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                ignore_default_args=["--disable-popup-blocking"],
            )
            session = await self._browser.new_browser_cdp_session()
            command_line: str = (await session.send("SystemInfo.getInfo"))["commandLine"]
            await session.detach()
        except PlaywrightError as error:
            raise LookFailed("browser", f"The browser {self.executable} did not start: {error.message}") from error
        self.version = self._browser.version
        self.connection = await Connection.open(await devtools_url(command_line))
        self._generation += 1

    async def visit(
        self,
        page: Fetched,
        sizes: Sequence[tuple[int, int]] = (WIDE,),
        source: Mapping[str, Any] | None = None,
        narrow: Narrow | None = None,
    ) -> Visit:
        """Looks at a page in each of the sizes, within the deadline; `narrow` may name one more after the first look.

        Raises `LookFailed` with the reason `timeout`, `crash`, `network` or `browser`. A browser that died under the
        page without its doing is started again, and the page is given a second chance.
        """
        tab = await self._free.get()
        fresh: _Tab | None = None
        try:
            for chance in (1, 2):
                generation = self._generation
                try:
                    fresh = await self._visit_in(tab, page, sizes, source or {}, narrow)
                except _BrowserGone as gone:
                    tab = None
                    if chance == 2:
                        raise LookFailed("browser", "The browser went away twice under this page.") from gone
                    await self._restart(generation)
                    continue
                return fresh.last_visit
        finally:
            self._free.put_nowait(fresh.tab if fresh else None)
        raise AssertionError("not reached")

    async def _visit_in(
        self,
        tab: _Tab | None,
        page: Fetched,
        sizes: Sequence[tuple[int, int]],
        source: Mapping[str, Any],
        narrow: Narrow | None,
    ) -> _Kept:
        try:
            async with asyncio.timeout(self.deadline):
                if tab is None:
                    tab = await _Tab.open(self)
                visit = await self._unless_aborted(tab.visit(page, sizes, source, narrow))
        except TimeoutError:
            if tab is not None:
                await tab.close(hung=True)
            raise LookFailed("timeout", f"The page was not done after {self.deadline:g} seconds.") from None
        except (LookFailed, DevToolsError) as error:
            if tab is not None:
                await tab.close()
            if isinstance(error, LookFailed):
                raise
            if isinstance(error, TargetGone) and not self._is_alive():
                raise _BrowserGone from error
            raise LookFailed("crash", f"The tab went away: {error}") from error
        if tab.pages >= PAGES_PER_TAB or visit.left_for or visit.too_large:
            await tab.close()
            return _Kept(None, visit)
        return _Kept(tab, visit)

    async def _unless_aborted(self, visiting: Coroutine[Any, Any, Visit]) -> Visit:
        task = asyncio.ensure_future(visiting)
        try:
            await asyncio.wait({task, self._aborted}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise LookFailed("interrupted", self._aborted.result())
            return task.result()
        finally:
            task.cancel()

    def abort(self, message: str) -> None:
        """Gives up all pages that are under way, and those still to come: they fail with the reason `interrupted`."""
        if not self._aborted.done():
            self._aborted.set_result(message)

    def _is_alive(self) -> bool:
        return self._browser is not None and self._browser.is_connected()

    async def _restart(self, generation: int) -> None:
        async with self._starting:
            if self._generation != generation:
                return
            with suppress(PlaywrightError):
                if self._browser is not None:
                    await self._browser.close()
            await self._launch()

    async def close(self) -> None:
        """Closes the browser and Playwright."""
        with suppress(Exception):
            await self.connection.close()
        with suppress(PlaywrightError):
            if self._browser is not None:
                await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()


class _BrowserGone(Exception):  # noqa: N818
    pass


@dataclass(frozen=True, slots=True)
class _Kept:
    """A finished visit, and the tab when it can be used again."""

    tab: _Tab | None
    last_visit: Visit


async def devtools_url(command_line: str) -> str:
    """The DevTools address of the browser with this command line, from the file it writes into its profile."""
    profile = command_line.split("--user-data-dir=", 1)[1].split(" --", 1)[0].strip("\"'")
    file = Path(profile) / "DevToolsActivePort"
    for _ in range(200):
        with suppress(OSError, ValueError):
            port, path = file.read_text(encoding="ascii").split("\n")[:2]
            return f"ws://127.0.0.1:{int(port)}{path}"
        await asyncio.sleep(0.02)
    raise LookFailed("browser", f"The browser did not tell its DevTools address in {file}.")


def runs_as_root() -> bool:
    """Whether this process is root, under which Chromium refuses its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
