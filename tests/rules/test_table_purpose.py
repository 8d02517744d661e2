"""Whether a table shows data or lays out."""

from __future__ import annotations

import pytest

from rules.page import Element
from rules.table_purpose import holds_page_parts, is_data_with_headers, rows_of_data, structure_of_data
from tests.rules.pages import page

HEAD = "<tr><th>Office</th><th>Fee</th></tr>"
ROW = "<tr><td>Salem</td><td>15</td></tr>"


def table(rows: str, attributes: str = "") -> Element:
    return page(f"<table {attributes}>{rows}</table>").tagged("table")[0]


def test_a_plain_grid_of_short_texts_looks_like_data() -> None:
    assert [[cell.element.text for cell in row] for row in rows_of_data(table(ROW * 3))] == [["Salem", "15"]] * 3


@pytest.mark.parametrize(
    "rows",
    [
        ROW * 2,
        "<tr><td>Salem</td></tr>" * 3,
        ROW * 2 + "<tr><td>Name</td><td><input></td></tr>",
        ROW * 2 + "<tr><td><h2>Fees</h2></td><td>15</td></tr>",
        ROW * 2 + f"<tr><td>{'You pay the fee. ' * 6}</td><td>15</td></tr>",
        "<tr><td rowspan=2>Salem</td><td>15</td></tr><tr><td>20</td></tr>" + ROW * 2,
        "<tr><td>Salem</td><td></td></tr>" * 3,
        ROW * 2 + f"<tr><td>Salem</td><td><table>{ROW}</table></td></tr>",
        "",
    ],
    ids=["two rows", "one column", "a field", "a heading", "a paragraph", "a span", "half empty", "a table", "nothing"],
)
def test_other_tables_do_not(rows: str) -> None:
    assert rows_of_data(table(rows)) == []


def test_a_title_or_a_note_across_all_columns_leaves_the_grid_plain() -> None:
    assert len(rows_of_data(table(f"<tr><td colspan=2>Fees</td></tr>{ROW * 3}"))) == 3


def test_header_cells_above_or_beside_the_data_leave_no_doubt() -> None:
    assert is_data_with_headers(table(HEAD + ROW * 2))
    assert is_data_with_headers(table("<tr><th>Salem</th><td>15</td></tr>" * 3))
    assert not is_data_with_headers(table(ROW * 3))
    assert not is_data_with_headers(table(HEAD * 3))


def test_what_only_a_data_table_should_have_is_named_once() -> None:
    html = "<caption>Fees</caption><thead><tr><th scope=col>Office<th scope=col>Fee</thead><tr><td headers=a>1<td>2"
    assert structure_of_data(table(html, "summary=Fees")) == ["summary", "caption", "th", "scope", "headers"]
    assert structure_of_data(table("<tr><td><table><tr><th>Fee</table>", "summary=''")) == []


def test_a_table_holds_the_parts_that_no_table_in_it_holds() -> None:
    outer, inner = page("<table><tr><td><table><tr><td><b>Fees</b></table></table>").tagged("table")
    assert (holds_page_parts(outer), holds_page_parts(inner)) == (True, False)
    assert holds_page_parts(table("<tr><td><nav>Forms</nav>"))
