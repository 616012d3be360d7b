"""The series in ``seeds`` that numbers are estimated from: prices, counts, flows, decrees.

Rows of the flow table overlap (a month and the half-year it lies in): each estimate picks the rows
it needs and adds up none that share days.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.errors import RequestError
from simulator.scenario.library import seed_path

BENCHMARK: Final = "mop_benchmark_worldbank_monthly"
CASE: Final = "belarus_2020s"

Floats = npt.NDArray[np.float64]


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = seed_path(name)
    if path is None:
        raise RequestError(f"seeds/{name} is missing; it comes with the package")
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@dataclass(frozen=True)
class Prices:
    """Monthly benchmark prices, USD a tonne, the earliest first."""

    months: tuple[str, ...]
    usd_per_t: Floats

    def since(self, month: str) -> Prices:
        """The prices from a month on.

        >>> benchmark().since("2025-07").months
        ('2025-07', '2025-08', '2025-09')
        """
        first = self.months.index(month)
        return Prices(self.months[first:], self.usd_per_t[first:])

    @property
    def logarithms(self) -> Floats:
        """Of the prices."""
        logarithms: Floats = np.log(self.usd_per_t)
        return logarithms


def benchmark() -> Prices:
    """The World Bank's monthly potash price."""
    rows = [row for row in _rows("potash_price.csv") if row["series"] == BENCHMARK]
    months = tuple(row["date_or_year"] for row in rows)
    return Prices(months, np.array([float(row["value"]) for row in rows]))


@dataclass(frozen=True)
class Flow:
    """People newly recognised, let go early, and gone at term end in a period; ``None``: not told.

    Days count from the first to the last, both included.
    """

    first: dt.date
    last: dt.date
    recognised: int | None
    early: int | None
    term_ended: int | None

    @property
    def days(self) -> int:
        """Length of the period."""
        return (self.last - self.first).days + 1

    @property
    def weeks(self) -> float:
        """Length of the period."""
        return self.days / 7

    @property
    def is_month(self) -> bool:
        """Whether it is one calendar month."""
        last = calendar.monthrange(self.first.year, self.first.month)[1]
        return self.first.day == 1 and self.last == self.first.replace(day=last)


def flows() -> list[Flow]:
    """The flow table; its periods overlap."""
    return [
        Flow(
            dt.date.fromisoformat(row["period_start"]),
            dt.date.fromisoformat(row["period_end"]),
            _count(row["arrests_or_newly_recognised"]),
            _count(row["released_early"]),
            _count(row["released_at_term_end"]),
        )
        for row in _rows("prisoner_flow.csv")
    ]


def flow(first: str, last: str) -> Flow:
    """The row of a period, by its first and last day."""
    wanted = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return next(one for one in flows() if (one.first, one.last) == wanted)


def stocks() -> dict[dt.date, int]:
    """Recognised political prisoners held, by day."""
    return {
        dt.date.fromisoformat(row["date"]): int(row["recognised_political_prisoners"])
        for row in _rows("prisoner_stock.csv")
    }


@dataclass(frozen=True)
class Event:
    """An event of the case: ``day`` is the middle of the month where only the month is known."""

    id: str
    day: dt.date
    dated: bool
    actor: str
    kind: str
    instrument: str
    quantity: float


def events() -> list[Event]:
    """The events of Belarus in the 2020s that are dated to the month or day."""
    rows = [row for row in _rows("events.csv") if row["case"] == CASE]
    return [_event(row) for row in rows if len(row["date"]) >= len("2025-01")]


def _event(row: dict[str, str]) -> Event:
    dated = len(row["date"]) == len("2025-01-26")
    day = dt.date.fromisoformat(row["date"] if dated else f"{row['date']}-15")
    number = float(row["quantity"] or 0)
    return Event(row["id"], day, dated, row["actor"], row["kind"], row["instrument"], number)


def _count(text: str) -> int | None:
    return int(text) if text else None
