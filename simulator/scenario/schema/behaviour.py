"""How a sender behaves in talks, deliveries and afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from simulator.scenario.schema.base import (
    Above0,
    AtLeast0,
    Concession,
    Count,
    Delivery,
    Factor,
    First,
    Gap,
    OnBreakdown,
    Part,
    People,
    Reference,
    Share,
    Snapback,
    Watch,
    Weeks,
    WeeksAtLeast1,
    WholeWeeks,
)


class Behaviour(Part):
    """How a sender opens talks, gives way, delivers, watches and reacts."""

    contact_gap_weeks: Gap = Field(
        default=9.0,
        description="Mean time until a contact opens talks; gaps are random (exponential). Weeks.",
    )
    rounds: Count = Field(
        default=8, description="Rounds in which talks succeed or break down. Rounds."
    )
    round_weeks: WeeksAtLeast1 = Field(
        default=3.0, description="Time from one round to the next. Weeks."
    )
    cooling_weeks: Weeks = Field(
        default=13.0,
        description="Pause after a breakdown, a breach or a snapback, before the next contact can "
        "come. Weeks.",
    )
    concession: Concession = Field(
        default="linear",
        description="How it gives way in talks: boulware late, linear evenly, conceder early; "
        "tit_for_tat mirrors the other side; hardliner never; immediate at once; nash and "
        "rubinstein go to the bargaining solution.",
    )
    opening: Factor = Field(
        default=3.0,
        description="The number it first asks for, as a multiple of what the rung costs it. Ratio.",
    )
    bargaining_weight: Share = Field(
        default=0.5,
        description="For nash: its share of the room for agreement. Between 0 and 1.",
    )
    patience: Share = Field(
        default=0.95,
        description="For rubinstein: what a gain is worth one round later. Share a round.",
    )
    hawk: AtLeast0 = Field(
        default=1.0,
        description="How much dearer relief becomes at home as the published number of people held "
        "grows: 1 adds a tenth to its cost for each tenth more. No unit.",
    )
    on_breakdown: OnBreakdown = Field(
        default="retry",
        description="After a breakdown: retry the rung later, sweeten it with the next one, "
        "escalate (tighten an instrument) or walk_away.",
    )
    escalate_instrument: Reference | None = Field(
        default=None,
        description="For escalate: the instrument it tightens; its own, not a route. Name.",
    )
    escalate_step: Above0 = Field(
        default=0.25,
        description="For escalate: by how much, down to the instrument's floor. Relief level, "
        "0 to 1.",
    )
    walk_out_per_round: Share = Field(
        default=0.0,
        description="Chance that talks collapse for other reasons. Probability a round.",
    )
    delivery: Delivery = Field(
        default="reliable",
        description="Whether it grants the relief it agreed: reliable always; erratic by chance; "
        "tit_for_tat, grim and generous_tit_for_tat answer the target; opportunist when it pays.",
    )
    keeps_probability: Share = Field(
        default=0.8, description="For erratic: the chance that it delivers. Probability."
    )
    forgives_probability: Share = Field(
        default=0.3,
        description="For generous_tit_for_tat: the chance that it forgives a breach. Probability.",
    )
    shadow_prisoners: AtLeast0 = Field(
        default=0.0,
        description="For opportunist: what its good name for later deals is worth to it. "
        "Prisoner-equivalents.",
    )
    slip: Share = Field(
        default=0.0,
        description="Chance that relief fails although it was meant: a court, a parliament, a "
        "bank. Probability a deal.",
    )
    first: First = Field(
        default="target",
        description="Who delivers first: target (people before relief), sender (relief before "
        "people) or simultaneous.",
    )
    tranches: Count = Field(default=1, description="In how many parts a deal is delivered. Parts.")
    release_lag_weeks: WholeWeeks = Field(
        default=2,
        description="Time until the people are released, from the agreement if "
        "this comes first, else from what the other side delivered. Weeks.",
    )
    relief_lag_weeks: WholeWeeks = Field(
        default=3,
        description="Time until the relief is decreed, from the agreement if this "
        "comes first, else from what the other side delivered. Weeks.",
    )
    watch: Watch = Field(
        default="arrivals",
        description="What it judges the target by after a deal: arrivals (newly recognised "
        "prisoners beyond the usual) or count (people held).",
    )
    watch_weeks: WholeWeeks = Field(
        default=26, description="How long it watches after a completed deal. Weeks."
    )
    alarm_people: People = Field(
        default=60.0,
        description="Backsliding that it lets pass whatever the deal's size. People.",
    )
    tolerance: Factor = Field(
        default=1.5,
        description="Backsliding that it lets pass on top, as a multiple of the people released. "
        "Ratio.",
    )
    snapback: Snapback = Field(
        default="full",
        description="What it does about backsliding: none; freeze the talks; take back partial or "
        "full relief of the deal; grim: take back all it gave and end the talks.",
    )
    attention_lost_per_week: AtLeast0 = Field(
        default=0.0,
        description="How often another crisis takes its attention away. Times a week.",
    )
    attention_weeks: Weeks = Field(
        default=20.0, description="How long it is then away from the talks. Weeks."
    )


class BehaviourChange(Behaviour):
    """Some fields of a behaviour; those not given stay as they are."""

    def stated(self) -> Sequence[str]:
        """The fields that are given, by name: a default is no change."""
        return sorted(self.model_fields_set)

    def given(self) -> dict[str, Any]:
        """The fields that change, with their new values."""
        return {
            name: getattr(self, name)
            for name in Behaviour.model_fields
            if name in self.model_fields_set
        }
