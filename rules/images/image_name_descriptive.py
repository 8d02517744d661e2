"""A name that any image could have tells people who can't see the image nothing, and takes their time to do so.

What an image shows nobody but a person can tell; so only names are asked about that are unlikely to say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rules.correction import NOTHING, changed, corrected, named, speech_of
from rules.general_names import GENERAL_IMAGES
from rules.images import filename_name
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="image-name-descriptive",
    title="Image's name says what it shows",
    wcag=("1.1.1",),
    trusted_tester=("7.A", "7.B"),
    baseline=("6.A", "6.B"),
    act=("qt1vmo",),
    affects=("302.1",),
    remediation="Write into `alt` what the image tells in its place, or leave `alt` empty if it only decorates.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_WORDS = passed("The image's name is none that any image could have.")
IS_DECORATIVE = failed("The image's name says that it only decorates; it should have no name.", fails=("7.B",))
IS_LEFT_OVER = failed("The image's name is what a program left there in place of words.", fails=("7.A", "7.B"))
IS_GENERAL = cant_tell("Does this name say what the image shows?", asks=("7.A",))
IS_SHARED = cant_tell("Other images on the page have the same name. Does it say what this one shows?", asks=("7.A",))
IS_CAPTION = cant_tell("The name repeats the caption. Does the caption tell all that the image shows?", asks=("7.A",))
IS_DISPUTED = cant_tell("Two attributes name this image in other words. Is the name that is read right?", asks=("7.A",))

DECORATIVE = re.compile(
    r"(purely )?decorative([\s_-]+(image|graphic|icon|photo|picture|line|border|divider|element))?", re.IGNORECASE
)
LEFT_OVER = re.compile(r"undefined|\[object \w+\]|\{\{\s*[A-Za-z_][\w.]*\s*\}\}")
FORMULA = re.compile(r"math|latex|\btex\b|formula|equation", re.IGNORECASE)
LEAST, LARGE, WIDE = 4, 64, 200
"""Pixels: below the first an image is a mark, from the second it shows something, from the third it is a figure."""


def applicability(page: Page) -> Iterator[Element]:
    """The first of the visible and exposed images with each accessible name: `img`, and what has the role `img`."""
    return (images[0] for images in page.derived(_by_name).values())


def _by_name(page: Page) -> Mapping[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    images = {e.id: e for e in (*page.tagged("img"), *page.with_role("img", "image"))}
    for _, image in sorted(images.items()):
        box = image.box
        if box is not None and min(box.width, box.height) >= LEAST and image.is_exposed and image.is_visible:
            name = " ".join(image.name.split())
            if name:
                found.setdefault(name, []).append(image)
    return found


def expectation(image: Element) -> Result:
    """Its name is neither a general word nor a program's remains, and no sign lets one doubt that it fits the image."""
    name = " ".join(image.name.split())
    if DECORATIVE.fullmatch(name):
        return IS_DECORATIVE.with_detail(name)
    if LEFT_OVER.fullmatch(name):
        return IS_LEFT_OVER.with_detail(name)
    if image.tag == "img" and filename_name.expectation(image) != filename_name.HAS_WORDS:
        return HAS_WORDS  # that rule tells
    if GENERAL_IMAGES.fullmatch(name) and not FORMULA.search(image.get("class") or ""):
        return IS_GENERAL.with_detail(name)
    if _is_disputed(image):
        return IS_DISPUTED.with_detail(f"{name!r} and {image.get('alt')!r}")
    first_shared, first_captioned = image.page.derived(_doubtful)
    if image is first_shared:
        return IS_SHARED.with_detail(name)
    return IS_CAPTION.with_detail(name) if image is first_captioned else HAS_WORDS


def _is_disputed(image: Element) -> bool:
    """Whether its `alt` shares no word with the label that is read in its place."""
    alt = _words(image.get("alt") or "")
    return image.tag == "img" and bool(alt) and alt.isdisjoint(_words(image.name))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.lower()))


def _doubtful(page: Page) -> tuple[Element | None, Element | None]:
    """The first image that shares its name with one of another source, and the first that its caption names again."""
    shared = captioned = None
    for name, images in page.derived(_by_name).items():
        large = [e for e in images if e.tag == "img" and e.box and min(e.box.width, e.box.height) >= LARGE]
        if shared is None and len({e.get("src") for e in large}) > 1 and images[0] in large:
            shared = images[0]
        figure = images[0].closest("figure") if captioned is None else None
        caption = next((e for e in figure.elements if e.tag == "figcaption"), None) if figure else None
        box = images[0].box
        if (
            caption is not None
            and box
            and box.width >= WIDE
            and caption.text.strip(" .").lower() == name.strip(" .").lower()
        ):
            captioned = images[0]
    return shared, captioned


SIZE = 'width="80" height="80"'
DOT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"

EXAMPLES = (
    Example(f'<img src="seal.png" alt="Seal of the Department of Labor" {SIZE}>', HAS_WORDS),
    Example(
        f'<img src="e.png" alt="e" class="math" {SIZE}><img src="DSC_0012.png" alt="DSC_0012">', HAS_WORDS, HAS_WORDS
    ),
    Example(f'<img src="line.png" alt="decorative image" {SIZE}>', IS_DECORATIVE),
    Example(
        f'<img src="boat.png" alt="undefined" {SIZE}><img src="b.png" alt="{{{{ item.alt }}}}">',
        IS_LEFT_OVER,
        IS_LEFT_OVER,
    ),
    Example(f'<img src="boat.png" alt="Photo" {SIZE}><img src="tug.png" alt="Photo" {SIZE}>', IS_GENERAL),
    Example(f'<svg role="img" aria-label="Image 3" {SIZE}><circle r="9"></circle></svg>', IS_GENERAL),
    Example(f'<img src="{DOT}" alt="Harbor" {SIZE}><img src="{DOT}#b" alt="Harbor" {SIZE}>', IS_SHARED),
    Example(
        f'<figure><img src="{DOT}" alt="Dredging, 2026" width="300" height="200">'
        "<figcaption>Dredging, 2026.</figcaption></figure>",
        IS_CAPTION,
    ),
    Example(f'<img src="a.png" alt="Ferry timetable" aria-label="Our harbors" {SIZE}>', IS_DISPUTED),
    Example(f'<img src="a.png" alt=""><img src="b.png" alt="Photo" {SIZE} hidden>', INAPPLICABLE),
    Example(f'<img src="a.png" alt="Photo" aria-hidden="true" {SIZE}>', INAPPLICABLE),
)


def correction(image: Element, result: Result) -> Correction | None:
    """The image without a name if it decorates, else with one that says what it shows."""
    if result == IS_LEFT_OVER:
        mended = named(image, "[what the image says]")
        change = "Say what the image says in place of what a program left there."
        return corrected(image, mended, change=change, speech=speech_of(mended))
    names = ("aria-label", "aria-labelledby", "title")
    if image.tag == "img":
        silent = changed(image, {"alt": ""}, without=(*names, "role"))
        return corrected(image, silent, change='Empty the `alt`: `alt=""`.', speech=NOTHING)
    silent = changed(image, {"aria-hidden": "true"}, without=(*names, "role"))
    return corrected(image, silent, change='Hide it with `aria-hidden="true"`, and remove its name.', speech=NOTHING)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
