"""Where a scenario's numbers come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a number rests on: rows of the evidence table, or an assumption said to be one.

    ``evidence`` is ``None`` where none is named; an empty tuple says that there is none.
    """

    evidence: tuple[str, ...] = ()
    assumption: str | None = None
    note: str | None = None
