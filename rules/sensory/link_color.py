"""People who do not see color, or see it weakly, read over a link that nothing but its color tells from the text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from rules.color import Contrast, contrast_between
from rules.correction import corrected, styled
from rules.lines import Linked, differs, links_in_lines
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from rules.painting import painting_of

METADATA = Metadata(
    id="link-color",
    title="Link in running text is told from it by more than color",
    wcag=("1.4.1",),
    trusted_tester=("13.A",),
    baseline=("7.A",),
    affects=("302.2", "302.3"),
    remediation="Underline links in running text. Else their color must be at least 3 to 1 from that of the text, and "
    "an underline or the like must come on hover and on focus.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_MARKED = passed("More than its color tells the link from the text around it.")
COLOR_ALONE = failed(
    "Only its color tells the link from the text around it, and the two colors are less than 3:1 apart.",
    fails=("13.A",),
)
NEEDS_SIGN = cant_tell(
    "Do more than color, or a color at least 3:1 apart and a further sign on hover and on focus, tell this link from "
    "the text around it?",
    asks=("13.A",),
)


class _Color(NamedTuple):
    """How far the color of a link is from that of the words around it."""

    contrast: Contrast
    distance: float
    """The greatest difference in a channel, from 0 to 1."""
    pair: tuple[str, str]
    reason: str


def _color(linked: Linked) -> _Color | None:
    """The color of a link against that of the words around it; None if either cannot be seen."""
    painting = painting_of(linked.link.page)
    own, other = painting.look(linked.text), painting.look(linked.other)
    if not own.is_seen or not other.is_seen:
        return None
    one, two = own.letters, other.letters
    steps = [abs(a - b) for a, b in zip((*one.low, *one.high), (*two.low, *two.high), strict=True)]
    reason = "" if one.is_exact and two.is_exact else own.reason or other.reason
    return _Color(contrast_between(one, two), max(steps), (one.low.hex, two.low.hex), reason)


def _results(page: Page) -> dict[int, Result]:
    """What is true of each link, by its id; two at most that a person must look at, one far in color and one near."""
    results: dict[int, Result] = {}
    asked: set[bool] = set()
    for linked in links_in_lines(page):
        is_marked = differs(linked)
        if is_marked:
            results[linked.link.id] = IS_MARKED
            continue
        color = _color(linked)
        if color is None or (not color.reason and color.distance < 0.1):
            continue
        ratio = math.floor(color.contrast.highest * 100) / 100
        detail = color.reason or f"{ratio:.2f}:1, {color.pair[0]} beside {color.pair[1]}"
        cause = "" if color.reason else f"links of {color.pair[0]}"
        if is_marked is False and not color.reason and color.contrast.highest < 3:
            results[linked.link.id] = COLOR_ALONE.with_detail(detail, cause=cause)
        elif (is_far := color.contrast.highest >= 3) not in asked:
            asked.add(is_far)
            results[linked.link.id] = NEEDS_SIGN.with_detail(detail, cause=cause)
    return results


def applicability(page: Page) -> Iterator[Element]:
    """Each link with words, in a line with five other words or more, that a form or a color of its own tells from them.

    Of the links that a person must look at, the first whose color is at least 3:1 from theirs, and the first other.
    """
    results = page.derived(_results)
    return (element for element in page.with_role("link") if element.id in results)


def expectation(link: Element) -> Result:
    """An underline, a border, a picture, or another style, weight or size of letters tells it from those words.

    Else its color is at least 3:1 from theirs, and a further sign comes when it is hovered and focused.
    """
    return link.page.derived(_results)[link.id]


WORDS = "Boats longer than forty feet pay the higher fee, see"
BARE = "text-decoration: none; color: "
UNDERLINED, PLAIN = (f"display: contents; text-decoration: {line}" for line in ("underline", "none"))

EXAMPLES = (
    Example(f'<p>{WORDS} <a href="/fees">the fee schedule</a>.', IS_MARKED),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}#06c; font-weight: 700">the fees</a>.', IS_MARKED),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}#06c; border-bottom: 1px dotted">the fees</a>.', IS_MARKED),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}#06c"><u>the fees</u></a>.', IS_MARKED),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}#800000">the <u>fees</u></a>.', NEEDS_SIGN),
    Example(
        f'<p>{WORDS} <a href="/fees" style="{BARE}#06c">fees <img src="go.png" alt="" width="9" height="9"></a>.',
        IS_MARKED,
    ),
    Example(f'<p style="color: #333">{WORDS} <a href="/fees" style="{BARE}#0050a0">fees</a>.', COLOR_ALONE),
    Example(f'<p>{WORDS} <i>all</i> <a href="/fees" style="{BARE}#800000">the <span>fees</span></a>.', COLOR_ALONE),
    Example(f'<p>{WORDS} <a href="/fees" style="color: #800000"><b style="display: contents">fees</b></a>.', IS_MARKED),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}#800000"><b style="{UNDERLINED}">fees</b></a>.', IS_MARKED),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}#800000"><u style="{PLAIN}">fees</u></a>.', COLOR_ALONE),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}#06f">the fees</a>.', NEEDS_SIGN),
    Example(
        f'<p>{WORDS} <a href="/fees" style="{BARE}#06f">fees</a> or <a href="/" style="{BARE}#06f">ask</a>.',
        NEEDS_SIGN,
    ),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}#800000; box-shadow: 0 1px 0">the fees</a>.', NEEDS_SIGN),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}#800000; border-left: 4px solid">fees</a>.', NEEDS_SIGN),
    Example(f'<p style="filter: grayscale(1)">{WORDS} <a href="/fees" style="{BARE}#800000">fees</a>.', NEEDS_SIGN),
    Example(f'<p>{WORDS} <a href="/fees" style="{BARE}inherit">the fee schedule</a>.', INAPPLICABLE),
    Example(f'<p>Fees: <a href="/fees" style="{BARE}#800000">fee schedule</a>.', INAPPLICABLE),
    Example(f'<p>{WORDS}:<br><a href="/fees" style="{BARE}#800000">the fee schedule</a>', INAPPLICABLE),
    Example(f'<div>{WORDS}<p><a href="/fees" style="{BARE}#800000">Fee schedule</a></p></div>', INAPPLICABLE),
    Example(f'<p hidden>{WORDS} <a href="/fees" style="{BARE}#800000">fees</a>.', INAPPLICABLE),
)


def correction(link: Element, _: Result) -> Correction | None:
    """The link with an underline."""
    change = "Underline the link, best for all links in running text by one rule of the style sheet."
    return corrected(link, styled(link, {"text-decoration": "underline"}), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
