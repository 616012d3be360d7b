"""Instruments, what the target earns, its reliance on the patron (ODD 7.3 and 7.4)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any


class Dial:
    """A number that the timeline sets or scales: the start passed through the changes in force."""

    def __init__(self, start: float) -> None:
        self.start = start
        self.value = start
        self._in_force: list[tuple[Any, Any]] = []

    def begin(self, event: Any, change: Any) -> None:
        """A change comes into force, after those that already are."""
        self._in_force.append((event, change))
        self._pass()

    def end(self, event: Any) -> None:
        """A change ends; the rest is applied anew."""
        self._in_force = [(one, change) for one, change in self._in_force if one is not event]
        self._pass()

    def _pass(self) -> None:
        value = self.start
        for _, change in self._in_force:
            value = change.set if change.set is not None else value * change.scale
        self.value = value


class Instrument:
    """One thing a sender can ease: its legal level and the level felt."""

    def __init__(self, name: str, values: Any, place: int) -> None:
        self.name = name
        self.place = place
        self.kind = values.kind
        self.slowness = values.time_constant_weeks
        self.cost = Dial(values.cost)
        self.reliance_effect = values.reliance_effect
        self.floor = values.floor
        self.legal = 0.0
        self.felt = 0.0
        self.size = {
            "flow": values.value_usd_m_per_week,
            "commodity_discount": values.discount_cut,
            "commodity_route": 0.0,
            "finance": values.share,
        }[values.kind]

    def move(self) -> None:
        """Banks and traders follow the law: back slowly, away at once."""
        if self.legal > self.felt:
            self.felt += (self.legal - self.felt) / self.slowness
        else:
            self.felt += (self.legal - self.felt) / 2


class Route:
    """A way to market, open as far as the least eased of its keys."""

    def __init__(self, values: Any, places: dict[str, int]) -> None:
        self.capacity = Dial(values.capacity_mt_per_year)
        self.logistics = values.logistics_usd_per_t
        self.keys = [places[key] for key in values.keys]

    def room(self, levels: Sequence[float]) -> float:
        """What it can carry at these levels of relief, Mt a year."""
        if not self.keys:
            return self.capacity.value
        return self.capacity.value * max(0.0, min(levels[key] for key in self.keys))


class Economy:
    """Income from what is sanctioned, and reliance on the patron."""

    def __init__(self, values: Any) -> None:
        self.instruments: list[Instrument] = []
        for sender in values.senders.values():
            for name, one in sender.instruments.items():
                self.instruments.append(Instrument(name, one, len(self.instruments)))
        self._sizes = {
            kind: [(i.place, i.size) for i in self.instruments if i.kind == kind]
            for kind in ("flow", "commodity_discount", "finance")
        }
        self.commodity = values.commodity
        self.finance = values.finance
        self.nothing = [0.0] * len(self.instruments)
        self._open_routes()
        self._half_life(values.reliance)

    def _open_routes(self) -> None:
        self.routes: dict[str, Route] = {}
        self._filled: list[Route] = []
        self.tonnes_at_start = 0.0
        if self.commodity is not None:
            places = {i.name: i.place for i in self.instruments}
            self.routes = {n: Route(r, places) for n, r in self.commodity.routes.items()}
            self._filled = sorted(self.routes.values(), key=lambda route: route.logistics)
            earned = self._earned(self.commodity.price_usd_per_t, self._kept(self.nothing))
            shipped = self._shipped(earned, self.nothing)
            self.tonnes_at_start = sum(tonnes for _, tonnes in shipped)

    def _half_life(self, values: Any) -> None:
        self.reliance_at_start = self.reliance = values.start
        self.subsidy_pull = values.subsidy_pull
        self._stays = math.exp(-math.log(2) / values.half_life_weeks)

    # what the target earns a week

    def legal(self) -> list[float]:
        """The legal levels of all instruments."""
        return [i.legal for i in self.instruments]

    def felt(self) -> list[float]:
        """The levels felt of all instruments."""
        return [i.felt for i in self.instruments]

    def income(self, price: float, levels: Sequence[float], reliance: float) -> float:
        """USD million a week from what is sanctioned."""
        flows = 0.0
        for place, value in self._sizes["flow"]:
            flows += value * levels[place]
        return self._sales(price, levels) + self._payments(levels, reliance) + flows

    def _kept(self, levels: Sequence[float]) -> float:
        relief = 0.0
        for place, cut in self._sizes["commodity_discount"]:
            relief += cut * levels[place]
        kept: float = self.commodity.realisation * (1.0 - self.commodity.discount + relief)
        return kept

    def _earned(self, price: float, kept: float) -> float:
        """A tonne's netback before the cost of its route."""
        earned: float = price * kept - self.commodity.cash_cost_usd_per_t
        return earned

    def _shipped(self, earned: float, levels: Sequence[float]) -> list[tuple[Route, float]]:
        """Tonnes by route, cheapest route first."""
        left = self.commodity.capacity_mt_per_year
        shipped = []
        for route in self._filled:
            if earned - route.logistics >= -1e-9:
                tonnes = min(route.room(levels), left)
                left -= tonnes
                shipped.append((route, tonnes))
        return shipped

    def _sales(self, price: float, levels: Sequence[float]) -> float:
        if not self._filled:
            return 0.0
        kept = self._kept(levels)
        shipped = self._shipped(self._earned(price, kept), levels)
        volume = 0.0
        for _, tonnes in shipped:
            volume += tonnes
        more = max(0.0, volume - self.tonnes_at_start)
        lowered = price * (1.0 - self.commodity.own_price_effect_per_mt * more)
        earned = self._earned(lowered, kept)
        sales = 0.0
        for route, tonnes in shipped:
            sales += tonnes * (earned - route.logistics)
        return sales / 52

    def _payments(self, levels: Sequence[float], reliance: float) -> float:
        banks = self._sizes["finance"]
        if not banks or self.finance is None:
            return 0.0
        eased, together = 0.0, 1.0
        for place, share in banks:
            eased += share * levels[place]
            together *= max(0.0, levels[place])
        trade = self.finance.total_trade_usd_m_per_year * (1.0 - reliance)
        saved: float = trade * self.finance.friction * (eased + self.finance.joint * together) / 52
        return saved

    # step 7 of the week

    def drift(self) -> float:
        """How far reliance has fallen."""
        drift: float = max(0.0, self.reliance_at_start - self.reliance)
        return drift

    def move(self, *, distancing: float, subsidy: float, ordinary_subsidy: float) -> None:
        """Relief is felt, then reliance follows."""
        goal = self.reliance_at_start
        for instrument in self.instruments:
            instrument.move()
            goal -= instrument.reliance_effect * instrument.felt
        goal -= distancing
        if ordinary_subsidy != 0.0:
            goal += self.subsidy_pull * (subsidy / ordinary_subsidy - 1.0)
        goal = min(1.0, max(0.0, goal))
        self.reliance = goal + (self.reliance - goal) * self._stays
