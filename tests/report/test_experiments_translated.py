"""Pages and figures of experiments can be translated, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import pandas as pd
import pytest

from simulator import compare, discover, load_scenario, optimize, sweep, tournament
from simulator.analysis.optimize.study import Aims, Effort
from simulator.analysis.sensitivity.study import Sizes, sensitivity
from simulator.report.classroom import class_picture
from simulator.report.comparison import page as comparison_page
from simulator.report.comparison.figures import pictures as comparison_pictures
from simulator.report.discovery import page as discovery_page
from simulator.report.discovery.figures import limits, steps
from simulator.report.facts import scenario_facts
from simulator.report.labels import labels_of
from simulator.report.optimum import page as optimum_page
from simulator.report.optimum.write import pictures as optimum_pictures
from simulator.report.sensitivity import page as sensitivity_page
from simulator.report.sensitivity.write import pictures as sensitivity_pictures
from simulator.report.sweep import page as sweep_page
from simulator.report.sweep.write import picture as sweep_picture
from simulator.report.tournament import page as tournament_page
from simulator.report.tournament.write import pictures as tournament_pictures
from simulator.scenario.vocabulary import words
from tests.report.pseudo import left_in_picture, left_in_report, spoken_pseudo, words_in

MINIMAL: Final = load_scenario("minimal")
SHORT: Final = "horizon_weeks=20"
DRAWN: Final = load_scenario("minimal", overrides=["prisoners.restock={uniform: [0, 8]}"])
LABELS: Final = labels_of(scenario_facts(MINIMAL))
KEYS: Final = re.findall(r"^ *([\w-]+):", MINIMAL.resolved_yaml(), re.MULTILINE)
ASK: Final = "senders.washington.rungs.contact.ask=9"
CONCESSION: Final = "senders.washington.behaviour.concession=linear,boulware"
RESTOCK: Final = "prisoners.restock=0,4"
OPENING: Final = "senders.washington.behaviour.opening=1:6"
SLIP: Final = "target.slip=0,1"
CALM: Final = "prisoners.calm=0,1"
OWN: Final = words_in(
    [MINIMAL.name, MINIMAL.title, LABELS.target, list(LABELS.senders.values())],
    [rung.label for rung in LABELS.rungs], [item.label for item in LABELS.instruments], KEYS,
    [ASK, CONCESSION, RESTOCK, OPENING, SLIP, CALM, *words("concession"), *words("delivery")],
)  # fmt: skip
"""The scenario's own words, and those of the paths by which its numbers are named."""


FEW: Final = Effort(population=4, generations=2, worlds=256, fresh=256)


def a_comparison() -> tuple[Any, Any]:
    done = compare(f"minimal?{SHORT}", f"minimal?{SHORT}&{ASK}", worlds=64)
    page = partial(comparison_page.document, done.compared, parted=done.divergences, command="")
    return page, partial(comparison_pictures, done.compared)


def a_sweep(*vary: str) -> tuple[Any, Any]:
    done = sweep(MINIMAL, vary, outcomes=["net_effect"], worlds=256)
    page = partial(sweep_page.document, done, command="")
    return page, lambda: [sweep_picture(done, one) for one in done.outcomes]


def a_sensitivity() -> tuple[Any, Any]:
    sizes = Sizes(worlds=1024, replicated=16, trajectories=0, sobol=0, alone=1)
    done = sensitivity(DRAWN, outcomes=("net_effect",), sizes=sizes)
    page = partial(sensitivity_page.document, done, command="")
    return page, partial(sensitivity_pictures, done)


def a_tournament() -> tuple[Any, Any]:
    done = tournament(load_scenario("minimal", overrides=[SHORT]), worlds=256, generations=5)
    return partial(tournament_page.document, done, command=""), partial(tournament_pictures, done)


def a_discovery() -> tuple[Any, Any]:
    done = discover(DRAWN, "net_effect < 0", worlds=400)
    page = partial(discovery_page.document, done, command="")
    return page, lambda: [steps(done), *([limits(done)] if done.speaks else [])]


def an_optimum() -> tuple[Any, Any]:
    aims = Aims(["released"], ["relief_value_usd_m"])
    done = optimize(MINIMAL, [CONCESSION, OPENING], aims=aims, effort=FEW)
    return partial(optimum_page.document, done, command=""), partial(optimum_pictures, done)


@pytest.mark.parametrize(
    "make",
    [
        a_comparison,
        partial(a_sweep, RESTOCK),
        partial(a_sweep, CONCESSION),
        partial(a_sweep, RESTOCK, CONCESSION),
        partial(a_sweep, RESTOCK, CONCESSION, SLIP, CALM),
        a_sensitivity,
        a_tournament,
        a_discovery,
        an_optimum,
    ],
)
def test_every_word_of_an_experiment_is_open_to_translation(
    make: Callable[[], tuple[Any, Any]],
) -> None:
    page, pictures = make()
    found = left_in_report(page, pictures, OWN)
    assert [text for text in found if str(MINIMAL.question) not in text] == []


def test_a_class_s_figure_is_open_to_translation() -> None:
    said = ("sign", "Drops the sign.", "ada")
    rows = [("01-bargain", 1, "zopa", state, *said) for state in ("right", "part", "empty")]
    columns = ["exercise", "number", "task", "state", "mistake", "in_words", "folder"]
    with spoken_pseudo():
        for tasks in (pd.DataFrame(rows, columns=columns), pd.DataFrame([], columns=columns)):
            picture = class_picture(tasks)
            assert left_in_picture(picture, words_in(rows)) == []
