"""What happened in a case: dated observations in the quantities a run gives.

``seeds/README.md`` describes the files. An observation is of a *count* (people held, released,
pardoned, arrested) at the end of a week, or of an *event* (a rung of the ladder completed, relief
taken back): that it came in a week, or that it had not come by the end of a week.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.errors import RequestError
from simulator.scenario.faults import did_you_mean
from simulator.scenario.library import seeds_folder

COUNTS: Final[Mapping[str, tuple[str, ...]]] = {
    "held": ("held",),
    "released_by_deal": ("released",),
    "gestures": ("gestures",),
    "released_early": ("released", "gestures"),
    "arrested": ("arrested",),
}
"""The counts that can be observed, with the weekly variables of a run that add up to each."""

EVENTS: Final = ("rung", "snapback")
"""The kinds of events, each written ``kind:what``."""

_COLUMNS: Final = ("id", "date", "quantity", "value", "low", "high", "unit", "evidence", "note")
_MOST_BYTES: Final = 1024 * 1024


@dataclass(frozen=True)
class Observation:
    """One dated observation.

    ``value`` is people for a count; for an event 1 if it came in ``week``, 0 if it had not come by
    the end of it. ``low`` and ``high`` are what the sources allow. ``week`` counts from the case's
    start and is negative before it; counts from before the start are negative too.
    """

    id: str
    date: dt.date
    week: int
    quantity: str
    value: float
    low: float
    high: float
    evidence: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_event(self) -> bool:
        """Whether it is of an event and not of a count."""
        return ":" in self.quantity

    @property
    def kind(self) -> str:
        """``rung`` or ``snapback`` for an event, the quantity itself for a count."""
        return self.quantity.partition(":")[0]

    @property
    def subject(self) -> str:
        """Of an event: ``sender/rung`` or ``sender``."""
        return self.quantity.partition(":")[2]

    @property
    def scored(self) -> bool:
        """Whether it lies after the first week: what lies before was known at the start."""
        return self.week >= 1


def observed_cases() -> tuple[str, ...]:
    """The cases with a file of observations in the package.

    >>> "belarus-2008" in observed_cases()
    True
    """
    folder = _folder()
    return tuple(sorted(path.stem for path in folder.glob("*.csv"))) if folder else ()


def read_observations(case: str | Path, *, start: dt.date) -> tuple[Observation, ...]:
    """The observations of a packaged case, or of a file, in the order of the file.

    ``start`` is the first day of the scenario's week 0.

    >>> seen = read_observations("belarus-2008", start=dt.date(2008, 6, 1))
    >>> [(each.id, each.week, each.value) for each in seen if each.kind == "rung"]
    [('rung-suspension', 19, 1.0)]
    """
    path = _path(case)
    rows = list(_rows(path))
    found = tuple(_observation(row, start, f"{path.name}:{line}") for line, row in rows)
    if len({each.id for each in found}) < len(found):
        raise RequestError(f"{path.name}: an id stands twice; each observation needs its own")
    return found


def _folder() -> Path | None:
    seeds = seeds_folder()
    return seeds / "observed" if seeds else None


def _path(case: str | Path) -> Path:
    folder, name = _folder(), str(case)
    packaged = folder / f"{name}.csv" if folder and name in observed_cases() else None
    path = packaged or Path(case)
    try:
        size = path.stat().st_size if path.is_file() else -1
    except (OSError, ValueError):
        size = -1
    if size < 0:
        near = did_you_mean(name, observed_cases())
        hint = f"; {near}" if near else f"; there are {', '.join(observed_cases())}"
        raise RequestError(f"{name}: no observations of that name and no such file{hint}")
    if size > _MOST_BYTES:
        raise RequestError(f"{name}: has {size:,} bytes; expected at most {_MOST_BYTES:,}")
    return path


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a file with their line numbers."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise RequestError(
                    f"{path.name}: lacks the column {missing[0]}; expected {', '.join(_COLUMNS)}"
                )
            for row in reader:
                yield reader.line_num, {name: (row[name] or "").strip() for name in _COLUMNS}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RequestError(f"{path}: is not a table of observations ({error})") from error


def _observation(row: Mapping[str, str], start: dt.date, where: str) -> Observation:
    try:
        date = dt.date.fromisoformat(row["date"])
    except ValueError:
        raise RequestError(f"{where}: date: is {row['date']!r}; expected 2025-01-26") from None
    value = _number(row["value"], where)
    low = _number(row["low"], where) if row["low"] else value
    high = _number(row["high"], where) if row["high"] else value
    if not low <= value <= high:
        raise RequestError(f"{where}: value: {value:g} lies outside {low:g} to {high:g}")
    seen = Observation(
        id=row["id"],
        date=date,
        week=(date - start).days // 7,
        quantity=row["quantity"],
        value=value,
        low=low,
        high=high,
        evidence=tuple(one for one in row["evidence"].replace(",", " ").split() if one),
        note=row["note"],
    )
    _check(seen, where)
    return seen


def _number(text: str, where: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e9:
        raise RequestError(f"{where}: {text!r} is not a number of people or events")
    return number


def _check(seen: Observation, where: str) -> None:
    """Refuse a quantity no run gives, and an event that is neither there nor not."""
    if not seen.is_event and seen.quantity not in COUNTS:
        known = ", ".join([*COUNTS, "rung:<sender>/<rung>", "snapback:<sender>"])
        raise RequestError(f"{where}: quantity: {seen.quantity!r} is none of {known}")
    if seen.is_event and (seen.kind not in EVENTS or seen.value not in (0, 1)):
        raise RequestError(
            f"{where}: {seen.quantity}: expected rung:<sender>/<rung> or snapback:<sender> with "
            "1 (it came that week) or 0 (not by the end of it)"
        )
