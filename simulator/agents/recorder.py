"""The recorder: acts last in each week and keeps what is reported of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

import numpy as np
import numpy.typing as npt

from simulator.agents.clock import Clock, Process
from simulator.agents.dossier import Stage
from simulator.agents.sender import Sender
from simulator.model.price import discounted
from simulator.model.rounding import Floats, count_up

Weekly = npt.NDArray[np.float64] | npt.NDArray[np.int64] | npt.NDArray[np.bool_]


Look = Callable[[], Weekly]
"""A week's values in all worlds of the block, worked out for whoever wants them; now or never."""


class Sink(Protocol):
    """Whoever wants the weekly values of a block: the summaries, or one world's series."""

    def take(self, week: int, variable: str, look: Look) -> None:
        """One variable, which he may look at."""
        ...

    def note(self, week: int, variable: str, look: Look) -> None:
        """Likewise one that no report shows but history is compared with."""
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
        self._report(partial(self._sink.take, week), income)
        self._count(partial(self._sink.note, week))

    def _report(self, take: Callable[[str, Look], None], income: Floats) -> None:
        stage, ledger = self._stage, self._stage.target.ledger
        take("held", partial(count_up, ledger.held))
        take("held_without_talks", partial(count_up, stage.target.untouched.held))
        take("released", partial(count_up, ledger.released))
        take("arrested", lambda: stage.observer.arrested)
        take("price_usd_per_t", lambda: stage.market.price)
        take("income_usd_m_per_week", lambda: income)
        for name, level in zip(stage.relief.instruments, stage.relief.effective, strict=True):
            take(f"relief_{name}", partial(np.asarray, level))
        take("reliance", lambda: stage.relief.reliance)
        for name, sender in self._senders.items():
            take(f"belief_target_{name}", sender.dossier.targets_trust.everywhere)
            take(f"belief_{name}", sender.dossier.trust.everywhere)
            take(f"talks_{name}", sender.talking)

    def _count(self, note: Callable[[str, Look], None]) -> None:
        """What only history or a closer look at some worlds asks for."""
        stage, target = self._stage, self._stage.target
        for name, sender in self._senders.items():
            note(f"snapbacks_{name}", partial(np.asarray, sender.dossier.snapbacks))
        note("gestures", partial(count_up, target.ledger.gestures))
        note("term_ended", partial(count_up, target.ledger.term_ended))
        note("relief_value_usd_m", lambda: self.relief_value)
        note("arrested_without_talks", partial(count_up, target.untouched.arrested))
        for name, level in zip(stage.relief.instruments, stage.relief.legal, strict=True):
            note(f"decreed_{name}", partial(np.asarray, level))
        for name, held, alone in zip(
            target.classes, target.ledger.held, target.untouched.held, strict=True
        ):
            note(f"held_class_{name}", partial(np.asarray, held))
            note(f"held_class_without_talks_{name}", partial(np.asarray, alone))
