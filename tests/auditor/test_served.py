"""The HTML as served tells what the browser's tree no longer shows, and whether a browser must look."""

from __future__ import annotations

import time

import pytest

from auditor.recording import encode, page_of
from auditor.served import read
from auditor.unrendered import recording_of_served

PLAIN = b"<!doctype html><html lang=en><title> Plain </title><h1>Hello</h1><a href=/a>x</a><a name=b>y</a>"


def test_a_plain_page_is_read() -> None:
    served = read(PLAIN, "utf-8")
    assert (served.title, served.links, served.needs_rendering) == ("Plain", 1, False)
    assert (served.duplicate_ids, served.duplicate_attributes) == ((), ())


def test_what_is_there_without_script_is_measured() -> None:
    script = (
        b"<title>T</title><script>document.write('<a href=/x>not read</a>')</script><style>p { color: red }</style>"
    )
    served = read(script + b"<template>not</template><noscript>Turn it on</noscript><p>One <b>two</b>", None)
    assert (served.text_length, served.links) == (len("Turn it onOnetwo"), 0)


def test_ids_that_stand_twice_are_told() -> None:
    assert read(b"<p id=a><p id=b><p id=a>", None).duplicate_ids == ("a",)


def test_attributes_that_stand_twice_are_told_though_a_browser_keeps_the_first() -> None:
    served = read(b'<img alt="One" alt="Two"><p class=a CLASS=b>', None)
    assert served.duplicate_attributes == ("alt", "class")


@pytest.mark.parametrize(
    "part",
    ["<script src=x></script>", "<style>p{}</style>", "<link rel=stylesheet href=x>", "<iframe src=x></iframe>",
     "<p style='color: red'>x", "<body onload='x()'>", "<object data=x></object>", "<embed src=x>"],
)  # fmt: skip
def test_what_style_script_or_a_frame_can_change_must_be_rendered(part: str) -> None:
    assert read(PLAIN + part.encode(), None).needs_rendering


@pytest.mark.parametrize(
    ("markup", "ids", "text"),
    [
        (b"<p title='a > b' id=x><p title=\"<p id=x>\" id = 'x'>", ("x",), ""),
        (b"<!-- <p id=x> --><p id=x><!--> <p id=x><!-- > -->", ("x",), ""),
        (b"<!--<p id=x><p id=x>--!><b>a</b><!-- <p id=x>", (), "a"),
        (b"<script>'<p id=x><p id=x>' </scripts></script ><p id=y>b", (), "b"),
        (b"<STYLE><p id=x></Style><textarea><p id=x></textarea><p id=x>c", (), "<p id=x>c"),
        (b"<template>x<template>x</template>x</template>d", (), "d"),
        (b"<p id=a&amp;b><p id='a&b'>1 &lt; 2", ("a&b",), "1 < 2"),
        (b"<p/id=x><br id=x /></p id=x>a < b<", ("x",), "a < b<"),
        (b"<svg><title/><style /></svg><script src='x'/><p id=x><p id=x>a", ("x",), "a"),
        (b"<!doctype html><?php echo ?><p id=x><p id='y", (), ""),
    ],
)
def test_markup_is_taken_apart_as_a_browser_does(markup: bytes, ids: tuple[str, ...], text: str) -> None:
    served = read(markup, None)
    assert (served.duplicate_ids, served.text_length) == (ids, len(text))


@pytest.mark.parametrize("part", [b"<", b"<a ", b"<a b='", b"<!--", b"<script>", b"</scripts", b"= ", b'a="" ', b"& "])
def test_no_markup_takes_long_to_read(part: bytes) -> None:
    started = time.process_time()
    for before in (b"", b"<p ", b"<script>", b"<!--"):
        read(before + part * 200_000, "utf-8")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "markup", [b"", b"\x00\xff\xfe", b"<", b"<<<>>>", b"<![if", b"<![no[x", b"<html" * 2000, b"\x1f\x8b garbage"]
)
def test_garbage_is_read_without_an_error(markup: bytes) -> None:
    read(markup, None)
    page_of(encode(recording_of_served("https://x.gov/", markup, None, {}, scripted=False)))


def test_the_charset_of_the_response_is_obeyed() -> None:
    assert read("<title>Größe</title>".encode("latin-1"), "latin-1").title == "Größe"


def test_deep_nesting_is_kept_to_its_end() -> None:
    markup = b"<div>" * 1000 + b"<img>"
    page = page_of(encode(recording_of_served("https://x.gov/", markup, None, {}, scripted=False)))
    assert len(page.tagged("div")) == 1000
    assert len(page.tagged("img")) == 1


def test_a_page_that_script_could_change_is_known_not_to_be_whole() -> None:
    recording = recording_of_served("https://x.gov/", PLAIN, None, {}, scripted=True)
    assert "tree" in {gap.aspect for gap in page_of(encode(recording)).gaps}


def test_links_of_a_page_as_served_follow_its_base() -> None:
    markup = PLAIN.replace(b"<h1>", b'<base href="/under/"><h1>')
    page = page_of(encode(recording_of_served("https://x.gov/", markup, None, {}, scripted=False)))
    assert page.document.base_url == "https://x.gov/under/"
