"""What opens when the pointer comes near stays shut for people without a pointer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.nesting import holding, standing_in
from rules.page import Element, Page

METADATA = Metadata(
    id="mouse-only",
    title="What the pointer opens, the keyboard opens too",
    wcag=("2.1.1",),
    trusted_tester=("4.A",),
    baseline=("1.A",),
    affects=("302.1", "302.7", "302.8"),
    remediation="Do on `focus` what is done on `mouseover`, on an element that can take the focus.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

HAS_TWIN = passed("The element answers to the focus, a key or a click as well as to the pointer.")
CHANGES_LOOKS = passed("What the element does under the pointer looks like no more than a change of looks.")
POINTER_ONLY = cant_tell(
    "This element does something when the pointer is over it. Can the same be had with the keyboard alone?",
    asks=("4.A",),
)

OPENS = re.compile(r"show|open|display|visib|pop|menu|tip|expand|slide|drop", re.IGNORECASE)
TWINS = ("onfocus", "onfocusin", "onkeydown", "onkeyup", "onkeypress", "onclick")


def applicability(page: Page) -> Iterator[Element]:
    """Each visible element with `onmouseover` or `onmouseenter`; of those that call the same functions, the first."""
    met: set[str] = set()
    for element in page.elements:
        code = _code(element)
        if code and element.is_visible:
            words = " ".join(re.findall(r"(?<![A-Za-z_.])[A-Za-z_.]++(?=\()", code)) or code
            if words not in met:
                met.add(words)
                yield element


def _code(element: Element) -> str:
    return (element.get("onmouseover") or element.get("onmouseenter") or "").strip()


def expectation(element: Element) -> Result:
    """It opens nothing, or has a handler for the focus, a key or a click too, as has something around or inside it."""
    if not OPENS.search(_code(element)):
        return CHANGES_LOOKS
    if _has_twin(element) or (element.is_clickable and element.is_focusable):
        return HAS_TWIN
    if element.id in element.page.derived(_in_twins) or element.id in element.page.derived(_holding_twins):
        return HAS_TWIN
    return POINTER_ONLY.with_detail(_code(element)[:80])


def _has_twin(element: Element) -> bool:
    return any(map(element.has, TWINS))


def _in_twins(page: Page) -> frozenset[int]:
    return standing_in(page, _has_twin)


def _holding_twins(page: Page) -> frozenset[int]:
    return holding(page, _has_twin)


EXAMPLES = (
    Example("""<a href="/fees" onmouseover="showMenu('f')" onfocus="showMenu('f')">Fees</a>""", HAS_TWIN),
    Example("""<img src="a.png" alt="" width="9" height="9" onmouseover="this.src='b.png'">""", CHANGES_LOOKS),
    Example("""<li onmouseover="showMenu('f')"><button onclick="showMenu('f')">Fees</button>""", HAS_TWIN),
    Example("""<p onmouseover="showMenu('f')">Fees</p><p onmouseover="showMenu('g')">Forms</p>""", POINTER_ONLY),
    Example("""<p onmouseover="showMenu('f')" hidden>Fees</p><p onclick="go()">Forms</p>""", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
