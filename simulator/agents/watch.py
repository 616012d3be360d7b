"""Watching completed deals: does the target refill its prisons, and what then (ODD, "Snapback")."""

from __future__ import annotations

import numpy as np

from simulator.agents import deals
from simulator.agents.deliveries import Deliveries
from simulator.agents.dossier import DELIVERING, Dossier
from simulator.agents.ladder import NO_RUNG
from simulator.model import delivery as rules
from simulator.model.rounding import Floats, Index, at_most


class Watch:
    """One sender's eye on its completed deals, in all worlds of a block."""

    def __init__(self, dossier: Dossier, deliveries: Deliveries) -> None:
        self._d = dossier
        self._deliveries = deliveries

    def judge(self, week: int) -> None:
        """Hold what has been published this week against each deal that is watched."""
        d = self._d
        watched = d.book.watched(week)
        if not len(watched):
            return
        worlds = d.book["world"][watched]
        backsliding = self._backsliding(watched, worlds)
        limit = (
            d.behaviour.alarm_people[worlds]
            + d.behaviour.tolerance[worlds] * (d.book["released"][watched])
        )
        alarmed = ~at_most(backsliding, limit)
        d.detail(
            week,
            worlds,
            "judged",
            rung=d.book["rung"][watched],
            completed=d.book["completed_week"][watched],
            released=d.book["released"][watched],
            newly=backsliding,
            limit=limit,
            alarmed=alarmed * 1,
        )
        rows, worlds = watched[alarmed], worlds[alarmed]
        d.note(
            week,
            worlds,
            "alarm",
            rung=d.book["rung"][rows],
            watch=d.behaviour.watch.of(worlds),
            newly=backsliding[alarmed],
            limit=limit[alarmed],
        )
        for word, mask in d.behaviour.snapback.among(worlds):
            if word == "freeze":
                d.freeze(week, worlds[mask], d.behaviour.cooling_weeks[worlds[mask]])
                d.note(week, worlds[mask], "freeze", weeks=d.behaviour.cooling_weeks[worlds[mask]])
            elif word != "none":
                self._snap_back(week, rows[mask], policy=word, watched=watched)

    def _backsliding(self, rows: Index, worlds: Index) -> Floats:
        """People by whom the target has slid back since each deal's reference publication."""
        d, now = self._d, self._d.stage.observer.latest
        base = d.stage.target.repression_terms.arrests_per_week[worlds]
        weeks = now.week - d.book["reference_week"][rows]
        newly = now.recognised[worlds] - d.book["reference_recognised"][rows]
        backsliding = newly - base * weeks
        counts = d.behaviour.watch.are("count")[worlds]
        more = now.count[worlds] - d.book["reference_count"][rows] + d.book["released_since"][rows]
        return np.where(counts, more, backsliding)

    def _snap_back(self, week: int, rows: Index, *, policy: str, watched: Index) -> None:
        """Take relief back for the earliest alarming deal of each world; later watches end."""
        d, book = self._d, self._d.book
        worlds, first = np.unique(book["world"][rows], return_index=True)
        rows = rows[first]
        d.snapbacks[worlds] += 1
        d.trust.broken_once(worlds)
        d.targets_trust.doubted(worlds)
        book["outcome"][rows] = deals.SNAPPED_BACK
        d.note(week, worlds, "snapback", rung=book["rung"][rows], policy=policy)
        if policy == "grim":
            self._deliveries.cancel(week, worlds)
            d.leave_for_good(worlds)
            self._deliveries.take_back_all(week, worlds)
        else:
            self._lower(rows, worlds, halfway=policy == "partial")
            self._end_watches(rows, worlds, watched)
        stopped = worlds[d.phase[worlds] != DELIVERING]
        d.rest(week, stopped)

    def _lower(self, rows: Index, worlds: Index, *, halfway: bool) -> None:
        """Levels fall by half of what the rung gave, or to where they were before it."""
        d, relief = self._d, self._d.stage.relief
        for row, k in enumerate(d.ladder.own):
            start, goal = d.book.start_levels[row, rows], d.book.goals[row, rows]
            relief.legal[k, worlds] = rules.level_taken_back(
                relief.legal[k, worlds], start, goal - start, half=halfway
            )
        d.ladder.distanced[d.book["rung"][rows], worlds] = False
        doubled = d.book["extra"][rows] != NO_RUNG
        d.ladder.distanced[d.book["extra"][rows[doubled]], worlds[doubled]] = False

    def _end_watches(self, rows: Index, worlds: Index, watched: Index) -> None:
        """The watch of the deals snapped back, and of later ones, ends, and with it the calm."""
        d, book = self._d, self._d.book
        first = np.full(len(d.due), np.iinfo(np.int64).max)
        first[worlds] = rows
        over = watched >= first[book["world"][watched]]
        book.watching[watched[over]] = False
        left = watched[~over]
        d.watched_until[worlds] = 0.0
        left = left[np.isin(book["world"][left], worlds)]
        np.maximum.at(d.watched_until, book["world"][left], book["watch_until"][left])
