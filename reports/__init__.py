"""Saying so: the database in, documents out. Imports neither `auditor` nor `rules`."""

from reports.write import FORMATS, write_document, write_report

__all__ = ["FORMATS", "write_document", "write_report"]
