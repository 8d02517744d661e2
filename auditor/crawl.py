"""Runs one audit in this process: Scrapy, browser and evaluation, until it is done or stopped."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from auditor.plan import Plan
from auditor.session import Session
from auditor.spiders.site import SiteSpider
from auditor.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an audit. `store` is still open, so that an audit in memory can be read; whoever asked closes it."""

    audit: str
    store: Store
    ended: Counter[tuple[str, str, str]]
    """URLs by kind, state and reason."""
    stopped_for: str
    """Why it stopped before it was done; empty when it finished."""
    message: str

    def pages(self, *states: str, reasons: tuple[str, ...] | None = None) -> int:
        """How many pages ended in one of the states, for any of the reasons (None: whatever the reason)."""
        return sum(
            count
            for (kind, state, reason), count in self.ended.items()
            if kind == "page" and state in states and (reasons is None or reason in reasons)
        )


def run(plan: Plan, overrides: Mapping[str, Any], watch: Callable[[Session], None]) -> Outcome:
    """Runs the audit that a plan describes; `watch` gets the session once it is open. Once a process (the reactor).

    Raises what kept the audit from starting: `StoreFailed`, `BrowserNotFound`, `LookFailed`.
    """
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    settings = Settings()
    settings.setmodule("auditor.settings", priority="project")
    settings.setdict(dict(overrides), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(SiteSpider)

    def begun() -> None:
        assert isinstance(crawler.spider, SiteSpider)
        _obey_signals(crawler, crawler.spider.session)
        watch(crawler.spider.session)

    crawler.signals.connect(begun, signal=signals.engine_started, weak=False)
    task = process.crawl(crawler, plan=plan)
    process.start(install_signal_handlers=False)
    task.result()
    assert isinstance(crawler.spider, SiteSpider)
    session = crawler.spider.session
    return Outcome(session.audit, session.store, session.frontier.ended, session.stopped_for, session.stop_message)


def _obey_signals(crawler: Crawler, session: Session) -> None:
    """Ctrl-C, and being asked to end, stop the audit within seconds; what is done stays."""

    def stop(number: int) -> None:
        session.stop(crawler, "interrupted", f"Stopped by {signal.Signals(number).name}. What was done is kept.")

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, ValueError):  # Windows has no such handlers
            loop.add_signal_handler(number, stop, number)
