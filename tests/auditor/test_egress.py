"""Nothing is reached but what an audit may reach, whatever a page or a redirect asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from auditor.egress import FILES_DOMAIN, Egress, Policy, Refused
from tests.auditor.looking import Looker, document, looking
from tests.hostile.crawling import crawl, ends
from tests.hostile.server import Server, links, moved, page, serve

PRIVATE = [
    "0.0.0.0",  # noqa: S104 - asked for, not bound to
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "168.63.129.16", "192.0.2.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
    "fd00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:1::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::7f00:1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="--allow-net"):
        Policy().judge(ip_address(address), 80)


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_a_public_address_is_not(address: str) -> None:
    Policy().judge(ip_address(address), 443)


def test_a_named_network_is_let_through_and_no_other() -> None:
    policy = Policy((ip_network("10.1.0.0/16"),))
    policy.judge(ip_address("10.1.2.3"), 80)
    policy.judge(ip_address("::ffff:10.1.2.3"), 80)
    with pytest.raises(Refused):
        policy.judge(ip_address("10.2.0.1"), 80)


def test_a_seed_is_let_through_at_its_own_port_alone() -> None:
    async def permitted() -> Policy:
        egress = Egress(Policy())
        await egress.permit_seed("http://127.0.0.1:8123/")
        return egress.policy

    policy = asyncio.run(permitted())
    policy.judge(ip_address("127.0.0.1"), 8123)
    for address, port in (("127.0.0.1", 8124), ("127.0.0.2", 8123), ("::1", 8123)):
        with pytest.raises(Refused):
            policy.judge(ip_address(address), port)


def ask(request: str, *, seed: str = "", folder: Path | None = None) -> str:
    """What the egress answers to a raw request, all of it."""

    async def asked() -> str:
        egress = Egress(Policy())
        port = await egress.start()
        if seed:
            await egress.permit_seed(seed)
        if folder:
            egress.mount(folder)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request.encode())
        answer = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        await egress.stop()
        return answer.decode("latin-1")

    return asyncio.run(asked())


@pytest.fixture(scope="module")
def site() -> Iterator[Server]:
    with serve({"/": page("Here", "Here")}) as server:
        yield server


@pytest.fixture
def forbidden() -> Iterator[Server]:
    """A server of this machine that no seed named: nobody may come."""
    with serve({"/": page("secret"), "/x": page("secret")}) as server:
        yield server
        assert not server.hits


def test_a_seed_is_fetched(site: Server) -> None:
    answer = ask(f"GET {site.origin}/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n\r\n", seed=site.origin)
    assert answer.startswith("HTTP/1.1 200")
    assert "Here" in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_a_method_that_could_change_something_is_refused(site: Server, method: str) -> None:
    answer = ask(f"{method} {site.origin}/changed HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", seed=site.origin)
    assert answer.startswith("HTTP/1.1 403")
    assert f"{method} /changed" not in site.hits


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0177.0.0.1", "2130706433", "127.1", "[::ffff:127.0.0.1]"])
@pytest.mark.parametrize("way", ["GET http://{0}/ HTTP/1.1", "CONNECT {0} HTTP/1.1"])
def test_every_spelling_of_this_machine_is_refused(forbidden: Server, host: str, way: str) -> None:
    answer = ask(f"{way.format(f'{host}:{forbidden.port}')}\r\nHost: x\r\n\r\n")
    assert answer.split()[1] in ("403", "502")


@pytest.mark.parametrize(
    "line", ["GET file:///etc/passwd HTTP/1.1", "GET /etc/passwd HTTP/1.1", "GET ftp://x/ HTTP/1.1"]
)
def test_what_is_no_web_address_is_refused(line: str) -> None:
    assert ask(f"{line}\r\nHost: x\r\n\r\n").startswith("HTTP/1.1 403")


def test_an_unknown_name_is_told_as_such() -> None:
    answer = ask("GET http://nowhere.invalid/ HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answer.startswith("HTTP/1.1 502 dns")
    assert "No address is known for nowhere.invalid." in answer


async def silent_for(seconds: float, *, is_gone: bool) -> tuple[bytes, bool]:
    """What a client that closes its side gets of a server that takes so long; and whether the egress let go of both."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer):
            await reader.readuntil(b"\r\n\r\n")
            for part in (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", b"late"):
                await asyncio.sleep(seconds)
                writer.write(part)

    egress = Egress(Policy(), silent_seconds=0.5)
    port = await egress.start()
    async with await asyncio.start_server(answer, "127.0.0.1", 0) as upstream:
        there = f"127.0.0.1:{upstream.sockets[0].getsockname()[1]}"
        await egress.permit_seed(f"http://{there}/")
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET http://{there}/ HTTP/1.1\r\nHost: {there}\r\n\r\n".encode())
        await writer.drain()
        writer.close() if is_gone else writer.write_eof()
        got = b"" if is_gone else await asyncio.wait_for(reader.read(), 5)
        for _ in range(100):
            if not egress._open:
                break
            await asyncio.sleep(0.02)
        has_let_go = not egress._open
        writer.close()
        await egress.stop()
    return got, has_let_go


def test_a_client_that_has_closed_its_side_gets_the_answer_that_it_waits_for() -> None:
    got, has_let_go = asyncio.run(silent_for(0.3, is_gone=False))
    assert got.endswith(b"late")
    assert has_let_go


def test_a_silent_server_is_let_go_when_its_client_is_gone() -> None:
    assert asyncio.run(silent_for(20, is_gone=True)) == (b"", True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("canary")
    inside = tmp_path / "site"
    inside.mkdir()
    (inside / "page.html").write_text("<title>Inside</title>")
    (inside / "out.html").symlink_to(tmp_path / "secret.txt")
    return inside


def test_a_mounted_folder_serves_its_files(folder: Path) -> None:
    answer = ask(f"GET http://files-1.{FILES_DOMAIN}/page.html HTTP/1.1\r\nHost: x\r\n\r\n", folder=folder)
    assert "Content-Type: text/html" in answer
    assert "Inside" in answer


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "out.html", "/../secret.txt", "%00", "page.html%00", ""],
)
def test_a_mounted_folder_serves_nothing_else(folder: Path, path: str) -> None:
    answer = ask(f"GET http://files-1.{FILES_DOMAIN}/{path} HTTP/1.1\r\nHost: x\r\n\r\n", folder=folder)
    assert answer.startswith("HTTP/1.1 404")


def test_an_egress_that_serves_a_folder_dials_nobody_not_even_a_seed(site: Server, folder: Path) -> None:
    before = site.hits.total()
    for line in (f"GET {site.origin}/ HTTP/1.1", f"CONNECT 127.0.0.1:{site.port} HTTP/1.1"):
        answer = ask(f"{line}\r\nHost: x\r\n\r\n", seed=site.origin, folder=folder)
        assert answer.startswith("HTTP/1.1 403")
        assert "A file may load only what lies in its own folder." in answer
    assert site.hits.total() == before


@pytest.fixture(scope="module")
def browser(site: Server) -> Iterator[Looker]:
    with looking(deadline=8) as looker:
        looker.permit(site.origin)
        yield looker


WAYS = {
    "image": '<img src="{0}/">',
    "image by redirect": '<img src="/away">',
    "frame": '<iframe src="{0}/"></iframe>',
    "frame by redirect": '<iframe src="/away"></iframe>',
    "script": '<script src="{0}/"></script>',
    "style": '<link rel="stylesheet" href="{0}/"><style>@import "{0}/x"; p {{ background: url({0}/x) }}</style>',
    "fetch": "<script>fetch('{0}/', {{mode: 'no-cors'}}).catch(() => 0)</script>",
    "beacon": "<script>navigator.sendBeacon('{0}/', 'x')</script>",
    "socket": "<script>new WebSocket('{0}/'.replace('http', 'ws')).onerror = () => 0</script>",
    "events": "<script>new EventSource('{0}/')</script>",
    "window": "<script>open('{0}/')</script>",
    "prefetch": '<link rel="prefetch" href="{0}/"><link rel="preload" as="image" href="{0}/x">'
    '<link rel="preconnect" href="{0}">',
    "location": "<script>location = '{0}/'</script>",
    "worker": "<script>new Worker(URL.createObjectURL(new Blob([`fetch('{0}/', {{mode: 'no-cors'}})`])))</script>",
    "object": '<object data="{0}/"></object><embed src="{0}/x">',
    "video": '<video src="{0}/" autoplay></video><audio src="{0}/x" autoplay></audio>',
    "form": '<form action="{0}/"></form><script>document.forms[0].submit()</script>',
}


@pytest.mark.parametrize("way", WAYS)
def test_a_page_cannot_make_the_browser_reach_another_server(
    browser: Looker, site: Server, forbidden: Server, way: str
) -> None:
    site.resources["/away"] = moved(f"{forbidden.origin}/")
    visit = browser.visit(f"{site.origin}/page", document("<p>x</p>" + WAYS[way].format(forbidden.origin)))
    assert visit.looks
    assert "secret" not in str(visit.looks)


def test_the_crawler_does_not_reach_another_server_either(forbidden: Server, tmp_path: Path) -> None:
    other = forbidden.origin
    resources = {
        "/": links("/redirect", f"{other}/", "/chain", "/scheme"),
        "/redirect": moved(f"{other}/"),
        "/chain": moved("/redirect2"),
        "/redirect2": moved(f"{other}/x", 301),
        "/scheme": moved("file:///etc/passwd"),
        "/robots.txt": moved(f"{other}/x"),
        "/sitemap.xml": moved(f"{other}/"),
    }
    with serve(resources) as site:
        done = crawl(site.origin, tmp_path / "audit.db", "--render", "never")
        assert done.returncode in (0, 3), done.stderr
        states = ends(tmp_path / "audit.db")
    assert states["/"] == ("partial", "gaps")
    assert states[f"{other}/"] == ("skipped", "offsite")
    assert states[f"{other}/x"] == ("skipped", "offsite")
    assert states["/redirect"] == states["/chain"] == ("skipped", "redirect")
