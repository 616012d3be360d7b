"""Spans between two numbers as words."""

from __future__ import annotations

from simulator.report.language import tr
from simulator.report.words.numbers import (
    decimal,
    fewer,
    in_unit,
    missing,
    money,
    money_parts,
    whole,
)


def span(low: str, high: str) -> str:
    """Join two ends that were already said; equal ends are said once.

    >>> span("120", "640"), span("9", "9")
    ('120 to 640', '9')
    """
    return low if low == high else tr("{low} to {high}", low=low, high=high)


def whole_range(low: float, high: float) -> str:
    """Say a span of whole numbers.

    >>> whole_range(119.6, 1640), whole_range(9, 9.2)
    ('120 to 1,640', '9')
    """
    return span(whole(low), whole(high))


def decimal_range(low: float, high: float, places: int) -> str:
    """Say a span of numbers with a fixed number of decimals.

    >>> decimal_range(-0.12, 0.001, 2)
    '−0.12 to 0.00'
    """
    return span(decimal(low, places), decimal(high, places))


def money_range(low: float, high: float) -> str:
    """Say a span of money given in USD million, the unit once where it is the same.

    >>> money_range(120.0, 640.0), money_range(640.0, 1400.0), money_range(0, 0)
    ('USD 120 to 640 million', 'USD 640 million to 1.4 billion', 'USD 0')
    >>> money_range(0.76, 3.2)
    'USD 0.76 to 3.2 million'
    """
    if missing(low) or missing(high) or low < 0 or money(low) == money(high):
        return span(money(low), money(high))
    (first, small), (last, large) = money_parts(low), money_parts(high)
    if small == large or first == "0":
        return in_unit(span(first, last), large)
    if small == "million":
        return tr("USD {low} million to {high} billion", low=first, high=last)
    if large == "million":
        return in_unit(span(f"{low:.2g}", last), large)
    return span(money(low), money(high))


def fewer_range(low: float, high: float) -> str:
    """Say a span of net effects in people.

    >>> fewer_range(20, 240), fewer_range(-30, 240), fewer_range(-30, -10)
    ('20 to 240 fewer', '30 more to 240 fewer', '10 to 30 more')
    """
    if whole(low) == whole(high):
        return fewer(low)
    if low >= 0:
        return tr("{low} to {high} fewer", low=whole(low), high=whole(high))
    if high <= 0:
        return tr("{low} to {high} more", low=whole(-high), high=whole(-low))
    return tr("{more} more to {fewer} fewer", more=whole(-low), fewer=whole(high))
