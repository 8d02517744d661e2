"""The only way out: a proxy on the loopback interface that decides which address may be dialled.

Scrapy and the browser send everything through it. It resolves a host once, looks at every address, and dials the one
it looked at, so that no second lookup can lead elsewhere. Reading methods alone pass where it can see them (plain
http); in a tunnel it can't, which is why the browser stops methods as well (`auditor/tab.py`).

It also serves the folders of `auditor check FILE` under hosts of their own below `.auditor.invalid`, so that files take
the same path as everything else and can load nothing but what lies in their folder.
"""

from __future__ import annotations

import asyncio
import mimetypes
import socket
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

REFUSED_HEADER = "X-Auditor-Egress"
FILES_DOMAIN = "auditor.invalid"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_HEAD_LIMIT = 64 * 1024
_CONNECT_SECONDS = 15.0
SILENT_SECONDS = 30.0
"""How long a server may be silent once its client has closed its side: it may wait for the answer, or be gone."""
_HOP_BY_HOP = frozenset({"connection", "proxy-connection", "keep-alive", "proxy-authorization", "te", "upgrade"})
_NOT_GLOBAL = tuple(
    ip_network(net)
    for net in (
        "::/96",  # an IPv4 address in the oldest disguise
        "64:ff9b::/96",  # NAT64: an IPv4 address in disguise
        "64:ff9b:1::/48",
        "2002::/16",  # 6to4, the same
        "2001::/32",  # Teredo
        "168.63.129.16/32",  # Azure's host, which answers as a metadata service
    )
)


class Refused(Exception):  # noqa: N818 - the egress refused; it is an answer, not a fault
    """The egress does not dial this; the message says why in plain words.

    `reason` is a word of `reports.wording`: `refused` (not let through), `dns` or `network` (not reached).
    """

    def __init__(self, message: str, reason: str = "refused") -> None:
        super().__init__(message)
        self.reason = reason


@dataclass
class Policy:
    """Which addresses may be dialled: public ones, named networks, and named endpoints (address and port)."""

    networks: Sequence[Network] = ()
    endpoints: set[tuple[Address, int]] = field(default_factory=set)

    def judge(self, address: Address, port: int) -> None:
        """Raises `Refused` when this address and port may not be dialled."""
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        if mapped is not None:
            address = mapped
        if (address, port) in self.endpoints:
            return
        if any(address.version == net.version and address in net for net in self.networks):
            return
        hidden = any(address.version == net.version and address in net for net in _NOT_GLOBAL)
        if hidden or address.is_multicast or not address.is_global:
            raise Refused(
                f"{address} is not a public address. Name its network with --allow-net if it belongs to the audit."
            )


class Egress:
    """The proxy. `blocked` counts what was refused, by reason; `bytes_in` what came in."""

    def __init__(self, policy: Policy, *, silent_seconds: float = SILENT_SECONDS) -> None:
        self.policy = policy
        self._silent_seconds = silent_seconds
        self.blocked: Counter[str] = Counter()
        self.bytes_in = 0
        self._folders: dict[str, Path] = {}
        self._names: dict[tuple[str, int], list[Address]] = {}
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Listens on a free port of 127.0.0.1, which is returned."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD_LIMIT)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        """Stops listening and cuts what is still open."""
        if self._server is not None:
            self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def mount(self, folder: Path, host: str = f"files-1.{FILES_DOMAIN}") -> str:
        """Serves a folder under a host, and from now on dials nothing: a file can tell nobody what it read."""
        self._folders[host] = folder.resolve()
        return host

    async def permit_seed(self, url: str) -> None:
        """Lets a seed's own address and port be dialled even when it is private: whoever named the seed meant it."""
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with suppress(Refused):
            for address in await self._resolve(parts.hostname or "", port):
                if not address.is_global:
                    self.policy.endpoints.add((address, port))

    async def _resolve(self, host: str, port: int) -> list[Address]:
        known = self._names.get((host, port))
        if known is None:
            try:
                found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError) as error:
                raise Refused(f"No address is known for {host}.", "dns") from error
            known = [ip_address(str(row[4][0]).split("%")[0]) for row in found]
            self._names[host, port] = known
        return known

    async def _dial(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._folders:
            raise Refused("A file may load only what lies in its own folder.")
        addresses = await self._resolve(host, port)
        for address in addresses:
            self.policy.judge(address, port)
        failure: OSError | None = None
        for address in addresses:
            try:
                async with asyncio.timeout(_CONNECT_SECONDS):
                    return await asyncio.open_connection(str(address), port)
            except OSError as error:  # TimeoutError is one of them
                failure = error
        raise Refused(f"{host} port {port} can't be reached ({failure or 'no address'}).", "network")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass  # the other side went away, or spoke no HTTP
        except asyncio.CancelledError:
            pass  # `stop`; Python 3.11 prints a traceback for a connection's task that ends as cancelled
        finally:
            self._open.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        try:
            if method == "CONNECT":
                host, _, port = target.rpartition(":")
                upstream = await self._dial(host.strip("[]"), int(port))
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                parts = urlsplit(target)
                if parts.scheme != "http" or parts.hostname is None:
                    raise Refused("Only http and https are let through.")
                if method not in _READING:
                    raise Refused(f"{method} could change something; only reading requests are let through.")
                if parts.hostname in self._folders:
                    await self._file(method, parts.hostname, parts.path, writer)
                    return
                upstream = await self._dial(parts.hostname, parts.port or 80)
                path = target.split("/", 3)
                upstream[1].write(_origin_form(method, "/" + (path[3] if len(path) > 3 else ""), lines[1:]))
        except Refused as refused:
            await self._refuse(refused, writer)
            return
        await self._relay(reader, writer, *upstream)

    async def _refuse(self, refused: Refused, writer: asyncio.StreamWriter) -> None:
        if refused.reason == "refused":
            self.blocked[str(refused)] += 1
        body = str(refused).encode("utf-8", "replace")
        status = 403 if refused.reason == "refused" else 502
        writer.write(
            f"HTTP/1.1 {status} {refused.reason}\r\n{REFUSED_HEADER}: {refused.reason}\r\nContent-Type: text/plain\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
            + body
        )
        await writer.drain()

    async def _relay(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        upstream_reader: asyncio.StreamReader,
        upstream_writer: asyncio.StreamWriter,
    ) -> None:
        loop = asyncio.get_running_loop()
        deadline = asyncio.timeout(None)
        has_closed = False

        async def forth() -> None:
            nonlocal has_closed
            with suppress(OSError):  # one of them cut the connection
                while data := await reader.read(65536):
                    upstream_writer.write(data)
                    await upstream_writer.drain()
                upstream_writer.write_eof()
            has_closed = True
            deadline.reschedule(loop.time() + self._silent_seconds)

        sending = asyncio.create_task(forth())
        try:
            async with deadline:
                while data := await upstream_reader.read(262144):
                    self.bytes_in += len(data)
                    writer.write(data)
                    await writer.drain()
                    if has_closed:
                        deadline.reschedule(loop.time() + self._silent_seconds)
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            upstream_writer.close()

    async def _file(self, method: str, host: str, path: str, writer: asyncio.StreamWriter) -> None:
        folder = self._folders[host]
        file = (folder / unquote(path).lstrip("/").replace("\0", "\ufffd")).resolve()
        hidden = any(part.startswith(".") for part in file.parts[len(folder.parts) :])
        if hidden or not file.is_relative_to(folder) or not file.is_file():
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            return
        body = await asyncio.to_thread(file.read_bytes)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        writer.write(body if method != "HEAD" else b"")
        await writer.drain()


def _origin_form(method: str, path: str, headers: Sequence[str]) -> bytes:
    """The request head as a server expects it: path only, one request a connection, nothing meant for the proxy."""
    kept = [line for line in headers if line and line.split(":", 1)[0].strip().lower() not in _HOP_BY_HOP]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *kept, "Connection: close", "", ""]).encode("latin-1")
