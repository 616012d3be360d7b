"""Concession strategies: how far a side has come toward its reservation number in a round.

A concession is a share: 0 at the opening, 1 at the reservation number. The time-dependent family
is Faratin, Sierra and Jennings (1998), the imitating one their behaviour-dependent family.
``nash`` and ``rubinstein`` know both reservation numbers and name one number from the first round
on; toward an opponent who imitates, they count as having conceded wholly. A name that is not
ours is that of a user's own (``agents.plugins``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from simulator.agents.parameters import EVERYWHERE, Where, Words
from simulator.agents.plugins.answers import Misbehaved
from simulator.agents.plugins.known import Round
from simulator.agents.plugins.registry import plugged
from simulator.model.bargaining import time_dependent
from simulator.model.rounding import Bools, Floats, Index


@dataclass(frozen=True)
class Moment:
    """What a side knows when it decides how far to go, in some worlds.

    ``fraction`` is the round over the rounds there are; ``other_conceded`` is what the other
    reached in the round before, 0 in the first. ``tell`` says all that a user's strategy may know,
    of ``some`` of the worlds it was made for; our own ask for no more than the first two.
    """

    fraction: Floats
    other_conceded: Floats
    tell: Callable[[Where], Round] | None = None
    some: Where = field(default_factory=lambda: EVERYWHERE)

    def where(self, some: Where) -> Moment:
        """The same for some of the worlds."""
        return Moment(self.fraction[some], self.other_conceded[some], self.tell, some)


def boulware(moment: Moment) -> Floats:
    """Gives way late: ``f ** 4``."""
    return time_dependent(moment.fraction, 0.25)


def linear(moment: Moment) -> Floats:
    """Gives way evenly: ``f``."""
    return moment.fraction


def conceder(moment: Moment) -> Floats:
    """Gives way early: ``f ** (1/4)``."""
    return time_dependent(moment.fraction, 4.0)


def tit_for_tat(moment: Moment) -> Floats:
    """Goes as far as the other went in the round before."""
    return moment.other_conceded


def hardliner(moment: Moment) -> Floats:
    """Never moves from its opening."""
    return np.zeros_like(moment.fraction)


def immediate(moment: Moment) -> Floats:
    """Names its reservation number at once; also what ``nash`` and ``rubinstein`` count as."""
    return np.ones_like(moment.fraction)


CONCESSIONS: dict[str, Callable[[Moment], Floats]] = {
    "boulware": boulware,
    "linear": linear,
    "conceder": conceder,
    "tit_for_tat": tit_for_tat,
    "hardliner": hardliner,
    "immediate": immediate,
    "nash": immediate,
    "rubinstein": immediate,
}
"""Every concession strategy by the name that scenarios use."""


def concede(strategies: Words, worlds: Index, moment: Moment) -> Floats:
    """How far a side goes in ``worlds``, each by its own strategy; between 0 and 1.

    >>> words = Words(("linear", "hardliner"), np.array([0, 1], dtype=np.int8))
    >>> half = np.array([0.5, 0.5])
    >>> concede(words, np.array([0, 1]), Moment(half, half)).tolist()
    [0.5, 0.0]
    """
    conceded = np.empty(len(worlds))
    for name, where in strategies.among(worlds):
        rule = CONCESSIONS.get(name)
        chosen = moment.where(where)
        conceded[where] = rule(chosen) if rule else _ask(name, worlds[where], chosen)
    return conceded


def _ask(name: str, worlds: Index, moment: Moment) -> Floats:
    """What a user's strategy concedes."""
    assert moment.tell, "talks tell all that a user's strategy may know"
    try:
        return plugged("concession", name).answers(moment.tell(moment.some))
    except Misbehaved as fault:
        raise fault.among(worlds) from fault


def named_share(
    strategies: Words, worlds: Index, *, nash: Floats, rubinstein: Floats
) -> tuple[Bools, Floats]:
    """Where a side names a division of the ZOPA, and the sender's share in it there."""
    names = np.zeros(len(worlds), dtype=bool)
    share = np.zeros(len(worlds))
    for name, where in strategies.among(worlds):
        if name in ("nash", "rubinstein"):
            names[where] = True
            share[where] = (nash if name == "nash" else rubinstein)[where]
    return names, share
