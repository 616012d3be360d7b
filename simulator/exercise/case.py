"""One student's exercise: the numbers that are theirs, the scenarios, and runs that answer."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from simulator.exercise.edits import with_values
from simulator.exercise.kinds.base import Asked, NoValue
from simulator.exercise.library import Exercise
from simulator.exercise.programs import Player
from simulator.exercise.quantities import compute
from simulator.scenario import Scenario, scenario_from_text

SCENARIO: Final = "scenario.yaml"
_UNREACHED: Final = "your other answers lead to no number here; look at those first"
_PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")

Columns = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Truth:
    """A right answer: a number with its Monte Carlo standard error at so many worlds, or a word.

    ``error`` is 0 and ``worlds`` is 0 where a rule gives the number without running anything.

    >>> Truth(12.0, error=2.0, worlds=400).error_of(1600)
    1.0
    """

    value: float | str
    error: float = 0.0
    worlds: int = 0

    @property
    def number(self) -> float:
        """The value of a number."""
        return float(self.value)

    def error_of(self, worlds: int) -> float:
        """The standard error that so many worlds would have."""
        return self.error * math.sqrt(self.worlds / worlds) if self.worlds else self.error


class Runner(Protocol):
    """Whatever gives columns of outcomes for worlds of a scenario."""

    def columns(
        self, scenario: Scenario, names: Sequence[str], *, worlds: int, seed: int
    ) -> Columns:
        """The columns, an entry a world."""
        ...


_USUAL: Final = frozenset(
    {"released", "net_effect", "arrested", "deals", "first_deal_week", "breaches_by_target",
     "relief_value_usd_m", "reliance_end", "utility_target_usd_m"}
)  # fmt: skip


class Runs:
    """Runs of the engine, each made once: what is usually asked for is kept from the first.

    Fewer worlds of a run are the first of more.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], dict[int, Columns]] = {}
        self._prints: dict[int, tuple[Scenario, str]] = {}

    def columns(
        self, scenario: Scenario, names: Sequence[str], *, worlds: int, seed: int
    ) -> Columns:
        """The columns of ``outcomes.csv`` that are asked for."""
        known = self._known.setdefault((self._print(scenario), seed), {})
        for size, found in known.items():
            if size >= worlds and found.keys() >= set(names):
                return {name: found[name][:worlds] for name in names}
        known[worlds] = _run(scenario, {*names, *known.get(worlds, ())}, worlds, seed)
        return known[worlds]

    def _print(self, scenario: Scenario) -> str:
        """The scenario's fingerprint, worked out once: it takes longer than looking up a run."""
        if id(scenario) not in self._prints:
            self._prints[id(scenario)] = scenario, scenario.sha256
        return self._prints[id(scenario)][1]


def _run(scenario: Scenario, names: Set[str], worlds: int, seed: int) -> Columns:
    """Run worlds and keep what is asked for, what is usually asked for, and the steps reached."""
    from simulator.engine.blocks import Plan
    from simulator.engine.columns import run_columns

    steps = {f"week_{one}_{rung}" for one, s in scenario.senders.items() for rung in s.rungs}
    return run_columns(Plan(scenario, seed), columns=sorted(_USUAL | steps | names), worlds=worlds)


@lru_cache(maxsize=256)
def _scenario(text: str, file: str, changes: tuple[str, ...]) -> Scenario:
    """A text read once: bands, checks and neighbours ask for the same one again and again."""
    return scenario_from_text(text, name=file, overrides=changes)


@dataclass
class Case:
    """An exercise as one student has it.

    ``values`` are the numbers and words that vary, by name; ``answers`` what the student answered,
    by task, as far as it could be read; ``texts`` the files that the student has changed. A program
    among them is run by ``player``, and not at all where there is none.
    """

    exercise: Exercise
    values: Mapping[str, Any]
    answers: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    runner: Runner = field(default_factory=Runs)
    player: Player | None = None
    _texts: dict[str, str] = field(default_factory=dict, repr=False)

    def said(self, text: str) -> str:
        """A text of the exercise with this student's numbers in it: ``{name}`` is replaced."""
        return _PLACEHOLDER.sub(lambda m: str(self.values.get(m[1], m[0])), text)

    def given_text(self, file: str = SCENARIO) -> str:
        """A file of the exercise with this student's numbers in it: a scenario, or a program."""
        if not file.endswith(".yaml"):
            return self.said(self.exercise.text(file))
        if file not in self._texts:
            vary = self.exercise.definition.vary
            changes = {path: self.values[name] for name, one in vary.items() for path in one.paths}
            self._texts[file] = with_values(self.exercise.text(file), changes, file=file)
        return self._texts[file]

    def given(self, file: str = SCENARIO, *, changes: Sequence[str] = ()) -> Scenario:
        """The scenario that the student was given; ``changes`` are ``path=value``."""
        return _scenario(self.given_text(file), file, tuple(changes))

    def edited(self, file: str = SCENARIO, *, changes: Sequence[str] = ()) -> Scenario:
        """The scenario as the student left it; ``ScenarioError`` if it cannot be used.

        ``changes`` (``path=value``) are made to it, as others may deal with it in other worlds.
        """
        return _scenario(self.texts.get(file, self.given_text(file)), file, tuple(changes))

    def columns(
        self, scenario: Scenario, *names: str, worlds: int, seed: int
    ) -> dict[str, npt.NDArray[np.float64]]:
        """Columns of ``outcomes.csv``, an entry a world, as real numbers."""
        found = self.runner.columns(scenario, names, worlds=worlds, seed=seed)
        return {name: np.asarray(found[name], dtype=np.float64) for name in names}

    def quantity(self, asked: Asked, **more: Any) -> Truth:
        """What a check, a band or a mistake asks for, computed; ``NoValue`` where there is none."""
        assert asked.quantity is not None, "what asks for a quantity names it"
        given = {key: self.filled(value) for key, value in asked.given.items()}
        try:
            truth = compute(asked.quantity, self, {**given, **more})
        except ArithmeticError:  # of numbers that the student answered elsewhere
            raise NoValue(_UNREACHED) from None
        if isinstance(truth.value, float) and not math.isfinite(truth.value):
            raise NoValue(_UNREACHED)
        return truth

    def filled(self, value: Any) -> Any:
        """``{name}`` alone becomes the value itself; within a text, its words."""
        if isinstance(value, str):
            whole = _PLACEHOLDER.fullmatch(value)
            if whole and whole[1] in self.values:
                return self.values[whole[1]]
            return self.said(value)
        if isinstance(value, list):
            return [self.filled(one) for one in value]
        return value
