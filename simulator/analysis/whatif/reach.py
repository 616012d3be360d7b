"""How far each lever is moved to see whether a decision flips, and in which steps.

Bounds are wide: a quarter to four times what a number is in that world, nearly all of what a share
can be. They say where was looked, not what is likely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.whatif.decisions import (
    JUDGED,
    OPENING,
    RELEASE,
    RELIEF,
    ROUND,
    VETO,
    WALK_OUT,
    Decision,
)

Floats = npt.NDArray[np.float64]

STEPS: Final = 24
"""Values tried on either side of what a lever stands at."""

TIMES: Final = 4.0

_MOST_SAID: Final = 100
"""So many values in equal decimals are tried at most between two that differ in the decision."""

_DECIMALS: Final = 5
_AS_IT_IS: Final = 9


@dataclass(frozen=True)
class Reach:
    """How a lever is moved: ``kind`` is ``ratio``, ``share``, ``whole`` or ``shift``.

    ``decimals`` are those with which it is said, if they suffice; ``unit`` is what a ratio is taken
    of where the lever stands at 0; a share keeps within ``low`` and ``high``.
    """

    kind: str
    decimals: int = 2
    unit: float = 1.0
    low: float = 0.0
    high: float = 1.0

    def bounds(self, base: float, decision: Decision) -> tuple[float, float]:
        """The ends between which values are tried."""
        if self.kind == "share":
            return min(self.low, base), max(self.high, base)
        if self.kind == "whole":
            return 1.0, max(12.0, TIMES * base)
        if self.kind == "shift":
            gap = abs(float(decision.numbers["newly"]) - float(decision.numbers["limit"]))
            return -float(np.ceil(2 * gap + 10)), float(np.ceil(2 * gap + 10))
        return (base / TIMES, base * TIMES) if base > 0 else (0.0, self.unit * TIMES)

    def side(self, base: float, end: float) -> Floats:
        """Values to try on the way from ``base`` to an end, nearest first."""
        if end == base:
            return np.empty(0)
        shares = np.arange(1, STEPS + 1) / STEPS
        if self.kind in ("whole", "shift"):
            values = np.rint(base + (end - base) * shares)
            return np.unique(values[values != base])[:: 1 if end > base else -1]
        if self.kind == "ratio" and base > 0:
            ratios: Floats = base * (end / base) ** shares
            return ratios
        linear: Floats = base + (end - base) * shares**1.5
        return linear

    def sayable(self, base: float, near: float, far: float) -> list[tuple[float, int]]:
        """Values beyond ``near`` up to ``far`` in few decimals, with these, and ``far`` as it is.

        The fewest decimals come first, and of these the values nearest to ``near``. A value that
        would be said as ``base`` is left out.

        >>> values = REACHES["price"].sayable(350.0, 360.8, 362.2)
        >>> values[:6]
        [(361.0, 0), (362.0, 0), (363.0, 0), (360.9, 1), (361.0, 1), (361.1, 1)]
        >>> values[-2:]
        [(362.2, 1), (362.2, 9)]
        """
        if self.kind in ("whole", "shift"):
            step = 1.0 if far > near else -1.0
            return [(value, 0) for value in np.arange(near + step, far + step / 2, step).tolist()]
        found, gap = [], abs(far - near)
        first = min(self.decimals, int(np.floor(np.log10(_MOST_SAID / gap))))
        for decimals in range(first, first + _DECIMALS):
            scale, way = 10.0**decimals, 1 if far > near else -1
            if decimals > first and gap * scale > _MOST_SAID:
                break
            begin = np.floor(way * near * scale + 1e-9) + 1
            grid = way * np.arange(begin, np.ceil(way * far * scale - 1e-9) + 1) / scale
            said = np.round(base, decimals)
            found += [(value, max(decimals, 0)) for value in grid.tolist() if value != said]
        return [*found, (far, _AS_IT_IS)]


REACHES: Final = {
    "price": Reach("ratio", decimals=0),
    "target_trust": Reach("share", low=0.01, high=0.99),
    "trust": Reach("share", low=0.01, high=0.99),
    "relief_size": Reach("ratio"),
    "hold_value": Reach("ratio"),
    "cost": Reach("ratio"),
    "discount_rate": Reach("ratio"),
    "target_opening": Reach("share"),
    "target_slip": Reach("share", high=0.99),
    "target_keeps": Reach("share"),
    "target_forgives": Reach("share"),
    "target_shadow": Reach("ratio", decimals=1, unit=10.0),
    "takeback_credibility": Reach("share"),
    "opening": Reach("ratio", decimals=1),
    "rounds": Reach("whole"),
    "tranches": Reach("whole"),
    "hawk": Reach("ratio", decimals=1),
    "walk_out": Reach("share"),
    "slip": Reach("share", high=0.99),
    "keeps": Reach("share"),
    "forgives": Reach("share"),
    "shadow": Reach("ratio", decimals=0, unit=10.0),
    "alarm": Reach("ratio", decimals=0, unit=60.0),
    "tolerance": Reach("ratio", decimals=1),
    "cooling": Reach("ratio", decimals=0, unit=13.0),
    "contact_gap": Reach("ratio", decimals=0, unit=10.0),
    "recognised": Reach("shift", decimals=0),
    "ordinary_arrests": Reach("ratio", decimals=1),
    "grip": Reach("ratio", unit=0.3),
    "veto_slope": Reach("ratio", decimals=1),
    "patron_tolerance": Reach("ratio", decimals=3, unit=0.03),
}
"""How each lever is moved."""

_DELIVERIES: Final = ("price", "target_trust", "relief_size", "hold_value")

LEVERS_OF: Final = {
    ROUND: (
        "price", "target_trust", "trust", "relief_size", "hold_value", "cost", "discount_rate",
        "target_opening", "opening", "rounds", "tranches", "hawk", "grip",
    ),
    WALK_OUT: ("walk_out",),
    RELEASE: (
        "target_slip", "target_keeps", "target_forgives", "target_shadow", "takeback_credibility",
        *_DELIVERIES,
    ),
    RELIEF: ("slip", "keeps", "forgives", "shadow", "trust", "cost"),
    JUDGED: ("alarm", "tolerance", "recognised", "ordinary_arrests"),
    OPENING: ("contact_gap", "cooling"),
    VETO: ("veto_slope", "patron_tolerance"),
}  # fmt: skip
"""The levers that a decision of each kind can rest on."""


def levers_of(decision: Decision, *, has_price: bool, has_patron: bool) -> tuple[str, ...]:
    """The levers to try for a decision, those left out that its scenario does not have."""
    there = {"price": has_price, "grip": has_patron}
    return tuple(name for name in LEVERS_OF[decision.kind] if there.get(name, True))
