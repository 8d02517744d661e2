"""Who uses the keyboard alone and comes to a place that Tab does not lead out of has to leave the whole page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page, Unknown, Walk

METADATA = Metadata(
    id="keyboard-trap",
    title="Focus can leave where Tab has led it",
    wcag=("2.1.2",),
    trusted_tester=("4.C",),
    baseline=("1.B", "3.A"),
    act=("80af7b", "a1b64e", "ebe86a"),
    affects=("302.1", "302.7", "302.8"),
    remediation="Let Tab and Shift+Tab go on; where they can't, say before it how to get out, and let that key do it.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.WALK),
)

MOVES_ON = passed("The Tab key led on from here.")
HOLDS = failed("Neither Tab nor Shift+Tab, nor Tab after Escape, takes the focus away from here.", fails=("4.C",))
MAY_LET_GO = cant_tell(
    "Tab, Shift+Tab and Escape do not take the focus away from here. Does one of the controls, or a key that the page"
    " names before it?",
    asks=("4.C",),
)

MANAGED = frozenset("alertdialog application dialog grid listbox menu menubar radiogroup tablist tree treegrid".split())
"""Roles of what is left by one of its controls, or by arrow keys."""
FIELDS = frozenset(("combobox", "searchbox", "spinbutton", "textbox"))
"""Roles of what a click does nothing to."""
TOLD = re.compile(
    r"\b(?:ctrl|control|alt|option|esc|escape|shift|cmd|command|F\d{1,2})\b|\b(?:press|use|hit|pulse|presione)\b.{0,40}\bkey|\btecla\b",
    re.IGNORECASE,
)
"""What a page says that tells of a key."""


def applicability(page: Page) -> Iterator[Element]:
    """Each element at which the Tab key stopped while the page was walked through; of those in a trap the first.

    One where the walk was broken off is left out.
    """
    walk = page.walk
    if isinstance(walk, Unknown):
        return
    left = set(walk.stops if walk.ended != "limit" else walk.stops[:-1]) - set(walk.trap[1:])
    yield from (element for element in page.elements if element.id in left)


def expectation(element: Element) -> Result:
    """Tab, Shift+Tab, or Tab after Escape takes the focus away from it.

    A trap is a failure where nothing in it does anything when it is operated, and nothing on the page listens to keys,
    or the page tells of none.
    """
    walk = element.page.walk
    if isinstance(walk, Unknown) or element.id not in walk.trap:
        return MOVES_ON
    held = [each for each in (element.page.nodes[id_] for id_ in walk.trap) if isinstance(each, Element)]
    if any(_may_lead_out(each, walk) for each in held):
        return MAY_LET_GO
    return MAY_LET_GO if "keys" in walk.hears and _tells(element.page) else HOLDS


def _tells(page: Page) -> bool:
    return any(text.is_seen and TOLD.search(text.text) for text in page.texts)


def _may_lead_out(element: Element, walk: Walk) -> bool:
    """Whether it may do something when it is operated, or stands in something that is left in another way."""
    if element.closest("dialog", "form") is not None or (element.get("href") or "#") != "#":
        return True
    if any(each.role in MANAGED for each in (element, *element.ancestors())):
        return True
    return "clicks" in walk.hears and element.role not in FIELDS


STAY = "event.key == 'Tab' && event.preventDefault()"
BOUNCE = 'onblur="setTimeout(() => this.focus(), 1)"'

EXAMPLES = (
    Example('<a href="/fees">Fees</a> <button>Print</button>', MOVES_ON, MOVES_ON),
    Example(f"<button {BOUNCE}>Print</button>", HOLDS),
    Example(f'<textarea aria-label="Notes" onkeydown="{STAY}"></textarea>', HOLDS),
    Example(
        f'<p>Press Ctrl+M to leave the notes.</p><textarea aria-label="Notes" onkeydown="{STAY}"></textarea>',
        MAY_LET_GO,
    ),
    Example(f"<p>Press Ctrl+M to leave.</p><button {BOUNCE}>Print</button>", HOLDS),
    Example(f'<div role="dialog" aria-label="Cookies"><button {BOUNCE}>Accept</button></div>', MAY_LET_GO),
    Example(f"<button {BOUNCE}>Accept</button><script>onclick = (event) => event.target.remove()</script>", MAY_LET_GO),
    Example(
        f'<textarea aria-label="Notes" onkeydown="this.out || {STAY}; this.out = event.key == \'Escape\'"></textarea>',
        INAPPLICABLE,
    ),
    Example("<p>Fees</p><button disabled>Print</button>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
