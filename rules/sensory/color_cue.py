"""People who do not see color miss what only color says: which fields are required, which line is whose."""

from __future__ import annotations

from collections.abc import Iterator

from rules.coloring import HINTS, charts, telling
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page
from rules.prose import prose_of, quoted

METADATA = Metadata(
    id="color-cue",
    title="What a color says is said in another way as well",
    wcag=("1.4.1",),
    trusted_tester=("13.A",),
    baseline=("7.A",),
    affects=("302.1", "302.2", "302.3"),
    remediation='Say it in words or by a mark as well: "(required)", a label at each line of a chart, a pattern.',
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

TOLD_BY_COLOR = cant_tell(
    "This tells what a color means. Can what it speaks of also be told without seeing color?", asks=("13.A",)
)
IN_COLORS = cant_tell("Can the parts of this chart be told from each other without seeing color?", asks=("13.A",))


def _sentences(page: Page) -> dict[int, str]:
    return prose_of(page).sentences(HINTS, telling)


def applicability(page: Page) -> Iterator[Element]:
    """Each block with a sentence in sight that tells what a color means; the first chart that is drawn in colors."""
    sentences = page.derived(_sentences)
    chart = next(charts(page), None)
    return (element for element in page.elements if element.id in sentences or element is chart)


def expectation(element: Element) -> Result:
    """What the color says can be told in another way; nothing in the markup shows whether it can."""
    sentence = element.page.derived(_sentences).get(element.id)
    return IN_COLORS if sentence is None else TOLD_BY_COLOR.with_detail(quoted(sentence))


_BARS = "".join(
    f'<rect x="{x}" y="20" width="30" height="80" fill="{fill}"/><text x="{x}" y="118">Q{x // 40}</text>'
    for x, fill in ((40, "#0a5c66"), (80, "#a83c22"), (120, "#0a5c66"), (160, "#a83c22"))
)

EXAMPLES = (
    Example("<p>Fields in red are required.</p>", TOLD_BY_COLOR),
    Example("<p>Closed harbors are <em>shown in gray</em>.</p>", TOLD_BY_COLOR),
    Example("<p>The blue bars show ferries. Green means open.</p>", TOLD_BY_COLOR),
    Example('<p lang="es">Los campos en rojo son obligatorios.</p>', TOLD_BY_COLOR),
    Example(f'<svg width="300" height="160" role="img" aria-label="Berths">{_BARS}</svg>', IN_COLORS),
    Example('<div class="chart"><canvas width="300" height="160"></canvas></div>', IN_COLORS),
    Example("<p>Fields with a red asterisk (*) are required.</p>", INAPPLICABLE),
    Example("<p>The harbor office ended the year in the red. Sign in black ink.</p>", INAPPLICABLE),
    Example('<svg width="300" height="160"><path fill="#0a5c66" d="M0 0h9v9z"/></svg>', INAPPLICABLE),
    Example(f'<svg width="30" height="16">{_BARS}</svg>', INAPPLICABLE),
    Example("<p hidden>Fields in red are required.</p>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
