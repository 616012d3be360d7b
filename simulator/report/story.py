"""One world as a story: each event of its journal in a sentence, with the reasons it had."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from simulator.report import words
from simulator.report.happenings import SENTENCES
from simulator.report.labels import Labels
from simulator.report.language import tr

if TYPE_CHECKING:
    import pandas as pd


class Happening(Protocol):
    """An event of the journal."""

    @property
    def week(self) -> int:
        """Weeks since the start."""

    @property
    def actor(self) -> str:
        """Who acted: a sender's name, ``target``, ``patron`` or ``timeline``."""

    @property
    def kind(self) -> str:
        """What kind of thing it was."""

    @property
    def numbers(self) -> Mapping[str, Any]:
        """The numbers that caused it."""


@dataclass(frozen=True)
class Teller:
    """Turns events into sentences with the labels of one scenario."""

    labels: Labels

    def actor(self, happening: Happening) -> str:
        """The label of who acted."""
        fixed = {
            "target": self.labels.target,
            "patron": self.labels.patron,
            "timeline": tr("Timeline"),
        }
        return fixed.get(happening.actor) or self.labels.senders[happening.actor]

    def tell(self, happening: Happening) -> str:
        """The event in a sentence or two."""
        return SENTENCES[happening.kind](self, happening)

    def rung(self, happening: Happening) -> str:
        """What the talks or the deal are about, by the labels of the rungs."""
        labels = {rung.name: rung.label for rung in self.labels.rungs_of(happening.actor)}
        named = [happening.numbers["rung"], happening.numbers.get("extra", "")]
        return words.listed([f"“{labels[name]}”" for name in named if name])


def story_frame(events: Iterable[Happening], labels: Labels, start: dt.date) -> pd.DataFrame:
    """The events as a table: ``week, date, actor, kind, text``."""
    import pandas as pd

    teller = Teller(labels)
    rows = [
        (
            event.week,
            (start + dt.timedelta(weeks=event.week)).isoformat(),
            teller.actor(event),
            event.kind,
            teller.tell(event),
        )
        for event in events
    ]
    return pd.DataFrame(rows, columns=["week", "date", "actor", "kind", "text"])
