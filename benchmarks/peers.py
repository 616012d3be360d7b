"""Worlds a second beside other ways to run the same rules, and agreements beside NegMAS."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from benchmarks.compiled import COLUMNS, by_loop
from benchmarks.mesa_model import by_mesa
from benchmarks.rows import Row
from benchmarks.scenario import FULL_BLOCK, SEED, by_blocks, by_reference, sketch
from benchmarks.timing import Spread, in_turn, ratios
from simulator import load_scenario
from tests.oracles.negotiators import Table, settle
from tests.oracles.worlds import by_hand

OURS, SIMPY, MESA, LOOP = "simulator", "SimPy", "Mesa", "compiled loop"
HONEST = 250.0
"""Worlds a second that a scalar SimPy model is expected to reach at least."""

ONE_BY_ONE = 40
COMPILED_WORLDS = 4000
AGREE_WITHIN = 4.0
"""Standard errors by which the loop's means may differ: it draws its own numbers."""


def agreement() -> Iterator[Row]:
    """That the rivals run the same rules: exactly, or in the mean of every outcome."""
    scenario = sketch()
    ours = by_blocks(scenario, FULL_BLOCK)
    simpy = list(by_reference(scenario, 20))
    exact = simpy == list(by_mesa(scenario, 20, seed=SEED)) and all(
        _same(one, {name: ours[name][world] for name in one}) for world, one in enumerate(simpy)
    )
    yield Row("SimPy, Mesa and simulator: outcomes of 20 worlds", "equal" if exact else "differ",
              "equal (counts exactly, reals to 1e-9)", holds=exact)  # fmt: skip
    loop = by_loop(scenario, FULL_BLOCK)
    apart = {name: _errors_apart(ours[name], loop[name]) for name in COLUMNS}
    worst = max(apart, key=lambda name: apart[name])
    yield Row(f"compiled loop: means of {len(COLUMNS)} outcomes, {FULL_BLOCK:,} worlds",
              f"{apart[worst]:.1f} standard errors apart at most ({worst})",
              f"≤ {AGREE_WITHIN:g}", holds=apart[worst] <= AGREE_WITHIN)  # fmt: skip


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(
        np.isclose(-1 if value is None else value, other[name], rtol=1e-9, atol=1e-9)
        or (value is None and np.isnan(other[name]))
        for name, value in one.items()
    )


def _errors_apart(a: Any, b: Any) -> float:
    error = np.sqrt(np.var(a) / len(a) + np.var(b) / len(b))
    return float(abs(np.mean(a) - np.mean(b)) / error)


def speeds(*, times: int) -> Iterator[Row]:
    """Worlds a second on one core, in turn, on the scenario that all of them know."""
    scenario = sketch()
    rates = in_turn(
        {
            OURS: partial(_count, by_blocks, scenario, FULL_BLOCK),
            SIMPY: partial(_count, by_reference, scenario, ONE_BY_ONE),
            MESA: partial(_count, partial(by_mesa, seed=SEED), scenario, ONE_BY_ONE),
            LOOP: partial(_count, by_loop, scenario, COMPILED_WORLDS),
        },
        times=times,
    )
    for name, values in rates.items():
        yield Row(f"{name}: worlds a second", Spread.of(values).text())
    for name in (SIMPY, MESA):
        times_faster = ratios(rates, OURS, name)
        yield Row(f"simulator ÷ {name}", f"{times_faster.text()} times", "≥ 100 times",
                  holds=times_faster.median >= 100)  # fmt: skip
    honest = Spread.of([rate / HONEST for rate in rates[OURS]])
    yield Row(f"simulator ÷ an honest {HONEST:g} worlds a second", f"{honest.text()} times",
              "≥ 100 times", holds=honest.median >= 100)  # fmt: skip
    share = ratios(rates, OURS, LOOP)
    yield Row("simulator ÷ compiled loop", f"{100 * share.median:.0f}%", "≥ 40%",
              holds=share.median >= 0.4)  # fmt: skip


def main_case(*, times: int) -> Iterator[Row]:
    """The main scenario, in which most parameters are drawn, beside plain SimPy."""
    scenario = load_scenario("belarus-2025")
    rates = in_turn(
        {
            OURS: partial(_count, by_blocks, scenario, FULL_BLOCK),
            SIMPY: partial(_count, by_reference, scenario, ONE_BY_ONE),
        },
        times=times,
    )
    yield Row("belarus-2025: simulator, worlds a second", Spread.of(rates[OURS]).text())
    yield Row("belarus-2025: SimPy, worlds a second", Spread.of(rates[SIMPY]).text())
    times_faster = ratios(rates, OURS, SIMPY)
    yield Row("belarus-2025: simulator ÷ SimPy", f"{times_faster.text()} times", "≥ 100 times",
              holds=times_faster.median >= 100)  # fmt: skip


def _count(run: Any, scenario: Any, worlds: int) -> int:
    done = run(scenario, worlds)
    if not isinstance(done, dict):
        assert sum(1 for _ in done) == worlds
    return worlds


def agreements(*, times: int) -> Iterator[Row]:
    """Agreements a second of a linear and a linear side over a number of people.

    Ours are whole worlds of the engine, prisons, prices and deliveries included; NegMAS's are
    mechanisms made, run and read.
    """
    one = by_hand({"concession": "linear", "opening": 2.0, "walk_out_per_round": 0.0},
                  target={"concession": "linear", "opening": 0.1},
                  sender={"rungs": {"visit": {"ask": None}}})  # fmt: skip
    talks = Table(lo=10, hi=40, demand=60, offer=4.0, sender="linear", target="linear", rounds=9)
    rates = in_turn(
        {
            OURS: lambda: by_blocks(one, FULL_BLOCK)["deal rows"],
            "NegMAS": lambda: sum(settle(talks).people > 0 for _ in range(100)),
        },
        times=times,
    )
    for name, values in rates.items():
        yield Row(f"{name}: single-issue agreements a second", Spread.of(values).text())
    yield Row("simulator ÷ NegMAS", f"{ratios(rates, OURS, 'NegMAS').text()} times")
