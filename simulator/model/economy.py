"""What relief is worth: sales, banks and flows, and how slowly relief is felt (ODD, "Economy").

Money is USD million, flows are USD million a week.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.price import WEEKS_A_YEAR
from simulator.model.rounding import Floats, Index
from simulator.model.sales import Sales, Sized, take_each


def felt(effective: Floats, legal: Floats, time_constant_weeks: Floats) -> Floats:
    """Effective level after a week: slowly up (banks and traders return), half the way down.

    >>> felt(np.array([0.0, 1.0]), np.array([1.0, 0.0]), np.array([8.0, 8.0])).tolist()
    [0.125, 0.5]
    """
    gap = legal - effective
    return effective + np.where(gap > 0, gap / time_constant_weeks, 0.5 * gap)


@dataclass(frozen=True)
class Finance:
    """Payment friction on trade outside the patron's reach, and who can ease it, in some worlds.

    ``shares`` are (instrument, share of the friction it ends); over-compliance ends only when all
    of them are eased: ``joint``.
    """

    total_trade_usd_m_per_year: Floats
    friction: Floats
    joint: Floats
    shares: Sized

    def take(self, worlds: Index) -> Finance:
        """The friction in ``worlds`` only."""
        return Finance(
            self.total_trade_usd_m_per_year[worlds],
            self.friction[worlds],
            self.joint[worlds],
            take_each(self.shares, worlds),
        )

    def income(self, reliance: Floats, levels: Floats) -> Floats:
        """USD million a week saved by easing the banks at ``levels`` (instruments, …, worlds).

        Only trade that does not go through the patron feels the friction, so relief is worth more
        as ``reliance`` falls.
        """
        eased = np.zeros_like(reliance)
        together = np.ones_like(reliance)
        for instrument, share in self.shares:
            eased = eased + share * levels[instrument]
            together = together * np.maximum(0.0, levels[instrument])
        exposed = self.total_trade_usd_m_per_year * (1.0 - reliance) * self.friction
        return exposed * (eased + self.joint * together) / WEEKS_A_YEAR


@dataclass(frozen=True)
class Economy:
    """All that the target earns from what is sanctioned, in some worlds.

    ``flows`` are (instrument, USD million a week when wholly eased).
    """

    sales: Sales | None
    finance: Finance | None
    flows: Sized

    def take(self, worlds: Index) -> Economy:
        """The economy in ``worlds`` only."""
        return Economy(
            self.sales.take(worlds) if self.sales is not None else None,
            self.finance.take(worlds) if self.finance is not None else None,
            take_each(self.flows, worlds),
        )

    def income(self, price: Floats, levels: Floats, reliance: Floats) -> Floats:
        """USD million a week at ``price``, ``levels`` (instruments, …, worlds) and ``reliance``."""
        earned = np.zeros(levels.shape[1:])  # also where nothing earned turns on the levels
        if self.sales is not None:
            earned = earned + self.sales.income(price, levels)
        if self.finance is not None:
            earned = earned + self.finance.income(reliance, levels)
        for instrument, value in self.flows:
            earned = earned + value * levels[instrument]
        return earned
