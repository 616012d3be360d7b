"""Rules for values: how each is parsed, what it may be, and how to say so.

A rule stands in a field's type (``Annotated[Number, NumberRule(low=0, high=1)]``) and checks plain
values and everything that a distribution or a choice can give.
"""

from simulator.scenario.faults import Rule
from simulator.scenario.rules.numbers import NumberRule
from simulator.scenario.rules.texts import (
    DateRule,
    NameRule,
    PosteriorRule,
    ReferenceRule,
    TextRule,
    TitleRule,
)
from simulator.scenario.rules.words import OneOfRule, OrderRule, PolicyRule, WordRule

__all__ = [
    "DateRule",
    "NameRule",
    "NumberRule",
    "OneOfRule",
    "OrderRule",
    "PolicyRule",
    "PosteriorRule",
    "ReferenceRule",
    "Rule",
    "TextRule",
    "TitleRule",
    "WordRule",
]
