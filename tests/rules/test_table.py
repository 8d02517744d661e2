"""A table as a grid, and what its headers head."""

from __future__ import annotations

from rules.table import Assignment, cells_of
from tests.rules.pages import page


def headed(html: str) -> list[str]:
    """The texts of the headers of the page's first table that head a cell."""
    shown = page(html)
    table = shown.tagged("table")[0]
    assignment = Assignment(shown, table)
    return [cell.element.text for cell in assignment.cells if cell.element.id in assignment.assigned]


def test_cells_stand_beside_those_that_reach_down_from_above() -> None:
    table = page("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>").tagged("table")[0]
    assert [(c.element.text, c.x, c.y, c.width, c.height) for c in cells_of(table)] == [
        ("a", 0, 0, 1, 2),
        ("b", 1, 0, 2, 1),
        ("c", 1, 1, 1, 1),
        ("d", 2, 1, 1, 1),
    ]


def test_a_rowspan_of_zero_reaches_to_the_end_of_its_group() -> None:
    html = "<table><tbody><tr><td rowspan=0>a</tr><tr></tr></tbody><tbody><tr><td>b</tr></tbody></table>"
    assert [(c.element.text, c.height) for c in cells_of(page(html).tagged("table")[0])] == [("a", 2), ("b", 1)]


def test_headers_above_and_beside_head_the_cells() -> None:
    assert headed("<table><tr><th>Year<th>Claims<tr><th>2025<td>15</table>") == ["Year", "Claims", "2025"]


def test_a_header_with_a_scope_heads_its_row_even_after_a_data_cell() -> None:
    assert headed("<table><tr><td><th scope=col>Claims<tr><th scope=row>2025<td>15</table>") == ["Claims", "2025"]


def test_a_header_of_a_group_of_rows_heads_them_all() -> None:
    html = "<table><tbody><tr><th scope=rowgroup>Ohio<td><tr><td>2025<td>15</tbody></table>"
    assert headed(html) == ["Ohio"]


def test_ids_in_headers_replace_what_the_place_says() -> None:
    html = "<table><tr><th id=a>Year<th>Claims<tr><td headers=a>2025<td headers=a>15</table>"
    assert headed(html) == ["Year"]


def bare(html: str) -> list[str]:
    """The texts of the cells of the page's first table that no header heads."""
    shown = page(html)
    assignment = Assignment(shown, shown.tagged("table")[0])
    return [cell.element.text for cell in assignment.cells if cell.element.id not in assignment.headed]


def test_a_cell_is_headed_from_above_from_beside_or_by_the_ids_that_it_names() -> None:
    assert bare("<table><tr><th>Year<th>Claims<tr><td>2025<td>15</table>") == ["Year", "Claims"]
    assert bare("<table><tr><td>2025<th scope=row>East<td>15</table>") == ["2025", "East"]
    assert bare("<table><tr><td id=a>Year<td>Claims<tr><td headers=a>2025<td headers=b>15</table>") == [
        "Year",
        "Claims",
        "15",
    ]


def test_a_header_after_data_hides_the_like_one_before_them() -> None:
    rows = "<tr><th>Year<th>Claims<tr><td>2025<td>15<tr><th>Month<th>Letters<tr><td>May<td>3"
    assert headed(f"<table>{rows}</table>") == ["Year", "Claims", "Month", "Letters"]
    assert headed("<table><tr><th id=a>Year<tr><td>2025<tr><th>Month<tr><td>May</table>") == ["Year", "Month"]
