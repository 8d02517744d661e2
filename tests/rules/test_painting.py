"""Surfaces behind texts are found in little room, however high a page says that they are."""

from __future__ import annotations

import tracemalloc

from rules.page import Box
from rules.painting import Painting
from tests.rules.pages import page


def test_boxes_of_millions_of_pixels_take_little_room_and_still_count() -> None:
    dark = '<div style="background-color: rgb(0, 0, 0)"></div>'
    tall = page(f'{dark * 300}<p style="color: rgb(0, 0, 0)">Words</p>')
    for box in tall.tagged("div"):
        box.box = Box(0, 0, 1280, 33_000_000)
    tracemalloc.start()
    painting = Painting(tall)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000
    (text,) = (text for text in tall.texts if text.text == "Words")
    assert text.box is not None
    behind = list(painting._overlaps(text, text.box, painting._places[text.parent.id]))
    assert len(behind) == 300
