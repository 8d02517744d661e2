"""A button without a name is read as "button".

People who listen cannot know what it does, and people who speak to their computer cannot press it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import corrected, named, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.names import is_said
from rules.page import Element, Page

METADATA = Metadata(
    id="button-name",
    title="Button has an accessible name",
    wcag=("4.1.2",),
    trusted_tester=("5.C",),
    baseline=("10.A",),
    act=("97a4e1",),
    affects=("302.1", "302.7"),
    remediation="Put words into the button that say what it does; if it shows only an icon, give it an `aria-label`.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_NAME = passed("The button has an accessible name.")
NO_NAME = failed("The button has no accessible name.", fails=("5.C",))
NO_WORDS = failed("The button's name is a sign of an icon font alone, which nobody hears.", fails=("5.C",))
IS_DISABLED = failed("The button has no accessible name, and is disabled, so that Trusted Tester leaves it out.")


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed HTML element with the role `button`; image buttons and plain `summary` have their own rules."""
    return (e for e in page.with_role("button") if not _has_own_rule(e) and e.is_exposed and not e.is_foreign)


def _has_own_rule(element: Element) -> bool:
    if element.tag == "summary":
        return (element.get("role") or "").strip().lower() != "button"
    return element.tag == "input" and (element.get("type") or "").strip().lower() == "image"


def expectation(button: Element) -> Result:
    """The button has a non-empty accessible name, and one that can be said if it has no description either."""
    if not button.name.strip():
        return IS_DISABLED if button.is_disabled else NO_NAME
    return HAS_NAME if is_said(button.name) or is_said(button.description) else NO_WORDS


EXAMPLES = (
    Example("<button>Send</button>", HAS_NAME),
    Example('<input type="submit">', HAS_NAME),
    Example('<button aria-label="Close"><svg width="9" height="9"></svg></button>', HAS_NAME),
    Example('<button><img src="x.png" alt="Close"></button>', HAS_NAME),
    Example("<button></button>", NO_NAME),
    Example('<button><svg width="9" height="9"></svg></button>', NO_NAME),
    Example('<button value="Close"> </button>', NO_NAME),
    Example('<span role="button" tabindex="0"></span>', NO_NAME),
    Example('<button role="none"></button>', NO_NAME),
    Example('<button style="position: absolute; left: -9999px"></button>', NO_NAME),
    Example("<fieldset disabled><button></button></fieldset>", IS_DISABLED),
    Example("<button>&#xf00d;</button>", NO_WORDS),
    Example('<button title="Close">&#xf00d;</button>', HAS_NAME),
    Example("<button hidden></button>", INAPPLICABLE),
    Example('<button role="link"></button><input type="image"><details><summary></summary></details>', INAPPLICABLE),
)


def correction(button: Element, _: Result) -> Correction | None:
    """The button with words: of its own, in the `alt` of its image, or as a label of its icon."""
    mended = named(button, "[what the button does]")
    return corrected(button, mended, change="Give the button words that say what it does.", speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
