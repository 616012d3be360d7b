"""Numbers that differ from student to student, drawn from a hash of who they are.

What a student is called (a name, a number, an address) becomes a code and is then forgotten: only
the code is ever written. The same student has the same code in every exercise, and other numbers in
each. A code hides a name from a glance. Whoever has a list of all names can compute all codes: that
is how marks find their way back.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from simulator.errors import ExerciseError
from simulator.exercise.case import Case, Runner, Runs
from simulator.exercise.library import Exercise
from simulator.exercise.programs import Player
from simulator.randomness import Stream

NOBODY: Final = "standard"
"""The code of the exercise with nobody's numbers: the first value of each."""

CODE: Final = re.compile(r"standard|[0-9a-f]{10}")
_TRIES: Final = 256  # one row of a stream


def code_of(student: str | None) -> str:
    """The code of a student; capitals and blanks around do not count.

    >>> code_of("Ada Lovelace") == code_of(" ada lovelace ") != code_of("ada")
    True
    >>> code_of(None)
    'standard'
    """
    if student is None:
        return NOBODY
    plain = unicodedata.normalize("NFKC", student).strip().casefold()
    if not plain:
        raise ExerciseError("--student is empty; give a name or a number, such as --student ada")
    return hashlib.blake2b(plain.encode(), digest_size=5, person=b"exercise").hexdigest()


def values_of(exercise: Exercise, code: str) -> dict[str, Any]:
    """The numbers of a code: the first draw in which every band holds."""
    vary = exercise.definition.vary
    if code == NOBODY:
        return {name: one.values[0] for name, one in vary.items()}
    draws = {name: _draws(exercise.name, code, name) for name in vary}
    for attempt in range(_TRIES):
        values = {
            name: one.values[int(draws[name][attempt] * len(one.values))]
            for name, one in vary.items()
        }
        if fits(exercise, values):
            return values
    raise ExerciseError(f"{exercise.name}: no numbers were found that keep all bands")


def fits(exercise: Exercise, values: Mapping[str, Any]) -> bool:
    """Whether every band holds, so that the exercise is as hard as it is meant to be."""
    case = Case(exercise, values)
    return all(
        band.at_least <= case.quantity(band).number <= band.at_most
        for band in exercise.definition.bands.values()
    )


def case_of(
    exercise: Exercise,
    code: str = NOBODY,
    *,
    answers: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
    runner: Runner | None = None,
    player: Player | None = None,
) -> Case:
    """The exercise as the student with that code has it."""
    values = values_of(exercise, code)
    return Case(exercise, values, answers or {}, texts or {}, runner or Runs(), player)


def _draws(exercise: str, code: str, name: str) -> list[float]:
    """Numbers between 0 and 1 for one of the values, the same on every machine."""
    seed = int(code, 16)
    numbers = Stream(seed, f"exercise/{exercise}/{name}", first_tile=0, tiles=1).uniform53()
    return [float(u) for u in np.minimum(numbers, 1 - 1e-12)]
