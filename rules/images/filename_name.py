"""Where an image has no alternative of its own, the name of its file often stands in: "D S C underscore 0 0 1 2"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from rules.addresses import parts_of
from rules.correction import corrected, named, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="filename-name",
    title="Image is not called by the name of its file",
    wcag=("1.1.1",),
    trusted_tester=("7.A", "7.B"),
    baseline=("6.A", "6.B"),
    act=("9eb3f6",),
    affects=("302.1",),
    remediation="Write into `alt` what the image tells in its place.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_WORDS = passed("The image's name is not the name of a file.")
IS_ADDRESS = failed(
    "The image's name is the address of its file: no words for what it tells, and too many if it only decorates.",
    fails=("7.A", "7.B"),
)
IS_FILE_NAME = cant_tell("This name is that of a file. Does it say what the image tells?", asks=("7.A",))

FILE = re.compile(r"\S+\.(avif|bmp|gif|jpe?g|png|svg|tiff?|webp)|(dscn?|img|pict?)[\s_-]?\d{2,}", re.IGNORECASE)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed `img` and image button that has a name."""
    for element in page.tagged("img", "input"):
        is_image = element.tag == "img" or (element.get("type") or "").strip().lower() == "image"
        if is_image and element.is_exposed and element.name.strip():
            yield element


def expectation(image: Element) -> Result:
    """Its name neither looks like that of a file nor is an address it is loaded from, or the last part of one."""
    name = image.name.strip().lower()
    if "/" in name and FILE.fullmatch(name) and name == (image.get("src") or "").strip().lower():
        return IS_ADDRESS.with_detail(image.name)
    candidates = [part.split()[0] for part in (image.get("srcset") or "").split(",") if part.split()]
    is_file = FILE.fullmatch(name) or any(name == _file(url) for url in (image.get("src") or "", *candidates))
    return IS_FILE_NAME.with_detail(image.name) if is_file else HAS_WORDS


def _file(url: str) -> str:
    return "" if url.startswith("data:") else unquote(parts_of(url).path.rpartition("/")[2]).lower()


EXAMPLES = (
    Example('<img src="seal.png" alt="Seal of the Department of Labor">', HAS_WORDS),
    Example('<img src="chart.png" alt="chart">', HAS_WORDS),
    Example('<img src="../img/seal.png" alt="../img/seal.png">', IS_ADDRESS),
    Example('<img src="/img/seal.png" alt="seal.png">', IS_FILE_NAME),
    Example('<img src="/img/94251e11?w=9" alt="94251E11">', IS_FILE_NAME),
    Example('<img src="harbor.png" alt="DSC_0012">', IS_FILE_NAME),
    Example('<input type="image" src="/img/go" alt="go">', IS_FILE_NAME),
    Example('<img src="seal.png" alt=""><img src="seal.png" alt="seal.png" hidden>', INAPPLICABLE),
)


def correction(image: Element, _: Result) -> Correction | None:
    """The image with words in its `alt`."""
    mended = named(image, "[what the image says]")
    change = 'Write into `alt` what the image says, or leave it empty (`alt=""`) if it only decorates.'
    return corrected(image, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
