"""Trials: one decision of one world again and again, each time with a lever standing elsewhere.

All trials run in one block whose worlds share the luck of the world asked about. A trial's world is
the same as that one until its lever is moved, just before the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import numpy.typing as npt

from simulator.agents.cast import Cast
from simulator.agents.journal import Noted, Noting, OpenJournal
from simulator.agents.nudges import Nudge
from simulator.agents.plugins.registry import ensure
from simulator.engine.blocks import Plan, faults_told
from simulator.engine.observe import Looking
from simulator.model.rounding import Floats, Index, Ints
from simulator.randomness import TILE
from simulator.scenario import Scenario
from simulator.scenario.design import Design

MISSING = -1
"""The outcome of a trial in which the decision does not come up."""


@dataclass(frozen=True)
class Reading:
    """What the journal must say for a decision to have gone so: an entry of a ``kind``.

    ``where`` are numbers that the entry must have; the outcome is ``outcome``, or the entry's
    number of that name. Without an outcome the entry only adds its numbers.
    """

    kind: str
    outcome: int | str | None
    where: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A decision: who takes it in which week, and how its outcome is read, the last reading first.

    Levers are moved in ``week``; the outcome may be read from week ``since`` to ``until``, and is
    ``otherwise`` if nothing is read.
    """

    week: int
    actor: str
    readings: tuple[Reading, ...]
    since: int
    until: int
    otherwise: int = MISSING

    def heard(self, actor: str, week: int) -> bool:
        """Whether the outcome may be read from what ``actor`` does in ``week``."""
        return self.actor == actor and self.since <= week <= self.until


@dataclass(frozen=True)
class Trial:
    """A question (by its place), and a lever with where it is put.

    ``value`` is a number, or says which, given what the lever stands at.
    """

    question: int
    lever: str
    value: float | Callable[[float], float]

    def put(self, found: float) -> float:
        """Where the lever is put that stands at ``found``.

        >>> Trial(0, "price", 300.0).put(350.0), Trial(0, "price", lambda now: 2 * now).put(350.0)
        (300.0, 700.0)
        """
        return self.value(found) if callable(self.value) else self.value


@dataclass(frozen=True)
class Answers:
    """What came of some trials, in their order.

    ``outcomes`` are whole numbers, ``MISSING`` where the decision did not come up; ``found`` is
    what the lever stood at; ``numbers`` are those of the journal's entries at the decision.
    """

    outcomes: Ints
    found: Floats
    numbers: Mapping[str, Floats]


class Witness(OpenJournal):
    """A journal of all worlds of a block, of one question in each."""

    def __init__(self, questions: Sequence[Question], asked: Index) -> None:
        super().__init__()
        self._questions = questions
        self._asked = asked
        otherwise = np.array([*(question.otherwise for question in questions), MISSING])
        self.outcomes = otherwise[asked]  # nothing is asked of the worlds that fill up the block
        self.numbers: dict[str, Floats] = {}

    def listens(self, actor: str, week: int) -> bool:
        """Whether a question is about what ``actor`` does in ``week``."""
        return any(question.heard(actor, week) for question in self._questions)

    def hear(self, noting: Noting) -> None:
        """Read the outcome of each question that this entry is about."""
        asked = self._asked[noting.worlds]
        for place, question in enumerate(self._questions):
            if question.heard(noting.actor, noting.week):
                here = np.flatnonzero(asked == place)
                if len(here):
                    self._read(question, noting, here)

    hear_why = hear

    def _read(self, question: Question, noting: Noting, here: Index) -> None:
        for reading in question.readings:
            if reading.kind != noting.kind:
                continue
            fits = here
            for name, wanted in reading.where.items():
                fits = fits[_at(noting.numbers[name], fits) == wanted]
            rows = noting.worlds[fits]
            outcome = reading.outcome
            if isinstance(outcome, str):
                self.outcomes[rows] = _at(noting.numbers[outcome], fits)
            elif outcome is not None:
                self.outcomes[rows] = outcome
            for name, values in noting.numbers.items():
                some = _at(values, fits)
                if some.dtype.kind in "fib":
                    kept = self.numbers.setdefault(name, np.full(len(self._asked), np.nan))
                    kept[rows] = some


def _at(values: Noted, places: Index) -> npt.NDArray[np.generic]:
    """The values at some places; one value for all of them if it is not an array."""
    if isinstance(values, np.ndarray):
        return values[places]
    return np.full(len(places), values, dtype=object if isinstance(values, str) else None)


def try_out(
    scenario: Scenario,
    *,
    seed: int,
    world: int,
    questions: Sequence[Question],
    trials: Sequence[Trial],
) -> Answers:
    """Run world ``world`` once for each trial, all in one block, and read each decision.

    Pure: the same arguments give the same answers, whatever the number of trials.
    """
    plan = Plan(scenario, seed, Design({}, luck_of=world))
    ensure(plan.plugins)
    count = len(trials)
    tiles = max(1, -(-count // TILE))
    asked = np.full(tiles * TILE, -1, dtype=np.intp)
    asked[:count] = [trial.question for trial in trials]
    witness = Witness(questions, asked)
    nudges = _nudges(questions, trials)
    draws = plan.draws(first_tile=0, tiles=tiles)
    with faults_told(scenario, draws):
        cast = Cast.of(scenario, draws, journal=witness, sink=Looking(frozenset(), frozenset()))
        weeks = 1 + max(question.until for question in questions)
        cast.rehearse(weeks, [nudge for nudge, _ in nudges])
    found = np.full(count, np.nan)
    for nudge, rows in nudges:
        found[rows] = nudge.found[0]
    numbers = {name: values[:count] for name, values in witness.numbers.items()}
    return Answers(witness.outcomes[:count], found, numbers)


def _nudges(questions: Sequence[Question], trials: Sequence[Trial]) -> list[tuple[Nudge, Index]]:
    """One nudge for all trials of the same decision's moment and lever, with their places."""
    together: dict[tuple[int, str, str], list[int]] = {}
    for row, trial in enumerate(trials):
        question = questions[trial.question]
        key = (question.week, question.actor, trial.lever)
        together.setdefault(key, []).append(row)
    made = []
    for (week, actor, lever), places in together.items():
        rows = np.array(places, dtype=np.intp)
        values = partial(_put, [trials[row] for row in places])
        made.append((Nudge(week, actor, lever, rows, values), rows))
    return made


def _put(trials: Sequence[Trial], found: Floats) -> Floats:
    """Where the lever is put in each of some trials."""
    each = zip(trials, found.tolist(), strict=True)
    return np.array([trial.put(now) for trial, now in each], dtype=np.float64)
