"""The commodity's market (ODD 7.1)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.reference.agent import Agent
from tests.reference.economy import Dial

if TYPE_CHECKING:
    from tests.reference.world import World


class Market(Agent):
    """A price whose logarithm returns to its long-run level and is shaken every week."""

    def __init__(self, world: World, commodity: Any, weeks: int) -> None:
        self.price = commodity.price_usd_per_t
        self.long_run = Dial(commodity.long_run_price_usd_per_t)
        self._phi = math.exp(-math.log(2) / commodity.half_life_weeks)
        self._sigma = commodity.volatility_per_month * math.sqrt(12 / 52)
        self._shocks = world.luck.weekly_normals("price", weeks)

    def act(self, week: int) -> None:
        """The price moves."""
        level = math.log(self.long_run.value)
        logarithm = level + (math.log(self.price) - level) * self._phi
        self.price = math.exp(logarithm + self._sigma * self._shocks[week])
