"""What a scenario foresees before and after calibration, week by week, to lay history over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from simulator.analysis.bank import cut
from simulator.analysis.calibration import Calibration, with_posterior
from simulator.analysis.foresight import Case, Foresight, foresee
from simulator.analysis.scores import inside

WORLDS: Final = 2000
QUANTILES: Final = {"p025": 0.025, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9,
                    "p975": 0.975}  # fmt: skip
PRIOR: Final = "prior"
POSTERIOR: Final = "posterior"


def predictive(done: Calibration, *, worlds: int = WORLDS) -> pd.DataFrame:
    """Quantities week by week from fresh worlds of the scenario, without and with the posterior.

    Columns ``source`` (prior or posterior), ``quantity``, ``week``, ``mean`` and quantiles; of an
    event ``mean`` is the share of worlds in which it has come, and there are no quantiles.
    """
    rows: list[dict[str, Any]] = []
    for source, foresight in _runs(done, worlds):
        for quantity in dict.fromkeys(each.quantity for each in foresight.case.scored):
            rows += ({"source": source, **row} for row in _of(foresight, quantity))
    return pd.DataFrame(rows)


def surprises(done: Calibration, *, worlds: int = WORLDS) -> pd.DataFrame:
    """Whether each observation lies in the central bands before and after, a row each."""
    found: dict[str, dict[str, Any]] = {}
    for source, foresight in _runs(done, worlds):
        for each in foresight.case.scored:
            row = found.setdefault(each.id, {"id": each.id, "value": each.value})
            samples, value = foresight.comparable(each)
            row[f"{source}_median"] = float(np.quantile(samples, 0.5, method="inverted_cdf"))
            for level in (0.8, 0.95):
                row[f"{source}_inside{100 * level:.0f}"] = inside(samples, value, level)
    return pd.DataFrame(list(found.values()))


def _runs(done: Calibration, worlds: int) -> Iterator[tuple[str, Foresight]]:
    case, seed = done.bank.case, done.bank.seed + 1  # fresh luck
    before = cut(case.scenario, case.until)
    for source, scenario in (
        (PRIOR, before),
        (POSTERIOR, with_posterior(before, done.posterior)),
    ):
        one = Case(case.name, scenario, case.observations)
        yield source, foresee(one, worlds=worlds, seed=seed)


def _of(foresight: Foresight, quantity: str) -> Iterator[dict[str, Any]]:
    first = next(each for each in foresight.case.scored if each.quantity == quantity)
    came = foresight.event_week(first) if first.is_event else None
    for week in range(foresight.case.until + 1):
        row: dict[str, Any] = {"quantity": quantity, "week": week}
        if came is not None:
            yield {**row, "mean": float(np.mean(came <= week))}
            continue
        samples = foresight.count(quantity, week)
        ends = np.quantile(samples, list(QUANTILES.values()), method="inverted_cdf")
        told = {name: float(end) for name, end in zip(QUANTILES, ends, strict=True)}
        yield {**row, "mean": float(np.mean(samples)), **told}
