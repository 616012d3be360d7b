"""Does the calibration know what it claims to know? Checked on made-up histories.

Simulation-based calibration (Talts et al. 2018): take worlds of the bank for history, one after
another, learn their parameters from all the others, and see where the true value falls among the
draws of the posterior. Over many truths drawn from the prior, these ranks are uniform if the
posterior is right, humped if it is too wide, and heaped at the ends if it is too narrow. One bank
serves as truths and as reference, the truth left out each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2

from simulator.analysis.bank import Bank
from simulator.analysis.calibration import keep_of, moved
from simulator.analysis.prior import Parameter

Floats = npt.NDArray[np.float64]

LEVELS: Final = (0.5, 0.8, 0.95)
_BINS: Final = 10
_FEWEST: Final = 5  # truths a bin, or there are fewer bins


@dataclass(frozen=True)
class Check:
    """Ranks of true numbers within their posteriors, and how wide these were.

    ``ranks`` has a row a truth and a column a parameter, each between 0 and 1; ``spreads`` likewise
    the posterior's standard deviation on the normal scale, on which the prior has 1.
    """

    ranks: pd.DataFrame
    spreads: pd.DataFrame

    @property
    def table(self) -> pd.DataFrame:
        """A row a parameter: mean spread, share of truths in the central bands, uniformity.

        ``p`` is the probability of ranks at least as uneven (chi-square over ten bins).
        """
        rows = []
        for path in self.ranks:
            ranks = self.ranks[path].to_numpy()
            inside = {f"within{100 * level:.0f}": _inside(ranks, level) for level in LEVELS}
            spread = float(self.spreads[path].mean())
            rows.append({"path": path, "spread": spread, **inside, "p": evenness(ranks)})
        return pd.DataFrame(rows)


def check(
    bank: Bank, parameters: Sequence[Parameter], *, truths: int, near_history: bool = False
) -> Check:
    """Learn the numbers among ``parameters`` from so many worlds of a bank in history's place.

    The truths are the bank's first worlds, draws from the prior; with ``near_history`` those that
    are nearest to history, where the posterior of a scenario lies.
    """
    numbers = [one for one in parameters if one.moves]
    scores = np.concatenate([one.scores(bank.uniform(one.path)) for one in numbers], axis=1)
    if near_history:
        near = bank.near(bank.observed, keep=truths)
        chosen = near.worlds
    else:
        chosen = np.arange(min(truths, bank.worlds))
    ranks, spreads = [], []
    for truth in chosen:
        rank, spread = _learned(bank, numbers, scores, int(truth))
        ranks.append(rank)
        spreads.append(spread)
    paths = [one.path for one in numbers]
    return Check(pd.DataFrame(ranks, columns=paths), pd.DataFrame(spreads, columns=paths))


def _learned(
    bank: Bank, numbers: Sequence[Parameter], scores: Floats, truth: int
) -> tuple[Floats, Floats]:
    """Ranks and spreads of one truth."""
    features = bank.values[truth]
    kept = bank.near(features, keep=keep_of(bank.worlds), allowed=bank.all_but(truth))
    before = np.split(scores[kept.worlds], len(numbers), axis=1)
    shift = bank.shift(features, kept.worlds)
    after = np.concatenate(moved(numbers, before, shift, kept.weights), axis=1)
    mean = kept.weights @ after
    spread = np.sqrt(kept.weights @ (after - mean) ** 2)
    return kept.weights @ (after < scores[truth]), spread


def evenness(ranks: Floats) -> float:
    """The probability that uniform ranks are at least as uneven: a chi-square test.

    >>> evenness(np.linspace(0.0025, 0.9975, 200)), evenness(np.full(200, 0.5)) < 1e-9
    (1.0, True)
    """
    bins = max(2, min(_BINS, len(ranks) // _FEWEST))
    counts = np.histogram(ranks, bins=bins, range=(0.0, 1.0))[0]
    expected = len(ranks) / bins
    return float(chi2.sf(np.sum((counts - expected) ** 2) / expected, bins - 1))


def _inside(ranks: Floats, level: float) -> float:
    return float(np.mean(np.abs(ranks - 0.5) <= level / 2))
