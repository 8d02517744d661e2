"""One spelling for all the ways to write an address, and which addresses belong to an audit."""

from __future__ import annotations

import re

import pytest

from auditor.urls import NotAudited, Scope, canonical, host_of, without_fragment

BASE = "https://www.example.gov/forms/list.html"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTPS://WWW.Example.GOV", "https://www.example.gov/"),
        ("https://www.example.gov:443/", "https://www.example.gov/"),
        ("http://www.example.gov:80/a", "http://www.example.gov/a"),
        ("http://www.example.gov:8080/a", "http://www.example.gov:8080/a"),
        ("https://www.example.gov./", "https://www.example.gov/"),
        ("https://user:secret@www.example.gov/", "https://www.example.gov/"),
        ("//cdn.example.gov/x", "https://cdn.example.gov/x"),
        ("a.html", "https://www.example.gov/forms/a.html"),
        ("../a.html", "https://www.example.gov/a.html"),
        ("/a/./b/../c", "https://www.example.gov/a/c"),
        ("?page=2", "https://www.example.gov/forms/list.html?page=2"),
        ("#part", BASE),
        ("", BASE),
        ("  /a b\n", "https://www.example.gov/a%20b"),
        ("/caf\u00e9", "https://www.example.gov/caf%C3%A9"),
        ("/caf%C3%A9", "https://www.example.gov/caf%C3%A9"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/"),
        ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443/"),
        ("/a;jsessionid=ABC123?x=1", "https://www.example.gov/a?x=1"),
        ("/a;JSESSIONID=ABC123", "https://www.example.gov/a"),
        ("/a;v=1", "https://www.example.gov/a;v=1"),
        ("/a?utm_source=x&id=7&gclid=y", "https://www.example.gov/a?id=7"),
        ("/a?utm_source=x", "https://www.example.gov/a"),
        ("/a?b=&a=1", "https://www.example.gov/a?b=&a=1"),
        ("#/route", f"{BASE}#/route"),
        ("/app#!/route?x=1", "https://www.example.gov/app#!/route?x=1"),
        ("/app#top", "https://www.example.gov/app"),
    ],
)
def test_an_address_has_one_spelling(written: str, meant: str) -> None:
    assert canonical(written, BASE) == meant
    assert canonical(meant) == meant


@pytest.mark.parametrize(
    ("written", "base", "meant"),
    [
        ("a", "https://x.gov/one/two?of=/three/", "https://x.gov/one/a"),
        ("a", "https://x.gov/one/two#/three/", "https://x.gov/one/a"),
        ("a", "https://x.gov?of=/three/", "https://x.gov/a"),
        (";v=2", "https://x.gov/one/two", "https://x.gov/one/;v=2"),
        ("//", "https://x.gov/one/two", "https://x.gov/one/two"),
        ("https:", "https://x.gov/one/two", "https://x.gov/one/two"),
        ("#top", "https://x.gov/one/#/route", "https://x.gov/one/"),
        ("", "https://x.gov/one/#/route", "https://x.gov/one/#/route"),
    ],
)
def test_of_the_page_an_address_stands_on_counts_what_the_standard_says(written: str, base: str, meant: str) -> None:
    assert canonical(written, base) == meant


@pytest.mark.parametrize(
    "written", ["mailto:a@example.gov", "javascript:void(0)", "tel:1", "file:///etc/passwd", "data:,x"]
)
def test_what_is_no_web_page_is_not_audited(written: str) -> None:
    with pytest.raises(NotAudited, match="scheme"):
        canonical(written, BASE)


@pytest.mark.parametrize(
    "written", ["http://[::1", "http://a:99999/", "http://a:x/", "/" + "x" * 3000,
                "https://" + "a" * 70 + ".gov/", "https://..gov/"]
)  # fmt: skip
def test_what_is_no_address_is_told_as_such(written: str) -> None:
    with pytest.raises(NotAudited, match="malformed"):
        canonical(written, BASE)


def test_the_fragment_is_not_sent_to_the_server() -> None:
    assert without_fragment("https://www.example.gov/app#/route") == "https://www.example.gov/app"


def test_a_port_makes_another_host() -> None:
    scope = Scope(frozenset({host_of("https://www.example.gov/")}))
    assert scope.refusal("https://www.example.gov/a") == ""
    assert scope.refusal("https://www.example.gov:8443/a") == "offsite"
    assert scope.refusal("https://example.gov/a") == "offsite"


def test_include_and_exclude_narrow_a_site() -> None:
    scope = Scope(frozenset({"x.gov"}), (re.compile("/forms/"),), (re.compile("print"),))
    assert scope.refusal("https://x.gov/forms/a") == ""
    assert scope.refusal("https://x.gov/news/a") == "excluded"
    assert scope.refusal("https://x.gov/forms/a?print=1") == "excluded"
