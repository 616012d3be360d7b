"""Weeks and dates as words."""

from __future__ import annotations

import math
from datetime import date, timedelta

from simulator.report.language import tr


def _months() -> tuple[str, ...]:
    return (
        tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"), tr("July"),
        tr("August"), tr("September"), tr("October"), tr("November"), tr("December"),
    )  # fmt: skip


def full_date(day: date) -> str:
    """Say a date in full.

    >>> full_date(date(2025, 1, 26))
    '26 January 2025'
    """
    return tr("{day} {month}", day=day.day, month=month(day))


def month(day: date) -> str:
    """Say a month and its year.

    >>> month(date(2025, 9, 11))
    'September 2025'
    """
    return tr("{month} {year}", month=_months()[day.month - 1], year=day.year)


def short_month(day: date) -> str:
    """Say a month and its year in little room.

    >>> short_month(date(2025, 9, 11))
    'Sep 2025'
    """
    return tr("{month} {year}", month=month_alone(day), year=day.year)


def month_alone(day: date) -> str:
    """Say a month in little room, without its year.

    >>> month_alone(date(2025, 9, 11))
    'Sep'
    """
    short = (
        tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"), tr("Jul"), tr("Aug"),
        tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
    )  # fmt: skip
    return short[day.month - 1]


def short_date(day: date) -> str:
    """Say a date in little room.

    >>> short_date(date(2025, 9, 11))
    '11 Sep 2025'
    """
    return tr("{day} {month}", day=day.day, month=short_month(day))


def week_of(day: date) -> str:
    """Say a week by the day on which it begins: for what happens some day of that week.

    >>> week_of(date(2025, 6, 22))
    'week of 22 Jun 2025'
    """
    return tr("week of {day}", day=short_date(day))


def week_date(start: date, week: float) -> date:
    """Give the day on which a week of the run begins.

    >>> week_date(date(2025, 1, 26), 7)
    datetime.date(2025, 3, 16)
    """
    return start + timedelta(weeks=math.floor(week))
