"""Single numbers as words, rounded for a reader."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from simulator.report.language import tr, trn

_ANY_SIZE: Final = Context(prec=400)

NONE: Final = "–"
"""What stands where there is no number."""


def missing(value: float | None) -> bool:
    """Whether there is no number to say."""
    return value is None or not math.isfinite(value)


def whole(value: float | None) -> str:
    """Say a whole number, halves away from zero, with thousands separated.

    >>> whole(1234.5), whole(-3), whole(float("nan"))
    ('1,235', '−3', '–')
    """
    return decimal(value, 0)


def decimal(value: float | None, places: int) -> str:
    """Say a number with a fixed number of decimals, halves away from zero; no zero has a sign.

    >>> decimal(-0.001, 2), decimal(0.637, 2), decimal(-1.25, 1), decimal(812.5, 0)
    ('0.00', '0.64', '−1.3', '813')
    """
    if value is None or missing(value):
        return NONE
    text = f"{_rounded(abs(value), places):,f}"
    return f"−{text}" if value < 0 and any(digit in text for digit in "123456789") else text


def _rounded(size: float, places: int) -> Decimal:
    """A size rounded as it is written: halves up."""
    exact = Decimal(repr(float(size)))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, context=_ANY_SIZE)


def three_figures(value: float) -> str:
    """Say a number of any size to three figures, and never as a power of ten.

    >>> three_figures(0.0083876), three_figures(30.19), three_figures(20480.7)
    ('0.00839', '30.2', '20,481')
    >>> three_figures(-0.5), three_figures(0.0000125)
    ('−0.5', '0.0000125')
    """
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{Decimal(f'{value:.3g}'):f}"
    return text.replace("-", "−")


def count(number: float, noun: str, plural: str = "") -> str:
    """Say how many of something, singular or plural.

    >>> count(1, "deal"), count(0, "deal"), count(2, "breach", "breaches")
    ('1 deal', 'no deals', '2 breaches')
    """
    shown = whole(number)
    form = 1 if shown in ("1", "−1") else _nearest(number) if not missing(number) else 0
    name = trn(noun, plural or f"{noun}s", form)
    if shown == "0":
        return tr("no {things}", things=name)
    return tr("{number} {things}", number=shown, things=name)


def _nearest(number: float) -> int:
    return math.floor(abs(number) + 0.5)


def people(number: float) -> str:
    """Say a number of people.

    >>> people(0), people(1), people(1250)
    ('nobody', '1 person', '1,250 people')
    """
    return tr("nobody") if whole(number) == "0" else count(number, "person", "people")


def spelled(number: int) -> str:
    """Spell a small number out.

    >>> spelled(3), spelled(12)
    ('three', '12')
    """
    small = (
        tr("no"), tr("one"), tr("two"), tr("three"), tr("four"),
        tr("five"), tr("six"), tr("seven"), tr("eight"), tr("nine"),
    )  # fmt: skip
    return small[number] if 0 <= number < len(small) else whole(number)


def percent(share: float | None) -> str:
    """Say a share as a percentage without false precision.

    >>> percent(0.613), percent(0.002), percent(0.998), percent(0), percent(1)
    ('61%', 'under 1%', 'over 99%', '0%', '100%')
    >>> percent(0.645), percent(0.645 - 1e-16)
    ('65%', '65%')
    """
    if share is None or missing(share):
        return NONE
    if share < 0:
        return f"−{percent(-share)}"
    rounded = int(_rounded(round(100 * share, 9), 0))  # 0.645 is a little less in binary
    if rounded == 0 and share > 0:
        return tr("under {share}", share=f"{1}%")
    if rounded == 100 and share < 1:
        return tr("over {share}", share=f"{99}%")
    return f"{whole(rounded)}%"


def money(usd_m: float | None) -> str:
    """Say an amount given in USD million, to two significant figures.

    >>> money(0.4), money(3.44), money(181.0), money(1437.0)
    ('USD 400,000', 'USD 3.4 million', 'USD 180 million', 'USD 1.4 billion')
    >>> money(0), money(-12.4)
    ('USD 0', '−USD 12 million')
    """
    if usd_m is None or missing(usd_m):
        return NONE
    digits, unit = money_parts(usd_m)
    sign = "−" if usd_m < 0 and digits != "0" else ""
    return sign + in_unit(digits, unit)


def in_unit(digits: str, unit: str) -> str:
    """Say digits with the unit that ``money_parts`` gave.

    >>> in_unit("120 to 640", "million")
    'USD 120 to 640 million'
    """
    if unit == "billion":
        return tr("USD {amount} billion", amount=digits)
    if unit == "million":
        return tr("USD {amount} million", amount=digits)
    return tr("USD {amount}", amount=digits)


def money_parts(usd_m: float) -> tuple[str, str]:
    """The digits of an amount in USD million without its sign, and their unit.

    >>> money_parts(-3.44), money_parts(0.4)
    (('3.4', 'million'), ('400,000', ''))
    """
    amount = _two_figures(abs(usd_m))
    if amount < 1:
        return f"{amount * 1e6:,.0f}", ""
    if amount < 1e3:
        return _plain_digits(amount), "million"
    return _plain_digits(amount / 1e3), "billion"


def _two_figures(amount: float) -> float:
    if amount < 1e-6:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(amount)) - 1)
    return math.floor(amount / step + 0.5) * step


def _plain_digits(amount: float) -> str:
    return f"{amount:.1f}" if amount < 10 else f"{amount:,.0f}"


def fewer(number: float) -> str:
    """Say a net effect in people: positive is fewer held.

    >>> fewer(240), fewer(-1), fewer(0)
    ('240 fewer', '1 more', 'as many')
    """
    if whole(number) == "0":
        return tr("as many")
    size = whole(abs(number))
    return tr("{size} fewer", size=size) if number > 0 else tr("{size} more", size=size)
