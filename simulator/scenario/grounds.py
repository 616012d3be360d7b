"""What each number of a scenario rests on, and whether it keeps to the range of its evidence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import numpy as np

from simulator.scenario.distributions import Distribution
from simulator.scenario.evidence import Evidence, read_evidence
from simulator.scenario.origin import Provenance
from simulator.scenario.schema import Scenario

EVIDENCE: Final = "evidence"
JUDGEMENT: Final = "evidence and judgement"
ASSUMPTION: Final = "assumption"
STRUCTURAL: Final = "convention"
CALIBRATION: Final = "calibration"
NOTHING: Final = "nothing"
KINDS: Final = (EVIDENCE, JUDGEMENT, ASSUMPTION, STRUCTURAL, CALIBRATION, NOTHING)
"""What a number can rest on.

``EVIDENCE`` alone measures the number; beside an assumption (``JUDGEMENT``) it only bears on it,
and the assumption says how the one leads to the other.
"""

_ROUNDING: Final = 0.01
"""How far a converted figure may be rounded, as a share of the central one."""
_SPARED: Final = 0.02
"""The share of its evidence's range that a number may leave out by rounding."""
_TAILS: Final = np.array([0.025, 0.975])

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """A number of a scenario, by dotted path, with what it rests on."""

    path: str
    value: object
    basis: Provenance
    rows: tuple[Evidence, ...]

    @property
    def kind(self) -> str:
        """One of ``KINDS``."""
        if self.basis.structural:
            return STRUCTURAL
        if self.basis.evidence:
            return JUDGEMENT if self.basis.assumption else EVIDENCE
        if self.basis.assumption:
            return ASSUMPTION
        return CALIBRATION if self.basis.posterior else NOTHING

    @property
    def reach(self) -> Range | None:
        """The least and greatest value it takes; of unbounded distributions, the middle 95%."""
        if isinstance(self.value, Distribution):
            ends = zip(self.value.support(), self.value.quantile(_TAILS).tolist(), strict=True)
            low, high = (end if math.isfinite(end) else tail for end, tail in ends)
            return low, high
        plain = isinstance(self.value, int | float)
        return (float(self.value), float(self.value)) if plain else None  # type: ignore[arg-type]

    @property
    def allowed(self) -> Range | None:
        """The range that the evidence gives, in the number's own unit; nothing without figures."""
        ranges = [row.range for row in self.rows]
        if not ranges or None in ranges:
            return None
        factor, addend = self.basis.conversion
        ends = [factor * end + addend for pair in ranges if pair for end in pair]
        return min(ends), max(ends)

    @property
    def flaw(self) -> str:
        """What is wrong between the number and the evidence that measures it, or nothing."""
        if self.kind != EVIDENCE or self.reach is None:
            return ""
        if self.allowed is None:
            return "its evidence gives no figure to compare with"
        if len({row.unit for row in self.rows}) > 1:
            return "its rows of evidence have different units"
        low, high = self.allowed
        slack = self._slack()
        if low - slack <= self.reach[0] and self.reach[1] <= high + slack:
            return ""
        return f"{_span(self.reach)} leaves the evidence's range, {_span(self.allowed)}"

    @property
    def left_out(self) -> str:
        """Which part of its evidence's range a measured number does not take, or nothing.

        That is no flaw, but a reader of the bands should know: they are as narrow as the ranges.

        >>> rows = (Evidence("E1", value="4", low="2", high="10"),)
        >>> basis = Provenance(evidence=("E1",))
        >>> Ground("x", 4.0, basis, rows).left_out
        '4 of 2 to 10'
        """
        if self.kind != EVIDENCE or self.flaw or not (self.reach and self.allowed):
            return ""
        (low, high), (least, most) = self.reach, self.allowed
        if (low - least) + (most - high) <= _SPARED * (most - least):
            return ""
        return f"{_span(self.reach)} of {_span(self.allowed)}"

    def _slack(self) -> float:
        """What rounding a converted figure may take it off."""
        if self.basis.conversion == (1.0, 0.0):
            return 1e-9 * max(map(abs, self.allowed or (0.0,)))
        factor = self.basis.conversion[0]
        return max(_ROUNDING * abs(factor * float(row.value)) for row in self.rows)


def _span(ends: Range) -> str:
    low, high = (f"{end:.4g}" for end in ends)
    return low if low == high else f"{low} to {high}"


def grounds(scenario: Scenario) -> tuple[Ground, ...]:
    """Every number of a scenario's file, in its order, with what it rests on.

    >>> from simulator.scenario import load_scenario
    >>> found = {ground.path: ground for ground in grounds(load_scenario("belarus-2025"))}
    >>> half_life = found["commodity.half_life_weeks"]
    >>> half_life.kind, half_life.rows[0].unit, half_life.flaw
    ('evidence', 'months', '')
    """
    table = read_evidence()
    return tuple(
        Ground(path, value_at(scenario, path), basis, tuple(table[one] for one in basis.evidence))
        for path, basis in scenario.provenance.items()
    )


def stated_range(scenario: Scenario, path: str) -> Range | None:
    """The range that a scenario itself states for a number: of its draws, or beside a fixed one.

    Ends without a bound are infinite. Nothing for words and for a number that has no range.

    >>> from simulator.scenario import load_scenario
    >>> drawn = load_scenario("minimal", overrides=["target.slip={uniform: [0, 0.2]}"])
    >>> stated_range(drawn, "target.slip")
    (0.0, 0.2)
    """
    try:
        value = value_at(scenario, path)
    except (AttributeError, KeyError, TypeError):
        return None
    if isinstance(value, Distribution):
        return value.support()
    basis = scenario.provenance.get(path)
    return basis.range if basis else None


def value_at(scenario: Scenario, path: str) -> Any:
    """The value at a dotted path of a scenario."""
    return reduce(_below, path.split("."), scenario)


def _below(part: Any, key: str) -> Any:
    return part[key] if isinstance(part, Mapping) else getattr(part, key)
