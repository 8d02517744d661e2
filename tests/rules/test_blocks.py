"""What stands on lines of its own, as a person sees it."""

from __future__ import annotations

from rules.blocks import blocks_of
from tests.rules.pages import page


def words(html: str) -> list[str]:
    return [block.words for block in blocks_of(page(html))]


def test_what_is_inline_belongs_to_the_line_that_it_is_on() -> None:
    assert words("<p>You pay <b>15</b> dollars.</p>") == ["You pay 15 dollars."]


def test_a_box_ends_the_line_before_it_and_begins_another_after_it() -> None:
    assert words("<div>Fees<p>You pay.</p>Docks</div>") == ["Fees", "You pay.", "Docks"]


def test_a_line_break_ends_a_line() -> None:
    assert words("<p><b>Fees</b><br>You pay.</p>") == ["Fees", "You pay."]


def test_a_box_inside_something_inline_ends_the_line_too() -> None:
    assert words("<div>Fees<span>here<p>You pay.</p></span>Docks</div>") == ["Feeshere", "You pay.", "Docks"]


def test_what_is_taken_out_of_the_flow_ends_no_line() -> None:
    html = '<p>Fees <span style="display: block; position: absolute">Note</span>and docks</p>'
    assert words(html) == ["Fees and docks", "Note"]


def test_what_cannot_be_seen_is_in_no_block() -> None:
    hidden = '<p>Fees <span style="clip-path: inset(50%)">of the office</span></p>'
    assert words(f'{hidden}<p hidden>a</p><p style="opacity: 0">b</p><p style="visibility: hidden">c</p>') == ["Fees"]


def test_words_in_an_element_without_a_box_of_its_own_are_seen_in_their_own_style() -> None:
    (block,) = blocks_of(page('<p><i style="display: contents; font-weight: 700">Fees</i></p>'))
    assert (block.words, block.container.tag, block.is_bold) == ("Fees", "p", True)
    assert words('<p><i style="display: contents; visibility: hidden">Fees</i></p>') == []


def test_a_block_is_bold_only_if_all_of_its_words_are() -> None:
    bold = 'style="font-weight: 700"'
    html = f"<p><b {bold}>Fees</b> are due</p><p><b {bold}>Fees</b>: <b {bold}>due</b></p>"
    assert [block.is_bold for block in blocks_of(page(html))] == [False, True]


def test_the_look_of_a_block_is_that_of_its_longest_run() -> None:
    (block,) = blocks_of(page('<p>1 <span style="font-size: 30px">Fees and docks</span></p>'))
    assert (block.look.size, str(block.look)) == (30, "30 px, weight 400")


def test_the_element_of_a_block_is_the_innermost_that_holds_all_of_it() -> None:
    shown = page("<p><b>Fees <i>and</i> docks</b><br>You pay.</p><p>Call <i>us</i></p>")
    assert [block.element.tag for block in blocks_of(shown)] == ["b", "p", "p"]


def test_a_block_knows_the_heading_that_it_stands_in() -> None:
    first, second = blocks_of(page("<h2><div><b>Fees</b></div></h2><p>You pay.</p>"))
    assert first.heading is not None
    assert first.heading.tag == "h2"
    assert second.heading is None


def test_a_block_of_a_frame_stands_where_the_frame_is() -> None:
    assert words('<p>Fees</p><iframe srcdoc="<p>Docks</p>"></iframe><p>Piers</p>') == ["Fees", "Docks", "Piers"]


def test_a_text_node_without_a_character_is_no_block() -> None:
    """As in the editing part of a text field that nobody has filled in."""
    shown = page("<p>Fees</p>")
    shown.texts[-1].text = ""
    assert blocks_of(shown) == []
