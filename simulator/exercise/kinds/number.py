"""A number, right within a tolerance."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from simulator.exercise.kinds.base import Check, Unusable, Verdict
from simulator.exercise.quantities import of_a_run

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.exercise.definition import Mistake

_MINUSES = str.maketrans("\N{MINUS SIGN}\N{EN DASH}", "--")
_STEPS = ((0.1, "by less than a tenth"), (0.25, "by a tenth to a quarter"),
          (0.5, "by a quarter to a half"), (1.0, "by a half or more"))  # fmt: skip
_OTHER_LUCK = (
    "near, but not out of the run that the page asks for: compare your line with the page's, its "
    "--worlds, its --seed and whatever else stands there"
)


class Number(Check):
    """A number, right within a tolerance.

    The tolerance is ``relative`` times the truth, plus ``absolute``: room for rounding. ``near``
    times the tolerance earns half the marks. What comes out of worlds is asked of the very run that
    the page asks for (``ran``: its ``worlds`` and ``seed``), so that luck has no part in it; what
    other luck gives, within ``errors`` of its Monte Carlo errors, earns half the marks as well.
    ``low`` and ``high`` say what is possible, ``example`` how it is written.
    """

    named: ClassVar[str] = "number"

    quantity: str
    unit: str = ""
    whole: bool = False
    relative: float = Field(default=0.0, ge=0)
    absolute: float = Field(default=0.0, ge=0)
    errors: float = Field(default=2.0, ge=0)
    ran: dict[str, int | str] = Field(default_factory=dict)
    near: float = Field(default=1.0, ge=1)
    example: str | None = None
    low: float = -math.inf
    high: float = math.inf

    @property
    def form(self) -> str:
        """How an answer is written."""
        kind, usual = ("a whole number", "12") if self.whole else ("a number", "12.5")
        unit = f" of {self.unit}" if self.unit else ""
        return f"{kind}{unit}, such as {self.example or usual}"

    def read(self, raw: Any) -> float:
        """The number; ``Unusable`` for words, for what is not finite or cannot be."""
        raw = _with_a_minus(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            slip = _slip(raw, share=not self.unit)
            raise Unusable(f"is {_shown(raw)}, which is no number; write {self.form}{slip}")
        if not math.isfinite(raw):
            raise Unusable(f"is not a finite number; write {self.form}")
        if self.whole and raw != int(raw):
            whole = "people come whole" if self.unit == "people" else "it has to be whole"
            raise Unusable(f"is {raw:g}; {whole}: write {self.form}")
        if not self.low <= raw <= self.high:
            raise Unusable(f"is {raw:g}, which cannot be: {self._bounds()}; write {self.form}")
        return float(raw)

    def judge(self, answer: float, case: Case, mistakes: Mapping[str, Mistake]) -> Verdict:
        """Right, a mistake that is known, near, or how far off."""
        truth = case.quantity(self, **self._of_the_page(case))
        gap = abs(answer - truth.number)
        if gap <= self.tolerance(truth.number):
            return Verdict(1.0, "right")
        found = self._recognised(answer, case, mistakes)
        if found:
            mistake = mistakes[found]
            return Verdict(mistake.share, mistake.says or self._off(answer, truth.number), found)
        if self.ran and gap <= self.errors * math.sqrt(2) * truth.error:  # of two runs
            return Verdict(0.5, _OTHER_LUCK)
        near = gap <= self.near * self.tolerance(truth.number)
        return Verdict(0.5 if near else 0.0, self._off(answer, truth.number))

    def tolerance(self, truth: float) -> float:
        """How far from the truth an answer is still right."""
        slack = 1e-9 * max(1.0, abs(truth))
        return self.relative * abs(truth) + self.absolute + slack

    def mistaken(self, mistake: Mistake, case: Case) -> Any:
        """The answer that comes of a typical mistake, in the run that the page asks for."""
        if mistake.quantity and of_a_run(mistake.quantity):
            return case.quantity(mistake, **self._of_the_page(case)).value
        return super().mistaken(mistake, case)

    def _recognised(self, answer: float, case: Case, mistakes: Mapping[str, Mistake]) -> str:
        """The mistake whose number is nearest, of those that are near; none is an empty name."""
        gaps = {}
        for name, mistake in mistakes.items():
            taken = self.mistaken(mistake, case)
            if isinstance(taken, int | float):
                gap = abs(answer - taken)
                if gap <= max(self.tolerance(taken), abs(taken) * 0.01):
                    gaps[name] = gap
        return min(gaps, key=gaps.__getitem__, default="")

    def _of_the_page(self, case: Case) -> dict[str, int]:
        return {name: int(case.filled(value)) for name, value in self.ran.items()}

    def solution(self, case: Case) -> float | int:
        """The truth, rounded as a student would."""
        value = case.quantity(self, **self._of_the_page(case)).number
        if self.whole:
            return round(value)
        return float(f"{value:.4g}")

    def _bounds(self) -> str:
        if math.isinf(self.high):
            return f"it is at least {self.low:g}"
        if math.isinf(self.low):
            return f"it is at most {self.high:g}"
        return f"it is between {self.low:g} and {self.high:g}"

    def _off(self, answer: float, truth: float) -> str:
        way = "too high" if answer > truth else "too low"
        if answer * truth < 0:
            return f"{way}: the sign is the wrong way round"
        gap = abs(answer - truth) / max(abs(truth), 1e-12)
        if not self.unit and 0 < truth < 1 < answer <= 100:
            return f"{way}: a share is asked for, and 7 per cent is written 0.07"
        if gap > 9:
            return f"{way}, by more than a factor of ten: check the units"
        return f"{way}, {next((said for most, said in _STEPS if gap < most), _STEPS[-1][1])}"


def _shown(raw: Any) -> str:
    if raw is None:
        return "empty"
    text = str(raw)
    return f'"{text[:40]}"'


def _with_a_minus(raw: Any) -> Any:
    """A number that was copied with a printer's minus or a dash, as the number that it is.

    >>> _with_a_minus("\N{MINUS SIGN}83"), _with_a_minus("83 people")
    (-83.0, '83 people')
    """
    text = str(raw).strip().translate(_MINUSES)
    return float(text) if isinstance(raw, str) and re.fullmatch(r"-\d+(\.\d+)?", text) else raw


def _slip(raw: Any, *, share: bool = False) -> str:
    """What is wrong with words that hold a number, in a remark behind the form.

    >>> _slip("25,75"), _slip("14 months"), _slip("many")
    (' (with a point, not a comma)', ' (the number alone, without words or signs)', '')
    >>> _slip("1,024"), _slip("60%", share=True)
    (' (a point before decimals, nothing between thousands)', ' (as a share: 60 per cent is 0.6)')
    """
    text = str(raw).strip()
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+", text):
        return " (a point before decimals, nothing between thousands)"
    if re.fullmatch(r"-?\d+,\d+", text.translate(_MINUSES)):
        return " (with a point, not a comma)"
    if share and re.search(r"\d\s*(%|per ?cent)", text):
        return " (as a share: 60 per cent is 0.6)"
    return " (the number alone, without words or signs)" if re.search(r"\d", text) else ""
