"""A government that offers relief for people's freedom: its instruments, ladder and beliefs."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from simulator.scenario.distributions import WordChoice
from simulator.scenario.schema.base import (
    NOTHING,
    Above0,
    AnyNumber,
    AtLeast0,
    Belief,
    Kind,
    Label,
    Order,
    Part,
    Share,
    Signed,
    SomePeople,
    WeeksAtLeast1,
    labelled,
)
from simulator.scenario.schema.behaviour import Behaviour
from simulator.scenario.tables import Table


class Instrument(Part):
    """One thing a sender can ease: 0 is as at the start, 1 lifted, below 0 tightened."""

    label: Label = Field(default="", description="Its name in figures and text.")
    kind: Kind = Field(
        description="How relief earns: flow (a steady value), commodity_discount (better prices), "
        "commodity_route (opens a way to market), finance (less friction in payments)."
    )
    time_constant_weeks: WeeksAtLeast1 = Field(
        default=1.0,
        description="How slowly banks and traders follow a decree: about 63% of the way in this "
        "time. Weeks.",
    )
    cost: AtLeast0 = Field(
        description="Political cost of lifting it wholly. Prisoner-equivalents: one rank-and-file "
        "prisoner is 1."
    )
    reliance_effect: AtLeast0 = Field(
        default=0.0,
        description="What lifting it takes off the reliance on the patron in the long run. "
        "Reliance, 0 to 1.",
    )
    floor: Signed = Field(
        default=0.0,
        description="How far it can be tightened in escalation. Relief level between -1 and 0.",
    )
    value_usd_m_per_week: AnyNumber | None = Field(
        default=None,
        description="Only for flow, and needed there: what lifting it brings the target. USD "
        "million a week.",
    )
    discount_cut: AnyNumber | None = Field(
        default=None,
        description="Only for commodity_discount, and needed there: by how much lifting it cuts "
        "the discount. Share of the price.",
    )
    share: AtLeast0 | None = Field(
        default=None,
        description="Only for finance, and needed there: the share of the payment friction that "
        "lifting it removes. Share.",
    )


class Rung(Part):
    """One step of the ladder: the relief on offer and the kind of people asked for."""

    label: Label = Field(default="", description="Its name in figures and text.")
    relief: Table[Share] = Field(
        default=NOTHING,
        description="Level to which each instrument is eased. Between 0 and 1, by instrument.",
    )
    mix: Table[Share] = Field(
        description="Of which classes the people are to be; the shares sum to 1. Share, by class."
    )
    ask: SomePeople | None = Field(
        default=None,
        description="A fixed number: take it or leave it. Without it the talks decide. People.",
    )
    distancing: Share = Field(
        default=0.0,
        description="A commitment that lowers the reliance on the patron while the deal stands. "
        "Reliance, 0 to 1.",
    )


class Trust(Part):
    """A belief that the other side delivers: counts of kept promises and breaches.

    The belief is ``kept / (kept + broken)``; a delivery in one part adds 1 to
    ``kept``, each of ``k`` tranches 1/k.
    """

    kept: Belief = Field(default=2.0, description="Promises kept, as if already seen. Count.")
    broken: Belief = Field(default=2.0, description="Promises broken, as if already seen. Count.")
    breach_weight: AtLeast0 = Field(
        default=2.0, description="How much one breach adds to broken. Count."
    )


class Sender(Part):
    """A government that can ease sanctions."""

    label: Label = Field(default="", description="Its name in figures and text.")
    instruments: Table[Instrument] = Field(
        default=NOTHING,
        description="What it can ease, by name; no two senders may use one name.",
    )
    prisoner_values: Table[Above0] = Field(
        description="What the release of one person of each class is worth to it. "
        "Prisoner-equivalents a person, by class."
    )
    strategic_value: AtLeast0 = Field(
        default=0.0,
        description="What a fall in reliance from 1 to 0 is worth to it. Prisoner-equivalents.",
    )
    rungs: Table[Rung] = Field(default=NOTHING, description="The steps of its ladder, by name.")
    order: Order = Field(
        default=(),
        description="The order in which it offers its rungs; default: as listed; an empty list: it "
        "offers nothing.",
    )
    trust: Trust = Field(
        default=Trust(), description="Its belief that the target delivers, at the start."
    )
    target_trust: Trust = Field(
        default=Trust(), description="The target's belief that this sender delivers, at the start."
    )
    behaviour: Behaviour = Field(
        default=Behaviour(), description="How it talks, delivers, watches and reacts."
    )

    @model_validator(mode="before")
    @classmethod
    def _default_order(cls, data: Any) -> Any:
        rungs = data.get("rungs") if isinstance(data, dict) else None
        if not isinstance(rungs, dict):
            return data
        order = [name for name in rungs if isinstance(name, str)]
        return {"order": order, **data, "rungs": {k: labelled(k, r) for k, r in rungs.items()}}

    @property
    def orders(self) -> tuple[tuple[str, ...], ...]:
        """Every order of rungs that some world may have."""
        return self.order.options if isinstance(self.order, WordChoice) else (self.order,)
