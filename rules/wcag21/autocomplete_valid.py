"""A browser that knows what a field asks for fills it in, and help programs can put a known picture beside it.

People who forget, misspell or type slowly lose that when `autocomplete` says something that no program understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.correction import changed, corrected, near
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="autocomplete-valid",
    title="Autocomplete says what a field asks for in words that browsers know",
    wcag=("1.3.5",),
    section508=(),
    act=("73f2c2",),
    affects=("302.9", "302.7"),
    remediation="Write one of the names that HTML lists, such as `email`, `tel` or `address-line1`.",
    standard="wcag21aa",
    needs=(Aspect.TREE, Aspect.ROLES),
)

IS_KNOWN = passed("The autocomplete attribute is one that browsers know.")
IS_UNKNOWN = failed("The field asks about its user, and its autocomplete attribute is one that no browser knows.")
MAY_MATTER = cant_tell(
    "The autocomplete attribute of this field is one that no browser knows. "
    "Does the field ask for something about the person who fills it in?"
)

ANYWHERE = frozenset(
    """name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password
    current-password one-time-code organization-title organization street-address address-line1 address-line2
    address-line3 address-level4 address-level3 address-level2 address-level1 country country-name postal-code cc-name
    cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type
    transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo""".split()
)
WITH_PLACE = frozenset(
    """tel tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix tel-extension email
    impp""".split()
)
PERSONAL = re.compile(
    r"\b(e-?mail|(tele)?phone|mobile|fax|(full|first|last|given|family|middle|user|your|sur|company) ?name"
    r"|username|name|password|address|street|city|town|zip|post(al)? ?code|country|birth(day| ?date)?|card number|login"
    r"|gender|sex|job title)\b",
    re.IGNORECASE,
)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed field, not disabled and not for searching, whose `autocomplete` is not empty, `on` or `off`."""
    for field in page.tagged("input", "select", "textarea"):
        value = (field.get("autocomplete") or "").strip().lower()
        kind = (field.get("type") or "").strip().lower()
        if value in ("", "on", "off") or not field.is_exposed or field.is_disabled:
            continue
        if (field.get("aria-disabled") or "").lower() != "true" and kind not in (
            "hidden",
            "button",
            "submit",
            "reset",
            "search",
        ):
            yield field


def expectation(field: Element) -> Result:
    """It holds, in this order: a section, `shipping` or `billing`, a kind of contact, a detail, `webauthn`.

    All but the detail may be left out.
    """
    value = field.get("autocomplete") or ""
    if _is_known(value.lower().split()):
        return IS_KNOWN
    asks = f"{field.name} {field.get('name') or ''} {field.get('type') or ''}".replace("_", " ")
    mentioned = set(re.findall(r"[a-z0-9-]+", value.lower())) & (ANYWHERE | WITH_PLACE)
    result = IS_UNKNOWN if mentioned or PERSONAL.search(asks) or field.get("type") in ("email", "tel") else MAY_MATTER
    return result.with_detail(f'autocomplete="{value.strip()}"')


def _is_known(tokens: list[str]) -> bool:
    """HTML 4.10.18.7.1, read from the first token to the last."""
    left = list(tokens)
    if left and left[0].startswith("section-"):
        left.pop(0)
    if left and left[0] in ("shipping", "billing"):
        left.pop(0)
    has_place = bool(left) and left[0] in ("home", "work", "mobile", "fax", "pager")
    if has_place:
        left.pop(0)
    detail = left.pop(0) if left else ""
    if detail not in WITH_PLACE and (has_place or detail not in ANYWHERE):
        return False
    return left in ([], ["webauthn"])


EXAMPLES = (
    Example('<label>Email <input autocomplete="email"></label>', IS_KNOWN),
    Example('<label>Ship to <input autocomplete="section-a shipping street-address"></label>', IS_KNOWN),
    Example('<label>Phone <input autocomplete="Work tel webauthn"></label>', IS_KNOWN),
    Example('<label>Email <input autocomplete="e-mail"></label>', IS_UNKNOWN),
    Example('<label>Contact <input autocomplete="home name"></label>', IS_UNKNOWN),
    Example('<label>Vessel <input autocomplete="nope"></label>', MAY_MATTER),
    Example('<label>Email <input autocomplete="off"></label><label>Fax <input autocomplete></label>', INAPPLICABLE),
    Example('<input autocomplete="e-mail" hidden><input autocomplete="e-mail" disabled>', INAPPLICABLE),
)


def correction(field: Element, _: Result) -> Correction | None:
    """The name that is meant, or the choice of one."""
    meant = _meant(field)
    mended = changed(field, {"autocomplete": meant or "[email, tel, name or another name that HTML lists]"})
    change = (
        f"Write `{meant}`, if the field asks for that." if meant else "Write what the field asks for, as HTML calls it."
    )
    return corrected(field, mended, change=change)


def _meant(field: Element) -> str:
    written = (field.get("autocomplete") or "").lower().split()
    known = next((word for word in reversed(written) if word in ANYWHERE | WITH_PLACE), "")
    kind = (field.get("type") or "").strip().lower()
    return known or near("-".join(written), ANYWHERE | WITH_PLACE) or (kind if kind in WITH_PLACE else "")


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
