"""What relief is worth: price, sales, banks, and how slowly relief is felt (ODD, "Economy").

Money is USD million, flows are USD million a week, prices USD a tonne, volumes Mt a year; so a
volume times a price is USD million a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulator.model.rounding import SLACK, Bools, Floats, Index, add_up

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
    """A way to the sea: capacity, cost, and the instruments that open it; none if it is open."""

    capacity_mt_per_year: Floats
    logistics_usd_per_t: Floats
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Outlets:
    """The routes of some worlds, in each world from the cheapest up; rows are ranks, not routes.

    ``cost_usd_per_t`` is that of a tonne wherever it is dug and by which way it goes. ``keyed`` are
    the routes that relief must open: their keys, and a mask (ranks, worlds) of where they stand.
    """

    cost_usd_per_t: Floats
    capacity_mt_per_year: Floats
    keyed: tuple[tuple[tuple[int, ...], Bools], ...]

    @classmethod
    def of(cls, routes: Sequence[Route], *, cash_cost_usd_per_t: Floats) -> Outlets:
        """Put routes in order of cost, ties to the one listed first."""
        logistics = np.stack([route.logistics_usd_per_t for route in routes])
        capacity = np.stack([route.capacity_mt_per_year for route in routes])
        order = cheapest_first(logistics)
        return cls(
            cash_cost_usd_per_t + np.take_along_axis(logistics, order, axis=0),
            np.take_along_axis(capacity, order, axis=0),
            tuple((route.keys, order == r) for r, route in enumerate(routes) if route.keys),
        )

    def take(self, worlds: Index) -> Outlets:
        """The outlets in ``worlds`` only."""
        return Outlets(
            self.cost_usd_per_t.take(worlds, axis=1),
            self.capacity_mt_per_year.take(worlds, axis=1),
            tuple((keys, where.take(worlds, axis=1)) for keys, where in self.keyed),
        )

    def open_capacity(self, levels: Floats) -> list[Floats]:
        """Capacity by rank, Mt a year, that ``levels`` of relief leave open."""
        rooms: list[Floats] = list(self.capacity_mt_per_year)
        for keys, where in self.keyed:
            share = share_open(keys, levels)
            rooms = [
                np.where(here, room * share, room) for room, here in zip(rooms, where, strict=True)
            ]
        return rooms


def share_open(keys: Sequence[int], levels: Floats) -> Floats:
    """Share of a route's capacity that is open: the least of its keys, none below nought.

    >>> share_open((0, 1), np.array([[0.5, 1.0], [1.0, -0.2]])).tolist()
    [0.5, 0.0]
    """
    least: Floats = levels[keys[0]]
    for key in keys[1:]:
        least = np.minimum(least, levels[key])
    return np.maximum(0.0, least)


@dataclass(frozen=True)
class Sales:
    """How the sanctioned commodity is sold, in some worlds.

    ``cuts`` are (instrument, what it takes off the discount); ``tonnes_at_start`` are what was
    shipped before any relief. Levels are (instruments, …, worlds): several levels at once give as
    many incomes.
    """

    capacity_mt_per_year: Floats
    realisation: Floats
    discount: Floats
    own_price_effect_per_mt: Floats
    outlets: Outlets
    cuts: tuple[tuple[int, Floats], ...]
    tonnes_at_start: Floats

    def take(self, worlds: Index) -> Sales:
        """The sales in ``worlds`` only."""
        return Sales(
            self.capacity_mt_per_year[worlds],
            self.realisation[worlds],
            self.discount[worlds],
            self.own_price_effect_per_mt[worlds],
            outlets=self.outlets.take(worlds),
            cuts=_take_each(self.cuts, worlds),
            tonnes_at_start=self.tonnes_at_start[worlds],
        )

    def income(self, price: Floats, levels: Floats) -> Floats:
        """USD million a week from sales at ``levels`` (instruments, …, worlds) of relief.

        Volumes are chosen at ``price``; more tonnes than at the start then lower what all earn.
        """
        share_kept = self._share_kept(levels)
        shipped = self._ship(price * share_kept, levels)
        more = np.maximum(0.0, add_up(shipped) - self.tonnes_at_start)
        margin = price * (1.0 - self.own_price_effect_per_mt * more) * share_kept
        earned = [
            tonnes * (margin - cost)
            for tonnes, cost in zip(shipped, self.outlets.cost_usd_per_t, strict=True)
        ]
        return add_up(earned) / WEEKS_A_YEAR

    def tonnes(self, price: Floats, levels: Floats) -> Floats:
        """Mt a year shipped at ``price`` and ``levels`` of relief."""
        return add_up(self._ship(price * self._share_kept(levels), levels))

    def _share_kept(self, levels: Floats) -> Floats:
        """Share of the benchmark price that reaches the seller before costs."""
        discount = self.discount
        for instrument, cut in self.cuts:
            discount = discount - cut * levels[instrument]
        return self.realisation * (1.0 - discount)

    def _ship(self, revenue: Floats, levels: Floats) -> list[Floats]:
        """Tonnes by rank of route: fill each up, cheapest first; at a loss nothing is shipped."""
        left = self.capacity_mt_per_year
        shipped = []
        rooms, costs = self.outlets.open_capacity(levels), self.outlets.cost_usd_per_t
        for room, cost in zip(rooms, costs, strict=True):
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
    flows: tuple[tuple[int, Floats], ...]

    def take(self, worlds: Index) -> Economy:
        """The economy in ``worlds`` only."""
        return Economy(
            self.sales.take(worlds) if self.sales is not None else None,
            self.finance.take(worlds) if self.finance is not None else None,
            _take_each(self.flows, worlds),
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
