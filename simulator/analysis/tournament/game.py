"""A game: every strategy of a sender against every one of the target, and what came of each pair.

All pairs are rows of one design and live through the same worlds of luck, so what differs between
two pairs is the strategies' doing, and is compared world by world.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from simulator.engine.blocks import Plan, Progress
from simulator.engine.columns import run_columns
from simulator.errors import RequestError
from simulator.randomness import TILE
from simulator.results.parts import Parts
from simulator.scenario import Scenario
from simulator.scenario.design import Design
from simulator.scenario.faults import did_you_mean
from simulator.scenario.loader import with_overrides
from simulator.scenario.vocabulary import words

Floats = npt.NDArray[np.float64]
Side = Literal["sender", "target"]

SIDES: Final[tuple[Side, Side]] = ("sender", "target")
SUBJECTS: Final = ("concession", "delivery")
LEAST_DEALS: Final = 100
"""Fewer deals than these say little about the people freed by each."""
Z95: Final = 1.959963984540054

_COUNTS: Final = (
    "released",
    "deals",
    "breakdowns",
    "breaches_by_senders",
    "breaches_by_target",
)


@dataclass(frozen=True)
class Game:
    """What came of each pair of ``strategies``: by measure, senders' × targets' × worlds.

    Measures are ``score_sender`` (prisoner-equivalents), ``score_target`` (USD million),
    ``released`` (people), ``deals``, ``breakdowns``, ``breaches_by_senders`` and
    ``breaches_by_target``. Counts are of all senders of the scenario.
    """

    subject: str
    strategies: tuple[str, ...]
    values: Mapping[str, Floats]

    @property
    def worlds(self) -> int:
        """Worlds that each pair lived through."""
        return int(self.values["score_sender"].shape[2])

    def of(self, measure: str) -> Floats:
        """A measure, senders' × targets' × worlds; its mean over the worlds is the pair's.

        ``released_per_deal`` is a ratio of means, told by what each world adds to it (the delta
        method); it is not a number where all worlds together made fewer than 100 deals.
        """
        if measure != "released_per_deal":
            return self.values[measure]
        released, deals = self.values["released"], self.values["deals"]
        many = deals.mean(axis=2, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            some = many * self.worlds >= LEAST_DEALS
            ratio = np.where(some, released.mean(axis=2, keepdims=True) / many, np.nan)
            return np.asarray(ratio + (released - ratio * deals) / many, dtype=np.float64)

    def mean(self, measure: str) -> Floats:
        """The mean of a measure over the worlds, senders' × targets'."""
        return np.asarray(self.of(measure).mean(axis=2), dtype=np.float64)

    def half_width(self, measure: str) -> Floats:
        """Half of the 95% Monte Carlo interval of each mean."""
        spread = self.of(measure).std(axis=2, ddof=1)
        return np.asarray(Z95 * spread / np.sqrt(self.worlds), dtype=np.float64)


@dataclass(frozen=True)
class Table:
    """Who sits at the table: the scenario, the sender that plays, the seed, tiles of 256 worlds."""

    scenario: Scenario
    sender: str
    seed: int
    tiles: int
    executor: Executor | None = None
    progress: Progress | None = None
    kept: Parts | None = None

    @property
    def worlds(self) -> int:
        """Worlds that each pair lives through."""
        return self.tiles * TILE

    def play(self, subject: str) -> Game:
        """Let every strategy of a subject meet every other, on both sides."""
        names = words(subject)
        pairs = [(own, other) for own in names for other in names]
        laid = {
            path: np.array([pair[place] for pair in pairs], dtype=object)
            for place, path in enumerate(paths(self.sender, subject))
        }
        design = Design(laid, worlds_a_row=self.worlds, luck_tiles=self.tiles)
        found = run_columns(
            Plan(with_all(self.scenario, self.sender, subject), self.seed, design),
            columns=list(self._columns().values()),
            worlds=design.worlds,
            executor=self.executor,
            progress=self.progress,
            kept=self.kept,
        )
        shape = (len(names), len(names), self.worlds)
        values = {
            measure: found[column].astype(np.float64).reshape(shape)
            for measure, column in self._columns().items()
        }
        return Game(subject, names, values)

    def _columns(self) -> dict[str, str]:
        """The column of the outcomes that holds each measure."""
        scores = {"score_sender": f"utility_{self.sender}", "score_target": "utility_target_usd_m"}
        return scores | {name: name for name in _COUNTS}


def paths(sender: str, subject: str) -> tuple[str, str]:
    """Where a scenario names the sender's and the target's strategy.

    >>> paths("washington", "concession")
    ('senders.washington.behaviour.concession', 'target.concession')
    """
    return f"senders.{sender}.behaviour.{subject}", f"target.{subject}"


def with_all(scenario: Scenario, sender: str, subject: str) -> Scenario:
    """The scenario with every strategy possible on both sides, so that a design can choose."""
    names = words(subject)
    weights = ", ".join(f"{name}: {1 / len(names)!r}" for name in names)
    choice = f"{{choice: {{{weights}}}}}"
    return with_overrides(scenario, [f"{path}={choice}" for path in paths(sender, subject)])


def sender_of(scenario: Scenario, sender: str | None) -> str:
    """The sender that plays: the one asked for, or the scenario's first."""
    names = list(scenario.senders)
    if not names:
        raise RequestError(f"{scenario.name} has no sender, so there is nobody to bargain with")
    if sender is None:
        return names[0]
    if sender not in names:
        hint = did_you_mean(sender, names)
        raise RequestError(
            f"{scenario.name} has no sender {sender}; expected one of: {', '.join(names)}"
            + (f"; {hint}" if hint else "")
        )
    return sender
