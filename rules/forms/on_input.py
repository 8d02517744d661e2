"""A list that leaves the page as soon as another entry is chosen carries keyboard users off at the first arrow key.

Who can't see the page change only learns that everything is different.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.context_change import LEAVING, SUSPICIOUS
from rules.correction import changed, corrected, made, words
from rules.fields import fields
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="on-input",
    title="Choosing a value does not leave the page or send the form",
    wcag=("3.2.2",),
    trusted_tester=("5.D",),
    baseline=("10.C",),
    affects=("302.1", "302.2", "302.7", "302.9"),
    remediation="Do it when a button is pressed, or say before the field what choosing a value will do.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

STAYS = passed("The code that runs when the value changes does not look like it leaves the page or sends the form.")
LEAVES = failed("Choosing a value sends the form or leaves the page, and nothing says so beforehand.", fails=("5.D",))
MAY_LEAVE = cant_tell(
    "Choosing a value in this field seems to send the form or to leave the page. Do words before it say so?",
    asks=("5.D",),
)

EVENTS = ("onchange", "oninput", "onclick")
WARNING = re.compile(
    r"automatic|immediately|reload|refresh|go to|goes to|jump|opens? (in )?(a )?(new|another)|new (window|tab|page)"
    r"|will (open|load|update|submit|take|change|send|show)|takes? you"
    r"|(select|choos|pick)\w* .{0,60}\b(opens?|loads?|shows?|view)\b",
    re.IGNORECASE,
)


def applicability(page: Page) -> Iterator[Element]:
    """Each visible field that is not disabled with an `onchange`, `oninput` or, for choices, `onclick` attribute."""
    for field in page.derived(fields):
        if field.is_visible and not field.is_disabled and _code(field):
            yield field


def _code(field: Element) -> str:
    events = EVENTS if field.role in ("radio", "checkbox", "option", "switch") else EVENTS[:2]
    return "; ".join(code for event in events if (code := (field.get(event) or "").strip()))


def expectation(field: Element) -> Result:
    """The code neither submits a form nor sets the location; else a word of warning stands somewhere on the page."""
    code = _code(field)
    if LEAVING.search(code) and not code.lower().lstrip().startswith("return false"):
        is_sure = not field.page.derived(_warns) and "confirm(" not in code and not _is_aimed_elsewhere(field)
        return (LEAVES if is_sure else MAY_LEAVE).with_detail(code[:80])
    return MAY_LEAVE.with_detail(code[:80]) if SUSPICIOUS.search(code) else STAYS


def _warns(page: Page) -> bool:
    """Whether any words in sight, or in the name of a field, sound like a warning of what a choice will do."""
    if any(WARNING.search(text.text) and text.is_seen for text in page.texts):
        return True
    return any(WARNING.search(f"{field.name} {field.description}") for field in page.derived(fields))


def _is_aimed_elsewhere(field: Element) -> bool:
    """Whether its form is sent to a frame, so that the page may stay."""
    form = field.closest("form")
    return form is not None and (form.get("target") or "_self").lower() not in ("_self", "_top", "_parent", "_blank")


EXAMPLES = (
    Example('<select aria-label="Year" onchange="count(this)"><option>2025</select>', STAYS),
    Example('<form><select aria-label="Year" onchange="this.form.submit()"><option>2025</select></form>', LEAVES),
    Example('<select aria-label="Office" onchange="location = this.value"><option>Ohio</select>', LEAVES),
    Example('<label><input type="radio" onclick="window.open(this.value)"> Map</label>', LEAVES),
    Example(
        "<p>The page changes automatically.</p>"
        '<select aria-label="Office" onchange="location.href = this.value"><option>Ohio</select>',
        MAY_LEAVE,
    ),
    Example('<select aria-label="Office" onchange="jumpTo(this)"><option>Ohio</select>', MAY_LEAVE),
    Example('<select aria-label="Year"><option>2025</select><button onclick="submit()">Send</button>', INAPPLICABLE),
    Example('<select hidden onchange="this.form.submit()"><option>2025</select>', INAPPLICABLE),
)


def correction(field: Element, _: Result) -> Correction | None:
    """The field without the code, and a button that runs it."""
    code = _code(field)
    quiet = changed(field, without=[event for event in EVENTS if (field.get(event) or "?") in code])
    sends = "submit" in code and field.closest("form") is not None
    button = made(field, "button", {"type": "submit" if sends else "button"}, words(field, "[what the button does]"))
    change = "Do nothing when the value changes; let a button after the field do it."
    return corrected(field, quiet, button, change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
