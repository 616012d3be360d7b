"""What all parts of a scenario share, and the types of their values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict

from simulator.scenario import vocabulary
from simulator.scenario.distributions import Distribution, Number, WordChoice
from simulator.scenario.posterior import Posterior
from simulator.scenario.rules import (
    NumberRule,
    OneOfRule,
    OrderRule,
    PolicyRule,
    ReferenceRule,
    TextRule,
    WordRule,
)
from simulator.scenario.tables import Table

MOST_PEOPLE = 10_000_000
LONGEST_WEEKS = 5200

AnyNumber = Annotated[Number, NumberRule()]
AtLeast0 = Annotated[Number, NumberRule(low=0)]
Above0 = Annotated[Number, NumberRule(low=0, above_low=True)]
Share = Annotated[Number, NumberRule(low=0, high=1)]
Signed = Annotated[Number, NumberRule(low=-1, high=0)]

People = Annotated[Number, NumberRule(low=0, cap=MOST_PEOPLE)]
WholePeople = Annotated[Number, NumberRule(low=0, whole=True, cap=MOST_PEOPLE)]
SomePeople = Annotated[Number, NumberRule(low=1, whole=True, cap=MOST_PEOPLE)]
Weeks = Annotated[Number, NumberRule(low=0, cap=LONGEST_WEEKS)]
WeeksAbove0 = Annotated[Number, NumberRule(low=0, above_low=True, cap=LONGEST_WEEKS)]
WeeksAtLeast1 = Annotated[Number, NumberRule(low=1, cap=LONGEST_WEEKS)]
WholeWeeks = Annotated[Number, NumberRule(low=0, whole=True, cap=LONGEST_WEEKS)]
Count = Annotated[Number, NumberRule(low=1, whole=True, cap=1000)]
Factor = Annotated[Number, NumberRule(low=0, cap=1000)]
Growth = Annotated[Number, NumberRule(low=0, cap=100)]
Rate = Annotated[Number, NumberRule(low=0, above_low=True, cap=100)]
Belief = Annotated[Number, NumberRule(low=0, above_low=True, cap=1e6)]
Gap = Annotated[Number, NumberRule(low=0.1, cap=1e6)]

FixedWeeks = Annotated[int, NumberRule(low=1, high=LONGEST_WEEKS, whole=True, drawn=False)]
WeekNumber = Annotated[int, NumberRule(low=0, high=LONGEST_WEEKS, whole=True, drawn=False)]

Label = Annotated[str, TextRule(longest=120)]
Text = Annotated[str, TextRule()]
Reference = Annotated[str, ReferenceRule()]
References = tuple[Reference, ...]

Concession = Annotated[str | WordChoice[str], WordRule("concession")]
Delivery = Annotated[str | WordChoice[str], WordRule("delivery")]
OnBreakdown = Annotated[str | WordChoice[str], WordRule("on_breakdown")]
First = Annotated[str | WordChoice[str], WordRule("first")]
Watch = Annotated[str | WordChoice[str], WordRule("watch")]
Snapback = Annotated[str | WordChoice[str], WordRule("snapback")]
Kind = Annotated[str, OneOfRule(vocabulary.KINDS)]
Policy = Annotated[tuple[str, ...] | WordChoice[tuple[str, ...]], PolicyRule()]
Order = Annotated[tuple[str, ...] | WordChoice[tuple[str, ...]], OrderRule()]

NOTHING: Table[Any] = Table({})


class Part(BaseModel):
    """A part of a scenario: it cannot be changed, and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def stated(self) -> Sequence[str]:
        """The fields that the part says something with: all, in the order of the schema."""
        return tuple(type(self).model_fields)


def labelled(name: Any, part: Any) -> Any:
    """A part's data with its name as its label, if it has none.

    >>> labelled("eu_banks", {})
    {'label': 'Eu banks'}
    """
    if isinstance(part, dict) and isinstance(name, str) and "label" not in part:
        words = name.replace("_", " ")
        return {**part, "label": words[:1].upper() + words[1:]}
    return part


def as_plain(value: Any) -> Any:
    """A part of a scenario as JSON could hold it, defaults included, in the order of the schema.

    >>> from simulator.scenario.distributions import Uniform
    >>> as_plain({"held": 3, "restock": Uniform(1.0, 2.0)})
    {'held': 3, 'restock': {'uniform': [1.0, 2.0]}}
    """
    if isinstance(value, Part):
        return {name: as_plain(getattr(value, name)) for name in value.stated()}
    if isinstance(value, Mapping):
        return {name: as_plain(entry) for name, entry in value.items()}
    return _plain_leaf(value)


def _plain_leaf(value: Any) -> Any:
    if isinstance(value, Distribution):
        return value.as_data()
    if isinstance(value, WordChoice):
        return {**value.as_data(), "options": [as_plain(option) for option in value.options]}
    if isinstance(value, tuple):
        return [as_plain(entry) for entry in value]
    if isinstance(value, Posterior):
        return value.as_data()
    return value.isoformat() if isinstance(value, dt.date) else value
