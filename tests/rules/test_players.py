"""What a page plays is told by the browser where it knows, and by the markup where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from rules.auto_playing import audio_control
from rules.model import Outcome
from rules.page import Media, Page, Unknown
from rules.players import (
    AUDIO_SERVICES,
    LIVE,
    TRANSCRIPT,
    films,
    first_of_each_kind,
    is_beside,
    is_live,
    recordings,
    service_of,
    starts_itself,
    transcript_of,
    videos,
)
from tests.rules.pages import page

LOADED = {
    "state": "loaded",
    "source": "https://agency.example/a.mp4",
    "seconds": 27,
    "live": False,
    "sound": True,
    "picture": True,
    "muted": False,
    "volume": 1,
    "playing": True,
    "heard": True,
    "tracks": [],
}


def playing(html: str, **facts: Any) -> Page:
    """The page, with these facts of its only player."""
    (player,) = page(html).tagged("audio", "video")
    return page(html, media=[{"node": player.id, **LOADED, **facts}])


def outcome(html: str, **facts: Any) -> Outcome | None:
    judged = playing(html, **facts)
    return next((audio_control.expectation(e).outcome for e in audio_control.applicability(judged)), None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Outcome.FAILED),
        ({"seconds": 3}, Outcome.PASSED),
        ({"seconds": 3.1}, Outcome.FAILED),
        ({"seconds": None}, Outcome.CANT_TELL),
        ({"seconds": None, "live": True}, Outcome.FAILED),
        ({"heard": None}, Outcome.CANT_TELL),
        ({"sound": None, "heard": None}, Outcome.CANT_TELL),
        ({"playing": None, "heard": None}, Outcome.CANT_TELL),
        ({"playing": False}, None),
        ({"muted": True, "heard": None}, None),
        ({"sound": False, "heard": None}, None),
        ({"source": "https://agency.example/a.mp4#t=25"}, Outcome.PASSED),
        ({"source": "https://agency.example/a.mp4#t=00:25"}, Outcome.PASSED),
        ({"source": "https://agency.example/a.mp4#t=,2.5"}, Outcome.PASSED),
        ({"source": "https://agency.example/a.mp4#t=2,9"}, Outcome.FAILED),
        ({"source": "https://agency.example/a.mp4#t=soon"}, Outcome.FAILED),
        ({"source": "https://agency.example/a.mp4#t=9,5"}, Outcome.FAILED),
        ({"source": "https://agency.example/a.mp4#t=40"}, Outcome.PASSED),
        ({"source": "https://agency.example/a.mp4#t=2,0"}, Outcome.FAILED),
        ({"source": f"https://agency.example/a.mp4{'#' * 60_000}"}, Outcome.FAILED),
        ({"source": "https://agency.example/a.mp4#start=25"}, Outcome.FAILED),
    ],
)
def test_sound_that_starts_itself_fails_only_where_it_is_heard_and_lasts(
    facts: dict[str, Any], expected: Outcome | None
) -> None:
    assert outcome("<video autoplay></video>", **facts) is expected


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ('<a href="/news">News</a><a href="#main">Skip to content</a>', Outcome.FAILED),
        ("<form><input><button>Search</button></form>", Outcome.FAILED),
        ('<a href="/display-options">Contact information</a>', Outcome.FAILED),
        ("<button>Menu</button>", Outcome.FAILED),
        ("<button>Turn the music off</button>", Outcome.CANT_TELL),
        ("<button>⏸</button>", Outcome.CANT_TELL),
        ("<button></button>", Outcome.CANT_TELL),
        ('<a href="#">Pause</a>', Outcome.CANT_TELL),
        ('<div role="switch">Sound</div>', Outcome.CANT_TELL),
        ("<button hidden>Pause</button>", Outcome.CANT_TELL),
        ("<button hidden></button>", Outcome.FAILED),
    ],
)
def test_whatever_may_stop_a_sound_makes_it_a_question(beside: str, expected: Outcome) -> None:
    assert outcome(f"<audio autoplay></audio>{beside}") is expected


def test_in_another_language_any_button_may_stop_a_sound() -> None:
    body = '<html lang="es"><body><audio autoplay></audio>'
    assert outcome(f"{body}<button>Callar</button>") is Outcome.CANT_TELL
    assert outcome(f'{body}<a href="/noticias">Noticias</a>') is Outcome.FAILED


def test_a_player_that_has_not_loaded_is_taken_by_its_word() -> None:
    (player,) = page("<video autoplay></video>").tagged("video")
    assert isinstance(player.media, Unknown)
    assert starts_itself(player)
    waiting = page("<video></video>", media=[{"node": player.id, "state": "waiting", "tracks": []}])
    (other,) = waiting.tagged("video")
    assert isinstance(other.media, Unknown)
    assert "loaded only" in other.media.reason
    assert not starts_itself(other)


def test_a_video_element_without_a_picture_is_a_recording() -> None:
    sound_only = playing("<video controls></video>", picture=False)
    assert [e.tag for e in recordings(sound_only)] == ["video"]
    assert list(videos(sound_only)) == []


def test_a_video_without_an_audio_track_is_no_film() -> None:
    silent = playing("<video controls></video>", sound=False)
    assert [e.tag for e in videos(silent)] == ["video"]
    assert list(films(silent)) == []
    assert [e.tag for e in films(playing("<video controls></video>", sound=None))] == ["video"]


@pytest.mark.parametrize(
    ("beside", "is_film"), [("", False), ("<button>Play</button>", False), ("<button>Unmute</button>", True)]
)
def test_a_muted_video_is_a_film_where_a_control_gives_it_sound(beside: str, is_film: bool) -> None:
    assert bool(list(films(playing(f"<div><video autoplay muted></video>{beside}</div>", muted=True)))) is is_film


def test_what_has_no_end_is_live_but_for_what_a_script_puts_together() -> None:
    for source, expected in (("https://agency.example/hls", True), ("blob:", False)):
        (player,) = playing("<video controls></video>", seconds=None, live=True, source=source).tagged("video")
        assert isinstance(player.media, Media)
        assert is_live(player) is expected


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.youtube.com/embed/x", "YouTube"),
        ("//player.vimeo.com/video/1", "Vimeo"),
        ("https://www.youtube.com/subscribe_embed?c=1", None),
        ("https://notyoutube.com/embed/x", None),
        ("https://[bad", None),
        ("", None),
    ],
)
def test_the_frame_of_a_service_is_known_by_its_address(address: str, name: str | None) -> None:
    (frame,) = page(f'<iframe src="{address}"></iframe>').tagged("iframe")
    service = service_of(frame)
    assert (service.name if service else None) == name
    assert service_of(frame, AUDIO_SERVICES) is None


def test_players_of_one_kind_are_met_once() -> None:
    tube = '<iframe src="https://youtube.com/embed/1"></iframe>'
    found = page(f'{tube}{tube}<video controls></video><video controls id="b"></video><video id="c"></video>')
    players = found.tagged("iframe", "video")
    assert list(first_of_each_kind(players)) == [players[0], players[2], players[4]]


def test_a_transcript_is_looked_for_near_the_player_alone() -> None:
    near = page("<div><p><video></video></p><p><a href='/t'>Transcript</a></p></div>")
    far = page("<div><div><div><video></video></div></div></div><ul><li><p><b><a href='/t'>Transcript</a></b></ul>")
    for found, is_near in ((near, True), (far, False)):
        (player,), (link,) = found.tagged("video"), found.tagged("a")
        assert is_beside(player, link) is is_near
        assert (transcript_of(player) is link) is is_near


@pytest.mark.parametrize("words", ["Live: board meeting", "Watch live", "board-livestream", "Webcast of June 3"])
def test_words_that_say_live(words: str) -> None:
    assert LIVE.search(words)


@pytest.mark.parametrize("words", ["Where ferries live", "Live in Port Meridian", "delivery", "Alive", "Olive oil"])
def test_words_that_do_not_say_live(words: str) -> None:
    assert not LIVE.search(words)


def test_words_that_promise_a_transcript() -> None:
    assert all(TRANSCRIPT.search(words) for words in ("Transcript (PDF)", "Read the transcript", "Transcripción"))
    assert not TRANSCRIPT.search("Transcription services we buy")
