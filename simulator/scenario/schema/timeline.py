"""Dated events: what the scenario takes as given and no agent decides."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from simulator.scenario.rules import DateRule
from simulator.scenario.schema.base import (
    Above0,
    AtLeast0,
    FixedWeeks,
    Part,
    Reference,
    Share,
    Text,
    WeekNumber,
    Weeks,
)
from simulator.scenario.schema.behaviour import BehaviourChange

Date = Annotated[dt.date, DateRule()]


class Change(Part):
    """A quantity is set to a value, or scaled by a factor."""

    set: AtLeast0 | None = Field(default=None, description="The new value, in the quantity's unit.")
    scale: AtLeast0 | None = Field(
        default=None, description="The factor on the value so far. Ratio."
    )


class PriceChange(Part):
    """A price is set to a value, or scaled by a factor."""

    set: Above0 | None = Field(default=None, description="The new price. USD a tonne.")
    scale: Above0 | None = Field(default=None, description="The factor on the price so far. Ratio.")


class RouteChange(Change):
    """A route carries more or less."""

    route: Reference = Field(description="The commodity's route. Name.")


class InstrumentChange(Change):
    """An instrument becomes dearer or cheaper to ease."""

    instrument: Reference = Field(description="The instrument, of any sender. Name.")


class Freeze(Part):
    """No talks for some weeks."""

    sender: Reference = Field(description="Whose talks: a sender, or all. Name.")
    weeks: Weeks = Field(description="For how long. Weeks.")


class SenderBehaviourChange(BehaviourChange):
    """A sender behaves differently from now on."""

    sender: Reference = Field(description="Which sender. Name.")


class Government(Part):
    """A sender's government changes."""

    sender: Reference = Field(description="Which sender. Name.")
    reversal_probability: Share = Field(
        default=0.0,
        description="Chance that the new government takes back all relief. Probability.",
    )
    behaviour: BehaviourChange = Field(
        default=BehaviourChange(), description="What is different under the new government."
    )


class Event(Part):
    """Something that happens on a date; exactly one thing."""

    date: Date | None = Field(default=None, description="When: a date (2029-01-20).")
    week: WeekNumber | None = Field(default=None, description="When: weeks after the start. Weeks.")
    for_weeks: FixedWeeks | None = Field(
        default=None, description="How long it holds; default: for good. Weeks."
    )
    note: Text = Field(default="", description="What happened, for readers.")
    repression: Change | None = Field(
        default=None, description="Factor on arrests; 1 at the start. Ratio."
    )
    long_run_price: PriceChange | None = Field(
        default=None, description="The commodity's long-run price. USD a tonne."
    )
    subsidy: Change | None = Field(
        default=None, description="The patron's usual subsidy. USD million a week."
    )
    route_capacity: RouteChange | None = Field(
        default=None, description="A route's capacity. Million tonnes a year."
    )
    instrument_cost: InstrumentChange | None = Field(
        default=None, description="An instrument's political cost. Prisoner-equivalents."
    )
    freeze: Freeze | None = Field(default=None, description="Talks stop for some weeks.")
    behaviour: SenderBehaviourChange | None = Field(
        default=None, description="A sender behaves differently."
    )
    government: Government | None = Field(
        default=None, description="A sender's government changes."
    )

    @property
    def action(self) -> str:
        """What the event does: the name of the one field of ``ACTIONS`` that it has."""
        return next(name for name in ACTIONS if getattr(self, name) is not None)


CHANGES = ("repression", "long_run_price", "subsidy", "route_capacity", "instrument_cost")
"""The actions that set a quantity, or scale it."""

ACTIONS = (*CHANGES, "freeze", "behaviour", "government")
"""What an event can do."""
