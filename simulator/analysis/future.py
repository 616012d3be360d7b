"""Possible futures from a day on, given what was observed until then: of the model, and without it.

The model's futures are those of the worlds that agree with what was observed: the same rungs
reached and not reached by that day, and among these the nearest in all else (``bank``). A world is
kept with its parameters *and* its luck until that day, so that its ladder, its beliefs, its clocks
and its watches stand where history left them; what it adds after that day is added to what had been
observed. One thing the model cannot do: it sells each rung once, and between rungs nobody goes free
by deal, while in history visits brought a few people each without any relief. Such visits go on in
its futures as waves of their own, as often and as large as those seen so far (``simple``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from simulator.analysis.bank import Bank, Measure, fill_bank
from simulator.analysis.features import features_of, people_freed
from simulator.analysis.foresight import NEVER, Case, Foresight
from simulator.analysis.nearest import Kept, adjusted
from simulator.analysis.observations import Observation
from simulator.analysis.simple import (
    Luck,
    Spread,
    drifted,
    people,
    rungs_to_come,
    size_to_come,
    visits_of,
    waves_of,
    waves_to_come,
)
from simulator.engine.blocks import Progress
from simulator.errors import RequestError

Floats = npt.NDArray[np.float64]

PEOPLE: Final = ("released_by_deal", "held", "arrested")
"""The counts that are forecast."""

SHARE_KEPT: Final = 0.02
"""Of the worlds run, the share that makes the model's futures."""


@dataclass(frozen=True)
class Outlook:
    """What is asked: a case as observed until ``today``, and the days to look at."""

    case: Case
    today: dt.date
    days: tuple[dt.date, ...]

    def week(self, day: dt.date) -> int:
        """The week of a day, from the case's start."""
        return (day - self.case.scenario.start).days // 7

    @property
    def now(self) -> int:
        """The week of the day from which it looks ahead."""
        return self.week(self.today)

    @property
    def weeks(self) -> tuple[int, ...]:
        """The weeks looked at."""
        return tuple(self.week(day) for day in self.days)

    @property
    def ahead(self) -> tuple[int, ...]:
        """The weeks from today until each day."""
        return tuple(week - self.now for week in self.weeks)

    @property
    def most(self) -> float:
        """The most that can be released: those last counted."""
        held = self.last_seen("held")
        return held.value if held else np.inf

    def last_seen(self, quantity: str) -> Observation | None:
        """The last observation of a count."""
        seen = [e for e in self.case.observations if e.quantity == quantity and e.week >= 0]
        return max(seen, key=lambda each: each.date, default=None)

    @property
    def known(self) -> tuple[str, ...]:
        """The counts that were observed, and so can be forecast."""
        return tuple(name for name in PEOPLE if self.last_seen(name))

    @property
    def open_rungs(self) -> tuple[str, ...]:
        """The rungs not reached, as ``sender/rung``, in the order of each sender's ladder."""
        came = {e.subject for e in self.case.observations if e.kind == "rung" and e.value}
        return tuple(
            f"{name}/{rung}"
            for name, sender in self.case.scenario.senders.items()
            for rung in _ladder(sender)
            if f"{name}/{rung}" not in came
        )


def _ladder(sender: object) -> tuple[str, ...]:
    order = getattr(sender, "order", ())
    listed = order.central() if hasattr(order, "central") else order
    return tuple(listed) or tuple(getattr(sender, "rungs", ()))


@dataclass(frozen=True)
class Futures:
    """Possible futures with their weights (which sum to 1).

    ``counts`` has by quantity the number at each day looked at, futures by days; ``weeks`` by rung
    the week in which it is reached (infinite: never); ``sizes`` by rung the people its deals free
    by the last day, 0 if none.
    """

    weights: Floats
    counts: Mapping[str, Floats]
    weeks: Mapping[str, Floats]
    sizes: Mapping[str, Floats]


def known_by(case: Case, today: dt.date) -> Case:
    """A case as it was known on a day: counts until then, events come or not come until then."""
    start = case.scenario.start
    week = (today - start).days // 7
    seen = [e for e in case.observations if e.date <= today and (e.value or not e.is_event)]
    came = {each.quantity for each in seen if each.is_event}
    for each in case.observations:
        if each.is_event and each.quantity not in came:
            came.add(each.quantity)
            seen.append(_not_yet(each, today, week))
    return Case(case.name, case.scenario, tuple(seen))


def _not_yet(each: Observation, today: dt.date, week: int) -> Observation:
    return Observation(f"{each.id}-not-yet", today, week, each.quantity, 0.0, 0.0, 0.0)


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


def blended(model: Futures, simple: Futures, *, weight: float) -> Futures:
    """Both together: the model's futures with so much weight, the simple ones with the rest."""

    def both(a: Mapping[str, Floats], b: Mapping[str, Floats]) -> dict[str, Floats]:
        return {name: np.concatenate([a[name], b[name]]) for name in a}

    return Futures(
        np.concatenate([weight * model.weights, (1 - weight) * simple.weights]),
        both(model.counts, simple.counts),
        both(model.weeks, simple.weeks),
        both(model.sizes, simple.sizes),
    )


def only(futures: Futures, places: Sequence[int]) -> Futures:
    """The same futures at some of the days."""
    counts = {name: values[:, list(places)] for name, values in futures.counts.items()}
    return Futures(futures.weights, counts, futures.weeks, futures.sizes)
