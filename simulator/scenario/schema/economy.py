"""What sanctions bite on: the commodity and its routes, banks, reliance on the patron."""

from __future__ import annotations

from pydantic import Field

from simulator.scenario.schema.base import (
    Above0,
    AnyNumber,
    AtLeast0,
    Growth,
    Label,
    Part,
    References,
    Share,
    WeeksAbove0,
)
from simulator.scenario.tables import Table


class Route(Part):
    """A way to market: a port, a border, a railway."""

    capacity_mt_per_year: AtLeast0 = Field(
        description="What the route can carry when it is open. Million tonnes a year."
    )
    logistics_usd_per_t: AnyNumber = Field(
        description="Cost of moving a tonne this way, the sea leg included. USD a tonne."
    )
    keys: References = Field(
        default=(),
        description="The commodity_route instruments that must all be eased for the route to open: "
        "it opens as far as the least eased of them. No keys: the route is open. List of names.",
    )


class Commodity(Part):
    """The export the sanctions fall on, its price and its ways to market."""

    name: Label = Field(default="commodity", description="What it is, for figures and text.")
    price_usd_per_t: Above0 = Field(description="Price at the start. USD a tonne.")
    long_run_price_usd_per_t: Above0 = Field(
        description="Price that the market returns to. USD a tonne."
    )
    volatility_per_month: Share = Field(
        description="Standard deviation of the monthly change of the price's logarithm; 0.04 is "
        "about 4% a month. No unit."
    )
    half_life_weeks: WeeksAbove0 = Field(
        description="Time in which half of a deviation from the long-run price is gone. Weeks."
    )
    capacity_mt_per_year: AtLeast0 = Field(
        description="What the producer can make. Million tonnes a year."
    )
    realisation: Above0 = Field(
        default=1.0,
        description="What the producer is paid over the benchmark price, before discounts. Ratio.",
    )
    discount: Share = Field(
        default=0.0,
        description="What sanctions take off the price while nothing is eased. Share of the price.",
    )
    cash_cost_usd_per_t: AtLeast0 = Field(
        default=0.0, description="Cost of producing a tonne. USD a tonne."
    )
    own_price_effect_per_mt: Growth = Field(
        default=0.0,
        description="How much the price falls for each million tonnes a year shipped beyond what "
        "is shipped without relief. Share a million tonnes.",
    )
    routes: Table[Route] = Field(description="The ways to market, by name.")


class Finance(Part):
    """Payments: the friction that banks put on trade."""

    total_trade_usd_m_per_year: AtLeast0 = Field(
        description="The target's trade, both ways. USD million a year."
    )
    friction: Share = Field(
        description="What banks' caution costs on trade that does not go through the patron. Share "
        "of the trade."
    )
    joint: AtLeast0 = Field(
        default=0.0,
        description="Further share of the friction that ends only when all finance instruments "
        "are eased together: banks stay away while one sanction stands. Share.",
    )


class Reliance(Part):
    """How far the target depends on its patron: 0 not at all, 1 wholly."""

    start: Share = Field(default=0.0, description="Reliance at the start. Between 0 and 1.")
    half_life_weeks: WeeksAbove0 = Field(
        default=78.0,
        description="Time in which reliance goes half the way to its new level. Weeks.",
    )
    subsidy_pull: AtLeast0 = Field(
        default=0.0,
        description="How much reliance rises when the patron's subsidy doubles. Between 0 and 1 as "
        "a rule.",
    )
