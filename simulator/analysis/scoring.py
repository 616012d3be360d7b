"""Scoring what was foreseen of a case, beside simple forecasts.

Each observation is scored for each forecast. A count is scored as it is. An event is scored by its
week, where not having come by the end of what is looked at counts as the week after (in the
forecast and in history alike), and by the probability that it comes until then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator.analysis import scores
from simulator.analysis.baselines import BASELINES, luck_of, past_of
from simulator.analysis.foresight import Case, Foresight, censored
from simulator.analysis.observations import Observation

Floats = npt.NDArray[np.float64]

MODEL: Final = "model"
"""The model run freely from the start, on the ranges of the case's file."""

TAUGHT: Final = "model, taught"
"""The model with its shared parameters calibrated on the other cases."""

LEVELS: Final = (50, 80, 95)
"""The central bands in which history is looked for, in per cent."""

QUANTILES: Final = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
"""What is told of a forecast; the outer pairs are the bands of 50, 80 and 95%."""


def scores_of(case: Case, foreseen: Mapping[str, Foresight], *, seed: int) -> pd.DataFrame:
    """Score a case: a row an observation and forecast.

    ``foreseen`` has the model's forecasts by name. ``value`` is people, or the week of an event.
    """
    rows = [
        _row(case, each, name, samples, seed=seed)
        for each in case.scored
        for name, samples in _forecasts(case, foreseen, each, seed=seed)
    ]
    return pd.DataFrame(rows)


def _forecasts(
    case: Case, foreseen: Mapping[str, Foresight], each: Observation, *, seed: int
) -> Iterator[tuple[str, Floats]]:
    """The forecasts there are of an observation, by name, the model's first."""
    worlds = 0
    for name, foresight in foreseen.items():
        samples = foresight.of(each)
        worlds = len(samples)
        yield name, samples
    past = past_of(case.observations, each.quantity)
    luck = luck_of(case.name, each.quantity, worlds=worlds, seed=seed)
    for name, forecast in BASELINES.items():
        simple = forecast(each.quantity, past, week=each.week, luck=luck)
        if simple is not None:
            yield name, simple


def _row(
    case: Case, each: Observation, forecast: str, samples: Floats, *, seed: int
) -> dict[str, Any]:
    """The scores of one forecast of one observation."""
    samples, value = censored(case, each, samples)
    u = float(luck_of(case.name, f"pit/{each.id}", worlds=1, seed=seed).first[0])
    chance = float(np.mean(samples <= case.looked_until(each))) if each.is_event else np.nan
    return {
        "case": case.name,
        "forecast": forecast,
        "id": each.id,
        "quantity": each.quantity,
        "date": each.date.isoformat(),
        "week": each.week,
        "happened": int(each.value) if each.is_event else pd.NA,
        "value": value,
        "unit": "week" if each.is_event else "people",
        **quantiles_of(samples),
        **{f"inside{level}": scores.inside(samples, value, level / 100) for level in LEVELS},
        "pit": scores.pit(samples, value, u),
        "crps": scores.crps(samples, value),
        "log_score": np.nan if each.is_event else scores.log_score(samples, round(value)),
        "probability": chance,
        "brier": scores.brier(chance, bool(each.value)) if each.is_event else np.nan,
    }


def quantiles_of(samples: Floats) -> dict[str, float]:
    """The quantiles of a forecast by column; each is one of the samples.

    >>> quantiles_of(np.arange(101.0))["p500"]
    50.0
    """
    found = np.quantile(samples, QUANTILES, method="inverted_cdf")
    return {f"p{1000 * q:03.0f}": float(x) for q, x in zip(QUANTILES, found, strict=True)}


def predictions_of(foresight: Foresight, *, name: str) -> pd.DataFrame:
    """Week by week what the model foresaw of each observed quantity.

    Columns ``case, forecast, quantity, week, mean`` and the quantiles; of an event ``mean`` is the
    share of worlds in which it has come, and there are no quantiles.
    """
    case = foresight.case
    firsts = {each.quantity: each for each in reversed(case.scored)}
    rows = [
        {"case": case.name, "forecast": name, **row}
        for first in reversed(firsts.values())
        for row in _weekly(foresight, first)
    ]
    return pd.DataFrame(rows)


def _weekly(foresight: Foresight, first: Observation) -> Iterator[dict[str, Any]]:
    came = foresight.event_week(first) if first.is_event else None
    for week in range(foresight.case.until + 1):
        row = {"quantity": first.quantity, "week": week}
        if came is None:
            samples = foresight.count(first.quantity, week)
            yield {**row, "mean": float(np.mean(samples)), **quantiles_of(samples)}
        else:
            yield {**row, "mean": float(np.mean(came <= week))}


def order_of(foresight: Foresight) -> float:
    """How likely the model held the order in which the rungs came (see ``order_probability``)."""
    rungs = [each for each in foresight.case.scored if each.kind == "rung"]
    came = sorted((each for each in rungs if each.value), key=lambda each: each.week)
    missed = [each for each in rungs if not each.value]
    return scores.order_probability(
        [foresight.event_week(each) for each in came],
        [foresight.event_week(each) for each in missed],
    )
