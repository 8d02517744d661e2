"""What the browser tells of players: whether they can be heard, how long they are, and which captions they have."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from auditor.media import media_of
from rules.clips import CLICK, FILM, HORN, SILENT_FILM
from rules.page import Media, Unknown
from tests.auditor.looking import Looker, document, looking

URL = "http://media.invalid/"
CAPTIONS = "data:text/vtt,WEBVTT%0A%0A00:00.000%20--%3E%2000:01.000%0AAhoy"


@pytest.fixture(scope="module")
def browser() -> Iterator[Looker]:
    with looking() as looker:
        yield looker


def told(browser: Looker, body: str) -> list[Media | Unknown]:
    page = browser.page(URL, document(body))
    return [element.media for element in page.tagged("audio", "video")]


def known(browser: Looker, body: str) -> Media:
    (media,) = told(browser, body)
    assert isinstance(media, Media)
    return media


def test_sound_that_starts_by_itself_is_heard(browser: Looker) -> None:
    media = known(browser, f'<audio autoplay src="{HORN}"></audio>')
    assert (media.is_playing, media.is_heard, media.has_sound, media.has_picture) == (True, True, True, False)
    assert (media.seconds, media.is_live, media.source) == (4, False, "data:")


@pytest.mark.parametrize(
    ("script", "is_playing", "is_muted"),
    [
        ("", True, False),
        ("a.pause()", False, False),
        ("a.muted = true", True, True),
        ("a.volume = 0", True, True),
    ],
)
def test_what_a_script_does_to_a_player_counts(browser: Looker, script: str, is_playing: bool, is_muted: bool) -> None:
    scripted = f"<script>const a = document.querySelector('audio'); a.onplay = () => {{ {script} }};</script>"
    media = known(browser, f'<audio autoplay src="{HORN}"></audio>{scripted}')
    assert (media.is_playing, media.is_muted) == (is_playing, is_muted)
    assert bool(media.is_heard) == (is_playing and not is_muted)


def test_sound_that_a_script_starts_is_playing_though_no_attribute_says_so(browser: Looker) -> None:
    script = "<script>document.querySelector('audio').play()</script>"
    assert known(browser, f'<audio src="{HORN}"></audio>{script}').is_heard is True


def test_a_sound_that_is_over_has_been_playing(browser: Looker) -> None:
    media = known(browser, f'<audio autoplay src="{CLICK}"></audio>')
    assert (media.seconds, media.is_playing) == (1, True)
    assert isinstance(media.is_heard, Unknown)


def test_a_film_without_an_audio_track_is_told_from_one_with(browser: Looker) -> None:
    assert known(browser, f'<video controls src="{FILM}"></video>').has_sound is True
    assert known(browser, f'<video controls src="{SILENT_FILM}"></video>').has_sound is False


def test_captions_are_told_with_their_cues_where_they_are_loaded(browser: Looker) -> None:
    tracks = (
        f'<track default kind="captions" srclang="en" src="{CAPTIONS}">'
        '<track kind="descriptions" srclang="es" src="/none.vtt">'
    )
    found = known(browser, f'<video controls src="{FILM}">{tracks}</video>').tracks
    assert [(t.kind, t.language, t.state, t.is_shown, t.cues) for t in found] == [
        ("captions", "en", "loaded", True, 1),
        ("descriptions", "es", "waiting", False, None),
    ]


@pytest.mark.parametrize(
    ("attributes", "why"),
    [
        ('src="data:audio/flac;base64,bm9uZQ=="', "could not be loaded"),
        (f'src="{HORN}" preload="none"', "loaded only when"),
        ("", "nothing to play"),
    ],
)
def test_what_did_not_load_is_unknown(browser: Looker, attributes: str, why: str) -> None:
    (media,) = told(browser, f"<audio controls {attributes}></audio>")
    assert isinstance(media, Unknown)
    assert why in media.reason


def test_players_in_closed_shadow_trees_and_in_frames_are_told_of(browser: Looker) -> None:
    shadow = f'<div><template shadowrootmode="closed"><audio src="{CLICK}"></audio></template></div>'
    frame = f'<iframe srcdoc="<video src={FILM}></video>"></iframe>'
    media = told(browser, f'{shadow}{frame}<video src="{SILENT_FILM}"></video>')
    assert [each.has_sound for each in media if isinstance(each, Media)] == [True, True, False]


def test_a_page_cannot_lie_about_its_players(browser: Looker) -> None:
    lie = (
        "<script>Object.defineProperty(HTMLMediaElement.prototype, 'paused', { get: () => true });"
        "HTMLMediaElement.prototype.captureStream = () => { throw new Error('no'); };"
        "globalThis.AudioContext = null; Array.prototype.map = () => [];</script>"
    )
    assert known(browser, f'{lie}<audio autoplay src="{HORN}"></audio>').is_heard is True


def test_looking_twice_at_players_gives_the_same_bytes(browser: Looker) -> None:
    body = document(f'<audio autoplay src="{HORN}"></audio><video controls src="{FILM}"></video>')
    assert len({browser.bytes(URL, body) for _ in range(3)}) == 1


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        data = base64.b64decode((FILM if self.path.startswith("/film") else SILENT_FILM).split(",")[1])
        self.send_response(200)
        self.send_header("Content-Type", "video/webm")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_of_a_film_from_elsewhere_only_sound_that_is_there_can_be_told(browser: Looker) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        browser.permit(address)
        media = told(browser, f'<video src="{address}/film?signature=1"></video><video src="{address}/silent"></video>')
        server.shutdown()
    assert isinstance(media[0], Media)
    assert isinstance(media[1], Media)
    assert media[0].has_sound is True
    assert isinstance(media[1].has_sound, Unknown)
    assert (media[0].source, media[1].source) == (f"{address}/film", f"{address}/silent")


def test_a_document_that_does_not_answer_holds_no_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def call(_method: str, **_parameters: object) -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    monkeypatch.setattr("auditor.media.PATIENCE", 0.05)
    document = {"frameId": 0, "nodes": {"backendNodeId": [7], "nodeName": [1]}}
    assert asyncio.run(media_of(call, {"strings": ["frame", "AUDIO"], "documents": [document]}, "world")) == {}
