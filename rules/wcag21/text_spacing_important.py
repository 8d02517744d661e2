"""Some people read only with more room between lines, words and letters, and have a style sheet that makes it.

An `!important` in a `style` attribute is stronger than their style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.correction import changed, corrected
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page, Text

METADATA = Metadata(
    id="text-spacing-important",
    title="Spacing that a reader cannot change is wide enough",
    wcag=("1.4.12",),
    section508=(),
    act=("24afc2", "78fd32", "9e45ec"),
    affects=("302.2", "302.9"),
    remediation="Remove `!important`, and set spacing in a style sheet.",
    standard="wcag21aa",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_WIDE = passed("The spacing is at least as wide as readers may need.")
IS_NARROW = failed("The spacing is narrower than readers may need, and their style sheets cannot change it.")

LEAST = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5}
"""How wide each must be, as a multiple of the font size (WCAG 2.1, 1.4.12)."""
NORMAL = {"letter-spacing": 0.0, "word-spacing": 0.0, "line-height": 1.2}
"""What the words `normal` and `initial` come to, about."""
PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
DECLARATION = re.compile(r"(?:^|;)\s*(letter-spacing|word-spacing|line-height)\s*:\s*([^;]*)", re.IGNORECASE)
LENGTH = re.compile(r"([+-]?(?:\d++\.?\d*|\.\d+))(px|pt|pc|in|cm|mm|q|em|rem|%)?", re.IGNORECASE)


def applicability(page: Page) -> Iterator[Element]:
    """Each HTML element with visible text whose `style` makes a spacing `!important` with a length."""
    for element in page.elements:
        if "style" in element.attributes and not element.is_foreign and any(_ratios(element)):
            yield element


def _important(element: Element) -> dict[str, str]:
    """The declaration of each spacing that wins within the attribute, if it is important."""
    found: dict[str, str] = {}
    for name, value in DECLARATION.findall(element.get("style") or ""):
        words, mark, _ = value.lower().partition("!")
        if mark and value.lower().replace(" ", "").endswith("!important"):
            found[name.lower()] = words.strip()
    return found


def _ratios(element: Element) -> Iterator[tuple[str, float]]:
    """Each spacing, with how many times the font size it is in the text where it is narrowest."""
    for name, value in _important(element).items():
        ratios = [r for text in _texts(element, name) if (r := _ratio(element, text, name, value)) is not None]
        if ratios:
            yield name, min(ratios)


def _texts(element: Element, name: str) -> Iterator[Text]:
    """The visible text that takes the spacing from the element; for the height of lines, what runs over several."""
    for text in element.texts():
        if not text.is_rendered or not text.parent.is_visible or text.parent.is_foreign:
            continue
        holder: Element | None = text.parent
        while holder is not None and holder is not element and not _sets(holder, name):
            holder = holder.parent
        if holder is element and (name != "line-height" or _runs_over_lines(text, element)):
            yield text


def _sets(element: Element, name: str) -> bool:
    return name in (element.get("style") or "").lower()


def _runs_over_lines(text: Text, element: Element) -> bool:
    size = _font_size(text)
    block = text.parent
    while block is not element and block.style("display") == "inline" and block.parent is not None:
        block = block.parent
    tallest = max(text.box.height if text.box else 0.0, 0.0)
    return tallest > 1.6 * size or bool(block.box and block.box.height > tallest * 1.6 and len(text.text) > 80)


def _font_size(node: Element | Text) -> float:
    style = node.computed
    return float(style["font-size"].removesuffix("px")) if style is not None else 16.0


def _ratio(element: Element, text: Text, name: str, value: str) -> float | None:
    """How many times the text's font size the value is; None for what is inherited or cannot be told."""
    if value in ("normal", "initial"):
        return NORMAL[name]
    match = LENGTH.fullmatch(value)
    if match is None:
        return None
    number, unit = float(match.group(1)), (match.group(2) or "").lower()
    size = _font_size(text)
    if not unit:
        return number if name == "line-height" else (0.0 if number == 0 else None)
    if unit == "%" and name != "line-height":
        return None
    own = {"em": _font_size(element), "%": _font_size(element) / 100, "rem": _root_size(element)}
    return number * own.get(unit, PIXELS.get(unit, 0.0)) / size if size else None


def _root_size(element: Element) -> float:
    return _font_size(element.document.root) if element.document.root is not None else 16.0


def expectation(element: Element) -> Result:
    """Letters stand 0.12 font sizes apart, words 0.16, and lines that follow one another are 1.5 high, or more."""
    narrow = [f"{name} {ratio:.2f} of {LEAST[name]}" for name, ratio in _ratios(element) if ratio < LEAST[name] - 1e-6]
    return IS_NARROW.with_detail(", ".join(narrow)) if narrow else IS_WIDE


LONG = "The harbor office takes applications for moorings from the first of March until the last of May."

EXAMPLES = (
    Example(f'<p style="letter-spacing: 0.2em !important">{LONG}</p>', IS_WIDE),
    Example(f'<p style="word-spacing: 1px !important; word-spacing: 8px !important">{LONG}</p>', IS_WIDE),
    Example(f'<p style="line-height: 1.7 !important; width: 150px">{LONG}</p>', IS_WIDE),
    Example(f'<p style="letter-spacing: 1px !important">{LONG}</p>', IS_NARROW),
    Example(f'<p style="word-spacing: normal !important">{LONG}</p>', IS_NARROW),
    Example(f'<p style="line-height: 120% !important; width: 150px">{LONG}</p>', IS_NARROW),
    Example(f'<div style="letter-spacing: 2px !important"><h2>{LONG}</h2></div>', IS_NARROW),
    Example(f'<p style="letter-spacing: 1px">{LONG}</p>', INAPPLICABLE),
    Example(f'<p style="letter-spacing: inherit !important">{LONG}</p>', INAPPLICABLE),
    Example('<p style="line-height: 1 !important">Fees</p>', INAPPLICABLE),
    Example(f'<p style="word-spacing: 1px !important" hidden>{LONG}</p>', INAPPLICABLE),
)


IMPORTANT = re.compile(r"\s*!\s*important", re.IGNORECASE)


def correction(element: Element, _: Result) -> Correction | None:
    """The spacing without `!important`."""
    style = DECLARATION.sub(lambda found: IMPORTANT.sub("", found[0]), element.get("style") or "")
    change = "Remove `!important` from the spacing, so that a reader's own style sheet can change it."
    return corrected(element, changed(element, {"style": style}), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
