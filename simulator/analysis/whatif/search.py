"""The smallest move of each lever that flips a decision, found by living the world again.

Each lever is first put at some fifty values on both sides of what it stands at; then, between the
nearest that flips the decision and its neighbour that does not, at the values that can be said in
few decimals. So whatever is said was tried as it is said. All trials of a step run in one block,
and all have the world's own luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from simulator.analysis.whatif.reach import REACHES, STEPS, Reach, levers_of
from simulator.engine.trials import MISSING, Answers, Trial, try_out

if TYPE_CHECKING:
    from simulator.analysis.whatif.decisions import Decision
    from simulator.scenario import Scenario

TRIALS_AT_ONCE: Final = 8192


@dataclass(frozen=True)
class Flip:
    """A lever, what it stood at, and the nearest value found at which the decision flips.

    ``value`` is rounded to ``decimals``; as it is said it was tried. It was sought between ``low``
    and ``high``. ``distance`` is the share of the way there. ``numbers`` are those of the journal
    in that trial.
    """

    lever: str
    base: float
    value: float
    decimals: int
    low: float
    high: float
    distance: float
    numbers: Mapping[str, float]


@dataclass(frozen=True)
class NoFlip:
    """A lever at which nothing between ``low`` and ``high`` flips the decision."""

    lever: str
    base: float
    low: float
    high: float


@dataclass(frozen=True)
class WhatIf:
    """What would have changed a decision: ``flips``, the nearest first, and what would not have."""

    decision: Decision
    flips: tuple[Flip, ...]
    others: tuple[NoFlip, ...]


@dataclass
class _Line:
    """One lever of one decision while it is searched."""

    place: int
    lever: str
    base: float = float("nan")
    near: float = float("nan")
    far: float = float("nan")
    distance: float = float("inf")

    @property
    def reach(self) -> Reach:
        return REACHES[self.lever]

    @property
    def found(self) -> bool:
        return self.distance < float("inf")


def what_would_change(
    scenario: Scenario, decisions: Sequence[Decision], *, seed: int
) -> tuple[WhatIf, ...]:
    """What would have changed each of some decisions of one world.

    >>> from simulator.analysis.whatif.decisions import decisions_of
    >>> from simulator.engine.replay import replay
    >>> from simulator.scenario import load_scenario
    >>> scenario = load_scenario("minimal")
    >>> found = decisions_of(replay(scenario, seed=1, world=0))
    >>> (answer,) = what_would_change(scenario, found[1:2], seed=1)
    >>> answer.flips[0].lever
    'relief_size'
    """
    search = _Search(scenario, decisions, seed)
    lines = [
        _Line(place, lever)
        for place, decision in enumerate(decisions)
        for lever in levers_of(
            decision,
            has_price=scenario.commodity is not None,
            has_patron=scenario.patron is not None,
        )
    ]
    search.scan(lines)
    flips = dict(search.said([line for line in lines if line.found]))
    return tuple(
        _answer(decision, [line for line in lines if line.place == place], flips)
        for place, decision in enumerate(decisions)
    )


def _answer(
    decision: Decision, lines: Sequence[_Line], flips: Mapping[tuple[int, str], Flip]
) -> WhatIf:
    found = [flips[line.place, line.lever] for line in lines if (line.place, line.lever) in flips]
    others = [
        NoFlip(line.lever, line.base, *line.reach.bounds(line.base, decision))
        for line in lines
        if (line.place, line.lever) not in flips
    ]
    found.sort(key=lambda flip: flip.distance)
    return WhatIf(decision, tuple(found), tuple(others))


@dataclass(frozen=True)
class _Step:
    """A value on the way from what a lever stands at to an end, and the one before it.

    ``distance`` is the share of the way.
    """

    value: float
    near: float
    distance: float


def _on(way: Callable[[float], Sequence[_Step]], step: int, base: float) -> float:
    """Where a lever stands after so many steps; where there are fewer, it is not moved."""
    steps = way(base)
    return steps[step].value if step < len(steps) else base


@dataclass(frozen=True)
class _Tried:
    """What came of one trial, the ``row`` of its block: where the lever was put, did that flip."""

    value: float
    flips: bool
    row: int
    answers: Answers

    @property
    def found(self) -> float:
        """What the lever stood at."""
        return float(self.answers.found[self.row])

    @property
    def numbers(self) -> dict[str, float]:
        """The journal's numbers at the decision."""
        every = ((name, float(of[self.row])) for name, of in self.answers.numbers.items())
        return {name: number for name, number in every if not np.isnan(number)}


@dataclass(frozen=True)
class _Search:
    """The steps of a search, each a block of trials."""

    scenario: Scenario
    decisions: Sequence[Decision]
    seed: int

    def scan(self, lines: Sequence[_Line]) -> None:
        """What each lever stands at, and the nearest of a row of values on either side that flips.

        How far a lever is moved depends on what it stands at, which is seen only in the trial.
        """
        ways = [cache(partial(self._way, line)) for line in lines]
        trials = [
            Trial(line.place, line.lever, partial(_on, way, step))
            for line, way in zip(lines, ways, strict=True)
            for step in range(2 * STEPS)
        ]
        tried = list(self._tried(trials))
        for line, way, first in zip(lines, ways, range(0, len(tried), 2 * STEPS), strict=True):
            line.base = tried[first].found
            for step, one in zip(way(line.base), tried[first : first + 2 * STEPS], strict=False):
                if one.flips and step.distance < line.distance:
                    line.near, line.far, line.distance = step.near, step.value, step.distance

    def _way(self, line: _Line, base: float) -> list[_Step]:
        """The steps to try on both sides of what a lever stands at."""
        steps = []
        for end in line.reach.bounds(base, self.decisions[line.place]):
            values = line.reach.side(base, end).tolist()
            for place, (near, value) in enumerate(pairwise([base, *values]), start=1):
                steps.append(_Step(value, near, place / len(values)))
        return steps

    def said(self, lines: Sequence[_Line]) -> Iterator[tuple[tuple[int, str], Flip]]:
        """The nearest value that flips the decision, in the fewest decimals in which one does."""
        trials, of = [], []
        for line in lines:
            for value, decimals in line.reach.sayable(line.base, line.near, line.far):
                trials.append(Trial(line.place, line.lever, value))
                of.append((line, decimals))
        done: set[int] = set()
        for (line, decimals), tried in zip(of, self._tried(trials), strict=True):
            if tried.flips and id(line) not in done:
                done.add(id(line))
                low, high = line.reach.bounds(line.base, self.decisions[line.place])
                flip = Flip(
                    line.lever,
                    line.base,
                    tried.value,
                    decimals,
                    low,
                    high,
                    distance=line.distance,
                    numbers=tried.numbers,
                )
                yield (line.place, line.lever), flip

    def _tried(self, trials: Sequence[Trial]) -> Iterator[_Tried]:
        for first in range(0, len(trials), TRIALS_AT_ONCE):
            some = trials[first : first + TRIALS_AT_ONCE]
            answers = self._run(some)
            was = np.array([self.decisions[trial.question].outcome for trial in some])
            flips = (answers.outcomes != was) & (answers.outcomes != MISSING)
            for row, trial in enumerate(some):
                value = trial.put(float(answers.found[row]))
                yield _Tried(value, bool(flips[row]), row, answers)

    def _run(self, trials: Sequence[Trial]) -> Answers:
        return try_out(
            self.scenario,
            seed=self.seed,
            world=self.decisions[0].world,
            questions=[decision.question for decision in self.decisions],
            trials=trials,
        )
