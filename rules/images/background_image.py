"""A picture in the background of an element does not exist for people who can't see it, and for those who print.

Most such pictures only decorate. Asked about are those whose names in the style sheet let one expect words or facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from rules.addresses import parts_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="background-image",
    title="Background image tells nothing that the page does not say",
    wcag=("1.1.1",),
    trusted_tester=("7.C",),
    baseline=("6.B",),
    affects=("302.1", "302.2"),
    remediation="Show an image that tells something with `img` and `alt`, or write what it tells into the page.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_WORDS = passed("The element that shows the background image has words or a name.")
HAS_NONE = cant_tell("Does this background image tell anything that no text on the page says?", asks=("7.C",))

URL = re.compile(r'url\("([^"]*)"\)')
HINT = re.compile(
    r"(^|[^a-z])(award|badge|calendar|chart|countdown|diagram|flyer|graph|headline|infographic|logo|map|notice|poster"
    r"|promo|schedule|screenshot|seal|sign|slogan|stats?|tagline|timeline|warning|wordmark)s?([^a-z]|$)",
    re.IGNORECASE,
)
LEAST, MOST = 40, 2
"""Pixels that a picture with words or facts has at least; elements without words that are asked about on a page."""


def applicability(page: Page) -> Iterator[Element]:
    """Each visible element whose background image is called, by its file, `class` or `id`, something that informs.

    Of those without words only the first two with different images, and none that others are drawn upon.
    """
    return iter(page.derived(_hinted))


def _hinted(page: Page) -> list[Element]:
    with_words, without, seen = [], [], set()
    for element in page.elements:
        computed = element.computed
        if computed is None or "url(" not in computed["background-image"] or element.tag in ("html", "body"):
            continue
        url = URL.search(computed["background-image"])
        box = element.box
        if url is None or url[1] in seen or box is None or min(box.width, box.height) < LEAST or not element.is_visible:
            continue
        file = "" if url[1].startswith("data:") else parts_of(url[1]).path.rpartition("/")[2]
        owner = _owner(element)
        if not any(HINT.search(text) for text in (file, owner.get("class") or "", owner.get("id") or "")):
            continue
        seen.add(url[1])
        if _has_words(owner):
            with_words.append(element)
        elif not any(owner.elements) and not owner.is_programmatically_removed:
            without.append(element)
    return sorted([*with_words, *islice(without, MOST)], key=lambda element: element.id)


def _owner(element: Element) -> Element:
    """The element itself; of generated content the one it belongs to."""
    return element.parent if element.tag.startswith("::") and element.parent is not None else element


def _has_words(element: Element) -> bool:
    around = element.closest("a", "button")
    return bool(element.name.strip() or element.text or (around is not None and around.name.strip()))


def expectation(element: Element) -> Result:
    """It has words or an accessible name, or what its image tells is said elsewhere."""
    return HAS_WORDS if _has_words(_owner(element)) else HAS_NONE


EXAMPLES = (
    Example('<h1 style="background: url(logo.png); height: 50px">Bureau of Harbors</h1>', HAS_WORDS),
    Example(
        '<a href="/" aria-label="Home"><b style="display: block; height: 50px; background: url(/i/logo.svg)"></b></a>',
        HAS_WORDS,
    ),
    Example('<div class="ferry-chart" style="background: url(a.png); height: 90px"></div>', HAS_NONE),
    Example('<div style="background: url(/img/winter_schedule.png); height: 90px"></div>', HAS_NONE),
    Example('<div style="background: url(waves.png); height: 90px"></div>', INAPPLICABLE),
    Example('<p class="map-pin" style="background: url(pin.png); width: 20px; height: 20px"></p>', INAPPLICABLE),
    Example('<div class="chart" style="background: url(a.png); height: 90px" aria-hidden="true"></div>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
