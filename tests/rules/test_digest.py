"""A digest holds what pages are compared by, and nothing else."""

from __future__ import annotations

import json

import pytest

from rules.digest import MOST_LINKS, Block, Control, Link, PageDigest, Reader, digest_of, rows_of
from tests.rules.pages import page

HOST = "https://agency.example"


def digest(html: str) -> PageDigest:
    found = digest_of(page(html))
    assert found is not None
    return found


def names(links: tuple[Link, ...]) -> list[str]:
    return [link.name for link in links]


def test_links_are_told_by_the_part_of_the_page_that_they_stand_in() -> None:
    found = digest(
        '<header><a href="/home">Home</a><nav aria-label="Main"><a href="/a">Apply</a></nav></header>'
        '<main><ul><li><a href="/b">Boats</a></ul><p>All about the <a href="/c">ferries</a> of the bay.</main>'
    )
    assert found.blocks == (
        Block("banner", (Link("Home", f"{HOST}/home"),)),
        Block("navigation Main", (Link("Apply", f"{HOST}/a"),)),
    )
    assert names(found.links) == ["Boats"]
    assert names(found.mentions) == ["ferries"]


def test_a_landmark_without_a_name_is_told_by_what_it_stands_in() -> None:
    link = '<a href="/a">Apply</a>'
    found = digest(f"<header><nav>{link}</nav></header><nav>{link}</nav><footer><nav>{link}</nav></footer>")
    assert [block.landmark for block in found.blocks] == [
        "navigation in banner",
        "navigation",
        "navigation in contentinfo",
    ]


def test_links_within_the_page_and_to_no_page_are_left_out() -> None:
    assert not list(digest('<a href="#main">Skip</a><a href="mailto:a@b">Mail</a><a href="/"></a><a>x</a>').all_links)


def test_a_link_that_does_not_show_at_first_is_known_and_stands_in_no_block() -> None:
    found = digest('<nav><a href="/a">Apply</a><div hidden><a href="/b">Boats</a></div></nav>')
    assert names(found.blocks[0].links) == ["Apply"]
    assert names(found.mentions) == ["Boats"]


def test_old_pages_call_their_navigation_by_id_or_class() -> None:
    html = '<div id="top-nav"><a href="/a">Apply</a></div><article><p class="menu"><a href="/b">Soup</a></p></article>'
    assert [block.landmark for block in digest(html).blocks] == ["div top-nav"]
    assert [block.landmark for block in digest(f"{html}<nav><a href=/c>Fees</a></nav>").blocks] == ["navigation"]


def test_what_people_type_is_in_no_digest() -> None:
    html = '<form action="/find"><input name="q" aria-label="Words" value="my name"><button>Go</button></form>'
    found = digest(html)
    assert found.controls == (Control(f"fills q of {HOST}/find", "Words"), Control(f"sends {HOST}/find", "Go"))
    assert found.has_search
    assert "my name" not in json.dumps(rows_of(found))


@pytest.mark.parametrize(
    ("html", "is_search"),
    [
        ('<input type="search">', True),
        ('<form role="search"><input name="find"></form>', True),
        ('<div hidden><form><input name="q"></form></div>', True),
        ('<form><input name="town"></form>', False),
        ('<form><input name="q" type="checkbox"></form>', False),
    ],
)
def test_a_search_is_known_by_its_field(html: str, is_search: bool) -> None:
    assert digest(html).has_search is is_search


def test_a_step_says_so() -> None:
    assert digest("<h1>Apply: step 2 of 4</h1>").is_step
    assert digest('<ol><li aria-current="step">Pay</ol>').is_step
    assert not digest("<h1>Steps to the pier</h1>").is_step


def test_the_first_heading_is_that_of_level_1() -> None:
    assert digest("<h2>Menu</h2><h1>Fees</h1><h2>Berths</h2>").headings == ("Fees", "Menu", "Berths")
    assert digest("<h2>Menu</h2>").headings == ("", "Menu")


def test_a_language_that_does_not_exist_is_none() -> None:
    assert digest("<html lang=en-US><p>x").language == "en"
    assert digest("<html lang=english><p>x").language == ""


def test_without_style_sheets_no_shared_part_is_told() -> None:
    html = '<nav><a href="/a">Apply</a></nav><h1>Fees</h1>'
    found = digest_of(page(html, gaps=[("style", "A style sheet did not load.", "")]))
    assert found is not None
    assert (found.blocks, names(found.links), found.headings) == ((), ["Apply"], ("Fees",))
    assert digest_of(page(html, gaps=[("roles", "The roles are not known.", "")])) is None
    assert digest_of(page(html, gaps=[("frame", "A frame did not load.", "")])) == digest(html)


def test_a_digest_stays_small_and_reads_as_it_was_written() -> None:
    found = digest("".join(f'<a href="/{"x" * n}">{"word " * 40}{n}</a>' for n in range(600)))
    assert len(found.links) == MOST_LINKS
    assert max(map(len, names(found.links))) <= 100
    rows = json.loads(json.dumps(rows_of(found)))
    reader = Reader()
    assert reader.digest(rows) == found
    assert reader.digest(rows).links is reader.digest(rows).links
