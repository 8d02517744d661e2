"""Database in, documents out: which formats there are, and what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from reports import assessment, csv, earl, json, junit, markdown, openacr, sarif, wcag_em, xlsx
from reports.model import Audit, Site
from reports.overview import write_pages
from reports.queries import Reader, Told, opened

Writer = Callable[[Reader, Sequence[tuple[Site, Audit]], Path], None]
"""Writes these audits to a file."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of document: what its files end in, what it is for, and what writes it."""

    suffix: str
    about: str
    write: Writer


FORMATS: Mapping[str, Format] = {
    "xlsx": Format("xlsx", "fixes, findings, questions, coverage and requirements, for Excel", xlsx.write),
    "csv": Format("csv", "every finding, for a spreadsheet", csv.write),
    "json": Format("json", "all that the report knows, for programs", json.write),
    "earl": Format("jsonld", "every outcome in the W3C's EARL, as JSON-LD", earl.write),
    "sarif": Format("sarif", "findings for code scanning, SARIF 2.1.0", sarif.write),
    "junit": Format("xml", "findings as test cases, for continuous integration", junit.write),
    "markdown": Format("md", "a summary for an issue, a pull request or a wiki", markdown.write),
    "openacr": Format("yaml", "a draft conformance report of one site, for a person to complete", openacr.write),
    "wcag-em": Format("json", "an evaluation of one site for the WCAG-EM Report Tool, to be completed", wcag_em.write),
    "assessment": Format("csv", "numbers for the Governmentwide Section 508 Assessment, by agency", assessment.write),
}
"""Documents of one file, by name; the pages of `write_report` are the one of many."""


def write_report(database: Path | str | Database, output: Path, audit: str | None = None) -> Path:
    """Writes the HTML report of each site's latest audit, or of one audit, to a folder; returns the first page's path.

    The report is a function of the database alone: the same rows give the same bytes. Pages that an earlier report
    left in the folder stay unless this one has a page of the same name. Raises `FileNotFoundError` when there is no
    such database, and `LookupError` when it has no such audit.
    """
    with opened(database) as reader:
        return write_pages(reader, _chosen(reader, audit), output, is_latest=audit is None)


def write_document(
    database: Path | str | Database, format: str, output: Path, audit: str | None = None, told: Told = str
) -> Path:
    """Writes one of `FORMATS`, of each site's latest audit or of one audit, to a file; returns the file's path.

    `told` says how an address is written, where that is not as the database has it. Raises what `write_report` raises,
    and `LookupError` too when no audit was made yet.
    """
    with opened(database, told) as reader:
        choices = [(site, latest) for site, latest in _chosen(reader, audit) if latest]
        if not choices:
            raise LookupError("the database holds no audit")
        reader.gather([latest for _, latest in choices])
        FORMATS[format].write(reader, choices, output)
    return output


def _chosen(reader: Reader, wanted: str | None) -> list[tuple[Site, Audit | None]]:
    if wanted is None:
        return [(site, next(iter(reader.audits(site)), None)) for site in reader.sites()]
    for site in reader.sites():
        for audit in reader.audits(site):
            if audit.id == wanted:
                return [(site, audit)]
    raise LookupError(f"no audit {wanted} in the database")
