"""Planting a change of a rule in the array code, for as long as a test lasts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from simulator import load_scenario, simulate
from simulator.engine.replay import replay
from simulator.scenario import Scenario
from tests.reference.compare import difference, told_differently
from tests.reference.engine import History, Reference

EVERYTHING = Path(__file__).parent / "everything.yaml"
SEED = 1


@dataclass(frozen=True)
class Change:
    """A rule carried out wrongly, and a world of ``everything.yaml`` that shows it.

    ``altered`` is called instead of the function at ``where`` (``module:name`` or
    ``module:Class.name``), with that function as its first argument. The difference is to show in
    ``week`` of ``world``, and to be told as one of the rule ``seen``; without a week it shows in
    the outcomes at the end of the horizon only.
    """

    rule: str
    what: str
    where: str
    altered: Callable[..., Any]
    world: int
    week: int | None
    seen: str

    @property
    def name(self) -> str:
        """For the list of tests."""
        return f"{self.rule}: {self.what}"

    def difference(self) -> str | None:
        """What the comparison says of this world while the change is planted."""
        mine = truth(self.world, self.week)
        scenario = shortened(self.week)
        with self.planted():
            if self.week is not None:
                return told_differently(mine, replay(scenario, seed=SEED, world=self.world))
            run = simulate(scenario, worlds=self.world + 1, seed=SEED)
            return difference(run, Reference(scenario, seed=SEED), self.world)

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Put the altered function wherever the original is used."""
        home, original = self._found()

        def wrong(*args: Any, **keywords: Any) -> Any:
            return self.altered(original, *args, **keywords)

        places = [home] if isinstance(home, type) else _users(original)
        name = self.where.rpartition(":")[2].rpartition(".")[2]
        patches = [patch.object(place, name, wrong) for place in places]
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()

    def _found(self) -> tuple[Any, Callable[..., Any]]:
        """The function that is altered, and the module or class it lives in."""
        module, _, path = self.where.partition(":")
        home: Any = import_module(module)
        *outer, name = path.split(".")
        for one in outer:
            home = getattr(home, one)
        return home, vars(home)[name]


def _users(function: Callable[..., Any]) -> list[Any]:
    """The modules of the simulator that know a function, each by the function's own name."""
    loaded = [module for name, module in sys.modules.items() if name.startswith("simulator.")]
    return [one for one in loaded if vars(one).get(function.__name__) is function]


@cache
def shortened(week: int | None) -> Scenario:
    """The scenario in which every rule is at work, up to the end of a week."""
    cut = [] if week is None else [f"horizon_weeks={week + 1}"]
    return load_scenario(str(EVERYTHING), overrides=cut)


@cache
def truth(world: int, week: int | None) -> History:
    """What the reference tells of a world up to the end of a week."""
    return Reference(shortened(week), seed=SEED).world(world)
