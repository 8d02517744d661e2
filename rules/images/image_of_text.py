"""Words in an image stay as they are: they blur when enlarged, and take on no other color, font or spacing.

Whether an image shows words nobody but a person sees; only those are asked about whose shape and names let one
expect it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from rules.addresses import parts_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="image-of-text",
    title="Words are text, not an image of text",
    wcag=("1.4.5",),
    trusted_tester=("7.E",),
    baseline=("6.D",),
    act=("0va7u6",),
    affects=("302.2",),
    remediation="Write the words as text and style them with CSS.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

IS_LOGO = passed("The image is called a logo, whose look is essential.")
MAY_BE_TEXT = cant_tell("Does this image show words that could be text as well, and is it no logo?", asks=("7.E",))

LOGO = re.compile(r"\blogo|logo\b|\bseal of\b|wordmark|signature|\bcrest\b|\bemblem", re.IGNORECASE)
FILE = re.compile(
    r"(^|[^a-z])(btn|button|caption|heading|headline|quote|slogan|tagline|text|title)s?([^a-z]|$)", re.IGNORECASE
)
CALL = re.compile(
    r"(apply|book|buy|click|contact|donate|download|enroll|find|get|join|learn|log ?in|order|press|read|register"
    r"|reserve|sign (in|on|up)|start|submit|subscribe|view|visit)\b.{1,40}",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(\S+\s+){4,}\S+[.!?]")
PICTURE = re.compile(
    r"\b(chart|diagram|drawing|graph|illustration|image|map|photo\w*|picture|screenshot)\b", re.IGNORECASE
)
DRAWN_TEXT = re.compile(r"<text\b[^<>]*>(.*?)</text", re.DOTALL)
LEAST, MOST_HIGH, FLAT, MOST, LINE = 10, 120, 2, 2, 1.4
"""Pixels that words are high at least, and at most where a name alone hints at them; how often their height lies in
their width; how many images are asked about on a page; how high a line is, in sizes of its font."""


def applicability(page: Page) -> Iterator[Element]:
    """The first two visible and exposed images that look like words.

    An image does that is a drawing with text in it, or is at least twice as wide as high and either its file is called
    a button, a heading or the like, or it is low and its name is a sentence, or in a link a call to do something.
    One that is called a picture or a chart does not.
    """
    found = 0
    seen: set[str] = set()
    for image in page.tagged("img", "input"):
        source = image.get("src") or ""
        if source and source not in seen and _is_shown(image) and _looks_like_words(image, source):
            seen.add(source)
            found += not LOGO.search(_called(image))
            if found > MOST:
                return
            yield image


def _is_shown(image: Element) -> bool:
    is_image = image.tag == "img" or (image.get("type") or "").strip().lower() == "image"
    return is_image and image.is_exposed and image.is_visible and bool(image.name.strip())


def _looks_like_words(image: Element, source: str) -> bool:
    if source.startswith("data:"):
        drawing = unquote(source) if source.startswith("data:image/svg") else ""
        drawn = DRAWN_TEXT.search(drawing, 0, drawing.rfind("</text") + len("</text"))  # where one is closed at all
        return drawn is not None and bool(re.search(r"\w{2}", drawn[1]))
    (width, height), name = _size(image), image.name.strip()
    if height < LEAST or width < FLAT * height or PICTURE.search(name):
        return False
    file = parts_of(source).path.rpartition("/")[2].rpartition(".")[0]
    if FILE.search(file) or height > MOST_HIGH:
        return bool(FILE.search(file))
    is_pressed = image.tag == "input" or image.closest("a", "button") is not None
    return bool(SENTENCE.fullmatch(name) or (is_pressed and CALL.fullmatch(name)))


def _size(image: Element) -> tuple[float, float]:
    """As the markup says, for what did not load is as large as its name, which is wide and flat as a rule.

    Where the markup tells none, what is no higher than a line of text is taken for such a name, and has no size.
    """
    written = (image.get("width") or "").strip(), (image.get("height") or "").strip()
    if all(number.isdecimal() for number in written):
        return float(written[0]), float(written[1])
    line = LINE * float(str(image.style("font-size") or "0px")[:-2])
    return (image.box.width, image.box.height) if image.box and image.box.height > line else (0, 0)


def _called(image: Element) -> str:
    source = image.get("src") or ""
    file = "" if source.startswith("data:") else parts_of(source).path.rpartition("/")[2]
    return f"{image.name} {file} {image.get('class') or ''} {image.get('id') or ''}"


def expectation(image: Element) -> Result:
    """It is a logo, or shows no words that could be text; only a person sees which."""
    return IS_LOGO if LOGO.search(_called(image)) else MAY_BE_TEXT.with_detail(image.name.strip())


SVG = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Ctext y='15'%3EDues%3C/text%3E%3C/svg%3E"

EXAMPLES = (
    Example('<img src="/i/tagline.png" class="logo" alt="Bureau of Harbors" width="200" height="40">', IS_LOGO),
    Example('<img src="/i/title_fees.gif" alt="Fees" width="200" height="40">', MAY_BE_TEXT),
    Example('<a href="/a"><img src="/i/9.gif" alt="Apply for a berth" width="200" height="40"></a>', MAY_BE_TEXT),
    Example('<img src="/i/9.gif" alt="Offices are closed on Monday, May 4." width="400" height="40">', MAY_BE_TEXT),
    Example(f'<img src="{SVG}" alt="Dues">', MAY_BE_TEXT),
    Example('<input type="image" src="/i/btn-go.png" alt="Go" width="80" height="30">', MAY_BE_TEXT),
    Example(
        '<img src="/i/9.jpg" alt="Two masters paint a buoy at sea." width="900" height="300">'
        '<img src="/i/8.jpg" alt="View of the pier" width="240" height="80">',
        INAPPLICABLE,
    ),
    Example('<img src="/i/9.gif" alt="Map of offices open on Monday in May." width="400" height="40">', INAPPLICABLE),
    Example('<img src="/i/title.gif" alt="Fees" width="20" height="40"><img src="/i/button.png" alt="">', INAPPLICABLE),
    Example('<a href="/a"><img src="/i/9.gif" alt="Apply for a berth in the harbor"></a>', INAPPLICABLE),
    Example('<svg width="80" height="20"><text y="15">Dues</text></svg>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
