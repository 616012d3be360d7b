"""Hindcasts: cases with a known ending, run freely from their start and scored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from simulator.analysis.foresight import Case, Foresight, foresee, load_case
from simulator.analysis.leave_one_out import Lessons, design_for, learn
from simulator.analysis.observations import observed_cases
from simulator.analysis.scoring import (
    LEVELS,
    MODEL,
    TAUGHT,
    order_of,
    predictions_of,
    scores_of,
)

DRAWS: Final = 8192
"""How many draws of the shared parameters are tried when cases learn from each other."""

KEEP: Final = 400
"""How many of them are kept."""

Told = Callable[[str], None]

_NONE: Final = pd.DataFrame(columns=["case", "parameter", "prior", "taught"])


@dataclass(frozen=True)
class Hindcast:
    """Cases with their scores and predictions.

    ``scores`` has a row a case, observation and forecast; ``predictions`` a row a case, forecast,
    quantity and week; ``orders`` a row a case and forecast of the model: how likely it held the
    order in which the rungs came (a coin has 0.5), empty where there was but one; ``learned`` what
    the other cases taught about each (see ``Lessons.learned``), empty unless it was asked for.
    """

    cases: tuple[Case, ...]
    worlds: int
    seed: int
    scores: pd.DataFrame
    predictions: pd.DataFrame
    orders: pd.DataFrame
    learned: pd.DataFrame

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Mean scores by case, kind of quantity and forecast (see ``summarise``)."""
        return summarise(self.scores)


def hindcast(
    names: Sequence[str] = (),
    *,
    worlds: int,
    seed: int,
    taught: bool = False,
    told: Told = lambda _: None,
) -> Hindcast:
    """Run cases (all packaged ones by default) and score them.

    With ``taught`` each case is run a second time, its shared parameters calibrated on all other
    packaged cases. ``told`` hears which case is next.
    """
    cases = tuple(load_case(name) for name in dict.fromkeys(names or observed_cases()))
    lessons = _lessons(seed, told) if taught else None
    parts = []
    for case in cases:
        told(f"{case.name}: {worlds:,} worlds")
        parts.append(_scored(case, lessons, worlds=worlds, seed=seed))
    scores, predictions, orders = (
        pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True)
    )
    learned = [lessons.learned(case.name, keep=KEEP) for case in cases] if lessons else [_NONE]
    taught_by = pd.concat(learned, ignore_index=True)
    return Hindcast(cases, worlds, seed, scores, predictions, orders, taught_by)


def _lessons(seed: int, told: Told) -> Lessons:
    told(f"learning from all cases: {DRAWS:,} draws of what they share")
    return learn([load_case(name) for name in observed_cases()], draws=DRAWS, seed=seed)


def _scored(
    case: Case, lessons: Lessons | None, *, worlds: int, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Scores, predictions and order of one case."""
    foreseen = {MODEL: foresee(case, worlds=worlds, seed=seed)}
    if lessons:
        design = design_for(case, lessons.posterior(case.name, keep=KEEP))
        foreseen[TAUGHT] = foresee(case, worlds=worlds, seed=seed, design=design)
    predictions = [predictions_of(each, name=name) for name, each in foreseen.items()]
    orders = [_order(case, name, each) for name, each in foreseen.items()]
    return (
        scores_of(case, foreseen, seed=seed),
        pd.concat(predictions, ignore_index=True),
        pd.DataFrame(orders),
    )


def _order(case: Case, name: str, foresight: Foresight) -> dict[str, object]:
    return {"case": case.name, "forecast": name, "order": order_of(foresight)}


def summarise(scores: pd.DataFrame) -> pd.DataFrame:
    """Mean scores by case, kind of quantity and forecast.

    ``n`` counts the observations for which the forecast has something to say, and means are over
    these; ``within50`` and so on is the share inside the band; ``of_model`` is the model's mean
    CRPS over the same, and ``skill`` 1 less the ratio of the two: the share of the forecast's
    distance that the model does without (negative where the other is nearer).
    """
    table = scores.assign(kind=scores["quantity"].str.partition(":")[0])
    ours = table[table["forecast"] == MODEL].set_index(["case", "id"])["crps"]
    rows = []
    for (case, kind, forecast), part in table.groupby(["case", "kind", "forecast"], sort=False):
        of_model = float(ours.loc[pd.MultiIndex.from_frame(part[["case", "id"]])].mean())
        named = {"case": case, "kind": kind, "forecast": forecast}
        rows.append({**named, **_means(part, of_model)})
    return pd.DataFrame(rows)


def _means(part: pd.DataFrame, of_model: float) -> dict[str, float]:
    mean = float(part["crps"].mean())
    return {
        "n": len(part),
        **{f"within{level}": float(part[f"inside{level}"].mean()) for level in LEVELS},
        "crps": mean,
        "of_model": of_model,
        "skill": 1 - of_model / mean if mean > 0 else np.nan,
        "log_score": float(part["log_score"].mean()),
        "brier": float(part["brier"].mean()),
    }
