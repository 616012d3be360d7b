"""A forecast from a day on, given all that was observed until then.

Two forecasts are made, the model's and a simple one (``future``), and mixed: so many possible
futures of the one, so many of the other. How many is settled by backtests (``backtest``), and by
nothing that came later. As the model's ladder and costs were set by people who knew the months that
the backtests use, only half of what these say for it counts (their likelihoods to the power of a
half).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator.analysis.backtest import (
    PATHS,
    backtest_table,
    backtests,
    models_weight,
    spread_by,
)
from simulator.analysis.bank import Bank
from simulator.analysis.coverage import LEVELS, evenness
from simulator.analysis.foresight import Case
from simulator.analysis.futures import Futures, blended
from simulator.analysis.models_futures import added_by, bank_for, futures_kept, models_futures
from simulator.analysis.nearest import Kept
from simulator.analysis.outlook import Outlook, known_by
from simulator.analysis.simple_futures import simple_futures
from simulator.engine.blocks import Progress

Floats = npt.NDArray[np.float64]

QUANTILES: Final = {"p025": 0.025, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9,
                    "p975": 0.975}  # fmt: skip
MIXED: Final = "mixed"
COUNTED: Final = 0.5
"""How much of the backtests' evidence for the model counts."""


@dataclass(frozen=True)
class Forecast:
    """Both forecasts, their mixture, and what it rests on.

    ``check`` is the model's coverage on made-up histories, if it was asked for.
    """

    outlook: Outlook
    worlds: int
    seed: int
    futures: dict[str, Futures]
    weight: float
    tests: pd.DataFrame
    check: pd.DataFrame | None = None

    @property
    def table(self) -> pd.DataFrame:
        """What is foreseen, a row a forecast, quantity and day, for scoring later.

        Of counts: mean and quantiles. Of rungs (``rung:<sender>/<rung>``): the probability that it
        has been reached. Of deals (``size:<sender>/<rung>``): quantiles of the people freed by the
        last day, where it is reached by then, and the probability that it is.
        """
        rows = [
            {"forecast": name, **row}
            for name, futures in self.futures.items()
            for row in _rows(self.outlook, futures)
        ]
        return pd.DataFrame(rows)


def forecast(  # noqa: PLR0913 - separate wishes
    case: Case,
    *,
    days: Sequence[dt.date],
    today: dt.date,
    tested: Case,
    others: Sequence[Case],
    worlds: int,
    seed: int,
    truths: int = 0,
    progress: Progress | None = None,
) -> Forecast:
    """Forecast a case from ``today`` on for some days.

    ``tested`` is the case as it was set from before its start, for the backtests; ``others`` teach
    how much the sizes of waves vary. With ``truths`` the model forecasts so many made-up histories
    like the true one, and its bands are held against what came of these.
    """
    tests = backtests(tested, others, until=today, worlds=worlds, seed=seed + 1, progress=progress)
    outlook = Outlook(known_by(case, today), today, tuple(days))
    bank = bank_for(outlook, worlds=worlds, seed=seed, progress=progress)
    spread = spread_by(outlook.case, others, until=outlook.now)
    model = models_futures(outlook, bank, spread)
    simple = simple_futures(outlook, spread, paths=PATHS, seed=seed)
    weight = models_weight(tests, power=COUNTED)
    futures = {MIXED: blended(model, simple, weight=weight), "model": model, "simple": simple}
    check = check_futures(outlook, bank, truths=truths) if truths else None
    return Forecast(outlook, worlds, seed, futures, weight, backtest_table(tests), check)


def _rows(outlook: Outlook, futures: Futures) -> Iterator[dict[str, Any]]:
    for name, values in futures.counts.items():
        for place, day in enumerate(outlook.days):
            yield {"quantity": name, "date": day.isoformat(), "unit": "people",
                   **_told(values[:, place], futures.weights)}  # fmt: skip
    for rung, weeks in futures.weeks.items():
        for day, week in zip(outlook.days, outlook.weeks, strict=True):
            chance = float(futures.weights[weeks <= week].sum())
            yield {"quantity": f"rung:{rung}", "date": day.isoformat(), "unit": "probability",
                   "probability": min(1.0, chance)}  # fmt: skip
    for rung, people in futures.sizes.items():
        some = people > 0
        row = {"quantity": f"size:{rung}", "date": outlook.days[-1].isoformat(), "unit": "people",
               "probability": float(futures.weights[some].sum())}  # fmt: skip
        yield {**row, **(_told(people[some], futures.weights[some]) if some.any() else {})}


def _told(values: Floats, weights: Floats) -> dict[str, float]:
    """Mean and quantiles of weighted values."""
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weights[order])
    places = np.searchsorted(upto, np.array(list(QUANTILES.values())) * upto[-1] * (1 - 1e-12))
    ends = values[order][np.minimum(places, len(values) - 1)]
    mean = float(np.sum(weights * values) / np.sum(weights))
    return {"mean": mean, **{name: float(end) for name, end in zip(QUANTILES, ends, strict=True)}}


def check_futures(outlook: Outlook, bank: Bank, *, truths: int) -> pd.DataFrame:
    """The model's forecasts of made-up histories: those of its worlds that are nearest to the true.

    Each is taken for history until today, and its future foretold from the other worlds. Of counts,
    a row a quantity and day: how often what came lay in the central 50, 80 and 95%, and how likely
    ranks at least as uneven are; of rungs, the mean probability and the share that came.
    """
    like = bank.in_state(bank.observed)
    chosen = [int(one) for one in bank.near(bank.observed, keep=truths, allowed=like).worlds]
    ranks = [_ranks(outlook, bank, truth) for truth in chosen]
    events = [_events(outlook, bank, truth) for truth in chosen]
    rows = [
        _coverage(outlook, name, np.stack([one[name] for one in ranks])) for name in outlook.known
    ]
    return pd.DataFrame([row for part in rows for row in part] + _reliability(outlook, events))


def _like(bank: Bank, truth: int) -> Kept:
    """The worlds that are in the state of one of them, and nearest to it."""
    features = bank.values[truth]
    allowed = bank.in_state(features) & bank.all_but(truth)
    return bank.near(features, keep=futures_kept(bank.worlds), allowed=allowed)


def _ranks(outlook: Outlook, bank: Bank, truth: int) -> dict[str, Floats]:
    """Where one truth's counts fell in their forecasts, by day; ties are split at random."""
    kept = _like(bank, truth)
    found = {}
    for name in outlook.known:
        added = np.rint(added_by(bank, kept, bank.values[truth], name))
        true = np.array([bank.others[f"{name}+{place}"][truth] for place in range(added.shape[1])])
        u = bank.uniform(f"check {name}")[truth]
        found[name] = kept.weights @ (added < true) + u * (kept.weights @ (added == true))
    return found


def _events(outlook: Outlook, bank: Bank, truth: int) -> dict[str, tuple[Floats, Floats]]:
    """Of each open rung, how likely it was held to be reached by each day, and whether it was."""
    kept, weeks = _like(bank, truth), np.array(outlook.weeks, dtype=np.float64)
    found = {}
    for rung in outlook.open_rungs:
        reached = bank.others[f"week of {rung}"]
        foretold = kept.weights @ (reached[kept.worlds][:, None] <= weeks)
        found[rung] = foretold, (reached[truth] <= weeks).astype(np.float64)
    return found


def _coverage(outlook: Outlook, name: str, ranks: Floats) -> list[dict[str, Any]]:
    return [
        {
            "quantity": name,
            "date": day.isoformat(),
            **{
                f"within{100 * level:.0f}": float(np.mean(np.abs(rank - 0.5) <= level / 2))
                for level in LEVELS
            },
            "p": evenness(rank),
        }
        for day, rank in zip(outlook.days, ranks.T, strict=True)
    ]


def _reliability(
    outlook: Outlook, events: Sequence[dict[str, tuple[Floats, Floats]]]
) -> list[dict[str, Any]]:
    rows = []
    for rung in outlook.open_rungs:
        foretold, came = (np.mean([one[rung][side] for one in events], axis=0) for side in (0, 1))
        for place, day in enumerate(outlook.days):
            row = {"quantity": f"rung:{rung}", "date": day.isoformat()}
            rows.append({**row, "foretold": float(foretold[place]), "came": float(came[place])})
    return rows
