"""A runner for what is judged by a rule alone."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.exercise.case import Columns
from simulator.scenario import Scenario


class NeedsWorlds(Exception):
    """A check asked for a run."""


class NoRuns:
    """A runner that refuses: what is judged by a rule alone never asks it."""

    def columns(
        self, scenario: Scenario, names: Sequence[str], *, worlds: int, seed: int
    ) -> Columns:
        raise NeedsWorlds
