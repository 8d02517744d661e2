"""An `object` can show an image, a film or a sound.

People who cannot see or hear it need its name to learn what it is; what stands inside the element is read only when
the browser could not show the object.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.addresses import parts_of
from rules.correction import changed, corrected, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="object-name",
    title="Object that shows an image, a film or a sound has an accessible name",
    wcag=("1.1.1",),
    trusted_tester=("7.A",),
    baseline=("6.A",),
    act=("8fc3b6",),
    affects=("302.1",),
    remediation="Name the `object` with `aria-label` or `title`, or use `img` with `alt` in its place.",
    needs=(Aspect.TREE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_NAME = passed("The object has an accessible name.")
NO_NAME = failed("The object shows something that is no text, and has no accessible name.", fails=("7.A",))

IMAGES = frozenset({"apng", "avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"})
RECORDINGS = frozenset({"aac", "flac", "m4a", "m4v", "mov", "mp3", "mp4", "oga", "ogg", "ogv", "wav", "webm"})


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed `object` without a role of its own that shows an image, a film or a sound, not its fallback."""
    return (e for e in page.tagged("object") if e.is_exposed and not e.has("role") and _shows_media(e))


def _shows_media(element: Element) -> bool:
    if element.box is None or element.box.area == 0:
        return False
    frame = next((d for d in element.page.documents if d.owner is element), None)
    if frame is None:
        shows_fallback = any(e.is_rendered for e in element.elements) or any(t.box for t in element.texts())
        return not shows_fallback and _is_media(element.get("type") or _type_of(element.get("data") or ""))
    # A browser that is given a film or a sound makes a document around it, with nothing else in it.
    inside = [e.tag for e in frame.elements if e.parent is not None and e.parent.tag == "body"]
    is_alone = inside in (["audio"], ["img"], ["video"]) or (frame.root is not None and frame.root.tag == "svg")
    return is_alone and _is_media(element.get("type") or _type_of(frame.url))


def _is_media(media_type: str) -> bool:
    return media_type.strip().lower().startswith(("image/", "audio/", "video/"))


def _type_of(url: str) -> str:
    """The media type that a URL lets expect, or as much of it as matters."""
    parts = parts_of(url)
    if parts.scheme == "data":
        return parts.path
    extension = parts.path.rpartition(".")[2].lower()
    return "image/" if extension in IMAGES else "video/" if extension in RECORDINGS else ""


def expectation(element: Element) -> Result:
    """The object has a name of its own: by `aria-labelledby`, `aria-label` or `title`."""
    words = [element.get("aria-label") or "", element.get("title") or ""]
    words += [target.text or target.name for target in element.references("aria-labelledby")]
    return HAS_NAME if any(word.strip() for word in words) else NO_NAME


GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

WAV = "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="

EXAMPLES = (
    Example(f'<object type="image/gif" data="{GIF}" aria-label="Seal of the Department of Labor"></object>', HAS_NAME),
    Example(f'<object type="image/gif" data="{GIF}"></object>', NO_NAME),
    Example(f'<object type="image/gif" data="{GIF}"><img alt="Seal"></object>', NO_NAME),
    Example(f'<object type="image/gif" data="{GIF}" alt="Seal"></object>', NO_NAME),
    Example(f'<object data="{WAV}"></object>', NO_NAME),
    Example(f'<object data="{WAV}" title="The minutes, read aloud"></object>', HAS_NAME),
    Example(f'<object type="image/gif" data="{GIF}" aria-labelledby="a"></object><img id="a" alt="Seal">', HAS_NAME),
    Example('<object data="data:text/html,<img alt=Seal>"></object>', INAPPLICABLE),
    Example(f'<object type="image/gif" data="{GIF}" hidden></object>', INAPPLICABLE),
    Example(f'<object type="image/gif" data="{GIF}" role="presentation"></object>', INAPPLICABLE),
    Example('<img alt="">', INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """The object with a label."""
    mended = changed(element, {"aria-label": "[what the object shows]"}, without=("aria-labelledby",))
    change = "Add an `aria-label` that says what the object shows."
    return corrected(element, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
