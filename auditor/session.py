"""One audit while it runs: its database, frontier, egress, browser and evaluator, opened and closed together."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.browser import Browser
from auditor.chromium import find_browser
from auditor.comparison import compare
from auditor.egress import FILES_DOMAIN, Egress, Policy
from auditor.evaluation import Evaluator, Judged, rules_of, site_rules_of
from auditor.frontier import SITEMAP_LEVEL, Frontier
from auditor.items import Pictured
from auditor.pictures import Sample
from auditor.plan import Plan
from auditor.recording import encode
from auditor.samples import samples_of
from auditor.store import Store, StoreFailed
from auditor.tab import PHONE, WIDE
from auditor.template import content_of, is_for_phones, template_of
from auditor.urls import Scope, canonical, host_of
from auditor.visit import Fetched, LookFailed, More, Visit
from rules.evaluate import rules_version

SITEMAP_GUESS = "/sitemap.xml"
_MOST_SITEMAPS = 1000
_PAGES_PER_COLLECTION = 25

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Session:
    """What spider, middlewares and pipeline of one audit share. `store` and `frontier` exist once it is open."""

    def __init__(self, plan: Plan, user_agent: str) -> None:
        self.plan = plan
        self.store: Store
        self.frontier: Frontier
        self.audit = ""
        self.evaluation = ""
        self.proxy = ""
        self.egress = Egress(Policy(plan.networks))
        self.stopped_for = ""
        self.stop_message = ""
        self.crawl_delays: dict[str, float] = {}
        """Seconds between requests that a host's robots.txt asks for, by host."""
        self.on_page: Callable[[str, Sequence[Judged]], None] | None = None
        self._user_agent = user_agent
        self._browser: Browser | None = None
        self._evaluator: Evaluator | None = None
        self._templates: set[tuple[str, str]] = set()
        self._is_open = False
        self._sealed: dict[str, str] = {}
        self._folder_egresses: list[Egress] = []
        self._sitemaps = 0
        self._is_sampled = False
        self.visited_again = 0
        """How many pages are visited once more, for pictures."""
        self._stored = 0
        self._stopping: asyncio.Future[None] | None = None
        self._cutting: asyncio.Future[None] | None = None

    async def open(self) -> None:
        """Opens everything. Raises `StoreFailed`, `LookFailed` or `BrowserNotFound`, with nothing left open."""
        plan = self.plan
        try:
            self.proxy = f"http://127.0.0.1:{await self.egress.start()}"
            for number, folder in enumerate(plan.folders, 1):
                await self._seal(folder, f"files-{number}.{FILES_DOMAIN}")
            for seed in plan.seeds:
                if host_of(seed) not in self._sealed:
                    await self.egress.permit_seed(seed)
            browser_version = "none"
            if plan.render != "never":
                path = find_browser(plan.browser, os.environ)
                self._browser = Browser(
                    path,
                    tabs=plan.tabs,
                    proxy=self.proxy,
                    user_agent=self._user_agent,
                    sandbox=plan.sandbox,
                    deadline=plan.deadline,
                )
                await self._browser.start()
                browser_version = f"Chromium {self._browser.version}" + (
                    "" if plan.sandbox else " (without its sandbox)"
                )
            self.store = Store(plan.database)  # the last to be opened: where no browser starts, none is made
            try:
                self._begin(browser_version)
            except BaseException:
                self.store.close()
                raise
        except BaseException:
            await self._release()
            raise
        self._is_open = True
        _calm_the_collector()

    async def _seal(self, folder: Path, host: str) -> None:
        """Gives a folder an egress of its own, which leads nowhere else."""
        egress = Egress(Policy())
        egress.mount(folder, host)
        self._folder_egresses.append(egress)
        self._sealed[host] = f"http://127.0.0.1:{await egress.start()}"

    def proxy_of(self, url: str) -> str:
        """The proxy through which a page and all that it loads goes out."""
        return self._sealed.get(host_of(url), self.proxy)

    def _begin(self, browser_version: str) -> None:
        plan, store = self.plan, self.store
        site_rules = site_rules_of(plan.standard) if plan.follows else ()
        store.keep_rules(rules_version(), (*rules_of(plan.standard), *site_rules))
        self.audit = store.start_audit(
            agency=plan.agency or host_of(plan.seeds[0]),
            seed=plan.seeds[0],
            host=host_of(plan.seeds[0]),
            command=plan.command,
            standard=plan.standard,
            version=version("section508-auditor"),
            browser=browser_version,
            settings=plan.facts(),
        )
        self.evaluation = store.start_evaluation(self.audit, rules_version())
        self._evaluator = Evaluator(plan.standard, plan.shelf)
        hosts = frozenset(host_of(seed) for seed in plan.seeds)
        self.frontier = Frontier(store, self.audit, plan, Scope(hosts, plan.include, plan.exclude))
        self.frontier.add((("", seed) for seed in plan.seeds), None, 0)
        if plan.follows:
            guesses = {canonical(SITEMAP_GUESS, seed) for seed in plan.seeds}
            self.frontier.add((("", guess) for guess in sorted(guesses)), None, SITEMAP_LEVEL, kind="sitemap")

    async def close(self, reason: str) -> None:
        """Ends the audit (`finished`, else stopped for the reason) and closes everything."""
        if not self._is_open:
            return
        self._is_open = False
        reason = self.stopped_for or ("" if reason == "finished" else reason)
        try:
            self.frontier.stop("interrupted")
            await asyncio.to_thread(compare, self.store, self.audit, self.evaluation, self.plan.standard)
            self.store.finish_audit(self.audit, "stopped" if reason else "finished", reason)
        except StoreFailed as failed:
            self.stopped_for = self.stopped_for or "database"
            self.stop_message = self.stop_message or str(failed)
        finally:
            await self._release()

    async def _release(self) -> None:
        if self._browser is not None:
            await self._browser.close()
        if self._evaluator is not None:
            await asyncio.to_thread(self._evaluator.close)
        await asyncio.gather(*(egress.stop() for egress in (self.egress, *self._folder_egresses)))

    async def look(self, page: Fetched, source: Mapping[str, Any]) -> Visit:
        """Shows a page and looks at it: wide; narrow as well, and with the probes, for the first page of a template.

        Raises `LookFailed`.
        """
        if self._browser is None:
            raise LookFailed("browser", "No browser was started for this audit.")
        return await self._browser.visit(page, (WIDE,), source, further=self._further, proxy=self.proxy_of(page.url))

    def samples(self) -> Mapping[str, Sequence[Sample]]:
        """By page, what pictures are to be taken of; told once, when all pages are stored. Raises `StoreFailed`."""
        if self._is_sampled or self.stopped_for:
            return {}
        self._is_sampled = True
        found = samples_of(self.store, self.evaluation, self.plan.pictured)
        self.visited_again = len(found)
        return found

    async def picture(self, page: Fetched, samples: Sequence[Sample]) -> Pictured:
        """Shows a page once more and takes pictures. Raises `LookFailed`."""
        if self._browser is None:
            raise LookFailed("browser", "No browser was started for this audit.")
        return Pictured(page.url, await self._browser.picture(page, samples, self.proxy_of(page.url)))

    def _further(self, recording: Mapping[str, Any]) -> More:
        """The first page of each template is probed, and the first that is made for phones is looked at as on one."""
        plan, template = self.plan, template_of(recording)
        is_for_phone = plan.phone and is_for_phones(recording) and self._is_first("phone", template)
        is_sample = self._is_first("probe", template) or not plan.follows
        return More((PHONE,) if is_for_phone or plan.every_phone else (), plan.probes and is_sample)

    def _is_first(self, purpose: str, template: str) -> bool:
        """Whether no page of the template was taken for this purpose before; from now on one is."""
        is_first = (purpose, template) not in self._templates
        self._templates.add((purpose, template))
        return is_first

    async def judge(self, looks: Sequence[Mapping[str, Any]]) -> list[Judged]:
        """Judges the recordings of a page. Raises `BrokenProcessPool` when the rules bring down their process."""
        assert self._evaluator is not None
        return [await self._evaluator.judge(encode(dict(look))) for look in looks]

    def judged(self, url: str, looks: Sequence[Judged]) -> None:
        """Tells whoever listens that a page was stored."""
        self._stored += 1
        if self._stored % _PAGES_PER_COLLECTION == 0:
            _tidy_memory()
        if self.on_page is not None:
            self.on_page(url, looks)

    def add_sitemaps(self, urls: Iterable[str]) -> None:
        """Takes in sitemaps that robots.txt or an index names, as many as an audit reads."""
        room = _MOST_SITEMAPS - self._sitemaps
        named = [("", url) for url in urls][: max(room, 0)]
        self._sitemaps += len(named)
        self.frontier.add(named, None, SITEMAP_LEVEL, kind="sitemap")

    def stop(self, crawler: Crawler, reason: str, message: str) -> None:
        """Stops the audit before it is done; the first call's reason is kept."""
        if self.stopped_for:
            return
        self.stopped_for, self.stop_message = reason, message
        if self._browser is not None:
            self._browser.abort(message)
        self._cutting = asyncio.ensure_future(self.egress.stop())  # else Scrapy waits for slow answers
        assert crawler.engine is not None
        self._stopping = asyncio.ensure_future(crawler.engine.close_spider_async(reason=reason))

    def names_of(self, recording: Mapping[str, Any]) -> tuple[str, str]:
        """Names for a page's content and for its template."""
        return content_of(recording), template_of(recording)


def _calm_the_collector() -> None:
    """What is loaded by now stays, and a page's data dies young, without cycles: full collections took 20 ms a page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 1000)


def _tidy_memory() -> None:
    """Collects cycles, and gives the system back what the allocator holds in pieces; glibc alone needs telling."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
