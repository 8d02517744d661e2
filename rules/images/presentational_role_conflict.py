"""What is marked as decoration, and yet has a label or takes the focus, is announced as whatever it was before."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="presentational-role-conflict",
    title="What is marked as decoration is not announced",
    wcag=("1.1.1", "4.1.2"),
    trusted_tester=("7.B", "5.C", "6.A"),
    baseline=("6.B", "5.B", "14.A"),
    act=("46ca7f",),
    affects=("302.1",),
    remediation="Remove the ARIA attribute or `tabindex` from what decorates; remove the mark from what does not.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

IS_SILENT = passed("The element that is marked as decoration is not announced.")
PICTURE_IS_HEARD = cant_tell(
    "This picture is marked as decoration and announced all the same. Does it show something that must be told?",
    asks=("7.B",),
    wcag=("1.1.1",),
)
CONTROL_IS_HEARD = cant_tell(
    "This control is marked as having no role and announced all the same. Is it announced as what it does?",
    asks=("5.C",),
    wcag=("4.1.2",),
)
LINK_IS_HEARD = cant_tell(
    "This link is marked as having no role and announced all the same. Is it announced as what it does?",
    asks=("6.A",),
    wcag=("4.1.2",),
)

PICTURES = frozenset({"area", "canvas", "embed", "img", "object", "picture", "svg", "video"})


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with the role `none` or `presentation` written first, and each `img` with an empty `alt`.

    Left out is what is no picture and not reached with the Tab key: a name on a list without a role harms nobody.
    """
    for element in page.elements:
        if _is_marked(element) and element.is_exposed and (element.tag in PICTURES or _is_stop(element)):
            yield element


def _is_stop(element: Element) -> bool:
    """Whether the Tab key stops at it; frames are left aside."""
    return element.is_tabbable and element.tag not in ("iframe", "frame")


def _is_marked(element: Element) -> bool:
    role = (element.get("role") or "").lower().split()[:1]
    if role:
        return role in (["none"], ["presentation"])
    return element.tag == "img" and element.has("alt") and not (element.get("alt") or "").strip()


def expectation(element: Element) -> Result:
    """Neither a focus nor an ARIA attribute that is allowed everywhere keeps its role."""
    if element.role in ("none", "presentation"):
        return IS_SILENT
    has_aria = any(name.startswith("aria-") for name in element.attributes)
    why = "it takes the focus" if element.is_focusable else f"it has {'an ARIA attribute' if has_aria else 'a title'}"
    heard = LINK_IS_HEARD if element.role == "link" else CONTROL_IS_HEARD
    return (PICTURE_IS_HEARD if element.tag in PICTURES else heard).with_detail(why)


EXAMPLES = (
    Example('<img src="wave.png" alt=""><svg role="none"><circle r="9"/></svg>', IS_SILENT, IS_SILENT),
    Example('<img src="wave.png" alt="" tabindex="0">', PICTURE_IS_HEARD),
    Example('<svg role="none" aria-label="Sun"><circle r="9"/></svg>', PICTURE_IS_HEARD),
    Example('<a href="/fees" role="presentation">Fees</a>', LINK_IS_HEARD),
    Example('<button role="none">Send</button>', CONTROL_IS_HEARD),
    Example('<table role="presentation"><tr><td>Fees</table><img src="wave.png" alt="" hidden>', INAPPLICABLE),
    Example('<img src="wave.png" alt="" aria-hidden="true"><img src="seal.png" alt="Seal">', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
