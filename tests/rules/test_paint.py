"""How letters look over what style sheets paint behind them."""

from __future__ import annotations

import pytest

from rules.color import Color, contrast, of_hex, parse
from rules.page import Unknown
from rules.paint import MOVING, UNSEEN, Look, look_of, look_over, paint_of
from rules.sensory.text_contrast import told

INITIAL = {
    "visibility": "visible",
    "background-color": "rgba(0, 0, 0, 0)",
    "background-image": "none",
    "background-clip": "border-box",
    "background-size": "auto",
    "filter": "none",
    "mix-blend-mode": "normal",
    "opacity": "1",
    "-webkit-text-fill-color": "rgb(0, 0, 0)",
    "text-shadow": "none",
    "-webkit-text-stroke-width": "0px",
    "position": "static",
    "transform": "none",
    "z-index": "auto",
    "overflow-x": "visible",
    "overflow-y": "visible",
    "animation-name": "none",
    "animation-iteration-count": "1",
}


def look(color: str, *styles: dict[str, str], shadow: str = "none", outline: str = "0px", whole: bool = True) -> Look:
    """How letters of a color look over boxes with these styles, the outermost first."""
    numbers: dict[object, int] = {}
    layers = [(whole, paint_of(INITIAL | style, numbers)) for style in styles]
    return look_of((color, shadow, outline), layers, "")


def ratio(one: str, other: str) -> float:
    first, second = parse(one), parse(other)
    assert not isinstance(first, Unknown)
    assert not isinstance(second, Unknown)
    return contrast(first, second)


def test_text_on_nothing_stands_on_white() -> None:
    found = look("rgb(119, 119, 119)")
    assert found.contrast.lowest == found.contrast.highest == pytest.approx(4.478, abs=0.001)
    assert found.reason == ""


def test_the_innermost_opaque_background_counts() -> None:
    found = look("rgb(255, 255, 255)", {"background-color": "rgb(255, 0, 0)"}, {"background-color": "rgb(0, 0, 0)"})
    assert found.contrast.highest == pytest.approx(21)


def test_a_gradient_is_all_that_lies_between_its_stops() -> None:
    found = look("rgb(255, 255, 255)", {"background-image": "linear-gradient(rgb(0, 0, 0), rgb(119, 119, 119))"})
    assert found.contrast.lowest == pytest.approx(4.478, abs=0.001)
    assert found.contrast.highest == pytest.approx(21)
    assert found.reason == "a gradient is behind the text"


def test_a_gradient_that_does_not_fill_its_box_leaves_what_is_behind_it() -> None:
    style = {"background-image": "linear-gradient(rgb(0, 0, 0), rgb(0, 0, 0))", "background-size": "100% 2px"}
    assert look("rgb(0, 0, 0)", style).contrast.highest == pytest.approx(21)
    assert look("rgb(0, 0, 0)", style).contrast.lowest == 1


def test_a_picture_settles_nothing() -> None:
    found = look("rgb(0, 0, 0)", {"background-image": 'url("https://example.gov/a.png")'})
    assert (found.contrast.lowest, found.reason) == (1, "a picture is behind the text")


def test_a_dark_veil_over_a_picture_settles_that_white_text_stands_out() -> None:
    veil = "linear-gradient(rgba(0, 0, 0, 0.8), rgba(0, 0, 0, 0.8))"
    style = {"background-image": f'{veil}, url("a.png")', "background-size": "auto, cover"}
    assert look("rgb(255, 255, 255)", style).contrast.lowest > 12


def test_an_opaque_box_over_a_picture_hides_it() -> None:
    picture = {"background-image": 'url("a.png")'}
    found = look("rgb(0, 0, 0)", picture, {"background-color": "rgb(255, 255, 255)"})
    assert found.contrast.lowest == pytest.approx(21)


def test_opacity_takes_letters_and_background_toward_what_is_behind_both() -> None:
    found = look("rgb(255, 255, 255)", {"background-color": "rgb(0, 0, 0)", "opacity": "0.5"})
    assert found.contrast.lowest == pytest.approx(ratio("rgb(255, 255, 255)", "rgb(127.5, 127.5, 127.5)"))


def test_text_of_no_opacity_is_not_seen() -> None:
    assert not look("rgb(0, 0, 0)", {"opacity": "0"}).is_seen
    assert not look("rgba(0, 0, 0, 0)").is_seen
    assert not look("rgb(255, 255, 255)").is_seen
    assert not UNSEEN.is_seen


def test_text_that_differs_by_one_step_is_seen() -> None:
    assert look("rgb(254, 255, 255)").is_seen
    assert look("rgb(1, 0, 0)", {"background-color": "rgb(0, 0, 0)"}).is_seen


@pytest.mark.parametrize(
    "style",
    [
        {"filter": "invert(1)"},
        {"mix-blend-mode": "difference"},
        {"background-image": "linear-gradient(rgb(0, 0, 0), rgb(0, 0, 0))", "background-clip": "text"},
    ],
)
def test_an_effect_settles_nothing(style: dict[str, str]) -> None:
    found = look("rgb(0, 0, 0)", style)
    assert found.contrast == (1, 21)
    assert "changes how the text is painted" in found.reason


def test_an_outline_of_the_letters_settles_nothing() -> None:
    assert look("rgb(0, 0, 0)", outline="1px").contrast == (1, 21)


def test_a_shadow_of_the_color_behind_it_changes_nothing() -> None:
    assert look("rgb(0, 0, 0)", shadow="rgb(255, 255, 255) 0px 1px 0px").contrast.lowest == pytest.approx(21)


def test_a_shadow_may_be_what_is_behind_the_letters() -> None:
    found = look("rgb(119, 119, 119)", shadow="rgb(0, 0, 0) 0px 0px 3px")
    assert found.contrast.lowest == 1
    assert found.contrast.highest > 4.5


def test_a_box_behind_a_part_of_the_text_leaves_both_backgrounds() -> None:
    found = look("rgb(0, 0, 0)", {"background-color": "rgb(0, 0, 0)"}, whole=False)
    assert found.contrast.lowest == 1
    assert found.contrast.highest == pytest.approx(21)


def test_the_background_of_an_invisible_box_is_not_painted() -> None:
    found = look("rgb(0, 0, 0)", {"background-color": "rgb(0, 0, 0)", "visibility": "hidden"})
    assert found.contrast.lowest == pytest.approx(21)


def measured(*colors: str, letters: str = "rgb(255, 255, 255)", shadow: str = "none", strength: float = 1.0) -> Look:
    """How letters look over colors that were measured."""
    found = look_over((letters, shadow, "0px"), strength, [of_hex(color) for color in colors])
    assert found is not None
    return found


def test_a_color_is_read_as_it_is_written() -> None:
    assert of_hex("#ff8000") == Color(1.0, 128 / 255, 0.0)
    assert of_hex("#ff8000").hex == "#ff8000"


def test_over_measured_colors_each_counts() -> None:
    found = measured("#000000", "#767676", "#949494")
    assert found.ratios == pytest.approx((21, 4.54, 3.03), abs=0.01)
    assert (found.contrast.lowest, found.contrast.highest) == pytest.approx((3.03, 21), abs=0.01)
    assert found.reason == ""


def test_letters_whose_light_lies_between_that_of_the_measured_colors_may_be_lost() -> None:
    found = measured("#000000", "#ffffff", letters="rgb(119, 119, 119)")
    assert min(found.ratios) > 4.4
    assert found.contrast.lowest == 1


def test_over_measured_colors_translucent_letters_mix_with_each() -> None:
    found = measured("#000000", "#808080", letters="rgba(255, 255, 255, 0.8)", strength=0.5)
    assert found.letters.low.hex == "#666666"
    assert found.ratios == pytest.approx((ratio("rgb(102, 102, 102)", "rgb(0, 0, 0)"), 1.8), abs=0.1)


def test_a_shadow_over_measured_colors_may_be_what_the_letters_stand_on() -> None:
    found = measured("#ffffff", shadow="rgb(0, 0, 0) 0px 0px 3px")
    assert found.ratios == (1,)
    assert (found.contrast.lowest, found.contrast.highest) == pytest.approx((1, 21))
    assert found.reason == "the text has a shadow"


def test_what_the_letters_are_must_be_known_to_measure_what_is_behind_them() -> None:
    assert look_over(("rgb(0, 0, 0)", "none", "1px"), 1.0, [of_hex("#ffffff")]) is None
    assert look_over(("oklch(0.5 0.2 90)", "none", "0px"), 1.0, [of_hex("#ffffff")]) is None


@pytest.mark.parametrize("address", ["https://example.gov/a.GIF?1", "data:image/gif;base64,R0"])
def test_a_gif_may_move(address: str) -> None:
    assert look("rgb(0, 0, 0)", {"background-image": f'url("{address}")'}).reason == MOVING.unknown


def test_the_most_that_faint_text_with_a_shadow_can_have_is_told() -> None:
    found = look("rgb(153, 153, 153)", shadow="rgb(238, 238, 238) 0px 1px 0px")
    assert told(found, 4.5) == "at most 2.84:1, the text has a shadow"
    assert told(found, 2.0) == "the text has a shadow"
