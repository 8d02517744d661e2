"""A DevTools connection of our own, beside Playwright's, for the calls that happen on every page.

Going through Playwright's driver costs 1.4 to 1.7 times the CPU for large answers, and its request interception turns
the HTTP cache off (`DECISIONS.md`). Protocol: https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Json = dict[str, Any]
Listener = Callable[[str, Json], None]

log = logging.getLogger(__name__)
log.setLevel(logging.INFO)  # Scrapy lets the root log all, and websockets would make a record of every frame


class DevToolsError(Exception):
    """The browser refused a call, or went away before it answered."""


class TargetGone(DevToolsError):  # noqa: N818 - what happened, not what went wrong with us
    """The tab, or the whole browser, went away before it answered."""


class Session:
    """The calls and events of one target; `id` is empty for the browser itself."""

    def __init__(self, connection: Connection, session_id: str) -> None:
        self._connection = connection
        self.id = session_id
        self.on_event: Listener | None = None

    async def call(self, method: str, **parameters: Any) -> Json:
        """Sends a command and waits for its answer.

        Raises `DevToolsError` when the browser refuses it, `TargetGone` when the target is no longer there.
        """
        return await self._connection.send(self.id, method, parameters)

    def post(self, method: str, **parameters: Any) -> None:
        """Sends a command whose answer does not matter."""
        future = self._connection.send(self.id, method, parameters)
        future.add_done_callback(_forget)


def _forget(future: asyncio.Future[Json]) -> None:
    if not future.cancelled():
        future.exception()


class Connection:
    """One WebSocket to the browser, with a session per attached target."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._waiting: dict[int, tuple[str, asyncio.Future[Json]]] = {}
        self._sessions: dict[str, Session] = {}
        self.browser = self.session("")
        self._reader = asyncio.create_task(self._read())
        self._outbox: set[asyncio.Task[None]] = set()
        self.is_open = True

    @classmethod
    async def open(cls, url: str) -> Connection:
        """Connects to a browser's DevTools address (`ws://127.0.0.1:...`)."""
        socket = await connect(url, max_size=None, compression=None, ping_interval=None, proxy=None, logger=log)
        return cls(socket)

    def session(self, session_id: str) -> Session:
        """The session with this id, made when it is new."""
        found = self._sessions.get(session_id)
        if found is None:
            found = self._sessions[session_id] = Session(self, session_id)
        return found

    def forget(self, session_id: str) -> None:
        """Fails what still waits for a target that is gone."""
        self._sessions.pop(session_id, None)
        for number, (owner, future) in list(self._waiting.items()):
            if owner == session_id:
                del self._waiting[number]
                if not future.done():
                    future.set_exception(TargetGone("the tab is gone"))

    def send(self, session_id: str, method: str, parameters: Json) -> asyncio.Future[Json]:
        """Queues a command; the future holds its result."""
        self._number += 1
        number = self._number
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        if not self.is_open:
            future.set_exception(TargetGone("the browser is gone"))
            return future
        self._waiting[number] = (session_id, future)
        message: Json = {"id": number, "method": method, "params": parameters}
        if session_id:
            message["sessionId"] = session_id
        task = asyncio.create_task(self._write(orjson.dumps(message).decode()))
        self._outbox.add(task)
        task.add_done_callback(self._outbox.discard)
        return future

    async def _write(self, message: str) -> None:
        try:
            await self._socket.send(message)
        except ConnectionClosed:
            self._fail_all()

    async def _read(self) -> None:
        try:
            while True:
                self._receive(orjson.loads(await self._socket.recv(decode=False)))
        except ConnectionClosed:
            pass
        finally:
            self._fail_all()

    def _receive(self, message: Json) -> None:
        number = message.get("id")
        if number is not None:
            waiting = self._waiting.pop(number, None)
            if waiting is None or waiting[1].done():
                return
            error = message.get("error")
            if error is None:
                waiting[1].set_result(message["result"])
            else:
                gone = "session" in error.get("message", "").lower() and "not found" in error.get("message", "").lower()
                kind = TargetGone if gone else DevToolsError
                waiting[1].set_exception(kind(error.get("message", "the browser refused a command")))
            return
        session = self._sessions.get(message.get("sessionId", ""))
        if session is not None and session.on_event is not None:
            session.on_event(message["method"], message["params"])

    def _fail_all(self) -> None:
        self.is_open = False
        waiting, self._waiting = self._waiting, {}
        for _, future in waiting.values():
            if not future.done():
                future.set_exception(TargetGone("the browser is gone"))
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            if session.on_event is not None:
                session.on_event("Inspector.detached", {"reason": "the browser is gone"})

    async def close(self) -> None:
        """Closes the connection; what still waits fails with `TargetGone`."""
        await self._socket.close()
        await asyncio.gather(self._reader, return_exceptions=True)
