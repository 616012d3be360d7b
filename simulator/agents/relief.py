"""Relief as decreed and as felt, the income it brings, and reliance on the patron.

The legal level of an instrument is 0 as at the start, 1 wholly lifted, below 0 tightened. Its
effective level follows. This agent closes the week: effective levels move, then reliance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from simulator.agents.clock import Clock, Process
from simulator.agents.market import Market
from simulator.agents.parameters import Draws
from simulator.agents.tables import in_worlds, table
from simulator.model import economy as rules
from simulator.model import reliance as patron_ties
from simulator.model.rounding import Floats, Index, add_up
from simulator.model.sales import Access, Outlets, Route, Sales
from simulator.scenario import Scenario


@dataclass(frozen=True)
class InstrumentParameters:
    """One instrument of relief, in each world."""

    time_constant_weeks: Floats
    cost: Floats
    reliance_effect: Floats
    floor: Floats


@dataclass(frozen=True)
class SalesParameters:
    """How the sanctioned commodity is sold, in each world."""

    capacity_mt_per_year: Floats
    realisation: Floats
    discount: Floats
    cash_cost_usd_per_t: Floats
    own_price_effect_per_mt: Floats


class Relief:
    """Levels of all instruments (instruments, worlds), the economy they ease, and reliance."""

    def __init__(self, scenario: Scenario, draws: Draws, *, market: Market) -> None:
        owned = [
            (sender, name, node)
            for sender, one in scenario.senders.items()
            for name, node in one.instruments.items()
        ]
        self.instruments = tuple(name for _, name, _ in owned)
        self._nodes = {
            name: (f"senders.{sender}.instruments.{name}", node) for sender, name, node in owned
        }
        terms = [
            draws.record(InstrumentParameters, node, path) for path, node in self._nodes.values()
        ]
        self.time_constant = table([t.time_constant_weeks for t in terms])
        self.cost = table([t.cost for t in terms])
        self.reliance_effect = table([t.reliance_effect for t in terms])
        self.floor = table([t.floor for t in terms])
        self.legal = np.zeros((len(owned), draws.worlds))
        self.effective = np.zeros_like(self.legal)
        self._market = market
        self._routes: list[Route] = []
        self.economy = self._economy(scenario, draws)
        self._unrelieved = self._access_without_relief()
        self._ties = draws.record(patron_ties.Reliance, scenario.reliance, "reliance")
        self.reliance_at_start = self._ties.start
        self.reliance = self._ties.start.copy()
        self.subsidy_ratio: Callable[[], Floats] = lambda: np.ones(draws.worlds)
        self.distancing: Callable[[], Floats] = lambda: np.zeros(draws.worlds)

    def live(self, clock: Clock) -> Process:
        """Every week, after the senders: relief is felt, then reliance moves."""
        yield from clock.every(1, self, self._act)

    def drift(self) -> Floats:
        """How far the target has moved away from its patron, in each world."""
        return patron_ties.drift(self.reliance_at_start, self.reliance)

    def gain(self, worlds: Index, *, before: Floats, after: Floats) -> Floats:
        """Income a week that levels ``after`` bring over ``before``, at today's price."""
        price, reliance = self._market.price[worlds], self.reliance[worlds]
        both = np.empty((len(before), 2, len(worlds)))  # one pass over the economy for the two
        both[:, 0], both[:, 1] = before, after
        earned = self.economy.take(worlds).income(price, both, reliance)
        gain: Floats = earned[1] - earned[0]
        return gain

    def income(self) -> tuple[Floats, Floats]:
        """This week's income in each world, and what it would be with no relief felt."""
        price, sales = self._market.price, self.economy.sales
        earned = self.economy.income(price, self.effective, self.reliance)
        if sales is None or self._unrelieved is None:
            return earned, np.zeros_like(price)
        return earned, sales.earned(price, self._unrelieved)

    def set_cost(self, instrument: int, cost: Floats) -> None:
        """Another political cost of an instrument (the timeline does)."""
        shape = (len(self.instruments), len(self.reliance))
        self.cost = np.broadcast_to(self.cost, shape).copy()
        self.cost[instrument] = cost

    def route_capacity(self, route: int) -> Floats:
        """Capacity of a route with all its keys turned, Mt a year."""
        return self._routes[route].capacity_mt_per_year

    def set_route_capacity(self, route: int, capacity: Floats) -> None:
        """Give a route another capacity, Mt a year (the timeline does)."""
        assert self.economy.sales is not None
        self._routes[route] = replace(self._routes[route], capacity_mt_per_year=capacity)
        sales = replace(self.economy.sales, outlets=self._outlets())
        self.economy = replace(self.economy, sales=sales)
        self._unrelieved = self._access_without_relief()

    def _access_without_relief(self) -> Access | None:
        """What is left of the way to buyers with no relief felt: the same every week."""
        sales = self.economy.sales
        return sales.access(np.zeros_like(self.legal)) if sales is not None else None

    def _outlets(self) -> Outlets:
        return Outlets.of(self._routes, cash_cost_usd_per_t=self._cash_cost)

    def _act(self, _week: int) -> None:
        for effective, legal, slow in zip(
            self.effective, self.legal, self.time_constant, strict=True
        ):
            moving = np.flatnonzero(effective != legal)
            if len(moving):
                effective[moving] = rules.felt(
                    effective[moving], legal[moving], in_worlds(slow, moving)
                )
        eased = add_up(self.reliance_effect * self.effective)
        goal = self._ties.goal(eased, self.distancing(), self.subsidy_ratio())
        self.reliance = self._ties.step(self.reliance, goal)

    def _of_kind(self, kind: str) -> list[tuple[int, str]]:
        return [
            (k, name)
            for k, name in enumerate(self.instruments)
            if self._nodes[name][1].kind == kind
        ]

    def _sizes(self, draws: Draws, kind: str, size: str) -> tuple[tuple[int, Floats], ...]:
        """Each instrument of a kind with its size, drawn from the scenario."""
        sizes = []
        for k, name in self._of_kind(kind):
            path, node = self._nodes[name]
            sizes.append((k, draws.number(getattr(node, size), f"{path}.{size}")))
        return tuple(sizes)

    def _economy(self, scenario: Scenario, draws: Draws) -> rules.Economy:
        finance = None
        shares = self._sizes(draws, "finance", "share")
        if scenario.finance is not None and shares:
            finance = draws.record(rules.Finance, scenario.finance, "finance", shares=shares)
        flows = self._sizes(draws, "flow", "value_usd_m_per_week")
        return rules.Economy(self._sales(scenario, draws), finance, flows)

    def _sales(self, scenario: Scenario, draws: Draws) -> Sales | None:
        node = scenario.commodity
        if node is None or not node.routes:
            return None
        self._routes = [
            draws.record(
                Route,
                route,
                f"commodity.routes.{name}",
                keys=tuple(self.instruments.index(key) for key in route.keys),
            )
            for name, route in node.routes.items()
        ]
        cuts = self._sizes(draws, "commodity_discount", "discount_cut")
        terms = draws.record(SalesParameters, node, "commodity")
        self._cash_cost = terms.cash_cost_usd_per_t
        sales = Sales(
            terms.capacity_mt_per_year,
            terms.realisation,
            terms.discount,
            terms.own_price_effect_per_mt,
            outlets=self._outlets(),
            cuts=cuts,
            tonnes_at_start=np.zeros(draws.worlds),
        )
        at_start = sales.tonnes(self._market.price_at_start, np.zeros_like(self.legal))
        return replace(sales, tonnes_at_start=at_start)
