"""Stopping when a number is known well enough does not make its interval miss more often."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.stats import binomtest

from simulator.analysis.precision import Aim, Estimate, aim_of, estimate, looks
from simulator.api import Making, read_run, simulate_to
from simulator.cli import sanctions
from simulator.errors import RequestError
from simulator.scenario import load_scenario
from tests.interruptions.runs import contents

Draw = Callable[[np.random.Generator, int], np.ndarray]


def stopped(aim: Aim, draw: Draw, number: int, *, allowed: int) -> Estimate:
    """Look after 64, 128, 256 ... worlds and stop at the first look that seems precise enough."""
    rng = np.random.default_rng(number)
    values, sizes = draw(rng, 4096), [64 * 2**k for k in range(7)]
    for size in sizes:
        found = estimate(aim, values[:size], looks=allowed or len(sizes))
        if found.reach <= aim.within:
            break
    return found


def coverage(aim: Aim, draw: Draw, truth: float, *, times: int, allowed: int = 0) -> float:
    found = (stopped(aim, draw, i, allowed=allowed) for i in range(times))
    return float(np.mean([one.low <= truth <= one.high for one in found]))


def normal(rng: np.random.Generator, size: int) -> np.ndarray:
    return rng.normal(size=size)


def skewed(rng: np.random.Generator, size: int) -> np.ndarray:
    return rng.exponential(size=size)


CASES = [
    (aim_of("x:median:0.12"), normal, 0.0),
    (aim_of("x:median:0.10"), skewed, np.log(2)),
    (aim_of("x:p90:0.3"), skewed, np.log(10)),
    (aim_of("x:mean:0.12"), normal, 0.0),
    (aim_of("x:share>1:0.05"), skewed, np.exp(-1)),
]


@pytest.mark.parametrize(("aim", "draw", "truth"), CASES)
def test_the_interval_at_which_one_stops_covers_the_truth(
    aim: Aim, draw: Draw, truth: float
) -> None:
    assert coverage(aim, draw, truth, times=150) >= 0.95 - 3 * (0.95 * 0.05 / 150) ** 0.5


@pytest.mark.slow
@pytest.mark.parametrize(("aim", "draw", "truth"), CASES)
def test_it_does_so_in_a_thousand_repetitions(aim: Aim, draw: Draw, truth: float) -> None:
    assert coverage(aim, draw, truth, times=1000) >= 0.95 - 3 * (0.95 * 0.05 / 1000) ** 0.5


def test_without_the_correction_it_would_miss_too_often() -> None:
    def rare(rng: np.random.Generator, size: int) -> np.ndarray:
        return rng.lognormal(sigma=1.5, size=size)

    aim = Aim("x", "mean", within=1.0)
    truth = float(np.exp(1.5**2 / 2))
    plain = coverage(aim, rare, truth, times=400, allowed=1)
    assert plain < 0.93 < coverage(aim, rare, truth, times=400, allowed=50) + 0.02


def test_the_interval_of_a_share_is_that_of_another_package() -> None:
    values = np.array([1.0] * 30 + [0.0] * 70)
    found = estimate(aim_of("x:share>0:0.1"), values, looks=1)
    theirs = binomtest(30, 100).proportion_ci(method="exact")
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high))


def test_worlds_without_a_value_count_as_not_having_it() -> None:
    found = estimate(aim_of("x:share>=0:0.1"), np.array([5.0, np.nan]), looks=1)
    assert found.value == 0.5


def test_each_look_takes_its_share_of_what_may_miss() -> None:
    values = np.random.default_rng(1).normal(size=1000)
    one, many = (estimate(aim_of("x:mean:1"), values, looks=n) for n in (1, 10))
    assert one.reach == pytest.approx(1.96 * values.std(ddof=1) / 1000**0.5, rel=0.01)
    assert many.reach == pytest.approx(2.81 * values.std(ddof=1) / 1000**0.5, rel=0.01)


@pytest.mark.parametrize(
    "text", ["net_effect", "net_effect:median", "net_effect:median:0", "a:mode:5", "a:share>x:1"]
)
def test_what_cannot_be_read_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(RequestError, match="expected OUTCOME:STATISTIC:WITHIN"):
        aim_of(text)


def test_looks_double_up_to_the_most() -> None:
    assert looks(1_048_576)[-1] == 1_048_576
    assert len(looks(1_048_576)) == 11
    assert looks(500) == [500]


# -- runs -----------------------------------------------------------------------------------------


def test_a_run_stops_when_it_knows_enough_and_says_so(tmp_path: Path) -> None:
    how = Making(until=aim_of("held_end:mean:3"))
    run = simulate_to(tmp_path / "run", load_scenario("minimal"), worlds=20_000, how=how)
    told = json.loads((tmp_path / "run" / "manifest.json").read_text())["until"]
    assert told["reached"]
    assert run.worlds in looks(20_000)[:-1]
    assert told["low"] <= run.outcomes["held_end"].mean() <= told["high"]
    assert told["said"] in " ".join(read_run(tmp_path / "run").summary_text().split()).replace(
        "+/-", "±"
    )


def test_a_run_that_is_gone_on_with_has_the_same_bytes(tmp_path: Path) -> None:
    aim, told = aim_of("held_end:mean:3"), []

    def interrupt(done: int) -> None:
        told.append(done)
        if done >= 1024:
            raise KeyboardInterrupt

    scenario = load_scenario("minimal")
    with pytest.raises(KeyboardInterrupt):
        simulate_to(tmp_path / "a", scenario, how=Making(until=aim, progress=interrupt))
    simulate_to(tmp_path / "a", scenario, how=Making(until=aim, resume=True))
    simulate_to(tmp_path / "b", scenario, how=Making(until=aim))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_run_that_never_knows_enough_ends_at_the_most_and_says_so(tmp_path: Path) -> None:
    arguments = ["run", "minimal", "--until", "held_end:mean:0.001", "--worlds", "1500"]
    said = CliRunner().invoke(sanctions, [*arguments, "-o", str(tmp_path / "r")])
    assert said.exit_code == 0
    assert "was not reached in 1,500 worlds" in " ".join(said.stdout.split())


def test_an_outcome_that_does_not_exist_names_the_nearest(tmp_path: Path) -> None:
    arguments = ["run", "minimal", "--until", "net_efect:median:5", "-o", str(tmp_path / "r")]
    said = CliRunner().invoke(sanctions, arguments)
    assert said.exit_code == 2
    assert "did you mean net_effect?" in said.stderr
