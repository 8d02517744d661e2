"""People who listen choose by the headings what to read; one that could stand anywhere tells them nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise

from rules.general_names import GENERAL_HEADINGS
from rules.headings import NOTE, Heading, headings_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page, Text
from rules.words import beginnings

METADATA = Metadata(
    id="heading-descriptive",
    title="Heading says what follows it",
    wcag=("2.4.6",),
    trusted_tester=("10.A",),
    baseline=("13.A",),
    act=("b49b2e",),
    affects=("302.1", "302.9"),
    remediation="Write into the heading what the text under it is about; remove headings that nothing follows.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.ROLES),
)

SAYS_SOMETHING = passed("The heading has words of its own, and content under it.")
IS_GENERAL = cant_tell("Does this heading say what the text under it is about?", asks=("10.A",))
IS_REPEATED = cant_tell(
    "Another heading here has the same words. Do they tell what is under this one from what is under that?",
    asks=("10.A",),
)
IS_UNRELATED = cant_tell(
    "None of this heading's words comes back on the page. Does it say what the page is about?", asks=("10.A",)
)
HEADS_NOTHING = cant_tell("The next heading follows at once. Does this heading describe anything?", asks=("10.A",))

UP_TO_WORD = re.compile(r".*\w", re.DOTALL)
STEM = 3
"""How many letters of a word stand for the whole, so that "filing" meets "file"."""
ENOUGH = 4
"""Words that a page must hold for one of the heading's to be expected among them."""
CONTENT = frozenset("audio canvas iframe img input object select svg table textarea video".split())
ACTIVE = frozenset(("a", "button", "img", "input", "summary", "svg"))


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed heading with words; of those with the same defect in the same words, the first.

    Of those that repeat others, or that nothing stands under, the first alone.
    """
    judged = page.derived(_judged)
    return (heading.element for heading in headings_of(page) if heading.element.id in judged)


def expectation(element: Element) -> Result:
    """The heading's words would not fit any part of any page, are its own on its level, and have content under them.

    The words of a heading of level 1 also come back in the page's title or text.
    """
    return element.page.derived(_judged)[element.id]


def _judged(page: Page) -> Mapping[int, Result]:
    found: dict[int, Result] = {}
    told: set[tuple[Result, str]] = set()
    headings = [heading for heading in headings_of(page) if heading.name]
    nothing = {heading.element.id for heading in _heading_nothing(page, headings)}
    repeating = {heading.element.id for heading in _repeating(headings)}
    firsts = [heading for heading in headings if heading.level == 1]
    for heading in headings:
        number, name = heading.element.id, heading.name.casefold()
        if GENERAL_HEADINGS.fullmatch(_without_number(name)):
            result = IS_GENERAL
        elif number in repeating:
            result, name = IS_REPEATED, ""
        elif number in nothing:
            result, name = HEADS_NOTHING, ""
        elif firsts == [heading] and _is_unrelated(page, heading):
            result = IS_UNRELATED
        else:
            found[number] = SAYS_SOMETHING
            continue
        if (result, name) not in told:
            told.add((result, name))
            found[number] = result.with_detail(heading.name)
    return found


def _without_number(name: str) -> str:
    """The words without the number and the marks at their end."""
    words = UP_TO_WORD.match(name)
    return words[0].rstrip("0123456789").removesuffix("#").rstrip() if words else ""


def _repeating(headings: list[Heading]) -> Iterator[Heading]:
    """Each heading under the same heading and on the same level as one before it with the same words; not of notes."""
    known: set[tuple[object, ...]] = set()
    for heading in headings:
        kind = (heading.above.element.id if heading.above else -heading.part, heading.level, heading.name.casefold())
        if kind in known and not NOTE.fullmatch(heading.name):
            yield heading
        known.add(kind)


def _heading_nothing(page: Page, headings: list[Heading]) -> Iterator[Heading]:
    """Headings that stand directly before one of their own level or above; none that are links or hold pictures."""
    inside = {e.id for h in headings for e in (h.element, *h.element.descendants())}
    counts = list(accumulate(_is_content(node, inside) for node in page.nodes))
    for heading, after in pairwise(headings):
        element, beside = heading.element, after.element
        if heading.part != after.part or after.level > heading.level or counts[element.id] != counts[beside.id]:
            continue
        is_last = element.parent is not beside.parent and element.parent is not None
        follows_content = is_last and counts[element.id] != counts[element.parent.id]  # type: ignore[union-attr]
        if not follows_content and not _is_active(element) and not _is_active(beside):
            yield heading


def _is_active(heading: Element) -> bool:
    """Whether it leads to what it heads or opens it, shows a picture, or is grouped with a second line."""
    inside = any(e.tag in ACTIVE for e in heading.descendants())
    return inside or any(e.tag in ("a", "button", "hgroup", "summary") for e in heading.ancestors())


def _is_content(node: Element | Text | None, inside: set[int]) -> bool:
    if isinstance(node, Text):
        unread = ("script", "style", "template", "noscript")
        return node.parent.id not in inside and node.parent.tag not in unread and bool(node.text.strip())
    return node is not None and node.tag in CONTENT and node.id not in inside


def _is_unrelated(page: Page, heading: Heading) -> bool:
    """Whether no word of the heading, by its first letters, stands in the page's title or in the text after it."""
    sought = _stems(heading.name)
    if not sought or not sought.isdisjoint(_stems(page.title)):
        return False
    words: set[str] = set()
    own = {text.id for text in heading.element.texts()}
    for text in page.texts:
        if text.id > heading.element.id and text.id not in own and text.is_rendered:
            words |= _stems(text.text)
    return len(words) >= ENOUGH and sought.isdisjoint(words)


def _stems(text: str) -> set[str]:
    return {stem for stem in beginnings(text, STEM) if stem.isalpha() and len(stem) == STEM}


TEXT = "<p>You pay the fee when you apply. The office sends it back where somebody is denied.</p>"

EXAMPLES = (
    Example(f"<h1>Application fees</h1>{TEXT}<h2>Docks</h2>{TEXT}", *[SAYS_SOMETHING] * 2),
    Example(f"<h1>Fees</h1><h2>Docks</h2>{TEXT}", *[SAYS_SOMETHING] * 2),
    Example(f"<h2>More information</h2>{TEXT}", IS_GENERAL),
    Example(f"<h2>Heading 2</h2>{TEXT}", IS_GENERAL),
    Example(f"<h2>Rules</h2>{TEXT}<h2>Rules</h2>{TEXT}", SAYS_SOMETHING, IS_REPEATED),
    Example(f"<h2>Docks</h2>{TEXT}<h3>Note</h3>{TEXT}<h3>Note</h3>{TEXT}", *[SAYS_SOMETHING] * 3),
    Example(
        f"<h2>Fees</h2>{TEXT}<h2>Fees</h2>{TEXT}<h2>Docks</h2>{TEXT}<h2>Docks</h2>{TEXT}",
        SAYS_SOMETHING,
        IS_REPEATED,
        SAYS_SOMETHING,
    ),
    Example(f"<h2>Docks</h2><h3>Rules</h3>{TEXT}<h2>Piers</h2><h3>Rules</h3>{TEXT}", *[SAYS_SOMETHING] * 4),
    Example(f"<h2>Docks</h2><h2>Piers</h2>{TEXT}", HEADS_NOTHING, SAYS_SOMETHING),
    Example(f"<h1>Lighthouses</h1>{TEXT}", IS_UNRELATED),
    Example(f"<h2></h2><p><b>Fees</b></p>{TEXT}", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
