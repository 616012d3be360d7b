"""What the sanctioned commodity earns: routes to the sea, prices kept, tonnes (ODD, "Economy").

Prices are USD a tonne, volumes Mt a year; so a volume times a price is USD million a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.model.price import WEEKS_A_YEAR
from simulator.model.rounding import SLACK, Bools, Floats, Index, add_up

Sized = tuple[tuple[int, Floats], ...]
"""Instruments by their places, each with a number a world that says what it does."""


@dataclass(frozen=True)
class Route:
    """A way to the sea: capacity, cost, and the instruments that open it; none if it is open."""

    capacity_mt_per_year: Floats
    logistics_usd_per_t: Floats
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Locked:
    """A route that relief must open: its keys, and at which ranks of cost it stands.

    A rank comes with a mask of the worlds in which the route stands there; none if in all.
    """

    keys: tuple[int, ...]
    ranks: tuple[tuple[int, Bools | None], ...]

    @classmethod
    def of(cls, keys: tuple[int, ...], stands: Bools) -> Locked:
        """From a mask (ranks, worlds) of where the route stands."""
        places = [(rank, None if here.all() else here) for rank, here in enumerate(stands)]
        return cls(keys, tuple((rank, here) for rank, here in places if here is None or here.any()))

    def take(self, worlds: Index) -> Locked:
        """The same in ``worlds`` only."""
        ranks = ((rank, here if here is None else here[worlds]) for rank, here in self.ranks)
        return Locked(self.keys, tuple(ranks))


@dataclass(frozen=True)
class Outlets:
    """The routes of some worlds, in each world from the cheapest up; rows are ranks, not routes.

    ``cost_usd_per_t`` is that of a tonne wherever it is dug and by which way it goes.
    """

    cost_usd_per_t: Floats
    capacity_mt_per_year: Floats
    locked: tuple[Locked, ...]

    @classmethod
    def of(cls, routes: Sequence[Route], *, cash_cost_usd_per_t: Floats) -> Outlets:
        """Put routes in order of cost, ties to the one listed first."""
        logistics = np.stack([route.logistics_usd_per_t for route in routes])
        capacity = np.stack([route.capacity_mt_per_year for route in routes])
        order = cheapest_first(logistics)
        return cls(
            cash_cost_usd_per_t + np.take_along_axis(logistics, order, axis=0),
            np.take_along_axis(capacity, order, axis=0),
            tuple(Locked.of(one.keys, order == r) for r, one in enumerate(routes) if one.keys),
        )

    def take(self, worlds: Index) -> Outlets:
        """The outlets in ``worlds`` only."""
        return Outlets(
            self.cost_usd_per_t.take(worlds, axis=1),
            self.capacity_mt_per_year.take(worlds, axis=1),
            tuple(one.take(worlds) for one in self.locked),
        )

    def open_capacity(self, levels: Floats) -> list[Floats]:
        """Capacity by rank, Mt a year, that ``levels`` of relief leave open."""
        rooms: list[Floats] = list(self.capacity_mt_per_year)
        for one in self.locked:
            share = share_open(one.keys, levels)
            for rank, here in one.ranks:
                room = rooms[rank] * share
                rooms[rank] = room if here is None else np.where(here, room, rooms[rank])
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
class Access:
    """What some levels of relief leave of the way to buyers.

    ``share_kept`` of the benchmark price reaches the seller before costs; ``rooms`` are what each
    rank of route takes, Mt a year.
    """

    share_kept: Floats
    rooms: list[Floats]


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
    cuts: Sized
    tonnes_at_start: Floats

    def take(self, worlds: Index) -> Sales:
        """The sales in ``worlds`` only."""
        return Sales(
            self.capacity_mt_per_year[worlds],
            self.realisation[worlds],
            self.discount[worlds],
            self.own_price_effect_per_mt[worlds],
            outlets=self.outlets.take(worlds),
            cuts=take_each(self.cuts, worlds),
            tonnes_at_start=self.tonnes_at_start[worlds],
        )

    def income(self, price: Floats, levels: Floats) -> Floats:
        """USD million a week from sales at ``levels`` (instruments, …, worlds) of relief.

        Volumes are chosen at ``price``; more tonnes than at the start then lower what all earn.
        """
        return self.earned(price, self.access(levels))

    def earned(self, price: Floats, access: Access) -> Floats:
        """The same from the access that levels give, for levels that stay."""
        shipped = self._ship(price, access)
        more = np.maximum(0.0, add_up(shipped) - self.tonnes_at_start)
        margin = price * (1.0 - self.own_price_effect_per_mt * more) * access.share_kept
        earned = [
            tonnes * (margin - cost)
            for tonnes, cost in zip(shipped, self.outlets.cost_usd_per_t, strict=True)
        ]
        return add_up(earned) / WEEKS_A_YEAR

    def tonnes(self, price: Floats, levels: Floats) -> Floats:
        """Mt a year shipped at ``price`` and ``levels`` of relief."""
        return add_up(self._ship(price, self.access(levels)))

    def access(self, levels: Floats) -> Access:
        """What ``levels`` of relief leave of the way to buyers."""
        discount = self.discount
        for instrument, cut in self.cuts:
            discount = discount - cut * levels[instrument]
        return Access(self.realisation * (1.0 - discount), self.outlets.open_capacity(levels))

    def _ship(self, price: Floats, access: Access) -> list[Floats]:
        """Tonnes by rank of route: fill each up, cheapest first; at a loss nothing is shipped."""
        left, revenue = self.capacity_mt_per_year, price * access.share_kept
        shipped = []
        for room, cost in zip(access.rooms, self.outlets.cost_usd_per_t, strict=True):
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


def take_each(sized: Sized, worlds: Index) -> Sized:
    """The numbers of ``worlds`` only."""
    return tuple((instrument, size[worlds]) for instrument, size in sized)
