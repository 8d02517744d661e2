"""What `check` prints: its own two forms, or a document that a report of a database has too."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from auditor.cli.options import Format
from auditor.cli.telling import text
from auditor.crawl import Outcome
from auditor.targets import Targets
from reports import write_document


def result_of(outcome: Outcome, format: Format, found: Mapping[str, Any], pages: Targets) -> str:
    """What was found, in a format; files are told by their paths."""
    if format is Format.TEXT:
        return text(found)
    if format is Format.JSON:
        return json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report"
        write_document(outcome.store.database, format.value, file, outcome.audit, told=pages.named)
        return file.read_text(encoding="utf-8")
