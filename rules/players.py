"""Sound and video that a page plays: HTML's own elements and the frames of the best-known services."""

from __future__ import annotations

from collections.abc import Iterator

from rules.addresses import parts_of
from rules.page import Element, Page

HOSTS = ("youtube.com", "youtube-nocookie.com", "vimeo.com")
"""The services whose frames hold nothing but a video."""


def has_source(element: Element) -> bool:
    """Whether an `audio` or `video` says what it plays."""
    return bool((element.get("src") or "").strip()) or any(
        child.tag == "source" and (child.get("src") or "").strip() for child in element.elements
    )


def plays_itself(element: Element) -> bool:
    """Whether it starts unasked and can be heard as far as the markup tells."""
    return element.has("autoplay") and not element.has("muted")


def videos(page: Page) -> Iterator[Element]:
    """Each visible `video` with a source, and each visible frame of a video service."""
    for element in page.tagged("video", "iframe"):
        if element.is_visible and (has_source(element) if element.tag == "video" else is_player(element)):
            yield element


def is_player(frame: Element) -> bool:
    """Whether a frame shows the player of a video service."""
    address = parts_of(frame.get("src") or "")
    host = (address.hostname or "").lower()
    return any(host == name or host.endswith(f".{name}") for name in HOSTS) and (
        address.path.startswith(("/embed/", "/video/"))
    )
