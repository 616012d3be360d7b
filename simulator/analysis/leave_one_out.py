"""What other cases teach about a case: shared parameters, calibrated on all cases but one.

Some parameters are taken to be the same in every case: how governments haggle, believe, keep their
word and price the people they hold. They carry the same prior in each case file. They are drawn
once from it, each case is run with the same draws (and luck of its own), and the draws are kept
whose runs of the *other* cases came nearest to what happened there: rejection sampling, the
simplest form of approximate Bayesian computation (Pritchard et al. 1999). The case left out is then
run again, with fresh luck, on what was kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import rankdata

from simulator.analysis.foresight import Case, Foresight, foresee
from simulator.analysis.observations import Observation
from simulator.engine.blocks import Plan
from simulator.engine.observe import observe
from simulator.errors import RequestError
from simulator.scenario.design import Design

Floats = npt.NDArray[np.float64]

LEAD: Final = "senders.LEAD."
"""How the path of a parameter of a case's first sender begins, whatever that sender's name."""

SHARED: Final = (
    "prisoners.calm",
    "prisoners.classes.prominent.hold_value_usd_m",
    "prisoners.classes.rank_and_file.hold_value_usd_m",
    "prisoners.incentive_memory_weeks",
    "prisoners.restock",
    "prisoners.restock_cap",
    "prisoners.scarcity",
    "target.concession",
    "target.delivery",
    "target.discount_rate_per_year",
    "target.opening",
    "target.shadow_usd_m",
    "target.slip",
    "target.takeback_credibility",
    f"{LEAD}behaviour.concession",
    f"{LEAD}behaviour.contact_gap_weeks",
    f"{LEAD}behaviour.cooling_weeks",
    f"{LEAD}behaviour.hawk",
    f"{LEAD}behaviour.on_breakdown",
    f"{LEAD}behaviour.opening",
    f"{LEAD}behaviour.round_weeks",
    f"{LEAD}behaviour.slip",
    f"{LEAD}behaviour.snapback",
    f"{LEAD}behaviour.tolerance",
    f"{LEAD}behaviour.walk_out_per_round",
    f"{LEAD}prisoner_values.prominent",
    f"{LEAD}target_trust.breach_weight",
    f"{LEAD}target_trust.broken",
    f"{LEAD}target_trust.kept",
    f"{LEAD}trust.breach_weight",
    f"{LEAD}trust.broken",
    f"{LEAD}trust.kept",
)
"""The shared parameters; a test holds that each has one prior in all cases."""


@dataclass(frozen=True)
class Lessons:
    """Draws of the shared parameters, and how far each case's run with each came from history.

    ``draws`` has a column a shared parameter and a row a draw; ``distances`` a column a case.
    """

    draws: Mapping[str, npt.NDArray[Any]]
    distances: pd.DataFrame

    def posterior(self, left_out: str, *, keep: int) -> dict[str, npt.NDArray[Any]]:
        """The ``keep`` draws nearest to history in the mean over all cases but one."""
        others = self.distances.drop(columns=left_out)
        nearest = np.argsort(others.mean(axis=1).to_numpy(), kind="stable")[:keep]
        return {path: values[nearest] for path, values in self.draws.items()}

    def learned(self, left_out: str, *, keep: int) -> pd.DataFrame:
        """What the other cases teach about one: a row a parameter, or an option of a choice.

        Columns ``case, parameter``, then mean (of an option: share), 10th and 90th percentile
        before (``prior…``) and after (``taught…``).
        """
        kept = self.posterior(left_out, keep=keep)
        rows = [
            {
                "case": left_out,
                "parameter": name,
                **_moments("prior", all_),
                **_moments("taught", few),
            }
            for path in self.draws
            for name, all_, few in _as_numbers(path, self.draws[path], kept[path])
        ]
        return pd.DataFrame(rows)


def _as_numbers(
    path: str, drawn: npt.NDArray[Any], kept: npt.NDArray[Any]
) -> Iterator[tuple[str, Floats, Floats]]:
    """A number as it is; a choice of words as its options, 1 where one is drawn."""
    if drawn.dtype != object:
        yield path, drawn.astype(np.float64), kept.astype(np.float64)
        return
    for option in sorted(set(drawn.tolist())):
        yield f"{path}={option}", (drawn == option) * 1.0, (kept == option) * 1.0


def _moments(when: str, values: Floats) -> dict[str, float]:
    low, high = np.quantile(values, [0.1, 0.9])
    return {when: float(values.mean()), f"{when}_p10": float(low), f"{when}_p90": float(high)}


def path_in(case: Case, path: str) -> str:
    """The place of a shared parameter in a case's file.

    >>> from simulator.analysis.foresight import load_case
    >>> path_in(load_case("belarus-2008"), "senders.LEAD.trust.kept")
    'senders.west.trust.kept'
    """
    return path.replace("LEAD", next(iter(case.scenario.senders)), 1)


def design_for(case: Case, draws: Mapping[str, npt.NDArray[Any]]) -> Design:
    """Draws of the shared parameters laid down in a case."""
    return Design({path_in(case, path): values for path, values in draws.items()})


def own_seed(seed: int, name: str) -> int:
    """A seed for one case, so that its luck is not that of the others.

    >>> own_seed(1, "cuba-2014") == own_seed(1, "myanmar-2011")
    False
    """
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def learn(cases: Sequence[Case], *, draws: int, seed: int) -> Lessons:
    """Run every case on the same draws of the shared parameters and see how near it comes."""
    if len(cases) < 2:
        raise RequestError("a case can only learn from others: name at least two")
    shared = prior(cases[0], draws=draws, seed=seed)
    runs = {
        case.name: foresee(
            case, worlds=draws, seed=own_seed(seed, case.name), design=design_for(case, shared)
        )
        for case in cases
    }
    return Lessons(shared, pd.DataFrame({name: distance(run) for name, run in runs.items()}))


def prior(case: Case, *, draws: int, seed: int) -> dict[str, npt.NDArray[Any]]:
    """Draws of the shared parameters from their prior, as a case's file gives it."""
    plan = Plan(case.scenario, own_seed(seed, "shared parameters"))
    outcomes = observe(plan, variables=(), weeks=(), worlds=draws).outcomes
    return {path: outcomes[f"param_{path_in(case, path)}"].to_numpy() for path in SHARED}


def distance(foresight: Foresight) -> Floats:
    """How far each world of a case came from history: 0 for the nearest, 1 for the farthest.

    For each observation the worlds are ranked by how far they lie from it, so that no unit and no
    wild world counts for more than another (equal worlds share a rank); the mean over observations.
    """
    return np.asarray(np.mean([_rank(foresight, each) for each in foresight.case.scored], axis=0))


def _rank(foresight: Foresight, each: Observation) -> Floats:
    samples, value = foresight.comparable(each)
    return (rankdata(np.abs(samples - value)) - 0.5) / len(samples)
