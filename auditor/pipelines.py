"""The end of the way: a page that was looked at is judged and stored, all of it or nothing."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from auditor.items import LookedAt, Pictured
from auditor.store import StoreFailed

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from auditor.session import Session


class AuditPipeline:
    """Judges and stores pages. A database that can't be written stops the audit; what it holds stays."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AuditPipeline:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Stores a `LookedAt`, and what is `Pictured`; anything else passes through."""
        session: Session = self._crawler.spider.session  # type: ignore[union-attr]
        try:
            if isinstance(item, LookedAt):
                await self._keep(session, item)
            elif isinstance(item, Pictured):
                session.store.keep_pictures(session.audit, item)
        except TimeoutError:
            session.frontier.end(item.url, "failed", "timeout", detail="Judging the page took too long.")
        except BrokenProcessPool:
            session.frontier.end(item.url, "failed", "error", detail="Judging the page brought down its process.")
        except ValueError as error:
            session.frontier.end(item.url, "failed", "error", detail=str(error))
        except OSError as error:
            told = f"The recording of a page can't be kept: {error.strerror}. Free some space; what was done is kept."
            session.stop(self._crawler, "database", told)
        except StoreFailed as error:
            session.stop(self._crawler, "database", str(error))
        return item

    async def _keep(self, session: Session, item: LookedAt) -> None:
        frontier, store = session.frontier, session.store
        content, template = session.names_of(item.looks[0])
        if session.plan.follows:
            twin = store.page_with_content(session.audit, content)
            if twin is not None and (twin[1], twin[0]) < (item.level, item.url):
                frontier.end(item.url, "skipped", "duplicate", leads_to=twin[0], http_status=item.http_status)
                return
        judged = await session.judge(item.looks)
        with store.transaction():
            if session.plan.follows:
                twin = store.page_with_content(session.audit, content)
                if twin is not None and (twin[1], twin[0]) < (item.level, item.url):
                    frontier.end(item.url, "skipped", "duplicate", leads_to=twin[0], http_status=item.http_status)
                    return
                if twin is not None:
                    store.drop_page(session.audit, twin[0], item.url)
                    frontier.ended_elsewhere(twin[0], "skipped", "duplicate")
            gaps = [gap for look in judged for gap in look.gaps]
            state, reason, detail = item.state, item.reason, item.detail
            if state == "audited" and gaps:
                state, reason, detail = "partial", "gaps", f"{gaps[0][1]} {gaps[0][2]}"
            untested = [row for look in judged for row in look.assertions if row[1] == "untested"]
            if state == "audited" and untested:
                state, reason, detail = "partial", "gaps", f"{untested[0][0]}: {untested[0][2]}"
            store.keep_page(
                session.audit,
                session.evaluation,
                item.url,
                state=state,
                reason=reason,
                detail=detail,
                http_status=item.http_status,
                content_type=item.content_type,
                leads_to=item.leads_to,
                content_hash=content,
                template=template,
                looks=judged,
            )
        frontier.ended_elsewhere(item.url, state, reason)
        session.judged(item.url, judged)
