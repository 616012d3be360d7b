"""All settings, what they gave on the twenty seeds, and the exact ones in all their worlds."""

from __future__ import annotations

from functools import cache
from typing import Final

from tests.oracles.closed_forms import (
    background,
    contacts,
    deliveries,
    patron,
    relief,
    revolving_door,
    tranches,
    trust,
)
from tests.oracles.closed_forms.case import Case, Exact, Measured, Setting
from tests.oracles.worlds import see

SETTINGS: Final[tuple[Setting, ...]] = (
    background.SETTING,
    contacts.SETTING,
    deliveries.SETTING,
    trust.BELIEFS,
    trust.ANSWERS,
    revolving_door.SETTING,
    relief.SETTING,
    patron.SETTING,
    tranches.SETTING,
)
CASES: Final[dict[str, Setting]] = {
    case.name: setting for setting in SETTINGS for case in setting.cases
}
EXACT: Final[dict[str, Setting]] = {
    case.name: setting for setting in SETTINGS for case in setting.exact
}


@cache
def results(setting: str, more: int = 1) -> dict[str, Measured]:
    """Every case of a setting on the twenty seeds; ``more`` multiplies the worlds of each."""
    chosen = next(one for one in SETTINGS if one.name == setting)
    return chosen.measured(more=more)


def result(case: str, more: int = 1) -> Measured:
    """One case on the twenty seeds."""
    return results(CASES[case].name, more)[case]


@cache
def exact_results(setting: str) -> dict[str, float]:
    """The largest differences of the exact cases of a setting, over its worlds."""
    chosen = next(one for one in SETTINGS if one.name == setting)
    seen = see(chosen.make(), tiles=chosen.tiles)
    return {case.name: case.worst(seen) for case in chosen.exact}


def every_case() -> list[Case]:
    """The statistical cases in the order of their settings."""
    return [case for setting in SETTINGS for case in setting.cases]


def every_exact() -> list[Exact]:
    """The exact cases in the order of their settings."""
    return [case for setting in SETTINGS for case in setting.exact]
