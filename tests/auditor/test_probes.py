"""What the second glance and the hand on the keyboard add to a recording, and that they cost a page nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest

from auditor.tab import PHONE
from auditor.visit import More, Visit
from rules.page import Clipped, Element, Page, Unknown, Walk
from tests.auditor.looking import Looker, document, looking
from tests.hostile.server import Server, serve

LONG = "Ferries leave from all piers as told on the board at the gate, every day of the week. " * 2
PROBES = More(probes=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Looker]:
    with looking(deadline=20) as looker:
        yield looker


@pytest.fixture(scope="module")
def site(browser: Looker) -> Iterator[Server]:
    with serve({}) as server:
        browser.permit(server.origin)
        yield server


def visited(browser: Looker, site: Server, body: str, more: More = PROBES, head: str = "") -> Visit:
    return browser.visit(f"{site.origin}/page", document(body, head), further=lambda _: more)


def seen(browser: Looker, site: Server, body: str, head: str = "") -> Page:
    return Page(orjson.loads(orjson.dumps(visited(browser, site, body, head=head).looks[0])))


def zoomed(browser: Looker, site: Server, body: str, head: str = "") -> list[tuple[str, str, str]]:
    """Whose text is clipped by whom, by their ids, and in which direction."""
    page = seen(browser, site, body, head)
    assert not isinstance(page.zoomed, Unknown)
    return [(id_of(page, each.element), id_of(page, each.by), each.axis) for each in page.zoomed]


def walked(browser: Looker, site: Server, body: str) -> tuple[list[str], str, list[str]]:
    """The ids of the stops, how the walk ended, and the ids of what is in the trap."""
    page = seen(browser, site, body)
    walk = page.walk
    assert isinstance(walk, Walk)
    return [id_of(page, stop) for stop in walk.stops], walk.ended, [id_of(page, each) for each in walk.trap]


def id_of(page: Page, number: int) -> str:
    element = page.nodes[number]
    assert isinstance(element, Element)
    return element.get("id") or ""


def test_a_page_that_is_no_sample_is_not_probed(browser: Looker, site: Server) -> None:
    (look,) = visited(browser, site, "<p>x</p>", More()).looks
    assert look.keys().isdisjoint({"zoomed", "walk"})


def test_at_200_percent_zoom_half_the_window_is_left_and_twice_as_fine(browser: Looker, site: Server) -> None:
    head = (
        "<style>@media (width: 640px) and (height: 400px) and (resolution: 2dppx) and (pointer: fine)"
        " { #a { height: 30px; overflow: hidden } }</style>"
    )
    assert zoomed(browser, site, f'<p id="a">{LONG}</p>', head) == [("a", "a", "y")]
    assert zoomed(browser, site, f'<p id="a">{LONG}</p>') == []


def test_what_clips_a_text_and_where_its_lines_lie_is_told(browser: Looker, site: Server) -> None:
    page = seen(browser, site, f'<div style="overflow: hidden; height: 30px; margin: 0"><p>{LONG}</p></div>')
    assert not isinstance(page.zoomed, Unknown)
    (told,) = page.zoomed
    assert isinstance(told, Clipped)
    assert told.window == (8, 8, 632, 38)
    assert [line.y for line in told.lines] == sorted(line.y for line in told.lines)
    assert len(told.lines) > 1


ESCAPES = '<div id="a" style="overflow: hidden; height: 20px"><p id="b" style="margin: 0; position: {}">{}</p></div>'


def test_only_what_a_text_can_not_escape_from_clips_it(browser: Looker, site: Server) -> None:
    assert zoomed(browser, site, ESCAPES.format("absolute", LONG)) == []
    assert zoomed(browser, site, ESCAPES.format("relative", LONG)) == [("b", "a", "y")]
    held = ESCAPES.format("absolute", LONG).replace("height", "position: relative; height")
    assert zoomed(browser, site, held) == [("b", "a", "y")]
    assert zoomed(browser, site, ESCAPES.format("static; height: 20px; overflow: auto", LONG)) == []


@pytest.mark.parametrize("hidden", ["visibility: hidden", "opacity: 0", "display: none"])
def test_what_can_not_be_seen_is_not_clipped(browser: Looker, site: Server, hidden: str) -> None:
    assert zoomed(browser, site, f'<div style="overflow: hidden; height: 9px; {hidden}">{LONG}</div>') == []


def test_a_page_may_take_a_moment_to_fit_its_boxes(browser: Looker, site: Server) -> None:
    fit = "<script>onresize = () => setTimeout(() => { a.style.height = a.scrollHeight + 'px' }, 300)</script>"
    body = f'<div id="a" style="overflow: hidden; height: 20px">{LONG}</div>'
    assert zoomed(browser, site, body) == [("a", "a", "y")]
    assert zoomed(browser, site, body + fit) == []


def test_a_phone_sees_the_same_page_after_the_probe(browser: Looker, site: Server) -> None:
    body = f'<p>{LONG}</p><a href="/x">x</a>'
    wide, phone = visited(browser, site, body, More((PHONE,), probes=True)).looks
    plain = visited(browser, site, body, More((PHONE,))).looks
    assert phone == plain[1]
    assert {key: wide[key] for key in plain[0]} == plain[0]
    assert wide.keys() - plain[0].keys() == {"zoomed", "walk"}


def test_the_walk_tells_the_stops_in_their_order_until_the_end_of_the_page(browser: Looker, site: Server) -> None:
    body = '<button id="b">B</button><a id="c" href="#">C</a><p>x</p><i id="a" tabindex="1">A</i><i tabindex="-1">D</i>'
    assert walked(browser, site, body) == (["a", "b", "c"], "outside", [])


def test_the_walk_goes_through_open_shadow_trees_and_past_what_has_several_stops(browser: Looker, site: Server) -> None:
    tree = '<div><template shadowrootmode="open"><button id="a">A</button><button id="b">B</button></template></div>'
    body = f'{tree}<input id="c" type="date"><iframe id="d" srcdoc="<button>1</button><button>2</button>"></iframe>'
    stops, ended, trap = walked(browser, site, body + '<button id="e">E</button>')
    assert (stops[:3], stops[-1], ended, trap) == (["a", "b", "c"], "e", "outside", [])


def test_a_walk_has_a_limit(browser: Looker, site: Server) -> None:
    stops, ended, _ = walked(browser, site, '<a href="#">x</a> ' * 300)
    assert ended == "limit"
    assert 90 < len(stops) < 100


BOUNCE = 'onblur="setTimeout(() => this.focus(), 10)"'
SWAP = """<script>const to = (id) => document.getElementById(id).focus()</script>
<a href="#">x</a><p id="a" tabindex="0" onblur="to('b')">A</p><p id="b" tabindex="0" onblur="to('a')">B</p>"""
KEEP = "event.key == 'Tab' && event.preventDefault()"
KEEP_UNTIL_ESCAPE = f"this.out || {KEEP}; this.out = event.key == 'Escape'"


@pytest.mark.parametrize(
    ("body", "trap"),
    [
        (f'<button id="a" {BOUNCE}>A</button><button id="b">B</button>', ["a"]),
        (f'{SWAP}<a href="#">y</a>', ["a", "b"]),
        (f'<textarea id="a" onkeydown="{KEEP}"></textarea>', ["a"]),
    ],
)
def test_a_trap_is_told_with_all_that_is_in_it(browser: Looker, site: Server, body: str, trap: list[str]) -> None:
    _, ended, found = walked(browser, site, body)
    assert (ended, found) == ("trap", trap)


@pytest.mark.parametrize(
    "body",
    [
        f'<textarea onkeydown="!event.shiftKey && {KEEP}"></textarea>',
        f'<textarea onkeydown="{KEEP_UNTIL_ESCAPE}"></textarea>',
        '<dialog id="d"><button>OK</button></dialog><script>d.showModal()</script>',
        '<input id="a"><input id="b"><script>a.onfocus = () => setTimeout(() => b.focus(), 5)</script>',
    ],
)
def test_where_one_of_the_usual_keys_leads_out_there_is_no_trap(browser: Looker, site: Server, body: str) -> None:
    _, ended, trap = walked(browser, site, f'<button id="x">X</button>{body}')
    assert (ended != "trap", trap) == (True, [])


def test_what_a_page_does_for_the_focus_is_no_part_of_the_visit(browser: Looker, site: Server) -> None:
    visit = visited(
        browser,
        site,
        "<input onfocus=\"location.href = '/elsewhere'\"><input onfocus=\"fetch('/told', {method: 'POST'})\">",
    )
    assert (visit.left_for, visit.blocked) == ("", {})
    assert "GET /elsewhere" not in site.hits
    assert "POST /told" not in site.hits


@pytest.mark.parametrize("event", ["onfocus", "onkeydown"])
def test_a_page_that_hangs_when_it_is_walked_through_costs_the_walk_alone(
    browser: Looker, site: Server, event: str
) -> None:
    (look,) = visited(browser, site, f'<input {event}="for (;;) {{}}">').looks
    assert "walk" not in look
    assert "zoomed" in look
    assert seen(browser, site, "<h1>Fine</h1>").tagged("h1")


def test_a_page_that_hangs_when_it_is_zoomed_costs_the_probes_alone(browser: Looker, site: Server) -> None:
    (look,) = visited(browser, site, "<p>x</p><script>onresize = () => { for (;;) {} }</script>").looks
    assert "walk" not in look  # the page may be told of its new size before or after it is seen in it
    assert seen(browser, site, "<h1>Fine</h1>").tagged("h1")
