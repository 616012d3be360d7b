"""The people held, how they come in and how they leave outside the talks."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from simulator.scenario.rules import NumberRule
from simulator.scenario.schema.base import (
    LONGEST_WEEKS,
    Above0,
    Growth,
    Part,
    People,
    Reference,
    Share,
    WeeksAbove0,
    WholePeople,
    WholeWeeks,
)
from simulator.scenario.tables import Table


class PrisonerClass(Part):
    """People whose release means about the same to both sides."""

    held: WholePeople = Field(description="How many are held at the start. People.")
    arrest_share: Share = Field(
        description="Which share of new arrests falls in this class; the classes' shares sum to 1."
    )
    term_ends_per_week: Share = Field(
        default=0.0,
        description="Share of those held whose sentence ends in a week, so that they leave with "
        "no deal. Share a week.",
    )
    hold_value_usd_m: Above0 = Field(
        description="For how much the regime would part with one of them: what keeping a person "
        "as deterrent or bargaining chip is worth to it. USD million a person."
    )


class Prisoners(Part):
    """Who is held, and the flow of arrests and releases outside the talks."""

    classes: Table[PrisonerClass] = Field(
        description="The classes of prisoners, by name. Where people are shared out, ties go to "
        "the class listed first, and a class that runs short is made up from the last listed."
    )
    scarcity: Growth = Field(
        default=0.5,
        description="How the regime's price for a person rises as few are left: an exponent; 0 is "
        "a constant price. No unit.",
    )
    arrests_per_week: People = Field(
        default=0.0,
        description="Mean arrests before talks and calm change it. People a week.",
    )
    arrests_variation: Growth = Field(
        default=0.0,
        description="How uneven arrests are from week to week: standard deviation over mean. "
        "No unit.",
    )
    restock: Growth = Field(
        default=0.0,
        description="The revolving door: how strongly a good price for prisoners leads to new "
        "arrests. 0: trading changes nothing. No unit.",
    )
    restock_cap: Growth = Field(
        default=0.5,
        description="The most that trading can add to arrests: 0.5 is half as many again. Share "
        "of the mean.",
    )
    incentive_memory_weeks: WeeksAbove0 = Field(
        default=26.0,
        description="How long a good price keeps tempting the regime: the incentive fades by a "
        "factor e in this time. Weeks.",
    )
    calm: Share = Field(
        default=0.0,
        description="By how much arrests fall while a completed deal is being watched. Share.",
    )
    gesture_chance_per_week: Share = Field(
        default=0.0,
        description="Chance of a batch of pardons outside any deal. Probability a week.",
    )
    gesture_people: WholePeople = Field(
        default=0, description="How many such a batch frees, at most those held. People."
    )
    gesture_class: Reference = Field(
        default="", description="Whom such pardons free. A class; default: the last listed."
    )
    publication_every_weeks: Annotated[
        int, NumberRule(low=1, high=LONGEST_WEEKS, whole=True, drawn=False)
    ] = Field(
        default=4,
        description="How often rights groups publish how many people are held and how many were "
        "newly recognised, which is all the senders see. Weeks.",
    )
    recognition_lag_weeks: WholeWeeks = Field(
        default=4,
        description="How long it takes until an arrest is recognised as political. Weeks.",
    )

    @model_validator(mode="before")
    @classmethod
    def _default_gesture_class(cls, data: Any) -> Any:
        if isinstance(data, dict) and "gesture_class" not in data:
            classes = data.get("classes")
            if isinstance(classes, dict) and classes:
                return {**data, "gesture_class": list(classes)[-1]}
        return data
