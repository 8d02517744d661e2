"""Database in, folder of pages out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from markupsafe import Markup
from sqlite_utils import Database

from reports.files import slug
from reports.html import part
from reports.model import Audit, Coverage, Line, Site
from reports.paging import pieces
from reports.queries import Reader, opened
from reports.site import write_pieces, write_site

Choice = tuple[Site, Audit | None]

SITES_TOGETHER = 100
"""An agency with more sites has several parts in the overview, so that no part outgrows a page."""


def write_report(database: Path | str | Database, output: Path, audit: str | None = None) -> Path:
    """Writes the report of each site's latest audit, or of one audit, into a folder; returns the first page's path.

    The report is a function of the database alone: the same rows give the same bytes. Pages that an earlier report
    left in the folder stay unless this one has a page of the same name. Raises `FileNotFoundError` when there is no
    such database, and `LookupError` when it has no such audit.
    """
    with opened(database) as reader:
        chosen = _chosen(reader, audit)
        reader.gather([latest for _, latest in chosen if latest])
        for site, latest in chosen:
            if latest:
                write_site(reader, site, latest, output / _folder(site))
        context = {
            "sites": len(chosen),
            "agencies": len({site.agency_id for site, _ in chosen}),
            "is_latest": audit is None,
        }
        write_pieces(output, "index", pieces(_agency_parts(reader, chosen)), "overview.html", context)
    return output / "index.html"


def _chosen(reader: Reader, wanted: str | None) -> list[Choice]:
    if wanted is None:
        return [(site, next(iter(reader.audits(site)), None)) for site in reader.sites()]
    for site in reader.sites():
        for audit in reader.audits(site):
            if audit.id == wanted:
                return [(site, audit)]
    raise LookupError(f"no audit {wanted} in the database")


def _agency_parts(reader: Reader, chosen: list[Choice]) -> Iterator[Markup]:
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
