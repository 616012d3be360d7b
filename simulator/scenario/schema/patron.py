"""The power the target depends on."""

from __future__ import annotations

from pydantic import Field

from simulator.scenario.schema.base import AtLeast0, FixedWeeks, Label, Part, Policy, Weeks


class Patron(Part):
    """The target's protector, which may punish, outbid or veto a turn to the West."""

    label: Label = Field(default="Patron", description="Its name in figures and text.")
    every_weeks: FixedWeeks = Field(
        default=13, description="How often it looks at the target and acts. Weeks."
    )
    subsidy_usd_m_per_week: AtLeast0 = Field(
        default=0.0,
        description="What it pays the target at the start (cheap energy, loans). USD million "
        "a week.",
    )
    grip: AtLeast0 = Field(
        default=0.0,
        description="How hard it pulls: the share of the subsidy at stake for each unit of "
        "reliance lost, at full reliance. No unit.",
    )
    tolerance: AtLeast0 = Field(
        default=0.0, description="Fall in reliance that it lets pass. Between 0 and 1."
    )
    policy: Policy = Field(
        default=("indifferent",),
        description="indifferent: it does nothing; punish: it cuts the subsidy as reliance falls; "
        "compensate: it outbids what is tabled; veto: it freezes the talks. The last three can be "
        "combined.",
    )
    veto_slope: AtLeast0 = Field(
        default=0.0,
        description="For veto: chance at each look that it freezes the talks, for each unit of "
        "reliance lost beyond the tolerance. Probability a unit.",
    )
    freeze_weeks: Weeks = Field(default=8.0, description="How long such a freeze lasts. Weeks.")
