"""The page of an optimisation: what is wanted, and what the levers allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.document import Document, Items, Row, Table, Text, cells
from simulator.report.experiment import Done, Told, experiment_page
from simulator.report.html import drawn
from simulator.report.language import tr
from simulator.report.optimum import telling
from simulator.report.optimum.text import aims, how_sure, point_cells, setting
from simulator.report.sensitivity import names

if TYPE_CHECKING:
    from simulator.analysis.optimize.study import Optimum
    from simulator.report.picture import Picture


def document(found: Optimum, pictures: Sequence[Picture], *, command: str) -> Document:
    """The page of an optimisation from its figures."""
    scenario = found.scenario
    topics = {
        "front": tr("The trade-off"),
        "levers": tr("Where the levers stand along the front"),
        "search": tr("How far the search had come"),
    }
    told = Told(
        scenario.title or scenario.name,
        tr("What do the levers allow?"),
        setting(found),
        (Items(tuple(aims(found))),),
        (Text(f"{telling.title(found)}."), _front(found)),
        tuple(how_sure(found)),
        (
            tr(
                "Nothing here says which point to choose: that is a question of what people, "
                "relief and reliance are worth to whoever asks."
            ),
        ),
        tuple(
            drawn(picture, topic=topics.get(picture.name) or words.from_name(picture.name))
            for picture in pictures
        ),
    )
    done = Done(scenario, scenario.name, found.asked.seed, found.worlds, command)
    return experiment_page(told, done)


def _front(found: Optimum) -> Table:
    goals, axes = found.asked.goals, found.levers
    rows: tuple[Row, ...] = tuple(
        cells(point_cells(found, row)) for _, row in found.front.iterrows()
    )
    return Table(
        tr("Table of the front"),
        tr(
            "Points that no other point beat in the worlds searched, as they come out in fresh "
            "worlds, with Monte Carlo errors. Each is a scenario file in the folder “points”."
        ),
        (
            tr("Point"),
            *(words.capital(telling.measured(found, goal)) for goal in goals),
            *(names.parameter(axis.path, found.scenario) for axis in axes),
            tr("Unbeaten in fresh worlds"),
        ),
        rows,
    )
