"""A whole scenario: who holds whom, who can ease what, who pulls the other way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field, PrivateAttr, model_validator

from simulator.scenario.origin import Origin, Provenance
from simulator.scenario.posterior import Posterior
from simulator.scenario.rules import NumberRule, PosteriorRule, TitleRule
from simulator.scenario.schema.base import NOTHING, Part, Text, as_plain, labelled
from simulator.scenario.schema.economy import Commodity, Finance, Reliance
from simulator.scenario.schema.patron import Patron
from simulator.scenario.schema.prisoners import Prisoners
from simulator.scenario.schema.sender import Sender
from simulator.scenario.schema.target import Target
from simulator.scenario.schema.timeline import Date, Event
from simulator.scenario.tables import Table

_SETTINGS = frozenset({"horizon_weeks", "worlds", "seed"})
"""Numbers that say how to run, and need no evidence."""


def _whole(low: int, high: int) -> NumberRule:
    return NumberRule(low=low, high=high, whole=True, drawn=False, cap=float(2**63))


class Scenario(Part):
    """A whole scenario, checked and immutable. ``simulator.scenario.load_scenario`` makes one."""

    name: Annotated[str, TitleRule()] = Field(
        default="scenario",
        description="The scenario's own name; default: the file's name without its ending.",
    )
    title: Text = Field(default="", description="A title for reports.")
    question: Text = Field(default="", description="The question the scenario is to answer.")
    summary: Text = Field(default="", description="What it is about, in a few sentences.")
    start: Date = Field(description="The day on which week 0 begins. Date.")
    horizon_weeks: Annotated[int, _whole(1, 2600)] = Field(
        default=156, description="How long a run is. Weeks."
    )
    worlds: Annotated[int, _whole(1, 10_000_000)] = Field(
        default=2000,
        description="How many possible histories are run, unless a run says otherwise. Worlds.",
    )
    seed: Annotated[int, _whole(0, 2**63 - 1)] = Field(
        default=1,
        description="Where the random numbers begin: the same seed gives the same worlds. No unit.",
    )
    prisoners: Prisoners = Field(description="Who is held, and arrests and releases without deals.")
    commodity: Commodity | None = Field(
        default=None, description="The export under sanctions, its price and its ways to market."
    )
    finance: Finance | None = Field(
        default=None, description="Trade and the friction in its payments."
    )
    reliance: Reliance = Field(
        default=Reliance(), description="How far the target depends on its patron."
    )
    target: Target = Field(default=Target(), description="The government that holds the prisoners.")
    senders: Table[Sender] = Field(
        default=NOTHING,
        description="The governments that can ease sanctions, by name, in the order in which they "
        "act within a week.",
    )
    patron: Patron | None = Field(
        default=None, description="The power the target depends on; absent: nobody pulls."
    )
    timeline: Table[Event] = Field(
        default=NOTHING, description="Dated events, by name; within a week in this order."
    )

    posterior: Annotated[Posterior, PosteriorRule()] | None = Field(
        default=None,
        description="Joint draws of some parameters, as a calibration writes them: a world takes a "
        "row of them in place of its own draws. File.",
    )

    _origin: Origin = PrivateAttr(default=Origin())

    @model_validator(mode="before")
    @classmethod
    def _default_labels(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("senders"), dict):
            return {**data, "senders": {k: labelled(k, s) for k, s in data["senders"].items()}}
        return data

    def __eq__(self, other: object) -> bool:
        """Whether the scenarios say the same, whatever their comments and evidence."""
        if not isinstance(other, Scenario):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(self.sha256)

    def stated(self) -> Sequence[str]:
        """All fields; the posterior only if there is one, so that it leaves no trace elsewhere."""
        return [name for name in super().stated() if name != "posterior" or self.posterior]

    @property
    def sha256(self) -> str:
        """A fingerprint of what the scenario says; comments and evidence do not count."""
        text = json.dumps(as_plain(self), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def with_origin(self, origin: Origin) -> Scenario:
        """The same scenario, said to come from ``origin``."""
        twin = self.model_copy()
        twin._origin = origin
        return twin

    @property
    def provenance(self) -> Table[Provenance]:
        """For each number in the file, by dotted path, what it rests on.

        The settings of the run (``horizon_weeks``, ``worlds``, ``seed``) need no evidence and are
        left out.
        """
        found = self._origin.provenance.items()
        return Table({path: basis for path, basis in found if path not in _SETTINGS})

    def unsupported_numbers(self) -> tuple[str, ...]:
        """The paths of numbers in the file that rest on neither evidence nor an assumption."""
        return tuple(path for path, basis in self.provenance.items() if not basis.supported)

    def resolved_yaml(self) -> str:
        """The scenario as one file, after ``extends`` and overrides; loading it gives it back."""
        return self._origin.text

    def week_of(self, event: Event) -> int:
        """The week, counted from 0, in which a dated event takes effect."""
        if event.week is not None:
            return event.week
        assert event.date is not None, "a checked event has a date or a week"
        return (event.date - self.start).days // 7
