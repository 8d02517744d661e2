"""Colors and the contrast between them."""

from __future__ import annotations

import pytest

from rules.color import WHITE, Color, Range, colors_in, contrast, contrast_between, exactly, luminance, parse
from rules.page import Unknown

BLACK = Color(0.0, 0.0, 0.0)


def gray(value: int) -> Color:
    return Color(value / 255, value / 255, value / 255)


@pytest.mark.parametrize(
    ("value", "color"),
    [
        ("rgb(255, 0, 51)", Color(1.0, 0.0, 0.2)),
        ("rgba(0, 0, 0, 0.5)", Color(0.0, 0.0, 0.0, 0.5)),
        ("rgb(0 0 0 / 25%)", Color(0.0, 0.0, 0.0, 0.25)),
        ("color(srgb 1 0.5 0)", Color(1.0, 0.5, 0.0)),
        ("color(srgb 1 0.5 0 / 0.1)", Color(1.0, 0.5, 0.0, 0.1)),
        ("transparent", Color(0.0, 0.0, 0.0, 0.0)),
    ],
)
def test_computed_colors_in_srgb_are_read(value: str, color: Color) -> None:
    assert parse(value) == color


@pytest.mark.parametrize("value", ["oklch(0.7 0 0)", "color(display-p3 1 0 0)", "rgb(none 0 0)", "", "red"])
def test_a_color_in_another_space_is_unknown(value: str) -> None:
    assert isinstance(parse(value), Unknown)


def test_the_colors_of_a_gradient_are_found_in_order() -> None:
    value = "linear-gradient(to right, rgb(255, 255, 255) 0%, rgba(0, 0, 0, 0.5) calc(10px + 5%), rgb(0, 0, 0))"
    assert colors_in(value) == (WHITE, Color(0.0, 0.0, 0.0, 0.5), BLACK)


def test_a_gradient_with_a_color_that_cannot_be_read_is_unknown() -> None:
    assert isinstance(colors_in("linear-gradient(oklch(0.7 0 0), rgb(0, 0, 0))"), Unknown)


def test_luminance_and_contrast_are_those_of_wcag() -> None:
    assert luminance(BLACK) == 0
    assert luminance(WHITE) == pytest.approx(1)
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(gray(0x77), WHITE) == pytest.approx(4.478, abs=0.001)
    assert contrast(gray(0x76), WHITE) == pytest.approx(4.542, abs=0.001)
    assert contrast(WHITE, gray(0x76)) == contrast(gray(0x76), WHITE)


def test_a_translucent_color_lets_what_is_behind_shine_through() -> None:
    assert exactly(WHITE).under(Color(0.0, 0.0, 0.0, 0.5)) == exactly(Color(0.5, 0.5, 0.5))
    assert exactly(WHITE).under(Color(0.0, 0.0, 0.0, 0.0)) == exactly(WHITE)
    assert exactly(WHITE).under(BLACK) == exactly(BLACK)


def test_two_ranges_that_share_a_luminance_may_have_no_contrast_at_all() -> None:
    lowest, highest = contrast_between(exactly(gray(128)), Range(BLACK, WHITE))
    assert lowest == 1
    assert highest == pytest.approx(contrast(gray(128), BLACK))


def test_the_contrast_between_two_ranges_lies_between_that_of_their_ends() -> None:
    lowest, highest = contrast_between(Range(gray(200), WHITE), Range(BLACK, gray(50)))
    assert lowest == pytest.approx(contrast(gray(200), gray(50)))
    assert highest == pytest.approx(21)


def test_a_color_is_printed_as_people_write_it() -> None:
    assert Color(1.0, 0.2, 0.0, 0.3).hex == "#ff3300"
