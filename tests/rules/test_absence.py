"""A test does not apply only where nothing on the page could be what it is about."""

from __future__ import annotations

import pytest

from rules.absence import TESTS, absent
from rules.requirements import TRUSTED_TESTER_TESTS
from tests.rules.pages import page

PLAIN = "<h1>Harbor fees</h1><p>Berths cost ten dollars a day."


def test_a_page_of_plain_text_has_nothing_that_most_tests_are_about() -> None:
    assert absent(page(PLAIN)) == tuple(TESTS)


def test_tests_are_named_in_the_order_of_the_process_and_exist() -> None:
    assert list(TESTS) == [test for test in TRUSTED_TESTER_TESTS if test in TESTS]


def test_what_only_a_person_can_see_to_be_absent_is_never_named() -> None:
    assert {"10.A", "10.B", "10.C", "10.D", "11.B", "13.A", "13.B", "13.C", "14.A", "14.B"}.isdisjoint(TESTS)


@pytest.mark.parametrize(
    ("html", "tests"),
    [
        ('<a href="/fees">Fees</a>', {"4.A", "6.A"}),
        ('<a href="/horn.mp3">Horn</a>', {"2.A", "16.A", "17.A"}),
        ("<script>start()</script>", {"2.A", "2.C", "3.A", "4.A", "16.B"}),
        ('<p onclick="start()">Start', {"2.A", "4.C", "6.A"}),
        ('<form hidden><input type="text"></form>', {"4.A", "5.A", "5.H", "7.D"}),
        ('<div role="checkbox" aria-checked="true">Boat</div>', {"5.A", "5.C", "7.D"}),
        ('<p contenteditable="true">Notes</p>', {"5.A", "4.C"}),
        ('<img src="seal.png" alt="">', {"7.A", "7.B", "7.D", "7.E", "2.B", "3.A"}),
        ('<img src="seal.jpg" alt="">', {"7.A", "7.B"}),
        ('<div style="background-image: url(wave.png)">Fees</div>', {"7.A", "7.C", "2.B", "3.A"}),
        ("<p>\ue001", {"7.A", "7.B"}),
        ('<iframe srcdoc="<p>Tides"></iframe>', {"2.A", "5.A", "6.A", "7.A", "12.D", "14.C", "15.A", "17.G"}),
        ('<video src="film.mp4"></video>', {"2.A", "2.B", "3.A", "7.A", "16.A", "17.A", "17.G"}),
        ("<marquee>News</marquee>", {"2.B", "2.C", "2.D", "3.A"}),
        ('<p style="animation-name: pulse">News', {"2.B", "3.A"}),
        ("<table><tr><td>1</table>", {"14.C"}),
        ('<p style="position: absolute">Fees', {"15.A"}),
        ('<p style="float: right">Fees', {"15.A"}),
        ('<section style="display: flex"><p>Fees</section>', {"15.A"}),
    ],
)
def test_what_is_there_even_hidden_is_not_absent(html: str, tests: set[str]) -> None:
    assert tests.isdisjoint(absent(page(PLAIN + html)))


def test_nothing_is_proved_of_a_page_that_was_not_seen_whole() -> None:
    assert absent(page(PLAIN, gaps=[("frame", "The document of a frame did not load.", "")])) == ()


def test_a_header_that_reloads_the_page_is_something_that_updates() -> None:
    reloading = page(PLAIN)
    reloading.source = {"refresh": "30"}
    assert {"2.C", "3.A"}.isdisjoint(absent(reloading))
