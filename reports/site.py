"""The pages of one site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from reports import wording
from reports.csv import write_findings
from reports.files import written
from reports.fix_pages import Line, lines_of, write_fix
from reports.fixes import FORMULA
from reports.history import History
from reports.html import part, render
from reports.lists import FIX_COLUMNS, QUESTION_COLUMNS, List, lists_of
from reports.model import Audit, Site, SiteReport
from reports.paging import Piece, fitting, pieces
from reports.queries import Reader

STATES = ("audited", "partial", "skipped", "failed", "found", "admitted")

MOST_BARS = 20
"""How many audits the chart of progress shows; its table holds all."""

FIRST = 10
"""How many fixes stand on the site's first page."""

SECTIONS = (
    ("Summary", "index.html"),
    ("Fixes", "fixes.html"),
    ("Questions for a person", "questions.html"),
    ("Criteria and tests", "requirements.html"),
    ("Progress", "progress.html"),
    ("Accepted exceptions", "exceptions.html"),
    ("Coverage", "coverage.html"),
    ("Method", "method.html"),
)
"""The pages of a site's report, by name and file."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What of a list stands on a page. `link` leads to all of it where that is more."""

    caption: str
    columns: tuple[str, ...]
    items: tuple[Markup, ...]
    total: int
    link: str


def write_site(reader: Reader, site: Site, audit: Audit, folder: Path) -> SiteReport:
    """Writes the pages and the spreadsheet of one audit, the first page last; returns what they are made of."""
    report = reader.report(site, audit)
    _Writer(reader, report, folder).write()
    return report


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
        fixes = self._write_fixes()
        lists = {
            whole.name.replace("-", "_"): self._excerpt(whole, self._rows(whole.row, whole.values))
            for whole in lists_of(report)
        }
        self._page("coverage.html", lists=lists, urls=self._write_urls())
        self._page("requirements.html", lists=lists)
        self._page("exceptions.html", lists=lists)
        self._page("progress.html", lists=lists, **_bars(report.history))
        self._page("method.html", lists=lists, settings=_settings(report.audit), formula=FORMULA)
        first = [part("rows.html", "first_fix")(line) for line in fixes if not line.accepted][:FIRST]
        self._page("site.html", "index.html", first=first, formula=FORMULA, unlooked=lists["unlooked"])

    def _write_fixes(self) -> list[Line]:
        """Writes a page for each fix and question, and the two lists of them."""
        fixes = list(lines_of(self.report, self.report.fixes))
        for line in fixes:
            write_fix(self.reader, self.report, line, self.folder, self._write_list, SECTIONS)
        rows = self._rows("fix_row", fixes)
        self._write_list("fixes", "Fixes", (FORMULA,) if fixes else (), FIX_COLUMNS, len(fixes), rows())
        questions = [
            write_fix(self.reader, self.report, line, self.folder, self._write_list, SECTIONS)
            for line in lines_of(self.report, self.report.questions)
        ]
        rows = self._rows("question_row", questions)
        intro = (wording.QUESTIONS,) if questions else ()
        self._write_list("questions", "Questions for a person", intro, QUESTION_COLUMNS, len(questions), rows())
        return fixes

    def _page(self, template: str, name: str = "", **context: object) -> None:
        name = name or template
        with written(self.folder / name) as file:
            file.write(render(template, report=self.report, sections=SECTIONS, here=name, **context))

    def _write_list(
        self,
        name: str,
        caption: str,
        intro: tuple[str, ...],
        columns: tuple[str, ...],
        total: int,
        items: Iterable[Markup],
        back: str = "",
    ) -> str:
        context = {"report": self.report, "heading": caption, "intro": intro, "columns": columns, "total": total}
        about = {"sections": SECTIONS, "here": f"{name}.html", "back": back}
        write_pieces(self.folder, name, pieces(items), "list.html", context | about)
        return f"{name}.html"

    def _excerpt(self, whole: List, items: Callable[[], Iterable[Markup]]) -> Excerpt:
        first, is_all = fitting(items(), whole.budget)
        total = len(whole.values)
        link = "" if is_all else self._write_list(whole.name, whole.caption, (), whole.columns, total, items())
        return Excerpt(whole.caption, whole.columns, first, total, link)

    def _rows(self, macro: str, values: Iterable[object]) -> Callable[[], Iterable[Markup]]:
        return lambda: map(part("rows.html", macro), values)

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
                lists.append((state, self._write_list(f"urls-{state}", caption, (), columns, count, rows), count))
        return lists


def _bars(history: History) -> dict[str, Any]:
    """The bars of the open findings after the latest audits: the highest is 90 high."""
    latest = history.periods[-MOST_BARS:]
    highest = max((period.open for period in latest), default=0) or 1
    bars = [{"open": period.open, "height": round(period.open * 90 / highest, 1)} for period in latest]
    return {"bars": bars, "first_number": len(history.periods) - len(latest) + 1}


def _settings(audit: Audit) -> list[tuple[str, str]]:
    """Settings as they were stored: an object of names and values, or any other text as it is."""
    try:
        stored = json.loads(audit.settings)
    except ValueError:
        stored = audit.settings
    if isinstance(stored, dict):
        return [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in stored.items()]
    return [("Settings", audit.settings)] if stored else []
