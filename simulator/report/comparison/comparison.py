"""A comparison as Python hands it out: its tables, figures and words, and its folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis.comparison.divergence import divergences
from simulator.errors import RequestError
from simulator.report.comparison.divergence import divergence_frame, kinds_frame, side_by_side
from simulator.report.comparison.figures import FIGURES, facts_of, pictures
from simulator.report.comparison.page import document
from simulator.report.comparison.sentences import sentences
from simulator.report.comparison.table import tables
from simulator.report.comparison.text import setting, summary, title
from simulator.report.files import illustrated
from simulator.report.language import tr
from simulator.report.notebook import fragment
from simulator.report.sizes import drawn_for, place_of, size_named
from simulator.results.experiment import Experiment, finish_experiment
from simulator.results.folder import making
from simulator.results.rows import header, rows
from simulator.results.run import NUMBER

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.divergence import Divergence
    from simulator.results.parts import Parts


@dataclass(frozen=True)
class Comparison:
    """Some scenarios set beside the first: ``table`` says it all, ``summary_text()`` in words.

    ``command`` gives the same comparison again.
    """

    compared: Compared
    command: str = ""
    timing: Mapping[str, float] = field(default_factory=dict)

    @property
    def table(self) -> pd.DataFrame:
        """A row an outcome and other scenario, as in ``comparison.csv``."""
        return self.compared.table

    @cached_property
    def divergences(self) -> tuple[Divergence, ...]:
        """Where the worlds of each other scenario part from those of the first; none if unpaired.

        The first 2,048 worlds are lived through again, event by event.
        """
        if not self.compared.paired:
            return ()
        return divergences(self.compared.base, self.compared.others, worlds=self.compared.worlds)

    @property
    def divergence(self) -> pd.DataFrame:
        """A row a world and other scenario: when it parts and on what (``divergence.csv``)."""
        return divergence_frame(self.compared, self.divergences)

    @property
    def first_differences(self) -> pd.DataFrame:
        """What differs first, by kind of event: in how many worlds, and which share that is."""
        return kinds_frame(self.divergences)

    def side_by_side(self, world: int, other: str | None = None) -> pd.DataFrame:
        """A world told from where it parts, both scenarios in one table.

        ``other`` is the label of the other scenario, the first of them if none is given.
        """
        found = [one for one in self.divergences if other in (None, one.label)]
        if not found:
            labels = ", ".join(one.label for one in self.divergences) or "none, as seeds differ"
            raise RequestError(f"no scenario is followed as {other!r}; there are {labels}")
        if not 0 <= world < found[0].worlds:
            raise RequestError(
                f"world {world} is not followed; there are worlds 0 to {found[0].worlds - 1}"
            )
        return side_by_side(self.compared, found[0], world)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was cut or left unpaired."""
        return self.compared.notes

    def summary(self) -> pd.DataFrame:
        """What differs, as a tidy frame: ``table``."""
        return self.table

    def summary_text(self) -> str:
        """What differs, in words."""
        return summary(self.compared, self.divergences)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        several = len(self.compared.others) > 1
        rows = [
            (f"{one.other}: {row.name}" if several else row.name, row.base, row.other,
             row.difference)
            for one in tables(self.compared)
            for row in one.rows
        ]  # fmt: skip
        other = tr("Other scenario") if several else self.compared.others[0].label
        head = (tr("Outcome"), self.compared.base.label, other, tr("Difference"))
        return fragment(
            title(self.compared), setting(self.compared), sentences(self.compared), (head, *rows)
        )

    def figure(self, name: str, ax: Axes | None = None, *, size: str = "page") -> Figure:
        """One of the figures ``fans, difference, tradeoff, rungs``.

        ``size`` is ``page``, ``slide`` or ``phone``. With ``ax`` the figure takes the place of
        these axes in a figure of one's own.
        """
        if name not in FIGURES:
            raise RequestError(f"no figure is called {name!r}; there are {', '.join(FIGURES)}")
        with drawn_for(size_named(size) if ax is None else place_of(ax)):
            return FIGURES[name](self.compared, facts_of(self.compared)).figure

    def save(self, folder: str | Path, *, force: bool = False) -> Path:
        """Write the folder: tables, figures, page, summary, scenarios, manifest."""
        with making(Path(folder), force=force) as parts:
            self.finish(parts, force=force)
        return Path(folder)

    def finish(self, parts: Parts, *, force: bool) -> None:
        """Write the folder where it is being made, and move it to its place."""
        finish_experiment(self._done(), parts, files=dict(self._files()), force=force)

    def _done(self) -> Experiment:
        base = self.compared.base
        scenarios = [
            {
                "label": side.label,
                "scenario": side.scenario.name,
                "scenario_sha256": side.scenario.sha256,
                "seed": side.seed,
                "worlds": side.worlds,
            }
            for side in self.compared.sides
        ]
        more: dict[str, Any] = {
            "start": base.scenario.start.isoformat(),
            "horizon_weeks": base.scenario.horizon_weeks,
            "paired": self.compared.paired,
            "scenarios": scenarios,
        }
        worlds = self.compared.worlds
        return Experiment(
            "comparison",
            base.scenario,
            base.seed,
            worlds,
            self.command,
            self.timing,
            more,
            played=tuple(side.scenario for side in self.compared.others),
        )

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for number, side in enumerate(self.compared.others, start=2):
            yield f"scenario-{number}.yaml", side.scenario.resolved_yaml().encode()
        yield "comparison.csv", _csv(self.table)
        if self.divergences:
            yield "divergence.csv", _csv(self.divergence)
        outcomes = self.compared.outcomes()
        columns = {str(name): outcomes[name].to_numpy() for name in outcomes}
        yield "outcomes.csv", header(columns) + rows(columns)
        drawn = list(pictures(self.compared))
        told = document(self.compared, drawn, self.divergences, command=self.command)
        yield from illustrated(told, drawn)
        yield "summary.txt", self.summary_text().encode()


def _csv(table: pd.DataFrame) -> bytes:
    text: str = table.to_csv(index=False, float_format=NUMBER, lineterminator="\n")
    return text.encode()
