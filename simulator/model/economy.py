"""What relief is worth: price, sales, banks, and how slowly relief is felt (ODD, "Economy").

Money is USD million, flows are USD million a week, prices USD a tonne, volumes Mt a year; so a
volume times a price is USD million a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulator.model.rounding import SLACK, Floats, Index, add_up

WEEKS_A_YEAR: Final = 52.0
MONTH_TO_WEEK_SD: Final = (12.0 / WEEKS_A_YEAR) ** 0.5


def next_log_price(
    log_price: Floats, log_level: Floats, persistence: Floats, shock: Floats
) -> Floats:
    """One week of an AR(1) toward the long-run level, in logs.

    >>> next_log_price(np.array([2.0]), np.array([1.0]), np.array([0.5]), np.array([0.1])).tolist()
    [1.6]
    """
    return log_level + (log_price - log_level) * persistence + shock


def persistence(half_life_weeks: Floats) -> Floats:
    """Share of a gap that is left after a week: ``exp(-ln 2 / half-life)``.

    >>> persistence(np.array([1.0])).tolist()
    [0.5]
    """
    left: Floats = np.exp(-np.log(2.0) / half_life_weeks)
    return left


def weekly_volatility(volatility_per_month: Floats) -> Floats:
    """Standard deviation of a week's shock from that of a month's: a year has 12 and 52."""
    return volatility_per_month * MONTH_TO_WEEK_SD


def discounted(rate_per_year: Floats, week: int) -> Floats:
    """What a sum in ``week`` counts for today.

    >>> discounted(np.array([0.3]), 52).round(4).tolist()
    [0.7408]
    """
    return np.exp(-rate_per_year * week / WEEKS_A_YEAR)


def felt(effective: Floats, legal: Floats, time_constant_weeks: Floats) -> Floats:
    """Effective level after a week: slowly up (banks and traders return), half the way down.

    >>> felt(np.array([0.0, 1.0]), np.array([1.0, 0.0]), np.array([8.0, 8.0])).tolist()
    [0.125, 0.5]
    """
    gap = legal - effective
    return effective + np.where(gap > 0, gap / time_constant_weeks, 0.5 * gap)


@dataclass(frozen=True)
class Route:
    """A way to the sea for some worlds: capacity, cost, and the instruments that open it."""

    capacity_mt_per_year: Floats
    logistics_usd_per_t: Floats
    keys: tuple[int, ...]

    def take(self, worlds: Index) -> Route:
        """The route in ``worlds`` only."""
        return Route(self.capacity_mt_per_year[worlds], self.logistics_usd_per_t[worlds], self.keys)

    def open_capacity(self, levels: Floats) -> Floats:
        """Capacity, Mt a year, that the legal or effective ``levels`` leave open.

        The least of the route's keys counts; a route without keys is open.
        """
        if not self.keys:
            return self.capacity_mt_per_year
        least: Floats = levels[self.keys[0]]
        for key in self.keys[1:]:
            least = np.minimum(least, levels[key])
        return self.capacity_mt_per_year * np.maximum(0.0, least)


@dataclass(frozen=True)
class Sales:
    """How the sanctioned commodity is sold, in some worlds.

    ``cuts`` are (instrument, what it takes off the discount); ``order`` (routes, worlds) lists the
    routes from the cheapest up; ``tonnes_at_start`` are what was shipped before any relief.
    """

    capacity_mt_per_year: Floats
    realisation: Floats
    discount: Floats
    cash_cost_usd_per_t: Floats
    own_price_effect_per_mt: Floats
    routes: tuple[Route, ...]
    cuts: tuple[tuple[int, Floats], ...]
    order: Index
    tonnes_at_start: Floats

    def take(self, worlds: Index) -> Sales:
        """The sales in ``worlds`` only."""
        return Sales(
            self.capacity_mt_per_year[worlds],
            self.realisation[worlds],
            self.discount[worlds],
            self.cash_cost_usd_per_t[worlds],
            self.own_price_effect_per_mt[worlds],
            routes=tuple(route.take(worlds) for route in self.routes),
            cuts=_take_each(self.cuts, worlds),
            order=self.order.take(worlds, axis=1),
            tonnes_at_start=self.tonnes_at_start[worlds],
        )

    def income(self, price: Floats, levels: Floats) -> Floats:
        """USD million a week from sales at ``levels`` (instruments, worlds) of relief.

        Volumes are chosen at ``price``; more tonnes than at the start then lower what all earn.
        """
        share_kept = self._share_kept(levels)
        costs = self._costs()
        shipped = self._ship(price * share_kept, levels, costs)
        more = np.maximum(0.0, add_up(np.stack(shipped)) - self.tonnes_at_start)
        margin = price * (1.0 - self.own_price_effect_per_mt * more) * share_kept
        earned = np.zeros_like(price)
        for tonnes, cost in zip(shipped, costs, strict=True):
            earned = earned + tonnes * (margin - cost)
        return earned / WEEKS_A_YEAR

    def tonnes(self, price: Floats, levels: Floats) -> Floats:
        """Mt a year shipped at ``price`` and ``levels`` of relief."""
        return add_up(np.stack(self._ship(price * self._share_kept(levels), levels, self._costs())))

    def _share_kept(self, levels: Floats) -> Floats:
        """Share of the benchmark price that reaches the seller before costs."""
        discount = self.discount
        for instrument, cut in self.cuts:
            discount = discount - cut * levels[instrument]
        return self.realisation * (1.0 - discount)

    def _costs(self) -> list[Floats]:
        """Cost a tonne by route, cheapest first."""
        logistics = np.stack([route.logistics_usd_per_t for route in self.routes])
        ranked = np.take_along_axis(logistics, self.order, axis=0)
        return [self.cash_cost_usd_per_t + row for row in ranked]

    def _ship(self, revenue: Floats, levels: Floats, costs: Sequence[Floats]) -> list[Floats]:
        """Tonnes by route, cheapest first: fill each up; at a loss nothing is shipped."""
        capacity = np.stack([route.open_capacity(levels) for route in self.routes])
        left = self.capacity_mt_per_year
        shipped = []
        for room, cost in zip(np.take_along_axis(capacity, self.order, axis=0), costs, strict=True):
            tonnes = np.minimum(room, left) * (revenue - cost >= -SLACK)
            left = left - tonnes
            shipped.append(tonnes)
        return shipped


def cheapest_first(logistics: Floats) -> Index:
    """Routes (first axis) by cost in each world, ties to the one listed first.

    >>> cheapest_first(np.array([[30.0], [10.0], [30.0]]))[:, 0].tolist()
    [1, 0, 2]
    """
    return np.argsort(logistics, axis=0, kind="stable")


def _take_each(
    sized: tuple[tuple[int, Floats], ...], worlds: Index
) -> tuple[tuple[int, Floats], ...]:
    return tuple((instrument, size[worlds]) for instrument, size in sized)


@dataclass(frozen=True)
class Finance:
    """Payment friction on trade outside the patron's reach, and who can ease it, in some worlds.

    ``shares`` are (instrument, share of the friction it ends); over-compliance ends only when all
    of them are eased: ``joint``.
    """

    total_trade_usd_m_per_year: Floats
    friction: Floats
    joint: Floats
    shares: tuple[tuple[int, Floats], ...]

    def take(self, worlds: Index) -> Finance:
        """The friction in ``worlds`` only."""
        return Finance(
            self.total_trade_usd_m_per_year[worlds],
            self.friction[worlds],
            self.joint[worlds],
            _take_each(self.shares, worlds),
        )

    def income(self, reliance: Floats, levels: Floats) -> Floats:
        """USD million a week saved by easing the banks at ``levels`` (instruments, worlds).

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
    flows: tuple[tuple[int, Floats], ...]

    def take(self, worlds: Index) -> Economy:
        """The economy in ``worlds`` only."""
        return Economy(
            self.sales.take(worlds) if self.sales is not None else None,
            self.finance.take(worlds) if self.finance is not None else None,
            _take_each(self.flows, worlds),
        )

    def income(self, price: Floats, levels: Floats, reliance: Floats) -> Floats:
        """USD million a week at ``price``, ``levels`` (instruments, worlds) and ``reliance``."""
        earned = np.zeros_like(reliance)
        if self.sales is not None:
            earned = earned + self.sales.income(price, levels)
        if self.finance is not None:
            earned = earned + self.finance.income(reliance, levels)
        for instrument, value in self.flows:
            earned = earned + value * levels[instrument]
        return earned
