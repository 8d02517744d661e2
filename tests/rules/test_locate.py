from __future__ import annotations

import lxml.html
import pytest

from rules.locate import LONGEST_HTML, LONGEST_SELECTOR, Location, Locator
from rules.page import Element, Page
from tests.rules.pages import page


def locate(html: str) -> Location:
    """Where the element marked with the attribute `x` is."""
    found = page(html)
    return Locator(found).locate(marked(found))


def marked(found: Page) -> Element:
    return next(e for e in found.elements if e.has("x"))


@pytest.mark.parametrize(
    ("html", "selector"),
    [
        ("<p x>", "body > p"),
        ("<p></p><div><p></p><p x></p></div>", "body > div > p:nth-of-type(2)"),
        ("<main id=content><ul><li></li><li x></li></ul></main>", "#content > ul > li:nth-of-type(2)"),
        ("<p id=intro x>", "#intro"),
        ("<p id=twice></p><p id=twice x></p>", "body > p:nth-of-type(2)"),
        ("<p id=field-83920 x>", "body > p"),
        ("<p id=':r1:' x>", "body > p"),
        ("<my-card><p x></p></my-card>", "body > my-card > p"),
        ("<svg><g></g><clippath x></clippath></svg>", "body > svg > *:nth-child(2)"),
        (
            "<a-b><template shadowrootmode=open><p></p><p x></p></template></a-b>",
            "body > a-b >>> :host > p:nth-of-type(2)",
        ),
        ("<a-b><template shadowrootmode=open><p id=in><i x></i></p></template></a-b>", "body > a-b >>> #in > i"),
        ("<a-b><template shadowrootmode=open><p></p></template><p x></p></a-b>", "body > a-b > p"),
        ("<iframe srcdoc='<div><p x></p></div>'></iframe>", "body > iframe >>> body > div > p"),
    ],
)
def test_a_selector_leads_to_the_element(html: str, selector: str) -> None:
    assert locate(html).selector == selector


def test_every_selector_finds_exactly_its_element() -> None:
    html = "<header><nav><ul>" + "<li><a href=/>x</a><p></p></li>" * 3 + "</ul></nav></header>"
    html += "<main id=main><table><tbody>" + "<tr><td></td><td><b></b></td></tr>" * 2 + "</tbody></table></main>"
    found = page(html)
    source = f"<!doctype html><html lang='en'><head><title>Page</title></head><body>{html}</body></html>"
    tree = lxml.html.document_fromstring(source)
    expected = list(tree.iter("*"))
    locator = Locator(found)
    for element, same in zip(found.elements, expected, strict=True):
        assert tree.cssselect(locator.locate(element).selector) == [same]


def test_a_text_is_found_by_its_element_and_has_its_own_words() -> None:
    found = page("<p>First <b>second</b></p>")
    text = next(text for text in found.texts if text.text == "second")
    location = Locator(found).locate(text)
    assert (location.selector, location.name, location.tag) == ("body > p > b", "second", "b")
    assert location.box == text.box


def test_generated_content_is_found_by_its_element() -> None:
    found = page("<p style=\"--before: '★'\">x</p>")
    star = next(e for e in found.elements if e.tag == "::before")
    assert Locator(found).locate(star).selector == "body > p::before"


def test_a_page_has_no_place_on_itself() -> None:
    found = page("")
    location = Locator(found).locate(found)
    assert (location.selector, location.html, location.box, location.component) == ("", "", None, "page")


def test_landmark_and_heading_say_where_a_reader_is() -> None:
    location = locate(
        "<h1>Harbor</h1><h2>Fees <b>2026</b></h2><h2 hidden>Not yet</h2>"
        "<nav aria-label=Main><form><section><a href=/ x>Pay</a></section></form></nav><h2>Later</h2>"
    )
    assert (location.landmark, location.heading) == ("navigation Main", "Fees 2026")


def test_outside_of_all_landmarks_and_before_all_headings_nothing_is_told() -> None:
    location = locate("<div><h1 x>Harbor</h1></div>")
    assert (location.landmark, location.heading, location.role, location.name) == ("", "", "heading", "Harbor")


def test_a_heading_in_a_frame_is_not_the_pages() -> None:
    assert locate("<h1>Page</h1><iframe srcdoc='<h1>Frame</h1>'></iframe><p x>").heading == "Page"


@pytest.mark.parametrize(
    ("html", "snippet"),
    [
        ("<img src=a.png alt='' x>", '<img src="a.png" alt="" x>'),
        ("<p x>Fees &amp; <b>forms</b></p>", "<p x>Fees &amp; <b>forms</b></p>"),
        ("<p title='say \"hi\"' x></p>", '<p title="say &quot;hi&quot;" x></p>'),
        (f"<p x>{'long ' * 100}</p>", "<p x>…"),
        (f"<a href='{'u' * 200}' x>a</a>", f'<a href="{"u" * 99}…" x>a</a>'),
    ],
)
def test_a_snippet_shows_the_code(html: str, snippet: str) -> None:
    assert locate(html).html == snippet


def test_a_snippet_and_a_name_are_never_long() -> None:
    attributes = " ".join(f"data-{number}='{'v' * 90}'" for number in range(9))
    location = locate(f"<button {attributes} x>{'name ' * 90}</button>")
    assert len(location.html) == LONGEST_HTML
    assert location.html.endswith("…")
    assert len(location.name) <= 120


def test_one_component_has_one_signature_on_all_pages() -> None:
    first = locate("<div class='card  card-1'><p></p><a class='more is-active' href=/a x>Fee 1</a></div>")
    second = locate("<main><h1>x</h1></main><div class='card-22 card'><a class=more href=/b x>Fee 20</a></div>")
    assert first.component == second.component == "div.card.card-# > a.more"
    assert first.fingerprint == second.fingerprint


def test_a_signature_tells_landmarks_and_ids_of_what_has_no_class() -> None:
    location = locate("<footer><div id=contact-2><div><p><a href=/ x>Mail</a></p></div></div></footer>")
    assert location.component == "footer[contentinfo] > div@contact-# > a"


@pytest.mark.parametrize(
    "other",
    [
        "<nav class=top><a href=/ x>Fees</a></nav>",
        "<nav class=main><a href=/ x>Forms</a></nav>",
        "<nav class=main><button x>Fees</button></nav>",
    ],
)
def test_another_component_or_name_is_another_finding(other: str) -> None:
    assert locate(other).fingerprint != locate("<nav class=main><a href=/ x>Fees</a></nav>").fingerprint


def test_a_page_nested_without_end_is_located() -> None:
    found = page("<div>" * 120 + "<p x>" + "</div>" * 120)
    assert Locator(found).locate(marked(found)).selector.endswith("> div > p")


def test_a_long_selector_is_cut_to_its_last_steps_and_still_finds_the_element() -> None:
    html = "<div>" * 200 + "<p></p><p></p><i></i>" + "</div>" * 200 + "<div><p></p><p></p></div>"
    found = page(html)
    selector = Locator(found).locate(found.tagged("p")[1]).selector
    assert LONGEST_SELECTOR - len(" > div") <= len(selector) <= LONGEST_SELECTOR
    tree = lxml.html.document_fromstring(f"<!doctype html><html><body>{html}</body></html>")
    assert tree.cssselect(selector) == [tree.xpath("//p")[1]]


def test_a_cause_is_the_kind_of_landmark_and_the_two_nearest_marks() -> None:
    nested = "<main class=page><div class=a><div class=card><a x class=more href=/1>One</a></div></div></main>"
    deeper = "<main class=other><section class=b><div class=card><a x class=more href=/2>Two</a></div></section></main>"
    assert locate(nested).cause == locate(deeper).cause == "main: div.card > a.more"
    assert locate(nested).component != locate(deeper).component
    assert locate("<nav aria-label=Pages><a x href=/>One</a></nav>").cause == "navigation: nav[navigation] > a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "<section id=fees><p><a x href=/1>One</a></p></section>",
            "<section id=hours><p><a x href=/2>Two</a></p></section>",
        ),
        ("<table><tr class=row-even><td><a x>1</a></table>", "<table><tr class=row-odd><td><a x>2</a></table>"),
        ("<ul class=list><li class=first><a x>1</a></ul>", "<ul class=list><li class=last><a x>2</a></ul>"),
    ],
)
def test_ids_and_places_in_a_row_make_no_cause_of_their_own(one: str, other: str) -> None:
    assert locate(one).cause == locate(other).cause


def test_what_is_wrong_with_the_document_element_is_the_same_on_every_page() -> None:
    first, second = page("<p>One</p>"), page("<p>Two</p>")
    roots = (first.root, second.root)
    assert roots[0] is not None
    assert roots[1] is not None
    assert Locator(first).locate(roots[0]).fingerprint == Locator(second).locate(roots[1]).fingerprint
