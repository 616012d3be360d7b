"""Some worlds looked at more closely than the summaries of a run allow.

A run keeps weekly quantiles over its worlds, and of talks only the deals. What needs each world's
own weeks, such as arrests before and after a deal, is taken from one tile of worlds that is run
again for the typical world's story anyway. Worlds are independent of one another, so any tile is a
fair sample of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from simulator.agents.journal import Journal, Noting
from simulator.agents.recorder import Look
from simulator.model.rounding import Floats

if TYPE_CHECKING:
    import pandas as pd

_ROUND: Final = ("rung", "number", "rounds", "asked", "offered", "agreed", "lo", "hi")
_KEPT: Final = (
    "held", "held_without_talks", "released", "arrested", "arrested_without_talks",
    "relief_value_usd_m",
)  # fmt: skip
_FAMILIES: Final = ("relief_", "decreed_", "held_class_")


@dataclass(frozen=True)
class Closely:
    """Some neighbouring worlds, week by week, and all the rounds of talks in them.

    ``weekly`` has by variable an array of worlds by weeks, values at the end of the week:
    ``held``, ``released``, ``arrested``, ``relief_value_usd_m`` (from the start),
    ``relief_<instrument>`` as felt and ``decreed_<instrument>`` (levels), ``held_class_<class>``,
    and ``held``, ``arrested`` and ``held_class`` once more ``_without_talks``. ``rounds`` has a
    row a round: ``world, week, sender, rung, number, rounds, asked, offered, agreed, lo, hi``.
    """

    first_world: int
    worlds: int
    weekly: Mapping[str, Floats]
    rounds: pd.DataFrame

    def first(self, worlds: int) -> Closely:
        """The first so many of the worlds."""
        if worlds >= self.worlds:
            return self
        weekly = {name: values[:worlds] for name, values in self.weekly.items()}
        rounds = self.rounds[self.rounds["world"] < self.first_world + worlds]
        return Closely(self.first_world, worlds, weekly, rounds)


class Transcript(Journal):
    """A journal that also keeps every round of talks, in all worlds of the block."""

    def __init__(self, watched: int) -> None:
        super().__init__(watched)
        self._rounds: list[dict[str, Any]] = []

    def hear(self, noting: Noting) -> None:
        """Keep an event; of rounds, in all worlds."""
        super().hear(noting)
        if noting.kind == "round":
            told = {name: noting.numbers[name] for name in _ROUND}
            self._rounds.append(
                {"world": noting.worlds, "week": noting.week, "sender": noting.actor, **told}
            )

    def rounds(self, *, first_world: int) -> pd.DataFrame:
        """All rounds in the order of worlds, then of time."""
        import pandas as pd

        columns = ["world", "week", "sender", *_ROUND]
        if not self._rounds:
            return pd.DataFrame(columns=columns)
        sizes = [len(part["world"]) for part in self._rounds]
        table = pd.DataFrame(
            {
                name: np.concatenate(
                    [
                        np.broadcast_to(part[name], size)
                        for part, size in zip(self._rounds, sizes, strict=True)
                    ]
                )
                for name in columns
            }
        )
        table["world"] += first_world
        return table.sort_values(["world", "week"], kind="stable", ignore_index=True)


@dataclass
class EveryWorld:
    """Keeps each world's weekly values of what a closer look needs (a recorder's sink)."""

    seen: dict[str, list[npt.NDArray[Any]]] = field(default_factory=dict)

    def take(self, _week: int, variable: str, look: Look) -> None:
        """Keep a copy of what will be looked at."""
        if variable in _KEPT or variable.startswith(_FAMILIES):
            self.seen.setdefault(variable, []).append(look().astype(np.float64))

    note = take

    def weekly(self) -> dict[str, Floats]:
        """By variable, worlds by weeks."""
        return {name: np.stack(values, axis=1) for name, values in self.seen.items()}
