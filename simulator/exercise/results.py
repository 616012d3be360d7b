"""What a run of an exercise's scenario found, as it is shown on paper."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from simulator.exercise.case import SCENARIO, Case

if TYPE_CHECKING:
    from simulator.api import ReportTables, Run
    from simulator.report.picture import Picture

_FEW: Final = 12
_FIGURES: Final = ("prisoners", "deals", "story")
_WORLD: Final = {
    "deals": "deals",
    "released": "people released by deals",
    "arrested": "arrested",
    "held_end": "held at the end",
    "held_end_without_talks": "held at the end, had nobody talked",
}


@dataclass(frozen=True)
class Table:
    """A table as it is printed: its heading, its columns, its rows of text."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Results:
    """A run on paper: how it was made, its tables, its figures."""

    setting: str
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]


def results(case: Case, *, worlds: int, seed: int) -> Results | None:
    """Run the exercise's scenario as the student was given it; nothing if there is none."""
    from simulator.api import ReportTables, Run
    from simulator.engine.blocks import run_worlds
    from simulator.report import draw, narrative

    if SCENARIO not in case.exercise.definition.files:
        return None
    run = Run(run_worlds(case.given(), worlds=worlds, seed=seed))
    tables = ReportTables(run)
    drawn = tuple(draw(tables, name) for name in _FIGURES)
    shown = (_outcomes(tables), _worlds(run), _deals(run))
    return Results(narrative.setting(tables), tuple(t for t in shown if t.rows), drawn)


def _outcomes(tables: ReportTables) -> Table:
    from simulator.report.outcomes import main_outcomes

    rows = tuple((one.label, one.median, one.middle) for one in main_outcomes(tables))
    return Table("All worlds together", ("outcome", "median", "middle 80% of worlds"), rows)


def _worlds(run: Run) -> Table:
    table = run.outcomes.head(_FEW)
    rows = tuple(
        (str(world), *(_plain(row[name]) for name in _WORLD))
        for world, row in zip(table["world"], table.to_dict("records"), strict=True)
    )
    return Table(f"The first {len(rows)} worlds, one by one", ("world", *_WORLD.values()), rows)


def _deals(run: Run) -> Table:
    columns = {
        "world": "world", "rung_name": "step", "agreed_date": "agreed", "zopa_low": "fewest",
        "zopa_high": "most", "prisoners": "people agreed", "released": "people released",
        "outcome": "how it ended",
    }  # fmt: skip
    table = run.deals.head(_FEW)
    rows = tuple(
        tuple(_plain(row[name]) for name in columns)
        for row in table[list(columns)].to_dict("records")
    )
    caption = (
        f"The first {len(rows)} deals; “fewest” and “most” are the ends of the zone of possible "
        "agreement"
    )
    return Table(caption, tuple(columns.values()), rows)


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return "none" if math.isnan(value) else f"{value:,.0f}"
    return str(value).replace("_", " ") if isinstance(value, str) else str(value)
