"""What heads the cells of a table by its markup, and what seems to head them by its look."""

from __future__ import annotations

from rules.blocks import blocks_in
from rules.page import Element
from rules.table import Assignment, Cell
from rules.table_purpose import rows_of_data


def has_headers(assignment: Assignment) -> bool:
    """Whether anything is marked up as a header, or names one with `headers`."""
    return any(cell.is_header or cell.element.has("headers") for cell in assignment.cells)


def seen_headers(table: Element) -> list[Cell]:
    """The first row of a table without headers, where it looks like headers: bold, over cells that are not.

    The first column may be bold too. Empty where a `scope` tells that somebody thought of headers, where the cells
    below are mostly links, and where a cell ends in a colon, as labels of a form do.
    """
    rows = rows_of_data(table)
    if any(cell.element.has("scope") for row in rows for cell in row):
        return []
    if not rows or not all(map(_is_bold, rows[0])):
        return []
    rest = [cell for row in rows[1:] for cell in row[1:]]
    linked = sum(any(e.tag == "a" for e in cell.element.descendants()) for cell in rest)
    if linked > len(rest) / 2 or any(map(_is_bold, rest)) or any(_is_label(cell) for row in rows for cell in row):
        return []
    return list(rows[0])


def _is_label(cell: Cell) -> bool:
    """Whether it names what should follow it, as in a form that a table lays out."""
    return cell.element.text.rstrip().endswith(":")


def _is_bold(cell: Cell) -> bool:
    blocks = list(blocks_in(cell.element))
    return bool(blocks) and all(block.is_bold and not block.is_linked for block in blocks)


def without_header(assignment: Assignment) -> list[Cell]:
    """The cells with words that no header heads and that share neither a row nor a column with one."""
    rows: set[int] = set()
    columns: set[int] = set()
    for cell in assignment.cells:
        if cell.is_header:
            rows.update(range(cell.y, cell.y + cell.height))
            columns.update(range(cell.x, cell.x + cell.width))
    return [
        cell
        for cell in assignment.cells
        if not cell.is_header
        and cell.element.id not in assignment.headed
        and rows.isdisjoint(range(cell.y, cell.y + cell.height))
        and columns.isdisjoint(range(cell.x, cell.x + cell.width))
        and cell.element.text
    ]


def header_left_out(assignment: Assignment) -> Cell | None:
    """The one data cell among the header cells of the first row, bold as they are, above cells without a header."""
    first_row = [cell for cell in assignment.cells if cell.y == 0]
    data = [cell for cell in first_row if not cell.is_header]
    if len(data) != 1 or len(first_row) < 3 or not all(cell.element.text for cell in first_row if cell.is_header):
        return None
    (top,) = data
    is_above = any(cell.x == top.x for cell in without_header(assignment))
    return top if is_above and _is_bold(top) else None


def spanning_header(assignment: Assignment) -> Cell | None:
    """A header that spans columns with headers of their own, if no cell tells by `headers` which are its own.

    One that spans all headers needs no telling, nor one whose `scope` is `colgroup`.
    """
    if any(cell.element.has("headers") for cell in assignment.cells):
        return None
    headers = [cell for cell in assignment.cells if cell.is_header]
    wide = [header for header in headers if header.width > 1 and header.scope != "colgroup" and header.element.text]
    for header in wide[:20]:
        below = header.y + header.height
        if any(h.y == below and header.x <= h.x < header.x + header.width and h.scope != "row" for h in headers):
            is_whole = all(header.x <= h.x < header.x + header.width for h in headers)
            if not is_whole:
                return header
    return None
