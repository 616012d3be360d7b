"""Numbers, dates and names as words: the one place where a number is rounded for a reader.

People are whole numbers. Percentages have no decimals. Money has two significant figures. Shares of
worlds are said as "about 7 of 10 worlds". A minus is written as a minus sign.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

NONE: Final = "–"
"""What stands where there is no number."""

_FEW_WORLDS: Final = 20
_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def missing(value: float | None) -> bool:
    """Whether there is no number to say."""
    return value is None or not math.isfinite(value)


def whole(value: float | None) -> str:
    """Say a whole number, halves away from zero, with thousands separated.

    >>> whole(1234.5), whole(-3), whole(float("nan"))
    ('1,235', '−3', '–')
    """
    if value is None or missing(value):
        return NONE
    rounded = math.floor(abs(value) + 0.5)
    return f"−{rounded:,}" if value < 0 and rounded else f"{rounded:,}"


def decimal(value: float | None, places: int) -> str:
    """Say a number with a fixed number of decimals; a rounded zero has no sign.

    >>> decimal(-0.001, 2), decimal(0.637, 2), decimal(-1.25, 1)
    ('0.00', '0.64', '−1.2')
    """
    if value is None or missing(value):
        return NONE
    text = f"{abs(value):,.{places}f}"
    return f"−{text}" if value < 0 and any(digit in text for digit in "123456789") else text


def count(number: float, noun: str, plural: str = "") -> str:
    """Say how many of something, singular or plural.

    >>> count(1, "deal"), count(0, "deal"), count(2, "breach", "breaches")
    ('1 deal', 'no deals', '2 breaches')
    """
    shown = whole(number)
    name = noun if shown in ("1", "−1") else (plural or f"{noun}s")
    return f"{'no' if shown == '0' else shown} {name}"


def people(number: float) -> str:
    """Say a number of people.

    >>> people(0), people(1), people(1250)
    ('nobody', '1 person', '1,250 people')
    """
    return "nobody" if whole(number) == "0" else count(number, "person", "people")


def percent(share: float | None) -> str:
    """Say a share as a percentage without false precision.

    >>> percent(0.613), percent(0.002), percent(0.998), percent(0), percent(1)
    ('61%', 'under 1%', 'over 99%', '0%', '100%')
    """
    if share is None or missing(share):
        return NONE
    if share < 0:
        return f"−{percent(-share)}"
    rounded = math.floor(100 * share + 0.5)
    if rounded == 0 and share > 0:
        return "under 1%"
    if rounded == 100 and share < 1:
        return "over 99%"
    return f"{whole(rounded)}%"


def worlds_share(hits: int, worlds: int) -> str:
    """Say in how many of the worlds something happens, to follow "in".

    >>> worlds_share(1402, 2000), worlds_share(0, 2000), worlds_share(3, 8), worlds_share(1, 1)
    ('about 7 of 10 worlds', 'no world', '3 of 8 worlds', 'the one world run')
    >>> worlds_share(1998, 2000), worlds_share(12, 2000), worlds_share(5, 2000)
    ('nearly all worlds', 'about 1 of 100 worlds', 'fewer than 1 of 100 worlds')
    """
    if worlds <= 0 or hits == 0:
        return "no world"
    if worlds == 1:
        return "the one world run"
    if hits == worlds:
        return "all worlds" if worlds > _FEW_WORLDS else f"all {worlds} worlds"
    if worlds <= _FEW_WORLDS:
        return f"{hits} of {worlds} worlds"
    return _about(hits / worlds)


def _about(share: float) -> str:
    if share < 0.005:
        return "fewer than 1 of 100 worlds"
    if share >= 0.985:
        return "nearly all worlds"
    if not 0.095 <= share <= 0.905:
        return f"about {math.floor(100 * share + 0.5)} of 100 worlds"
    tenths = max(1, min(9, math.floor(10 * share + 0.5)))
    return "about half of the worlds" if tenths == 5 else f"about {tenths} of 10 worlds"


def money(usd_m: float | None) -> str:
    """Say an amount given in USD million, to two significant figures.

    >>> money(0.4), money(3.44), money(181.0), money(1437.0)
    ('USD 400,000', 'USD 3.4 million', 'USD 180 million', 'USD 1.4 billion')
    >>> money(0), money(-12.4)
    ('USD 0', '−USD 12 million')
    """
    if usd_m is None or missing(usd_m):
        return NONE
    sign = "−" if usd_m < 0 else ""
    amount = _two_figures(abs(usd_m))
    if amount == 0:
        return "USD 0"
    if amount < 1:
        return f"{sign}USD {amount * 1e6:,.0f}"
    scale, unit = (1e3, "billion") if amount >= 1e3 else (1.0, "million")
    return f"{sign}USD {_plain_digits(amount / scale)} {unit}"


def _two_figures(amount: float) -> float:
    if amount < 1e-6:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(amount)) - 1)
    return math.floor(amount / step + 0.5) * step


def _plain_digits(amount: float) -> str:
    return f"{amount:.1f}" if amount < 10 else f"{amount:,.0f}"


def money_range(low: float, high: float) -> str:
    """Say a span of money given in USD million, the unit once where it is the same.

    >>> money_range(120.0, 640.0), money_range(640.0, 1400.0), money_range(0, 0)
    ('USD 120 to 640 million', 'USD 640 million to 1.4 billion', 'USD 0')
    """
    first, last = money(low), money(high)
    if first == last:
        return first
    if low < 0 or missing(low) or missing(high):
        return span(first, last)
    last = last.removeprefix("USD ")
    unit = last.rpartition(" ")[2]
    return span(first.removesuffix(f" {unit}") if unit.isalpha() else first, last)


def span(low: str, high: str) -> str:
    """Join two ends that were already said; equal ends are said once.

    >>> span("120", "640"), span("9", "9")
    ('120 to 640', '9')
    """
    return low if low == high else f"{low} to {high}"


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


def fewer(number: float) -> str:
    """Say a net effect in people: positive is fewer held.

    >>> fewer(240), fewer(-1), fewer(0)
    ('240 fewer', '1 more', 'as many')
    """
    if whole(number) == "0":
        return "as many"
    return f"{whole(abs(number))} {'fewer' if number > 0 else 'more'}"


def fewer_range(low: float, high: float) -> str:
    """Say a span of net effects in people.

    >>> fewer_range(20, 240), fewer_range(-30, 240), fewer_range(-30, -10)
    ('20 to 240 fewer', '30 more to 240 fewer', '10 to 30 more')
    """
    if whole(low) == whole(high):
        return fewer(low)
    if low >= 0:
        return f"{whole(low)} to {whole(high)} fewer"
    if high <= 0:
        return f"{whole(-high)} to {whole(-low)} more"
    return f"{whole(-low)} more to {whole(high)} fewer"


def spelled(number: int) -> str:
    """Spell a small number out.

    >>> spelled(3), spelled(12)
    ('three', '12')
    """
    return _SMALL[number] if 0 <= number < len(_SMALL) else whole(number)


def full_date(day: date) -> str:
    """Say a date in full.

    >>> full_date(date(2025, 1, 26))
    '26 January 2025'
    """
    return f"{day.day} {month(day)}"


def month(day: date) -> str:
    """Say a month and its year.

    >>> month(date(2025, 9, 11))
    'September 2025'
    """
    return f"{_MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """Say a month and its year in little room.

    >>> short_month(date(2025, 9, 11))
    'Sep 2025'
    """
    return f"{month_alone(day)} {day.year}"


def month_alone(day: date) -> str:
    """Say a month in little room, without its year.

    >>> month_alone(date(2025, 9, 11))
    'Sep'
    """
    return _MONTHS[day.month - 1][:3]


def short_date(day: date) -> str:
    """Say a date in little room.

    >>> short_date(date(2025, 9, 11))
    '11 Sep 2025'
    """
    return f"{day.day} {short_month(day)}"


def week_date(start: date, week: float) -> date:
    """Give the day on which a week of the run begins.

    >>> week_date(date(2025, 1, 26), 7)
    datetime.date(2025, 3, 16)
    """
    return start + timedelta(weeks=math.floor(week))


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does.

    >>> listed(["contact"]), listed(["contact", "banks"]), listed(["a", "b", "c"])
    ('contact', 'contact and banks', 'a, b and c')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def capital(text: str) -> str:
    """Begin a sentence with a capital letter, and leave the rest as it is.

    >>> capital("the EU eases it")
    'The EU eases it'
    """
    return text[:1].upper() + text[1:]


def from_name(name: str) -> str:
    """Turn a name of the scenario file into words.

    >>> from_name("rank_and_file")
    'Rank and file'
    """
    return capital(name.replace("_", " ").strip())


def shortened(text: str, width: int, mark: str = "…") -> str:
    """Cut a long name at a word so that it keeps within a number of characters.

    >>> shortened("A very long name for a rung", 16)
    'A very long…'
    """
    if len(text) <= width:
        return text
    words = textwrap.shorten(text, width, placeholder=mark)
    return words if len(words) > width // 2 else f"{text[: width - len(mark)].rstrip()}{mark}"
