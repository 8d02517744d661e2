"""The peers of the benchmark: navigation alone, and axe-core in the page, in the same browser and kind of tab as ours.

Run by `compare.py`: reads a line of JSON (a list of URLs) a batch on standard input, answers each with a line.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from importlib import resources
from pathlib import Path

from playwright.async_api import async_playwright

from auditor import browser as ours
from auditor.devtools import Connection, Session
from auditor.tab import PAGES_PER_TAB

AXE_OPTIONS = {"axe": "{}", "axe-wcag": "{runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa']}}"}


class PeerTab:
    """A tab that navigates, and runs axe-core where asked."""

    def __init__(self, connection: Connection, script: str, options: str) -> None:
        self._connection = connection
        self._script = script
        self._options = options
        self._session: Session | None = None
        self._context = ""
        self._pages = 0
        self._loaded: asyncio.Future[None] | None = None

    async def _open(self) -> Session:
        root = self._connection.browser
        self._context = (await root.call("Target.createBrowserContext"))["browserContextId"]
        target = await root.call("Target.createTarget", url="about:blank", browserContextId=self._context)
        attached = await root.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        session = self._connection.session(attached["sessionId"])
        session.on_event = self._on_event
        await session.call("Page.enable")
        await session.call(
            "Emulation.setDeviceMetricsOverride", width=1280, height=800, deviceScaleFactor=1, mobile=False
        )
        return session

    def _on_event(self, method: str, _event: object) -> None:
        if method == "Page.loadEventFired" and self._loaded is not None and not self._loaded.done():
            self._loaded.set_result(None)

    async def visit(self, url: str) -> int:
        if self._session is None or self._pages % PAGES_PER_TAB == 0:
            if self._session is not None:
                await self._connection.browser.call("Target.disposeBrowserContext", browserContextId=self._context)
            self._session = await self._open()
        self._pages += 1
        self._loaded = asyncio.get_running_loop().create_future()
        await self._session.call("Page.navigate", url=url)
        await self._loaded
        if not self._script:
            return 0
        await self._session.call("Runtime.evaluate", expression=self._script)
        answer = await self._session.call(
            "Runtime.evaluate",
            expression=f"axe.run({self._options}).then(r => JSON.stringify([r.violations, r.incomplete]))",
            awaitPromise=True,
            returnByValue=True,
        )
        return len(json.loads(answer["result"]["value"])[0])


async def main(mode: str, executable: str) -> None:
    script = ""
    if mode in AXE_OPTIONS:
        script = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=executable, args=list(ours.FLAGS), chromium_sandbox=False
        )
        session = await chromium.new_browser_cdp_session()
        line = (await session.send("SystemInfo.getInfo"))["commandLine"]
        connection = await Connection.open(await ours.devtools_url(line))
        tabs = [PeerTab(connection, script, AXE_OPTIONS.get(mode, "")) for _ in range(2)]
        print("ready", flush=True)  # noqa: T201
        while batch := await asyncio.to_thread(sys.stdin.readline):
            queue: asyncio.Queue[str] = asyncio.Queue()
            for url in json.loads(batch):
                queue.put_nowait(url)

            async def work(tab: PeerTab, queue: asyncio.Queue[str] = queue) -> None:
                with suppress(asyncio.QueueEmpty):
                    while True:
                        await tab.visit(queue.get_nowait())

            await asyncio.gather(*(work(tab) for tab in tabs))
            print("done", flush=True)  # noqa: T201
        await connection.close()
        await chromium.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], str(Path(sys.argv[2]))))
