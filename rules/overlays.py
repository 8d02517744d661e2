"""Accessibility overlays: scripts of other companies that lay an interface of their own over a page.

Facts, as of November 2026: the hosts are those that each vendor's own installation code loads; the ids are those that
its code gives to what it adds to the page. All were seen in pages and plug-ins of many sites in public repositories.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rules.addresses import parts_of
from rules.page import Page


class Vendor(NamedTuple):
    """Who makes an overlay, and what shows that it is on a page."""

    name: str
    hosts: tuple[str, ...]
    """Domains that its scripts and frames come from; their subdomains too."""
    ids: tuple[str, ...] = ()
    """Ids of the elements that it adds."""


VENDORS = (
    Vendor("accessiBe", ("acsbapp.com", "acsbap.com"), ("acsb-trigger",)),
    Vendor("UserWay", ("cdn.userway.org",), ("userwayAccessibilityIcon",)),
    Vendor("AudioEye", ("wsmcdn.audioeye.com", "ws.audioeye.com", "wsv3cdn.audioeye.com"), ("ae_launcher",)),
    Vendor("EqualWeb", ("cdn.equalweb.com", "aacdn.nagich.com"), ("INDmenu-btn",)),
    Vendor("Recite Me", ("api.reciteme.com",)),
    Vendor("ReachDeck (Browsealoud)", ("browsealoud.com",), ("__ba_launchpad",)),
    Vendor("MaxAccess", ("api.maxaccess.io",), ("oada_ma_toolbar_script", "oada_ma2_toolbar_script")),
    Vendor("Accessibly", ("cdn.accessibly.app",)),
    Vendor("Eye-Able", ("cdn.eye-able.com",)),
    Vendor("TruAbilities", ("app.truabilities.com",)),
    Vendor("User1st", ("fecdn.user1st.info",)),
)

MONSIDO, MONSIDO_HOST = "Monsido PageAssist", "app-script.monsido.com"
"""The script of Monsido measures visits as well, and lays something over the page only where its settings say so."""
_ASSISTS = re.compile(r"pageAssist(?:V2)?['\"]?\s*:\s*\{\s*['\"]?enabled['\"]?\s*:\s*(?:true|!0)")


def overlays(page: Page) -> dict[int, str]:
    """The first element of each overlay on the page, by its id, and the name of the overlay."""
    found: dict[str, int] = {}
    assists = any(_ASSISTS.search(text.text) for script in page.tagged("script") for text in script.texts())
    for element in page.elements:
        source = element.get("src") if element.tag in ("script", "iframe") else None
        host = (parts_of(source).hostname or "").lower() if source else ""
        identity = element.get("id")
        for vendor in VENDORS if host or identity else ():
            if identity in vendor.ids or any(host == name or host.endswith(f".{name}") for name in vendor.hosts):
                found.setdefault(vendor.name, element.id)
        if host == MONSIDO_HOST and assists:
            found.setdefault(MONSIDO, element.id)
    return {id_: name for name, id_ in found.items()}
