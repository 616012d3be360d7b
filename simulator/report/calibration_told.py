"""A calibration with all that is told of it: what it foresees, and checks on made-up histories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from simulator.analysis.calibration import Calibration
from simulator.analysis.coverage import Check
from simulator.analysis.predictive import predictive, surprises
from simulator.report.figures.calibration import learned_figure, predictive_figure
from simulator.report.figures.ranks import ranks_figure
from simulator.report.picture import Picture


@dataclass(frozen=True)
class Told:
    """A calibration with what is told of it; ``checks`` are by name, if any were made."""

    done: Calibration
    checks: dict[str, Check]

    @cached_property
    def predictive(self) -> pd.DataFrame:
        """What the scenario foresees before and after."""
        return predictive(self.done)

    @cached_property
    def surprises(self) -> pd.DataFrame:
        """Where history lies in both."""
        return surprises(self.done)

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables of the folder."""
        checks = self.checks.items()
        checked = {f"check-{name.replace(' ', '-')}": one.table for name, one in checks}
        return {
            "learned": self.done.learned,
            "predictive": self.predictive,
            "surprises": self.surprises,
            **checked,
        }

    def pictures(self) -> Iterator[Picture]:
        """The figures of the folder."""
        yield learned_figure(self.done)
        yield predictive_figure(self.done, self.predictive)
        for name, one in self.checks.items():
            yield ranks_figure(one, self.done, name=name)
