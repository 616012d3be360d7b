"""What sides, scores and measures of a tournament are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from simulator.report.facts import scenario_facts
from simulator.report.labels import labels_of
from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.analysis.tournament.game import Side
    from simulator.analysis.tournament.study import Tournament

KINDS: Final = {"concession": "concession strategy", "delivery": "delivery policy"}
PLURALS: Final = {"concession": "concession strategies", "delivery": "delivery policies"}
UNITS: Final = {"sender": "prisoner-equivalents", "target": "USD million"}

GOOD_AT: Final = {
    "score_sender": "highest score of its own side",
    "score_target": "highest score of its own side",
    "released": "most people freed",
    "released_per_deal": "most people freed per deal",
    "deals": "most deals",
    "breakdowns": "fewest breakdowns",
    "breaches_by_senders": "fewest breaches by the sender",
    "breaches_by_target": "fewest breaches by the target",
}


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
