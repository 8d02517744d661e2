"""A header that heads nothing misleads people who listen.

The cells that they think it describes are read without it, or with another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.correction import changed, corrected, speech_of
from rules.model import (
    INAPPLICABLE,
    Aspect,
    Correction,
    Example,
    Metadata,
    Outcome,
    Result,
    Rule,
    cant_tell,
    failed,
    passed,
)
from rules.page import Element, Page
from rules.table import HEADERS, TABLES, assignment_of

METADATA = Metadata(
    id="header-cells",
    title="Table header has cells that it heads",
    wcag=("1.3.1",),
    trusted_tester=("14.B",),
    baseline=("12.B",),
    act=("d0f69e",),
    affects=("302.1",),
    remediation="Give the header cells to head: put it above or beside them, correct its `scope`, or make it a `td`.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HEADS_CELLS = passed("The header heads at least one cell.")
HEADS_NOTHING = failed("The header heads no cell of its table.", fails=("14.B",))
IS_ALONE = cant_tell("This table holds headers only. Are there cells that belong under or beside them?", asks=("14.B",))
IS_UNCLEAR = cant_tell(
    "The markup assigns no cell to this header. Does it head cells of its row or column?", asks=("14.B",)
)


def _table_of(header: Element) -> Element | None:
    return next((e for e in header.ancestors() if e.tag == "table" or e.role in TABLES), None)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed column or row header in a table or grid that is exposed.

    Of those that a person must look at and that are of one class, in one table or in tables of one class, the first.
    """
    return (page.nodes[number] for number in page.derived(_judged))  # type: ignore[misc]


def expectation(header: Element) -> Result:
    """At least one other cell of the table is assigned to the header, as HTML assigns them."""
    return header.page.derived(_judged)[header.id]


def _judged(page: Page) -> Mapping[int, Result]:
    found: dict[int, Result] = {}
    asked: set[tuple[Result, str | int, str | None]] = set()
    for header in page.with_role(*HEADERS):
        table = _table_of(header)
        if not header.is_exposed or table is None or table.role not in TABLES:
            continue
        result = _judge(header, table)
        kind = (result, table.get("class") or table.id, header.get("class"))
        if result.outcome is not Outcome.CANT_TELL or kind not in asked:
            asked.add(kind)
            found[header.id] = result
    return found


def _judge(header: Element, table: Element) -> Result:
    assignment = assignment_of(table)
    if header.id in assignment.assigned:
        return HEADS_CELLS
    if all(cell.is_header for cell in assignment.cells):
        return IS_ALONE
    cell = next((cell for cell in assignment.cells if cell.element is header), None)
    return IS_UNCLEAR if cell is None or assignment.could_head(cell) else HEADS_NOTHING


HEAD = "<tr><th>State</th><th>Claims</th></tr>"

EXAMPLES = (
    Example(f"<table>{HEAD}<tr><td>Ohio</td><td>15</td></tr></table>", *[HEADS_CELLS] * 2),
    Example(f"<table>{HEAD}<tr><th>Ohio</th><td>15</td></tr></table>", *[HEADS_CELLS] * 3),
    Example(f'<table>{HEAD}<tr><td colspan="2">none</td></tr></table>', *[HEADS_CELLS] * 2),
    Example(f"<table>{HEAD}<tr><td>Ohio</td></tr></table>", HEADS_CELLS, HEADS_NOTHING),
    Example(
        '<table><tr><th id="a">State</th><th>Claims</th></tr>'
        '<tr><td headers="a">Ohio</td><td headers="a">15</td></tr></table>',
        HEADS_CELLS,
        HEADS_NOTHING,
    ),
    Example(
        '<div role="table"><div role="row"><b role="columnheader">State</b><b role="columnheader">Claims</b></div>'
        '<div role="row"><b role="cell">Ohio</b></div></div>',
        HEADS_CELLS,
        HEADS_NOTHING,
    ),
    Example(f"<table>{HEAD}</table>", IS_ALONE),
    Example('<table><tr><td>Ohio</td><td>15</td></tr><tr><th scope="row">All</th></tr></table>', IS_UNCLEAR),
    Example(f"<table>{HEAD}</table><table>{HEAD}</table>", *[IS_ALONE] * 2),
    Example(f'<table class="dues">{HEAD}</table><table class="dues">{HEAD}</table>', IS_ALONE),
    Example("<table><tr><td>Ohio</td><td>15</td></tr></table>", INAPPLICABLE),
    Example(f'<table role="none">{HEAD}</table>', INAPPLICABLE),
    Example(f"<table hidden>{HEAD}</table>", INAPPLICABLE),
)


def correction(header: Element, _: Result) -> Correction | None:
    """The header as a cell of data."""
    role = {"role": "cell"} if header.has("role") and header.tag not in ("td", "th") else {}
    without = ("scope", "abbr", *(() if role else ("role",)))
    mended = changed(header, role, tag="td" if header.tag == "th" else "", without=without)
    change = "If it heads no cell, make it a cell of data; else put it above or beside the cells that it heads."
    return corrected(header, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
