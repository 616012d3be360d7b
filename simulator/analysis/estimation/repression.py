"""Arrests, term ends, gestures and contacts, from the counts of people and the dated events."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from simulator.analysis.estimation.estimate import Estimate
from simulator.analysis.estimation.series import Event, Flow, events, flow, flows, stocks

START: Final = dt.date(2025, 1, 26)
_MONTH: Final = 365.25 / 12 / 7
"""Weeks in a month."""


def repression() -> list[Estimate]:
    """The numbers of ``prisoners`` that the counts tell, and the rhythm of contacts."""
    return [_arrests(), _variation(), _exits(), _decrees_a_week(), _decree_size(), _contacts()]


def monthly_reviews(since: str) -> list[Flow]:
    """The months whose newly recognised were published, from a month on; they do not overlap."""
    first = dt.date.fromisoformat(f"{since}-01")
    return [f for f in flows() if f.is_month and f.recognised is not None and f.first >= first]


def _weekly(months: list[Flow]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([(month.recognised or 0) / month.weeks for month in months])


def _arrests() -> Estimate:
    period = flow("2025-01-18", "2025-09-17")
    rates = _weekly(monthly_reviews("2024-09"))
    return Estimate(
        "arrests-per-week-2025",
        "newly recognised a week",
        (period.recognised or 0) / period.weeks,
        float(rates.min()),
        float(rates.max()),
        "persons a week",
        "283 from 18 January to 17 September 2025; range: the least and the greatest of the "
        "monthly reviews from September 2024 to February 2025",
    )


def _variation() -> Estimate:
    """Two readings of the same months: their weeks alike, or each week its own draw."""
    rates = _weekly(monthly_reviews("2024-07"))
    monthly = float(rates.std(ddof=1) / rates.mean())
    weekly = monthly * math.sqrt(_MONTH)
    return Estimate(
        "arrests-variation-2024-25",
        "coefficient of variation of the weekly number",
        math.sqrt(monthly * weekly),
        monthly,
        weekly,
        "ratio",
        "seven monthly reviews from July 2024 to February 2025 vary by the low figure; so do weeks "
        "if those of a month are alike, and by the high figure if each is drawn anew; value: "
        "the geometric mean of the two",
    )


def _exits() -> Estimate:
    period = flow("2024-07-31", "2025-02-28")
    value = (period.term_ended or 0) / ((period.days - 1) / 7) / _mean_stock(period)
    low, high = zip(*_balances(), strict=True)
    return Estimate(
        "exits-per-week-2025",
        "exits other than early release, share of those held a week",
        value,
        min(low),
        max(high),
        "share of those held, a week",
        "300 from 31 July 2024 to 28 February 2025 of those held on average; range: what balances "
        "the counts of 31 January and of May, June and August 2025, with 80% counting error",
    )


def _mean_stock(period: Flow) -> float:
    """Average number held in a period, the counts joined by straight lines."""
    known = {day: n for day, n in stocks().items() if period.first <= day <= period.last}
    days = np.array([day.toordinal() for day in known], dtype=np.float64)
    held = np.array(list(known.values()), dtype=np.float64)
    return float(np.trapezoid(held, days) / (days[-1] - days[0]))


def _balances() -> Iterator[tuple[float, float]]:
    """For each later count at least a quarter on: the range of the exits that balance the books."""
    counts, begin = stocks(), dt.date(2025, 1, 31)
    period = flow("2025-01-18", "2025-09-17")
    for day, held in counts.items():
        weeks = (day - begin).days / 7
        if weeks < 12:
            continue
        recognised = (period.recognised or 0) / period.weeks * weeks
        out = counts[begin] + recognised - _let_go_early(begin, day) - held
        error, exposed = 1.2816 * math.sqrt(out), weeks * (counts[begin] + held) / 2
        yield (out - error) / exposed, (out + error) / exposed


def _let_go_early(after: dt.date, until: dt.date) -> float:
    """People pardoned or released between two days, in deals or outside."""
    told = [e for e in events() if e.actor == "Belarus" and e.kind in {"pardon", "release"}]
    return sum(e.quantity for e in (*told, _july_decree()) if after < e.day <= until)


def _july_decree() -> Event:
    """The pardon of 2 July 2025, which no event records: what the flow has beyond the release."""
    period = flow("2025-06-21", "2025-08-15")
    known = sum(
        e.quantity
        for e in events()
        if e.actor == "Belarus" and e.kind == "release" and period.first <= e.day <= period.last
    )
    day, number = dt.date(2025, 7, 2), (period.early or 0) - known
    return Event("july-2025", day, True, "Belarus", "pardon", "decree", number)


def decrees() -> list[Event]:
    """Pardons of groups outside deals since July 2024, in order.

    Left out: a month's total where its decrees are told one by one, and pardons of single people.
    """
    found = [e for e in events() if e.day >= dt.date(2024, 7, 1) and _is_decree(e)]
    dated = {(e.day.year, e.day.month) for e in found if e.dated}
    once = [e for e in found if e.dated or (e.day.year, e.day.month) not in dated]
    return sorted([*once, _july_decree()], key=lambda e: e.day)


def _is_decree(event: Event) -> bool:
    pardoned = event.kind == "pardon" and "decree" in event.instrument
    return event.actor == "Belarus" and (pardoned or event.instrument == "pardon")


def _decrees_a_week() -> Estimate:
    from scipy.stats import chi2

    every = decrees()
    recent = [e for e in every if e.day > START]
    weeks = (recent[-1].day - START).days / 7
    all_weeks = (every[-1].day - every[0].day).days / 7
    return Estimate(
        "pardon-decrees-per-week-2025",
        "pardons of groups outside deals",
        len(recent) / weeks,
        float(chi2.ppf(0.05, 2 * len(recent))) / 2 / weeks,
        len(every) / all_weeks,
        "decrees a week",
        "four from 26 January to 16 September 2025; low: the 90% Poisson bound of four; high: all "
        "fourteen since 3 July 2024",
    )


def _decree_size() -> Estimate:
    sizes = [event.quantity for event in decrees()]
    return Estimate(
        "pardon-decree-size",
        "people a decree",
        float(np.mean(sizes)),
        min(sizes),
        max(sizes),
        "persons",
        "mean, least and greatest of the fourteen decrees since July 2024",
    )


def _contacts() -> Estimate:
    """Weeks between the days on which people were handed over to Americans."""
    told = [e for e in events() if e.day >= START]
    days = sorted({e.day for e in told if e.actor == "Belarus" and e.kind == "release"})
    gaps = [(later - day).days / 7 for day, later in pairwise(days)]
    return Estimate(
        "us-contact-gap-2025",
        "weeks between American contacts with a release",
        float(np.mean(gaps)),
        min(gaps),
        max(gaps),
        "weeks",
        "the four gaps between 26 January, 12 February, 30 April, 21 June and 11 September 2025",
    )
