"""What everybody and everything in a run is called: senders, instruments, rungs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from simulator.report import words
from simulator.report.language import tr


@dataclass(frozen=True)
class Instrument:
    """Something a sender can ease: its name in the tables, its label, its owner's name."""

    name: str
    label: str
    sender: str


@dataclass(frozen=True)
class Rung:
    """A step of a sender's ladder; ``column`` is where outcomes keep the week it was reached."""

    sender: str
    name: str
    label: str

    @property
    def column(self) -> str:
        """The column of ``outcomes`` with the week of completion, empty where never reached."""
        return f"week_{self.sender}_{self.name}"


@dataclass(frozen=True)
class Event:
    """A dated event of the scenario's timeline."""

    date: date
    note: str


@dataclass(frozen=True)
class Labels:
    """The labels of everybody and everything named in a run."""

    target: str
    patron: str
    commodity: str
    senders: Mapping[str, str]
    instruments: tuple[Instrument, ...]
    rungs: tuple[Rung, ...]
    events: tuple[Event, ...]

    def instruments_of(self, sender: str) -> tuple[Instrument, ...]:
        """Instruments that belong to one sender, in the scenario's order."""
        return tuple(item for item in self.instruments if item.sender == sender)

    def rungs_of(self, sender: str) -> tuple[Rung, ...]:
        """Rungs of one sender's ladder, in the scenario's order."""
        return tuple(rung for rung in self.rungs if rung.sender == sender)

    def rung_label(self, rung: Rung) -> str:
        """Name a rung with its sender, which is left out where there is only one."""
        return (
            rung.label if len(self.senders) == 1 else f"{self.senders[rung.sender]}: {rung.label}"
        )

    def quoted(self, item: Rung | Instrument) -> str:
        """Name a rung or an instrument within a sentence.

        >>> labels = labels_of({"senders": {"us": "Washington"}, "rungs": {"us": {"banks": ""}}})
        >>> labels.quoted(labels.rungs[0])
        '“Banks” (Washington)'
        """
        sender = words.shortened(self.senders[item.sender], 30)
        return f"“{words.shortened(item.label, 40)}” ({sender})"


def labels_of(facts: Mapping[str, Any]) -> Labels:
    """Read the labels out of a run's facts; a label that is missing is made from the name."""
    senders = facts.get("senders", {})
    return Labels(
        target=facts.get("target") or tr("the target"),
        patron=facts.get("patron") or tr("the patron"),
        commodity=facts.get("commodity") or tr("the commodity"),
        senders={name: label or words.from_name(name) for name, label in senders.items()},
        instruments=tuple(_instruments(facts)),
        rungs=tuple(_rungs(facts)),
        events=tuple(Event(as_date(day), str(note)) for day, note in facts.get("timeline", ())),
    )


def as_date(day: date | str) -> date:
    """Take a date as itself or as ISO text.

    >>> as_date("2025-01-26")
    datetime.date(2025, 1, 26)
    """
    return day if isinstance(day, date) else date.fromisoformat(day)


def _instruments(facts: Mapping[str, Any]) -> Iterator[Instrument]:
    for name, item in facts.get("instruments", {}).items():
        yield Instrument(name, item.get("label") or words.from_name(name), item["sender"])


def _rungs(facts: Mapping[str, Any]) -> Iterator[Rung]:
    for sender, ladder in facts.get("rungs", {}).items():
        for name, label in ladder.items():
            yield Rung(sender, name, label or words.from_name(name))
