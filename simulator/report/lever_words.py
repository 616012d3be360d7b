"""Levers in words: what each is called, and how it is said that it stood elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.language import tr, trn

if TYPE_CHECKING:
    from simulator.analysis.whatif.decisions import Decision
    from simulator.analysis.whatif.search import Flip
    from simulator.report.labels import Labels


def lever_names() -> dict[str, str]:
    """What each lever is called."""
    return {
        "price": tr("the price"),
        "target_trust": tr("the target’s trust"),
        "trust": tr("the sender’s trust"),
        "relief_size": tr("what the relief brings in"),
        "hold_value": tr("what holding a person is worth"),
        "cost": tr("what the relief costs at home"),
        "discount_rate": tr("the target’s discount rate"),
        "target_opening": tr("the target’s opening"),
        "target_slip": tr("the chance of a mishap"),
        "target_keeps": tr("the chance that an erratic target keeps its word"),
        "target_forgives": tr("the chance that a generous target forgives"),
        "target_shadow": tr("what a good name is worth to the target"),
        "takeback_credibility": tr("how credible it is that relief is taken back"),
        "opening": tr("the sender’s opening"),
        "rounds": tr("the number of rounds"),
        "tranches": tr("the number of tranches"),
        "hawk": tr("how much dearer relief gets as more are held"),
        "walk_out": tr("the chance that a side walks out"),
        "slip": tr("the chance of a mishap"),
        "keeps": tr("the chance that an erratic sender keeps its word"),
        "forgives": tr("the chance that a generous sender forgives"),
        "shadow": tr("what a good name is worth to the sender"),
        "alarm": tr("the alarm level"),
        "tolerance": tr("the tolerance for each person freed"),
        "cooling": tr("the cooling-off"),
        "contact_gap": tr("the mean gap between contacts"),
        "recognised": tr("the number newly recognised"),
        "ordinary_arrests": tr("what arrests count as ordinary"),
        "grip": tr("the patron’s grip"),
        "veto_slope": tr("how readily the patron stops talks"),
        "patron_tolerance": tr("the drift that the patron does not mind"),
    }


def _conditions(said: Mapping[str, str]) -> dict[str, str]:
    """How it is said of each lever that it stood elsewhere."""
    return {
        "price": tr("at a price of USD {value} a tonne instead of {base}", **said),
        "target_trust": tr(
            "had {target} put its trust that relief lasts at {value} instead of {base}",
            **said,
        ),
        "trust": tr(
            "had {sender} put its trust in delivery at {value} instead of {base}",
            **said,
        ),
        "relief_size": tr("had the relief brought in {times}", **said),
        "hold_value": tr(
            "had holding a person been worth {times} to {target}",
            **said,
        ),
        "cost": tr("had the relief cost {sender} {times} at home", **said),
        "discount_rate": tr(
            "had {target} discounted the future by {percent} a year instead of {base_percent}",
            **said,
        ),
        "target_opening": tr(
            "had {target} opened at {percent} of its most instead of {base_percent}",
            **said,
        ),
        "target_slip": tr(
            "had the chance of a mishap on {target}’s side been {percent} instead of "
            "{base_percent}",
            **said,
        ),
        "target_keeps": tr(
            "had {target} kept its word with a chance of {percent} instead of {base_percent}",
            **said,
        ),
        "target_forgives": tr(
            "had {target} forgiven with a chance of {percent} instead of {base_percent}",
            **said,
        ),
        "target_shadow": tr(
            "had a good name been worth USD {value} million to {target} instead of {base}",
            **said,
        ),
        "takeback_credibility": tr(
            "had {target} put the credibility of a take-back at {value} instead of {base}",
            **said,
        ),
        "opening": tr(
            "had {sender} opened at {value} times its cost instead of {base}",
            **said,
        ),
        "rounds": tr("had there been {value} rounds instead of {base}", **said),
        "tranches": tr(
            "had the deal been cut into {value} tranches instead of {base}",
            **said,
        ),
        "hawk": tr(
            "had the factor by which a growing number of prisoners makes relief dearer to {sender} "
            "been {value} instead of {base}",
            **said,
        ),
        "walk_out": tr(
            "had the chance that a side walks out been {percent} a round instead of {base_percent}",
            **said,
        ),
        "slip": tr(
            "had the chance of a mishap on {sender}’s side been {percent} instead of "
            "{base_percent}",
            **said,
        ),
        "keeps": tr(
            "had {sender} kept its word with a chance of {percent} instead of {base_percent}",
            **said,
        ),
        "forgives": tr(
            "had {sender} forgiven with a chance of {percent} instead of {base_percent}",
            **said,
        ),
        "shadow": tr(
            "had a good name been worth {value} ordinary prisoners to {sender} instead of {base}",
            **said,
        ),
        "alarm": tr(
            "had {sender} put up with {value} cases before any alarm instead of {base}",
            **said,
        ),
        "tolerance": tr(
            "had {sender} put up with {value} cases for each person freed instead of {base}",
            **said,
        ),
        "cooling": tr("had {sender} rested {value} weeks instead of {base}", **said),
        "contact_gap": tr(
            "had contacts come {value} weeks apart on average instead of {base}",
            **said,
        ),
        "recognised": tr("had {more} been newly recognised", **said),
        "ordinary_arrests": tr(
            "had {value} arrests a week counted as ordinary instead of {base}",
            **said,
        ),
        "grip": tr("had {patron}’s grip been {value} instead of {base}", **said),
        "veto_slope": tr(
            "had {patron} stopped talks at a rate of {value} instead of {base}",
            **said,
        ),
        "patron_tolerance": tr(
            "had {patron} put up with a drift of {value} instead of {base}",
            **said,
        ),
    }


def moved_to(flip: Flip, decision: Decision, labels: Labels) -> str:
    """The condition under which the decision would have gone the other way."""
    places = flip.decimals
    said = {
        "value": words.decimal(flip.value, places),
        "base": words.decimal(flip.base, places),
        "percent": _percent(flip.value, places),
        "base_percent": _percent(flip.base, places),
        "times": _times(flip.value, places),
        "more": _more(flip.value),
        "target": labels.target,
        "sender": labels.senders.get(decision.actor, ""),
        "patron": labels.patron,
    }
    return _conditions(said)[flip.lever]


def _percent(share: float, places: int) -> str:
    return f"{words.decimal(100 * share, max(0, places - 2))}%"


def _times(factor: float, places: int) -> str:
    """A multiple in words: ``19% less``, ``40% more``, ``2.48 times as much``."""
    if factor >= 2:
        return tr("{factor} times as much", factor=words.decimal(factor, places))
    share = _percent(abs(factor - 1.0), places)
    return tr("{share} more", share=share) if factor > 1 else tr("{share} less", share=share)


def _more(people: float) -> str:
    """So many more or fewer people, in words: ``no more people``, ``1 fewer person``."""
    shown = words.whole(abs(people))
    number = tr("no") if shown == "0" else shown
    form = 1 if shown == "1" else max(2, round(abs(people)))
    if people > 0:
        return trn("{n} more person", "{n} more people", form, n=number)
    return trn("{n} fewer person", "{n} fewer people", form, n=number)
