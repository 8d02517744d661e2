"""A site where every address misbehaves in its own way, and how an audit should end with each."""

from __future__ import annotations

import gzip

from auditor.tab import MOST_ELEMENTS, TREE_BUDGET
from tests.hostile.server import Answer, Resource, links, moved, page

MAP = '<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</{kind}>'
ROUTES = """<nav></nav><h1></h1><script>
document.querySelector('nav').innerHTML = '<a href="#/a">A</a> <a href="#/b">B</a> <a href="#top">Top</a>';
const show = () => { document.title = document.querySelector('h1').textContent = location.hash };
addEventListener('hashchange', show); show();
</script>"""
SHADOW = """<x-menu></x-menu><script>
document.querySelector('x-menu').attachShadow({mode: 'closed'}).innerHTML = '<a href="/from-shadow">In the shadow</a>';
setTimeout(() => { document.body.insertAdjacentHTML('beforeend', '<a href="/from-script">Late</a>') }, 60);
</script>"""
BOMB = b"<!doctype html><title>Bomb</title>" + b" " * (40 * 1024 * 1024)
LOOKS = {"dark": "#222", "pale": "#ccc"}
"""One text in two colors: two pages, of which one can't be read."""
CHROME = "<header class=top><nav><a href=/>Home</a></nav></header>"


def resources(origin: str, forbidden: str) -> dict[str, Resource]:
    """What the site answers; `origin` is its own, `forbidden` that of a server that nobody may ask."""
    found: dict[str, Resource] = {
        "/robots.txt": Answer(
            f"User-agent: *\nDisallow: /private\nSitemap: {origin}/maps.xml\n".encode(), "text/plain"
        ),
        "/maps.xml": Answer(
            MAP.format(
                kind="sitemapindex",
                body=f"<sitemap><loc>{origin}/map.xml.gz</loc></sitemap><sitemap><loc>{origin}/maps.xml</loc></sitemap>"
                f"<sitemap><loc>{origin}/broken.xml</loc></sitemap><sitemap><loc>{origin}/html-map</loc></sitemap><sitemap><loc>{forbidden}/map.xml</loc></sitemap>",
            ).encode(),
            "application/xml",
        ),
        "/map.xml.gz": Answer(
            gzip.compress(
                MAP.format(kind="urlset", body=f"<url><loc>{origin}/only-in-map</loc></url>").encode("utf-8-sig"),
                mtime=0,
            ),
            "application/gzip",
        ),
        "/sitemap.xml": moved("/"),
        "/html-map": page("No sitemap", "No sitemap"),
        "/broken.xml": Answer(b"<urlset><url><loc>", "application/xml"),
        "/only-in-map": page("Only in the map", "Map"),
        "/private/x": page("Private", "Private"),
        "/error": Answer(b"<h1>Error</h1>", status=500),
        "/gone": Answer(b"<h1>Not here</h1>", status=404),
        "/login": Answer(b"<h1>Who?</h1>", status=401),
        "/denied": Answer(b"<h1>No</h1>", status=403),
        "/nothing": Answer(status=204),
        "/empty": Answer(b""),
        "/file.pdf": Answer(b"%PDF-1.7", "application/pdf"),
        "/pdf-in-disguise": Answer(b"%PDF-1.7", "application/pdf"),
        "/data.json": Answer(b"{}", "application/json"),
        "/picture": Answer(b"GIF89a", "image/gif"),
        "/old": moved("/new", 301),
        "/new": page("New", "New"),
        "/loop": moved("/loop2"),
        "/loop2": moved("/loop"),
        "/welcome": Welcome(),
        "/set-cookie": moved("/welcome"),
        "/self": moved("/self"),
        "/offsite": moved(f"{forbidden}/"),
        "/file": moved("file:///etc/passwd"),
        "/gzip": Answer(gzip.compress(page("Packed", "Packed").body, mtime=0), headers={"Content-Encoding": "gzip"}),
        "/bomb": Answer(gzip.compress(BOMB, mtime=0), headers={"Content-Encoding": "gzip"}),
        "/attachment": Answer(
            page("Attached", "Attached").body, headers={"Content-Disposition": 'attachment; filename="a.html"'}
        ),
        "/latin": Answer(
            '<!doctype html><html lang="de"><title>Größe</title><p>Straße'.encode("latin-1"),
            "text/html; charset=iso-8859-1",
        ),
        "/twin-a": page("The same", "Twin"),
        "/twin-b": page("The same", "Twin"),
        **{f"/{look}/dressed": page("Dressed", "Dressed", '<link rel="stylesheet" href="own.css">') for look in LOOKS},
        **{
            f"/{look}/own.css": Answer(f"body {{ color: {color} }}".encode(), "text/css")
            for look, color in LOOKS.items()
        },
        "/session": page("Session", "Session"),
        "/session;jsessionid=1": page("Session", "Session"),
        "/shop": page("Shop", "Shop"),
        "/app": page(ROUTES, "App"),
        "/shadow": page(SHADOW, "Shadow"),
        "/from-shadow": page("Found in a shadow tree", "From shadow"),
        "/from-script": page("Found by script", "From script"),
        "/leaves": page("<h1>Here</h1><script>location.href = '/left-to'</script>", "Leaves"),
        "/refreshes": page("<h1>Here</h1>", "Refreshes", '<meta http-equiv="refresh" content="0; url=/refreshed">'),
        "/left-to": page("Left to", "Left to"),
        "/refreshed": page("Refreshed", "Refreshed"),
        "/posts": page("<script>fetch('/sent', {method: 'POST'}).catch(() => 0)</script>Posts", "Posts"),
        "/unstyled": page("Unstyled", "Unstyled", '<link rel="stylesheet" href="/missing.css">'),
        "/framed": page(f'<iframe title="Theirs" src="{forbidden}/"></iframe>', "Framed"),
        "/spins": page("<script>for (;;) {}</script>", "Spins"),
        "/alerts": page("<script>for (;;) alert(1)</script>", "Alerts"),
        "/large": page("<i></i>" * (TREE_BUDGET + 1), "Large"),
        "/huge": page("<i></i>" * (MOST_ELEMENTS + 1), "Huge"),
        "/typed": page('<label>Name <input value="canary-value"></label><textarea>canary-area</textarea>', "Typed"),
        "/doubled": page('<p id="one" class="a" CLASS="b">x</p><p id="one">y</p><script>1</script>', "Doubled"),
        "/popup": page(f"Popup<script>open('{forbidden}/')</script>", "Popup"),
        **{f"/same/{n}": page(f"{CHROME}<main><p>Text {n}</p></main>", f"Same {n}") for n in range(3)},
    }
    mentioned = [
        path for path in found if not path.endswith((".txt", ".xml", ".gz", ".css")) and path not in FOUND_ELSEWHERE
    ]
    found["/"] = links(*mentioned, f"{forbidden}/", "mailto:a@x.gov", "javascript:void 0", "http://[", title="Start")
    return found


class Welcome:
    """Sends its first visitor away to fetch a cookie."""

    def __init__(self) -> None:
        self.visits = 0

    def __call__(self, path: str) -> Answer:
        self.visits += 1
        return moved("/set-cookie") if self.visits == 1 else page(f"Welcome back at {path}", "Welcome")


FOUND_ELSEWHERE = (
    "/only-in-map",
    "/from-shadow",
    "/from-script",
    "/left-to",
    "/refreshed",
    "/new",
    "/loop2",
    "/html-map",
    "/set-cookie",
)

AUDITED = ("audited", "")
ENDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("/", "/only-in-map", "/html-map", "/welcome", "/new", "/gzip", "/attachment", "/latin",
         "/session", "/shop", "/app", "/app#/a", "/app#/b",
         "/shadow", "/from-shadow", "/from-script", "/left-to", "/refreshed", "/popup", "/twin-a", "/typed",
         "/doubled", "/dark/dressed", "/pale/dressed",
         "/same/0", "/same/1", "/same/2"),
        AUDITED,
    ),
    "/maps.xml": AUDITED,
    "/map.xml.gz": AUDITED,
    "/broken.xml": AUDITED,
    "/sitemap.xml": ("skipped", "redirect"),
    "/private/x": ("skipped", "robots"),
    "/error": ("failed", "status"),
    "malformed:http://[#0e5178f5dcc20d0b": ("skipped", "malformed"),
    "/gone": ("failed", "missing"),
    "/login": ("failed", "login"),
    "/denied": ("failed", "blocked"),
    "/nothing": ("failed", "empty"),
    "/empty": ("failed", "empty"),
    "/file.pdf": ("skipped", "document"),
    "/pdf-in-disguise": ("skipped", "document"),
    "/data.json": ("skipped", "type"),
    "/picture": ("skipped", "type"),
    "/old": ("skipped", "redirect"),
    "/loop": ("failed", "loop"),
    "/loop2": ("skipped", "redirect"),
    "/set-cookie": ("skipped", "redirect"),
    "/self": ("failed", "loop"),
    "/offsite": ("skipped", "redirect"),
    "/file": ("failed", "status"),
    "/bomb": ("failed", "size"),
    "/twin-b": ("skipped", "duplicate"),
    "/leaves": ("partial", "left"),
    "/refreshes": ("partial", "left"),
    "/posts": ("partial", "blocked-requests"),
    "/unstyled": ("partial", "gaps"),
    "/framed": ("partial", "gaps"),
    "/large": ("partial", "gaps"),
    "/spins": ("failed", "timeout"),
    "/alerts": ("failed", "crash"),
    "/huge": ("failed", "nodes"),
}  # fmt: skip
