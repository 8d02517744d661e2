"""The tables and views of `audit.db`, written out, so that a change of them is seen by whoever reviews it."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from auditor.schema import migrations
from rules.locate import fix_of

GOLDEN = Path(__file__).parents[1] / "golden" / "schema.sql"
AGAIN = "If the change is meant, write the file again: python tests/auditor/test_schema.py"


def fresh() -> Database:
    database = Database(memory=True)
    migrations.apply(database)
    return database


def schema() -> str:
    """Every table, index and view of a new database, in order of type and name."""
    rows = fresh().query(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " ORDER BY instr('table index view', type), name"
    )
    return "\n\n".join(f"{row['sql']};" for row in rows) + "\n"


def test_the_schema_is_the_one_that_was_reviewed() -> None:
    assert schema() == GOLDEN.read_text("utf-8"), AGAIN


def test_the_public_views_are_there() -> None:
    views = {"findings", "fixes", "coverage", "provisions", "people", "bearings", "counted", "latest_evaluation"}
    assert views == set(fresh().view_names())


def test_migrations_that_were_applied_are_not_applied_again() -> None:
    database = fresh()
    before = list(database.query("SELECT * FROM sqlite_master"))
    migrations.apply(database)
    assert list(database.query("SELECT * FROM sqlite_master")) == before


def test_findings_of_older_audits_are_grouped_by_their_component() -> None:
    database = Database(memory=True)
    migrations.apply(database, stop_before="m004_fixes")
    database.execute("PRAGMA foreign_keys = OFF")
    names = [column.name for column in database.table("assertion").columns]
    values = dict.fromkeys(names, "") | {"width": 1280, "number": 1, "outcome": "failed", "component": "p > a"}
    database.table("assertion").insert({**values, "rule_id": "link-name", "message": "No name."})
    migrations.apply(database)
    row = next(database.query("SELECT cause, fix FROM assertion"))
    assert row == {"cause": "p > a", "fix": fix_of("link-name", "No name.", "p > a")}


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(schema(), "utf-8")
