"""A table as a grid of slots, and which headers HTML assigns to which cells.

HTML 4.9.12: the algorithms for forming a table and for assigning header cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rules.page import Element, Page

TABLES = ("table", "grid", "treegrid")
HEADERS = ("columnheader", "rowheader")
CELLS = (*HEADERS, "cell", "gridcell")


class Cell(NamedTuple):
    """A cell and the slots that it covers."""

    element: Element
    x: int
    y: int
    width: int
    height: int
    is_header: bool
    scope: str
    """`col`, `row`, `colgroup`, `rowgroup`, or nothing where only its place can tell."""
    group: int
    """The id of the `thead`, `tbody` ... that it stands in."""


def cells_of(table: Element) -> list[Cell]:
    """The cells of a table, row by row."""
    slots: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    rows = list(_rows(table))
    for y, row in enumerate(rows):
        x = 0
        for element in _cells(row, table):
            while (x, y) in slots:
                x += 1
            group = row.parent.id if row.parent is not None else row.id
            width = max(_span(element, "colspan"), 1)
            height = _span(element, "rowspan") or len(rows) - y
            after = (n for n in range(y, len(rows)) if _group(rows[n]) != group)
            height = min(max(height, 1), next(after, len(rows)) - y)
            slots.update((x + dx, y + dy) for dx in range(width) for dy in range(height))
            cells.append(Cell(element, x, y, width, height, *_header(element), group))
            x += width
    return cells


def _group(row: Element) -> int:
    return row.parent.id if row.parent is not None else row.id


def _rows(table: Element) -> Iterator[Element]:
    for element in table.elements:
        if element.tag == "tr" or element.role == "row":
            yield element
        elif element.tag in ("thead", "tbody", "tfoot") or element.role in (
            "rowgroup",
            "generic",
            "none",
            "presentation",
        ):
            yield from _rows(element)


def _cells(row: Element, table: Element) -> Iterator[Element]:
    for element in row.elements:
        if element.tag in ("td", "th") or element.role in CELLS:
            yield element
        elif table.tag != "table" and element.role in ("generic", "none", "presentation"):
            yield from _cells(element, table)


def _span(element: Element, attribute: str) -> int:
    value = (element.get(attribute) or element.get(f"aria-{attribute}") or "1").strip()
    return min(int(value), 1000) if value.isdigit() else 1


def _header(element: Element) -> tuple[bool, str]:
    role = element.role
    if role not in HEADERS:
        return False, ""
    scope = (element.get("scope") or "").strip().lower()
    if element.tag == "th" and scope in ("col", "row", "colgroup", "rowgroup"):
        return True, scope
    if element.tag == "th" and not element.has("role"):
        return True, ""
    return True, "col" if role == "columnheader" else "row"


def assignment_of(table: Element) -> Assignment:
    """What heads what in the table, worked out once."""
    known = table.page.derived(_assignments)
    if table.id not in known:
        known[table.id] = Assignment(table.page, table)
    return known[table.id]


def _assignments(_page: Page) -> dict[int, Assignment]:
    """Filled table by table."""
    return {}


class Assignment:
    """Which header cells of a table have something to head, and which cells have a header."""

    def __init__(self, page: Page, table: Element) -> None:
        self.cells = cells_of(table)
        self._slots: dict[tuple[int, int], list[Cell]] = {}
        self._data_rows: set[int] = set()
        self._data_columns: set[int] = set()
        for cell in self.cells:
            columns, rows = range(cell.x, cell.x + cell.width), range(cell.y, cell.y + cell.height)
            for x in columns:
                for y in rows:
                    self._slots.setdefault((x, y), []).append(cell)
            if not cell.is_header:
                self._data_rows.update(rows)
                self._data_columns.update(columns)
        self._end = max((x for x, _ in self._slots), default=-1), max((y for _, y in self._slots), default=-1)
        self.assigned: set[int] = set()
        """The elements, by id, that head at least one other cell."""
        self.headed: set[int] = set()
        """The elements, by id, that at least one other cell heads."""
        for cell in self.cells:
            heads = set(self._heads(page, table, cell))
            self.assigned |= heads
            if heads:
                self.headed.add(cell.element.id)

    def _is_column_header(self, cell: Cell) -> bool:
        return cell.scope == "col" or (
            not cell.scope and not any(y in self._data_rows for y in range(cell.y, cell.y + cell.height))
        )

    def _is_row_header(self, cell: Cell) -> bool:
        return cell.scope == "row" or (
            not cell.scope
            and not self._is_column_header(cell)
            and not any(x in self._data_columns for x in range(cell.x, cell.x + cell.width))
        )

    def _heads(self, page: Page, table: Element, cell: Cell) -> Iterator[int]:
        written = _written_headers(cell.element)
        if written:
            for token in written:
                for target in page.ids.get((cell.element.scope, token), ())[:1]:
                    if target is not cell.element and target.closest("table") is table:
                        yield target.id
            return
        for y in range(cell.y, cell.y + cell.height):
            yield from self._scan(cell, cell.x, y, -1, 0)
        for x in range(cell.x, cell.x + cell.width):
            yield from self._scan(cell, x, cell.y, 0, -1)
        for other in self.cells:
            if (
                other is cell
                or not other.is_header
                or other.x > cell.x + cell.width - 1
                or other.y > cell.y + cell.height - 1
            ):
                continue
            if other.scope == "rowgroup" and other.group == cell.group:
                yield other.element.id
            if other.scope == "colgroup" and other.x <= cell.x < other.x + other.width:
                yield other.element.id

    def _scan(self, cell: Cell, x: int, y: int, dx: int, dy: int) -> Iterator[int]:
        """The header cells met on the way from a cell to the edge of the table, but for those that others hide."""
        opaque: list[Cell] = []
        block: list[Cell] = [cell] if cell.is_header else []
        in_block = cell.is_header
        while x + dx >= 0 and y + dy >= 0:
            x, y = x + dx, y + dy
            found = self._slots.get((x, y), [])
            if len(found) != 1:
                continue
            other = found[0]
            if other.is_header:
                in_block = True
                block.append(other)
                if dx == 0:
                    hidden = any((o.x, o.width) == (other.x, other.width) for o in opaque)
                    hidden = hidden or not self._is_column_header(other)
                else:
                    hidden = any((o.y, o.height) == (other.y, other.height) for o in opaque)
                    hidden = hidden or not self._is_row_header(other)
                if not hidden and other is not cell:
                    yield other.element.id
            elif in_block:
                in_block = False
                opaque += block
                block = []

    def could_head(self, header: Cell) -> bool:
        """Whether a data cell without `headers` shares a row or a column with a header."""
        return any(
            not cell.is_header
            and not _written_headers(cell.element)
            and (
                _meet(cell.x, cell.width, header.x, header.width) or _meet(cell.y, cell.height, header.y, header.height)
            )
            for cell in self.cells
        )


def _meet(start: int, length: int, other: int, extent: int) -> bool:
    return start < other + extent and other < start + length


def _written_headers(element: Element) -> list[str]:
    """The ids in `headers`, which means something on `td` and `th` only."""
    return (element.get("headers") or "").split() if element.tag in ("td", "th") else []
