"""What a picture shows of a window, and where its mark is."""

from __future__ import annotations

import io
import os

import pytest
from PIL import Image

from auditor.framing import DARK, LIGHT, MAT, MOST_BYTES, RING, clip_of, framed, packed
from rules.page import Box

GREY = (120, 120, 120)
WINDOW = Box(0, 0, 1280, 800)


def grey(wide: int = 640, high: int = 480) -> Image.Image:
    return Image.new("RGB", (wide, high), GREY)


@pytest.mark.parametrize(
    ("box", "clip"),
    [
        (Box(600, 400, 80, 20), Box(320, 170, 640, 480)),
        (Box(0, 0, 10, 10), Box(0, 0, 640, 480)),
        (Box(1270, 790, 10, 10), Box(640, 320, 640, 480)),
        (Box(200, 100, 900, 30), Box(152, 0, 640, 480)),
        (Box(0, -500, 1280, 9000), Box(0, 0, 640, 480)),
    ],
    ids=["in the middle", "first corner", "last corner", "wider than a picture", "larger than the window"],
)
def test_an_element_is_shown_with_what_is_around_it_or_where_it_begins(box: Box, clip: Box) -> None:
    assert clip_of(box, WINDOW, 640, 480) == clip


def test_a_picture_is_no_larger_than_the_window() -> None:
    assert clip_of(Box(10, 10, 20, 20), Box(0, 0, 375, 300), 640, 480) == Box(0, 0, 375, 300)


def test_two_rings_go_around_the_box_and_leave_it_free() -> None:
    picture, mark = framed(grey(), Box(100.4, 50.2, 60, 30))
    assert picture.size == (640, 480)
    assert mark == Box(100, 50, 61, 31)
    inside = picture.crop((100, 50, 161, 81))
    assert inside.getcolors() == [(61 * 31, GREY)]
    for x in range(100 - RING, 100):
        assert picture.getpixel((x, 60)) == LIGHT
    for x in range(100 - 2 * RING, 100 - RING):
        assert picture.getpixel((x, 60)) == DARK
    assert picture.getpixel((161, 60)) == LIGHT
    assert picture.getpixel((161 + 2 * RING, 60)) == GREY
    assert (picture.getpixel((130, 49)), picture.getpixel((130, 81))) == (LIGHT, LIGHT)


def test_an_element_at_the_edge_gets_its_mark_on_a_mat() -> None:
    picture, mark = framed(grey(), Box(0, 0, 640, 40))
    assert picture.size == (640 + 4 * RING, 480 + 2 * RING)
    assert mark == Box(2 * RING, 2 * RING, 640, 40)
    assert picture.getpixel((0, 0)) == DARK
    assert picture.getpixel((0, 300)) == MAT
    assert picture.getpixel((2 * RING, 2 * RING)) == GREY


def test_no_edge_is_drawn_where_the_element_goes_on() -> None:
    picture, mark = framed(grey(), Box(100, 100, 1e6, 1e6))
    assert picture.size == (640, 480)
    assert mark == Box(100, 100, 540, 380)
    assert picture.crop((100, 100, 640, 480)).getcolors() == [(540 * 380, GREY)]
    assert picture.getpixel((99, 479)) == LIGHT


def test_a_picture_is_small_whatever_it_shows() -> None:
    noise = Image.frombytes("RGB", (640, 480), os.urandom(640 * 480 * 3))
    made = packed(noise, Box(300, 200, 20, 20))
    assert made is not None
    content, size, mark = made
    assert len(content) <= MOST_BYTES
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
        assert image.size == size
    assert size < (640, 480)
    assert mark == Box(size[0] / 2 - 10, size[1] / 2 - 10, 20, 20)
