"""Where a page seems to say something by color: sentences that tell what a color means, and charts drawn in colors.

English and Spanish. A mark that has a form of its own, such as an asterisk, says it without color.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rules.page import Element, Page
from rules.prose import any_of

COLORS = "red|green|blue|yellow|orange|purple|pink|gray|grey|black|white|brown|gold|teal|amber"
COLORS_ES = "roj[oa]s?|verdes?|azul(?:es)?|amarill[oa]s?|naranjas?|morad[oa]s?|gris(?:es)?"
HINTS = frozenset(
    "red green blue yellow orange purple pink gray grey black white brown gold teal amber color colors colour coded "
    "rojo roja rojos rojas verde verdes azul azules amarillo amarilla naranja morado gris colores".split()
)
"""A paragraph without any of these words tells of no color."""

_MARKED = (
    "marked|shown|highlighted|displayed|indicated|shaded|printed|outlined|listed|denoted|flagged|represented|appears?|"
    "appearing|identified|noted|colored"
)
_MARKABLE = (
    "(?:field|item|entry|date|name|row|column|cell|number|word|link|question|section|area|county|state|value|answer|"
    "change|line|bar|label|route|station|district|region|day|event)s?|entries|counties|text|information"
)
_MARK = (
    "(?:bar|line|area|slice|column|segment|cell|row|text|shading|highlight|dot|region|section|font|background|color)s?"
)
_MEANS = "means|indicates?|denotes?|signif(?:y|ies)|shows?|represents?|stands? for"
_SHADE = "(?:light |dark |bright |bold )?"

_SAYS = "(?: (?:and|is|are|was|were|must|need|have|has|indicat|mean|show)|[.,;)])"

_TELLING = any_of(
    rf"\b(?:{_MARKED}) (?:\w+ )?in {_SHADE}(?:{COLORS})\b",
    rf"\b(?:{_MARKABLE}) in {_SHADE}(?:{COLORS})\b(?={_SAYS})",
    rf"\b(?!officer)[a-z]{{3,}}s in {_SHADE}(?:{COLORS}) (?:are|were|must|have|need|indicate|mean)\b",
    rf"\b{_SHADE}(?:{COLORS}) {_MARK} (?:{_MEANS})\b",
    rf"\b(?:{COLORS}) (?:means|indicates|denotes|signifies)\b",
    r"\b(?:is|are) colou?r[- ]coded\b",
    r"\b(?:the|these|different) colou?rs (?:mean|indicate|denote|signify|show|represent|stand for)\b",
    rf"\b(?:campos|fechas|datos|elementos|preguntas|filas|nombres)\b[^.!?]{{0,30}} en (?:color )?(?:{COLORS_ES})\b",
    rf"\b(?:marcad|resaltad|indicad|mostrad)[oa]s? (?:en|con|de) (?:color )?(?:{COLORS_ES})\b",
    rf"\b(?:el|color) (?:{COLORS_ES}) (?:significa|indica)\b",
)
_NOT_COLOR_ALONE = any_of(
    r"\b(?:asterisks?|stars?|asteriscos?|estrellas?|bold|italics?|underlined|negrita|ink|pens?|paint|wire|light|flag)\b",
    r"\b(?:dressed|uniforms?|wear\w*|code (?:red|orange|yellow)|terminal)\b",
    r"\*",
)


def telling(sentence: str) -> str:
    """The words with which a sentence tells what a color means; empty if it tells none, or another mark with it."""
    found = _TELLING.search(sentence)
    return found.group() if found and not _NOT_COLOR_ALONE.search(sentence) else ""


CHART_WORDS = frozenset("chart charts graph highcharts apexcharts recharts plotly echarts chartjs nvd3 c3 vega".split())
LEAST = 150
"""Width and height in CSS pixels from which a drawing may be a chart, and no icon."""

SHAPES = frozenset("path rect circle ellipse polygon polyline line".split())
NO_HUE = re.compile(r"none|transparent|inherit|currentcolor|url\(|black|white|gr[ae]y|silver|$")

_WORD = re.compile(r"[a-z0-9]+")
_FILL = re.compile(r"(?:^|;)\s*(?:fill|stroke)\s*:\s*([^;]+)")


def charts(page: Page) -> Iterator[Element]:
    """Each drawing in sight, and no part of one, whose own markup says that it is a chart of several colors."""
    for element in page.tagged("svg", "canvas"):
        box = element.box
        is_part = element.parent is not None and element.parent.is_foreign
        if is_part or box is None or box.width < LEAST or box.height < LEAST / 2 or not element.is_visible:
            continue
        if _is_called_chart(element) if element.tag == "canvas" else _has_series(element):
            yield element


def _is_called_chart(element: Element) -> bool:
    around = [element, *([element.parent] if element.parent is not None else [])]
    words = " ".join(f"{e.get('class') or ''} {e.get('id') or ''} {e.get('aria-label') or ''}" for e in around)
    return not CHART_WORDS.isdisjoint(_WORD.findall(words.lower()))


def _has_series(svg: Element) -> bool:
    """Whether shapes of several hues stand beside words: series, and what they are called."""
    fills: Counter[str] = Counter()
    words = 0
    for part in svg.descendants():
        words += part.tag == "text"
        if part.tag in SHAPES:
            written = part.get("fill") or part.get("stroke") or next(iter(_FILL.findall(part.get("style") or "")), "")
            if not NO_HUE.match(written.strip().lower()) and not _is_gray(written):
                fills[written.strip().lower()] += 1
    return len(fills) >= 2 and words >= 3 and (sum(fills.values()) >= 4 or _is_called_chart(svg))


def _is_gray(color: str) -> bool:
    digits = re.fullmatch(r"\s*#([0-9a-f]{3}|[0-9a-f]{6})\s*", color.lower())
    if digits is None:
        return False
    size = len(digits.group(1)) // 3
    return len({digits.group(1)[at : at + size] for at in range(0, 3 * size, size)}) == 1
