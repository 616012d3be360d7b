"""Talks: opening them, the rounds, agreement and breakdown (ODD, "Talks")."""

from __future__ import annotations

from functools import partial

import numpy as np

from simulator.agents.dossier import DELIVERING, NEVER, TALKING, Dossier
from simulator.agents.ladder import NO_RUNG
from simulator.agents.parameters import Where, Words
from simulator.agents.plugins.known import Round
from simulator.agents.reasons import Moves, tell_reasons, tell_round
from simulator.agents.reservations import Reservations, Terms
from simulator.agents.strategies.concession import Moment, concede, named_share
from simulator.agents.tables import in_worlds, of_rung
from simulator.model import bargaining as rules
from simulator.model.delivery import lag
from simulator.model.price import WEEKS_A_YEAR
from simulator.model.prisoners import incentive_growth
from simulator.model.rounding import Bools, Floats, Index, Ints, count_up


class Talks:
    """The state machine of one sender's talks, in all worlds of a block."""

    def __init__(self, dossier: Dossier, reservations: Reservations) -> None:
        self._d = dossier
        self._reservations = reservations

    def open(self, week: int, worlds: Index) -> None:
        """Open talks on the first rung not wholly in force; where there is none, wait for ever."""
        d = self._d
        rung, after = d.ladder.first_open(worlds)
        finished = rung == NO_RUNG
        d.due[worlds[finished]] = NEVER
        worlds, rung, after = worlds[~finished], rung[~finished], after[~finished]
        sweet = d.sweeten_next[worlds] == rung
        d.sweeten_next[worlds] = NO_RUNG
        d.phase[worlds] = TALKING
        d.round[worlds] = 1
        d.conceded[worlds] = 0.0
        d.target_conceded[worlds] = 0.0
        d.rung[worlds], d.next_rung[worlds] = rung, after
        d.extra[worlds] = np.where(sweet, after, NO_RUNG)
        d.ladder.tabled[rung, worlds] = True
        d.ladder.tabled[after[sweet], worlds[sweet]] = True
        d.note(week, worlds, "talks open", rung=rung, extra=d.extra[worlds])

    def hold_round(self, week: int, worlds: Index) -> None:
        """One round: the target accepts, or offers; the sender accepts, or they meet again."""
        d, b = self._d, self._d.behaviour
        terms = self._reservations.terms(worlds)
        number, last = d.round[worlds], b.rounds[worlds]
        asked, offered, next_asked = self._moves(week, worlds, terms, number)
        taken_by_target = terms.zone & (offered >= asked)
        taken_by_sender = terms.zone & ~taken_by_target & (offered >= next_asked)
        fixed = terms.package.ask > 0
        taken_by_target = np.where(fixed, terms.zone, taken_by_target)
        taken_by_sender &= ~fixed
        agreed = taken_by_target | taken_by_sender
        people = np.where(taken_by_target, asked, offered)
        people = np.where(fixed, terms.package.ask, people)
        if d.stage.journal.listens(d.name, week):
            moves = Moves(asked, offered, next_asked, agreed, taken_by_target)
            tell_round(d, week, worlds, terms, moves)
            if len(d.stage.journal.asked(worlds)):
                tell_reasons(d, week, worlds, terms, moves, self._reservations.rate(worlds))
        self._agree(week, worlds, terms, people=people, where=agreed)
        over = ~agreed & (number >= last)
        goes_on = np.flatnonzero(~agreed & ~over)
        unsettled = worlds[goes_on]
        walks_out = d.coins.walk_out.uniform(unsettled) < b.walk_out_per_round[unsettled]
        over[goes_on[walks_out]] = True
        again = unsettled[~walks_out]
        d.round[again] += 1
        d.due[again] = week + b.round_weeks[again]
        self._break_down(week, worlds[over], walked_out=(number < last)[over])

    def _moves(
        self, week: int, worlds: Index, terms: Terms, number: Ints
    ) -> tuple[Ints, Ints, Ints]:
        """What is asked, what is offered, and what would be asked in the next round."""
        d, b = self._d, self._d.behaviour
        target, last = d.stage.target.terms, b.rounds[worlds]
        heard, told = d.target_conceded[worlds], d.conceded[worlds]
        in_sight = partial(self._in_sight, week, worlds, terms, last=last)
        now = np.minimum(1.0, number / last)
        seen = partial(in_sight, "target", number=number, fraction=now, own=heard, others=told)
        targets = concede(target.concession, worlds, Moment(now, told, seen))
        seen = partial(in_sight, "sender", number=number, fraction=now, own=told, others=heard)
        own = concede(b.concession, worlds, Moment(now, heard, seen))
        goes_on = number < last
        later = np.minimum(1.0, (number + 1) / last)
        answered = np.where(goes_on, targets, heard)
        before = np.where(goes_on, own, told)
        after = np.minimum(number + 1, last)
        seen = partial(
            in_sight, "sender", number=after, fraction=later, own=before, others=answered
        )
        own_next = concede(b.concession, worlds, Moment(later, answered, seen))
        asked = self._named(b.concession, worlds, terms, rules.demand(terms.opening, terms.lo, own))
        next_asked = self._named(
            b.concession, worlds, terms, rules.demand(terms.opening, terms.lo, own_next)
        )
        offer = rules.offer(terms.hi, target.opening[worlds], targets)
        offered = self._named(target.concession, worlds, terms, offer)
        d.conceded[worlds], d.target_conceded[worlds] = own, targets
        return asked, offered, next_asked

    def _in_sight(  # noqa: PLR0913 - what a side knows, thing by thing
        self,
        week: int,
        worlds: Index,
        terms: Terms,
        side: str,
        some: Where,
        *,
        number: Ints,
        last: Ints,
        fraction: Floats,
        own: Floats,
        others: Floats,
    ) -> Round:
        """What a user's own strategy may know of a round, in some of ``worlds``."""
        d, is_target = self._d, side == "target"
        chosen = worlds[some]
        first_offer = (
            terms.hi * d.stage.target.terms.opening[worlds] if is_target else terms.opening
        )
        return Round(
            side,
            week,
            round=number[some],
            rounds=last[some],
            fraction=fraction[some],
            own_conceded=own[some],
            other_conceded=others[some],
            reservation=(terms.hi if is_target else terms.lo)[some],
            opening=first_offer[some].astype(np.float64),
            belief=(d.targets_trust if is_target else d.trust).mean(chosen),
        )

    def _named(self, strategies: Words, worlds: Index, terms: Terms, otherwise: Ints) -> Ints:
        """The division that ``nash`` and ``rubinstein`` name; others stay with ``otherwise``."""
        if not {"nash", "rubinstein"} & set(strategies.options):
            return otherwise
        b = self._d.behaviour
        rho = self._d.stage.target.terms.discount_rate_per_year[worlds]
        patience = np.exp(-rho * b.round_weeks[worlds] / WEEKS_A_YEAR)
        names, share = named_share(
            strategies,
            worlds,
            nash=b.bargaining_weight[worlds],
            rubinstein=rules.rubinstein_share(b.patience[worlds], patience),
        )
        return np.where(names, rules.division(terms.lo, terms.hi, share), otherwise)

    def _agree(self, week: int, worlds: Index, terms: Terms, *, people: Ints, where: Bools) -> None:
        """Enter the deals that were struck and set their first delivery date."""
        d, b, target = self._d, self._d.behaviour, self._d.stage.target
        chosen = np.flatnonzero(where)
        worlds, people = worlds[chosen], people[chosen]
        if not len(worlds):
            return
        rung = d.rung[worlds]
        due = np.maximum(0, people - of_rung(d.ladder.owed, rung, worlds))
        first = b.movers[worlds]
        d.deal[worlds] = d.book.add(
            worlds,
            start_levels=d.stage.relief.legal[d.ladder.mine].take(worlds, axis=1),
            goals=terms.eased[d.ladder.mine].take(chosen, axis=1),
            named=np.isfinite(terms.package.goals[:, chosen]),
            rung=rung,
            extra=d.extra[worlds],
            agreed_week=week,
            round=d.round[worlds],
            lo=terms.lo[chosen],
            hi=terms.hi[chosen],
            prisoners=people,
            to_release=due,
            tranches=np.minimum(b.tranches[worlds], people),
            first=first,
            release_lag=b.release_lag_weeks[worlds],
            relief_lag=b.relief_lag_weeks[worlds],
        )
        held = count_up(target.held_in(worlds))
        target.incentive[worlds] += incentive_growth(
            terms.value[chosen], terms.hold_value[chosen], people, held
        )
        target.promised[worlds] += due
        d.phase[worlds] = DELIVERING
        d.due[worlds] = week + lag(first, b.release_lag_weeks[worlds], b.relief_lag_weeks[worlds])
        d.note(week, worlds, "agreement", rung=rung, people=people, to_release=due)

    def _break_down(self, week: int, worlds: Index, *, walked_out: Bools) -> None:
        """Talks end without a deal; the sender reacts at once, then both sides rest."""
        d = self._d
        if not len(worlds):
            return
        d.breakdowns[worlds] += 1
        d.note(week, worlds, "breakdown", rung=d.rung[worlds], walked_out=walked_out * 1)
        for word, mask in d.behaviour.on_breakdown.among(worlds):
            if word == "sweeten":
                self._sweeten(worlds[mask])
            elif word == "escalate":
                self._escalate(week, worlds[mask])
            elif word == "walk_away":
                d.leave_for_good(worlds[mask])
                d.note(week, worlds[mask], "walks away")
        d.rest(week, worlds)

    def _sweeten(self, worlds: Index) -> None:
        """Next time this rung and the next are offered together, once a rung."""
        d = self._d
        rung = d.rung[worlds]
        can = ~d.ladder.sweetened[rung, worlds] & (d.next_rung[worlds] != NO_RUNG)
        d.ladder.sweetened[rung[can], worlds[can]] = True
        d.sweeten_next[worlds[can]] = rung[can]

    def _escalate(self, week: int, worlds: Index) -> None:
        """Tighten the named instrument by a step, unless it has been eased."""
        d, relief = self._d, self._d.stage.relief
        for name, mask in d.behaviour.escalate_instrument.among(worlds):
            k = relief.instruments.index(name)
            some = worlds[mask]
            some = some[relief.legal[k, some] <= 0]
            relief.legal[k, some] = rules.tightened(
                relief.legal[k, some],
                d.behaviour.escalate_step[some],
                in_worlds(relief.floor[k], some),
            )
            d.note(week, some, "escalation", instrument=name, level=relief.legal[k, some])
