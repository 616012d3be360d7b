"""Discovery: where in the space of what nobody knows something happens, judged on fresh worlds."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.discovery.box import Box, Factors
from simulator.analysis.discovery.condition import Condition, condition_of
from simulator.analysis.discovery.judge import Judgement, judge
from simulator.analysis.discovery.prim import Ground, Step, find_box
from simulator.analysis.discovery.tree import Leaf, tree
from simulator.analysis.sensitivity.factors import drawn_paths
from simulator.engine.blocks import Plan, Progress
from simulator.engine.columns import run_columns
from simulator.errors import RequestError
from simulator.results.folder import read_result
from simulator.results.parts import Parts
from simulator.scenario import Scenario
from simulator.scenario.faults import did_you_mean

WORLDS: Final = 8192

LEAST: Final = 400
"""The fewest worlds, and _RARE the fewest hits and misses, from which anything is learned."""
_RARE: Final = 30


@dataclass(frozen=True)
class Worlds:
    """Worlds to ask: what each drew, and its outcomes."""

    scenario: Scenario
    seed: int
    factors: Factors
    outcomes: Mapping[str, npt.NDArray[Any]]

    @property
    def count(self) -> int:
        """How many worlds."""
        return len(next(iter(self.factors.values())))


@dataclass(frozen=True)
class Discovery:
    """What was found: the box, the steps to it, and what the worlds held out say of it.

    ``leaves`` are those of a tree over the same worlds, if one was asked for.
    """

    worlds: Worlds
    condition: Condition
    box: Box
    steps: tuple[Step, ...]
    judgement: Judgement
    leaves: tuple[Leaf, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether the box says more than the base rate does."""
        return bool(self.box.limits) and self.judgement.is_better


def discover(  # noqa: PLR0913 - separate wishes, each with a default
    of: Scenario | str | Path,
    when: str,
    *,
    worlds: int = WORLDS,
    seed: int | None = None,
    with_tree: bool = False,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Discovery:
    """The box of numbers and words in which ``when`` holds most, such as ``"net_effect < 50"``.

    ``of`` is a scenario, of which so many worlds are run, or the folder of a run that is there.

    >>> from simulator.scenario import load_scenario
    >>> scenario = load_scenario("minimal", overrides=["prisoners.restock={uniform: [0, 8]}"])
    >>> found = discover(scenario, "net_effect < 0", worlds=1024)
    >>> found.speaks, list(found.box.limits)
    (True, ['prisoners.restock'])
    """
    if not isinstance(of, Scenario):
        return discover_in(worlds_of_run(Path(of), when), when, with_tree=with_tree, seed=seed)
    asked = worlds_of_scenario(
        of, when, worlds=worlds, seed=seed, executor=executor, progress=progress
    )
    return discover_in(asked, when, with_tree=with_tree)


def discover_in(
    worlds: Worlds, when: str, *, with_tree: bool = False, seed: int | None = None
) -> Discovery:
    """The box in which ``when`` holds most among worlds that were run.

    Two thirds of the worlds are searched, the others judge.
    """
    condition = condition_of(when)
    for name in condition.columns:
        _refuse_unknown(name, worlds.outcomes, worlds.scenario)
    hits = condition.holds(worlds.outcomes)
    rare = min(int(hits.sum()), int((~hits).sum()))
    if worlds.count < LEAST or rare < _RARE:
        raise RequestError(
            f"{condition.text} holds in {int(hits.sum()):,} of {worlds.count:,} worlds; discovery "
            f"needs {LEAST} worlds or more, {_RARE} of them on either side"
        )
    cut = worlds.count * 2 // 3
    whole = Ground(worlds.factors, hits)
    searched, fresh = whole.part(slice(None, cut)), whole.part(slice(cut, None))
    box, steps = find_box(searched)
    start = worlds.seed if seed is None else seed
    verdict = judge(box, fresh, found_in=searched, seed=start)
    leaves = tree(searched, fresh) if with_tree else ()
    return Discovery(worlds, condition, box, tuple(steps), verdict, leaves)


def worlds_of_scenario(  # noqa: PLR0913 - separate wishes, each with a default
    scenario: Scenario,
    when: str,
    *,
    worlds: int,
    seed: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    kept: Parts | None = None,
) -> Worlds:
    """Run a scenario for the columns that a condition looks at; ``kept`` has what is done."""
    wanted, paths = condition_of(when).columns, drawn_paths(scenario)
    if not paths:
        raise RequestError(
            f"{scenario.name} has no number that worlds draw, so there is nothing to discover in; "
            "give some numbers as distributions, such as {uniform: [2, 6]}"
        )
    plan = Plan.of(scenario, seed=seed)
    columns = [*wanted, *(f"param_{path}" for path in paths)]
    run_columns(plan, columns=wanted, worlds=1)  # a wrong name is told before the long run
    found = run_columns(
        plan, columns=columns, worlds=worlds, executor=executor, progress=progress, kept=kept
    )
    factors = {path: found[f"param_{path}"] for path in paths}
    return Worlds(scenario, plan.seed, factors, {name: found[name] for name in wanted})


def worlds_of_run(folder: Path, when: str) -> Worlds:
    """The worlds of a run that was done before, from its folder."""
    run = read_result(folder)
    wanted, paths = condition_of(when).columns, drawn_paths(run.scenario)
    known = dict.fromkeys(map(str, run.outcomes.columns))
    for name in wanted:
        _refuse_unknown(name, known, run.scenario)
    table = run.outcomes
    outcomes = {name: _numbers(table[name]) for name in wanted}
    factors = {path: table[f"param_{path}"].to_numpy() for path in paths}
    return Worlds(run.scenario, run.seed, factors, outcomes)


def _numbers(column: Any) -> npt.NDArray[np.float64]:
    values: npt.NDArray[np.float64] = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return values


def _refuse_unknown(name: str, known: Mapping[str, object], scenario: Scenario) -> None:
    if name not in known:
        hint = did_you_mean(name, known)
        told = f"{scenario.name} has no outcome {name}"
        raise RequestError(f"{told}; {hint}" if hint else told)
