from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from rules.registry import RULES
from tests.rules.recordings import FOLDER, MAKE_AGAIN, Kept, path_of, read, record, write


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="show the examples of the rules to a browser again")


@dataclass(frozen=True, slots=True)
class Recordings:
    """The recordings that the tests replay, and why those of some rules are not what is kept."""

    by_rule: Mapping[str, Kept]
    complaints: Mapping[str, str]


@pytest.fixture(scope="session")
def recordings(request: pytest.FixtureRequest) -> Recordings:
    """The recordings of all examples: as they are kept, or with `--record` as a browser makes them now."""
    kept = {rule.id: found for rule in RULES if (found := read(rule.id)) is not None}
    complaints = {
        rule.id: f"There are no recordings of {rule.id}. {MAKE_AGAIN}" for rule in RULES if rule.id not in kept
    }
    complaints |= {rule.id: why for rule in RULES if rule.id in kept and (why := kept[rule.id].staleness(rule))}
    if not request.config.getoption("--record"):
        return Recordings(kept, complaints)
    made = _as_kept(dict(record(RULES)), kept)
    for id, new in made.items():
        old = kept.get(id)
        if old is not None and old.maker == new.maker and old != new:
            complaints.setdefault(id, f"{new.maker} shows the examples of {id} in another way than before.")
        if old != new:
            write(id, new)
    for path in FOLDER.glob("*.json.zst"):
        if path not in {path_of(id) for id in made}:
            path.unlink()
    return Recordings(made, {id: f"{why} They have been made again." for id, why in complaints.items()})


def _as_kept(made: dict[str, Kept], kept: Mapping[str, Kept]) -> dict[str, Kept]:
    """What was made, with another look where it is not what is kept: a video's place in painting varies."""
    for _ in range(2):
        other = [rule for rule in RULES if rule.id in kept and made[rule.id] != kept[rule.id]]
        if other:
            made |= {id: new for id, new in record(other).items() if new == kept[id]}
    return made
