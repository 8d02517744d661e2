"""A table as a grid of slots, and which headers HTML assigns to which cells.

HTML 4.9.12: the algorithms for forming a table and for assigning header cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from rules.numbers import whole
from rules.page import Element, Page
from rules.roles import PRESENTATIONAL

TABLES = ("table", "grid", "treegrid")
HEADERS = ("columnheader", "rowheader")
CELLS = (*HEADERS, "cell", "gridcell")
TRANSPARENT = ("generic", *PRESENTATIONAL)
"""The roles of what may stand between a table, its rows and its cells, and is no part of it."""


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


FEW, MANY = 5_000, 50
"""The slots that any table may have, and those it may have for each of its cells: beyond that it spans nothing real."""


def cells_of(table: Element) -> list[Cell]:
    """The cells of a table, row by row; a span for which there is no room counts for one."""
    taken: dict[int, int] = {}  # by column, the first row that no cell above reaches into
    cells: list[Cell] = []
    rows = list(_rows(table))
    ends = _ends([_group(row) for row in rows])
    elements = [list(_cells(row, table)) for row in rows]
    room = FEW + MANY * sum(map(len, elements))
    for y, row in enumerate(rows):
        x = 0
        for element in elements[y]:
            while taken.get(x, 0) > y:
                x += 1
            width = max(_span(element, "colspan"), 1)
            height = min(_span(element, "rowspan") or len(rows), ends[y] - y)
            if width * height > room:
                width = height = 1
            room -= width * height
            taken.update((column, max(taken.get(column, 0), y + height)) for column in range(x, x + width))
            cells.append(Cell(element, x, y, width, height, *_header(element), _group(row)))
            x += width
    return cells


def _group(row: Element) -> int:
    return row.parent.id if row.parent is not None else row.id


def _ends(groups: list[int]) -> list[int]:
    """For each row, by the groups of all, the number of the first row after its group."""
    ends = [len(groups)] * len(groups)
    for y in reversed(range(len(groups) - 1)):
        ends[y] = ends[y + 1] if groups[y] == groups[y + 1] else y + 1
    return ends


def _rows(table: Element) -> Iterator[Element]:
    around = list(table.elements)[::-1]
    while around:
        element = around.pop()
        if element.tag == "tr" or element.role == "row":
            yield element
        elif element.tag in ("thead", "tbody", "tfoot") or element.role in ("rowgroup", *TRANSPARENT):
            around.extend(list(element.elements)[::-1])


def _cells(row: Element, table: Element) -> Iterator[Element]:
    around = list(row.elements)[::-1]
    while around:
        element = around.pop()
        if element.tag in ("td", "th") or element.role in CELLS:
            yield element
        elif table.tag != "table" and element.role in TRANSPARENT:
            around.extend(list(element.elements)[::-1])


def _span(element: Element, attribute: str) -> int:
    written = whole(element.get(attribute) or element.get(f"aria-{attribute}"))
    return min(written, 1000) if written is not None and written >= 0 else 1


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
        self.assigned: set[int] = set()
        """The elements, by id, that head at least one other cell."""
        self.headed: set[int] = set()
        """The elements, by id, that at least one other cell heads."""
        self._free = [cell for cell in self.cells if not _written_headers(cell.element)]
        for cell in self.cells:
            self._keep(cell, _referred(page, table, cell.element))
        if any(cell.is_header for cell in self.cells):
            self._keep_lines(is_column=True)
            self._keep_lines(is_column=False)
            self._keep_groups()

    def _keep(self, cell: Cell, headers: Iterable[int]) -> None:
        found = set(headers)
        self.assigned |= found
        if found:
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

    def _keep_lines(self, *, is_column: bool) -> None:
        """The headers that are met on the way from a cell to the upper, or the left, edge of the table."""
        lines: dict[int, dict[int, Cell]] = defaultdict(dict)
        for (x, y), found in self._slots.items():
            if len(found) == 1:
                lines[x if is_column else y][y if is_column else x] = found[0]
        starts: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for cell in self._free:
            first, count = (cell.x, cell.width) if is_column else (cell.y, cell.height)
            for line in range(first, first + count):
                starts[line].append((cell.y if is_column else cell.x, cell.element.id))
        for line, cells in lines.items():
            self._keep_line(cells, sorted(starts[line]), is_column)

    def _keep_line(self, cells: dict[int, Cell], starts: list[tuple[int, int]], is_column: bool) -> None:
        """A header heads what comes after it in its line, up to a like one that data stand before."""
        places = [place for place, _ in starts]
        data = sorted(place for place, cell in cells.items() if not cell.is_header)
        alike: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place in sorted(cells):
            if cells[place].is_header:
                alike[_extent(cells[place], is_column)].append(place)
        changes = [0] * (len(starts) + 1)
        for place, cell in cells.items():
            if not cell.is_header or not (self._is_column_header(cell) if is_column else self._is_row_header(cell)):
                continue
            end = len(starts)
            next_data = bisect_right(data, place)
            if next_data < len(data):
                others = alike[_extent(cell, is_column)]
                hiding = bisect_right(others, data[next_data])
                end = bisect_left(places, others[hiding]) if hiding < len(others) else end
            start = bisect_right(places, place)
            if start < end:
                self.assigned.add(cell.element.id)
                changes[start] += 1
                changes[end] -= 1
        self.headed.update(id for (_, id), count in zip(starts, accumulate(changes), strict=False) if count)

    def _keep_groups(self) -> None:
        """The headers of groups of rows or columns head what stands in the group, not above them or before them."""
        groups = [header for header in self.cells if header.scope in ("rowgroup", "colgroup")]
        for cell in self._free if groups else ():
            right, bottom = cell.x + cell.width, cell.y + cell.height
            heads = (
                other.element.id
                for other in groups
                if other is not cell and other.x < right and other.y < bottom and _is_in_group(cell, other)
            )
            self._keep(cell, heads)

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


def _extent(cell: Cell, is_column: bool) -> tuple[int, int]:
    return (cell.x, cell.width) if is_column else (cell.y, cell.height)


def _is_in_group(cell: Cell, header: Cell) -> bool:
    if header.scope == "rowgroup":
        return header.group == cell.group
    return header.x <= cell.x < header.x + header.width


def _referred(page: Page, table: Element, element: Element) -> Iterator[int]:
    """The cells of the table that an element's `headers` names."""
    for token in _written_headers(element):
        for target in page.ids.get((element.scope, token), ())[:1]:
            if target is not element and target.closest("table") is table:
                yield target.id


def _meet(start: int, length: int, other: int, extent: int) -> bool:
    return start < other + extent and other < start + length


def _written_headers(element: Element) -> list[str]:
    """The ids in `headers`, which means something on `td` and `th` only."""
    return (element.get("headers") or "").split() if element.tag in ("td", "th") else []
