"""The browser: started by Playwright, driven for every page over a DevTools connection of our own.

A `Browser` keeps one tab for each worker. A tab that a page hung, crashed or left is thrown away, and the next page
gets a new one; a browser that dies is started again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import Browser as PlaywrightBrowser
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Playwright, async_playwright

from auditor.devtools import Connection, DevToolsError
from auditor.pictures import Picture, Sample
from auditor.tab import WIDE, Tab
from auditor.visit import Fetched, Further, LookFailed, Visit

T = TypeVar("T")

_FEATURES_OFF = (
    "IsolateOrigins",
    "site-per-process",
    "IsolateSandboxedIframes",
    "LocalNetworkAccessChecks",  # the egress decides
    "AutofillServerCommunication",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "Prerender2",
    "Translate",
)
FLAGS = (
    "--remote-debugging-port=0",
    "--disable-site-isolation-trials",  # the snapshot has no document of another process
    "--disable-quic",
    "--autoplay-policy=no-user-gesture-required",  # else what starts by itself waits for a gesture that never comes
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--block-new-web-contents",
    "--disable-features=" + ",".join(_FEATURES_OFF),
)


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
        self._free: asyncio.Queue[Tab | None] = asyncio.Queue()
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
        further: Further | None = None,
        proxy: str | None = None,
    ) -> Visit:
        """Looks at a page in each of the sizes, within the deadline; `further` says after the first what else to do.

        `proxy` is the page's own way out, where it has one.

        Raises `LookFailed` with the reason `timeout`, `crash`, `network` or `browser`. A browser that died under the
        page without its doing is started again, and the page is given a second chance.
        """
        return await self._in_tab(lambda tab: tab.visit(page, sizes, source or {}, further), proxy or self.proxy)

    async def picture(self, page: Fetched, samples: Sequence[Sample], proxy: str | None = None) -> list[Picture]:
        """Takes pictures of what a page shows, within the deadline. Raises as `visit` does."""
        return await self._in_tab(lambda tab: tab.picture(page, samples), proxy or self.proxy)

    async def _in_tab(self, look: Callable[[Tab], Coroutine[Any, Any, T]], proxy: str) -> T:
        tab = await self._free.get()
        if tab is not None and not (tab.is_open and tab.proxy == proxy):
            await tab.close()
            tab = None
        kept: Tab | None = None
        generation = self._generation
        try:
            try:
                kept, found = await self._look_in(tab, look, proxy)
            except _BrowserGone:
                await self._restart(generation)
                try:
                    kept, found = await self._look_in(None, look, proxy)
                except _BrowserGone as gone:
                    raise LookFailed("browser", "The browser went away twice under this page.") from gone
            return found
        finally:
            self._free.put_nowait(kept)

    async def _look_in(
        self, tab: Tab | None, look: Callable[[Tab], Coroutine[Any, Any, T]], proxy: str
    ) -> tuple[Tab | None, T]:
        """What came of the look, and the tab when it can be used again."""
        connection = self.connection
        try:
            async with asyncio.timeout(self.deadline):
                if tab is None:
                    tab = await Tab.open(connection, proxy)
                found = await self._unless_aborted(look(tab))
        except TimeoutError:
            if tab is not None:
                await tab.close(hung=True)
            raise LookFailed("timeout", f"The page was not done after {self.deadline:g} seconds.") from None
        except (LookFailed, DevToolsError) as error:
            if tab is not None:
                await tab.close()
            if not connection.is_open and not self._aborted.done():
                raise _BrowserGone from error
            if isinstance(error, LookFailed):
                raise
            raise LookFailed("crash", f"The tab went away: {error}") from error
        if tab.is_worn:
            await tab.close()
            return None, found
        if not await tab.clear():
            await tab.close(hung=True)
            return None, found
        return tab, found

    async def _unless_aborted(self, looking: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(looking)
        first: set[asyncio.Future[Any]] = {task, self._aborted}
        try:
            await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise LookFailed("interrupted", self._aborted.result())
            return task.result()
        finally:
            task.cancel()

    def abort(self, message: str) -> None:
        """Gives up all pages that are under way, and those still to come: they fail with the reason `interrupted`."""
        if not self._aborted.done():
            self._aborted.set_result(message)

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
