"""Which words of a page are read together, and what sentences are taken to say."""

from __future__ import annotations

import pytest

from rules.auto_playing.auto_updating import _says as updates
from rules.coloring import charts, telling
from rules.lines import differs, links_in_lines
from rules.motion import motions, stopping
from rules.pointing import gives_name, pointing
from rules.prose import prose_of, quoted
from rules.sensory.audible_cue import _cue as sounds
from rules.time_limits.time_limit_words import _limit as limits
from tests.rules.pages import page


def paragraphs(html: str) -> list[str]:
    return [paragraph.text for paragraph in prose_of(page(html)).paragraphs]


def test_the_words_of_a_block_are_one_paragraph_whatever_stands_in_its_lines() -> None:
    assert paragraphs("<p>Press the <b>green</b>\n<a href='/'>button</a>.</p>") == ["Press the green button."]


def test_words_in_an_element_without_a_box_of_its_own_are_prose() -> None:
    assert paragraphs("<p>Press the <b style='display: contents'>green</b> button.</p>") == ["Press the green button."]


def test_a_block_in_a_block_is_a_paragraph_of_its_own() -> None:
    assert paragraphs("<div>Fees<p>Ferries</p>and tolls</div>") == ["Fees and tolls", "Ferries"]


def test_a_line_break_parts_words() -> None:
    assert paragraphs("<p>Pier 4<br>Gull Cove</p>") == ["Pier 4 Gull Cove"]


def test_what_is_hidden_or_quoted_is_no_prose() -> None:
    assert paragraphs("<p hidden>Gone</p><p style='opacity: 0'>Clear</p><pre>make</pre><button>Send</button>") == []


def test_the_words_of_a_frame_are_no_part_of_the_page_around_it() -> None:
    assert paragraphs("<p>Hours <iframe srcdoc='<p>8 to 4</p>'></iframe></p>") == ["Hours", "8 to 4"]


def test_passages_are_found_by_their_words() -> None:
    found = prose_of(page("<p>Fees rise.</p><p>The fee is due.</p><p>Feeble</p>")).having(["fee", "rise"])
    assert [paragraph.text for paragraph in found] == ["Fees rise.", "The fee is due."]


def test_of_sentences_that_say_the_same_the_first_is_told() -> None:
    prose = prose_of(page("<p>Hello. It is red.</p><p>That is Red.</p><p>It is blue.</p>"))
    said = prose.sentences(["red", "blue"], lambda text: next((w for w in ("red", "blue") if w in text.lower()), ""))
    assert list(said.values()) == ["It is red.", "It is blue."]


def test_a_long_sentence_is_told_in_part() -> None:
    assert quoted("Short.") == '"Short."'
    assert len(quoted("long " * 100)) < 210


@pytest.mark.parametrize(
    "sentence",
    [
        "Click the green button to start.",
        "Select the round icon.",
        'Then press the blue "Apply" button.',
        "Use the small triangle.",
        "Type your answer in the box on the right.",
        "Begin with the menu on the left.",
        "Links to related forms are in the column at right.",
        "Look in the left-hand column.",
        "Use the menu on the right to move around.",
        "Choose the icon in the top right-hand corner of the page.",
        "Pulse el botón rojo.",
        "Busque el menú a la izquierda.",
        "Haga clic en el icono de la esquina superior derecha.",
    ],
)
def test_a_sentence_points_by_shape_color_size_or_side(sentence: str) -> None:
    assert pointing(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Apply for a green card.",
        "See the form on the right to appeal a decision.",
        "You have the right to vote, and may check the box.",
        "Choose the right form.",
        "Create the column in the right table.",
        "Select the button below.",
        "See the table at the top of the page.",
        "Follow the links to right-of-way permits.",
        "Find the black box data recorder.",
        "The button is on the left side of the door.",
        "Turn left and look for the square building with the round symbol at the door.",
        "Use the small business form.",
        "The box drawn with the upper left corner of a frame is shown.",
        "Left behind: check the form again.",
        "Round trip fares are listed here.",
        "El formulario está a la derecha del nombre.",
    ],
)
def test_a_sentence_does_not_point_by_words_that_mean_something_else(sentence: str) -> None:
    assert pointing(sentence) == ""


def test_a_name_in_quotation_marks_or_capitals_is_a_name() -> None:
    assert gives_name("Click “Documentation” in the upper right corner.")
    assert gives_name("Open the Harbors menu on the left.")
    assert not gives_name("Open the menu on the left of Harbors.")
    assert not gives_name("Menu on the left")


@pytest.mark.parametrize(
    "sentence",
    [
        "Required fields are marked in red.",
        "Please check the fields in red and try again.",
        "Booked days are shown in dark red.",
        "Blue bars show exports.",
        "Red means closed.",
        "The map is color-coded.",
        "The colors indicate the water level.",
        "Los campos marcados en rojo son obligatorios.",
    ],
)
def test_a_sentence_tells_what_a_color_means(sentence: str) -> None:
    assert telling(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Required fields are marked with a red asterisk.",
        "The officer is dressed in blue.",
        "Fill in the form in black ink.",
        "The Bureau is in the red.",
        "Green energy shows growth.",
        "Changed dates are shown in bold red.",
        "Senator Green represents the fifth district.",
    ],
)
def test_a_color_that_says_nothing_or_not_alone_is_left_out(sentence: str) -> None:
    assert telling(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "is_limit"),
    [
        ("Your session will expire in 10 minutes.", True),
        ("The session times out after a while.", True),
        ("You will be automatically logged out after 15 minutes of inactivity.", True),
        ("You have thirty minutes to complete the quiz.", True),
        ("Su sesión expirará pronto.", True),
        ("The survey takes 15 minutes to complete.", False),
        ("You have 30 days to respond.", False),
        ("The legislative session will end in June.", False),
        ("Log out after you have finished.", False),
    ],
)
def test_a_sentence_tells_of_a_time_limit(sentence: str, is_limit: bool) -> None:
    assert bool(limits(sentence)) is is_limit


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("When you hear the beep, speak.", True),
        ("You will hear a short tone.", True),
        ("When you hear the word harbor, think of ships.", False),
        ("Leave a message when you hear the beep.", False),
        ("If you hear the alarm, leave the building.", False),
    ],
)
def test_a_sentence_speaks_of_a_sound_of_the_page(sentence: str, is_told: bool) -> None:
    assert bool(sounds(sentence)) is is_told


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("This page refreshes every 30 seconds.", True),
        ("The table is updated automatically.", True),
        ("Arrival times update every two minutes.", True),
        ("La página se actualiza automáticamente.", True),
        ("The list is updated every year.", False),
        ("The program automatically updates the index.", False),
    ],
)
def test_a_sentence_tells_that_something_updates_by_itself(sentence: str, is_told: bool) -> None:
    assert bool(updates(sentence)) is is_told


def test_links_stand_in_running_text_only_where_there_are_words_besides_them() -> None:
    def links(html: str) -> list[str]:
        return [linked.link.text for linked in links_in_lines(page(html))]

    words = "Fees are due on the first day of May, see"
    assert links(f"<p>{words} <a href='/'>the list</a></p>") == ["the list"]
    assert links(f"<div>{words}<p><a href='/'>the list</a></p></div>") == []
    assert links("<p><a href='/'>Fees</a> | <a href='/'>Hours of all offices by day</a></p>") == []
    assert links(f"<p>{words}<br><a href='/'>the list</a></p>") == []
    assert links(f"<p>{words} <a href='/'>1</a></p>") == []


def test_a_link_within_a_bold_sentence_is_not_told_by_being_bold() -> None:
    bold = "style='font-weight: 700; text-decoration-line: none; border-bottom-style: none; outline-style: none'"
    (linked,) = links_in_lines(page(f"<p {bold}>Fees are due on the first of May, see <a href='/' {bold}>fees</a></p>"))
    assert differs(linked) is not True


def test_a_chart_is_drawn_in_several_hues_and_has_words() -> None:
    def bars(*fills: str) -> str:
        shapes = "".join(f"<rect fill='{fill}'/><text>Q</text>" for fill in fills)
        return f"<svg style='width: 300px' class='chart'>{shapes}</svg>"

    def found(html: str) -> bool:
        recorded = page(html)
        for svg in recorded.tagged("svg"):
            svg.box = svg.box and svg.box._replace(width=300.0, height=200.0)
        return next(charts(recorded), None) is not None

    assert found(bars("#0a5c66", "#a83c22", "#0a5c66", "#a83c22"))
    assert not found(bars("#333", "#666666", "#333", "gray"))
    assert not found(bars("#0a5c66", "#0a5c66", "none", "#0a5c66"))


def test_only_what_moves_for_longer_than_five_seconds_moves() -> None:
    def kinds(style: str) -> list[str]:
        return [motion.kind for motion in motions(page(f"<p style='{style}'>Fees</p>")).values()]

    assert kinds("animation-name: pulse; animation-duration: 2s; animation-iteration-count: 3") == ["animation"]
    assert kinds("animation-name: pulse; animation-duration: 1s; animation-iteration-count: infinite") == ["animation"]
    assert kinds("animation-name: pulse; animation-duration: 0s; animation-iteration-count: infinite") == []
    assert kinds("animation-name: pulse; animation-duration: 2s; animation-iteration-count: 2") == []
    assert kinds("animation-name: none, pulse; animation-duration: 9s, 1s; animation-iteration-count: 1") == []


@pytest.mark.parametrize(
    ("name", "stops"),
    [
        ("Pause", True),
        ("Stop slide show", True),
        ("Play/pause", True),
        ("Pause the news ticker", True),
        ("Detener animación", True),
        ("Stop fraud", False),
        ("Bus stop", False),
        ("Play", False),
    ],
)
def test_a_control_is_called_as_if_it_stopped_something(name: str, stops: bool) -> None:
    assert bool(stopping(page(f"<button>{name}</button>"))) is stops
