"""Where a scenario and its numbers come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from simulator.scenario.tables import Table


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a number rests on: rows of the evidence table, or an assumption said to be one.

    ``posterior``: a calibration has weighed what they allow by what was observed.
    """

    evidence: tuple[str, ...] = ()
    assumption: str | None = None
    note: str | None = None
    posterior: bool = False

    @property
    def supported(self) -> bool:
        """Whether it rests on anything."""
        return bool(self.evidence or self.assumption or self.posterior)


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one mapping of a file says about the numbers below it; ``None`` is not said.

    No evidence (an empty list) says that nothing is known, whatever stands further up.
    """

    evidence: tuple[str, ...] | None = None
    assumption: str | None = None
    note: str | None = None


def provenance(annotations: Iterable[Annotation]) -> Provenance:
    """What holds under annotations, the nearest first: its nearest basis and its nearest note.

    >>> near, far = Annotation(note="by hand"), Annotation(evidence=("E1",))
    >>> provenance([near, far])
    Provenance(evidence=('E1',), assumption=None, note='by hand', posterior=False)
    """
    given = list(annotations)
    bases = (a for a in given if a.evidence is not None or a.assumption is not None)
    notes = (a.note for a in given if a.note is not None)
    basis = next(bases, Annotation())
    return Provenance(basis.evidence or (), basis.assumption, next(notes, None) or None)


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
