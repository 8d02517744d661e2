"""Recordings as bytes: the seam between the browser and the rules.

A recording is one look at one page, as JSON in UTF-8 (keys in the order below), compressed with Zstandard and named by
the SHA-256 of the JSON. Format 2:

    format      2
    url         the page's URL as audited
    width       of the viewport in CSS pixels, and so `height`; `state` of the look
    gaps        [aspect, reason, URL] for each part that could not be looked at
    source      what the HTML as served says (see `auditor/served.py`)
    documents   url, base_url, title, doctype, quirks, content_type, content_language; one a node of kind 9
    styles      computed values in the order of `rules.page.STYLES`, each combination once
    clickable   ids of elements with a click listener
    scrolls     [id, scroll width, scroll height, client width, client height] where the content is larger
    accessible  [id, role, name, description, ignored, properties] from the browser's accessibility tree, for elements
                it tells something of
    media       of each `audio` and `video` that was asked about: node (its id), state (`loaded`, `failed`, `waiting`,
                `empty`), tracks (kind, language, state, shown, cues or null) and, where it loaded, source (its URL
                without a query; of `blob:` and `data:` the scheme), seconds (null when endless), live, sound and
                picture (whether it has such a track), muted, volume, playing, heard (true where it plays for more
                than three seconds and more than silence was measured); null: the browser does not tell
    nodes       columns, one entry a node in composed order: kind (1 element, 3 text, 9 document, 11 shadow root),
                parent, name (tag), value (attributes, or the text), style (index, -1 if not laid out; of a text -1,
                save in an element with `display: contents`, which is not laid out itself), box [x, y, width, height] or
                null, paint (order, or -1)
    backdrops   [id of a text, colors behind it from dark to light, as `#rrggbb`, each of an equal share of the pixels],
                for texts where style and boxes don't tell (see `auditor/pixels.py`); absent where none was tried
    zoomed      what was clipped at 200 % zoom (see `auditor/probes/zoom.py`): [id of the element whose own text it is,
                id of the innermost element that it reaches out of, axis (`x` or `y`), how the text ends there
                (`ellipsis`, `line-clamp` or empty), [left, top, right, bottom] of what all that clips it leaves open,
                the box of each line]; absent where the page was not zoomed
    walk        where the Tab key led (see `auditor/probes/keyboard.py`): stops (ids), ended (`outside`, `limit` or
                `trap`), trap (the ids of the elements that do not let go of the focus), hears (`clicks`, `keys`: what
                anything on the page listens to; null without a trap); absent where nobody walked
    scopes      [id of an element in a `slot`, id of the document or shadow root that it belongs to]; absent where none

The value of a form field, and text that can be edited, is never in a recording.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import orjson
import zstandard

from rules.page import Page

_LEVEL = 3


def encode(recording: dict[str, Any]) -> bytes:
    """The recording as JSON bytes, before compression."""
    return orjson.dumps(recording)


def page_of(data: bytes) -> Page:
    """The page that a recording's JSON bytes tell of.

    Raises `ValueError` when they are no recording, or of another format than this version reads.
    """
    return Page(orjson.loads(data))


def name_of(data: bytes) -> str:
    """The name under which a recording is kept: the SHA-256 of its JSON bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def compress(data: bytes) -> bytes:
    """The bytes as a file holds them."""
    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(data)


def decompress(data: bytes) -> bytes:
    """The JSON bytes of a recording file. Raises `ValueError` when the file is damaged."""
    try:
        return zstandard.ZstdDecompressor().decompress(data)
    except zstandard.ZstdError as error:
        raise ValueError(f"the recording is damaged ({error})") from error


class Shelf:
    """A folder of recordings, each named by its content and written once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Where the recording with this name lies, whether or not it does."""
        return self._folder / name[:2] / f"{name}.json.zst"

    def put(self, data: bytes, name: str | None = None) -> str:
        """Keeps a recording's JSON bytes and returns its name; on the disk for good when this returns."""
        name = name or name_of(data)
        path = self.path(name)
        if path.exists():
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as file:
            file.write(compress(data))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        return name

    def get(self, name: str) -> bytes:
        """The JSON bytes of a recording. Raises `FileNotFoundError` when it was pruned, `ValueError` when damaged."""
        return decompress(self.path(name).read_bytes())
