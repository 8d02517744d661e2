"""Levels close one after the other, the cap counts at the door, and every URL ends in one state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from auditor.frontier import SITEMAP_LEVEL, Frontier
from auditor.plan import Plan
from auditor.store import Store
from auditor.urls import Scope

SITE = "https://x.gov"


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store(None)
    yield store
    store.close()


def frontier(store: Store, **settings: Any) -> Frontier:
    """The frontier of a new audit."""
    audit = store.start_audit(
        agency="A", seed=f"{SITE}/", host="x.gov", command="crawl", standard="section508", version="0", browser="none",
        settings={},
    )  # fmt: skip
    plan = Plan(seeds=(f"{SITE}/",), **settings)
    return Frontier(store, audit, plan, Scope(frozenset({"x.gov"}), plan.include, plan.exclude))


def links(*paths: str) -> Iterator[tuple[str, str]]:
    return ((SITE, path) for path in paths)


def taken(front: Frontier) -> list[str]:
    """The paths that may be fetched now, all at once."""
    found = []
    while (following := front.next()) is not None:
        found.append(following[0].removeprefix(SITE))
    return found


def states(store: Store) -> dict[str, tuple[str, str]]:
    query = store.database.query("SELECT url, state, reason FROM url")
    return {row["url"].removeprefix(SITE): (row["state"], row["reason"]) for row in query}


def test_a_level_is_sorted_and_closed_before_the_next_opens(store: Store) -> None:
    front = frontier(store)
    front.add(links("/b", "/a"), None, 0)
    front.add(links("/sitemap.xml"), None, SITEMAP_LEVEL, kind="sitemap")
    assert taken(front) == ["/sitemap.xml"]
    front.end(f"{SITE}/sitemap.xml", "audited")
    assert taken(front) == ["/a", "/b"]
    front.add(links("/z", "/y"), f"{SITE}/b", 1)
    front.end(f"{SITE}/b", "audited")
    assert taken(front) == []
    assert not front.is_done
    front.add(links("/c"), f"{SITE}/a", 1)
    front.end(f"{SITE}/a", "audited")
    assert taken(front) == ["/c", "/y", "/z"]


def test_whichever_page_answers_first_the_same_pages_pass_the_cap(store: Store) -> None:
    admitted = []
    for order in (("/a", "/b"), ("/b", "/a")):
        front = frontier(store, max_pages=4)
        front.add(links("/a", "/b"), None, 0)
        assert taken(front) == ["/a", "/b"]
        for path in order:
            front.add(links(*(f"{path}{number}" for number in range(5))), f"{SITE}{path}", 1)
            front.end(f"{SITE}{path}", "audited")
        admitted.append(taken(front))
    assert admitted == [["/a0", "/a1"], ["/a0", "/a1"]]


def test_what_is_over_the_cap_is_skipped_and_sitemaps_do_not_count(store: Store) -> None:
    front = frontier(store, max_pages=1)
    front.add(links("/sitemap.xml"), None, SITEMAP_LEVEL, kind="sitemap")
    front.add(links("/b", "/a"), None, 0)
    assert taken(front) == ["/sitemap.xml"]
    front.end(f"{SITE}/sitemap.xml", "audited")
    assert taken(front) == ["/a"]
    front.add(links("/deep"), f"{SITE}/a", 1)
    front.end(f"{SITE}/a", "audited")
    assert taken(front) == []
    assert front.is_done
    assert states(store) == {
        "/sitemap.xml": ("audited", ""), "/a": ("audited", ""), "/b": ("skipped", "cap"), "/deep": ("skipped", "cap"),
    }  # fmt: skip


def test_a_redirect_hands_its_place_on(store: Store) -> None:
    front = frontier(store, max_pages=2)
    front.add(links("/old", "/page", "/late"), None, 0)
    assert taken(front) == ["/late", "/old"]
    assert front.redirect(f"{SITE}/old", f"{SITE}/new", 301) == f"{SITE}/new"
    front.end(f"{SITE}/new", "audited")
    front.end(f"{SITE}/late", "audited")
    assert front.is_done
    assert states(store)["/old"] == ("skipped", "redirect")
    assert states(store)["/new"] == ("audited", "")


def test_a_redirect_to_a_page_that_is_known_ends_there(store: Store) -> None:
    front = frontier(store)
    front.add(links("/", "/old"), None, 0)
    assert taken(front) == ["/", "/old"]
    assert front.redirect(f"{SITE}/old", f"{SITE}/", 302) is None
    front.end(f"{SITE}/", "audited")
    assert front.is_done
    assert states(store)["/old"] == ("skipped", "redirect")


def test_a_redirect_to_a_page_that_waits_takes_it_out_of_the_queue(store: Store) -> None:
    front = frontier(store)
    front.add(links("/a", "/old"), None, 0)
    assert taken(front) == ["/a", "/old"]
    front.add(links("/next"), f"{SITE}/a", 1)
    assert front.redirect(f"{SITE}/old", f"{SITE}/next", 302) == f"{SITE}/next"
    front.end(f"{SITE}/a", "audited")
    front.end(f"{SITE}/next", "audited")
    assert front.is_done


@pytest.mark.parametrize(
    ("target", "state"),
    [
        ("https://y.gov/", ("skipped", "redirect")),
        (f"{SITE}/secret", ("skipped", "redirect")),
        ("file:///etc/passwd", ("failed", "scheme")),
        ("http://[", ("failed", "malformed")),
    ],
)
def test_a_redirect_out_of_the_audit_is_not_followed(store: Store, target: str, state: tuple[str, str]) -> None:
    front = frontier(store, exclude=(re.compile("secret"),))
    front.add(links("/"), None, 0)
    assert taken(front) == ["/"]
    assert front.redirect(f"{SITE}/", target, 302) is None
    assert front.is_done
    assert states(store)["/"] == state


def test_each_url_is_taken_once_whoever_names_it(store: Store) -> None:
    front = frontier(store)
    front.add(links("/", "/#top", "/?utm_source=x", "https://X.gov:443/", "mailto:a@x.gov", "javascript:0"), None, 0)
    assert taken(front) == ["/"]
    front.add(links("/", "/a", "/a"), f"{SITE}/", 1)
    front.end(f"{SITE}/", "audited")
    assert taken(front) == ["/a"]
    assert front.known == 2


def test_what_is_out_of_scope_or_too_deep_is_written_down(store: Store) -> None:
    front = frontier(store, max_depth=1)
    front.add([("", "https://y.gov/")], None, 0)
    front.add(links("/deep"), None, 2)
    assert front.is_done
    assert states(store) == {"https://y.gov/": ("skipped", "offsite"), "/deep": ("skipped", "depth")}


def test_when_it_stops_every_url_has_an_end(store: Store) -> None:
    front = frontier(store)
    front.add(links("/a", "/b", "/c"), None, 0)
    front.next()
    front.add(links("/d"), f"{SITE}/a", 1)
    front.end(f"{SITE}/a", "audited")
    front.next()
    front.stop("interrupted")
    assert front.is_done
    ended = states(store)
    assert ended.pop("/a") == ("audited", "")
    assert set(ended.values()) == {("skipped", "interrupted")}
    assert sum(front.ended.values()) == front.known == 4


def test_the_counts_are_those_of_the_database(store: Store) -> None:
    front = frontier(store, max_pages=2)
    front.add(links("/a", "/b", "/c"), None, 0)
    taken(front)
    front.end(f"{SITE}/a", "failed", "timeout")
    front.end(f"{SITE}/b", "skipped", "document", kind="document")
    query = store.database.query("SELECT kind, state, reason, count(*) AS n FROM url GROUP BY 1, 2, 3")
    assert {(row["kind"], row["state"], row["reason"]): row["n"] for row in query} == dict(front.ended)
