"""Does a side keep its word, now that its tranche is due? (ODD, "Delivery")."""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.agents.dossier import Dossier
from simulator.agents.reservations import Reservations
from simulator.agents.strategies.delivery import Deliverer, Due
from simulator.agents.tables import in_worlds, of_rung
from simulator.model import delivery as rules
from simulator.model.bargaining import present_value
from simulator.model.rounding import Bools, Floats, Index

CREDIBLE_TAKE_BACK: Final = {"full": 1.0, "grim": 1.0, "partial": 0.5, "none": 0.0, "freeze": 0.0}
"""Share of the relief given that a sender's snapback policy would take back after a breach."""


class Keeping:
    """What each side of one sender's deals decides about its tranche, in some worlds of a block.

    ``rows`` are those of the sender's book, one for each of ``worlds``.
    """

    def __init__(self, dossier: Dossier, reservations: Reservations) -> None:
        self._d = dossier
        self._reservations = reservations

    def target_delivers(self, week: int, rows: Index, worlds: Index) -> Bools:
        """Whether the target releases its tranche; one of nobody (all owed) cannot fail."""
        d, terms = self._d, self._d.stage.target.terms
        target = Deliverer(
            terms.delivery,
            terms.keeps_probability,
            terms.forgives_probability,
            terms.slip,
            reneges=d.coins.target_reneges,
            slips=d.coins.target_slip,
            other=d.record,
            gains=lambda mask: self._target_gains(rows[mask], worlds[mask]),
            due=lambda mask: self._due("target", week, rows[mask], worlds[mask]),
        )
        nobody_due: Bools = d.book.people_due(rows) == 0
        return target.delivers(worlds, d.book["tranches"][rows]) | nobody_due

    def sender_delivers(self, week: int, rows: Index, worlds: Index) -> Bools:
        """Whether the sender gives its tranche of relief."""
        d, b = self._d, self._d.behaviour
        sender = Deliverer(
            b.delivery,
            b.keeps_probability,
            b.forgives_probability,
            b.slip,
            reneges=d.coins.sender_reneges,
            slips=d.coins.sender_slip,
            other=d.targets_record,
            gains=lambda mask: self._sender_gains(rows[mask], worlds[mask]),
            due=lambda mask: self._due("sender", week, rows[mask], worlds[mask]),
        )
        return sender.delivers(worlds, d.book["tranches"][rows])

    def tell(
        self, week: int, rows: Index, worlds: Index, *, side: str, moves: Bools, fails: Bools
    ) -> None:
        """Whose tranche was due, by which policy, and whether it was delivered, where it was."""
        d, book = self._d, self._d.book
        if not d.stage.journal.listens(d.name, week):
            return
        moved = np.flatnonzero(moves)
        asked = moved[d.stage.journal.asked(worlds[moved])]
        if not len(asked):
            return
        rows, worlds, kept = rows[asked], worlds[asked], ~fails[asked]
        policy = d.stage.target.terms.delivery if side == "target" else d.behaviour.delivery
        pays = self._target_gains if side == "target" else self._sender_gains
        d.detail(
            week,
            worlds,
            f"delivery by {side}",
            rung=book["rung"][rows],
            tranche=book["tranche"][rows],
            tranches=book["tranches"][rows],
            policy=policy.of(worlds),
            pays=pays(rows, worlds) * 1,
            kept=kept * 1,
        )

    def _target_gains(self, rows: Index, worlds: Index) -> Bools:
        """Whether an opportunist target gains by releasing its tranche."""
        d, target, book = self._d, self._d.stage.target, self._d.book
        mix = of_rung(d.ladder.mix, book["rung"][rows], worlds)
        hold = target.hold_value(worlds, mix, target.held_in(worlds))
        value = self._value_of_deal(rows, worlds)
        given = book["sender_tranches"][rows] / book["tranches"][rows]
        credible = np.empty(len(worlds))
        for word, mask in d.behaviour.snapback.among(worlds):
            credible[mask] = CREDIBLE_TAKE_BACK[word]
        return rules.target_gains_by_keeping(
            hold * book.people_due(rows),
            d.targets_trust.mean(worlds),
            to_come=value * (1.0 - given),
            to_lose=credible * target.terms.takeback_credibility[worlds] * value * given,
            shadow=target.terms.shadow_usd_m[worlds],
        )

    def _value_of_deal(self, rows: Index, worlds: Index) -> Floats:
        """Present value now of raising the deal's instruments from before the deal to its goals."""
        d, relief = self._d, self._d.stage.relief
        before = relief.legal.take(worlds, axis=1)
        after = before.copy()
        for row, k in enumerate(d.ladder.own):
            start, goal = d.book.start_levels[row, rows], d.book.goals[row, rows]
            raised = goal > start
            before[k] = np.where(raised, start, before[k])
            after[k] = np.where(raised, goal, after[k])
        gain = relief.gain(worlds, before=before, after=after)
        slowest = d.ladder.slowest(d.book["rung"][rows], d.book["extra"][rows], worlds)
        return present_value(gain, self._reservations.rate(worlds), slowest)

    def _sender_gains(self, rows: Index, worlds: Index) -> Bools:
        """Whether an opportunist sender gains by giving its tranche of relief."""
        d, book, relief = self._d, self._d.book, self._d.stage.relief
        cost = np.zeros(len(worlds))
        done = book["tranche"][rows] / book["tranches"][rows]
        for row, k in enumerate(d.ladder.own):
            level = book.level_due(row, rows, done)
            rise = np.maximum(0.0, level - relief.legal[k][worlds])
            cost = cost + in_worlds(relief.cost[k], worlds) * rise
        mix = of_rung(d.ladder.mix, book["rung"][rows], worlds)
        value = d.value_of(mix, worlds)
        to_come = value * book.people_to_come(rows)
        return rules.sender_gains_by_keeping(
            cost,
            d.trust.mean(worlds),
            to_come=to_come,
            shadow=d.behaviour.shadow_prisoners[worlds],
        )

    def _due(self, side: str, week: int, rows: Index, worlds: Index) -> Due:
        """What is due of a side, for a user's own policy."""
        d, book = self._d, self._d.book
        trust = d.targets_trust if side == "target" else d.trust
        return Due(
            side,
            week,
            tranche=book["tranche"][rows],
            tranches=book["tranches"][rows],
            people=book.people_due(rows),
            belief=trust.mean(worlds),
        )
