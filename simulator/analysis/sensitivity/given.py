"""First-order shares from worlds that were run anyway: no design, no extra cost.

The worlds are put into equally full bins of a factor's values (words: one bin a word). What the
means of the bins differ by, less what they would differ by if the factor did nothing, over the
variance, is the share the factor explains by itself (the correlation ratio with Kelley's
correction, ε²; Kelley 1935). The correction makes it unbiased at zero, so it can come out below
zero; the interval comes from the non-central F distribution (Smithson 2001), and its lower end is
above zero exactly if the F test says so at 2.5%.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.sensitivity.variance import Share

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Column = npt.NDArray[Any]

_STEPS: Final = 60


def bins_of(values: Column) -> npt.NDArray[np.intp]:
    """The bin of each value: as many as the cube root of their number, or one for each word.

    >>> bins_of(np.array(["b", "a", "b"], dtype=object)).tolist()
    [1, 0, 1]
    """
    codes: npt.NDArray[np.intp]
    kinds, codes = np.unique(values, return_inverse=True)
    wanted = max(4, round(len(values) ** (1 / 3)))
    if len(kinds) <= wanted:
        return codes
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    bins: npt.NDArray[np.intp] = ranks * wanted // len(values)
    return bins


def shares_of(outcomes: pd.DataFrame, outcome: str) -> dict[str, Share]:
    """First-order shares by path of all that a run drew, the greatest first.

    ``outcomes`` is the table of any run, with its columns ``param_<path>``.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"param_a": range(500), "param_b": [1, 2] * 250})
    >>> list(shares_of(table.assign(deals=table["param_a"]), "deals"))
    ['a', 'b']
    """
    of = outcomes[outcome].to_numpy(dtype=np.float64)
    drawn = [name for name in outcomes.columns if name.startswith("param_")]
    found = {
        name.removeprefix("param_"): first_order(outcomes[name].to_numpy(), of) for name in drawn
    }
    return dict(sorted(found.items(), key=lambda item: -item[1].value))


def first_order(values: Column, outcome: Floats) -> Share:
    """The share of the variance of an outcome that one factor explains by itself.

    >>> x = (np.arange(1000) + 0.5) / 1000
    >>> share = first_order(x, 3 * x)
    >>> round(share.value, 2), share.is_told_from_zero
    (0.99, True)
    """
    bins = bins_of(values)
    counts = np.bincount(bins)
    means = np.bincount(bins, weights=outcome) / np.maximum(counts, 1)
    square = float(((outcome - outcome.mean()) ** 2).sum())
    between = float((counts * (means - outcome.mean()) ** 2).sum())
    freedom, rest = len(counts) - 1, len(outcome) - len(counts)
    if freedom < 1 or square == 0:
        return Share(0.0, 0.0, 0.0)
    within = max(square - between, 1e-12 * square) / rest
    value = (between - freedom * within) / square
    low, high = _interval(between / freedom / within, freedom, rest)
    return Share(value, low, high)


def _interval(f: float, freedom: int, rest: int) -> tuple[float, float]:
    """Shares whose F would be as great as the observed one with 2.5%, and as small with 2.5%."""
    ends = (_noncentrality(f, freedom, rest, chance) for chance in (0.975, 0.025))
    low, high = (end / (end + freedom + rest + 1) for end in ends)
    return low, high


def _noncentrality(f: float, freedom: int, rest: int, chance: float) -> float:
    """The non-centrality at which an F is no greater than the observed one with a given chance."""
    from scipy.special import ncfdtr

    if ncfdtr(freedom, rest, 0.0, f) < chance:
        return 0.0
    low, high = 0.0, 4 * f * freedom + 100.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        below = ncfdtr(freedom, rest, middle, f)
        low, high = (middle, high) if below > chance else (low, middle)
    return (low + high) / 2
