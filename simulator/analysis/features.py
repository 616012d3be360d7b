"""By what numbers a world is compared with history, and how they are measured in both.

Each scored observation gives one: a count at its date, the week of an event. Of each rung that came
there is one more, its *size*: the people it bought, from its date until the next rung's. The model
sells a rung in one deal where history may pay in instalments (Washington's first visits of 2025
brought 3, 1 and 14 people). So of releases between one rung and the next only the last count is
compared, and no world is held to instalments that none can have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.foresight import Case, Foresight, censored
from simulator.analysis.observations import Observation

Floats = npt.NDArray[np.float64]

_SPREAD: Final = np.sqrt(12.0)  # of values that are equally likely between two ends


@dataclass(frozen=True)
class Feature:
    """One number of a world and of history, on a scale on which differences can be compared.

    ``group`` is the quantity it belongs to, ``error`` the standard deviation of what the sources
    allow, ``measure`` its value in each world that is looked at. Of an event, ``late`` is the week
    that stands for its not having come.
    """

    name: str
    group: str
    observed: float
    error: float
    measure: Callable[[Foresight], Floats]
    late: float | None = None


def features_of(case: Case) -> tuple[Feature, ...]:
    """What the worlds of a case are compared with history by.

    >>> from simulator.analysis.foresight import load_case
    >>> [feature.name for feature in features_of(load_case("belarus-2025"))][-3:]
    ['snapback-washington', 'size of washington/contact', 'size of washington/aviation']
    """
    compared = [each for each in case.scored if not _instalment(case, each)]
    seen = [_event(case, each) if each.is_event else _count(each) for each in compared]
    return (*seen, *_sizes(case))


def _instalment(case: Case, each: Observation) -> bool:
    """Whether releases were counted again before the next rung came."""
    if each.quantity != "released_by_deal":
        return False
    weeks = _weeks_of_rungs(case)
    if not weeks or each.week < weeks[0]:
        return False
    next_rung = min((week for week in weeks if week > each.week), default=case.until + 1)
    later = (one.week for one in case.scored if one.quantity == each.quantity)
    return any(each.week < week < next_rung for week in later)


def _weeks_of_rungs(case: Case) -> list[int]:
    """The weeks in which rungs came, in order."""
    return sorted(each.week for each in case.scored if each.kind == "rung" and each.value)


def on_scale(quantity: str, people: Floats | float) -> Floats:
    """People on the scale of comparison: those held as they are, all else as ln(1 + people).

    Releases, pardons and arrests are compared by ratio: 50 for 25 is as far off as 100 for 50.
    """
    counted = np.asarray(people, dtype=np.float64)
    return counted if quantity == "held" else np.log1p(np.maximum(counted, 0.0))


def _count(each: Observation) -> Feature:
    value, low, high = (
        float(on_scale(each.quantity, one)) for one in (each.value, each.low, each.high)
    )
    measure = partial(_counted, each=each)
    return Feature(each.id, each.quantity, value, (high - low) / _SPREAD, measure)


def _counted(foresight: Foresight, *, each: Observation) -> Floats:
    return on_scale(each.quantity, foresight.count(each.quantity, each.week))


def _event(case: Case, each: Observation) -> Feature:
    value = censored(case, each, np.zeros(0))[1]
    late = float(case.looked_until(each) + 1)
    return Feature(each.id, each.quantity, value, 0.0, partial(_came, each=each), late)


def _came(foresight: Foresight, *, each: Observation) -> Floats:
    return foresight.comparable(each)[0]


def _sizes(case: Case) -> Iterator[Feature]:
    """The size of each rung that came in a week of its own."""
    released = [(0, 0.0)] + [
        (each.week, each.value) for each in case.scored if each.quantity == "released_by_deal"
    ]
    rungs = (each for each in case.scored if each.kind == "rung" and each.value)
    came, weeks = sorted(rungs, key=lambda each: each.week), _weeks_of_rungs(case)
    if len(released) == 1 or len(set(weeks)) < len(weeks):
        return
    for each, until in zip(came, [*weeks[1:], case.until + 1], strict=True):
        bought = _upto(released, until - 1) - _upto(released, each.week - 1)
        observed = float(on_scale("size", bought))
        name = f"size of {each.subject}"
        yield Feature(name, each.quantity, observed, 0.0, partial(size, subject=each.subject))


def _upto(counts: list[tuple[int, float]], week: int) -> float:
    """The last count by the end of a week."""
    return max((each for each in counts if each[0] <= week), default=(0, 0.0))[1]


def size(foresight: Foresight, *, subject: str) -> Floats:
    """People that the deals on a rung freed which were completed in the time looked at."""
    return on_scale("size", people_freed(foresight, subject, until=foresight.case.until))


def people_freed(foresight: Foresight, subject: str, *, until: int) -> Floats:
    """People that the deals on ``sender/rung`` freed that were completed by the end of a week."""
    sender, _, rung = subject.partition("/")
    deals, worlds = foresight.seen.deals, foresight.seen.outcomes["world"].to_numpy()
    on_rung = (deals["sender"] == sender) & (deals["rung"].str.partition("+")[0] == rung)
    rows = deals[on_rung & (deals["relief_week"] <= until).fillna(False)]
    place = rows["world"].to_numpy() - worlds[0]
    freed = rows["released"].to_numpy(dtype=np.float64)
    return np.bincount(place, weights=freed, minlength=len(worlds)).astype(np.float64)
