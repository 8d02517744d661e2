"""The pages of one site."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from reports import wording
from reports.csv import write_findings
from reports.files import slug, written
from reports.html import part, render
from reports.lists import List, first_page_lists
from reports.model import Audit, Fix, Site, SiteReport
from reports.paging import Piece, fitting, pieces
from reports.queries import Reader

STATES = ("audited", "partial", "skipped", "failed", "found", "admitted")
FAILED_BYTES, ASKED_BYTES = 100_000, 45_000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What of a list stands on the site's first page. `link` leads to all of it where that is more."""

    caption: str
    columns: tuple[str, ...]
    items: tuple[Markup, ...]
    total: int
    link: str


def write_site(reader: Reader, site: Site, audit: Audit, folder: Path) -> None:
    """Writes the pages and the spreadsheet of one audit; the first page comes last."""
    report = reader.report(site, audit)
    _Writer(reader, report, folder).write()


def write_pieces(
    folder: Path, name: str, list_pieces: Iterable[Piece], template: str, context: Mapping[str, object]
) -> None:
    """Writes the pieces of a list as `name.html`, `name-2.html` and so on."""

    def page(number: int) -> str:
        return f"{name}.html" if number == 1 else f"{name}-{number}.html"

    for piece in list_pieces:
        links = {"previous": page(piece.number - 1), "next": page(piece.number + 1)}
        with written(folder / page(piece.number)) as file:
            file.write(render(template, piece=piece, **links, **context))


@dataclass(frozen=True, slots=True)
class _Writer:
    reader: Reader
    report: SiteReport
    folder: Path

    def write(self) -> None:
        report = self.report
        with written(self.folder / "findings.csv") as file:
            write_findings(file, report, self.reader.all_findings(report.audit))
        for fix in report.fixes + report.questions:
            self._write_places(fix)
        excerpts = {
            table.name.replace("-", "_"): self._excerpt(table, self._rows(table.row, table.values))
            for table in first_page_lists(report)
        }
        for name, caption, fixes, budget in (
            ("findings", "Findings", report.fixes, FAILED_BYTES),
            ("decide", "A person must decide", report.questions, ASKED_BYTES),
        ):
            excerpts[name] = self._excerpt(List(name, caption, (), "", fixes, budget), self._articles(fixes))
        urls = self._write_urls()
        with written(self.folder / "index.html") as file:
            file.write(render("site.html", report=report, lists=excerpts, urls=urls, settings=_settings(report.audit)))

    def _write_list(
        self, name: str, caption: str, intro: str, columns: tuple[str, ...], total: int, items: Iterable[Markup]
    ) -> str:
        context = {"report": self.report, "heading": caption, "intro": intro, "columns": columns, "total": total}
        write_pieces(self.folder, name, pieces(items), "list.html", context)
        return f"{name}.html"

    def _excerpt(self, whole: List, items: Callable[[], Iterable[Markup]]) -> Excerpt:
        first, is_all = fitting(items(), whole.budget)
        total = len(whole.values)
        link = "" if is_all else self._write_list(whole.name, whole.caption, "", whole.columns, total, items())
        return Excerpt(whole.caption, whole.columns, first, total, link)

    def _rows(self, macro: str, values: Iterable[object]) -> Callable[[], Iterable[Markup]]:
        return lambda: map(part("rows.html", macro), values)

    def _articles(self, fixes: tuple[Fix, ...]) -> Callable[[], Iterable[Markup]]:
        article, where = part("group.html", "article"), _told_apart(self.report, fixes)

        def articles() -> Iterator[Markup]:
            for fix in fixes:
                samples = self.reader.samples(self.report.audit, fix)
                name = _name(fix)
                link = f"{name}.html" if fix.findings > len(samples) else ""
                yield article(self.report, fix, samples, f"finding-{name}", link, where[fix])

        return articles

    def _write_places(self, fix: Fix) -> None:
        """Every place of a fix, where that is more than the first page shows of it."""
        if fix.findings == len(self.reader.samples(self.report.audit, fix)):
            return
        rule = self.report.rules[fix.rule_id]
        title, intro = _title(self.report, fix), fix.message if fix.outcome == "failed" else rule.title
        self._write_list(
            _name(fix),
            title,
            intro,
            ("Page", "Selector", "Role and name", "Landmark and heading", "Seen at"),
            fix.findings,
            map(part("rows.html", "finding_row"), self.reader.findings(self.report.audit, fix)),
        )

    def _write_urls(self) -> list[tuple[str, str, int]]:
        """Writes the list of URLs in each state that has any; returns state, link and count of each."""
        counts = dict.fromkeys(STATES, 0)
        for row in self.report.coverage.rows:
            counts[row.state] += row.urls
        columns = ("URL", "Kind", "Reason", "Answer", "Found on")
        lists = []
        for state, count in counts.items():
            if count:
                caption = f"URLs: {wording.URL_STATES[state].lower()}"
                rows = map(part("rows.html", "url_row"), self.reader.urls(self.report.audit, state))
                lists.append((state, self._write_list(f"urls-{state}", caption, "", columns, count, rows), count))
        return lists


def _title(report: SiteReport, fix: Fix) -> str:
    if fix.outcome == "failed":
        return fix.action or wording.first_sentence(report.rules[fix.rule_id].remediation)
    return fix.message


def _told_apart(report: SiteReport, fixes: tuple[Fix, ...]) -> Mapping[Fix, str]:
    """What is added to the heading of each fix, so that no two have the same: the cause, or else what failed."""
    titles = Counter(_title(report, fix) for fix in fixes)
    places = Counter((_title(report, fix), fix.cause) for fix in fixes)
    found: dict[Fix, str] = {}
    for fix in fixes:
        title = _title(report, fix)
        is_alone, is_placed = titles[title] == 1, bool(fix.cause) and places[title, fix.cause] == 1
        found[fix] = "" if is_alone else fix.cause if is_placed else f"{fix.cause}, {fix.message}"
    return found


def _name(fix: Fix) -> str:
    """The name of the page that lists a fix's places: the rule, to be read, and the fix's id."""
    return f"{slug(fix.rule_id).rpartition('-')[0]}-{fix.id}"


def _settings(audit: Audit) -> list[tuple[str, str]]:
    """Settings as they were stored: an object of names and values, or any other text as it is."""
    try:
        stored = json.loads(audit.settings)
    except ValueError:
        stored = audit.settings
    if isinstance(stored, dict):
        return [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in stored.items()]
    return [("Settings", audit.settings)] if stored else []
