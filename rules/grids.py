"""Boxes of text that line up in rows and columns as those of a table do, and are no table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.blocks import blocks_in
from rules.display import IN_LINE
from rules.page import Element, Page

LEAST = 3
"""Rows, and columns, that boxes must have to look like a table."""
SHORT = 60
"""Characters that a cell may hold."""
OTHER_THINGS = frozenset("button h1 h2 h3 h4 h5 h6 iframe input label pre select table textarea ul ol dl video".split())
TABLE_PARTS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "html", "body", "select", "colgroup"))


@dataclass(frozen=True, eq=False, slots=True)
class Grid:
    """Boxes in rows and columns, and the element that holds them all."""

    element: Element
    rows: int
    columns: int
    first: str
    """What stands in the first row."""

    @property
    def told(self) -> str:
        """Its size and beginning in words."""
        return f'{self.rows} rows of {self.columns}, the first "{self.first}"'


def drawn_grids(page: Page) -> Iterator[Grid]:
    """The grids of the page."""
    for element in page.elements:
        if len(element.children) < LEAST or element.tag in TABLE_PARTS or element.computed is None:
            continue
        children = [e for e in element.elements if e.computed is not None and e.box is not None and e.box.area]
        if len(children) >= LEAST:
            is_nested = bool(_cells(children[0]))
            rows = [_cells(child) for child in children] if is_nested else _folded(element, children)
            grid = _grid(element, rows)
            if grid is not None:
                yield grid


def _cells(row: Element) -> list[Element]:
    cells = [e for e in row.elements if e.computed is not None and e.box is not None]
    if row.tag in TABLE_PARTS or len(cells) < 2 or any(e.style("display") == "inline" for e in cells):
        return []
    is_said = all(e.style("display") == "table-cell" for e in cells)
    return cells if len(cells) >= LEAST or is_said else []


def _folded(element: Element, children: Sequence[Element]) -> list[list[Element]]:
    """The children of a flex or grid container, row by row; only if those of the first row are bold."""
    if element.style("display") not in ("flex", "grid", "inline-flex", "inline-grid") or len(children) < LEAST**2:
        return []
    top = children[0].box
    count = sum(e.box is not None and top is not None and e.box.y == top.y for e in children)
    if count < LEAST or len(children) % count or element.style("display") in IN_LINE:
        return []
    rows = [list(children[start : start + count]) for start in range(0, len(children), count)]
    bold = [[all(block.is_bold for block in blocks_in(cell)) for cell in row] for row in rows[:2]]
    return rows if all(bold[0]) and not all(bold[1]) else []


def _grid(element: Element, rows: Sequence[list[Element]]) -> Grid | None:
    if len(rows) < LEAST or not rows[0] or len({len(row) for row in rows}) > 1:
        return None
    edges = [cell.box.x for cell in rows[0] if cell.box is not None]
    for row in rows:
        boxes = [cell.box for cell in row if cell.box is not None]
        if any(abs(box.x - x) > 2 for box, x in zip(boxes, edges, strict=True)):
            return None
        if max(box.y for box in boxes) >= min(box.bottom for box in boxes) or len(set(edges)) < len(edges):
            return None
    cells = [cell for row in rows for cell in row]
    if any(e.tag in OTHER_THINGS for cell in cells for e in (cell, *cell.descendants())):
        return None
    texts = [cell.text for cell in cells]
    linked = sum(any(e.tag == "a" for e in (cell, *cell.descendants())) for cell in cells)
    if max(map(len, texts)) > SHORT or sum(map(bool, texts)) < 0.75 * len(texts) or linked > len(cells) / 2:
        return None
    return Grid(element, len(rows), len(edges), ", ".join(texts[: len(edges)])[:100])
