"""A link that throws the focus off again cannot be reached with the keyboard.

Some pages do so to be rid of the frame that browsers draw around what has the focus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.correction import changed, corrected
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="focus-refused",
    title="What takes the focus keeps it",
    wcag=("2.1.1", "2.4.7", "3.2.1"),
    trusted_tester=("4.A", "4.D", "4.E"),
    baseline=("1.A", "2.A", "2.C"),
    affects=("302.1", "302.2", "302.7", "302.8"),
    remediation="Remove the call of `blur()` from the element's `onfocus`.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

KEEPS_FOCUS = passed("The element's focus handler does not give the focus away.")
GIVES_FOCUS_AWAY = failed("The element gives the focus away as soon as it has it.", fails=("4.A", "4.D", "4.E"))
MAY_GIVE_IT_AWAY = cant_tell(
    "This element's focus handler calls blur(). Does it keep the focus, visibly, when the Tab key gets there?",
    asks=("4.A", "4.D", "4.E"),
)

AT_ONCE = re.compile(
    r"\s*+(javascript:)?\s*+(if\s*+\(\s*+this\.blur\s*+\)\s*+)?\{?\s*+this\.blur\(\)\s*+;?\s*+\}?\s*+;?\s*+",
    re.IGNORECASE,
)
BLUR = re.compile(r"(?<![\w.])(this\.)?blur\(\)")


def applicability(page: Page) -> Iterator[Element]:
    """Each element with an `onfocus` attribute that can be reached with the Tab key."""
    return (e for e in page.elements if e.has("onfocus") and e.is_tabbable)


def expectation(element: Element) -> Result:
    """Its `onfocus` does not call `blur` on it."""
    code = element.get("onfocus") or ""
    if AT_ONCE.fullmatch(code):
        return GIVES_FOCUS_AWAY.with_detail(code.strip())
    return MAY_GIVE_IT_AWAY.with_detail(code.strip()[:80]) if BLUR.search(code) else KEEPS_FOCUS


EXAMPLES = (
    Example("""<a href="/fees" onfocus="this.classList.add('on')">Fees</a>""", KEEPS_FOCUS),
    Example('<a href="/fees" onfocus="this.blur()">Fees</a>', GIVES_FOCUS_AWAY),
    Example('<a href="/fees" onfocus="if (this.blur) this.blur();">Fees</a>', GIVES_FOCUS_AWAY),
    Example('<input aria-label="Total" onfocus="if (this.readOnly) this.blur()">', MAY_GIVE_IT_AWAY),
    Example('<a onfocus="this.blur()">Fees</a><a href="/fees" onfocus="this.blur()" hidden>Fees</a>', INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """The element without the handler."""
    return corrected(
        element, changed(element, without=("onfocus",)), change="Remove `onfocus`, which gives the focus away."
    )


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
