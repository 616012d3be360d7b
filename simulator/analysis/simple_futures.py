"""Possible futures without the model: waves, steps and drift of a case go on (``simple``)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from simulator.analysis.features import features_of
from simulator.analysis.foresight import Case
from simulator.analysis.futures import Futures
from simulator.analysis.observations import Observation
from simulator.analysis.outlook import Outlook
from simulator.analysis.simple import (
    Luck,
    Spread,
    drifted,
    people,
    rungs_to_come,
    size_to_come,
    waves_of,
    waves_to_come,
)
from simulator.errors import RequestError

Floats = npt.NDArray[np.float64]


def simple_futures(outlook: Outlook, spread: Spread, *, paths: int, seed: int) -> Futures:
    """Futures without the model (``simple``)."""
    luck = Luck(seed, paths)
    counts = {
        name: _released(outlook, spread, luck)
        if name == "released_by_deal"
        else _walk(outlook, name, luck)
        for name in outlook.known
    }
    weeks = _rung_weeks(outlook, luck)
    return Futures(np.full(paths, 1 / paths), counts, weeks, _sizes(weeks, outlook, spread, luck))


def _released(outlook: Outlook, spread: Spread, luck: Luck) -> Floats:
    waves = waves_of(outlook.case.observations, until=outlook.now)
    if not waves.sizes:
        raise RequestError(f"{outlook.case.name}: nobody had been released by {outlook.today}")
    base = outlook.last_seen("released_by_deal")
    come = waves_to_come(waves, spread, weeks=outlook.ahead, luck=luck)
    return np.minimum(come, outlook.most) + (base.value if base else 0.0)


def _walk(outlook: Outlook, name: str, luck: Luck) -> Floats:
    past = _in_order(outlook.case, name)
    weeks, values = [each.week for each in past], [each.value for each in past]
    ahead = [week - weeks[-1] for week in outlook.weeks]
    return drifted(weeks, values, weeks=ahead, luck=luck, name=name)


def _in_order(case: Case, quantity: str) -> list[Observation]:
    seen = (each for each in case.observations if each.quantity == quantity)
    return sorted(seen, key=lambda each: each.date)


def _rung_weeks(outlook: Outlook, luck: Luck) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    for sender in outlook.case.scenario.senders:
        rungs = [rung for rung in outlook.open_rungs if rung.startswith(f"{sender}/")]
        came, length = _pace(outlook, sender)
        if rungs:
            found |= rungs_to_come(came, length, rungs=rungs, luck=luck)
    return {rung: np.floor(outlook.now + weeks) for rung, weeks in found.items()}


def _pace(outlook: Outlook, sender: str) -> tuple[int, int]:
    """How many steps a sender has taken in how many weeks."""
    seen = outlook.case.observations
    came = [e for e in seen if e.kind == "rung" and e.value and e.subject.startswith(f"{sender}/")]
    if came:
        return len(came), outlook.now + 1
    past = [each for each in _in_order(outlook.case, "released_by_deal") if each.week < 0]
    struck = sum(b.value > a.value for a, b in pairwise(past))
    return struck, outlook.now - (past[0].week if past else 0) + 1


def _sizes(
    weeks: Mapping[str, Floats], outlook: Outlook, spread: Spread, luck: Luck
) -> dict[str, Floats]:
    """Each rung's deal is as large as those of the rungs so far."""
    known = [each for each in features_of(outlook.case) if each.name.startswith("size of ")]
    bought = [max(1.0, float(np.expm1(each.observed))) for each in known]
    bought = bought or list(waves_of(outlook.case.observations, until=outlook.now).sizes)
    sizes = {}
    for rung, reached in weeks.items():
        mean, deviation = size_to_come(bought, spread, luck=luck, name=f"size/{rung}")
        drawn = people(mean + deviation * ndtri(luck.row(f"size of {rung}")))
        by_then = reached <= outlook.weeks[-1]
        sizes[rung] = np.where(by_then, np.minimum(drawn, outlook.most), 0.0)
    return sizes
