"""A browser behind the egress, as an audit has it, for tests that are plain functions."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import orjson

from auditor.browser import Browser
from auditor.chromium import find_browser, is_root
from auditor.egress import Egress, Policy
from auditor.recording import encode
from auditor.tab import WIDE
from auditor.visit import Fetched, Further, Visit
from rules.page import Page

T = TypeVar("T")


def document(body: str, head: str = "", title: str = "A page") -> str:
    return f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


class Looker:
    """Looks at pages, one call after the other or many at once."""

    def __init__(self, runner: asyncio.Runner, browser: Browser, egress: Egress) -> None:
        self._runner = runner
        self.browser = browser
        self.egress = egress

    def run(self, coroutine: Awaitable[T]) -> T:
        """What comes of a coroutine in the browser's loop."""

        async def wait() -> T:
            return await coroutine

        return self._runner.run(wait())

    def permit(self, *urls: str) -> None:
        """Lets addresses on this machine be reached, as seeds are."""
        for url in urls:
            self.run(self.egress.permit_seed(url))

    def visit(
        self,
        url: str,
        html: str | bytes,
        sizes: Sequence[tuple[int, int]] = (WIDE,),
        further: Further | None = None,
        headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
    ) -> Visit:
        """What comes of these bytes when they are shown as the page at this URL."""
        body = html.encode() if isinstance(html, str) else html
        return self.run(self.browser.visit(Fetched(url, 200, headers, body), sizes, further=further))

    def page(self, url: str, html: str | bytes, **how: Any) -> Page:
        """The page as rules see it: through the bytes of its recording."""
        return Page(orjson.loads(self.bytes(url, html, **how)))

    def bytes(self, url: str, html: str | bytes, **how: Any) -> bytes:
        """The bytes of the recording."""
        return encode(self.visit(url, html, **how).looks[0])


@contextmanager
def looking(*, tabs: int = 1, deadline: float = 10.0, browser: str | None = None) -> Iterator[Looker]:
    """A browser while the context lasts."""
    with asyncio.Runner() as runner:

        async def begin() -> tuple[Browser, Egress]:
            egress = Egress(Policy())
            proxy = f"http://127.0.0.1:{await egress.start()}"
            path = find_browser(browser, os.environ)
            started = Browser(path, tabs=tabs, proxy=proxy, sandbox=not is_root(), deadline=deadline)
            await started.start()
            return started, egress

        started, egress = runner.run(begin())
        try:
            yield Looker(runner, started, egress)
        finally:
            runner.run(started.close())
            runner.run(egress.stop())
