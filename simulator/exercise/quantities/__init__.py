"""The quantities that right answers come from: functions of a student's case, by name.

Each module of this folder has some. To add one, write in a module of this folder::

    @quantity
    def my_number(case, *, belief=0.5) -> Truth: ...

and name it in ``exercise.yaml``: ``{quantity: my_number, with: {belief: 0.8}}``. A quantity that
runs the scenario takes ``worlds`` and ``seed`` and asks ``case.columns`` for outcomes, so that the
tests can put other worlds in their place.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from simulator.errors import ExerciseError

if TYPE_CHECKING:
    from simulator.exercise.case import Case, Truth

    Function = Callable[..., Truth]

_FOUND: dict[str, Function] = {}


def quantity(function: Function) -> Function:
    """Make a function known by its name."""
    _FOUND[function.__name__] = function
    return function


@cache
def quantities() -> Mapping[str, Function]:
    """Every quantity by name."""
    for module in sorted(found.name for found in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    return _FOUND


def compute(name: str, case: Case, given: Mapping[str, Any]) -> Truth:
    """The quantity of that name; ``ExerciseError`` if there is none or it takes nothing such."""
    function = quantities().get(name)
    if function is None:
        known = ", ".join(sorted(quantities()))
        raise ExerciseError(f"{case.exercise.name}: no quantity {name!r}; there are: {known}")
    taken = _taken_by(function)
    if unknown := sorted(set(given) - taken):
        raise ExerciseError(
            f"{case.exercise.name}: {name} takes {', '.join(sorted(taken)) or 'nothing'}; "
            f"it was given {', '.join(unknown)}"
        )
    return function(case, **given)


def of_a_run(name: str) -> bool:
    """Whether a quantity comes out of worlds, so that it can be asked of the run of a page."""
    function = quantities().get(name)
    return function is not None and {"worlds", "seed"} <= _taken_by(function)


def _taken_by(function: Function) -> set[str]:
    return set(inspect.signature(function).parameters) - {"case"}
