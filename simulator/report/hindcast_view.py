"""A hindcast in the words of figures and summaries: names of cases, quantities and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from simulator.analysis.forecast import MIXED
from simulator.analysis.foresight import Case
from simulator.analysis.hindcast import Hindcast
from simulator.analysis.observations import Observation
from simulator.analysis.scoring import MODEL, TAUGHT
from simulator.report import words
from simulator.report.language import tr
from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.scenario import Scenario

QUANTITIES: Final = ("held", "released_by_deal", "released_early", "gestures", "arrested")
"""The counts, in the order in which they are shown."""


def quantity_name(quantity: str) -> str:
    """What a count is called beside its axis."""
    names = {
        "held": tr("people held"),
        "released_by_deal": tr("released by deals so far"),
        "released_early": tr("released early so far"),
        "gestures": tr("pardoned outside deals so far"),
        "arrested": tr("newly recognised so far"),
    }
    return names[quantity]


def rung_name(subject: str, scenario: Scenario) -> str:
    """What a rung, given as ``sender/rung``, is called by itself."""
    sender, _, rung = subject.partition("/")
    return scenario.senders[sender].rungs[rung].label or words.from_name(rung)


def quantity_in_words(quantity: str, scenario: Scenario) -> str:
    """What a count or an event of a case is called, with whose it is where there are several.

    >>> from simulator.scenario import load_scenario
    >>> quantity_in_words("rung:washington/contact", load_scenario("minimal"))
    'Contact'
    """
    kind, _, subject = quantity.partition(":")
    if not subject:
        return quantity_name(kind)
    sender = scenario.senders[subject.partition("/")[0]]
    what = tr("Relief taken back") if kind == "snapback" else rung_name(subject, scenario)
    return what if len(scenario.senders) == 1 else f"{sender.label}: {what}"


def kind_name(kind: str) -> str:
    """What a kind of quantity is called in tables."""
    names = {
        "held": tr("held"),
        "released_by_deal": tr("released by deal"),
        "released_early": tr("released early"),
        "gestures": tr("pardoned"),
        "arrested": tr("newly recognised"),
        "rung": tr("weeks of rungs"),
        "snapback": tr("week of snapback"),
    }
    return names[kind]


def forecast_name(forecast: str) -> str:
    """What a forecast is called where it is read; tables keep the name it has there."""
    names = {
        MODEL: tr("model"),
        TAUGHT: tr("model, taught"),
        MIXED: tr("mixed"),
        "simple": tr("simple"),
        "nothing happens": tr("nothing happens"),
        "constant rate": tr("constant rate"),
        "last wave repeats": tr("last wave repeats"),
    }
    return names.get(forecast, forecast)


@dataclass(frozen=True)
class CaseView:
    """One case of a hindcast, as figures need it."""

    case: Case
    scores: pd.DataFrame
    predictions: pd.DataFrame
    facts: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The case in two words, from the head of its title."""
        return short_name(self.case)

    @property
    def start(self) -> date:
        """The first day of the run."""
        return self.case.scenario.start

    @property
    def is_taught(self) -> bool:
        """Whether it was run a second time, taught by the other cases."""
        return bool((self.scores["forecast"] == TAUGHT).any())

    def counts(self) -> list[str]:
        """The counts that are scored, in the order of the words for them."""
        seen = {each.quantity for each in self.case.scored}
        return [quantity for quantity in QUANTITIES if quantity in seen]

    def events(self) -> list[Observation]:
        """The events that are scored, in the order of the file."""
        return [each for each in self.case.scored if each.is_event]

    def of_model(self, forecast: str = MODEL) -> pd.DataFrame:
        """The scores of one forecast, by id of the observation."""
        return self.scores[self.scores["forecast"] == forecast].set_index("id")

    def weekly(self, quantity: str, forecast: str) -> pd.DataFrame:
        """The predictions of one quantity by one forecast, a row a week."""
        table = self.predictions
        return table[(table["quantity"] == quantity) & (table["forecast"] == forecast)]

    def label(self, each: Observation) -> str:
        """An event in words: whose, and which."""
        return quantity_in_words(each.quantity, self.case.scenario)


def short_name(case: Case) -> str:
    """A case in two words, from the head of its title.

    >>> from simulator.analysis.foresight import load_case
    >>> short_name(load_case("cuba-2014"))
    'Cuba 2014'
    """
    return (case.scenario.title or case.name).partition(",")[0]


def views(done: Hindcast) -> Sequence[CaseView]:
    """The cases of a hindcast, one view each."""
    return [
        CaseView(
            case,
            done.scores[done.scores["case"] == case.name],
            done.predictions[done.predictions["case"] == case.name],
            facts_of(done, f"cases/{case.name}"),
        )
        for case in done.cases
    ]


def facts_of(done: Hindcast, name: str) -> dict[str, Any]:
    """What stands at the foot of a figure."""
    return {"name": name, "worlds": done.worlds, "seed": done.seed, "version": __version__}
