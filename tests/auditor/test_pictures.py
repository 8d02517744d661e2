"""Pictures of findings: the mark is where the element is, and nothing that anybody typed is on them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from auditor.framing import DARK, LIGHT, RING
from auditor.pictures import Picture, Sample
from auditor.visit import Fetched, LookFailed
from tests.auditor.looking import Looker, document, looking

URL = "http://127.0.0.1:9/"
STYLE = """<style>body { margin: 0; font: 16px sans-serif }
.box { background: rgb(0, 0, 255); width: 120px; height: 40px }
b, u, i { display: inline-block; background: rgb(0, 0, 255); width: 120px; height: 40px }</style>"""
BLUE = (0, 0, 255)


@pytest.fixture(scope="module")
def looker() -> Iterator[Looker]:
    with looking() as found:
        yield found


def take(looker: Looker, body: str, *selectors: str, tag: str = "div", width: int = 1280) -> list[Picture]:
    samples = [Sample(URL, "a-rule", str(number), width, each, tag) for number, each in enumerate(selectors)]
    page = Fetched(URL, 200, [("Content-Type", "text/html; charset=utf-8")], document(body, STYLE).encode())
    return looker.run(looker.browser.picture(page, samples))


def pixels(picture: Picture) -> Image.Image:
    with Image.open(io.BytesIO(picture.content), formats=("JPEG",)) as image:
        assert image.size == picture.size
        return image.convert("RGB")


def is_near(one: object, other: tuple[int, int, int]) -> bool:
    """Whether two colors are the same, but for what JPEG does to them."""
    assert isinstance(one, tuple)
    return all(abs(a - b) <= 60 for a, b in zip(one, other, strict=True))


def assert_marked(picture: Picture, color: tuple[int, int, int] = BLUE) -> None:
    image, mark = pixels(picture), picture.mark
    middle = int(mark.y + mark.height / 2)
    assert is_near(image.getpixel((int(mark.x + mark.width / 2), middle)), color)
    for reach, ring in ((RING // 2, LIGHT), (RING + RING // 2, DARK)):
        assert is_near(image.getpixel((int(mark.x - reach), middle)), ring)
        assert is_near(image.getpixel((int(mark.right - 1 + reach), middle)), ring)


@pytest.mark.parametrize(
    "place",
    ["margin: 300px", "margin: 3000px 0 3000px 900px", "position: fixed; right: 30px; bottom: 30px", "margin: 0"],
    ids=["seen at once", "far down", "fixed", "in the corner"],
)
def test_the_mark_is_around_the_element(looker: Looker, place: str) -> None:
    (picture,) = take(looker, f'<div class="box" style="{place}"></div><p>More</p>', "body > div")
    assert (picture.mark.width, picture.mark.height) == (120, 40)
    assert_marked(picture)


def test_each_sample_of_a_page_has_its_picture(looker: Looker) -> None:
    boxes = "".join(f'<div class="box" style="margin: 500px 0; width: {90 + n}px"></div>' for n in range(3))
    pictures = take(looker, boxes, *(f"body > div:nth-of-type({n})" for n in (1, 2, 3)))
    assert [picture.mark.width for picture in pictures] == [90, 91, 92]
    for picture in pictures:
        assert_marked(picture)


SHADOW = """<script>customElements.define('x-closed', class extends HTMLElement {
  constructor() { super(); this.attachShadow({ mode: 'closed' }).innerHTML =
    '<style>u { display: inline-block; background: blue; width: 120px; height: 40px }</style>' +
    '<p></p><p><u></u>123-45-6789</p>'; }
})</script>"""
FRAME = f"""<iframe style="margin: 900px 100px" srcdoc='{STYLE}<p><i></i></p>'></iframe>"""


def test_an_element_in_a_shadow_tree_or_a_frame_is_found(looker: Looker) -> None:
    body = f"<x-closed></x-closed>{FRAME}{SHADOW}"
    (shadow,) = take(looker, body, "body > x-closed >>> :host > p:nth-of-type(2) > u", tag="u")
    (frame,) = take(looker, body, "body > iframe >>> body > p > i", tag="i")
    for picture in (shadow, frame):
        assert (picture.mark.width, picture.mark.height) == (120, 40)
        assert_marked(picture)


def test_a_pseudo_element_is_shown_by_its_owner(looker: Looker) -> None:
    (picture,) = take(looker, '<div class="box"></div>', "body > div::before", tag="::before")
    assert_marked(picture)


def test_a_phone_shows_what_was_seen_on_a_phone(looker: Looker) -> None:
    body = '<div class="box" style="margin: 20px"></div>'
    head = '<meta name="viewport" content="width=device-width">'
    (picture,) = take(looker, head + body, "body > div", width=375)
    assert picture.size[0] == 375
    assert_marked(picture)


@pytest.mark.parametrize(
    "body",
    ["<p>Gone</p>", "<p>Gone</p><span></span>", '<div hidden class="box"></div>', '<div style="height: 0"></div>'],
    ids=["gone", "another", "hidden", "empty"],
)
def test_what_the_page_no_longer_shows_has_no_picture(looker: Looker, body: str) -> None:
    assert take(looker, body, "body > :is(div, span)") == []


FIELDS = """<div class="box"></div><label>Name <input value="{0}"></label><input type="email" placeholder="{0}">
<input type="date" value="{1}"><textarea rows="3" style="color: red !important">{0}</textarea>
<select style="width: 200px"><option>{0}</select><select multiple style="width: 200px"><option selected>{0}</select>
<p contenteditable>{0} <span style="color: red">{0}</span></p><div role="textbox">{0}</div>
<x-field></x-field><iframe srcdoc="<input value={0}>"></iframe>
<script>customElements.define('x-field', class extends HTMLElement {{
  constructor() {{ super(); this.attachShadow({{ mode: 'closed' }}).innerHTML = '<input value="{0}"><p>SSN {2}</p>'; }}
}})</script>"""


def test_what_is_typed_is_not_in_the_picture(looker: Looker) -> None:
    (one,) = take(looker, FIELDS.format("Wilhelmina", "2001-10-12", "123-45-6789"), "body > div")
    (other,) = take(looker, FIELDS.format("Archibald", "1999-12-30", "987-65-4321"), "body > div")
    assert one.content == other.content


PEOPLE = """<div class="box"></div><h1>Ann, {0}</h1><p>Number <b>{1}</b>-{2}, telephone <a href="tel:">{3}</a></p>
<table><tr><td>{4}<td>{0}</table><img alt="{0}" src="/missing.png" width="300"><input type="submit" value="{3}">
<svg width="300" height="30"><text y="20">{0}</text></svg><iframe srcdoc="<p>{0}</p>"></iframe>"""


def test_what_identifies_people_is_not_in_the_picture(looker: Looker) -> None:
    (one,) = take(
        looker, PEOPLE.format("ann@agency.gov", "123", "45-6789", "(202) 555-0134", "4111 1111 1111 1111"), "body > div"
    )
    (other,) = take(
        looker, PEOPLE.format("bob@bureau.com", "987", "65-4321", "(303) 777-9876", "5500 0000 0000 0004"), "body > div"
    )
    assert one.content == other.content


def test_text_that_identifies_nobody_can_be_read(looker: Looker) -> None:
    (one,) = take(looker, '<div class="box"></div><p>Apply for a permit</p>', "body > div")
    (other,) = take(looker, '<div class="box"></div><p>Renew your permit</p>', "body > div")
    assert one.content != other.content


def test_the_page_can_not_put_back_what_was_hidden(looker: Looker) -> None:
    again = """<div class="box"></div><p id=told>{0}</p><input value="{1}"><script>
    const undo = () => {{
      if (told.textContent !== '{0}') told.textContent = '{0}';
      document.adoptedStyleSheets = [];
    }};
    setInterval(undo, 1);
    addEventListener('scroll', undo);
    new MutationObserver(undo).observe(told, {{ childList: true, subtree: true, characterData: true }});
    document.getElementById = Document.prototype.createTreeWalker = null;</script>"""
    (one,) = take(looker, again.format("123-45-6789", "Wilhelmina"), "body > div")
    (other,) = take(looker, again.format("987-65-4321", "Archibald"), "body > div")
    assert one.content == other.content


def test_names_of_elements_are_no_hindrance(looker: Looker) -> None:
    body = """<div class="box"></div><form name="createTreeWalker"><input name="getAttribute"></form>
    <img name="images"><form name="adoptedStyleSheets"></form>"""
    (picture,) = take(looker, body, "body > div")
    assert_marked(picture)


def test_a_page_that_hangs_costs_its_pictures_alone(looker: Looker) -> None:
    looker.browser.deadline = 2.0
    try:
        with pytest.raises(LookFailed):
            take(looker, "<div class=box></div><script>for (;;);</script>", "body > div")
    finally:
        looker.browser.deadline = 10.0
    assert len(take(looker, '<div class="box"></div>', "body > div")) == 1
