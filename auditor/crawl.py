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
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from auditor.items import LookedAt, Pictured
from auditor.plan import Plan
from auditor.session import Session
from auditor.spiders.site import SiteSpider
from auditor.store import Store, StoreFailed

_TOLD_ELSEWHERE = ("scrapy.downloadermiddlewares.retry",)
"""Loggers of what ends up as the state of a URL."""
_NOISY_START = ("scrapy.core.engine", "scrapy.utils.signal")
"""Loggers that tell what follows from an audit that did not start; why it did not is raised, and told once."""


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
    settings = Settings()
    settings.setmodule("auditor.settings", priority="project")
    settings.setdict(dict(overrides), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    for name in (*_TOLD_ELSEWHERE, *_NOISY_START):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("scrapy.core.scraper").addFilter(_is_no_store_failure)
    crawler = process.create_crawler(SiteSpider)

    def begun() -> None:
        for name in _NOISY_START:
            logging.getLogger(name).setLevel(logging.NOTSET)
        assert isinstance(crawler.spider, SiteSpider)
        _obey_signals(crawler, crawler.spider.session)
        watch(crawler.spider.session)

    def broke(failure: Failure, response: Response | Failure) -> None:
        assert isinstance(crawler.spider, SiteSpider)
        request: Any = getattr(response, "request", None)  # a Failure has one too
        _end_broken(crawler, crawler.spider.session, failure.value, request.meta.get("frontier_url"))

    def item_broke(item: LookedAt | Pictured, failure: Failure) -> None:
        assert isinstance(crawler.spider, SiteSpider)
        url = item.url if isinstance(item, LookedAt) else None
        _end_broken(crawler, crawler.spider.session, failure.value, url)

    crawler.signals.connect(begun, signal=signals.engine_started, weak=False)
    crawler.signals.connect(broke, signal=signals.spider_error, weak=False)
    crawler.signals.connect(item_broke, signal=signals.item_error, weak=False)
    task = process.crawl(crawler, plan=plan)
    process.start(install_signal_handlers=False)
    task.result()
    assert isinstance(crawler.spider, SiteSpider)
    session = crawler.spider.session
    return Outcome(session.audit, session.store, session.frontier.ended, session.stopped_for, session.stop_message)


def _end_broken(crawler: Crawler, session: Session, error: BaseException | None, url: str | None) -> None:
    """Ends a URL that a fault of ours came in the way of, so that the audit does not wait for it.

    A second visit has none to end.
    """
    try:
        if isinstance(error, StoreFailed):
            raise error
        if url is not None:
            session.frontier.end(url, "failed", "error", detail=f"{type(error).__name__}: {error}"[:300])
    except StoreFailed as failed:
        session.stop(crawler, "database", str(failed))


def _is_no_store_failure(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], StoreFailed))


def _obey_signals(crawler: Crawler, session: Session) -> None:
    """Ctrl-C, and being asked to end, stop the audit within seconds; what is done stays."""

    def stop(number: int) -> None:
        name = "Ctrl-C" if number == signal.SIGINT else signal.Signals(number).name
        session.stop(crawler, "interrupted", f"Stopped by {name}.")

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, ValueError):  # Windows has no such handlers
            loop.add_signal_handler(number, stop, number)
