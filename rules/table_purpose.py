"""What a table is for, as far as its structure tells: whether it shows data or lays out the page."""

from __future__ import annotations

from collections.abc import Iterator

from rules.page import Element, Page
from rules.table import TABLES, Cell, cells_of

SHORT = 80
"""Characters that the cell of a data table seldom exceeds."""

BEYOND_DATA = frozenset(
    "article aside audio button fieldset footer form h1 h2 h3 h4 h5 h6 header iframe input main nav section select "
    "table textarea video".split()
)
"""What stands in the cells of a table that lays out rather than in those of one with data."""
PAGE_PARTS = frozenset("article aside footer h1 h2 header main nav table".split())
"""What hardly ever stands in the cell of a data table."""


def holds_page_parts(table: Element) -> bool:
    """Whether it holds other tables or whole parts of a page."""
    return table.id in table.page.derived(_holding_parts)


def _holding_parts(page: Page) -> frozenset[int]:
    return frozenset(_enclosing(page, PAGE_PARTS))


def _holding_more(page: Page) -> frozenset[int]:
    return frozenset(_enclosing(page, BEYOND_DATA))


def _enclosing(page: Page, tags: frozenset[str]) -> Iterator[int]:
    """The ids of the tables that elements with these tags stand in, each element's nearest one."""
    tables: dict[int, int] = {}
    for element in page.elements:
        parent = element.parent
        around = tables.get(parent.id) if parent is not None else None
        if around is not None and element.tag in tags and element.is_rendered:
            yield around
        if element.tag == "table" or element.role in TABLES:
            tables[element.id] = element.id
        elif around is not None:
            tables[element.id] = around


def structure_of_data(table: Element) -> list[str]:
    """What it has that only a data table should have: header cells, a caption, `scope` and so on, each named once."""
    found: dict[str, None] = {}
    if (table.get("summary") or "").strip():
        found["summary"] = None
    for element in _parts(table):
        if element.tag in ("th", "caption"):
            found[element.tag] = None
        for attribute in ("scope", "headers", "axis"):
            if element.tag in ("td", "th") and element.has(attribute):
                found[attribute] = None
    return list(found)


def headers_by_role(table: Element) -> list[str]:
    """The roles of headers that cells of it were given by a `role` of their own, each once."""
    cells = (part for part in _parts(table) if part.has("role"))
    return list(dict.fromkeys(cell.role for cell in cells if cell.role in ("columnheader", "rowheader")))


def _parts(table: Element) -> Iterator[Element]:
    """Caption, rows and cells; nothing that stands in a cell."""
    for element in table.elements:
        if element.tag in ("thead", "tbody", "tfoot"):
            yield from (cell for row in element.elements for cell in row.elements if row.tag == "tr")
        elif element.tag == "tr":
            yield from element.elements
        else:
            yield element


def rows_of_data(table: Element) -> list[list[Cell]]:
    """The rows of a table that looks like one of data: a plain grid of short texts; none where it does not.

    It has three rows and two columns at least, three of four cells have words, and no cell holds a control, a heading
    or another table.
    """
    if table.id in table.page.derived(_holding_more):
        return []
    rows: dict[int, list[Cell]] = {}
    cells = cells_of(table)
    for cell in cells:
        rows.setdefault(cell.y, []).append(cell)
    width = max((cell.x + cell.width for cell in cells), default=0)
    if len(rows) < 3 or width < 2 or any(cell.height > 1 for cell in cells):
        return []
    full = [row for row in rows.values() if len(row) == width]
    lengths = [_length(cell.element) for row in full for cell in row]
    if len(full) < 3 or len(rows) - len(full) > 2 or max(lengths) > SHORT:
        return []
    return full if sum(map(bool, lengths)) >= 0.75 * len(lengths) else []


def _length(element: Element) -> int:
    return sum(len(text.text.strip()) for text in element.texts())


def is_data_with_headers(table: Element) -> bool:
    """Whether anybody would say that it shows data: a plain grid of short texts under or beside header cells."""
    rows = rows_of_data(table)
    if not rows:
        return False
    lines = (rows[0], [row[0] for row in rows[1:]])
    has_headers = any(all(cell.element.tag == "th" and cell.element.text for cell in line) for line in lines)
    return has_headers and any(cell.element.tag == "td" for row in rows for cell in row)
