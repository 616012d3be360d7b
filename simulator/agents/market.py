"""The market for the sanctioned commodity: its price moves once a week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.agents.clock import Clock, Process
from simulator.agents.parameters import Draws
from simulator.model import price as rules
from simulator.model.rounding import Floats
from simulator.randomness import Stream, Streams, normals
from simulator.scenario import Scenario


@dataclass(frozen=True)
class MarketParameters:
    """How the price behaves, in each world."""

    price_usd_per_t: Floats
    long_run_price_usd_per_t: Floats
    volatility_per_month: Floats
    half_life_weeks: Floats


class Market:
    """The price of the commodity, USD a tonne, in each world; the long-run level may be moved."""

    def __init__(self, scenario: Scenario, draws: Draws, streams: Streams) -> None:
        self._shocks: Stream | None = None
        self.price_at_start = np.zeros(draws.worlds)
        self.long_run_price = self.price_at_start
        if scenario.commodity is not None:
            p = draws.record(MarketParameters, scenario.commodity, "commodity")
            self._shocks = streams.weekly("price")
            self.price_at_start = p.price_usd_per_t
            self.set_long_run_price(p.long_run_price_usd_per_t)
            self._persistence = rules.persistence(p.half_life_weeks)
            self._volatility = rules.weekly_volatility(p.volatility_per_month)
            self._log_price = np.log(p.price_usd_per_t)
        self.price = self.price_at_start

    def live(self, clock: Clock) -> Process:
        """Move the price every week; without a commodity there is nothing to do."""
        if self._shocks is not None:
            yield from clock.every(1, self, self._move)

    def set_long_run_price(self, price: Floats) -> None:
        """Another long-run price, USD a tonne (the timeline does)."""
        self.long_run_price = price
        self._log_level = np.log(price)

    def set_price(self, price: Floats) -> None:
        """Another price today, USD a tonne, from which it moves on."""
        self.price = price
        self._log_price = np.log(price)

    def _move(self, week: int) -> None:
        assert self._shocks is not None
        shock = self._volatility * normals(self._shocks.row(week))
        self._log_price = rules.next_log_price(
            self._log_price, self._log_level, self._persistence, shock
        )
        self.price = np.exp(self._log_price)
