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
from reports.model import Audit, Group, Site, SiteReport
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
        for group in report.failed + report.asked:
            self._write_places(group)
        excerpts = {
            table.name.replace("-", "_"): self._excerpt(table, self._rows(table.row, table.values))
            for table in first_page_lists(report)
        }
        for name, caption, groups, budget in (
            ("findings", "Findings", report.failed, FAILED_BYTES),
            ("decide", "A person must decide", report.asked, ASKED_BYTES),
        ):
            excerpts[name] = self._excerpt(List(name, caption, (), "", groups, budget), self._articles(groups))
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

    def _articles(self, groups: tuple[Group, ...]) -> Callable[[], Iterable[Markup]]:
        article, where = part("group.html", "article"), _told_apart(self.report, groups)

        def articles() -> Iterator[Markup]:
            for group in groups:
                samples = self.reader.samples(self.report.audit, group)
                name = _group_name(group)
                link = f"{name}.html" if group.findings > len(samples) else ""
                yield article(self.report, group, samples, f"finding-{name}", link, where[group])

        return articles

    def _write_places(self, group: Group) -> None:
        """Every place of a group, where that is more than the first page shows of it."""
        if group.findings == len(self.reader.samples(self.report.audit, group)):
            return
        rule = self.report.rules[group.rule_id]
        title, intro = _title(self.report, group), group.message if group.outcome == "failed" else rule.title
        self._write_list(
            _group_name(group),
            title,
            intro,
            ("Page", "Selector", "Role and name", "Landmark and heading", "Seen at"),
            group.findings,
            map(part("rows.html", "finding_row"), self.reader.findings(self.report.audit, group)),
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


def _title(report: SiteReport, group: Group) -> str:
    failed = group.outcome == "failed"
    return wording.first_sentence(report.rules[group.rule_id].remediation) if failed else group.message


def _told_apart(report: SiteReport, groups: tuple[Group, ...]) -> Mapping[Group, str]:
    """What is added to the heading of each group, so that no two have the same: the component, or else what failed."""
    titles = Counter(_title(report, group) for group in groups)
    places = Counter((_title(report, group), group.component) for group in groups)
    found: dict[Group, str] = {}
    for group in groups:
        title = _title(report, group)
        is_alone, is_placed = titles[title] == 1, bool(group.component) and places[title, group.component] == 1
        found[group] = "" if is_alone else group.component if is_placed else f"{group.component}, {group.message}"
    return found


def _group_name(group: Group) -> str:
    return slug(group.rule_id, group.outcome, group.rule_id, group.message, group.component)


def _settings(audit: Audit) -> list[tuple[str, str]]:
    """Settings as they were stored: an object of names and values, or any other text as it is."""
    try:
        stored = json.loads(audit.settings)
    except ValueError:
        stored = audit.settings
    if isinstance(stored, dict):
        return [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in stored.items()]
    return [("Settings", audit.settings)] if stored else []
