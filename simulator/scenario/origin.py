"""Where a scenario and its numbers come from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from simulator.scenario.tables import Table


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a number rests on: rows of the evidence table, or an assumption said to be one.

    ``times`` and ``plus`` lead from the unit of the evidence to the unit of the number: number =
    times · evidence + plus. ``range`` is how far an assumed number may lie off; ``structural`` says
    that the assumption is a convention of the model and has no range. ``posterior`` says
    that a calibration has weighed what they allow by what was observed.
    """

    evidence: tuple[str, ...] = ()
    assumption: str | None = None
    note: str | None = None
    structural: bool = False
    times: float | None = None
    plus: float | None = None
    range: tuple[float, float] | None = None
    posterior: bool = False

    @property
    def supported(self) -> bool:
        """Whether it rests on anything."""
        return bool(self.evidence or self.assumption or self.posterior)

    @property
    def conversion(self) -> tuple[float, float]:
        """Factor and addend from the evidence's unit to the number's.

        A note that begins "converted: evidence times 0.5" says the same as ``times: 0.5``.

        >>> Provenance(("E1",), times=-4.0, plus=4.0).conversion
        (-4.0, 4.0)
        >>> Provenance(("E1",), note="converted: evidence times 4.348 (months to weeks)").conversion
        (4.348, 0.0)
        """
        told = _CONVERTED.match(self.note or "")
        factor = float(told[1]) if told and self.times is None else self.times
        return 1.0 if factor is None else factor, self.plus or 0.0


_CONVERTED: Final = re.compile(r"converted: evidence times ([0-9]+(?:\.[0-9]+)?)")


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one mapping of a file says about the numbers below it; ``None`` is not said.

    No evidence (an empty list) says that nothing is known, whatever stands further up.
    """

    evidence: tuple[str, ...] | None = None
    assumption: str | None = None
    note: str | None = None
    structural: str | None = None
    times: float | None = None
    plus: float | None = None
    range: tuple[float, float] | None = None

    @property
    def grounds(self) -> bool:
        """Whether it says what numbers rest on."""
        return not (self.evidence is None and self.assumption is None and self.structural is None)


def provenance(annotations: Iterable[Annotation]) -> Provenance:
    """What holds under annotations, the nearest first: its nearest basis and its nearest note.

    >>> near, far = Annotation(note="by hand"), Annotation(evidence=("E1",))
    >>> basis = provenance([near, far])
    >>> basis.evidence, basis.note
    (('E1',), 'by hand')
    """
    given = list(annotations)
    notes = (a.note for a in given if a.note is not None)
    basis = next((a for a in given if a.grounds), Annotation())
    return Provenance(
        basis.evidence or (),
        basis.assumption or basis.structural,
        next(notes, None) or None,
        structural=basis.structural is not None,
        times=basis.times,
        plus=basis.plus,
        range=basis.range,
    )


NO_PROVENANCE: Table[Provenance] = Table({})


@dataclass(frozen=True)
class Origin:
    """What a scenario keeps beside its values: provenance by path, and the texts it is made of.

    ``posterior`` is the text of the table of joint draws, empty if there is none.
    """

    name: str = ""
    provenance: Table[Provenance] = NO_PROVENANCE
    texts: tuple[str, ...] = ()
    posterior: str = ""

    @cached_property
    def text(self) -> str:
        """The texts as one file, after ``extends`` and overrides."""
        from simulator.scenario.resolved import resolve  # the YAML writer, when it is asked for

        return resolve(self)
