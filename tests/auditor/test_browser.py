"""Whatever a page does to its tab costs that page alone, and is told."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from auditor.settling import SETTLE_SECONDS
from auditor.tab import MOST_ELEMENTS, PAGES_PER_COLLECTION, PAGES_PER_TAB, TREE_BUDGET, WIDE
from auditor.visit import Fetched, LookFailed, Visit
from rules.page import Page
from tests.auditor.looking import Looker, document, looking
from tests.hostile.server import Answer, Server, page, serve

DEADLINE = 3.0
FINE = document("<h1>Fine</h1>", title="Fine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Looker]:
    with looking(deadline=DEADLINE) as looker:
        yield looker


@pytest.fixture(scope="module")
def site(browser: Looker) -> Iterator[Server]:
    with serve({"/slow": Answer(b"late", hold=60)}) as server:
        browser.permit(server.origin)
        yield server


@pytest.fixture
def forbidden() -> Iterator[Server]:
    """A server of this machine that no seed named: nobody may come."""
    with serve({"/": page("secret")}) as server:
        yield server
        assert not server.hits


def failure(browser: Looker, site: Server, html: str) -> LookFailed:
    """How a page fails, in time; and that the page after it does not."""
    started = time.monotonic()
    with pytest.raises(LookFailed) as caught:
        browser.visit(f"{site.origin}/bad", html)
    assert time.monotonic() - started < DEADLINE + 3
    assert browser.page(f"{site.origin}/next", FINE).title == "Fine"
    return caught.value


LOOP = "<script>for (;;) {}</script>"
LOOP_AFTER = "<script>addEventListener('load', () => setTimeout(() => { for (;;) {} }, 0))</script>"
NEVER_LOADS = '<img src="/slow">'
ENDLESS_ALERTS = "<script>for (;;) alert('Again')</script>"


@pytest.mark.parametrize("html", [LOOP, LOOP_AFTER, NEVER_LOADS])
def test_a_page_that_is_never_done_ends_at_the_deadline(browser: Looker, site: Server, html: str) -> None:
    assert failure(browser, site, document(html)).reason == "timeout"


def test_a_page_of_endless_dialogs_loses_its_tab(browser: Looker, site: Server) -> None:
    assert failure(browser, site, document(ENDLESS_ALERTS)).reason in ("crash", "timeout")


def test_a_few_dialogs_are_dismissed_and_the_page_is_seen(browser: Looker, site: Server) -> None:
    html = document("<p></p><script>for (let i = 0; i < 5; i++) alert(i);"
                    "document.querySelector('p').textContent = String(confirm('Sure?'))</script>")  # fmt: skip
    assert browser.page(f"{site.origin}/few", html).tagged("p")[0].text == "false"


def test_a_page_that_never_settles_is_seen_as_it_is(site: Server) -> None:
    html = document("<p>0</p><script>let n = 0; setInterval(() => {"
                    "document.querySelector('p').textContent = ++n }, 10)</script>")  # fmt: skip
    with looking(deadline=10) as patient:
        patient.permit(site.origin)
        assert int(patient.page(f"{site.origin}/busy", html).tagged("p")[0].text) > 100


ADD_LINK = b"document.body.insertAdjacentHTML('beforeend', '<a href=/made>Made</a>')"
FETCH = "fetch('/late').then(got => got.json()).then(to => { document.body.innerHTML = `<a href=${to}>Made</a>` })"
APPEND = "onload = () => document.head.append(Object.assign(document.createElement('script'), {src: '/late'}))"
LATE = {
    "data": (Answer(b'"/made"', "application/json", drip=0.08), FETCH),
    "module": (Answer(ADD_LINK, "text/javascript", hold=0.4), "import('/late')"),
    "script": (Answer(ADD_LINK, "text/javascript", hold=0.4), APPEND),
}


@pytest.mark.parametrize("way", LATE)
def test_a_page_is_waited_for_until_what_its_scripts_asked_for_is_there(site: Server, way: str) -> None:
    answer, script = LATE[way]
    site.resources["/late"] = answer
    with looking(deadline=10) as patient:
        patient.permit(site.origin)
        seen = patient.page(f"{site.origin}/{way}", document(f"<p>x</p><script>{script}</script>"))
    assert [link.text for link in seen.tagged("a")] == ["Made"]


def test_a_worker_is_not_waited_for(browser: Looker, site: Server) -> None:
    site.resources["/dedicated"] = Answer(b"setInterval(() => {}, 50)", "text/javascript")
    html = document("<p>x</p><script>new Worker('/dedicated')</script>")
    started = time.monotonic()
    assert browser.page(f"{site.origin}/working", html).tagged("p")
    assert time.monotonic() - started < SETTLE_SECONDS


class Gauge:
    """An address that tells how many asked for it at the same time."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, _: str) -> Answer:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.3)
        with self._lock:
            self.now -= 1
        return Answer(status=404, headers={"Cache-Control": "no-store"})


def test_six_crashes_leave_as_many_tabs_as_before(site: Server) -> None:
    with looking(tabs=2, deadline=6) as browser:
        browser.permit(site.origin)
        for number in range(6):
            with pytest.raises(LookFailed):
                browser.visit(f"{site.origin}/crash{number}", document(ENDLESS_ALERTS))
        gauge = Gauge()
        site.resources["/gauge"] = gauge
        html = document("<img src='/gauge'>").encode()

        async def many() -> list[Visit]:
            pages = [Fetched(f"{site.origin}/{number}", 200, [], html) for number in range(6)]
            return await asyncio.gather(*map(browser.browser.visit, pages))

        assert len(browser.run(many())) == 6
        assert gauge.most == 2


async def kill(browser: Looker) -> None:
    """Kills the browser's own process, as the system does when memory runs out."""
    told = await browser.browser.connection.browser.call("SystemInfo.getProcessInfo")
    (pid,) = [process["id"] for process in told["processInfo"] if process["type"] == "browser"]
    os.kill(pid, signal.SIGKILL)


def test_a_browser_that_is_killed_is_started_again_for_all_its_tabs() -> None:
    with serve() as site, looking(tabs=2, deadline=10) as browser:
        browser.permit(site.origin)

        async def both() -> list[Visit]:
            pages = [Fetched(f"{site.origin}/{number}", 200, [], FINE.encode()) for number in range(2)]
            return await asyncio.gather(*map(browser.browser.visit, pages))

        browser.run(both())
        browser.run(kill(browser))
        assert [len(visit.looks) for visit in browser.run(both())] == [1, 1]
        assert browser.browser._generation == 2


def test_a_browser_killed_under_a_page_gives_the_page_a_second_chance(site: Server) -> None:
    with looking(deadline=10) as browser:
        browser.permit(site.origin)
        browser.visit(f"{site.origin}/first", FINE)

        async def killed() -> Visit:
            slow = document("<script>const end = Date.now() + 1000; while (Date.now() < end);</script>", title="Slow")
            looking_at_it = asyncio.ensure_future(
                browser.browser.visit(Fetched(f"{site.origin}/slow-page", 200, [], slow.encode()))
            )
            await asyncio.sleep(0.4)
            await kill(browser)
            return await looking_at_it

        assert browser.run(killed()).looks[0]["documents"][0]["title"] == "Slow"


def test_many_pages_one_after_the_other_renew_their_tab(browser: Looker, site: Server) -> None:
    async def many() -> list[Visit]:
        return [
            await browser.browser.visit(Fetched(f"{site.origin}/{number}", 200, [], FINE.encode()))
            for number in range(PAGES_PER_TAB + 2)
        ]

    assert all(visit.looks for visit in browser.run(many()))


@pytest.mark.parametrize(
    "leave",
    [
        "<script>location.href = '/elsewhere'</script>",
        '<meta http-equiv="refresh" content="0; url=/elsewhere">',
        "<script>addEventListener('load', () => location.replace('/elsewhere'))</script>",
        "<script>document.addEventListener('DOMContentLoaded', () => document.querySelector('a').click())</script>",
    ],
)
def test_a_page_that_leaves_is_seen_where_it_was_and_its_wish_is_told(
    browser: Looker, site: Server, leave: str
) -> None:
    visit = browser.visit(f"{site.origin}/leaver", document(f'<h1>Here</h1><a href="/elsewhere">x</a>{leave}'))
    assert visit.left_for == f"{site.origin}/elsewhere"
    assert site.hits["GET /elsewhere"] == 0
    assert [look["documents"][0]["url"] for look in visit.looks] == [f"{site.origin}/leaver"]


def test_a_route_of_a_script_is_shown_by_its_fragment(browser: Looker, site: Server) -> None:
    html = document("<h1></h1><script>const show = () => { document.querySelector('h1').textContent = location.hash };"
                    "addEventListener('hashchange', show); show()</script>")  # fmt: skip
    visits = [browser.visit(f"{site.origin}/app#/{name}", html) for name in "abcdefgh"]
    shown = [Page(look).tagged("h1")[0].text for visit in visits for look in visit.looks]
    assert shown == [f"#/{name}" for name in "abcdefgh"]
    assert not [visit.left_for for visit in visits if visit.left_for]


def test_an_address_that_the_browser_spells_in_another_way_is_no_other_page(browser: Looker, site: Server) -> None:
    visit = browser.visit(f"{site.origin}/a/%2e%2e/b?q='x'", FINE)
    assert visit.looks
    assert visit.left_for == ""


def test_nothing_of_one_page_is_left_for_the_next(browser: Looker, site: Server) -> None:
    html = document("<p></p><script>document.querySelector('p').textContent ="
                    " [localStorage.n, sessionStorage.n, document.cookie];"
                    "localStorage.n = sessionStorage.n = 1; document.cookie = 'n=1'</script>")  # fmt: skip
    for name in "abc":
        assert browser.page(f"{site.origin}/{name}", html).tagged("p")[0].text == ",,"


def test_windows_that_a_page_opens_reach_nobody(browser: Looker, site: Server, forbidden: Server) -> None:
    html = document(f"<script>for (let i = 0; i < 3; i++) window.open('{forbidden.origin}/');"
                    f"window.open('/popup')</script><p>Here</p>")  # fmt: skip
    assert browser.page(f"{site.origin}/opener", html).tagged("p")[0].text == "Here"
    assert site.hits["GET /popup"] == 0


SENDERS = {
    "fetch": "fetch('/sent', {method: 'POST', body: 'x'}).catch(() => 0)",
    "xhr": "const x = new XMLHttpRequest(); x.open('PUT', '/sent'); x.send('x')",
    "beacon": "navigator.sendBeacon('/sent', 'x')",
    "frame": "const f = document.createElement('iframe'); f.name = 'f'; document.body.append(f);"
    "const s = document.createElement('form'); s.method = 'post'; s.action = '/sent'; s.target = 'f';"
    "document.body.append(s); s.submit()",
    "worker": "new Worker(URL.createObjectURL(new Blob([`fetch('${location.origin}/sent', {method: 'POST'})`])))",
}


@pytest.mark.parametrize("way", SENDERS)
def test_a_request_that_could_change_something_is_stopped_and_counted(browser: Looker, site: Server, way: str) -> None:
    visit = browser.visit(f"{site.origin}/sender", document(f"<p>x</p><script>{SENDERS[way]}</script>"))
    assert not [hit for hit in site.hits if "/sent" in hit]
    if way != "worker":  # stopped by the egress, which does not know of which page it was
        assert sum(visit.blocked.values()) == 1


def test_a_form_that_submits_itself_leaves_and_is_stopped(browser: Looker, site: Server) -> None:
    html = document('<form method="post" action="/sent"></form><script>document.forms[0].submit()</script>')
    visit = browser.visit(f"{site.origin}/form", html)
    assert visit.left_for == f"{site.origin}/sent"
    assert not [hit for hit in site.hits if "/sent" in hit]


@pytest.mark.parametrize("sheet", ["/missing.css", "/missing.php?theme=1"])
def test_a_style_sheet_that_fails_is_a_gap_in_style(browser: Looker, site: Server, sheet: str) -> None:
    page = browser.page(f"{site.origin}/plain", document("<p>x</p>", f'<link rel="stylesheet" href="{sheet}">'))
    assert [(gap.aspect, gap.url) for gap in page.gaps] == [("style", site.origin + sheet)]


def test_a_frame_that_fails_is_a_gap_in_frames(browser: Looker, site: Server, forbidden: Server) -> None:
    page = browser.page(f"{site.origin}/frame", document(f'<iframe src="{forbidden.origin}/"></iframe>'))
    assert [gap.aspect for gap in page.gaps] == ["frame"]


def test_a_page_without_faults_has_no_gaps(browser: Looker, site: Server) -> None:
    site.resources["/fine.css"] = Answer(b"p { color: red }", "text/css")
    site.resources["/inner"] = page("<p>Inside</p>")
    html = document(
        '<iframe src="/inner"></iframe><img src="/missing.png">', '<link rel="stylesheet" href="/fine.css">'
    )
    assert browser.page(f"{site.origin}/good", html).gaps == ()


def test_a_page_of_very_many_elements_is_seen_without_its_roles(browser: Looker, site: Server) -> None:
    page = browser.page(f"{site.origin}/many", document("<i></i>" * (TREE_BUDGET + 1)))
    assert len(page.tagged("i")) == TREE_BUDGET + 1
    assert {gap.aspect for gap in page.gaps} == {"roles"}


def test_a_page_of_far_too_many_elements_is_not_seen(site: Server) -> None:
    with looking(deadline=20) as patient:
        patient.permit(site.origin)
        visit = patient.visit(f"{site.origin}/huge", document("<i></i>" * (MOST_ELEMENTS + 1)))
    assert visit.too_large > MOST_ELEMENTS
    assert visit.looks == []


def test_deep_nesting_is_recorded_to_its_end(browser: Looker, site: Server) -> None:
    page = browser.page(f"{site.origin}/deep", document("<div>" * 300 + "<img>" + "</div>" * 300))
    assert len(list(page.tagged("img")[0].ancestors())) == 302


def test_an_aborted_browser_gives_up_what_is_under_way(site: Server) -> None:
    with looking(deadline=20) as browser:
        browser.permit(site.origin)

        async def stopped() -> str:
            page = Fetched(f"{site.origin}/hang", 200, [], document(NEVER_LOADS).encode())
            under_way = asyncio.ensure_future(browser.browser.visit(page, (WIDE,)))
            await asyncio.sleep(0.5)
            browser.browser.abort("Enough.")
            with pytest.raises(LookFailed) as caught:
                await under_way
            return caught.value.reason

        started = time.monotonic()
        assert browser.run(stopped()) == "interrupted"
        assert time.monotonic() - started < 5


AFTERTHOUGHTS = {
    "loops": "later(() => { for (;;) {} })",
    "loops at its end": "addEventListener('pagehide', () => { for (;;) {} })",
    "loops before its end": "addEventListener('beforeunload', () => { for (;;) {} })",
    "asks before its end": "addEventListener('beforeunload', (event) => { event.preventDefault(); return 'Stay?' })",
    "sends at its end": "addEventListener('pagehide', () => { navigator.sendBeacon('/elsewhere', 'x') })",
    "loops for its worker": "const w = new Worker(URL.createObjectURL(new Blob(['setInterval(postMessage, 1, 1)'])));"
    "w.onmessage = () => later(() => { for (;;) {} })",
    "leaves": "later(() => { location.href = '/elsewhere?' + Math.random() })",
    "leaves by its head": "document.head.innerHTML += '<meta http-equiv=refresh content=\"1; url=/elsewhere\">'",
}
LATER = "const begun = Date.now(), later = (act) => setInterval(() => { if (Date.now() - begun > 700) act() }, 1);"


@pytest.mark.parametrize("afterthought", AFTERTHOUGHTS)
def test_what_a_page_does_after_it_was_seen_costs_no_other_page(
    browser: Looker, site: Server, afterthought: str
) -> None:
    visit = browser.visit(f"{site.origin}/bad", document(f"<script>{LATER}{AFTERTHOUGHTS[afterthought]}</script>"))
    assert (len(visit.looks), visit.left_for) == (1, "")
    browser.run(asyncio.sleep(0.8))
    next_one = browser.visit(f"{site.origin}/next", document("<h1>Fine</h1><script>1</script>", title="Fine"))
    assert [look["documents"][0]["title"] for look in next_one.looks] == ["Fine"]
    assert (next_one.left_for, next_one.blocked) == ("", {})
    assert not [hit for hit in site.hits if "elsewhere" in hit]


def test_a_page_that_does_not_set_its_tab_free_is_kept_and_loses_the_tab(browser: Looker, site: Server) -> None:
    hangs = document("<h1>Seen</h1><script>addEventListener('pagehide', () => { for (;;) {} })</script>")
    assert browser.page(f"{site.origin}/hangs", hangs).tagged("h1")[0].text == "Seen"
    assert list(browser.browser._free._queue) == [None]  # type: ignore[attr-defined]


def test_what_pages_leave_behind_in_a_tab_is_collected(site: Server) -> None:
    heap = document("<p>x</p><script>kept = Array.from({length: 400_000}, () => ({}))</script>")
    with looking(tabs=1) as single:
        single.permit(site.origin)
        for number in range(PAGES_PER_COLLECTION):
            single.visit(f"{site.origin}/{number}", heap)
        (tab,) = single.browser._free._queue  # type: ignore[attr-defined]
        usage = single.run(tab._session.call("Runtime.getHeapUsage"))
    assert usage["usedSize"] < 8_000_000


def test_a_page_gets_no_worker_that_outlives_it_and_its_script_goes_on(browser: Looker, site: Server) -> None:
    site.resources["/worker.js"] = Answer(b"fetch('/from-worker')", "text/javascript")
    script = """<p></p><iframe srcdoc="x"></iframe><script>
    const shared = new SharedWorker('/worker.js', 'name');
    shared.port.onmessage = () => 0; shared.port.start(); shared.port.postMessage(1);
    shared.addEventListener('error', () => 0);
    navigator.serviceWorker.register('/worker.js').then(() => { document.title = 'Registered' });
    const frame = document.createElement('iframe'); document.body.append(frame);
    new frame.contentWindow.SharedWorker('/worker.js?frame');
    addEventListener('load', () => {
      new (document.querySelector('iframe').contentWindow.SharedWorker)('/worker.js?srcdoc');
      document.querySelector('p').textContent = [typeof SharedWorker, shared instanceof SharedWorker];
    });
    </script>"""
    page = browser.page(f"{site.origin}/workers", document(script, title="Alone"))
    assert (page.title, page.tagged("p")[0].text) == ("Alone", "function,true")
    assert not [hit for hit in site.hits if "worker" in hit]
