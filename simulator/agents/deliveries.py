"""Deliveries: releases and relief, tranche by tranche, until the deal is complete or broken.

ODD, "Delivery". A deal lives in a row of the sender's book; ``turn`` says whose tranche is due.
"""

from __future__ import annotations

import numpy as np

from simulator.agents import deals
from simulator.agents.dossier import DELIVERING, IDLE, NEVER, Dossier
from simulator.agents.keeping import Keeping
from simulator.agents.ladder import NO_RUNG
from simulator.agents.reservations import Reservations
from simulator.agents.tables import of_rung
from simulator.model import delivery as rules
from simulator.model.delivery import Side
from simulator.model.price import discounted
from simulator.model.rounding import Bools, Index, Ints, add_up, count_up


class Deliveries:
    """Carries out one sender's deals in all worlds of a block."""

    def __init__(self, dossier: Dossier, reservations: Reservations) -> None:
        self._d = dossier
        self._keeping = Keeping(dossier, reservations)
        self.utility_cost = np.zeros(len(dossier.due))

    def carry_out(self, week: int, worlds: Index) -> None:
        """The tranche that is due in each of ``worlds``: one side's, or both sides' at once."""
        d = self._d
        rows = d.deal[worlds]
        turn = self._turn(rows)
        by_target, by_sender = turn != Side.SENDER, turn != Side.TARGET
        target_fails = np.zeros(len(worlds), dtype=bool)
        sender_fails = np.zeros(len(worlds), dtype=bool)
        if by_target.any():
            target_fails[by_target] = ~self._keeping.target_delivers(
                week, rows[by_target], worlds[by_target]
            )
        if by_sender.any():
            sender_fails[by_sender] = ~self._keeping.sender_delivers(
                week, rows[by_sender], worlds[by_sender]
            )
        for side, moves, fails in (
            ("target", by_target, target_fails),
            ("sender", by_sender, sender_fails),
        ):
            self._keeping.tell(week, rows, worlds, side=side, moves=moves, fails=fails)
        releases, relieves = by_target & ~target_fails, by_sender & ~sender_fails
        broken = target_fails | sender_fails
        if releases.any():
            self._release(week, rows[releases], worlds[releases])
        if relieves.any():
            self._give_relief(week, rows[relieves], worlds[relieves])
        if broken.any():
            self._break_off(
                week, rows, worlds, target_fails=target_fails, sender_fails=sender_fails
            )
        self._go_on(week, rows[~broken], worlds[~broken], turn[~broken])

    def cancel(self, week: int, worlds: Index) -> None:
        """Stop the deals under way in ``worlds``, without a breach (a grim snapback)."""
        d = self._d
        worlds = worlds[d.phase[worlds] == DELIVERING]
        rows = d.deal[worlds]
        d.book["outcome"][rows] = deals.SNAPPED_BACK
        self._forget(rows, worlds)
        d.phase[worlds] = IDLE
        d.due[worlds] = NEVER
        d.note(week, worlds, "deal cancelled", rung=d.book["rung"][rows])

    def take_back_all(self, week: int, worlds: Index) -> None:
        """All this sender gave is withdrawn: no level above 0, no watch, no distancing."""
        d, relief = self._d, self._d.stage.relief
        for k in d.ladder.own:
            relief.legal[k, worlds] = np.minimum(relief.legal[k, worlds], 0.0)
        d.ladder.distanced[:, worlds] = False
        d.book.undo(worlds)
        d.watched_until[worlds] = 0.0
        d.note(week, worlds, "all relief withdrawn")

    # -- whose turn, and does it keep -----------------------------------------------------------

    def _turn(self, rows: Index) -> Ints:
        """Whose tranche is due: who moves first, until it has moved in this tranche."""
        book = self._d.book
        first, tranche = book["first"][rows], book["tranche"][rows]
        waiting_for_sender = (first == Side.TARGET) & (book["target_tranches"][rows] == tranche)
        waiting_for_target = (first == Side.SENDER) & (book["sender_tranches"][rows] == tranche)
        turn = np.where(waiting_for_sender, Side.SENDER, first)
        return np.where(waiting_for_target, Side.TARGET, turn)

    # -- what a delivery does -------------------------------------------------------------------

    def _release(self, week: int, rows: Index, worlds: Index) -> None:
        """The target hands over its tranche; if fewer are held than due, all go, and it is kept."""
        d, target, book = self._d, self._d.stage.target, self._d.book
        due = book.people_due(rows)
        held = target.held_in(worlds)
        values = target.scarce_hold_values(worlds, held)
        mix = of_rung(d.ladder.mix, book["rung"][rows], worlds)
        freed = target.release(worlds, due, mix, held)
        people = count_up(freed)
        target.promised[worlds] -= due
        discount = discounted(target.terms.discount_rate_per_year[worlds], week)
        self.utility_cost[worlds] += discount * add_up(freed * values)
        for total, number in zip(book.freed, freed, strict=True):
            total[rows] += number
        book["released"][rows] += people
        since = d.stage.observer.latest.week
        same = book["released_since_week"][rows] == since
        book["released_since"][rows] = people + same * book["released_since"][rows]
        book["released_since_week"][rows] = since
        book["target_tranches"][rows] += 1
        d.trust.kept_a_part(worlds, 1.0 / book["tranches"][rows])
        d.targets_record.add(worlds, np.ones(len(worlds), dtype=bool))
        d.note(
            week,
            worlds,
            "release",
            rung=book["rung"][rows],
            people=people,
            due=due,
            tranche=book["tranche"][rows],
            tranches=book["tranches"][rows],
            belief_sender=d.trust.mean(worlds),
        )

    def _give_relief(self, week: int, rows: Index, worlds: Index) -> None:
        """The sender decrees its tranche of relief."""
        d, book = self._d, self._d.book
        done = book["tranche"][rows] / book["tranches"][rows]
        for row, legal in enumerate(d.stage.relief.legal[d.ladder.mine]):
            legal[worlds] = np.maximum(legal[worlds], book.level_due(row, rows, done))
        book["sender_tranches"][rows] += 1
        d.targets_trust.kept_a_part(worlds, 1.0 / book["tranches"][rows])
        d.record.add(worlds, np.ones(len(worlds), dtype=bool))
        d.note(
            week,
            worlds,
            "relief",
            rung=book["rung"][rows],
            tranche=book["tranche"][rows],
            tranches=book["tranches"][rows],
            belief_target=d.targets_trust.mean(worlds),
        )

    # -- breach, next tranche, completion -------------------------------------------------------

    def _break_off(
        self, week: int, rows: Index, worlds: Index, *, target_fails: Bools, sender_fails: Bools
    ) -> None:
        """A side has not delivered: the deal ends, trust falls, and both sides rest."""
        d, book = self._d, self._d.book
        cheated, by_sender = rows[sender_fails], worlds[sender_fails]
        d.ladder.owed[book["rung"][cheated], by_sender] += book["released"][cheated]
        d.breaches_by_sender[by_sender] += 1
        self._breach(week, cheated, by_sender, by_target=False)
        by_target = worlds[target_fails]
        d.breaches_by_target[by_target] += 1
        self._breach(week, rows[target_fails], by_target, by_target=True)
        broken = target_fails | sender_fails
        self._forget(rows[broken], worlds[broken])
        self._take_back(week, rows[target_fails], by_target)
        d.rest(week, worlds[broken])

    def _breach(self, week: int, rows: Index, worlds: Index, *, by_target: bool) -> None:
        """Enter a side's breach: in the deal, in the other's belief, and in its record."""
        d = self._d
        trust, record = (d.trust, d.targets_record) if by_target else (d.targets_trust, d.record)
        outcome = deals.BREACH_BY_TARGET if by_target else deals.BREACH_BY_SENDER
        d.book["outcome"][rows] = outcome
        trust.broken_once(worlds)
        record.add(worlds, np.zeros(len(worlds), dtype=bool))
        d.note(
            week,
            worlds,
            f"breach by {'target' if by_target else 'sender'}",
            rung=d.book["rung"][rows],
        )

    def _forget(self, rows: Index, worlds: Index) -> None:
        """People promised and not handed over are free to be promised again."""
        self._d.stage.target.promised[worlds] -= self._d.book.people_to_come(rows)

    def _take_back(self, week: int, rows: Index, worlds: Index) -> None:
        """After the target's breach: relief of this deal goes as the snapback policy says."""
        d, relief = self._d, self._d.stage.relief
        for word, mask in d.behaviour.snapback.among(worlds):
            some, where = rows[mask], worlds[mask]
            if word == "grim":
                d.leave_for_good(where)
                self.take_back_all(week, where)
            elif word in ("partial", "full"):
                for row, k in enumerate(d.ladder.own):
                    start = d.book.start_levels[row, some]
                    share = d.book["sender_tranches"][some] / d.book["tranches"][some]
                    given = rules.tranche_level(start, d.book.goals[row, some], share) - start
                    relief.legal[k, where] = rules.level_taken_back(
                        relief.legal[k, where], start, given, half=word == "partial"
                    )

    def _go_on(self, week: int, rows: Index, worlds: Index, turn: Ints) -> None:
        """What comes after a kept tranche: the other side's, the next one, or completion."""
        d, book = self._d, self._d.book
        first = book["first"][rows]
        closes = (turn == Side.BOTH) | (turn != first)
        complete = closes & (book["tranche"][rows] == book["tranches"][rows])
        book["tranche"][rows[closes & ~complete]] += 1
        other = Side.TARGET + Side.SENDER - turn
        mover = np.where(closes, first, other)
        d.due[worlds] = week + rules.lag(mover, book["release_lag"][rows], book["relief_lag"][rows])
        if complete.any():
            self._complete(week, rows[complete], worlds[complete])

    def _complete(self, week: int, rows: Index, worlds: Index) -> None:
        """The deal is done: distancing comes into force, the watch begins, both sides rest."""
        d, book, published = self._d, self._d.book, self._d.stage.observer.latest
        book["outcome"][rows] = deals.KEPT
        book["completed_week"][rows] = week
        book["watch_until"][rows] = week + d.behaviour.watch_weeks[worlds]
        book["reference_week"][rows] = published.week
        book["reference_count"][rows] = published.count[worlds]
        book["reference_recognised"][rows] = published.recognised[worlds]
        fresh = book["released_since_week"][rows] == published.week
        book["released_since"][rows] *= fresh
        book.watching[rows] = True
        d.watched_until[worlds] = np.maximum(d.watched_until[worlds], book["watch_until"][rows])
        self._enter_rung(week, book["rung"][rows], worlds)
        doubled = book["extra"][rows] != NO_RUNG
        if doubled.any():
            self._enter_rung(week, book["extra"][rows[doubled]], worlds[doubled])
        d.phase[worlds] = IDLE
        d.due[worlds] = week + d.gap(worlds)
        d.note(
            week, worlds, "deal complete", rung=book["rung"][rows], people=book["released"][rows]
        )

    def _enter_rung(self, week: int, rung: Ints, worlds: Index) -> None:
        ladder = self._d.ladder
        ladder.distanced[rung, worlds] = of_rung(ladder.distancing, rung, worlds) > 0
        ladder.tabled[rung, worlds] = False
        ladder.owed[rung, worlds] = 0
        reached = ladder.completed_week[rung, worlds] >= 0
        ladder.completed_week[rung[~reached], worlds[~reached]] = week
