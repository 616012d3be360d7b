"""An estimate: a number worked out from the series, with its range and the row that carries it."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario.evidence import Evidence


@dataclass(frozen=True)
class Estimate:
    """``value`` with a range; ``row`` is the id of the row of evidence that holds the same numbers.

    ``how`` says in a sentence where the value and each end of the range come from.
    """

    row: str
    what: str
    value: float
    low: float
    high: float
    unit: str
    how: str

    def agrees(self, row: Evidence) -> bool:
        """Whether a row of evidence says the same, to as many digits as it gives.

        >>> made = Estimate("r", "rate", 8.154, 4.06, 13.1, "a week", "")
        >>> made.agrees(Evidence("r", value="8.2", low="4.1", high="13.1"))
        True
        """
        pairs = ((row.value, self.value), (row.low, self.low), (row.high, self.high))
        return all(_rounds_to(number, text) for text, number in pairs)


def _rounds_to(number: float, text: str) -> bool:
    """Whether a number, rounded to the digits of a text, is what the text says."""
    digits = len(text.partition(".")[2])
    return abs(float(text) - number) <= 0.5 * 10.0**-digits * (1 + 1e-9)
