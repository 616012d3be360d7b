"""How many worlds are enough: run until a number is known as precisely as is wanted.

The worlds are looked at after 1,024, 2,048, 4,096 ... of them. To stop when an interval happens to
look narrow would make it miss more often than it says; so each look takes an equal part of the 5%
that may miss (Bonferroni). Then the interval at whichever look is the last covers the truth with
95% or more. Intervals of quantiles and shares are exact (order statistics; Clopper and Pearson
1934), those of means rest on the central limit theorem (Student's t).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.errors import RequestError

FIRST_LOOK: Final = 1024
MOST_WORLDS: Final = 1_048_576
"""Where a run stops that never gets as precise as is wanted, unless told otherwise."""

_MISS: Final = 0.05
_EXPECTED: Final = (
    "expected OUTCOME:STATISTIC:WITHIN, such as net_effect:median:5, released:mean:3, "
    "held_end:p90:10 or released:share>0:0.02"
)
_FORM: Final = re.compile(
    r"(?P<outcome>[A-Za-z]\w*):(?P<statistic>median|mean|p\d\d|share(?P<sign>>=|<=|>|<)"
    r"(?P<bound>-?[0-9.]+)):(?P<within>[0-9.]+)"
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Aim:
    """What is to be known how precisely: a statistic of an outcome, within so much either way.

    ``sign`` and ``bound`` belong to a share: that of worlds above (or below) a value.
    """

    outcome: str
    statistic: str
    within: float
    sign: str = ""
    bound: float = 0.0

    @property
    def text(self) -> str:
        """As the user writes it."""
        return f"{self.outcome}:{self.statistic}:{self.within:g}"

    @property
    def said(self) -> str:
        """In words, to stand in a sentence.

        >>> aim_of("released:share>0:0.02").said
        'the share of worlds with released > 0 within ±0.02'
        """
        what = {"median": "the median of", "mean": "the mean of"}.get(self.statistic)
        if self.sign:
            name = f"the share of worlds with {self.outcome} {self.sign} {self.bound:g}"
        elif what:
            name = f"{what} {self.outcome}"
        else:
            name = f"the {int(self.statistic[1:])}% quantile of {self.outcome}"
        return f"{name} within ±{self.within:g}"


def aim_of(text: str) -> Aim:
    """Read what the user wants to know.

    >>> aim_of("net_effect:median:5")
    Aim(outcome='net_effect', statistic='median', within=5.0, sign='', bound=0.0)
    """
    found = _FORM.fullmatch(text.strip())
    try:
        within = float(found["within"]) if found else 0.0
        bound = float(found["bound"] or 0) if found else 0.0
    except ValueError:
        within = bound = 0.0
    if found is None or within <= 0 or found["statistic"] in ("p00",):
        raise RequestError(f"--until {text}: cannot be read; {_EXPECTED}")
    return Aim(found["outcome"], found["statistic"], within, found["sign"] or "", bound)


@dataclass(frozen=True)
class Estimate:
    """A number from so many worlds, with the interval that holds whenever one stops."""

    value: float
    low: float
    high: float
    worlds: int

    @property
    def reach(self) -> float:
        """How far the interval reaches from the value, on its longer side."""
        return max(self.high - self.value, self.value - self.low)


@dataclass(frozen=True)
class Reached:
    """What came of an aim: the estimate at the last of so many looks, and how many were allowed."""

    aim: Aim
    estimate: Estimate
    look: int
    looks: int

    @property
    def enough(self) -> bool:
        """Whether it is known as precisely as was wanted."""
        return self.estimate.reach <= self.aim.within

    @property
    def sentence(self) -> str:
        """What came of it, in words."""
        found = self.estimate
        end = (
            f"Run until {self.aim.said} was known: after {found.worlds:,} worlds"
            if self.enough
            else f"{self.aim.said[0].upper()}{self.aim.said[1:]} was not reached in "
            f"{found.worlds:,} worlds"
        )
        return (
            f"{end} it is {found.value:.6g}, with a 95% Monte Carlo interval of {found.low:.6g} to "
            f"{found.high:.6g} that allows for {self.look} of {self.looks} looks."
        )

    def as_data(self) -> dict[str, float | int | str | bool]:
        """For the manifest."""
        found = self.estimate
        return {
            "asked": self.aim.text,
            "reached": self.enough,
            "value": found.value,
            "low": found.low,
            "high": found.high,
            "look": self.look,
            "looks": self.looks,
        }


def looks(most: int) -> list[int]:
    """After how many worlds one looks, up to ``most``.

    >>> looks(5000)
    [1024, 2048, 4096, 5000]
    """
    sizes = [FIRST_LOOK]
    while 2 * sizes[-1] < most:
        sizes.append(2 * sizes[-1])
    return [most] if most <= FIRST_LOOK else [*sizes, most]


def estimate(aim: Aim, values: Floats, *, looks: int) -> Estimate:
    """Estimate what is wanted from each world's outcome, at one of so many looks.

    Worlds without a value are left out; for a share they count as not having it.
    """
    miss = _MISS / looks
    if aim.sign:
        return _share(values, aim, miss)
    there = np.sort(values[np.isfinite(values)])
    if len(there) < 2:
        return Estimate(np.nan, -np.inf, np.inf, len(values))
    if aim.statistic == "mean":
        return _mean(there, miss, len(values))
    share = 0.5 if aim.statistic == "median" else int(aim.statistic[1:]) / 100
    return _quantile(there, share, miss=miss, worlds=len(values))


def _quantile(ordered: Floats, share: float, *, miss: float, worlds: int) -> Estimate:
    from scipy.stats import binom

    size = len(ordered)
    first = int(binom.ppf(miss / 2, size, share))
    last = int(binom.ppf(1 - miss / 2, size, share)) + 1
    low = float(ordered[first - 1]) if first >= 1 else -np.inf
    high = float(ordered[last - 1]) if last <= size else np.inf
    return Estimate(float(np.quantile(ordered, share)), low, high, worlds)


def _share(values: Floats, aim: Aim, miss: float) -> Estimate:
    from scipy.stats import beta

    compare = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal}
    size, hits = len(values), int(compare[aim.sign](values, aim.bound).sum())
    low = float(beta.ppf(miss / 2, hits, size - hits + 1)) if hits else 0.0
    high = float(beta.ppf(1 - miss / 2, hits + 1, size - hits)) if hits < size else 1.0
    return Estimate(hits / size, low, high, size)


def _mean(values: Floats, miss: float, worlds: int) -> Estimate:
    from scipy.stats import t

    mean, size = float(values.mean()), len(values)
    reach = float(t.ppf(1 - miss / 2, size - 1)) * float(values.std(ddof=1)) / size**0.5
    return Estimate(mean, mean - reach, mean + reach, worlds)
