"""Errors of a few percent, planted in a rule of the engine, and the case that must notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np

from simulator.model.rounding import Floats, Ints

Wrap = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True)
class Fault:
    """A rule by where it is looked up, what is done to it, and the case that catches it."""

    name: str
    place: str
    rule: str
    wrap: Wrap
    caught_by: str
    seeds: int = 5

    @property
    def owner(self) -> Any:
        module, _, inside = self.place.partition(":")
        found = import_module(module)
        return getattr(found, inside) if inside else found

    @property
    def planted(self) -> Callable[..., Any]:
        return self.wrap(getattr(self.owner, self.rule))


def times(factor: float) -> Wrap:
    """What the rule gives, times a factor."""
    return lambda rule: lambda *args, **kwargs: factor * rule(*args, **kwargs)


def with_argument(place: int, factor: float) -> Wrap:
    """The rule with one of its arguments times a factor."""

    def wrap(rule: Callable[..., Any]) -> Callable[..., Any]:
        def wrong(*args: Any, **kwargs: Any) -> Any:
            changed = list(args)
            changed[place] = changed[place] * factor
            return rule(*changed, **kwargs)

        return wrong

    return wrap


def slip_without_root(_rule: Callable[..., Any]) -> Callable[..., Any]:
    def slip_chance(slip: Floats, tranches: Ints) -> Floats:
        return slip / tranches

    return slip_chance


def one_more(rule: Callable[..., Any]) -> Callable[..., Any]:
    return lambda stock, people, *, happens: rule(stock, people + 1, happens=happens)


def rounded_down_more(_rule: Callable[..., Any]) -> Callable[..., Any]:
    def rounded(x: Floats, u: Floats) -> Ints:
        return np.floor(x + 0.9 * u).astype(np.int64)

    return rounded


MODEL: Final = "simulator.model"
POLICIES: Final = "simulator.agents.strategies.delivery"
QUICK: Final = (
    Fault("prices vary by 3% more", f"{MODEL}.price", "weekly_volatility", times(1.03),
          "log price, variance in the long run", seeds=20),
    Fault("a price's half-life is 5% longer", f"{MODEL}.price", "persistence",
          with_argument(0, 1.05), "log price, mean gap to its long-run level after 20 weeks",
          seeds=20),
    Fault("term ends are 3% rarer", f"{MODEL}.prisoners", "term_ends", with_argument(1, 0.97),
          "held, mean after 104 weeks at 1% term ends a week"),
    Fault("arrests are rounded down a little more often", f"{MODEL}.prisoners", "rounded",
          rounded_down_more, "arrests a week, mean"),
    Fault("arrests vary by 2% more", f"{MODEL}.prisoners", "arrest_factor",
          with_argument(1, 1.02), "arrests a week, variance"),
    Fault("gestures are a person larger", f"{MODEL}.prisoners", "gesture", one_more,
          "pardoned in all, mean"),
    Fault("a tranche slips with 1/k of the deal's chance", POLICIES, "slip_chance",
          slip_without_root, "deal kept in 5 tranches", seeds=20),
    Fault("a deal slips 10% more often", POLICIES, "slip_chance",
          with_argument(0, 1.1), "deal kept in one tranche", seeds=20),
    Fault("trading pays 3% less", "simulator.agents.talks", "incentive_growth", times(0.97),
          "arrests in the half-year after the watch, mean"),
    Fault("calm is 3% weaker", f"{MODEL}.prisoners", "arrests",
          lambda rule: lambda *args, calmed, door: rule(*args, calmed=0.97 * calmed, door=door),
          "arrests while the deal is watched, mean"),
    Fault("vetoes are 5% likelier", f"{MODEL}.patron", "veto_chance", times(1.05),
          "weeks with contact, mean, under a patron's vetoes", seeds=10),
)  # fmt: skip
"""Caught within a second or two each."""

SLOW: Final = (
    Fault("contact gaps are 3% longer", "simulator.agents.dossier", "exponential", times(1.03),
          "contacts in a year and a half, mean, gap 6 weeks"),
    Fault("attention lasts 10% longer", "simulator.agents.sender", "exponential", times(1.1),
          "weeks until attention is lost, cut at 78, mean, hazard raised in week 60", seeds=20),
    Fault("a kept tranche counts 2% more", f"{MODEL}.belief:Trust", "kept_a_part",
          with_argument(2, 1.02),
          "belief after 30 deals kept with chance 0.7, mean, a breach weighs 1", seeds=20),
)  # fmt: skip

EXACT: Final = (
    Fault("relief is felt 2% more slowly", f"{MODEL}.economy", "felt", with_argument(2, 1.02),
          "relief felt after n weeks, and n weeks after its withdrawal"),
    Fault("reliance moves 2% less", f"{MODEL}.reliance:Reliance", "goal", times(1.02),
          "reliance n weeks after relief"),
    Fault("a patron punishes 3% harder", f"{MODEL}.patron", "punished_drift", times(1.03),
          "reliance under a punishing patron, in the end"),
    Fault("the future counts 2% less", "simulator.agents.recorder", "discounted",
          with_argument(0, 1.02), "target's utility from a lasting flow"),
    Fault("scarcity bites 5% harder", "simulator.agents.target", "scarce_hold_values",
          with_argument(3, 1.05), "target's most after a kept deal of n"),
    Fault("relief is worth 3% more", f"{MODEL}.bargaining", "present_value", times(1.03),
          "target's most after a kept deal of n"),
)  # fmt: skip
