"""The recorder: acts last in each week and keeps what is reported of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt

from simulator.agents.clock import Clock, Process
from simulator.agents.dossier import Stage
from simulator.agents.sender import Sender
from simulator.model.economy import discounted
from simulator.model.rounding import Floats, count_up

Weekly = npt.NDArray[np.float64] | npt.NDArray[np.int64] | npt.NDArray[np.bool_]


class Sink(Protocol):
    """Whoever wants the weekly values of a block: the summaries, or one world's series."""

    def take(self, week: int, variable: str, values: Weekly) -> None:
        """One variable's values in all worlds of the block."""
        ...

    def note(self, week: int, variable: str, values: Weekly) -> None:
        """Likewise of a count that no report shows but history is compared with."""
        ...


class Recorder:
    """Hands the week's values on, and adds up what is counted over the whole run."""

    def __init__(self, *, stage: Stage, senders: Mapping[str, Sender], sink: Sink) -> None:
        self._stage = stage
        self._senders = senders
        self._sink = sink
        worlds = len(stage.target.incentive)
        self.relief_value = np.zeros(worlds)
        self.targets_gain = np.zeros(worlds)

    def live(self, clock: Clock) -> Process:
        """Record every week."""
        yield from clock.every(1, self, self._act)

    def targets_utility(self) -> Floats:
        """USD million: discounted gains from relief and subsidy, less the people released."""
        utility = self.targets_gain
        for sender in self._senders.values():
            utility = utility - sender.deliveries.utility_cost
        return utility

    def _act(self, week: int) -> None:
        stage = self._stage
        income, without = stage.relief.income()
        relief = income - without
        self.relief_value += relief
        patron = stage.patron
        gained = relief + (patron.subsidy - patron.ordinary_subsidy)
        rho = stage.target.terms.discount_rate_per_year
        self.targets_gain += discounted(rho, week) * gained
        ledger = stage.target.ledger
        self._sink.take(week, "held", count_up(ledger.held))
        self._sink.take(week, "held_without_talks", count_up(stage.target.untouched.held))
        self._sink.take(week, "released", count_up(ledger.released))
        self._sink.take(week, "arrested", stage.observer.arrested)
        self._sink.take(week, "price_usd_per_t", stage.market.price)
        self._sink.take(week, "income_usd_m_per_week", income)
        for name, level in zip(stage.relief.instruments, stage.relief.effective, strict=True):
            self._sink.take(week, f"relief_{name}", level)
        self._sink.take(week, "reliance", stage.relief.reliance)
        for name, sender in self._senders.items():
            d = sender.dossier
            self._sink.take(week, f"belief_target_{name}", d.targets_trust.everywhere())
            self._sink.take(week, f"belief_{name}", d.trust.everywhere())
            self._sink.take(week, f"talks_{name}", sender.talking())
            self._sink.note(week, f"snapbacks_{name}", d.snapbacks)
        self._sink.note(week, "gestures", count_up(ledger.gestures))
        self._sink.note(week, "term_ended", count_up(ledger.term_ended))
        self._note_closely(week)

    def _note_closely(self, week: int) -> None:
        """What only a closer look at some worlds asks for: relief as decreed, classes, arrests."""
        stage = self._stage
        target = stage.target
        self._sink.note(week, "relief_value_usd_m", self.relief_value)
        self._sink.note(week, "arrested_without_talks", count_up(target.untouched.arrested))
        for name, level in zip(stage.relief.instruments, stage.relief.legal, strict=True):
            self._sink.note(week, f"decreed_{name}", level)
        for name, held, alone in zip(
            target.classes, target.ledger.held, target.untouched.held, strict=True
        ):
            self._sink.note(week, f"held_class_{name}", held)
            self._sink.note(week, f"held_class_without_talks_{name}", alone)
