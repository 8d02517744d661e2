"""A button with the role of a heading is announced as a heading: who listens does not know that it can be pressed."""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ROLES, WIDGETS
from rules.correction import changed, corrected, made, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="control-role",
    title="Native control keeps the role of a control",
    wcag=("4.1.2",),
    trusted_tester=("5.C", "6.A"),
    baseline=("5.B", "14.A"),
    affects=("302.1", "302.7"),
    remediation="Remove the `role`, or put it on an element around the control.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

IS_CONTROL = passed("The role that the control is given is that of a control.")
IS_TEXT = failed("The control is announced as text or a picture, not as something to operate.", fails=("5.C",))
MAY_BE_LOST = cant_tell(
    "This control is given a role that is none of a control. Is it still announced as what it is?", asks=("5.C",)
)
LINK_MAY_BE_LOST = cant_tell(
    "This link is given a role that is none of a control. Is it still announced as a link?", asks=("6.A",)
)

NATIVE = ("button", "input", "select", "textarea")
PASSIVE = frozenset(
    "article caption cell code definition emphasis figure heading img list listitem math note paragraph strong term "
    "time".split()
)
"""Roles of what is read or looked at, and never operated."""


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed native control or link that the Tab key stops at, with a `role` that holds and is not its own."""
    for element in page.tagged("a", *NATIVE):
        if not element.has("role") or not element.is_tabbable or not element.is_exposed:
            continue
        if element.role != element.implicit_role and element.role in ROLES:
            yield element


def expectation(control: Element) -> Result:
    """The role is that of a widget."""
    if control.role in WIDGETS or "link" in ROLES[control.role or ""].superclasses:
        return IS_CONTROL
    result = LINK_MAY_BE_LOST if control.tag == "a" else IS_TEXT if control.role in PASSIVE else MAY_BE_LOST
    return result.with_detail(f'role "{control.role}"')


EXAMPLES = (
    Example('<a href="/fees" role="button">Fees</a>', IS_CONTROL),
    Example('<button role="heading" aria-level="2">Fees</button>', IS_TEXT),
    Example('<input role="img" aria-label="Fees">', IS_TEXT),
    Example('<input role="search" aria-label="Search">', MAY_BE_LOST),
    Example('<a href="/fees" role="listitem">Fees</a>', LINK_MAY_BE_LOST),
    Example('<button role="presentation">Fees</button><a role="heading">Fees</a>', INAPPLICABLE),
    Example('<button role="heading" hidden>Fees</button><button role="head">Fees</button>', INAPPLICABLE),
)


def correction(control: Element, _: Result) -> Correction | None:
    """The control without the role; a heading around it, if that was meant."""
    mended = changed(control, without=("role", "aria-level"))
    if control.role != "heading":
        return corrected(control, mended, change="Remove the `role`.", speech=speech_of(mended))
    level = (control.get("aria-level") or "").strip()
    heading = made(control, f"h{level}" if level in tuple("123456") else "h2", None, mended)
    change = "Remove the `role`, and put the heading around the control."
    return corrected(control, heading, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
