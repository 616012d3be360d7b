"""The government that holds the prisoners."""

from __future__ import annotations

from pydantic import Field

from simulator.scenario.schema.base import AtLeast0, Concession, Delivery, Label, Part, Rate, Share


class Target(Part):
    """The government that holds the prisoners and wants relief."""

    label: Label = Field(default="Target", description="Its name in figures and text.")
    discount_rate_per_year: Rate = Field(
        default=0.30,
        description="How impatient it is: relief a year away counts exp(-rate). A precarious "
        "government has a high one. Share a year.",
    )
    concession: Concession = Field(
        default="linear",
        description="How it gives way in talks: boulware late, linear evenly, conceder early; "
        "tit_for_tat mirrors the other side; hardliner never; immediate at once; nash and "
        "rubinstein go to the bargaining solution.",
    )
    opening: Share = Field(
        default=0.1,
        description="The number it first offers, as a share of the most it would free. Share.",
    )
    delivery: Delivery = Field(
        default="reliable",
        description="Whether it keeps what it agreed: reliable always; erratic by chance; "
        "tit_for_tat, grim and generous_tit_for_tat answer the sender; opportunist when it pays.",
    )
    keeps_probability: Share = Field(
        default=0.8, description="For erratic: the chance that it delivers. Probability."
    )
    forgives_probability: Share = Field(
        default=0.3,
        description="For generous_tit_for_tat: the chance that it forgives a breach. Probability.",
    )
    shadow_usd_m: AtLeast0 = Field(
        default=0.0,
        description="For opportunist: what its good name for later deals is worth to it. USD "
        "million.",
    )
    takeback_credibility: Share = Field(
        default=0.5,
        description="For opportunist: how likely it thinks relief is to be taken back after a "
        "breach. Probability.",
    )
    slip: Share = Field(
        default=0.0,
        description="Chance that a delivery fails although it was meant. Probability a deal.",
    )
