"""People who listen go from heading to heading to find their way; one without words is a stop that says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import NOTHING, REMOVED, changed, corrected, named, replaced, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="heading-name",
    title="Heading has words",
    wcag=("1.3.1", "2.4.6"),
    trusted_tester=("10.A", "10.B"),
    baseline=("13.A", "13.C"),
    act=("ffd0e9",),
    affects=("302.1", "302.9"),
    remediation="Write what the section is about into the heading, or remove the empty heading.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_WORDS = passed("The heading has words.")
IS_NOTHING = failed(
    "There is a heading in the markup where none is seen, and it has no words.", fails=("10.B",), wcag=("1.3.1",)
)
HAS_NO_WORDS = failed(
    "The heading is seen, and nobody who listens is told what it says.", fails=("10.A",), wcag=("2.4.6",)
)

PICTURES = frozenset({"canvas", "img", "input", "object", "svg", "video"})


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with the role `heading`."""
    return (e for e in page.with_role("heading") if e.is_exposed and not e.is_foreign)


def expectation(heading: Element) -> Result:
    """The heading has a non-empty accessible name."""
    if heading.name.strip():
        return HAS_WORDS
    is_seen = any(t.text.strip() and t.is_rendered for t in heading.texts()) or any(
        e.tag in PICTURES and not e.is_hidden for e in heading.descendants()
    )
    return HAS_NO_WORDS if is_seen else IS_NOTHING


EXAMPLES = (
    Example("<h2>Fees</h2>", HAS_WORDS),
    Example('<h1><img src="seal.png" alt="Department of Labor"></h1>', HAS_WORDS),
    Example("<h2></h2>", IS_NOTHING),
    Example('<div role="heading" aria-level="2"> <br> </div>', IS_NOTHING),
    Example('<h2><span aria-hidden="true">Fees</span></h2>', HAS_NO_WORDS),
    Example('<h1><img src="seal.png" alt="" width="20" height="20"></h1>', HAS_NO_WORDS),
    Example('<h1><img src="seal.png" alt=""></h1>', HAS_NO_WORDS),
    Example('<h2 hidden></h2><h2 aria-hidden="true"></h2><h2 role="none"></h2>', INAPPLICABLE),
)


def correction(heading: Element, result: Result) -> Correction | None:
    """An empty heading is taken away; words that only the eye meets are given to all."""
    if result == IS_NOTHING:
        return Correction(REMOVED, "Remove the empty heading, or write into it what the section is about.", NOTHING)
    hidden = [e for e in heading.descendants() if (e.get("aria-hidden") or "").lower() == "true" and e.text]
    outermost = [e for e in hidden if not any(around in hidden for around in e.ancestors())]
    if outermost:
        mended = replaced(heading, {e.id: [changed(e, without=("aria-hidden",))] for e in outermost})
        change = "Remove `aria-hidden` from the heading's words."
        return corrected(heading, mended, change=change, speech=speech_of(mended))
    mended = named(heading, "[what the heading says]")
    change = "Say in words what the heading says, in the `alt` of its image if it holds one."
    return corrected(heading, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
