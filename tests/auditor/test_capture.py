"""A recording holds the page as the browser had it, and nothing that a person typed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import orjson
import pytest

from auditor.tab import PHONE, WIDE
from auditor.visit import More
from rules.locate import Locator
from rules.page import Element, Page
from tests.auditor.looking import Looker, document, looking
from tests.hostile.server import Answer, Server, page, serve


@pytest.fixture(scope="module")
def browser() -> Iterator[Looker]:
    with looking() as looker:
        yield looker


@pytest.fixture(scope="module")
def site(browser: Looker) -> Iterator[Server]:
    with serve() as server:
        browser.permit(server.origin)
        yield server


@pytest.fixture(scope="module")
def neighbor(browser: Looker) -> Iterator[Server]:
    """Another origin, whose pages the audited ones hold in frames."""
    with serve() as server:
        browser.permit(server.origin)
        yield server


def one(page: Page, tag: str) -> Element:
    (element,) = page.tagged(tag)
    return element


SHADOWS = document(
    '<x-open></x-open><x-closed><b slot="">slotted</b></x-closed>',
    "<script>for (const [name, mode] of [['x-open', 'open'], ['x-closed', 'closed']])"
    " customElements.define(name, class extends HTMLElement { connectedCallback() {"
    " this.attachShadow({mode}).innerHTML = `<h2 id=inner>In ${mode}</h2><slot></slot>`; } })</script>",
)


def test_open_and_closed_shadow_trees_stand_in_their_hosts(browser: Looker, site: Server) -> None:
    page = browser.page(f"{site.origin}/shadow", SHADOWS)
    opened, closed = page.tagged("h2")
    assert (opened.text, closed.text) == ("In open", "In closed")
    assert [heading.parent.tag for heading in (opened, closed) if heading.parent] == ["x-open", "x-closed"]
    assert (opened.role, opened.name) == ("heading", "In open")
    assert one(page, "b").id > closed.id


def test_ids_of_shadow_trees_do_not_meet(browser: Looker, site: Server) -> None:
    page = browser.page(f"{site.origin}/shadow", SHADOWS)
    opened, closed = page.tagged("h2")
    assert opened.scope != closed.scope
    assert page.ids[opened.scope, "inner"] == [opened]


BOXLESS = document(
    '<p>plain <i id="i" style="display: contents; color: rgb(9, 9, 9)">boxless <b>in a box</b></i></p>'
    '<x-bare style="display: contents; color: rgb(7, 7, 7)"><template shadowrootmode="open">of the tree '
    '<slot style="color: rgb(8, 8, 8)">fallback</slot></template></x-bare>'
)


def test_text_has_the_style_of_an_element_that_has_no_box_of_its_own(browser: Looker, site: Server) -> None:
    page = browser.page(f"{site.origin}/boxless", BOXLESS)
    colors = {text.text.strip(): text.computed["color"] for text in page.texts if text.computed and text.text.strip()}
    assert colors == {
        "plain": "rgb(0, 0, 0)",
        "boxless": "rgb(9, 9, 9)",
        "in a box": "rgb(9, 9, 9)",
        "of the tree": "rgb(7, 7, 7)",
        "fallback": "rgb(8, 8, 8)",
    }
    assert [page.tagged(tag)[0].computed for tag in ("i", "x-bare", "slot")] == [None] * 3


NESTED = document(
    '<p id="inner">Of the page</p><x-outer><b id="inner">slotted</b>'
    '<x-inner slot="more"><i aria-labelledby="inner">deep</i></x-inner></x-outer>',
    "<script>const trees = {'x-outer': `<h2 id=inner>Outer</h2><slot></slot><slot name=more></slot>"
    "<x-inner><u aria-labelledby=inner>of the outer tree</u></x-inner>`,"
    " 'x-inner': '<h3 id=inner>Inner</h3><slot><s>never seen</s></slot>'};"
    " for (const [name, content] of Object.entries(trees)) customElements.define(name, class extends HTMLElement {"
    " connectedCallback() { this.attachShadow({mode: 'open'}).innerHTML = content; } })</script>",
)


def test_what_stands_in_a_slot_belongs_to_the_tree_of_its_host(browser: Looker, site: Server) -> None:
    page = browser.page(f"{site.origin}/nested", NESTED)
    paragraph, outer = one(page, "p"), one(page, "h2")
    assert [one(page, tag).scope for tag in ("b", "i")] == [paragraph.scope, paragraph.scope]
    assert one(page, "u").scope == outer.scope
    first, second = page.tagged("h3")
    assert len({paragraph.scope, outer.scope, first.scope, second.scope}) == 4
    assert one(page, "i").references("aria-labelledby") == [paragraph]
    assert one(page, "u").references("aria-labelledby") == [outer]


def test_a_selector_leads_to_what_stands_in_a_slot_past_the_shadow_tree(browser: Looker, site: Server) -> None:
    page = browser.page(f"{site.origin}/nested", NESTED)
    told = Locator(page)
    assert told.locate(one(page, "i")).selector == "body > x-outer > x-inner > i"
    assert told.locate(one(page, "u")).selector == "body > x-outer >>> :host > x-inner > u"


FRAMES = """<h1>Before</h1>
<iframe title="Ours" src="/inner" style="position: absolute; left: 100px; top: 300px; border: 5px solid"></iframe>
<iframe title="Theirs" src="{neighbor}/inner" style="position: absolute; left: 600px; top: 300px"></iframe>
<iframe title="Written" srcdoc="<p>In srcdoc</p>"></iframe><h2>After</h2>"""
INNER = page('<p style="margin: 0">Inside</p>', "Inner", "<style>body { margin: 7px }</style>")


@pytest.fixture
def framed(browser: Looker, site: Server, neighbor: Server) -> Page:
    site.resources["/inner"] = neighbor.resources["/inner"] = INNER
    return browser.page(f"{site.origin}/frames", document(FRAMES.format(neighbor=neighbor.origin)))


def test_documents_of_frames_stand_in_order_inside_their_frames(framed: Page) -> None:
    assert framed.gaps == ()
    order = [e.text for e in framed.tagged("h1", "p", "h2")]
    assert order == ["Before", "Inside", "Inside", "In srcdoc", "After"]
    owners = [d.owner.get("title") if d.owner else None for d in framed.documents]
    assert owners == [None, "Ours", "Theirs", "Written"]


def test_boxes_in_frames_are_told_from_the_corner_of_the_page(framed: Page) -> None:
    ours, theirs, _ = framed.tagged("p")
    assert ours.box
    assert theirs.box
    assert (ours.box.x, ours.box.y) == (100 + 5 + 7, 300 + 5 + 7)
    assert (theirs.box.x, theirs.box.y) == (600 + 2 + 7, 300 + 2 + 7)


def test_a_frame_of_another_origin_has_roles_and_style(framed: Page) -> None:
    theirs = framed.tagged("p")[1]
    assert theirs.role == "paragraph"
    assert theirs.ax is not None
    assert theirs.style("display") == "block"


def test_boxes_in_a_scrolled_frame_and_a_scrolled_page_are_where_the_reader_sees_them(
    browser: Looker, site: Server
) -> None:
    site.resources["/long"] = page(
        '<div style="height: 900px">High</div><p id="end">End</p><script>scrollTo(0, 400)</script>',
        head="<style>body { margin: 0 } p { margin: 0 }</style>",
    )
    html = document(
        '<iframe src="/long" style="position: absolute; left: 0; top: 0; border: 0; height: 200px"></iframe>'
    )
    paragraph = one(browser.page(f"{site.origin}/scrolled", html), "p")
    assert paragraph.box is not None
    assert paragraph.box.y == 900 - 400
    html = document(
        '<p style="margin: 0">Top</p><div style="height: 3000px"></div>',
        "<style>body { margin: 0 }</style><script>addEventListener('load', () => scrollTo(0, 700))</script>",
    )
    paragraph = one(browser.page(f"{site.origin}/down", html), "p")
    assert paragraph.box is not None
    assert paragraph.box.y == 0


def test_style_text_and_layout_are_those_of_the_browser(browser: Looker, site: Server) -> None:
    html = document(
        '<p>Seen <em>text</em></p><p class="gone">Hidden</p><div id="d">Wide'
        '<span style="display: inline-block; width: 500px">x</span></div>',
        "<style>p { color: rgb(1, 2, 3); font-size: 20px } .gone { display: none }"
        "#d { width: 100px; height: 40px; overflow: auto; white-space: nowrap } p::before { content: 'x' }</style>",
    )
    page = browser.page(f"{site.origin}/style", html)
    seen, gone = page.tagged("p")
    assert (seen.style("color"), seen.style("font-size")) == ("rgb(1, 2, 3)", "20px")
    assert not gone.style("color")
    assert gone.is_hidden
    assert one(page, "em").style("font-style") == "italic"
    run = next(text for text in page.texts if text.text == "text")
    assert run.box is not None
    assert run.box.width > 10
    scroll = one(page, "div").scroll
    assert scroll is not None
    assert scroll[0] > 500
    assert scroll[2] == 100
    assert [e.parent.tag for e in page.tagged("::before") if e.parent] == ["p"]


def test_roles_names_and_states_are_those_of_the_browser(browser: Looker, site: Server) -> None:
    html = document(
        '<input type="checkbox" checked aria-label="Agree" aria-describedby="d"><p id="d">Read it first.</p>'
        '<div role="button" tabindex="0" aria-expanded="false" onclick="void 0">Menu</div>'
        '<h3>Third</h3><img alt=""><div id="plain">x</div><a href="#" aria-hidden="true">Away</a>'
    )
    page = browser.page(f"{site.origin}/roles", html)
    box = one(page, "input")
    assert box.ax is not None
    assert (box.ax.role, box.name, box.name_source) == ("checkbox", "Agree", "browser")
    assert box.description == "Read it first."
    assert box.ax.properties["checked"] == "true"
    button = page.tagged("div")[0]
    assert button.ax is not None
    assert (button.ax.role, button.name, button.is_clickable) == ("button", "Menu", True)
    assert button.ax.properties["expanded"] is False
    assert button.ax.properties["focusable"] is True
    heading = one(page, "h3")
    assert heading.ax is not None
    assert heading.ax.properties["level"] == 3
    assert not page.tagged("div")[1].is_clickable
    hidden = one(page, "a").ax
    assert hidden is None or hidden.is_ignored


def test_listeners_added_by_script_make_an_element_clickable(browser: Looker, site: Server) -> None:
    html = document(
        "<p>One</p><p>Two</p><script>document.querySelector('p').addEventListener('click', () => 1)</script>"
    )
    assert [p.is_clickable for p in browser.page(f"{site.origin}/click", html).tagged("p")] == [True, False]


def test_facts_of_the_document_are_recorded(browser: Looker, site: Server) -> None:
    head = '<title> Un  titre </title><base href="/under/">'
    html = f'<!doctype html><html lang="fr"><head>{head}</head><body>x</body></html>'
    page = browser.page(f"{site.origin}/facts", html)
    assert page.title == "Un titre"
    assert (page.document.doctype, page.document.is_quirks, page.is_html) == ("html", False, True)
    assert page.document.base_url == f"{site.origin}/under/"
    assert page.root is not None
    assert page.root.get("lang") == "fr"
    old = browser.page(f"{site.origin}/old", "<title>Old</title><p>No doctype")
    assert (old.document.doctype, old.document.is_quirks) == ("", True)


def test_a_script_that_changes_the_title_is_waited_for(browser: Looker, site: Server) -> None:
    html = document("<p>x</p><script>setTimeout(() => { document.title = 'Late' }, 60)</script>", title="Early")
    assert browser.page(f"{site.origin}/late", html).title == "Late"


def test_the_declared_charset_is_obeyed(browser: Looker, site: Server) -> None:
    latin = (("Content-Type", "text/html; charset=iso-8859-1"),)
    body = "<!doctype html><title>Straße</title><p>Größe".encode("latin-1")
    page = browser.page(f"{site.origin}/latin", body, headers=latin)
    assert (page.title, one(page, "p").text) == ("Straße", "Größe")


def test_an_attachment_is_shown_and_not_downloaded(browser: Looker, site: Server) -> None:
    headers = (("Content-Type", "text/html"), ("Content-Disposition", 'attachment; filename="page.html"'))
    assert browser.page(f"{site.origin}/file", document("<p>Shown</p>"), headers=headers).title == "A page"


def test_content_that_the_browser_would_leave_out_off_screen_is_there(browser: Looker, site: Server) -> None:
    html = document(
        '<div style="height: 5000px">High</div><section style="content-visibility: auto"><button>Far</button></section>'
    )
    button = one(browser.page(f"{site.origin}/far", html), "button")
    assert button.box is not None
    assert button.ax is not None


def test_a_phone_sees_a_narrow_page(browser: Looker, site: Server) -> None:
    html = document("<p>x</p>", '<meta name="viewport" content="width=device-width"><style>body { margin: 0 }</style>')
    visit = browser.visit(f"{site.origin}/two", html, further=lambda _: More((PHONE,)))
    pages = [Page(orjson.loads(orjson.dumps(look))) for look in visit.looks]
    boxes = [one(page, "p").box for page in pages]
    assert [page.width for page in pages] == [1280, 375]
    assert [box.width for box in boxes if box] == [1280, 375]


@pytest.mark.parametrize("markup", [SHADOWS, document("<ul><li>One<li>Two</ul><input value=x>")])
def test_the_same_page_recorded_twice_gives_the_same_bytes(browser: Looker, site: Server, markup: str) -> None:
    first = browser.bytes(f"{site.origin}/same", markup, sizes=(WIDE,))
    assert browser.bytes(f"{site.origin}/same", markup, sizes=(WIDE,)) == first


CANARIES = """<form><input value="canary-attr"><input type="hidden" value="canary-hidden">
<input type="password" value="canary-pass">
<input id="set"><textarea>canary-area</textarea><textarea id="setarea"></textarea>
<p contenteditable>canary <b>canary-edit</b></p>
<p contenteditable="plaintext-only">canary-plain</p><label>Your name <input value="canary-label"></label>
<input type="text" value="canary-described" id="d" aria-label="x"><button aria-describedby="d">Go</button>
<select><option value="canary-option">Shown</option></select><input type="email" id="mail">
<div role="textbox" contenteditable="" aria-label="Note">canary-role</div>
<input type="search" list="l" value="canary-search">
<input type="tel" value="canary-tel">
<span id="by">Of</span><input aria-labelledby="by me" id="me" value="canary-self"><x-field></x-field>
<input type="number" value="88123"><input type="date" value="1999-12-31"><input type="time" value="03:47">
<input type="range" max="99999" value="88123"><input type="month" value="1999-11"><input type="color" value="#c0ffee">
<meter max="99999" value="5" aria-label="Not typed"></meter></form><script src="/type.js"></script>"""
TYPES = b"""const texts = {set: 'canary-script', setarea: 'canary-script-area', mail: 'canary@example.gov'};
for (const [id, text] of Object.entries(texts))
  document.getElementById(id).value = text;
const root = document.querySelector('x-field').attachShadow({mode: 'closed'});
root.innerHTML = '<label>Inside <input></label>'; root.querySelector('input').value = 'canary-shadow';"""


def test_nothing_that_a_person_typed_is_recorded(browser: Looker, site: Server) -> None:
    site.resources["/type.js"] = Answer(TYPES, "text/javascript")
    told = browser.bytes(f"{site.origin}/typed", document(CANARIES)).decode()
    assert site.hits["GET /type.js"] == 1
    found = [
        told[max(at - 100, 0) : at + 60]
        for word in ("canary", "88123", "1999", "03:47", "c0ffee")
        if (at := told.find(word)) >= 0
    ]
    assert found == []


LINES = """<label><input type="checkbox"> Send to <textarea>wren  Way 5
	wrentown</textarea></label><label>Notes <textarea id="notes"></textarea></label>
<div role="group" aria-labelledby="told"><span id="told"><textarea>heron  one
 two</textarea> and <b>more</b></span></div><button aria-describedby="told">Go <input value="finch  three "></button>
<div role="button">Wish <span role="textbox" contenteditable>robin <br> lark</span></div>
<p data-value="canary-data" data-initial-value='"canary-first"' data-reactvalue="canary-react">x
<select data-old-value="canary-old"><option data-value="canary-choice">One</select>
<x-date value="canary-custom" data-min-value="canary-min"></x-date><li data-value="canary-item" value="3">x
<input type="submit" value="Send" data-value="canary-sent">
<progress value="2" data-value="canary-done"></progress>
<script src="/notes.js"></script>"""
NOTES = b"document.getElementById('notes').value = 'canary-a\\r\\n\\n  canary-b\\u00a0canary-c'"


def test_nothing_typed_over_several_lines_or_kept_in_data_is_recorded(browser: Looker, site: Server) -> None:
    site.resources["/notes.js"] = Answer(NOTES, "text/javascript")
    told = browser.bytes(f"{site.origin}/lines", document(LINES))
    birds = (b"wren", b"heron", b"finch", b"robin", b"lark", b"canary")
    assert [told[max(at - 100, 0) : at + 60] for bird in birds if (at := told.find(bird)) >= 0] == []
    page = Page(orjson.loads(told))
    assert [e.get("value") for e in page.tagged("li", "progress")] == ["3", "2"]
    assert [e.name for e in page.elements if e.get("id") == "notes"] == ["Notes"]


def test_labels_of_buttons_are_no_typed_values(browser: Looker, site: Server) -> None:
    html = document('<input type="submit" value="Send it"><input type="reset" value="Again">')
    page = browser.page(f"{site.origin}/labels", html)
    assert [e.name for e in page.tagged("input")] == ["Send it", "Again"]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="the full browser is not on this machine")
def test_the_headless_shell_and_the_full_browser_record_the_same(
    browser: Looker, site: Server, neighbor: Server
) -> None:
    site.resources["/inner"] = neighbor.resources["/inner"] = INNER
    site.resources["/type.js"] = Answer(TYPES, "text/javascript")
    markups = [SHADOWS, document(FRAMES.format(neighbor=neighbor.origin)), document(CANARIES)]
    ours = [browser.bytes(f"{site.origin}/both", markup) for markup in markups]
    with looking(browser=shutil.which("chromium")) as full:
        full.permit(site.origin, neighbor.origin)
        theirs = [full.bytes(f"{site.origin}/both", markup) for markup in markups]
    for mine, other in zip(map(orjson.loads, ours), map(orjson.loads, theirs), strict=True):
        # Each build rounds the advance of glyphs in its own way, which makes some controls wider by a few pixels.
        boxes, others = mine["nodes"].pop("box"), other["nodes"].pop("box")
        assert [box and pytest.approx(box, abs=6) for box in boxes] == others
        assert mine == other
