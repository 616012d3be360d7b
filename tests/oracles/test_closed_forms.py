"""The engine's numbers against closed forms: scenario in, means of worlds out, on twenty seeds."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.randomness import TILE
from tests.oracles.closed_forms import document, faults
from tests.oracles.closed_forms.case import EXACTLY, SEEDS, STANDARD_ERRORS
from tests.oracles.closed_forms.faults import Fault
from tests.oracles.closed_forms.settings import (
    CASES,
    EXACT,
    SETTINGS,
    every_case,
    every_exact,
    exact_results,
    result,
)
from tests.oracles.worlds import see

MUCH_MORE = 10


def test_every_case_has_a_name_of_its_own_and_a_derivation() -> None:
    every = [*every_case(), *every_exact()]
    assert len(every) == len(CASES) + len(EXACT)
    assert len(CASES) >= 40
    assert all(case.derivation and case.rule for case in every)


@pytest.mark.parametrize("name", CASES)
def test_a_mean_over_worlds_is_within_four_standard_errors_of_its_closed_form(name: str) -> None:
    assert abs(result(name).deviation) < STANDARD_ERRORS


@pytest.mark.parametrize("name", CASES)
def test_it_is_so_on_each_of_twenty_seeds(name: str) -> None:
    deviations = result(name).deviations()
    assert len(deviations) == len(SEEDS) == 20
    assert max(map(abs, deviations)) < STANDARD_ERRORS


@pytest.mark.parametrize("name", EXACT)
def test_a_path_without_chance_is_its_closed_form_in_every_world(name: str) -> None:
    assert exact_results(EXACT[name].name)[name] < EXACTLY


def test_deviations_are_those_of_chance_alone() -> None:
    seeds = np.array([result(name).deviations() for name in CASES])
    assert abs((seeds**2).mean() - 1) < 0.1  # standard errors are neither too large nor too small


def test_most_cases_would_show_an_error_of_five_percent() -> None:
    resolutions = np.array([result(name).resolution for name in CASES])
    assert (resolutions < 0.05).mean() > 0.85
    assert resolutions.max() < 0.2


# -- the document ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_document_shows_every_case_and_what_the_engine_gave() -> None:
    shown, found = (document.cells(text) for text in (document.written(), document.tables()))
    differing = [pair for pair in zip(shown, found, strict=True) if not document.alike(*pair)]
    assert differing == [], "python -m tests.oracles.closed_forms.document writes it anew"


def test_the_document_says_how_many_worlds_there_are() -> None:
    worlds = [TILE * setting.tiles for setting in SETTINGS if setting.cases]
    assert f"in {min(worlds)} to {max(worlds):,} worlds a seed" in document.section()


# -- errors planted in the engine -----------------------------------------------------------------


def is_caught(fault: Fault) -> bool:
    """Whether the fault's own case is missed once the rule is wrong."""
    name = fault.caught_by
    if name in EXACT:
        setting = EXACT[name]
        case = next(one for one in setting.exact if one.name == name)
        return case.worst(see(setting.make(), tiles=setting.tiles)) > EXACTLY
    measured = CASES[name].measured(SEEDS[: fault.seeds])[name]
    return abs(measured.deviation) > STANDARD_ERRORS


@pytest.mark.parametrize(
    "fault", [*faults.QUICK, *faults.EXACT], ids=lambda fault: fault.name.replace(" ", "-")
)
def test_an_error_of_a_few_percent_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault.owner, fault.rule, fault.planted)
    assert is_caught(fault)


@pytest.mark.slow
@pytest.mark.parametrize("fault", faults.SLOW, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_small_error_in_what_takes_long_is_caught(
    fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fault.owner, fault.rule, fault.planted)
    assert is_caught(fault)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_with_ten_times_the_worlds_it_is_still_within_four_standard_errors(name: str) -> None:
    assert abs(result(name, MUCH_MORE).deviation) < STANDARD_ERRORS


def test_settings_have_names_of_their_own() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
