"""The figures of a comparison by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from simulator.report import words
from simulator.report.comparison.clouds import clouds
from simulator.report.comparison.fans import fans
from simulator.report.comparison.gaps import gaps
from simulator.report.comparison.rungs import rungs
from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.analysis.comparison.compared import Compared
    from simulator.report.picture import Picture

FIGURES: Final = {"fans": fans, "difference": gaps, "tradeoff": clouds, "rungs": rungs}
"""Names of the figures, in the order of the page."""


def pictures(compared: Compared) -> Iterator[Picture]:
    """Every figure of a comparison."""
    for draw in FIGURES.values():
        yield draw(compared, facts_of(compared))


def facts_of(compared: Compared) -> Mapping[str, Any]:
    """What stands at the foot of each figure."""
    seeds = sorted({side.seed for side in compared.sides})
    return {
        "name": words.listed(list(dict.fromkeys(side.scenario.name for side in compared.sides))),
        "worlds": compared.worlds,
        "seed": words.listed([str(seed) for seed in seeds]),
        "version": __version__,
    }
