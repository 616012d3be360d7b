"""A scenario that the student changes, judged by running it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from simulator.errors import ScenarioError
from simulator.exercise.edits import changed_text, differences, number_of_line
from simulator.exercise.kinds.base import Asked, Check, NoValue, Unusable, Verdict
from simulator.exercise.messages import scenario_problems
from simulator.scenario.schema.base import as_plain

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.exercise.definition import Mistake


class Goal(Asked):
    """What is to come out: a quantity of the student's scenario within bounds.

    ``missed`` is told where it does not. ``errors`` Monte Carlo errors beyond a bound still count.
    """

    quantity: str
    at_least: float = float("-inf")
    at_most: float = float("inf")
    errors: float = Field(default=0.0, ge=0)
    missed: str

    def met(self, case: Case) -> bool:
        """Whether the bounds hold, give or take."""
        truth = case.quantity(self)
        room = self.errors * truth.error + 1e-9
        return self.at_least - room <= truth.number <= self.at_most + room


class Edit(Check):
    """A scenario file in which only ``may_change`` (dotted paths) may be changed.

    Numbers stay ``between`` two (by path), where the file says so. A change that can be run earns
    ``valid`` of the marks, the goals share the rest. ``solved`` is a solution, values by path.
    """

    named: ClassVar[str] = "edit"

    file: str = "scenario.yaml"
    may_change: list[str] = Field(min_length=1)
    between: dict[str, tuple[float, float]] = Field(default_factory=dict)
    goals: list[Goal] = Field(min_length=1)
    solved: dict[str, Any] = Field(min_length=1)
    valid: float = Field(default=0.25, ge=0, lt=1)

    @property
    def answered_in(self) -> str:
        """The scenario file."""
        return self.file

    @property
    def form(self) -> str:
        """How an answer is written."""
        places = ", ".join(self.may_change)
        return (
            f"nothing here; change {self.file}, only at {places}, and save it. Make the runs of "
            "the other tasks first: they are about the file as it was given"
        )

    def blank(self, task: str) -> list[str]:
        """Nothing to fill in: the answer is the file."""
        return [f"#    ({task} is answered in the file itself.)"]

    def read(self, raw: Any) -> Any:
        """The text of the file, or values by path."""
        return raw

    def judge(self, answer: Any, case: Case, mistakes: Mapping[str, Mistake]) -> Verdict:
        """Whether it can be run, keeps to what may change, and reaches the goals."""
        text = changed_text(case.given_text(self.file), answer, file=self.file)
        mine = replace(case, texts={**case.texts, self.file: text})
        try:
            plain = as_plain(mine.edited(self.file))
        except ScenarioError as error:
            raise Unusable(scenario_problems(error, case.given_text(self.file))) from None
        changed = list(differences(as_plain(case.given(self.file)), plain))
        beyond = [path for path in changed if not any(_below(path, p) for p in self.may_change)]
        if beyond:
            raise Unusable(
                f"{self.file} was also changed at {', '.join(beyond[:5])}; "
                f"only {', '.join(self.may_change)} may change here. Put the rest back as it was"
            )
        if not changed:
            which = ("one of " if len(self.may_change) > 1 else "") + ", ".join(self.may_change)
            return Verdict(0.0, f"{self.file} is as it was given; change {which}")
        if outside := list(self._outside(plain, text)):
            raise Unusable("; ".join(outside))
        return self.weighed(mine)

    def weighed(self, case: Case) -> Verdict:
        """What a change earns that can be run: ``case`` has the student's scenario."""
        missed = [(goal, said) for goal in self.goals if (said := _missed(goal, case))]
        if not missed:
            return Verdict(1.0, "right")
        told = dict.fromkeys(case.said(said) for _, said in missed)  # two may say the same
        return Verdict(min(self.share([goal for goal, _ in missed]), 0.99), "; ".join(told))

    def share(self, missed: Sequence[Goal]) -> float:
        """The share of the marks that is left where some goals are missed."""
        return self.valid + (1 - self.valid) * (1 - len(missed) / len(self.goals))

    def _outside(self, plain: Any, text: str) -> Iterator[str]:
        for path, (least, most) in self.between.items():
            keys = tuple(path.split("."))
            value = reduce(lambda tree, key: tree[key], keys, plain)
            if isinstance(value, int | float) and not least <= value <= most:
                line = number_of_line(text, keys, file=self.file)
                yield (
                    f"{self.file}, line {line}: {keys[-1]} is {value:g}; here it can be "
                    f"{least:g} to {most:g}, such as {keys[-1]}: {least:g}"
                )

    def solution(self, case: Case) -> dict[str, Any]:
        """Values by path that reach the goals."""
        return dict(self.solved)

    def mistaken(self, mistake: Mistake, case: Case) -> dict[str, Any]:
        """What somebody changes who makes the mistake."""
        return dict(mistake.change)


def _missed(goal: Goal, case: Case) -> str:
    """What is told of a goal that is not reached; nothing of one that is."""
    try:
        return "" if goal.met(case) else goal.missed
    except NoValue as none:
        return str(none)


def _below(path: str, top: str) -> bool:
    return path == top or path.startswith(f"{top}.")
