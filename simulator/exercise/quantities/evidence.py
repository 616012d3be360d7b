"""Quantities about what the numbers of a scenario rest on, as ``validate --evidence`` tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from simulator.errors import ExerciseError
from simulator.exercise.case import Truth
from simulator.exercise.quantities import quantity
from simulator.exercise.quantities.courses import swing, widest_swing
from simulator.exercise.quantities.runs import answered
from simulator.scenario.grounds import (
    ASSUMPTION,
    EVIDENCE,
    JUDGEMENT,
    STRUCTURAL,
    Ground,
    grounds,
)

if TYPE_CHECKING:
    from simulator.exercise.case import Case

_CONFIDENCE: Final = ("low", "medium", "high")  # the weakest first
_WORDS: Final = {JUDGEMENT: "judged", ASSUMPTION: "assumed", STRUCTURAL: "convention"}


@quantity
def grade_of(case: Case, *, path: str) -> Truth:
    """What a number rests on, in a word.

    The confidence of its weakest row where evidence measures it (``high``, ``medium``, ``low``);
    else ``judged`` (evidence bears on it, an assumption says how), ``assumed`` or ``convention``.
    """
    return Truth(_grade(_ground(case, path)))


@quantity
def kinds_of_grades(case: Case, *, paths: Sequence[str]) -> Truth:
    """How many different grades some numbers have."""
    return Truth(len({_grade(_ground(case, path)) for path in paths}))


@quantity
def figure_of(case: Case, *, path: str) -> Truth:
    """The figure of the row of evidence that measures a number, in the row's own unit."""
    return Truth(float(_ground(case, path).rows[0].value))


@quantity
def converted(case: Case, *, path: str, figure: str = "", divided: bool = False) -> Truth:
    """A figure in the scenario's unit: that of the row, or the student's answer to ``figure``.

    ``divided`` is the mistake of dividing by the factor.
    """
    ground = _ground(case, path)
    factor, addend = ground.basis.conversion
    found = answered(case, figure) if figure else float(ground.rows[0].value)
    return Truth(found / factor if divided else found * factor + addend)


@quantity
def numbers_assumed(case: Case, *, section: str, kinds: Sequence[str] = (ASSUMPTION,)) -> Truth:
    """How many numbers of a section of the scenario rest on ``kinds`` of ground."""
    found = _grounds(case)
    return Truth(
        sum(g.kind in kinds and path.startswith(f"{section}.") for path, g in found.items())
    )


@quantity
def widest_unmeasured(
    case: Case,
    *,
    of: str,
    numbers: Mapping[str, Mapping[str, Any]],
    worlds: int = 1024,
    seed: int = 1,
) -> Truth:
    """Of some numbers, the one that moves a column's mean most, of those no evidence measures."""
    open_to_doubt = {
        word: number
        for word, number in numbers.items()
        if _ground(case, number["path"]).kind != EVIDENCE
    }
    return widest_swing(case, of=of, numbers=open_to_doubt, worlds=worlds, seed=seed)


@quantity
def swing_over_range(
    case: Case, *, of: str, path: str, turned: bool = False, worlds: int = 1024, seed: int = 1
) -> Truth:
    """By how much a column's mean changes from the low to the high end of a number's range.

    ``turned`` is the mistake of going from the high end to the low one.
    """
    reach = _ground(case, path).reach
    if reach is None:
        raise ExerciseError(f"{case.exercise.name}: {path} has no range")
    low, high = reversed(reach) if turned else reach
    return swing(case, of=of, path=path, low=low, high=high, worlds=worlds, seed=seed)


def _grade(ground: Ground) -> str:
    if ground.kind != EVIDENCE:
        return _WORDS[ground.kind]
    return min((row.confidence for row in ground.rows), key=_CONFIDENCE.index)


def _ground(case: Case, path: str) -> Ground:
    found = _grounds(case)
    if path not in found:
        raise ExerciseError(f"{case.exercise.name}: the scenario has no number {path!r}")
    return found[path]


_KNOWN: dict[str, dict[str, Ground]] = {}


def _grounds(case: Case) -> dict[str, Ground]:
    """What each number rests on, read once a text: bands ask again for every student."""
    text = case.given_text()
    if text not in _KNOWN:
        _KNOWN[text] = {ground.path: ground for ground in grounds(case.given())}
    return _KNOWN[text]
