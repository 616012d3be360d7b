"""Calibration: what a scenario's unknown numbers must be like, given what was observed.

Simulation-based inference, as the model has no likelihood to write down. A hundred thousand worlds
are run, each with its own draw of every parameter (``bank``); those nearest to history by their
features are kept and weighed, and their numbers adjusted by regression (``nearest``) on the normal
scale (``prior``), so that they stay within their range. Words are weighed anew and not adjusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator.analysis.bank import Bank, fill_bank
from simulator.analysis.foresight import Case
from simulator.analysis.nearest import Kept, adjusted, resampled
from simulator.analysis.observations import Observation
from simulator.analysis.prior import Parameter, free_parameters
from simulator.engine.blocks import Progress
from simulator.errors import RequestError
from simulator.scenario import Scenario
from simulator.scenario.posterior import Posterior, posterior_csv, read_posterior

Floats = npt.NDArray[np.float64]

WORLDS: Final = 100_000
FEWEST_WORLDS: Final = 1000
ROWS: Final = 1000
"""Joint draws in a posterior."""

_CLEAR: Final = 0.02  # nats
_CHANCE: Final = (
    8.0  # over the effective number of worlds: what chance gives one time in a thousand
)

_SHARE_KEPT: Final = 0.01
_FEWEST_KEPT: Final = 200


@dataclass(frozen=True)
class Calibration:
    """A bank of worlds, which of them were kept, and their parameters before and after adjustment.

    ``before`` and ``after`` hold scores (see ``Parameter.scores``) of the kept worlds, a list entry
    a parameter. ``asked`` says that the parameters were named one by one.
    """

    bank: Bank
    parameters: tuple[Parameter, ...]
    kept: Kept
    before: tuple[Floats, ...]
    after: tuple[Floats, ...]
    asked: bool = False

    @cached_property
    def learned(self) -> pd.DataFrame:
        """What was learned of each parameter, a row each, the most learned first.

        ``kind`` is number or choice. Of a number: ``shift`` of its mean and ``spread`` (standard
        deviation) on the normal scale, where a prior has 0 and 1; ``contraction`` is 1 less the
        spread; ``prior_p10`` to ``posterior_p90`` are quantiles in its own unit. Of a choice:
        ``prior`` and ``posterior`` say how likely each option is. ``gain`` is the information
        gained, in nats (Kullback–Leibler divergence from the prior; of numbers, of the normal
        curves with those means and spreads).
        """
        rows = [
            _of_number(one, after[:, 0], self.kept.weights)
            if one.moves
            else _of_choice(one, after, self.kept.weights)
            for one, after in zip(self.parameters, self.after, strict=True)
        ]
        table = pd.DataFrame(rows)
        return table.sort_values("gain", ascending=False, kind="stable", ignore_index=True)

    @property
    def is_learned(self) -> pd.Series[bool]:
        """Of which rows of ``learned`` more was learned than chance would give, and than a trifle.

        Of the others the posterior says nothing, and their prior goes on.
        """
        return self.learned["gain"] >= max(_CLEAR, _CHANCE / self.kept.effective)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The parameters the posterior speaks of: those learned about, in the scenario's order."""
        enough = self.learned[self.is_learned]["path"]
        wanted = set(enough) or {self.learned["path"].iloc[0]}
        return tuple(one.path for one in self.parameters if self.asked or one.path in wanted)

    @cached_property
    def posterior(self) -> Posterior:
        """Equally likely joint draws, as a scenario can name them."""
        return read_posterior(self.posterior_csv)

    @cached_property
    def posterior_csv(self) -> str:
        """The text of the posterior's file."""
        rows = resampled(self.kept.weights, ROWS)
        found = {
            one.path: (one, after) for one, after in zip(self.parameters, self.after, strict=True)
        }
        return posterior_csv({path: _cells(*found[path], rows) for path in self.columns})


def calibrate(  # noqa: PLR0913 - separate wishes, each with a default
    scenario: Scenario,
    observations: Sequence[Observation],
    *,
    worlds: int = WORLDS,
    seed: int | None = None,
    free: Sequence[str] = (),
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Learn a scenario's drawn parameters (or those at the ``free`` paths) from observations.

    ``worlds`` worlds are run; 1 in 100 is kept, and at least 200. ``seed`` is by default the
    scenario's own. The same arguments give the same posterior.
    """
    parameters = free_parameters(scenario, free)
    case = Case(scenario.name, scenario, tuple(observations))
    if worlds < FEWEST_WORLDS:
        raise RequestError(
            f"a calibration needs at least {FEWEST_WORLDS:,} worlds; asked {worlds:,}"
        )
    start = scenario.seed if seed is None else seed
    bank = fill_bank(case, worlds=worlds, seed=start, executor=executor, progress=progress)
    return from_bank(bank, parameters, asked=bool(free))


def from_bank(bank: Bank, parameters: Sequence[Parameter], *, asked: bool = False) -> Calibration:
    """Learn parameters from history by a bank of worlds."""
    kept = bank.near(bank.observed, keep=keep_of(bank.worlds))
    before = tuple(one.scores(bank.uniform(one.path)[kept.worlds]) for one in parameters)
    shift = bank.shift(bank.observed, kept.worlds)
    after = moved(parameters, before, shift, kept.weights)
    return Calibration(bank, tuple(parameters), kept, before, after, asked=asked)


def moved(
    parameters: Sequence[Parameter], scores: Sequence[Floats], shift: Floats, weights: Floats
) -> tuple[Floats, ...]:
    """The scores with all numbers adjusted, the choices as they were."""
    numbers = [found for one, found in zip(parameters, scores, strict=True) if one.moves]
    columns = iter(adjusted(np.concatenate(numbers, axis=1), shift, weights).T if numbers else ())
    return tuple(
        next(columns)[:, None] if one.moves else found
        for one, found in zip(parameters, scores, strict=True)
    )


def with_posterior(scenario: Scenario, posterior: Posterior) -> Scenario:
    """The scenario with a posterior laid down, in memory."""
    return scenario.model_copy(update={"posterior": posterior})


def keep_of(worlds: int) -> int:
    """How many worlds of a bank are kept.

    >>> keep_of(100_000), keep_of(2_000)
    (1000, 200)
    """
    return max(_FEWEST_KEPT, round(_SHARE_KEPT * worlds))


def _cells(one: Parameter, after: Floats, rows: npt.NDArray[np.intp]) -> list[float | str]:
    if one.moves:
        return [float(value) for value in one.values(after[rows, 0])]
    chosen = np.argmax(after[rows] > 0, axis=1)
    return [one.options[place] for place in chosen]


def _of_number(one: Parameter, z: Floats, weights: Floats) -> dict[str, object]:
    mean = float(np.sum(weights * z))
    spread = float(np.sqrt(np.sum(weights * (z - mean) ** 2)))
    gain = 0.5 * (spread**2 + mean**2 - 1) - np.log(spread)
    ends = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
    before = _prior_quantiles(one, list(ends.values()))
    now = one.values(_weighted_quantiles(z, weights, list(ends.values())))
    told = {f"prior_{name}": value for name, value in zip(ends, before, strict=True)}
    told |= {f"posterior_{name}": float(value) for name, value in zip(ends, now, strict=True)}
    common = {"path": one.path, "kind": "number", "gain": gain, "shift": mean, "spread": spread}
    return {**common, "contraction": 1 - spread, **told}


def _prior_quantiles(one: Parameter, at: list[float]) -> list[float]:
    from scipy.special import ndtri

    return [float(value) for value in one.values(ndtri(np.array(at)))]


def _of_choice(one: Parameter, after: Floats, weights: Floats) -> dict[str, object]:
    prior = np.asarray(one.weights)
    now = weights @ (after > 0)
    possible = (now > 0) & (prior > 0)
    gain = float(np.sum(now[possible] * np.log(now[possible] / prior[possible])))
    told = [
        ", ".join(
            f"{option} {share:.2f}" for option, share in zip(one.options, shares, strict=True)
        )
        for shares in (prior, now)
    ]
    return {
        "path": one.path,
        "kind": "choice",
        "gain": gain,
        "prior": told[0],
        "posterior": told[1],
    }


def _weighted_quantiles(values: Floats, weights: Floats, at: Sequence[float]) -> Floats:
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weights[order])
    places = np.searchsorted(upto, np.asarray(at) * upto[-1])
    return np.asarray(values[order][np.minimum(places, len(values) - 1)])
