"""People who listen to a table hear one cell at a time, and with it the headers that the markup gives it.

Without headers they hear numbers and cannot tell what they are numbers of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.correction import changed, corrected, replaced
from rules.header_cells import has_headers, header_left_out, seen_headers, spanning_header, without_header
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
from rules.table import TABLES, Cell, assignment_of
from rules.table_purpose import holds_page_parts, rows_of_data, structure_of_data

METADATA = Metadata(
    id="table-headers",
    title="Data table's cells have headers",
    wcag=("1.3.1",),
    trusted_tester=("14.B",),
    baseline=("12.B",),
    affects=("302.1",),
    remediation="Mark up the headers of rows and columns with `th`; say by `scope`, or by `headers`, what they head "
    "where their place does not tell.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

HAS_HEADERS = passed("Each cell of the table has a header.")
NO_HEADERS = failed("The table's first row shows headers in bold, and none is marked up as one.", fails=("14.B",))
HEADER_LEFT_OUT = failed(
    "A column's header is marked up as data, unlike those beside it, and heads no cell.", fails=("14.B",)
)
IS_HEADERLESS = cant_tell(
    "Nothing in this table is marked up as a header. Does it show data whose rows or columns have headers?",
    asks=("14.B",),
)
CELLS_WITHOUT = cant_tell(
    "Cells of this table have no header in their row or column. Do they need one to be understood?", asks=("14.B",)
)
IS_COMPLEX = cant_tell(
    "A header of this table spans others. Does the markup assign each cell to all headers that it belongs to?",
    asks=("14.B",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed table that shows data: it has header cells or a caption, or is a plain grid of short texts.

    A table that holds other tables or whole parts of the page shows no data. Of those with the same class and the same
    question to ask, the first.
    """
    return (page.nodes[number] for number in page.derived(_judged))  # type: ignore[misc]


def expectation(table: Element) -> Result:
    """Each cell with words has a header in its row or column, or names one with `headers`."""
    return table.page.derived(_judged)[table.id]


def _judged(page: Page) -> Mapping[int, Result]:
    found: dict[int, Result] = {}
    asked: set[tuple[Result, str | None]] = set()
    for table in page.with_role(*TABLES):
        if not table.is_exposed or holds_page_parts(table):
            continue
        if has_headers(assignment_of(table)) or "caption" in structure_of_data(table) or rows_of_data(table):
            result = _judge(table)
            kind = (result, table.get("class"))
            if result.outcome is not Outcome.CANT_TELL or kind not in asked:
                asked.add(kind)
                found[table.id] = result
    return found


def _judge(table: Element) -> Result:
    assignment = assignment_of(table)
    if not has_headers(assignment):
        shown = seen_headers(table)
        return NO_HEADERS.with_detail(", ".join(map(_quoted, shown))[:200]) if shown else IS_HEADERLESS
    bare = without_header(assignment)
    if not bare:
        spanning = spanning_header(assignment)
        if spanning is None:
            return HAS_HEADERS
        return IS_COMPLEX.with_detail(f'"{spanning.element.text[:60]}" spans {spanning.width} columns')
    left_out = header_left_out(assignment)
    if left_out is not None:
        return HEADER_LEFT_OUT.with_detail(_quoted(left_out))
    return CELLS_WITHOUT.with_detail(f'{len(bare)} cells, the first "{bare[0].element.text[:60]}"')


def _quoted(cell: Cell) -> str:
    return f'"{cell.element.text}"'


HEAD = "<tr><th>Office</th><th>Fee</th></tr>"
ROWS = "<tr><td>Salem</td><td>15</td></tr><tr><td>Quincy</td><td>20</td></tr><tr><td>Ipswich</td><td>25</td></tr>"
LEVELS = (
    "<tr><th rowspan='2'>Office</th><th colspan='2'>Fee</th></tr><tr><th>Small</th><th>Large</th></tr>"
    "<tr><th>Salem</th><td>15</td><td>20</td></tr>"
)
THREE = "<tr><td>Salem</td><td>15</td><td>20</td></tr>"

EXAMPLES = (
    Example(f"<table>{HEAD}{ROWS}</table>", HAS_HEADERS),
    Example("<table><tr><td></td><th>2024</th></tr><tr><th>Salem</th><td>15</td></tr></table>", HAS_HEADERS),
    Example(f"<table><tr><td><b>Office</b></td><td><b>Fee</b></td></tr>{ROWS}</table>", NO_HEADERS),
    Example(f"<table><tr><td><b>Office:</b></td><td><b>Fee:</b></td></tr>{ROWS}</table>", IS_HEADERLESS),
    Example(f"<table><caption>Fees by office</caption>{ROWS}</table>", IS_HEADERLESS),
    Example(f"<table>{ROWS}</table>", IS_HEADERLESS),
    Example(f"<table>{ROWS.replace('<td>S', '<td><b>S')}</table>", IS_HEADERLESS),
    Example(f"<table><tr><th>Office</th><th>Small</th><td><b>Large</b></td></tr>{THREE}</table>", HEADER_LEFT_OUT),
    Example(f"<table><tr><th>Office</th><th>Small</th><td></td></tr>{THREE}</table>", CELLS_WITHOUT),
    Example(f"<table>{LEVELS}</table>", IS_COMPLEX),
    Example(f"<table>{LEVELS.replace('colspan', 'scope=colgroup colspan')}</table>", HAS_HEADERS),
    Example(f"<table role='none'>{ROWS}</table>", INAPPLICABLE),
    Example("<table><tr><td><h2>Fees</h2><p>None.</p></td><td>Search</td></tr></table>", INAPPLICABLE),
    Example(f"<table><tr><td><h2>Offices</h2><table role='none'>{ROWS}</table></td></tr></table>", INAPPLICABLE),
)


def correction(table: Element, result: Result) -> Correction | None:
    """The cells of the first row that show headers as headers of their columns."""
    assignment = assignment_of(table)
    top = [cell for cell in assignment.cells if cell.y == 0 and not cell.is_header]
    if result == HEADER_LEFT_OUT:
        top = [cell for cell in top if cell == header_left_out(assignment)]
    heads = {cell.element.id: [changed(cell.element, {"scope": "col"}, tag="th")] for cell in top}
    change = 'Mark up the headers of columns with `th` and `scope="col"`.'
    return corrected(table, replaced(table, heads), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
