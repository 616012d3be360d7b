"""The page of an optimisation: what was wanted, the front, and what choosing did to the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from simulator.report import words
from simulator.report.document import Block, Cell, Document, Items, Row, Table, Text, cells
from simulator.report.experiment import Done, Told, experiment_page
from simulator.report.html import drawn
from simulator.report.language import tr
from simulator.report.optimum import telling
from simulator.report.optimum.text import aims, how_sure, setting
from simulator.report.sensitivity import names
from simulator.report.sensitivity.meanings import meanings
from simulator.report.sweep.telling import value

if TYPE_CHECKING:
    import pandas as pd

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
    goals = [names.outcome(goal.outcome) for goal in found.asked.goals]
    told = Told(
        tr("Optimisation"),
        scenario.title or scenario.name,
        tr("Which trade-offs between {goals} do the levers allow?", goals=words.listed(goals)),
        setting(found),
        (
            Items(tuple(aims(found))),
            *meanings((axis.path for axis in found.levers), scenario),
        ),
        tuple(_found(found)),
        tuple(how_sure(found)),
        (
            tr(
                "Nothing here says which point to choose: that is a question of what people, "
                "relief and reliance are worth to whoever asks."
            ),
        ),
        tuple(drawn(picture, topic=topics[picture.name]) for picture in pictures),
    )
    done = Done(scenario, scenario.name, found.asked.seed, found.worlds, command)
    return experiment_page(told, done)


def _found(found: Optimum) -> Iterator[Block]:
    yield Text(f"{telling.title(found)}.")
    measured = (words.capital(telling.measured(found, goal)) for goal in found.asked.goals)
    levers = (names.parameter(axis.path, found.scenario) for axis in found.levers)
    yield Table(
        tr("Table of the front"),
        tr(
            "Points that no other point beat in the worlds searched, as they come out in fresh "
            "worlds, with Monte Carlo errors. Each is a scenario file in the folder “points”."
        ),
        (tr("Point"), *measured, *levers, tr("Unbeaten in fresh worlds")),
        tuple(_row(found, row) for _, row in found.front.iterrows()),
        wide=True,
    )


def _row(found: Optimum, row: pd.Series[Any]) -> Row:
    unchanged = row["point"] == 0
    head = tr("as it stands") if unchanged else words.whole(row["point"])
    measures = cells([head, *(telling.said(found, row, goal) for goal in found.asked.goals)])
    levers = (
        Cell(words.NONE if unchanged else value(row[axis.path]), own=True) for axis in found.levers
    )
    stays = words.NONE if unchanged else tr("yes") if row["stays"] else tr("no")
    return Row((*measures.cells, *levers, Cell(stays)))
