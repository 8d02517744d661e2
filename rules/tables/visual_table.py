"""In a table a screen reader tells in which row and column a person is, and moves along either.

Where rows and columns are only drawn, by boxes or by spaces, all of it is one stretch of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rules.correction import changed, corrected, speech_of
from rules.grids import Grid, drawn_grids
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from rules.roles import PRESENTATIONAL
from rules.table import TABLES
from rules.table_purpose import is_data_with_headers, rows_of_data

METADATA = Metadata(
    id="visual-table",
    title="Data shown in rows and columns are a table",
    wcag=("1.3.1",),
    trusted_tester=("14.A",),
    baseline=("12.A",),
    affects=("302.1",),
    remediation="Mark up data in rows and columns as a `table`, and leave its role as it is.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_TABLE = passed("The data are a table, and are told to be one.")
IS_SILENCED = failed("A table of data under headers has a role that takes away all rows and columns.", fails=("14.A",))
IS_LAYOUT = cant_tell("This table is marked as one for layout. Does it show data in rows and columns?", asks=("14.A",))
IS_DRAWN = cant_tell("Does this show data in rows and columns?", asks=("14.A",))

GAP = re.compile(r"(?<=\S)(?: {2,}| *\t+ *| *\| *)(?=\S)")
STATEMENT = re.compile(r"[{};]|--|/[/*]|^[$#>]", re.MULTILINE)
CODE = re.compile(r"code|highlight|listing|program|screen|source|terminal|command|example|syntax|lang", re.IGNORECASE)


def applicability(page: Page) -> Iterator[Element]:
    """Each table of data, and the first of each kind of other things that look like one.

    Those are boxes of short texts that line up in three rows and columns at least, or in two columns that CSS calls
    a table's; and preformatted text whose lines have the same columns. A `dl` of two columns tells its pairs itself.
    """
    return (page.nodes[number] for number in page.derived(_judged))  # type: ignore[misc]


def expectation(element: Element) -> Result:
    """The data are marked up as a table, and no role takes that away."""
    return element.page.derived(_judged)[element.id]


def _judged(page: Page) -> Mapping[int, Result]:
    found: dict[int, Result] = {}
    for table in page.tagged("table"):
        if table.is_exposed:
            result = _judge(table)
            if result is not None:
                found[table.id] = result
    asked: set[tuple[str, str | None]] = set()
    drawn = [(grid.element, grid.told) for grid in drawn_grids(page) if not _is_paired(grid)]
    typed = [(pre, "lines of preformatted text") for pre in page.tagged("pre") if _has_columns(pre)]
    for element, told in (*drawn, *typed):
        kind = (element.tag, element.get("class"))
        if kind not in asked and element.is_exposed and not _is_in_table(element):
            asked.add(kind)
            found[element.id] = IS_DRAWN.with_detail(told)
    return dict(sorted(found.items()))


def _judge(table: Element) -> Result | None:
    if table.role in TABLES:
        return IS_TABLE if is_data_with_headers(table) else None
    if table.role not in PRESENTATIONAL:
        return None
    if is_data_with_headers(table):
        return IS_SILENCED
    return IS_LAYOUT if rows_of_data(table) and table.closest("nav") is None else None


def _is_paired(grid: Grid) -> bool:
    """Whether the markup says already what stands beside what."""
    return grid.element.tag == "dl" and grid.columns == 2


def _is_in_table(element: Element) -> bool:
    return any(e.role in TABLES or e.tag in ("table", "nav") for e in (element, *element.ancestors()))


def _has_columns(pre: Element) -> bool:
    """Whether three lines on end have gaps at two places and more, the same ones; code has none, or is no data."""
    text = "".join(t.text for t in pre.texts())
    if not pre.is_visible or CODE.search(pre.get("class") or "") or any(e.tag != "b" for e in pre.elements):
        return False
    if STATEMENT.search(text):
        return False
    places = [frozenset(gap.end() for gap in GAP.finditer(line)) for line in text.expandtabs().splitlines()]
    return any(len(one & two & three) >= 2 for (one, two), (_, three) in pairwise(pairwise(places)))


HEAD = "<tr><th>Office</th><th>Fee</th></tr>"
ROWS = "<tr><td>Salem</td><td>15</td></tr><tr><td>Quincy</td><td>20</td></tr>"
CELL = "display: inline-block; width: 90px"
SAID = "display: table-cell; width: 90px"
PAIR = f'<div><dt style="{SAID}">Fee</dt><dd style="{SAID}">15</dd></div>'


def _boxes(*rows: str, style: str = CELL) -> str:
    cells = ("".join(f'<span style="{style}">{word}</span>' for word in row.split()) for row in rows)
    return "<div>" + "".join(f"<div>{row}</div>" for row in cells) + "</div>"


EXAMPLES = (
    Example(f"<table>{HEAD}{ROWS}</table>", IS_TABLE),
    Example(f"<table role='presentation'>{HEAD}{ROWS}</table>", IS_SILENCED),
    Example(f"<table role='none'>{ROWS}<tr><td>Ipswich</td><td>25</td></tr></table>", IS_LAYOUT),
    Example(_boxes("Office Small Large", "Salem 15 20", "Quincy 20 25"), IS_DRAWN),
    Example("<pre>Office   Small  Large\nSalem    15     20\nQuincy   20     25</pre>", IS_DRAWN),
    Example(_boxes("Name Ada", "Berth 12", "Fee 15", style=SAID), IS_DRAWN),
    Example(f"<dl>{PAIR * 3}</dl>", INAPPLICABLE),
    Example(_boxes("Office Fee", "Salem 15", "Quincy 20"), INAPPLICABLE),
    Example("<pre>for (;;) {\n    wait();\n}</pre><table role='none'><tr><td>Fees</td></tr></table>", INAPPLICABLE),
)


def correction(table: Element, _: Result) -> Correction | None:
    """The table without the role."""
    mended = changed(table, without=("role",))
    return corrected(table, mended, change="Remove the `role`.", speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
