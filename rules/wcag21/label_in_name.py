"""People who speak to their computer say what they see: "click Next page".

If the name does not hold those words, nothing happens, and they cannot know why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.aria import ROLES, WIDGETS
from rules.correction import changed, corrected, speech_of
from rules.fields import fields, joined, kind_of, visible_label
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page, Text

METADATA = Metadata(
    id="label-in-name",
    title="Visible label is part of the accessible name",
    wcag=("2.5.3",),
    section508=(),
    act=("2ee8b8",),
    affects=("302.7", "302.1"),
    remediation="Begin the accessible name with the words that are seen, or remove the `aria-label`.",
    standard="wcag21aa",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

IS_IN_NAME = passed("The words that are seen are part of the accessible name, in their order.")
IS_NOT_IN_NAME = failed("The words that are seen are not part of the accessible name.")
MAY_STAND_FOR_NAME = cant_tell(
    "The text of this control is not part of its name, and may be a sign or be cut short. "
    "Would a person say the name when they read it aloud?"
)

NAMED_BY_CONTENT = frozenset(n for n, role in ROLES.items() if "contents" in role.name_from) & WIDGETS | {"link"}
ICON_FONT = re.compile(r"icon|awesome|glyph|symbol|dashicons|wingding|webding", re.IGNORECASE)
TOKEN = re.compile(r"[^\W_]+")
SHORTENED = re.compile(r"\b[^\W\d_]{1,5}\.(?=\s|$)|…|\.\.\.")


def applicability(page: Page) -> Iterator[Element]:
    """Each visible control that is named by an ARIA attribute and has visible text, or a visible label, of its own."""
    is_field = {field.id for field in page.derived(fields)}
    for element in page.elements:
        if element.attributes.keys().isdisjoint(("aria-label", "aria-labelledby")) or not element.name.strip():
            continue
        is_judged = (element.role in NAMED_BY_CONTENT or element.id in is_field) and element.is_exposed
        if is_judged and element.is_visible and TOKEN.search(_label(element)):
            yield element


def _label(element: Element) -> str:
    """What is read on or beside the control: words in brackets and in fonts of signs are left out."""
    if element.role in NAMED_BY_CONTENT and element.tag not in ("input", "select", "textarea"):
        seen = joined(t for t in element.texts() if t.is_seen and not _is_sign(t))
    elif element.id in element.page.labels and not element.references("aria-labelledby"):
        seen = visible_label(element)
    else:
        is_button = kind_of(element) in ("button", "submit", "reset")
        seen = element.get("value") or "" if is_button else ""
    return " ".join(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", seen).split())


def _is_sign(text: Text) -> bool:
    return text.computed is not None and bool(ICON_FONT.search(text.computed["font-family"]))


def expectation(element: Element) -> Result:
    """The words of the label follow one another in the name.

    Case, punctuation and what stands in brackets do not count.
    """
    label, name = _label(element), element.name
    words, heard = _tokens(label), _tokens(name)
    if any(heard[start : start + len(words)] == words for start in range(len(heard) - len(words) + 1)):
        return IS_IN_NAME
    is_sign = all(len(word) == 1 and not word.isdigit() for word in words)
    is_cut = bool(SHORTENED.search(label)) and _begin_alike(words, heard)
    result = MAY_STAND_FOR_NAME if is_sign or is_cut else IS_NOT_IN_NAME
    return result.with_detail(f'label "{label[:80]}", name "{name.strip()[:80]}"')


def _tokens(text: str) -> list[str]:
    return [word.casefold() for word in TOKEN.findall(text.replace("'", "").replace("’", ""))]


def _begin_alike(words: list[str], heard: list[str]) -> bool:
    """Whether each word of the label begins some word of the name."""
    return all(any(other.startswith(word) for other in heard) for word in words)


EXAMPLES = (
    Example('<button aria-label="Next page of fees">Next page</button>', IS_IN_NAME),
    Example('<a href="/f" aria-label="All fees, 2026">All fees (PDF)</a>', IS_IN_NAME),
    Example('<a href="/f" aria-label="Read more">More</a>', IS_IN_NAME),
    Example('<label for="n">Vessel</label><input id="n" aria-label="Vessel name">', IS_IN_NAME),
    Example(
        '<button aria-label="Fees">Fees …</button><input type="submit" value="Go" aria-label="Go">', *[IS_IN_NAME] * 2
    ),
    Example('<button aria-label="Submit">Send form</button>', IS_NOT_IN_NAME),
    Example('<a href="/f" aria-label="Fees of all harbors">Fees of harbors</a>', IS_NOT_IN_NAME),
    Example('<label for="n">Vessel</label><input id="n" aria-label="Name of ship">', IS_NOT_IN_NAME),
    Example('<button aria-label="Close">x</button>', MAY_STAND_FOR_NAME),
    Example('<a href="/w" aria-label="Harbor Avenue">Harbor Ave.</a>', MAY_STAND_FOR_NAME),
    Example('<button>Send form</button><button aria-label="Send"><svg></svg></button>', INAPPLICABLE),
    Example('<p aria-label="Send">Send form</p><button aria-label="Go" hidden>Send</button>', INAPPLICABLE),
    Example('<button aria-label="Find" style="font-family: My Icons">search</button>', INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """The control named by the words that are seen."""
    mended = changed(element, without=("aria-label", "aria-labelledby"))
    change = "Remove the attribute that names the control in other words than those that are seen."
    return corrected(element, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
