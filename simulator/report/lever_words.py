"""Levers in words: what each is called, and how it is said that it stood elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simulator.report import words

if TYPE_CHECKING:
    from simulator.analysis.whatif.decisions import Decision
    from simulator.analysis.whatif.search import Flip
    from simulator.report.labels import Labels

LEVER_NAMES: Final = {
    "price": "the price",
    "target_trust": "the target’s trust",
    "trust": "the sender’s trust",
    "relief_size": "what the relief brings in",
    "hold_value": "what holding a person is worth",
    "cost": "what the relief costs at home",
    "discount_rate": "the target’s discount rate",
    "target_opening": "the target’s opening",
    "target_slip": "the chance of a mishap",
    "target_keeps": "the chance that an erratic target keeps its word",
    "target_forgives": "the chance that a generous target forgives",
    "target_shadow": "what a good name is worth to the target",
    "takeback_credibility": "how credible it is that relief is taken back",
    "opening": "the sender’s opening",
    "rounds": "the number of rounds",
    "tranches": "the number of tranches",
    "hawk": "how much dearer relief gets as more are held",
    "walk_out": "the chance that a side walks out",
    "slip": "the chance of a mishap",
    "keeps": "the chance that an erratic sender keeps its word",
    "forgives": "the chance that a generous sender forgives",
    "shadow": "what a good name is worth to the sender",
    "alarm": "the alarm level",
    "tolerance": "the tolerance for each person freed",
    "cooling": "the cooling-off",
    "contact_gap": "the mean gap between contacts",
    "recognised": "the number newly recognised",
    "ordinary_arrests": "what arrests count as ordinary",
    "grip": "the patron’s grip",
    "veto_slope": "how readily the patron stops talks",
    "patron_tolerance": "the drift that the patron does not mind",
}
"""What each lever is called."""

_TEXTS: Final = {
    "price": "at a price of USD {value} a tonne instead of {base}",
    "target_trust": "had {target} put its trust that relief lasts at {value} instead of {base}",
    "trust": "had {sender} put its trust in delivery at {value} instead of {base}",
    "relief_size": "had the relief brought in {times}",
    "hold_value": "had holding a person been worth {times} to {target}",
    "cost": "had the relief cost {sender} {times} at home",
    "discount_rate": "had {target} discounted the future by {percent} a year instead of "
    "{base_percent}",
    "target_opening": "had {target} opened at {percent} of its most instead of {base_percent}",
    "target_slip": "had the chance of a mishap on {target}’s side been {percent} instead of "
    "{base_percent}",
    "target_keeps": "had {target} kept its word with a chance of {percent} instead of "
    "{base_percent}",
    "target_forgives": "had {target} forgiven with a chance of {percent} instead of {base_percent}",
    "target_shadow": "had a good name been worth USD {value} million to {target} instead of {base}",
    "takeback_credibility": "had {target} put the credibility of a take-back at {value} instead of "
    "{base}",
    "opening": "had {sender} opened at {value} times its cost instead of {base}",
    "rounds": "had there been {value} rounds instead of {base}",
    "tranches": "had the deal been cut into {value} tranches instead of {base}",
    "hawk": "had the factor by which a growing number of prisoners makes relief dearer to {sender} "
    "been {value} instead of {base}",
    "walk_out": "had the chance that a side walks out been {percent} a round instead of "
    "{base_percent}",
    "slip": "had the chance of a mishap on {sender}’s side been {percent} instead of "
    "{base_percent}",
    "keeps": "had {sender} kept its word with a chance of {percent} instead of {base_percent}",
    "forgives": "had {sender} forgiven with a chance of {percent} instead of {base_percent}",
    "shadow": "had a good name been worth {value} ordinary prisoners to {sender} instead of {base}",
    "alarm": "had {sender} put up with {value} cases before any alarm instead of {base}",
    "tolerance": "had {sender} put up with {value} cases for each person freed instead of {base}",
    "cooling": "had {sender} rested {value} weeks instead of {base}",
    "contact_gap": "had contacts come {value} weeks apart on average instead of {base}",
    "recognised": "had {more} been newly recognised",
    "ordinary_arrests": "had {value} arrests a week counted as ordinary instead of {base}",
    "grip": "had {patron}’s grip been {value} instead of {base}",
    "veto_slope": "had {patron} stopped talks at a rate of {value} instead of {base}",
    "patron_tolerance": "had {patron} put up with a drift of {value} instead of {base}",
}


def moved_to(flip: Flip, decision: Decision, labels: Labels) -> str:
    """The condition under which the decision would have gone the other way."""
    places = flip.decimals
    return _TEXTS[flip.lever].format(
        value=words.decimal(flip.value, places),
        base=words.decimal(flip.base, places),
        percent=_percent(flip.value, places),
        base_percent=_percent(flip.base, places),
        times=_times(flip.value, places),
        more=_more(flip.value),
        target=labels.target,
        sender=labels.senders.get(decision.actor, ""),
        patron=labels.patron,
    )


def _percent(share: float, places: int) -> str:
    return f"{words.decimal(100 * share, max(0, places - 2))}%"


def _times(factor: float, places: int) -> str:
    """A multiple in words: ``19% less``, ``40% more``, ``2.48 times as much``."""
    if factor >= 2:
        return f"{words.decimal(factor, places)} times as much"
    return f"{_percent(abs(factor - 1.0), places)} {'more' if factor > 1 else 'less'}"


def _more(people: float) -> str:
    several = words.count(abs(people), "person", "people").split(" ", 1)
    return f"{several[0]} {'more' if people > 0 else 'fewer'} {several[1]}"
