"""A header that heads nothing misleads people who listen.

The cells that they think it describes are read without it, or with another.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, failed, passed
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
    """Each exposed column or row header in a table or grid that is exposed."""
    for header in page.with_role(*HEADERS):
        table = _table_of(header)
        if header.is_exposed and table is not None and table.role in TABLES:
            yield header


def expectation(header: Element) -> Result:
    """At least one other cell of the table is assigned to the header, as HTML assigns them."""
    table = _table_of(header)
    if table is None:
        return IS_UNCLEAR
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
    Example(f"<table>{HEAD}</table>", *[IS_ALONE] * 2),
    Example('<table><tr><td>Ohio</td><td>15</td></tr><tr><th scope="row">All</th></tr></table>', IS_UNCLEAR),
    Example("<table><tr><td>Ohio</td><td>15</td></tr></table>", INAPPLICABLE),
    Example(f'<table role="none">{HEAD}</table>', INAPPLICABLE),
    Example(f"<table hidden>{HEAD}</table>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
