"""The pages of a report: an overview of agencies and their sites, what sites share, and the pages of each site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from markupsafe import Markup

from reports.files import slug
from reports.html import part
from reports.lists import SHARED_COLUMNS
from reports.model import Audit, Site
from reports.paging import pieces
from reports.queries import Reader
from reports.rollup import Line, Place, Shared, line_of, places_of, shared_of, sum_of
from reports.site import write_pieces, write_site

Each = TypeVar("Each")
Choice = tuple[Site, Audit | None]

SITES_TOGETHER = 100
"""An agency with more sites has several parts in the overview, so that no part outgrows a page; so has a shared fix."""


def write_pages(reader: Reader, choices: Sequence[Choice], output: Path, *, is_latest: bool) -> Path:
    """Writes the pages into a folder; returns the first page's path."""
    reader.gather([audit for _, audit in choices if audit])
    lines: list[Line] = []
    found: list[tuple[Shared, Place]] = []
    for site, audit in choices:
        if audit:
            report = write_site(reader, site, audit, output / _folder(site))
            lines.append(line_of(report))
            found += places_of(report, _folder(site))
        else:
            lines.append(Line(site))
    write_rollup(lines, shared_of(found), output, is_latest=is_latest)
    return output / "index.html"


def write_rollup(lines: Sequence[Line], shared: Sequence[Shared], output: Path, *, is_latest: bool) -> None:
    """Writes the pages about all sites together, the first one last."""
    if shared:
        columns = {"columns": SHARED_COLUMNS, "total": len(shared)}
        write_pieces(output, "shared", pieces(_shared_rows(shared)), "shared.html", columns)
    context = {
        "sites": len(lines),
        "agencies": len({line.site.agency_id for line in lines}),
        "is_latest": is_latest,
        "together": sum_of(lines),
        "shared": len(shared),
    }
    write_pieces(output, "index", pieces(_agency_parts(lines)), "overview.html", context)


def _agency_parts(lines: Iterable[Line]) -> Iterator[Markup]:
    agency_part = part("rows.html", "agency_part")
    number = 0
    for _, group in groupby(lines, key=lambda line: line.site.agency_id):
        members = list(group)
        for first, together in _parts(members):
            number += 1
            linked = [(line, f"{_folder(line.site)}/index.html") for line in together]
            yield agency_part(members[0].site.agency, linked, number, sum_of(members), first)


def _shared_rows(shared: Sequence[Shared]) -> Iterator[Markup]:
    shared_row = part("rows.html", "shared_row")
    for fix in shared:
        for first, places in _parts(fix.places):
            yield shared_row(fix, places, first)


def _parts(items: Sequence[Each]) -> Iterator[tuple[int, Sequence[Each]]]:
    for start in range(0, len(items), SITES_TOGETHER):
        yield start + 1, items[start : start + SITES_TOGETHER]


def _folder(site: Site) -> str:
    return slug(site.host, site.id)
