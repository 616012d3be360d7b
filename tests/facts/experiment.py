"""What a stylised fact is: a claim, and paired experiments whose size was named beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.facts.arm import Arm
from tests.facts.effects import Effect


@dataclass(frozen=True)
class Part:
    """One claim that can fail.

    ``effect`` is computed world by world from the ``arms``, which share draws and luck. It holds if
    ``sign`` times the mean effect is above ``least`` with its whole 95% interval, and in at least
    nine of ten draws from the priors above 0 (above ``least`` where that is negative: a claim that
    something does not happen).

    A part that was written after the first results were seen says ``instead_of`` which part; one
    that does not hold says why the model rightly says otherwise.
    """

    key: str
    claim: str
    arms: Mapping[str, Arm]
    effect: Effect
    unit: str
    sign: int
    least: float
    instead_of: str = ""
    fails: str = ""


@dataclass(frozen=True)
class Fact:
    """A pattern the model must show, where the pattern is from, and what was found in few words."""

    number: int
    finding: str
    pattern: str
    literature: str
    parts: tuple[Part, ...]
