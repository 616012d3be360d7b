"""One process, several, or a Dask cluster: the same bytes from each."""

from __future__ import annotations

import builtins
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from simulator.api import Making, simulate, simulate_to
from simulator.cli import sanctions
from simulator.engine.places import LARGE, Wanted, cores, place_for
from simulator.errors import RequestError
from simulator.scenario import load_scenario
from tests.interruptions.runs import contents

WORLDS = 1300
SCENARIO = "minimal"


@pytest.fixture(scope="module")
def in_memory(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("memory") / "run"
    return contents(simulate(load_scenario(SCENARIO), worlds=WORLDS, seed=2).save(folder))


def streamed(folder: Path, where: Wanted, **more: Any) -> dict[str, bytes]:
    how = Making(where, tiles_a_block=2, **more)
    simulate_to(folder, load_scenario(SCENARIO), worlds=WORLDS, seed=2, how=how)
    return contents(folder)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_streamed_run_has_the_bytes_of_one_in_memory(
    in_memory: dict[str, bytes], tmp_path: Path, jobs: int
) -> None:
    assert streamed(tmp_path / "run", Wanted(jobs)) == in_memory


def test_a_run_read_back_gives_the_numbers_of_its_tables(tmp_path: Path) -> None:
    scenario = load_scenario(SCENARIO)
    run = simulate_to(tmp_path / "run", scenario, worlds=300, seed=2)
    told = simulate(scenario, worlds=300, seed=2)
    assert run.typical == told.typical
    assert run.quantiles == told.quantiles
    assert run.replay(7).values == told.replay(7).values


def test_small_runs_stay_in_this_process_and_large_ones_use_every_core() -> None:
    with place_for(Wanted(), blocks=LARGE - 1) as place:
        assert place.executor is None
    with place_for(Wanted(), blocks=LARGE) as place:
        assert place.width == min(cores(), LARGE)


def test_there_are_no_more_processes_than_blocks() -> None:
    with place_for(Wanted(jobs=8), blocks=1) as place:
        assert place.executor is None


# -- Dask -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as made:
        yield made


def test_a_cluster_gives_the_same_bytes(
    in_memory: dict[str, bytes], cluster: Any, tmp_path: Path
) -> None:
    assert streamed(tmp_path / "run", Wanted(dask=cluster.scheduler_address)) == in_memory


def killing(pids: list[int]) -> Callable[[int], None]:
    """Kill a worker once some worlds are done."""

    def told(done: int) -> None:
        if done and pids:
            os.kill(pids.pop(), signal.SIGKILL)

    return told


def test_a_killed_dask_worker_changes_nothing(
    in_memory: dict[str, bytes], cluster: Any, tmp_path: Path
) -> None:
    workers = [int(worker.pid) for worker in cluster.workers.values()][:1]
    where = Wanted(dask=cluster.scheduler_address)
    assert streamed(tmp_path / "run", where, progress=killing(workers)) == in_memory
    assert workers == []


@pytest.mark.slow
def test_a_cluster_of_its_own_gives_the_same_bytes(
    in_memory: dict[str, bytes], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    assert streamed(tmp_path / "run", Wanted(jobs=2, dask="local")) == in_memory


def test_without_dask_the_line_that_installs_it_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "distributed":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    command = ["run", "minimal", "--worlds", "20", "--dask", "local", "-o", str(tmp_path / "r")]
    said = CliRunner().invoke(sanctions, command)
    assert said.exit_code == 2
    assert "pip install 'sanctions-simulator[dask]'" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_address_where_no_scheduler_answers_is_named() -> None:
    pytest.importorskip("distributed")
    with (
        pytest.raises(RequestError, match="no Dask scheduler answers there"),
        place_for(Wanted(dask="nonsense://127.0.0.1:9"), blocks=2),
    ):
        pass
