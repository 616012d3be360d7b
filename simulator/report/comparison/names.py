"""What the outcomes of a comparison are called, and how their numbers are said."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from simulator.analysis.comparison.measures import REACHED
from simulator.report import words
from simulator.report.facts import scenario_facts
from simulator.report.labels import Rung, labels_of
from simulator.report.language import tr, trn

if TYPE_CHECKING:
    from simulator.analysis.comparison.bootstrap import Interval
    from simulator.scenario import Scenario


class Unit(Enum):
    """How a number is to be read."""

    PEOPLE = "people"
    COUNT = "number"
    MONEY = "USD million"
    LEVEL = "0 to 1"
    WEEK = "weeks"
    SHARE = "share of worlds"


@dataclass(frozen=True)
class Named:
    """An outcome's label, and the unit of its numbers."""

    label: str
    unit: Unit


def _named() -> Mapping[str, Named]:
    return {
        "released": Named(tr("Released by deals"), Unit.PEOPLE),
        "net_effect": Named(tr("Net effect (fewer held than without talks)"), Unit.PEOPLE),
        "held_end": Named(tr("Held at the end"), Unit.PEOPLE),
        "arrested": Named(tr("Arrested"), Unit.PEOPLE),
        "deals": Named(tr("Deals agreed"), Unit.COUNT),
        "deals_broken": Named(tr("Deals broken"), Unit.COUNT),
        "relief_value_usd_m": Named(tr("Relief, worth to the target"), Unit.MONEY),
        "price_per_prisoner_usd_m": Named(tr("Relief per release"), Unit.MONEY),
        "reliance_end": Named(tr("Reliance on the patron"), Unit.LEVEL),
        "snapbacks": Named(tr("Snapbacks of relief"), Unit.COUNT),
        "first_deal_week": Named(tr("Weeks to the first deal"), Unit.WEEK),
    }


def named(outcome: str, scenario: Scenario) -> Named:
    """The name of an outcome; a rung's is its label in the scenario."""
    known = _named()
    if outcome in known:
        return known[outcome]
    if rung := rung_reached(outcome, scenario):
        return Named(tr("Reached: {rung}", rung=rung), Unit.SHARE)
    return Named(words.from_name(outcome), Unit.COUNT)


def rung_reached(outcome: str, scenario: Scenario) -> str:
    """The label of the rung that an outcome says is reached; empty for other outcomes."""
    labels = labels_of(scenario_facts(scenario))
    for sender, part in scenario.senders.items():
        for name, rung in part.rungs.items():  # also one that this scenario does not offer
            if outcome == f"{REACHED}{sender}_{name}":
                return labels.rung_label(Rung(sender, name, rung.label or words.from_name(name)))
    return ""


def said(value: float, unit: Unit, *, to: float) -> str:
    """A number in its unit, as exact as a width of ``to`` makes sensible.

    >>> said(252.05, Unit.PEOPLE, to=8), said(3.652, Unit.COUNT, to=0.04)
    ('252', '3.652')
    >>> said(0.5267, Unit.SHARE, to=0.03), said(310.7, Unit.MONEY, to=12)
    ('52.7%', 'USD 311 million')
    """
    if math.isnan(value):
        return words.NONE
    if unit is Unit.SHARE:
        return f"{_digits(100 * value, 50 * to)}%"
    text = _digits(value, to)
    if unit is not Unit.MONEY:
        return text
    sign = "−" if text.startswith("−") else ""
    return sign + tr("USD {amount} million", amount=text.removeprefix("−"))


def change(value: float, unit: Unit, *, to: float) -> str:
    """A difference in words, in its unit.

    >>> change(-21.3, Unit.PEOPLE, to=8), change(0.0367, Unit.SHARE, to=0.03)
    ('21 fewer people', '3.7 percentage points more')
    >>> change(13.9, Unit.MONEY, to=4.5), change(1, Unit.WEEK, to=4.5)
    ('USD 14 million more', '1 more week')
    """
    size, up = abs(value), value > 0
    if unit is Unit.SHARE:
        points = tr("{n} percentage points", n=_digits(100 * size, 50 * to))
        return tr("{amount} more", amount=points) if up else tr("{amount} less", amount=points)
    text = said(size, unit, to=to)
    if unit is Unit.MONEY:
        return tr("{amount} more", amount=text) if up else tr("{amount} less", amount=text)
    if unit is Unit.LEVEL:
        return tr("{amount} higher", amount=text) if up else tr("{amount} lower", amount=text)
    return _counted(text, unit, up=up)


def _counted(text: str, unit: Unit, *, up: bool) -> str:
    """So many more or fewer people, weeks or other things."""
    n = 1 if text == "1" else 2
    if unit is Unit.PEOPLE:
        more = trn("{n} more person", "{n} more people", n, n=text)
        return more if up else trn("{n} fewer person", "{n} fewer people", n, n=text)
    if unit is Unit.WEEK:
        more = trn("{n} more week", "{n} more weeks", n, n=text)
        return more if up else trn("{n} fewer week", "{n} fewer weeks", n, n=text)
    return tr("{amount} more", amount=text) if up else tr("{amount} fewer", amount=text)


def signed(value: float, unit: Unit, *, to: float) -> str:
    """A difference with its sign, without words: for tables.

    >>> signed(-21.3, Unit.PEOPLE, to=8), signed(0.0367, Unit.SHARE, to=0.03)
    ('−21', '+3.7 points')
    """
    if math.isnan(value):
        return words.NONE
    text = _signed(value, unit, to=to)
    return tr("{n} points", n=text) if unit is Unit.SHARE else text


def _signed(value: float, unit: Unit, *, to: float) -> str:
    scale = 100 if unit is Unit.SHARE else 1
    text = _digits(scale * abs(value), scale * to / (2 if unit is Unit.SHARE else 1))
    nothing = not text.strip("0.,")
    sign = "" if nothing else "+" if value > 0 else "−"
    return f"{sign}{text}"


def ends(interval: Interval, unit: Unit) -> str:
    """Both ends of an interval with their signs, for tables.

    >>> from simulator.analysis.comparison.bootstrap import Interval
    >>> ends(Interval(-24.7, -17.8), Unit.PEOPLE)
    '−25 to −18'
    """
    if math.isnan(interval.low):
        return words.NONE
    low, high = (_signed(end, unit, to=interval.width) for end in (interval.low, interval.high))
    text = words.span(low, high)
    return tr("{n} points", n=text) if unit is Unit.SHARE else text


def _digits(value: float, width: float) -> str:
    """A number with about two digits of what a width leaves open."""
    if not (width > 0 and math.isfinite(width)):
        places = 0 if float(value).is_integer() else 2
    else:
        places = min(4, max(0, 1 - math.floor(math.log10(width))))
        places = 0 if width >= 2 else places
    return words.decimal(value, places) if places else words.whole(value)
