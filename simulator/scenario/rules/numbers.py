"""Rules for numbers: bounds that hold for plain ones and for all that a distribution can give."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.scenario.distributions import Distribution, Number
from simulator.scenario.faults import Rule, fault, what_is
from simulator.scenario.parsing import parse_distribution, plain_number


@dataclass(frozen=True, slots=True)
class NumberRule(Rule):
    """A number between bounds, or a distribution that stays between them.

    ``cap`` is a bound of sanity: a distribution need not be cut at it, but may hardly exceed it.
    """

    low: float = -math.inf
    high: float = math.inf
    above_low: bool = False
    whole: bool = False
    drawn: bool = True
    cap: float = 1e9

    @property
    def words(self) -> str:
        """For example ``a number between 0 and 1``."""
        noun = "a whole number" if self.whole else "a number"
        if self.low == -math.inf:
            return noun
        if self.high < math.inf:
            return f"{noun} between {_figure(self.low)} and {_figure(self.high)}"
        return f"{noun} {'above' if self.above_low else 'of at least'} {_figure(self.low)}"

    def parse(self, raw: Any) -> Number | int:
        """The number or distribution, if it keeps to the bounds."""
        if isinstance(raw, Mapping) and not self.drawn:
            raise fault(what_is(raw), expected=f"{self.words}, without a distribution")
        if not isinstance(raw, Mapping):
            return self._check_plain(plain_number(raw, wanted=self.words))
        value = parse_distribution(raw)
        self._check_drawn(value)
        return value

    def _check_plain(self, value: float | int) -> float | int:
        if self._too_low(value) or value > self.high or (self.whole and value != int(value)):
            raise fault(what_is(value), expected=self.words)
        if abs(value) > self.cap:
            raise fault(what_is(value), expected=f"{self.words}, at most {_figure(self.cap)}")
        return int(value) if self.whole else float(value)

    def _check_drawn(self, value: Distribution) -> None:
        low, high = self._rounded(*value.support())
        if low < self.low or (self._too_low(low) and value.attains_least()):
            hint = (
                f"give it a min {'above' if self.above_low else 'of at least'} {_figure(self.low)}"
            )
            raise fault(_ends("low", low), expected=self.words, hint=_cut(value, hint))
        if high > self.high:
            hint = f"give it a max of at most {_figure(self.high)}"
            raise fault(_ends("high", high), expected=self.words, hint=_cut(value, hint))
        least, greatest = value.reach()
        if max(abs(least), abs(greatest)) > self.cap:
            hint = f"give it a max of at most {_figure(self.cap)}"
            raise fault(_ends("high", greatest), expected=self.words, hint=_cut(value, hint))

    def _too_low(self, value: float) -> bool:
        return value < self.low or (self.above_low and value == self.low)

    def _rounded(self, low: float, high: float) -> tuple[float, float]:
        if not self.whole:
            return low, high
        return low if math.isinf(low) else round(low), high if math.isinf(high) else round(high)


def _figure(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:g}"


def _ends(side: str, value: float) -> str:
    if math.isinf(value):
        return f"has no {'least' if side == 'low' else 'greatest'} value"
    return f"goes {'down' if side == 'low' else 'up'} to {value:g}"


def _cut(value: Distribution, hint: str) -> str | None:
    """Advice to cut a distribution, where it can be cut."""
    return hint if hasattr(value, "min") else None
