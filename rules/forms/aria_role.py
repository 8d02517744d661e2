"""A role that does not exist is ignored, so people who listen meet what the element is by itself.

A button made of a `div` with a misspelt role is no button to them. Where the element's own role fits, nobody is hurt;
so only a thing that can be operated and is left without any role fails.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ROLES, WIDGETS
from rules.correction import changed, corrected, near, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="aria-role",
    title="Role attribute names a role that exists",
    wcag=("4.1.2",),
    trusted_tester=("5.C",),
    baseline=("5.B",),
    act=("674b10",),
    affects=("302.1",),
    needs=(Aspect.TREE, Aspect.ROLES),
    remediation="Correct the `role` to one of WAI-ARIA, or use the HTML element that has the role by itself.",
)

EXISTS = passed("The `role` names a role that exists.")
IS_TEXT = passed("The `role` is `text`, which no standard has: the words are read as one text, or else part by part.")
IS_OPERATED = failed(
    "The `role` names no role that exists, and the element, which can be operated, has no other.", fails=("5.C",)
)
FALLS_BACK = cant_tell(
    "The `role` names no role that exists, so the element keeps its own. Does it look and work like that one?",
    asks=("5.C",),
)
IS_IGNORED = cant_tell(
    "The `role` names no role that exists, so the element has none. Does it look like a control, a heading, a list or "
    "another part that has a role?",
    asks=("5.C",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with a `role` that is more than white space."""
    return (e for e in page.elements if (e.get("role") or "").strip() and e.is_exposed)


def expectation(element: Element) -> Result:
    """At least one word of `role` is a role of WAI-ARIA or its modules that authors may use, or it is `text`."""
    written = (element.get("role") or "").lower().split()
    if any((word in ROLES and not ROLES[word].is_abstract) or word == "image" for word in written):
        return EXISTS
    detail = f'role="{element.get("role")}"'
    if element.implicit_role not in (None, "generic"):
        return FALLS_BACK.with_detail(f"{detail}, its own is {element.implicit_role}")
    is_operated = element.is_clickable or (element.is_tabbable and element.has("tabindex")) or element.has("onclick")
    if written == ["text"] and not is_operated:
        return IS_TEXT
    return (IS_OPERATED if is_operated else IS_IGNORED).with_detail(detail)


EXAMPLES = (
    Example('<div role="search">Find a form</div>', EXISTS),
    Example('<div role="doc-example none">1040</div>', EXISTS),
    Example('<p><span role="text">Form <b>1040</b></span></p>', IS_TEXT),
    Example('<a role="lnik" href="/">Home</a>', FALLS_BACK),
    Example('<div role="buton" tabindex="0">Send</div>', IS_OPERATED),
    Example('<span role="lnik" onclick="go()">Home</span>', IS_OPERATED),
    Example('<div role="text" onclick="go()">Home</div>', IS_OPERATED),
    Example('<div role="widget">Forms</div>', IS_IGNORED),
    Example('<div role=" ">Forms</div><div role>Forms</div>', INAPPLICABLE),
    Example('<div role="buton" tabindex="0" hidden>Send</div>', INAPPLICABLE),
)


OPERATED = WIDGETS | {"link"}
FIRST = 3
"""How many words of a `role` are looked at for what is meant."""


def correction(element: Element, _: Result) -> Correction | None:
    """The element with the role that is spelled nearly so, or the choice of one."""
    written = (element.get("role") or "").split()
    meant = next((role for word in written[:FIRST] if (role := near(word, OPERATED))), "")
    mended = changed(element, {"role": meant or "[button, link, checkbox or another role]"})
    if not meant:
        return corrected(element, mended, change="Give the element the role of what it does: `button`, `link` ...")
    return corrected(element, mended, change=f"Correct the role to `{meant}`.", speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
