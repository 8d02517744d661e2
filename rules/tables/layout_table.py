"""A table that only lays out the page should be silent; headers and captions in it make a screen reader announce it.

People who listen are then told of rows, columns and headers that mean nothing. The role `none` or `presentation` takes
that from all parts of the table that were not given a role of their own; Trusted Tester and the Baseline pass it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import changed, corrected, made
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from rules.roles import PRESENTATIONAL
from rules.table import HEADERS
from rules.table_purpose import headers_by_role, holds_page_parts, is_data_with_headers, structure_of_data

METADATA = Metadata(
    id="layout-table",
    title="Layout table has nothing of a data table",
    wcag=("1.3.1",),
    trusted_tester=("14.C",),
    baseline=("12.C",),
    affects=("302.1",),
    remediation="In a table for layout use `td` alone, without `th`, `caption`, `summary`, `scope` and `headers`; "
    "better still, lay out with CSS.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

IS_PLAIN = passed("The table for layout has nothing of a data table.")
IS_SILENCED = passed("The table has parts of a data table, and a role that takes their meaning away.")
HAS_HEADERS = failed("The table is marked as one for layout, and has cells with the role of a header.", fails=("14.C",))
IS_UNCLEAR = cant_tell(
    "This table holds other tables or parts of the page, and is marked up like one of data. Does it only lay out?",
    asks=("14.C",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each `table` that is not hidden and lays out: by its role, or as it holds other tables or parts of the page.

    A table of data with headers whose role takes its meaning away is no table for layout.
    """
    for table in page.tagged("table"):
        lays_out = table.role in PRESENTATIONAL or holds_page_parts(table)
        if lays_out and table.is_exposed and not is_data_with_headers(table):
            yield table


def expectation(table: Element) -> Result:
    """It has no header cells, caption or summary, no `scope`, `headers` or `axis`, and no role of a data table.

    In one with the role `none` or `presentation` only cells that have the role of a header by their own `role` matter.
    """
    found = structure_of_data(table)
    if table.role in PRESENTATIONAL:
        headers = headers_by_role(table)
        return HAS_HEADERS.with_detail(", ".join(headers)) if headers else IS_SILENCED if found else IS_PLAIN
    if table.role in ("table", "grid", "treegrid") and table.has("role"):
        found.append(f'role="{table.role}"')
    return IS_UNCLEAR.with_detail(", ".join(found)) if found else IS_PLAIN


PARTS = "<td><nav><a href='#a'>Forms</a></nav></td><td><h1>Fees</h1><p>You pay $15.</p></td>"

EXAMPLES = (
    Example(f"<table role='presentation'><tr>{PARTS}</tr></table>", IS_PLAIN),
    Example(f"<table><tr>{PARTS}</tr></table>", IS_PLAIN),
    Example(f"<table role='presentation'><caption>Page</caption><tr>{PARTS}</tr></table>", IS_SILENCED),
    Example("<table role='none'><tr><th>Name</th><td><input aria-label='Name'></td></tr></table>", IS_SILENCED),
    Example(
        "<table role='none'><tr><td role='rowheader'>Name</td><td><input aria-label='Name'></td></tr></table>",
        HAS_HEADERS,
    ),
    Example(f"<table summary='Layout'><tr>{PARTS}</tr></table>", IS_UNCLEAR),
    Example(f"<table role='table'><tr>{PARTS}</tr></table>", IS_UNCLEAR),
    Example("<table><tr><th>Office</th><th>Fee</th></tr><tr><td>Salem</td><td>15</td></tr></table>", INAPPLICABLE),
    Example(f"<table role='none' hidden><caption>Page</caption><tr>{PARTS}</tr></table>", INAPPLICABLE),
)


def correction(table: Element, _: Result) -> Correction | None:
    """The table with cells alone."""
    plain = changed(_plain(table), without=("summary",))
    captions = [made(table, "p", None, *part.children) for part in table.elements if part.tag == "caption"]
    change = "Use `td` alone, without `th`, `caption`, `summary`, `scope`, `headers` and roles of headers."
    return corrected(table, *captions, plain, change=change)


def _plain(part: Element) -> Element:
    """A part of a table, down to its cells, without what a table of data has."""
    if part.tag in ("td", "th"):
        role = ("role",) if part.role in HEADERS else ()
        return changed(part, tag="td", without=("scope", "headers", "axis", "abbr", *role))
    if part.tag not in ("table", "thead", "tbody", "tfoot", "tr"):
        return part
    kept = [c for c in part.children if not (isinstance(c, Element) and c.tag == "caption")]
    return changed(part, children=[_plain(c) if isinstance(c, Element) else c for c in kept])


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
