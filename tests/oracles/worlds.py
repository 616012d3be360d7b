"""Small worlds for tests: a scenario to work out by hand, and eyes on every week of a run."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulator.agents.cast import Cast
from simulator.agents.journal import Event, Journal
from simulator.agents.parameters import Draws
from simulator.agents.recorder import Look
from simulator.engine.replay import Replay, replay
from simulator.randomness import TILE, Streams
from simulator.results.block import deals, outcomes
from simulator.scenario import Scenario, load_scenario, scenario_from_text

ROOT = Path(__file__).resolve().parents[2]
SKETCH = ROOT / "tests" / "fixtures" / "sketch.yaml"
MINIMAL = ROOT / "scenarios" / "minimal.yaml"

BY_HAND: dict[str, Any] = {
    "start": "2025-01-01",
    "horizon_weeks": 40,
    "prisoners": {
        "scarcity": 0,
        "classes": {"all_held": {"held": 1000, "arrest_share": 1, "hold_value_usd_m": 0.5}},
    },
    "target": {"concession": "immediate"},
    "senders": {
        "west": {
            "instruments": {
                "visit": {"kind": "flow", "value_usd_m_per_week": 1, "cost": 5},
                "trade": {"kind": "flow", "value_usd_m_per_week": 2, "cost": 10, "floor": -0.6},
            },
            "prisoner_values": {"all_held": 1},
            "rungs": {
                "visit": {"relief": {"visit": 1}, "mix": {"all_held": 1}, "ask": 12},
                "trade": {"relief": {"trade": 1}, "mix": {"all_held": 1}, "ask": 20},
            },
            "order": ["visit"],
            "behaviour": {"contact_gap_weeks": 0.1, "concession": "immediate"},
        }
    },
}
"""Nobody is arrested, terms do not end, the first talk is in week 1, a deal is for 12 people.

Releases come 2 weeks after the agreement, relief 3 weeks after the release: in weeks 3 and 6.
"""


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """``base`` with ``changes`` laid over it, mapping by mapping; ``None`` takes a key away."""
    result = dict(copy.deepcopy(dict(base)))
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = copy.deepcopy(value)
    return result


def scenario_of(data: Mapping[str, Any], *overrides: str, name: str = "made-up") -> Scenario:
    """The scenario that plain data describe."""
    return scenario_from_text(_flow(data), name=name, overrides=overrides)


def _flow(value: Any) -> str:
    """Plain data as YAML in one line (JSON would turn a choice's numbers into texts)."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return json.dumps(value)


def by_hand(
    behaviour: Mapping[str, Any] | None = None,
    *,
    sender: Mapping[str, Any] | None = None,
    **sections: Any,
) -> Scenario:
    """The scenario ``BY_HAND`` with changes: the sender's behaviour, the sender, other sections."""
    west = merged({"behaviour": dict(behaviour or {})}, sender or {})
    return scenario_of(merged(merged(BY_HAND, {"senders": {"west": west}}), sections))


def sketch(*overrides: str) -> Scenario:
    """The rich scenario of the fixtures, with ``path=value`` changes."""
    return load_scenario(SKETCH, overrides=overrides)


def told(scenario: Scenario, *, world: int = 0, seed: int = 1) -> Replay:
    """What happens in one world."""
    return replay(scenario, seed=seed, world=world)


def events(story: Replay, *kinds: str) -> list[Event]:
    """The events of some kinds, in order."""
    return [event for event in story.events if event.kind in kinds]


def dates(story: Replay, *kinds: str) -> list[tuple[int, str]]:
    """Weeks and kinds of the events of some kinds."""
    return [(event.week, event.kind) for event in events(story, *kinds)]


class Film:
    """A sink that keeps every variable of every week: ``film["held"]`` is (weeks, worlds).

    ``look(week, cast)`` is called at the end of each week.
    """

    def __init__(self, look: Callable[[int, Cast], None] | None = None) -> None:
        self._look = look
        self._weeks: dict[str, list[np.ndarray]] = {}
        self.cast: Cast  # set before the first week

    def take(self, week: int, variable: str, look: Look) -> None:
        if variable == "held" and self._look is not None:
            self._look(week, self.cast)
        self._weeks.setdefault(variable, []).append(look().copy())

    def note(self, week: int, variable: str, look: Look) -> None:
        pass

    def __getitem__(self, variable: str) -> np.ndarray:
        return np.stack(self._weeks[variable])

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(self._weeks)


def film(
    scenario: Scenario,
    *,
    seed: int = 1,
    first_tile: int = 0,
    tiles: int = 1,
    look: Callable[[int, Cast], None] | None = None,
) -> Film:
    """Run some tiles of worlds under everybody's eyes; the cast is left in ``film.cast``."""
    made = Film(look)
    draws = Draws(Streams(seed, first_tile=first_tile, tiles=tiles))
    with np.errstate(all="raise", under="ignore"):
        made.cast = Cast.of(scenario, draws, journal=Journal(), sink=made)
        made.cast.live(scenario.horizon_weeks)
    return made


@dataclass(frozen=True)
class Seen:
    """A run in the tables that users get, with every week of every world beside them."""

    film: Film
    outcomes: pd.DataFrame
    deals: pd.DataFrame

    @property
    def worlds(self) -> int:
        return len(self.outcomes)

    def weekly(self, variable: str) -> np.ndarray:
        """A recorded variable: (weeks, worlds)."""
        return self.film[variable]

    def drawn(self, path: str) -> np.ndarray:
        """The parameter drawn at a path, in each world."""
        return self.outcomes[f"param_{path}"].to_numpy()


def see(
    scenario: Scenario,
    *,
    seed: int = 1,
    tiles: int = 1,
    look: Callable[[int, Cast], None] | None = None,
) -> Seen:
    """Run some tiles of worlds and keep all that is recorded of them."""
    made = film(scenario, seed=seed, tiles=tiles, look=look)
    worlds = tiles * TILE
    tables = (table(made.cast, first_world=0, worlds=worlds) for table in (outcomes, deals))
    return Seen(made, *(pd.DataFrame(one) for one in tables))


def legal_levels(scenario: Scenario, instrument: str) -> list[float]:
    """The legal level of an instrument in the first world at the end of each week."""
    levels: list[float] = []

    def look(_week: int, cast: Cast) -> None:
        relief = cast.stage.relief
        levels.append(float(relief.legal[relief.instruments.index(instrument), 0]))

    film(scenario, look=look)
    return levels
