"""A recording is kept once, under the name of its content, and read back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.recording import Shelf, compress, decompress, encode, name_of, page_of
from auditor.template import content_of, is_for_phones, template_of
from auditor.unrendered import recording_of_served

HTML = b"""<!doctype html><html lang=en><title>A page</title><body><header class="top n1"><h1 id=a>Hello</h1></header>
<main><p>One</p><input value=canary><textarea>canary</textarea>
<p contenteditable>canary <b>canary</b></p><select><option value=canary>Shown</select></main>"""


def recording(html: bytes = HTML) -> dict[str, object]:
    return recording_of_served("https://x.gov/", html, "utf-8", {}, scripted=False)


def test_a_page_read_back_is_the_page() -> None:
    page = page_of(encode(recording()))
    assert (page.title, page.url, page.document.doctype) == ("A page", "https://x.gov/", "html")
    assert [e.tag for e in page.elements][:5] == ["html", "head", "title", "body", "header"]
    assert page.tagged("h1")[0].text == "Hello"
    assert {gap.aspect for gap in page.gaps} == {"style", "layout", "roles"}


def test_nothing_typed_is_in_a_page_as_served() -> None:
    assert b"canary" not in encode(recording())


def test_a_recording_of_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 0"):
        page_of(encode({**recording(), "format": 0}))


def test_a_recording_is_kept_once_and_read_back(tmp_path: Path) -> None:
    shelf, data = Shelf(tmp_path), encode(recording())
    name = shelf.put(data)
    assert name == name_of(data)
    written = shelf.path(name).stat().st_mtime_ns
    assert shelf.put(data) == name
    assert shelf.path(name).stat().st_mtime_ns == written
    assert shelf.get(name) == data
    assert not list(tmp_path.rglob("*.partial"))


def test_a_damaged_recording_is_told_apart_from_a_lost_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    name = shelf.put(encode(recording()))
    path = shelf.path(name)
    whole = path.read_bytes()
    for damaged in (whole[:-10], whole[:20] + b"\0\0\0" + whole[23:], b"", b"no zstandard"):
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match="damaged"):
            shelf.get(name)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        shelf.get(name)


def test_compressing_loses_nothing_and_is_the_same_each_time() -> None:
    data = encode(recording())
    assert decompress(compress(data)) == data
    assert compress(data) == compress(data)
    assert len(compress(data)) < len(data)


def test_a_page_without_a_viewport_looks_on_a_phone_as_on_a_desktop() -> None:
    assert not is_for_phones(recording())
    assert is_for_phones(recording(b'<meta name="Viewport" content="width=device-width">' + HTML))


def test_pages_of_one_template_differ_in_content_alone() -> None:
    first, second = recording(), recording(HTML.replace(b"One", b"Two").replace(b"n1", b"n2"))
    other = recording(HTML.replace(b"<header", b"<nav>x</nav><aside></aside><header"))
    assert template_of(first) == template_of(second)
    assert template_of(first) != template_of(other)
    assert content_of(first) != content_of(second)
    assert content_of(first) == content_of(recording())
