"""Saying so: the database in, documents out. Imports neither `auditor` nor `rules`."""

from reports.write import write_report

__all__ = ["write_report"]
