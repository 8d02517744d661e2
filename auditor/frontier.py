"""Which URL comes next: a table of the database behind Scrapy's scheduler interface.

A URL has a level: 0 for a seed, one more than the page that first named it for the rest; sitemaps come before all. A
level is closed before the next opens, and within a level URLs come in sorted order, so that two audits of a site with
the same cap look at the same pages however slow its answers. The cap counts when a level opens; a redirect hands its
place on to where it leads. `JOBDIR`, Scrapy's own way to resume, loses what was under way.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.utils.defer import deferred_from_coro

from auditor.store import StoreFailed
from auditor.urls import NotAudited, Scope, canonical

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

    from auditor.plan import Plan
    from auditor.store import Store

SITEMAP_LEVEL = -1


class Frontier:
    """The URLs of one audit and their states. Every URL it hears of ends in exactly one state, with a reason."""

    def __init__(self, store: Store, audit: str, plan: Plan, scope: Scope) -> None:
        self._store = store
        self._audit = audit
        self._plan = plan
        self.scope = scope
        self._kinds: dict[str, str] = {}
        self._levels: dict[str, int] = {}
        self._waiting: dict[int, list[str]] = {}
        self._ready: list[str] = []
        self._under_way: set[str] = set()
        self._level = SITEMAP_LEVEL
        self._admitted = 0
        self._ends: dict[str, tuple[str, str, str]] = {}
        self.ended: Counter[tuple[str, str, str]] = Counter()
        """How many URLs ended, by kind, state and reason."""

    @property
    def known(self) -> int:
        """How many URLs this audit has heard of."""
        return len(self._levels)

    @property
    def left(self) -> int:
        """How many URLs are still to be done, as far as is known and the cap allows."""
        waiting = sum(len(urls) for urls in self._waiting.values())
        if self._plan.max_pages:
            waiting = min(waiting, max(self._plan.max_pages - self._admitted, 0))
        return len(self._ready) + len(self._under_way) + waiting

    def add(self, links: Iterable[tuple[str, str]], found_on: str | None, level: int, *, kind: str = "page") -> None:
        """Takes in links (base, href). Each new one waits for its level to open, or ends here with a reason.

        What is not http or https (`mailto:`, `javascript:`) is no page that anyone could audit, and is passed over.
        """
        rows: list[tuple[Any, ...]] = []
        for base, href in links:
            malformed = ""
            try:
                url = canonical(href, base)
            except NotAudited as refused:
                if str(refused) == "scheme":
                    continue
                url, malformed = _stand_in(href), str(refused)
            if url in self._levels:
                continue
            self._levels[url], self._kinds[url] = level, kind
            reason = malformed or self._refusal(url, level)
            rows.append((url, kind, level, "skipped" if reason else "found", reason, found_on))
            if reason:
                self.ended[kind, "skipped", reason] += 1
            else:
                self._waiting.setdefault(level, []).append(url)
        if rows:
            self._store.add_urls(self._audit, rows)

    def _refusal(self, url: str, level: int) -> str:
        refused = self.scope.refusal(url, is_way_in=level <= 0)
        if refused:
            return refused
        return "depth" if self._plan.max_depth and level > self._plan.max_depth else ""

    def next(self) -> tuple[str, str, int] | None:
        """URL, kind and level of what to fetch next; None while the level's last pages are under way, or at the end."""
        if not self._ready and not self._under_way:
            self._open_level()
        if not self._ready:
            return None
        url = heapq.heappop(self._ready)
        self._under_way.add(url)
        return url, self._kinds[url], self._levels[url]

    def _open_level(self) -> None:
        while self._waiting:
            level = min(self._waiting)
            urls = sorted(self._waiting.pop(level))
            pages = [url for url in urls if self._kinds[url] == "page"]
            cap = self._plan.max_pages
            if cap and self._admitted + len(pages) > cap:
                over = pages[max(cap - self._admitted, 0) :]
                self._store.set_states(self._audit, "skipped", "cap", over)
                self.ended["page", "skipped", "cap"] += len(over)
                kept = set(urls).difference(over)
                urls = [url for url in urls if url in kept]
                pages = [url for url in pages if url in kept]
            self._admitted += len(pages)
            self._store.set_states(self._audit, "admitted", "", urls)
            self._level = level
            self._ready = urls  # sorted, and so a heap
            if urls:
                return

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to fetch."""
        return not (self._ready or self._under_way or self._waiting)

    def end(self, url: str, state: str, reason: str = "", **facts: Any) -> None:
        """Writes the state in which a URL ends."""
        self._store.end_url(self._audit, url, state, reason, **facts)
        self.ended_elsewhere(url, state, reason, kind=facts.get("kind"))

    def ended_elsewhere(self, url: str, state: str, reason: str, *, kind: str | None = None) -> None:
        """Notes a state that was written together with a page; it takes the place of one that was noted before."""
        self._under_way.discard(url)
        before = self._ends.get(url)
        if before is not None:
            self.ended[before] -= 1
        end = self._ends[url] = (kind or self._kinds.get(url, "page"), state, reason)
        self.ended[end] += 1

    def redirect(self, url: str, target: str, status: int | None, passed: Sequence[str] = ()) -> str | None:
        """Ends a URL that leads elsewhere; returns the canonical target when it takes over the place, else None.

        A target that the same chain has `passed` is asked again: it may have set a cookie meanwhile.
        """
        try:
            target = canonical(target)
        except NotAudited as refused:
            self.end(url, "failed", str(refused), detail=f"leads to {target[:200]}", http_status=status)
            return None
        if target == url:
            return target
        self.end(url, "skipped", "redirect", leads_to=target, http_status=status)
        kind = self._kinds.get(url, "page")
        if target in passed:
            self._store.set_states(self._audit, "admitted", "", [target])
            self._under_way.add(target)
            return target
        if self._kinds.get(target, kind) != kind:
            return None
        level = self._levels.get(url, self._level)
        if target not in self._levels:
            self.add([("", target)], url, level, kind=kind)
        waiting = self._waiting.get(self._levels[target], [])
        if target not in waiting:
            return None
        waiting.remove(target)
        if not waiting:
            self._waiting.pop(self._levels[target], None)
        self._levels[target] = level
        self._store.set_states(self._audit, "admitted", "", [target])
        self._under_way.add(target)
        return target

    def is_page_after_all(self, url: str) -> None:
        """Lets a supposed sitemap that turned out to be a page wait for its turn as one, if it is in scope."""
        reason = self._refusal(url, 1)
        if reason:
            self.end(url, "skipped", reason, kind="page")
            return
        self._under_way.discard(url)
        self._kinds[url], self._levels[url] = "page", 1
        self._store.retype_url(self._audit, url, "page", 1)
        self._waiting.setdefault(1, []).append(url)

    def stop(self, reason: str) -> None:
        """Ends everything that is left, for one reason."""
        rest = [*self._ready, *self._under_way, *(url for urls in self._waiting.values() for url in urls)]
        self._store.set_states(self._audit, "skipped", reason, rest)
        for url in rest:
            self.ended_elsewhere(url, "skipped", reason)
        self._ready, self._waiting = [], {}
        self._under_way = set()


def _stand_in(href: str) -> str:
    """What stands for an address that is none: its beginning, and a hash that tells it from others."""
    return f"malformed:{href[:200]}#{hashlib.sha256(href.encode('utf-8', 'replace')).hexdigest()[:16]}"


class FrontierScheduler:
    """Scrapy's scheduler interface over the frontier of the spider's session."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._again: deque[Request] = deque()
        self._spider: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        """Made by Scrapy."""
        return cls(crawler)

    def open(self, spider: Spider) -> Deferred[None]:
        """Opens the spider's session: database, egress, browser."""
        self._spider = spider
        return deferred_from_coro(self._spider.session.open())

    def close(self, reason: str) -> Deferred[None]:
        """Closes the session; the audit is finished, or stopped for the reason."""
        return deferred_from_coro(self._spider.session.close(reason))

    def has_pending_requests(self) -> bool:
        """Whether something is left to fetch."""
        return bool(self._again) or not self._spider.session.frontier.is_done

    def enqueue_request(self, request: Request) -> bool:
        """Takes a request that Scrapy made of another: a retry, or a redirect. Links come through `Frontier.add`.

        A second visit, for pictures, is none of the frontier's; one that is led elsewhere finds another page.
        """
        if "samples" in request.meta:
            if not request.meta.get("redirect_urls"):
                self._again.append(request)
            return not request.meta.get("redirect_urls")
        frontier: Frontier = self._spider.session.frontier
        url: str | None = request.meta.get("frontier_url")
        if url is None:  # a request of the spider's own: a link by another way
            frontier.add([("", request.url)], None, request.meta.get("depth", 0))
            return True
        redirected: list[str] = request.meta.get("redirect_urls", [])
        passed: list[str] = request.meta.get("passed", [])
        if len(redirected) > request.meta.get("redirects_seen", 0):
            try:
                target = frontier.redirect(url, request.url, request.meta.get("redirect_status"), passed)
            except StoreFailed as failed:
                self._spider.session.stop(self._crawler, "database", str(failed))
                target = None
            if target is None:
                return False
            request.meta.update(frontier_url=target, redirects_seen=len(redirected), passed=[*passed, url])
        self._again.append(request)
        return True

    def next_request(self) -> Request | None:
        """The next request, or None while there is none to make."""
        if self._again:
            return self._again.popleft()
        session = self._spider.session
        try:
            found = session.frontier.next()
        except StoreFailed as failed:
            session.stop(self._crawler, "database", str(failed))
            return None
        return self._spider.request(*found) if found is not None else None
