"""The examples of the rules as a browser showed them: one file a rule, replayed without a browser.

`./run test --record` makes the files again. They are compared by what they hold, not by how it is compressed.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import orjson
import zstandard

from auditor import served
from auditor.browser import Browser
from auditor.chromium import find_browser, is_root, wants_sandbox
from auditor.visit import Fetched, More
from rules.model import Aspect, Rule
from rules.page import FORMAT, STYLES
from tests.rules.pages import whole

FOLDER = Path(__file__).parents[1] / "recordings"
MAKE_AGAIN = "Run `./run test --record`, look at what changed, and commit tests/recordings."
PROFILE = hashlib.sha256(orjson.dumps([FORMAT, STYLES])).hexdigest()[:16]
"""What a recording holds of a page; when it changes, all must be made again."""

PROBED = {Aspect.ZOOM, Aspect.WALK}
"""What a rule needs whose examples are probed too."""

FONTS = "".join(
    f'<p style="font-family: {family}; float: left">Sphinx of black quartz, judge my vow: 1,234,567,890 fjords</p>'
    for family in ("serif", "sans-serif", "monospace", "system-ui")
)
"""A page whose boxes tell one set of fonts from another."""

Recording = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """The recordings of one rule's examples, and what made them."""

    maker: str
    """Version of the browser, and what its fonts came to: another one may well show the same page in another way."""
    profile: str
    examples: Sequence[tuple[str, Recording]]
    """The HTML of each example and what the browser made of it."""

    def staleness(self, rule: Rule[Any]) -> str:
        """Why these are no recordings of the rule's examples as they stand; empty if they are."""
        if self.profile != PROFILE:
            return f"What a recording holds has changed since those of {rule.id} were made. {MAKE_AGAIN}"
        if [html for html, _ in self.examples] != [example.html for example in rule.examples]:
            return f"The examples of {rule.id} have changed since they were recorded. {MAKE_AGAIN}"
        return ""


def path_of(rule: str) -> Path:
    """Where the recordings of a rule's examples lie."""
    return FOLDER / f"{rule}.json.zst"


def read(rule: str) -> Kept | None:
    """The recordings of a rule's examples as they are kept; None where there are none."""
    path = path_of(rule)
    if not path.exists():
        return None
    held = orjson.loads(zstandard.ZstdDecompressor().decompress(path.read_bytes()))
    return Kept(held["maker"], held["profile"], [(each["html"], each["recording"]) for each in held["examples"]])


def write(rule: str, kept: Kept) -> None:
    """Keeps the recordings of a rule's examples."""
    held = {
        "maker": kept.maker,
        "profile": kept.profile,
        "examples": [{"html": html, "recording": recording} for html, recording in kept.examples],
    }
    FOLDER.mkdir(exist_ok=True)
    path_of(rule).write_bytes(zstandard.ZstdCompressor(level=19, write_checksum=True).compress(orjson.dumps(held)))


def record(rules: Sequence[Rule[Any]]) -> Mapping[str, Kept]:
    """The recordings of all examples of the rules, made now by the browser of this machine."""
    with _nothing_else() as proxy:
        return asyncio.run(_record(rules, proxy))


async def _record(rules: Sequence[Rule[Any]], proxy: str) -> Mapping[str, Kept]:
    executable = await asyncio.to_thread(find_browser, None, os.environ)
    browser = Browser(executable, proxy=proxy, sandbox=wants_sandbox(False, os.environ, is_root()))
    await browser.start()
    try:
        fonts = _fonts(await _show(browser, "fonts", FONTS, probes=False))
        recordings = iter(
            await asyncio.gather(
                *(
                    _show(browser, rule.id, example.html, probes=not PROBED.isdisjoint(rule.metadata.needs))
                    for rule in rules
                    for example in rule.examples
                )
            )
        )
    finally:
        await browser.close()
    maker = f"Chromium {browser.version} with fonts {fonts}"
    return {
        rule.id: Kept(maker, PROFILE, [(example.html, next(recordings)) for example in rule.examples]) for rule in rules
    }


def _fonts(recording: Recording) -> str:
    """A short name for how large the browser's fonts are."""
    return hashlib.sha256(orjson.dumps(recording["nodes"]["box"])).hexdigest()[:8]


async def _show(browser: Browser, rule: str, html: str, *, probes: bool) -> Recording:
    body = whole(html).encode()
    url = f"http://examples.invalid/{rule}/{hashlib.sha256(body).hexdigest()[:8]}"
    page = Fetched(url, 200, [("Content-Type", "text/html; charset=utf-8")], body)
    facts = {**served.read(body, "utf-8").facts(), "refresh": ""}
    visit = await browser.visit(page, source=facts, further=lambda _: More(probes=probes))
    (recording,) = visit.looks
    assert recording["gaps"] == [], html
    return orjson.loads(orjson.dumps(recording))  # type: ignore[no-any-return]  # as it will be read


class _Nowhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _nothing_else() -> Iterator[str]:
    """A proxy that finds nothing: the pictures that examples name are missing, at once and on every machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Nowhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
