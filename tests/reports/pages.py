"""The pages of a report, read as a browser would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from lxml import html

from reports import write_report
from tests.reports.records import Records


def written_report(records: Records, audit: str | None = None) -> Path:
    """Writes the report beside the database; returns its folder."""
    return write_report(records.path, records.path.parent / "report", audit).parent


def site_folder(report: Path) -> Path:
    """The folder of the only site that has pages."""
    return next(path.parent for path in report.glob("*/index.html"))


def page(path: Path) -> html.HtmlElement:
    """The page as a tree."""
    return html.document_fromstring(path.read_text(encoding="utf-8"))


def words(path: Path) -> str:
    """What the page's body says."""
    body = page(path).find("body")
    assert body is not None
    return said(body)


def said(element: html.HtmlElement) -> str:
    """What an element says, with one space between any two pieces of text."""
    return " ".join(" ".join(str(text) for text in element.itertext()).split())


def elements(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a page and their attributes, first as lxml reads it, then as Python's own parser does."""
    for element in page(path).iter("*"):
        yield str(element.tag), {str(name): str(value) for name, value in element.attrib.items()}
    for tag in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find_all(True):
        yield tag.name, {name: str(value) for name, value in tag.attrs.items()}
