"""What sides, scores and measures of a tournament are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.report import words
from simulator.report.facts import scenario_facts
from simulator.report.labels import labels_of
from simulator.report.language import tr
from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.analysis.tournament.game import Side
    from simulator.analysis.tournament.study import Tournament


def strategy_kind(subject: str) -> str:
    """What a game is about, as one: a kind of strategy."""
    names = {"concession": tr("concession strategy"), "delivery": tr("delivery policy")}
    return names[subject]


def strategy_kinds(subject: str) -> str:
    """What a game is about, as several."""
    names = {"concession": tr("concession strategies"), "delivery": tr("delivery policies")}
    return names[subject]


def strategy(name: str) -> str:
    """What a strategy is called within a sentence.

    >>> strategy("generous_tit_for_tat")
    'generous tit for tat'
    """
    return words.from_name(name).lower()


def unit(side: Side) -> str:
    """What a side's score is counted in."""
    return tr("prisoner-equivalents") if side == "sender" else tr("USD million")


def good_at(measure: str) -> str:
    """What a strategy is good at that is ahead in a measure."""
    names = {
        "score_sender": tr("highest score of its own side"),
        "score_target": tr("highest score of its own side"),
        "released": tr("most people freed"),
        "released_per_deal": tr("most people freed per deal"),
        "deals": tr("most deals"),
        "breakdowns": tr("fewest breakdowns"),
        "breaches_by_senders": tr("fewest breaches by the sender"),
        "breaches_by_target": tr("fewest breaches by the target"),
    }
    return names[measure]


@dataclass(frozen=True)
class Names:
    """The labels of the two sides at the table."""

    sender: str
    target: str

    def of(self, side: Side) -> str:
        """The label of a side."""
        return self.sender if side == "sender" else self.target

    def other(self, side: Side) -> str:
        """The label of the side opposite."""
        return self.target if side == "sender" else self.sender


def names_of(found: Tournament) -> Names:
    """The labels of the sender that played and of the target."""
    labels = labels_of(scenario_facts(found.scenario))
    return Names(labels.senders[found.sender], labels.target)


def facts_of(found: Tournament) -> dict[str, Any]:
    """What stands at the foot of a figure."""
    return {
        "name": found.scenario.name,
        "worlds": found.worlds,
        "seed": found.seed,
        "version": __version__,
    }
