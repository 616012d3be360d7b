"""A study of what matters in a scenario: all methods over its own distributions, as tidy tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulator.analysis.sensitivity import given
from simulator.analysis.sensitivity.factors import Factor, drawn_paths, factors, points
from simulator.analysis.sensitivity.salib import salib
from simulator.analysis.sensitivity.screening import Effect, screen
from simulator.analysis.sensitivity.simulated import Simulated, refuse_gaps
from simulator.analysis.sensitivity.sobol import Index, indices
from simulator.analysis.sensitivity.swings import swing
from simulator.analysis.sensitivity.variance import Share, parts
from simulator.engine.blocks import Plan
from simulator.engine.columns import run_columns
from simulator.errors import RequestError
from simulator.randomness import TILE
from simulator.results.block import Column
from simulator.results.parts import Parts
from simulator.scenario import Scenario

Told = Callable[[str, int, int], None]
"""Hears the name of a stage, worlds done and worlds in all."""


@dataclass(frozen=True)
class Sizes:
    """How much is run.

    ``worlds`` of an ordinary run for first-order shares; ``replicated`` points in 256 shared worlds
    each for luck; ``trajectories`` of the screening (0: none); ``sobol`` points, a power of 2, for
    Sobol' indices (0: none) of the ``alone`` factors that matter most, each by itself.
    """

    worlds: int = 10_240
    replicated: int = 256
    trajectories: int = 6
    sobol: int = 128
    alone: int = 10

    def cost(self, screened: int, drawn: int) -> dict[str, int]:
        """Worlds by stage for so many factors screened, and so many drawn."""
        groups = min(self.alone + 1, drawn)
        return {
            "given": self.worlds,
            "replication": self.replicated * TILE,
            "morris": self.trajectories * (screened + 1) * TILE,
            "sobol": self.sobol * (groups + 2) * TILE,
        }


QUICK = Sizes(worlds=2048, replicated=64, trajectories=0, sobol=0)
"""First-order shares and luck alone: some seconds, and no need of SALib."""


@dataclass(frozen=True)
class Study:
    """What came out, as tidy tables.

    ``variance``: outcome, part, share, low, high. ``indices``: outcome, parameter, method, index,
    value, low, high, told_from_zero. ``swings``: outcome, parameter, end, where, mean, low, high.
    ``means``: of each outcome over the ordinary worlds. ``cost``: worlds by stage.
    """

    scenario: Scenario
    seed: int
    outcomes: tuple[str, ...]
    variance: pd.DataFrame
    indices: pd.DataFrame
    swings: pd.DataFrame
    means: dict[str, float]
    cost: dict[str, int] = field(default_factory=dict)

    @property
    def worlds(self) -> int:
        """Worlds that were run in all."""
        return sum(self.cost.values())

    def explained(self, outcome: str) -> float:
        """The share of an outcome's variance that is the numbers' alone."""
        table = self.variance
        rows = table[(table["outcome"] == outcome) & (table["part"] == "numbers")]
        return float(rows["share"].iloc[0])

    def of(self, outcome: str, method: str, index: str) -> pd.DataFrame:
        """One index of one outcome by parameter, the greatest first."""
        table = self.indices
        wanted = (table["outcome"] == outcome) & (table["method"] == method)
        chosen = table[wanted & (table["index"] == index)]
        return chosen.sort_values("value", ascending=False, kind="stable").set_index("parameter")


def sensitivity(  # noqa: PLR0913 - separate wishes, each with a default
    scenario: Scenario,
    *,
    outcomes: Sequence[str] = ("net_effect", "released"),
    seed: int | None = None,
    sizes: Sizes | None = None,
    executor: Executor | None = None,
    told: Told | None = None,
    kept: Parts | None = None,
) -> Study:
    """What matters in a scenario, over its own distributions.

    ``seed`` defaults to the scenario's; what is done is in ``kept`` meanwhile. The numbers are the
    same for the same scenario, seed, sizes and versions.
    """
    of = factors(scenario)
    drawn = tuple(factor for factor in of if factor.drawn)
    size = Sizes() if sizes is None else sizes
    _check(scenario, drawn, size)
    bench = _Bench(
        scenario, tuple(outcomes), scenario.seed if seed is None else seed, executor, kept
    )
    cost = size.cost(len(of), len(drawn))
    work = _Work(bench, of, drawn, size, cost, told)
    return work.study()


def _check(scenario: Scenario, drawn: Sequence[Factor], size: Sizes) -> None:
    if not drawn:
        raise RequestError(
            f"{scenario.name} has no number that worlds draw, so nothing can matter more than "
            "another; give some numbers as distributions, such as {uniform: [2, 6]}"
        )
    if size.sobol & (size.sobol - 1):
        raise RequestError(f"points of Sobol' indices must be a power of 2; asked for {size.sobol}")
    if size.replicated < 2 or size.worlds < 100:
        raise RequestError("needs at least 100 worlds and 2 replicated points")
    if size.sobol or size.trajectories:
        salib("sample.sobol")


@dataclass(frozen=True)
class _Bench:
    """What every stage runs."""

    scenario: Scenario
    outcomes: tuple[str, ...]
    seed: int
    executor: Executor | None
    kept: Parts | None


@dataclass(frozen=True)
class _Work:
    """The stages of a study, each giving rows of its tables."""

    bench: _Bench
    of: tuple[Factor, ...]
    drawn: tuple[Factor, ...]
    size: Sizes
    cost: dict[str, int]
    told: Told | None

    @property
    def paths(self) -> tuple[str, ...]:
        """All that worlds draw, one by one."""
        return drawn_paths(self.bench.scenario)

    def study(self) -> Study:
        ordinary = self._ordinary()
        first = list(self._given(ordinary))
        variance = list(self._replicated())
        effects = self._screened()
        morris = [row for name, each in effects.items() for row in _morris(name, each)]
        sobol = list(self._sobol(self._ranked(first, morris)))
        bench = self.bench
        return Study(
            bench.scenario,
            bench.seed,
            bench.outcomes,
            pd.DataFrame(variance, columns=["outcome", "part", "share", "low", "high"]),
            pd.DataFrame([*first, *morris, *sobol], columns=_INDEX),
            pd.DataFrame(self._swings(ordinary), columns=_SWING),
            {name: float(ordinary[name].mean()) for name in bench.outcomes},
            {stage: worlds for stage, worlds in self.cost.items() if worlds},
        )

    def _progress(self, stage: str) -> Callable[[int], None] | None:
        told, worlds = self.told, self.cost[stage]
        return None if told is None else lambda done: told(stage, done, worlds)

    def _model(self, among: tuple[Factor, ...], stage: str) -> Simulated:
        bench, progress = self.bench, self._progress(stage)
        return Simulated(
            bench.scenario, among, bench.outcomes, bench.seed,
            executor=bench.executor, progress=progress, kept=bench.kept,
        )  # fmt: skip

    def _ordinary(self) -> dict[str, Column]:
        bench = self.bench
        found = run_columns(
            Plan(bench.scenario, bench.seed),
            columns=[*bench.outcomes, *(f"param_{path}" for path in self.paths)],
            worlds=self.size.worlds,
            executor=bench.executor,
            progress=self._progress("given"),
            kept=bench.kept,
        )
        for name in bench.outcomes:
            found[name] = found[name].astype(np.float64)
            refuse_gaps(name, found[name])
        return found

    def _given(self, ordinary: dict[str, Column]) -> Iterator[tuple[object, ...]]:
        for outcome in self.bench.outcomes:
            for path in self.paths:
                share = given.first_order(ordinary[f"param_{path}"], ordinary[outcome])
                yield _row(outcome, path, "given-data", "first", share)

    def _swings(self, ordinary: dict[str, Column]) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = []
        for outcome in self.bench.outcomes:
            for path in self.paths:
                found = swing(ordinary[f"param_{path}"], ordinary[outcome])
                for name, end in (("first", found.first), ("last", found.last)):
                    place = (outcome, path, name, end.where)
                    rows.append((*place, end.mean, end.low, end.high))
        return rows

    def _replicated(self) -> Iterator[tuple[object, ...]]:
        names = [factor.path for factor in self.drawn]
        at = points(self.size.replicated, names, seed=self.bench.seed)
        found = self._model(self.drawn, "replication")(at)
        for place, outcome in enumerate(self.bench.outcomes):
            shares = parts(found[:, :, place], seed=self.bench.seed).shares
            for part, share in shares.items():
                yield outcome, part, share.value, share.low, share.high

    def _screened(self) -> dict[str, tuple[Effect, ...]]:
        if not self.size.trajectories:
            return {}
        names = [factor.path for factor in self.of]
        found = screen(
            self._model(self.of, "morris"),
            names,
            count=self.size.trajectories,
            seed=self.bench.seed,
        )
        return dict(zip(self.bench.outcomes, found.effects, strict=True))

    def _ranked(
        self, first: list[tuple[object, ...]], morris: list[tuple[object, ...]]
    ) -> list[str]:
        """Drawn factors in the order in which they matter for any outcome by any index."""
        table = pd.DataFrame([*first, *morris], columns=_INDEX)
        table = table[table["index"].isin(["first", "mu_star"])]
        table = table[table["parameter"].isin([factor.path for factor in self.drawn])]
        greatest = table.groupby(["outcome", "index"])["value"].transform("max")
        scores = (table["value"] / greatest).groupby(table["parameter"], sort=False).max()
        return [str(name) for name in scores.sort_values(ascending=False, kind="stable").index]

    def _sobol(self, ranked: list[str]) -> Iterator[tuple[object, ...]]:
        if not self.size.sobol:
            return
        found = indices(
            self._model(self.drawn, "sobol"),
            [factor.path for factor in self.drawn],
            alone=ranked[: self.size.alone],
            points=self.size.sobol,
            seed=self.bench.seed,
        )
        for outcome, each in zip(self.bench.outcomes, found, strict=True):
            yield from (row for index in each for row in _sobol_rows(outcome, index))


_INDEX = ["outcome", "parameter", "method", "index", "value", "low", "high", "told_from_zero"]
_SWING = ["outcome", "parameter", "end", "where", "mean", "low", "high"]


def _row(outcome: str, parameter: str, method: str, index: str, share: Share) -> tuple[object, ...]:
    told = share.is_told_from_zero
    return outcome, parameter, method, index, share.value, share.low, share.high, told


def _sobol_rows(outcome: str, index: Index) -> Iterator[tuple[object, ...]]:
    for name, share in (("first", index.first), ("total", index.total)):
        yield _row(outcome, index.name, "sobol", name, share)


def _morris(outcome: str, effects: Sequence[Effect]) -> Iterator[tuple[object, ...]]:
    for one in effects:
        place = (outcome, one.name, "morris")
        yield (*place, "mu_star", one.mu_star, one.low, one.high, one.is_told_from_zero)
        for name in ("mu", "sigma", "noise"):
            yield (*place, name, getattr(one, name), np.nan, np.nan, one.is_told_from_zero)
