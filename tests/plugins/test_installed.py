"""Strategies of an installed package, and strategies on a Dask cluster."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from simulator import load_plugin, load_scenario
from simulator.engine.blocks import run_worlds
from simulator.engine.places import Wanted, place_for

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = {
    "pyproject.toml": """
        [build-system]
        requires = ["hatchling"]
        build-backend = "hatchling.build"

        [project]
        name = "patient-negotiators"
        version = "1.2"

        [project.entry-points."sanctions_simulator.concession"]
        patient = "patient_negotiators:Patient"

        [project.entry-points."sanctions_simulator.delivery"]
        second_chance = "patient_negotiators:SecondChance"
    """,
    "patient_negotiators/__init__.py": """
        class Patient:
            '''Half of the way at the end.'''
            def concede(self, known):
                return known.fraction / 2

        class SecondChance:
            def keep(self, known):
                return known.other_kept_last | (known.belief > 0.5)
    """,
}
FILE = """
    class Patient:
        def concede(self, known):
            return known.fraction / 2

    CONCESSION = {"patient": Patient}
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place on the path of Python into which pip has installed a package, without a network."""
    source = tmp_path_factory.mktemp("source")
    place = tmp_path_factory.mktemp("installed")
    for name, text in PACKAGE.items():
        file = source / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, *offline, "--target", str(place), str(source)], check=True)
    return place


def sanctions(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "simulator", *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(place)])},
        capture_output=True,
        text=True,
        check=False,
    )


def test_strategies_of_an_installed_package_are_there_without_a_word(
    installed: Path, tmp_path: Path
) -> None:
    words = ["--set", "target.concession=patient", "--set", "target.delivery=second_chance"]
    done = sanctions(
        installed, "run", "minimal", *words, "--worlds", "40", "-o", str(tmp_path / "run")
    )
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text("utf-8"))
    told = [
        (entry["package"], entry["version"], entry["strategies"]) for entry in manifest["plugins"]
    ]
    assert told == [
        ("patient-negotiators", "1.2", ["concession: patient"]),
        ("patient-negotiators", "1.2", ["delivery: second_chance"]),
    ]


def test_a_run_with_a_package_that_is_gone_says_which_to_install(
    installed: Path, tmp_path: Path
) -> None:
    run = str(tmp_path / "run")
    words = ("--set", "target.concession=patient", "--worlds", "40", "-o", run)
    sanctions(installed, "run", "minimal", *words)
    again = sanctions(tmp_path, "explain", run, "--typical")
    assert again.returncode == 2
    assert "install patient-negotiators 1.2 again" in again.stderr


def test_without_the_package_its_strategy_is_no_word(tmp_path: Path) -> None:
    done = sanctions(tmp_path, "run", "minimal", "--set", "target.concession=patient")
    assert done.returncode == 2
    assert "target.concession" in done.stderr


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_worlds_with_a_plug_in(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    file = tmp_path / "mine.py"
    file.write_text(textwrap.dedent(FILE), encoding="utf-8")
    load_plugin(file)
    scenario = load_scenario("minimal", overrides=["target.concession=patient"])
    here = run_worlds(scenario, worlds=700, tiles_a_block=1)
    with place_for(Wanted(2, "local"), blocks=3) as place:
        there = run_worlds(scenario, worlds=700, tiles_a_block=1, executor=place.executor)
    assert here.outcomes.equals(there.outcomes)
    assert here.deals.equals(there.deals)


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_worlds_with_an_installed_package(
    installed: Path, tmp_path: Path
) -> None:
    words = ["run", "minimal", "--set", "target.concession=patient", "--worlds", "40000"]
    for place, more in (("here", ["--jobs", "1"]), ("there", ["--dask", "local", "--jobs", "2"])):
        done = sanctions(installed, *words, *more, "-o", str(tmp_path / place))
        assert done.returncode == 0, done.stderr
    for table in ("outcomes.csv", "series.csv", "deals.csv"):
        one, other = (tmp_path / place / table for place in ("here", "there"))
        assert one.read_bytes() == other.read_bytes()
