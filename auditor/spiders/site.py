"""The spider that audits a site: every page it finds is fetched, rendered, looked at and handed to the pipeline."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lxml.etree import XMLSyntaxError
from scrapy import Request, Spider, signals
from scrapy.exceptions import IgnoreRequest, UsageError
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap
from twisted.python.failure import Failure

from auditor.capture import links_of
from auditor.egress import REFUSED_HEADER
from auditor.items import LookedAt, Pictured
from auditor.middlewares import PAGE_TYPES, RenderedResponse, content_type_of
from auditor.plan import Plan, plan_of_scrapy
from auditor.session import SITEMAP_GUESS, Session
from auditor.store import StoreFailed
from auditor.urls import NotAudited, canonical
from auditor.visit import LookFailed, Visit

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

DOCUMENT_TYPES = (
    "application/pdf",
    "application/msword",
    "application/rtf",
    "application/vnd.",
    "application/epub",
)


class SiteSpider(Spider):
    """Audits one site. Arguments: `url` (one or more, separated by white space), `agency`; or a whole `plan`."""

    name = "site"

    def __init__(self, plan: Plan, session: Session) -> None:
        super().__init__()
        self.plan = plan
        self.session = session

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, url: str = "", agency: str = "", plan: Plan | None = None, **_unused: Any
    ) -> SiteSpider:
        """Made by Scrapy, with the arguments of `scrapy crawl site`. The session opens with the scheduler."""
        if plan is None:
            if not url.strip():
                raise UsageError("Name the site: scrapy crawl site -a url=https://www.example.gov/", print_help=False)
            plan = plan_of_scrapy(tuple(canonical(seed) for seed in url.split()), agency, crawler.settings)
        spider = cls(plan, Session(plan, crawler.settings["USER_AGENT"]))
        spider._set_crawler(crawler)
        crawler.signals.connect(spider.visit_again, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the frontier holds the seeds."""
        return
        yield

    def request(self, url: str, kind: str, level: int) -> Request:
        """The request for a URL of the frontier."""
        return Request(
            url,
            callback=self.parse_sitemap if kind == "sitemap" else self.parse,
            errback=self.missed,
            meta={
                "frontier_url": url,
                "kind": kind,
                "level": level,
                "autothrottle_dont_adjust_delay": bool(self.session.crawl_delays),
            },
            dont_filter=True,
        )

    def visit_again(self) -> None:
        """When all pages are done: asks for those that pictures are taken of, by the same way as before."""
        try:
            samples = self.session.samples()
        except StoreFailed as failed:
            self.session.stop(self.crawler, "database", str(failed))
            return
        assert self.crawler.engine is not None
        for url, here in samples.items():
            meta = {"kind": "page", "samples": here, "autothrottle_dont_adjust_delay": bool(self.session.crawl_delays)}
            request = Request(url, callback=self.parse_again, errback=self.missed_again, meta=meta, dont_filter=True)
            self.crawler.engine.crawl(request)

    def parse_again(self, response: Response) -> Iterator[Pictured]:
        """A page that was visited again: its pictures go to the pipeline. What it links to is known."""
        pictured: Pictured | None = response.meta.get("pictured")
        if pictured is not None:
            yield pictured

    def missed_again(self, failure: Failure) -> None:
        """A page that could not be seen again has no picture, and stays what it was; a fault of ours is told."""
        error = failure.value or RuntimeError("a failure without a cause")
        _, reason, detail, _ = _reason_of(error)
        if reason == "error" and not self.session.stopped_for:
            self.logger.warning("A page could not be seen again: %s", detail)

    def parse(self, response: Response, **_unused: Any) -> Iterator[LookedAt]:
        """A page: its links go to the frontier, what was looked at to the pipeline."""
        meta = response.meta
        url, level = meta["frontier_url"], meta["level"]
        kind = content_type_of(response)
        if not isinstance(response, RenderedResponse):
            self._end_unrendered(url, response, kind)
            return
        visit = response.visit
        if visit.too_large or not visit.looks:
            detail = f"{visit.too_large:,} elements."
            self.session.frontier.end(url, "failed", "nodes", detail=detail, http_status=response.status)
            return
        if self.plan.follows:
            self.session.frontier.add(links_of(visit.looks[0]), url, level + 1)
            if visit.left_for:
                self.session.frontier.add([(url, visit.left_for)], url, level + 1)
        state, reason, detail = _state_of(visit)
        yield LookedAt(
            url=url,
            level=level,
            looks=tuple(visit.looks),
            state=state,
            reason=reason,
            detail=detail,
            http_status=response.status,
            content_type=kind,
            leads_to=visit.left_for[:500] or None,
        )
        visit.looks.clear()  # the response lives on in cycles until the collector comes; the recording need not

    def _end_unrendered(self, url: str, response: Response, kind: str) -> None:
        end = self.session.frontier.end
        facts: dict[str, Any] = {"http_status": response.status, "content_type": kind}
        if not response.body:
            end(url, "failed", "empty", **facts)
        elif kind.startswith(DOCUMENT_TYPES):
            end(url, "skipped", "document", kind="document", **facts)
        else:
            end(url, "skipped", "type", **facts)

    def parse_sitemap(self, response: Response) -> None:
        """A sitemap or an index of them: what it names goes to the frontier."""
        url = response.meta["frontier_url"]
        body = response.body
        if body[:2] == b"\x1f\x8b":
            body = gunzip(body, max_size=self.crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        sitemap: Sitemap | None = None
        with suppress(StopIteration, XMLSyntaxError):  # that is how it says that there is no element
            sitemap = Sitemap(body.removeprefix(b"\xef\xbb\xbf").lstrip())
        kind = sitemap.type if sitemap is not None else None
        if sitemap is None or kind not in ("sitemapindex", "urlset"):
            if content_type_of(response) in PAGE_TYPES:
                self.session.frontier.is_page_after_all(url)
                return
            self.session.frontier.end(url, "skipped", "type", http_status=response.status)
            return
        locations = [(url, str(entry["loc"])) for entry in sitemap if entry.get("loc")]
        if kind == "sitemapindex":
            self.session.add_sitemaps(location for _, location in locations)
        else:
            self.session.frontier.add(locations, url, 1)
        self.session.frontier.end(url, "audited", detail=f"names {len(locations)} addresses", kind="sitemap")

    def missed(self, failure: Failure) -> None:
        """A URL that came to nothing: the reason is written to its row."""
        request: Request = failure.request  # type: ignore[attr-defined]
        url: str = request.meta["frontier_url"]
        error = failure.value or RuntimeError("a failure without a cause")
        if isinstance(error, StoreFailed):
            self.session.stop(self.crawler, "database", str(error))
            return
        if self.session.stopped_for:
            return  # what was cut off is ended by the frontier, with all else that is left
        state, reason, detail, status = _reason_of(error)
        if request.meta["kind"] == "sitemap" and url.endswith(SITEMAP_GUESS) and reason == "missing":
            state, reason = "skipped", "absent"
        self.session.frontier.end(url, state, reason, detail=detail, http_status=status)


def _state_of(visit: Visit) -> tuple[str, str, str]:
    """State, reason and detail of a page that was looked at."""
    if visit.left_for:
        try:
            return "partial", "left", f"The page wanted to leave for {canonical(visit.left_for)}."
        except NotAudited:
            return "partial", "left", "The page wanted to leave."
    if visit.blocked:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(visit.blocked.items()))
        return "partial", "blocked-requests", told
    return "audited", "", ""


def _reason_of(error: BaseException) -> tuple[str, str, str, int | None]:
    """State, reason, detail and HTTP status of what came to nothing."""
    if isinstance(error, LookFailed):
        return "failed", error.reason, str(error), None
    if isinstance(error, HttpError):
        response = error.response
        refused = response.headers.get(REFUSED_HEADER)
        if refused:
            return "failed", refused.decode("latin-1"), response.text[:300], None
        words = {401: "login", 403: "blocked", 404: "missing", 410: "missing", 429: "blocked"}
        reason = words.get(response.status, "status")
        return "failed", reason, f"HTTP status {response.status}", response.status
    name = type(error).__name__
    if isinstance(error, IgnoreRequest):
        if "robots.txt" in str(error):
            return "skipped", "robots", "", None
        reasons = (("max redirections", "loop"), ("DOWNLOAD_MAXSIZE", "size"))
        reason = next((reason for part, reason in reasons if part in str(error)), "error")
        return "failed", reason, str(error)[:300], None
    text = str(error)
    for word in ("refused", "dns", "network"):
        if f"'reason': b'{word}'" in text:
            return "failed", word, "The egress could not or may not reach the host.", None
    kinds = (("Timeout", "timeout"), ("DNS", "dns"), ("SSL", "tls"), ("Certificate", "tls"), ("Cancelled", "size"))
    for part, reason in kinds:
        if part in name:
            return "failed", reason, f"{name}: {text}"[:300], None
    if "SSL" in text or "certificate" in text.lower():
        return "failed", "tls", text[:300], None
    return "failed", "network" if "Connect" in name or "Response" in name else "error", f"{name}: {text}"[:300], None
