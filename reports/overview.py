"""The pages of a report: an overview of agencies and their sites, and the pages of each site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from reports.files import slug
from reports.html import part
from reports.model import Audit, Coverage, Line, Site
from reports.paging import pieces
from reports.queries import Reader
from reports.site import write_pieces, write_site

Choice = tuple[Site, Audit | None]

SITES_TOGETHER = 100
"""An agency with more sites has several parts in the overview, so that no part outgrows a page."""


def write_pages(reader: Reader, choices: Sequence[Choice], output: Path, *, is_latest: bool) -> Path:
    """Writes the pages into a folder; returns the first page's path."""
    reader.gather([audit for _, audit in choices if audit])
    for site, audit in choices:
        if audit:
            write_site(reader, site, audit, output / _folder(site))
    context = {
        "sites": len(choices),
        "agencies": len({site.agency_id for site, _ in choices}),
        "is_latest": is_latest,
    }
    write_pieces(output, "index", pieces(_agency_parts(reader, choices)), "overview.html", context)
    return output / "index.html"


def _agency_parts(reader: Reader, chosen: Sequence[Choice]) -> Iterator[Markup]:
    agency_part = part("rows.html", "agency_part")
    number = 0
    for _, members in groupby(chosen, key=lambda choice: choice[0].agency_id):
        choices = list(members)
        for start in range(0, len(choices), SITES_TOGETHER):
            together = choices[start : start + SITES_TOGETHER]
            number += 1
            lines = [(_line(reader, site, audit), f"{_folder(site)}/index.html") for site, audit in together]
            yield agency_part(together[0][0].agency, lines, number)


def _line(reader: Reader, site: Site, audit: Audit | None) -> Line:
    if audit is None:
        return Line(site, None, Coverage((), 0), 0, 0)
    failed, asked = (reader.count_fixes(audit, outcome) for outcome in ("failed", "cantTell"))
    return Line(site, audit, reader.coverage(audit), failed, asked)


def _folder(site: Site) -> str:
    return slug(site.host, site.id)
