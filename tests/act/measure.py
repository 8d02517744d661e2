"""Runs `auditor check` over a folder of W3C ACT test cases, as `python tests/act/measure.py FOLDER OUTPUT.json`.

FOLDER holds `corpus/`, `cases-dev.json` and `score.py`; the pages are served on 127.0.0.1 and the result is what
`score.py` reads.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The origin of a server that serves a folder while the context lasts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


def measure(folder: Path, output: Path) -> int:
    """Audits every case; returns the exit code of `auditor check`."""
    cases = json.loads((folder / "cases-dev.json").read_text("utf-8"))
    with served(folder / "corpus") as origin, tempfile.TemporaryDirectory() as temporary:
        targets = Path(temporary) / "targets.txt"
        targets.write_text("".join(f"{origin}{url}\n" for url in sorted({case["url"] for case in cases})), "utf-8")
        command = [sys.executable, "-m", "auditor.cli", "check", "--targets", str(targets), "--format", "json"]
        done = subprocess.run(
            [*command, "--output", str(output), "--progress", "none"], stdin=subprocess.DEVNULL, check=False
        )
    return done.returncode


if __name__ == "__main__":
    raise SystemExit(measure(Path(sys.argv[1]), Path(sys.argv[2])))
