"""Pages of design systems that governments build with, made of the components that their npm packages ship as HTML.

Each component's sample stands alone in the `main` of a page with the system's own styles and script.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

REGISTRY = "https://registry.npmjs.org"

PER_COMPONENT = 4
"""How many of a component's samples are taken where there are more."""

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - {system}</title><link rel="stylesheet" href="{root}/{style}"></head>
<body class="{body}"><main>
<h1>{title}</h1>
{sample}
</main>{script}</body></html>
"""


@dataclass(frozen=True)
class Kit:
    """A design system's package: which version, its SHA-256, and where in it things lie."""

    package: str
    version: str
    sha256: str
    style: str
    script: str
    samples: Callable[[Path], Iterator[tuple[str, str]]]
    """Name and HTML of each component's samples in the unpacked package."""
    body: str = ""


def _fixtures(root: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(root.glob("dist/*/components/*/fixtures.json")):
        held = json.loads(file.read_text("utf-8"))
        whole = [fixture for fixture in held["fixtures"] if "<html" not in fixture["html"]]
        for fixture in whole[:: max(len(whole) // PER_COMPONENT, 1)][:PER_COMPONENT]:
            yield f"{file.parent.name} {fixture['name']}", fixture["html"]


def _templates(root: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(root.glob("packages/usa-*/src/test/*.html")):
        if "invalid" not in file.name:
            yield f"{file.parents[2].name} {file.name.split('.')[0]}", file.read_text("utf-8")


KITS = (
    Kit(
        "@uswds/uswds",
        "3.14.0",
        "da91c65e6fc736fa397f0daf6ca2c2c95711506d85c7ad2537a4570725401e1c",
        "dist/css/uswds.min.css",
        '<script src="{root}/dist/js/uswds.min.js"></script>',
        _templates,
    ),
    Kit(
        "govuk-frontend",
        "6.6.0",
        "52c4eb554e54d8a6e4ba801e9da5ec3a5b930fd2f117a39677f0b6296e954751",
        "dist/govuk/govuk-frontend.min.css",
        "<script type=module>import {{initAll}} from '{root}/dist/govuk/govuk-frontend.min.js'; initAll()</script>",
        _fixtures,
        "govuk-template__body",
    ),
    Kit(
        "nhsuk-frontend",
        "10.6.1",
        "1af037bcb75237c4208809d3ac9a06522ccf61b2268221268ead3985bceb060b",
        "dist/nhsuk/nhsuk-frontend.min.css",
        "<script type=module>import {{initAll}} from '{root}/dist/nhsuk/nhsuk-frontend.min.js'; initAll()</script>",
        _fixtures,
    ),
)


def unpack(kit: Kit, folder: Path) -> Path:
    """Downloads a package into `folder`, once, and unpacks it. Raises `ValueError` when it is not the one we know."""
    root = folder / kit.package.rpartition("/")[2]
    if (root / "package.json").is_file():
        return root
    name = kit.package.rpartition("/")[2]
    with urlopen(f"{REGISTRY}/{kit.package}/-/{name}-{kit.version}.tgz", timeout=60) as answer:  # noqa: S310 - https
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != kit.sha256:
        raise ValueError(f"{kit.package} {kit.version} is not the file it was")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive.getmembers():
            member.name = member.name.partition("/")[2]
        archive.extractall(root, filter="data")
    return root


def pages(folder: Path) -> list[str]:
    """Writes a page for each sample of each kit below `folder`; returns their paths from there, as addresses."""
    made: list[str] = []
    for kit in KITS:
        root = unpack(kit, folder)
        for number, (name, sample) in enumerate(kit.samples(root)):
            path = f"/{root.name}/page-{number}.html"
            where = f"/{root.name}"
            text = PAGE.format(
                title=html.escape(name.replace("-", " ")),
                system=kit.package,
                root=where,
                style=kit.style,
                body=kit.body,
                sample=sample,
                script=kit.script.format(root=where),
            )
            (folder / path[1:]).write_text(text, "utf-8")
            made.append(path)
    return made
