"""The model's possible futures from a day on, given what was observed until then.

They are those of the worlds that agree with what was observed: the same rungs
reached and not reached by that day, and among these the nearest in all else (``bank``). A world is
kept with its parameters *and* its luck until that day, so that its ladder, its beliefs, its clocks
and its watches stand where history left them; what it adds after that day is added to what had been
observed. One thing the model cannot do: it sells each rung once, and between rungs nobody goes free
by deal, while in history visits brought a few people each without any relief. Such visits go on in
its futures as waves of their own, as often and as large as those seen so far (``simple``).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.bank import Bank, Measure, fill_bank
from simulator.analysis.features import people_freed
from simulator.analysis.foresight import NEVER, Foresight
from simulator.analysis.futures import Futures
from simulator.analysis.nearest import Kept, adjusted
from simulator.analysis.observations import Observation
from simulator.analysis.outlook import Outlook
from simulator.analysis.simple import Luck, Spread, visits_of, waves_of, waves_to_come
from simulator.engine.blocks import Progress
from simulator.errors import RequestError

Floats = npt.NDArray[np.float64]

SHARE_KEPT: Final = 0.02
"""Of the worlds run, the share that makes the model's futures."""


def measures_of(outlook: Outlook) -> dict[str, Measure]:
    """What a bank has to measure for a forecast."""
    measures: dict[str, Measure] = {}
    for name in outlook.known:
        base = outlook.last_seen(name)
        assert base is not None, "known counts were observed"
        for place, week in enumerate(outlook.weeks):
            measures[f"{name}+{place}"] = partial(_added, quantity=name, since=base.week, to=week)
    for rung in outlook.open_rungs:
        measures[f"week of {rung}"] = partial(_week_of, subject=rung)
        measures[f"people for {rung}"] = partial(
            people_freed, subject=rung, until=outlook.weeks[-1]
        )
    return measures


def _added(foresight: Foresight, *, quantity: str, since: int, to: int) -> Floats:
    return foresight.count(quantity, to) - foresight.count(quantity, since)


def _week_of(foresight: Foresight, *, subject: str) -> Floats:
    weeks = foresight.seen.outcomes[f"week_{subject.replace('/', '_')}"]
    return np.asarray(weeks.astype("float64").fillna(NEVER), dtype=np.float64)


def bank_for(outlook: Outlook, *, worlds: int, seed: int, progress: Progress | None = None) -> Bank:
    """Worlds that run on to the last day looked at."""
    last = outlook.weeks[-1]
    if outlook.case.scenario.horizon_weeks <= last:
        raise RequestError(
            f"{outlook.case.scenario.name}: ends after {outlook.case.scenario.horizon_weeks} "
            f"weeks, before {outlook.days[-1]}; give it a horizon_weeks of more than {last}"
        )
    return fill_bank(
        outlook.case,
        worlds=worlds,
        seed=seed,
        others=measures_of(outlook),
        later=sorted({week for week in outlook.weeks if week > outlook.case.until}),
        progress=progress,
    )


def models_futures(outlook: Outlook, bank: Bank, spread: Spread) -> Futures:
    """The futures of the worlds that agree with what was observed, and visits between rungs."""
    allowed = bank.in_state(bank.observed)
    if not allowed.any():
        raise RequestError(
            f"{bank.scenario.name}: in none of {bank.worlds:,} worlds have the same rungs been "
            "reached; run more worlds"
        )
    kept = bank.near(bank.observed, keep=futures_kept(bank.worlds), allowed=allowed)
    luck = Luck(bank.seed, len(kept.worlds))
    visits = _visits(outlook, spread, luck)
    counts = {
        name: _level(outlook, name, added_by(bank, kept, bank.observed, name), visits, luck)
        for name in outlook.known
    }
    rungs = outlook.open_rungs
    return Futures(
        kept.weights,
        counts,
        {rung: bank.others[f"week of {rung}"][kept.worlds] for rung in rungs},
        {rung: bank.others[f"people for {rung}"][kept.worlds] for rung in rungs},
    )


def futures_kept(worlds: int) -> int:
    """How many worlds of a bank make the model's futures.

    >>> futures_kept(100_000)
    2000
    """
    return max(200, round(SHARE_KEPT * worlds))


def added_by(bank: Bank, kept: Kept, features: Floats, name: str) -> Floats:
    """What each kept world adds to a count by each day, worlds by days.

    Of people held and arrested, adjusted by regression to the ``features``; releases come in lumps,
    which a regression would blur, and stay as they are.
    """
    days = sum(other.startswith(f"{name}+") for other in bank.others)
    columns = [bank.others[f"{name}+{place}"][kept.worlds] for place in range(days)]
    added = np.stack(columns, axis=1)
    if name == "released_by_deal":
        return added
    return adjusted(added, bank.shift(features, kept.worlds), kept.weights)


def _level(outlook: Outlook, name: str, added: Floats, visits: Floats, luck: Luck) -> Floats:
    """A count at each day: what was last observed, what each world adds, and what visits do."""
    base = outlook.last_seen(name)
    assert base is not None, "known counts were observed"
    begun = _between(base, luck, name)[:, None]
    sign = {"released_by_deal": 1, "held": -1}.get(name, 0)
    return np.maximum(0.0, np.rint(begun + added + sign * visits))


def _visits(outlook: Outlook, spread: Spread, luck: Luck) -> Floats:
    """People whom visits bring by each day."""
    seen = outlook.case.observations
    waves, visits = (of(seen, until=outlook.now) for of in (waves_of, visits_of))
    visits = replace(visits, like=waves.sizes)
    if not visits.sizes or "released_by_deal" not in outlook.known:
        return np.zeros((luck.paths, len(outlook.days)))
    come = waves_to_come(visits, spread, weeks=outlook.ahead, luck=luck, name="visits")
    return np.minimum(come, outlook.most)


def _between(base: Observation, luck: Luck, name: str) -> Floats:
    """The last count as the sources allow it: anywhere between their low and high.

    Releases are counted from what was counted, as whoever scores them will.
    """
    if name == "released_by_deal":
        return np.full(luck.paths, base.value)
    return base.low + (base.high - base.low) * luck.row(f"{name}/last")
