"""A runner and a player for what is judged by a rule alone: they refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.exercise.case import Columns
from simulator.exercise.programs import Play, Player
from simulator.scenario import Scenario


class NeedsWorlds(Exception):
    """A check asked for a run."""


class NoRuns:
    """A runner that refuses: what is judged by a rule alone never asks it."""

    def columns(
        self, scenario: Scenario, names: Sequence[str], *, worlds: int, seed: int
    ) -> Columns:
        raise NeedsWorlds


class NoPlays(Player):
    """A player that refuses."""

    def play(
        self, program: str, *, file: str, scenario: str, plays: Sequence[Play]
    ) -> list[Mapping[str, list[float]]]:
        raise NeedsWorlds
