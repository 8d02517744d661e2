"""What a page's scripts have asked for and not yet got: until then the page is not what it will be.

`load` waits for what the HTML names; not for modules that are imported, elements that a script adds, data it fetches.
"""

from __future__ import annotations

from typing import Any

ENABLE: dict[str, Any] = {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0, "maxPostDataSize": 0}
"""Parameters of `Network.enable`, so that the browser keeps no bodies for us."""

_TYPES = frozenset(("Script", "Stylesheet", "XHR", "Fetch"))
"""Requests that can change the page once their answer is whole."""


class Awaited:
    """Follows the events of DevTools' domain `Network`."""

    def __init__(self) -> None:
        self._requests: set[str] = set()
        self._last_end = 0.0

    def clear(self) -> None:
        """Forgets the page before."""
        self._requests.clear()
        self._last_end = 0.0

    def note(self, method: str, event: dict[str, Any], now: float) -> None:
        """Takes in an event; `now` is in seconds, of any clock."""
        request: str = event.get("requestId", "")
        if method == "Network.requestWillBeSent":
            if event.get("type") in _TYPES and event["loaderId"]:  # the script of a worker has none, and no end either
                self._requests.add(request)
        elif method in ("Network.loadingFinished", "Network.loadingFailed") and request in self._requests:
            self._requests.remove(request)
            self._last_end = now

    def is_over(self, now: float, quiet: float) -> bool:
        """Whether all answers have been whole for `quiet` seconds."""
        return not self._requests and now - self._last_end >= quiet
