"""The downloader middlewares: the way out, robots.txt, and the browser."""

from __future__ import annotations

import asyncio
import logging
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import HtmlResponse, Response
from scrapy.utils.httpobj import urlparse_cached

from auditor.markup import serialize
from auditor.served import read
from auditor.unrendered import recording_of_served
from auditor.visit import Fetched, Visit

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import ProtegoRobotParser, RobotParser

    from auditor.pictures import Sample
    from auditor.session import Session

log = logging.getLogger(__name__)

LONGEST_CRAWL_DELAY = 60.0
"""Seconds; a longer `Crawl-delay` is obeyed as this."""
PAGE_TYPES = ("text/html", "application/xhtml+xml")
NAMED_PAGE_TYPES = (*PAGE_TYPES, "image/svg+xml", "application/xml", "text/xml")
"""What is shown in the browser when it was named by hand: a crawl takes these for feeds and pictures."""


class EgressMiddleware:
    """Sends every request, those for robots.txt too, through the egress."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> EgressMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Names the proxy; whatever proxy the environment names is overruled."""
        request.meta["proxy"] = self._crawler.spider.session.proxy_of(request.url)  # type: ignore[union-attr]


class RobotsMiddleware(RobotsTxtMiddleware):
    """robots.txt, obeyed by every request, its `Crawl-delay` and sitemaps used.

    Scrapy 2.19 lets the third and later of the first requests to a host pass: they await one shared Deferred, whose
    result only the first to await it gets. Here each waits for one future.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._asked: dict[str, asyncio.Future[RobotParser | None]] = {}
        crawler.signals.connect(self._learn, signal=signals.robots_parsed)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The parser for the request's host, or None where robots.txt can't be had."""
        netloc = urlparse_cached(request).netloc
        known = self._asked.get(netloc)
        if known is None:
            known = self._asked[netloc] = asyncio.get_running_loop().create_future()
            parser: RobotParser | None = None
            try:
                parser = await super().robot_parser(request)
            finally:
                known.set_result(parser)
        return await asyncio.shield(known)

    def _learn(self, robotparser: ProtegoRobotParser, request: Request) -> None:
        spider = self.crawler.spider
        session: Session = spider.session  # type: ignore[union-attr]
        agent = self._robotstxt_useragent or self._default_useragent
        delay = robotparser.crawl_delay(agent)
        if delay:
            self._slow_down(urlparse_cached(request).hostname or "", min(float(delay), LONGEST_CRAWL_DELAY))
        if session.plan.follows:
            session.add_sitemaps(robotparser.rp.sitemaps)  # Protego's: Scrapy's own interface has no word for it

    def _slow_down(self, key: str, delay: float) -> None:
        engine = self.crawler.engine
        assert engine is not None
        session: Session = self.crawler.spider.session  # type: ignore[union-attr]
        session.crawl_delays[key] = delay
        slot = engine.downloader.slots.get(key)
        if slot is not None:
            slot.delay = max(slot.delay, delay)
            slot.concurrency, slot.randomize_delay = 1, False
        # For the slot that takes its place when Scrapy drops this one as idle.
        engine.downloader.per_slot_settings[key] = {"delay": delay, "concurrency": 1, "randomize_delay": False}


class RenderedResponse(HtmlResponse):
    """A page after its scripts ran. The body is the rendered document, written out when somebody asks for it."""

    def __init__(self, *args: Any, visit: Visit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit or Visit()

    @cached_property
    def _rendered(self) -> bytes:
        return serialize(self.visit.looks[0]).encode() if self.visit.looks else b""

    @property
    def body(self) -> bytes:
        """The rendered document as HTML, in UTF-8; shadow trees and frames are written in their place."""
        return self._rendered


class RenderMiddleware:
    """Hands the HTML that Scrapy fetched to a browser tab, and the rendered page on to the spider."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RenderMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Renders a page. A `LookFailed` goes to the spider's errback, past Scrapy's retry."""
        if request.meta.get("kind") != "page" or not 200 <= response.status < 300 or not response.body:
            return response
        session: Session = self._crawler.spider.session  # type: ignore[union-attr]
        if content_type_of(response) not in (PAGE_TYPES if session.plan.follows else NAMED_PAGE_TYPES):
            return response
        if "samples" in request.meta:
            samples: list[Sample] = request.meta["samples"]
            request.meta["pictured"] = await session.picture(_fetched(samples[0].url, response), samples)
            return response
        url: str = request.meta["frontier_url"]
        visit = await self._visit(session, url, response)
        return RenderedResponse(
            response.url,
            status=response.status,
            headers=response.headers,
            request=request,
            flags=response.flags,
            encoding="utf-8",
            visit=visit,
        )

    async def _visit(self, session: Session, url: str, response: Response) -> Visit:
        render = session.plan.render
        refresh = (response.headers.get("Refresh") or b"").decode("latin-1")
        source: dict[str, Any] = {"refresh": refresh} if refresh else {}
        encoding = getattr(response, "encoding", None)
        served = await asyncio.to_thread(read, response.body, encoding)
        source |= served.facts()
        if render == "never" or (render == "auto" and not served.needs_rendering):
            recording = await asyncio.to_thread(
                recording_of_served, url, response.body, encoding, source, scripted=served.needs_rendering
            )
            return Visit(looks=[recording], url=url)
        visit = await session.look(_fetched(url, response), source)
        target = re.search(r"url\s*=\s*['\"]?([^'\"]+)", refresh, re.IGNORECASE)
        if target is not None and not visit.left_for:
            visit.left_for = urljoin(url, target.group(1).strip())
        return visit


def _fetched(url: str, response: Response) -> Fetched:
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    return Fetched(url, response.status, headers, response.body)


def content_type_of(response: Response) -> str:
    """The media type that the response declares, without parameters; where there is none, what Scrapy takes it for."""
    declared = (response.headers.get("Content-Type") or b"").decode("latin-1").split(";")[0].strip().lower()
    if declared:
        return declared
    return "text/html" if isinstance(response, HtmlResponse) else "application/octet-stream"
