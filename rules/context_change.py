"""Inline code that changes the context: sends a form, leaves the page, opens a window (WCAG, "changes of context")."""

from __future__ import annotations

import re

LEAVING = re.compile(
    r"\bsubmit\s*\(\s*\)|(?<![\w.])(?:(?:window|document|self|top|parent)\.)?location(?:\.href)?\s*=(?!=)"
    r"|\blocation\.(?:assign|replace)\s*\(|\bwindow\.open\s*\(",
)
"""What does so for certain, if it is run."""

SUSPICIOUS = re.compile(
    r"submit|jump|\bgo\w*\s*\(|navigat|redirect|location|reload|MM_jumpMenu|__doPostBack", re.IGNORECASE
)
"""What sounds like it."""
