"""What is behind a text is measured on pixels where nothing else tells it, and the page does not notice."""

from __future__ import annotations

import io
from collections.abc import Iterator

import orjson
import pytest
from PIL import Image

from auditor.pixels import SHARES, shares_of
from auditor.tab import PHONE, WIDE
from rules.model import Result
from rules.page import Page, Text
from rules.sensory.text_contrast import RULE, STANDS_OUT, TOO_FAINT, UNCLEAR
from tests.auditor.looking import Looker, document, looking
from tests.hostile.server import Answer, Server, page, serve

DARK, LIGHT = (16, 32, 48), (224, 232, 240)


def picture(left: tuple[int, int, int], right: tuple[int, int, int], kind: str = "PNG") -> Answer:
    """A picture, 400 by 100 pixels, of one color in its left half and another in its right."""
    made = Image.new("RGB", (400, 100), left)
    made.paste(right, (200, 0, 400, 100))
    held = io.BytesIO()
    made.save(held, kind)
    return Answer(held.getvalue(), f"image/{kind.lower()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Looker]:
    with looking() as looker:
        yield looker


@pytest.fixture(scope="module")
def site(browser: Looker) -> Iterator[Server]:
    pictures = {
        "/dark.png": picture(DARK, DARK),
        "/light.png": picture(LIGHT, LIGHT),
        "/halves.png": picture(DARK, LIGHT),
        "/dark.gif": picture(DARK, DARK, "GIF"),
    }
    with serve(pictures) as server:
        browser.permit(server.origin)
        yield server


STYLE = """<style>body { margin: 0 }
p { margin: 0; font: 20px serif; color: #fff; width: 400px; max-width: 100%; height: 100px }
@keyframes turn { to { background-position: 99px } }</style>"""
OVER = '<p style="position: relative">Opening hours</p>'


def shown(browser: Looker, site: Server, body: str, head: str = STYLE) -> Page:
    return browser.page(f"{site.origin}/", document(body, head))


def texts_of(page: Page) -> list[Text]:
    return [text for text in page.texts if text.text.strip() and text.box]


def colors(page: Page) -> set[str]:
    (text,) = texts_of(page)
    return set(text.backdrop.colors) if text.backdrop else set()


def judged(page: Page) -> list[Result]:
    return [RULE.expectation(text) for text in RULE.applicability(page)]


def test_text_on_a_background_picture_is_judged_by_the_colors_of_the_picture(browser: Looker, site: Server) -> None:
    page = shown(
        browser,
        site,
        '<p style="background: url(/dark.png)">Opening hours</p><p style="background: url(/light.png)">Fees</p>',
    )
    assert [text.backdrop and set(text.backdrop.colors) for text in texts_of(page)] == [{"#102030"}, {"#e0e8f0"}]
    assert judged(page) == [STANDS_OUT, TOO_FAINT]
    assert judged(page)[1].detail == "1.23:1, #ffffff on #e0e8f0, 20 px, weight 400"


def test_text_laid_over_an_image_element_is_judged_by_it(browser: Looker, site: Server) -> None:
    body = '<img src="/light.png" alt="" style="position: absolute"><p style="position: relative">Opening hours</p>'
    assert judged(shown(browser, site, body)) == [TOO_FAINT]


def test_a_picture_of_another_origin_is_measured_too(browser: Looker, site: Server) -> None:
    with serve({"/light.png": picture(LIGHT, LIGHT)}) as neighbor:
        browser.permit(neighbor.origin)
        assert colors(shown(browser, site, f'<p style="background: url({neighbor.origin}/light.png)">Hours</p>')) == {
            "#e0e8f0"
        }


def test_text_over_two_colors_is_a_question_that_tells_how_much_is_too_near(browser: Looker, site: Server) -> None:
    body = '<p style="background: url(/halves.png); text-align: center">Open from Monday to Friday at noon</p>'
    (result,) = judged(shown(browser, site, body))
    assert result == UNCLEAR
    assert result.detail == "1.23:1 to 16.51:1, #ffffff on #102030 to #e0e8f0 (50% of it too near), 20 px, weight 400"


def test_what_lies_beside_the_lines_of_a_text_is_not_behind_it(browser: Looker, site: Server) -> None:
    assert colors(shown(browser, site, '<p style="background: url(/halves.png)">Open</p>')) == {"#102030"}


@pytest.mark.parametrize(("height", "expected"), [(60, {"#102030"}), (500, set())])
def test_text_below_the_window_is_measured_where_no_bar_that_sticks_covers_it(
    browser: Looker, site: Server, height: int, expected: set[str]
) -> None:
    body = (
        f'<header style="position: sticky; top: 0; height: {height}px; background: #fff"></header>'
        '<div style="height: 3000px"></div><p style="background: url(/dark.png)">Opening hours</p>'
        '<div style="height: 3000px"></div>'
    )
    assert colors(shown(browser, site, body)) == expected


def test_text_at_the_end_of_a_page_is_measured(browser: Looker, site: Server) -> None:
    body = '<div style="height: 3000px"></div><p style="background: url(/dark.png)">Hours</p>'
    assert colors(shown(browser, site, body)) == {"#102030"}


@pytest.mark.parametrize(
    "body",
    [
        '<p style="background: url(/missing.png)">Opening hours</p>',
        f'<img src="/missing.png" alt="" width=400 height=100 style="position: absolute">{OVER}',
        '<p style="background: url(/dark.gif)">Opening hours</p>',
        f'<img src="/dark.gif" alt="" style="position: absolute">{OVER}',
        f'<canvas style="position: absolute"></canvas>{OVER}',
        f'<video style="position: absolute"></video>{OVER}',
        '<p style="background: url(/dark.png) fixed">Opening hours</p>',
        '<p style="background: url(/dark.png); filter: invert(1)">Opening hours</p>',
        '<p style="background: url(/dark.png); mix-blend-mode: difference">Opening hours</p>',
        '<p style="background: url(/dark.png); opacity: .9">Opening hours</p>',
        '<p style="background: url(/dark.png); color: #000; -webkit-text-stroke: 1px #fff">Opening hours</p>',
        '<p style="background: url(/dark.png); transform: rotate(3deg)">Opening hours</p>',
        '<p style="background: url(/dark.png); overflow: hidden; height: 9px">Opening hours</p>',
        '<p style="background: url(/light.png); animation: turn 9s infinite">Opening hours</p>',
        '<div style="position: fixed; inset: 0; background: #000c"></div><p style="background: url(dark.png)">Fees</p>',
    ],
)
def test_what_pixels_do_not_settle_stays_a_question(browser: Looker, site: Server, body: str) -> None:
    assert judged(shown(browser, site, body)) == [UNCLEAR]


def test_translucent_letters_are_judged_as_they_look_over_each_color(browser: Looker, site: Server) -> None:
    faint, faded = '<p style="{}">Opening hours</p>', "color: #fff; opacity: .2"
    over = '<div style="background: url(/dark.png)">{}</div>'
    assert judged(shown(browser, site, over.format(faint.format("color: rgb(255 255 255 / .2)")))) == [TOO_FAINT]
    assert judged(shown(browser, site, over.format(faint.format(faded)))) == [TOO_FAINT]
    assert judged(shown(browser, site, over.format(faint.format("color: rgb(255 255 255 / .9)")))) == [STANDS_OUT]


def test_a_shadow_that_makes_the_letters_stand_out_is_left_to_a_person(browser: Looker, site: Server) -> None:
    body = '<p style="background: url(/light.png); text-shadow: 0 0 4px #000">Opening hours</p>'
    assert judged(shown(browser, site, body)) == [UNCLEAR]
    body = '<p style="background: url(/dark.png); text-shadow: 0 0 4px #000">Opening hours</p>'
    assert judged(shown(browser, site, body)) == [STANDS_OUT]


def test_letters_and_what_was_typed_are_hidden_while_pixels_are_measured(browser: Looker, site: Server) -> None:
    body = """<div style="position: relative; background: url(/light.png); width: 400px; height: 100px">
      <input value="██████████████████" placeholder="x" style="position: absolute; left: 0; top: 0; width: 300px;
        border: 0; padding: 0; background: none; font: 20px serif; color: #000">
      <p style="position: relative; color: #000; text-decoration: underline; text-shadow: 0 0 0 #000">Your name here</p>
    </div>"""
    assert colors(shown(browser, site, body)) == {"#e0e8f0"}


def test_an_important_color_and_a_transition_of_the_page_hide_nothing_from_the_measure(
    browser: Looker, site: Server
) -> None:
    head = f"{STYLE}<style>#a {{ -webkit-text-fill-color: #000 !important; transition: all 60s }}</style>"
    page = shown(browser, site, '<p id="a" style="background: url(/light.png)">Opening hours</p>', head)
    assert colors(page) == {"#e0e8f0"}


WATCHING = """<meta name="viewport" content="width=device-width"><style>p { transition: all 60s }</style>
<script>for (const event of ['scroll', 'resize', 'transitionrun', 'transitionend'])
  addEventListener(event, () => { document.title += ' ' + event + innerWidth; });</script>"""


def test_a_page_does_not_notice_and_looks_the_same_in_the_next_look(browser: Looker, site: Server) -> None:
    body = '<p style="background: url(/dark.png)">Hours</p><div style="height: 2000px"></div><p id="low">Fees</p>'
    body = body.replace('<p id="low">', '<p style="background: url(/light.png)">')
    visit = browser.visit(f"{site.origin}/watching", document(body, STYLE + WATCHING), sizes=(WIDE, PHONE))
    wide, phone = (Page(orjson.loads(orjson.dumps(look))) for look in visit.looks)
    assert [judged(page) for page in (wide, phone)] == [[STANDS_OUT, TOO_FAINT]] * 2
    assert {text.parent.style("-webkit-text-fill-color") for text in texts_of(phone)} == {"rgb(255, 255, 255)"}
    assert "scroll" not in phone.title
    assert "transition" not in phone.title
    assert [text.backdrop is not None for text in texts_of(phone)] == [True, True]


def test_the_same_page_gives_the_same_bytes(browser: Looker, site: Server) -> None:
    html = document(
        '<p style="background: url(/halves.png)">Open from Monday to Friday at noon</p>'
        '<p style="background: linear-gradient(45deg, #123, #fed 70%)">Open from Monday to Friday at noon</p>',
        STYLE,
    )
    one, other = (browser.bytes(f"{site.origin}/same", html) for _ in range(2))
    assert one == other
    assert b'"backdrops":[[' in one


@pytest.mark.parametrize(
    "body",
    [
        '<p>Opening hours</p><img src="/dark.png" alt="">',
        '<p style="background: linear-gradient(#000, #333)">Opening hours</p>',
        '<p style="background: url(/dark.png)"><span style="background: #000">Opening hours</span></p>',
    ],
)
def test_a_page_whose_colors_style_tells_is_not_measured(browser: Looker, site: Server, body: str) -> None:
    visit = browser.visit(f"{site.origin}/", document(body, STYLE))
    assert "backdrops" not in visit.looks[0]


def test_the_text_of_a_frame_is_not_measured_yet(browser: Looker, site: Server) -> None:
    site.resources["/inner"] = page('<p style="background: url(/light.png)">Opening hours</p>', head=STYLE)
    framed = shown(browser, site, '<iframe src="/inner" title="Hours"></iframe>')
    assert judged(framed) == [UNCLEAR]


def test_shares_are_equal_and_run_from_dark_to_light() -> None:
    told = shares_of([(50, (255, 255, 255)), (50, (0, 0, 0))])
    assert told == ["#000000"] * (SHARES // 2) + ["#ffffff"] * (SHARES // 2)
    assert shares_of([(99, (10, 20, 30)), (1, (30, 40, 50))])[-1] == "#0e1822"
    assert shares_of([(7, (0, 0, 0))]) == []
