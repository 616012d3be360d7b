"""The same talks between NegMAS negotiators; import it only where the extra is.

Alternating offers over one whole number of people. In each step of NegMAS the sender names its
demand, the target takes it or answers with an offer, and the sender takes that at the start of the
next step: the target accepts by its own offer of the step, the sender by its next demand, as in our
rounds.
Two differences are bridged:

- NegMAS's time in step m of n is m/(n + 1) and never reaches 1, so our M rounds are M − 1 steps of
  it; the last offer goes unanswered there, and our last round, where both are at their reservation
  numbers, has no step.
- Our whole numbers allow a billionth of a person; so do the utilities here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from negmas import make_issue
from negmas.negotiators.helpers import PolyAspiration
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.value_fun import TableFun
from negmas.sao import AspirationNegotiator, SAOMechanism

SLACK: Final = 1e-9
ALL_BUT_ONE: Final = 1.0 - 1e-7
NO_TOLERANCE: Final = 1e-12


@dataclass(frozen=True)
class Table:
    """What the two sides bring: reservation numbers, openings, strategies, and the deadline."""

    lo: int
    hi: int
    demand: int
    offer: float
    sender: str
    target: str
    rounds: int

    def sender_values(self, people: int) -> float:
        """1 at the opening demand, 0 at the fewest the sender takes."""
        return _share((people + SLACK - self.lo) / (self.demand - self.lo))

    def target_values(self, people: int) -> float:
        """1 at the target's opening offer, 0 at the most it parts with."""
        return _share((self.hi + SLACK - people) / (self.hi - self.offer))

    def mechanism(self) -> SAOMechanism:
        """The talks, not yet held."""
        numbers = range(max(self.demand, self.hi) + 2)
        made = SAOMechanism(
            issues=[make_issue(list(numbers), "people")], n_steps=self.rounds - 1, name="talks"
        )
        for word, value in ((self.sender, self.sender_values), (self.target, self.target_values)):
            worth = LinearAdditiveUtilityFunction(
                {"people": TableFun({n: value(n) for n in numbers})},
                issues=made.issues,
                reserved_value=0.0,
            )
            side = AspirationNegotiator(aspiration_type=word, tolerance=NO_TOLERANCE)
            made.add(side, ufun=worth)
        return made


@dataclass(frozen=True)
class Settled:
    """How talks ended: in which of our rounds, with how many people; whether NegMAS got so far."""

    number: int
    people: int
    in_time: bool


def settle(table: Table) -> Settled:
    """Hold the talks with NegMAS; what it leaves open ends as our last rounds say."""
    talks = table.mechanism()
    talks.run()
    sender = talks.negotiator_ids[0]
    trace = [(step + 1, who == sender, offer[0]) for step, who, offer in talks.extended_trace]
    if talks.agreement is not None:
        number, _, people = next(one for one in reversed(trace) if one[2] == talks.agreement[0])
        return Settled(number, people, in_time=True)
    last_offer = trace[-1][2]
    if last_offer >= table.lo:
        return Settled(table.rounds - 1, last_offer, in_time=False)
    return Settled(table.rounds, table.lo, in_time=False)


def _share(value: float) -> float:
    """Between 0 and 1; beyond the opening it rises a little still, since ties are drawn by lot."""
    return max(0.0, value if value < ALL_BUT_ONE else 1.0 - (1.0 - ALL_BUT_ONE) / value)


def aspiration(word: str) -> PolyAspiration:
    """The library's concession curve by the name that both use."""
    return PolyAspiration(1.0, word)
