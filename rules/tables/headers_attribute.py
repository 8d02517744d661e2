"""In a table with headers at several levels, `headers` tells a screen reader which ones to read with a cell.

If it points to nothing, people who listen hear numbers and not what they are numbers of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.correction import changed, corrected, near
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="headers-attribute",
    title="Headers attribute refers to cells of the same table",
    wcag=("1.3.1",),
    trusted_tester=("14.B",),
    baseline=("12.B",),
    act=("a25f45",),
    affects=("302.1",),
    remediation="Correct the ids in `headers` to those of the header cells in the same table.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

REFERS_TO_HEADERS = passed("Each id in `headers` is that of a header cell in the same table.")
REFERS_TO_NOTHING = failed("The `headers` names an id that no other cell of the same table has.", fails=("14.B",))
REFERS_TO_DATA = cant_tell(
    "This cell's `headers` names a cell that is not marked up as a header. Is a header cell meant?", asks=("14.B",)
)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed `td` and `th` with ids in `headers`, in a `table` that is exposed as a table or a grid."""
    for cell in page.tagged("td", "th"):
        if (cell.get("headers") or "").strip() and cell.is_exposed:
            table = cell.closest("table")
            if table is not None and table.role in ("table", "grid", "treegrid"):
                yield cell


def expectation(cell: Element) -> Result:
    """Each id in `headers` is that of another cell in the same table."""
    table = cell.closest("table")
    result = REFERS_TO_HEADERS
    for token in (cell.get("headers") or "").split():
        target = next(iter(cell.page.ids.get((cell.scope, token), ())), None)
        if target is None or target is cell or target.tag not in ("td", "th") or target.closest("table") is not table:
            return REFERS_TO_NOTHING.with_detail(f'id "{token}"')
        if target.tag == "td" and target.role not in ("columnheader", "rowheader"):
            result = REFERS_TO_DATA.with_detail(f'id "{token}"')
    return result


ROW = '<tr><th id="a">State</th><th id="b">Claims</th></tr>'

EXAMPLES = (
    Example(f'<table>{ROW}<tr><td headers="a">Ohio</td><td headers="b">15</td></tr></table>', *[REFERS_TO_HEADERS] * 2),
    Example(f'<table>{ROW}<tr><td headers="a b" colspan="2">none</td></tr></table>', REFERS_TO_HEADERS),
    Example(f'<table>{ROW}<tr><td headers="a c">Ohio</td><td>15</td></tr></table>', REFERS_TO_NOTHING),
    Example(f'<table>{ROW}<tr><td id="d" headers="d">Ohio</td><td>15</td></tr></table>', REFERS_TO_NOTHING),
    Example(f'<table>{ROW}</table><table><tr><td headers="a">Ohio</td></tr></table>', REFERS_TO_NOTHING),
    Example(
        '<table><tr><td><b id="a">State</b></td></tr><tr><td headers="a">Ohio</td></tr></table>', REFERS_TO_NOTHING
    ),
    Example('<table><tr><td id="a">State</td></tr><tr><td headers="a">Ohio</td></tr></table>', REFERS_TO_DATA),
    Example('<table role="none"><tr><td headers="a">Ohio</td></tr></table>', INAPPLICABLE),
    Example(f'<table hidden>{ROW}<tr><td headers="c">Ohio</td></tr></table>', INAPPLICABLE),
    Example(f"<table>{ROW}<tr><td>Ohio</td><td>15</td></tr></table>", INAPPLICABLE),
)


def correction(cell: Element, _: Result) -> Correction | None:
    """The ids of cells of the table, those of its headers that are misspelled put right and others left out."""
    table = cell.closest("table")
    ids = cell.page.derived(_ids)
    key = table.id if table is not None else -1
    cells, headers = ids["td", key] | ids["th", key], ids["th", key]
    written = [id_ for id_ in (cell.get("headers") or "").split()[:MOST] if id_ != cell.get("id")]
    given = (id_ if id_ in cells else near(id_, headers) if len(headers) <= MOST else "" for id_ in written)
    kept = " ".join(dict.fromkeys(filter(None, given)))
    mended = changed(cell, {"headers": kept}) if kept else changed(cell, without=("headers",))
    change = "Let `headers` hold the ids of header cells of this table alone; a simple table needs no `headers`."
    return corrected(cell, mended, change=change)


MOST = 50
"""How many ids are looked at for what is meant."""


def _ids(page: Page) -> Mapping[tuple[str, int], frozenset[str]]:
    """The ids of the cells of each table, by their tag and the id of the table."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for cell in page.tagged("td", "th"):
        table = cell.closest("table") if cell.get("id") else None
        if table is not None:
            found[cell.tag, table.id].add(cell.get("id") or "")
    return defaultdict(frozenset, {key: frozenset(ids) for key, ids in found.items()})


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
