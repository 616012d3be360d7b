"""The built wheel works alone: a new environment, an empty folder, no checkout in sight.

The packages it needs are lent by the environment that runs the tests, so that nothing is
downloaded; that pyproject.toml declares them all is the business of test_dependencies.py.
"""

import csv
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.version import __version__


@dataclass(frozen=True)
class Installed:
    """The wheel in an environment of its own, and an empty folder to stand in."""

    bin: Path
    folder: Path

    def run(self, program: str, *arguments: str) -> str:
        """What a command of the environment prints, started in the empty folder."""
        return run([str(self.bin / program), *arguments], cwd=self.folder)


def run(command: Sequence[str], *, cwd: Path) -> str:
    """Standard output of a command that must succeed, without this checkout on its path."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(root: Path, *, target: str, into: Path) -> Path:
    """The archive that hatchling builds from the checkout."""
    run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)], cwd=root)
    (archive,) = into.iterdir()
    return archive


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(root, target="wheel", into=tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(home)}))
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(home)}))
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install"]
    run([*pip, "--no-deps", "--no-index", "--quiet", str(wheel)], cwd=home)
    # A path file adds the lender's folder, but not what the lender's own path files add:
    # an editable installation of this checkout stays out of sight.
    lenders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("\n".join(sorted(lenders)), encoding="utf-8")
    return Installed(scripts, tmp_path_factory.mktemp("empty"))


def test_the_wheel_carries_every_scenario_and_all_the_evidence(root: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"simulator/data/{path.relative_to(root).as_posix()}"
        for top in ("scenarios", "seeds")
        for path in (root / top).rglob("*")
        if path.suffix in {".yaml", ".csv"} or path.parent.parent.name == "exercises"
    }
    assert "simulator/data/scenarios/exercises/02-zopa/student.md" in wanted
    assert wanted - names == set()


def test_the_wheel_carries_what_the_package_reads_beside_its_code(root: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    beside = {
        path.relative_to(root).as_posix()
        for path in (root / "simulator").rglob("*")
        if path.suffix in {".css", ".html", ".j2", ".json", ".mplstyle", ".typed", ".yaml"}
    }
    assert "simulator/py.typed" in beside
    assert beside - names == set()


def test_the_source_archive_builds_the_same_wheel(root: Path, wheel: Path, tmp_path: Path) -> None:
    archive = build(root, target="sdist", into=tmp_path / "sdist")
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    again = build(
        tmp_path / archive.name.removesuffix(".tar.gz"), target="wheel", into=tmp_path / "wheel"
    )
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


def test_the_installed_package_is_not_the_checkout(root: Path, installed: Installed) -> None:
    script = "import simulator, sys; print(simulator.__file__, *sys.path, sep='\\n')"
    origin, *path = installed.run("python", "-c", script).splitlines()
    assert Path(origin).is_relative_to(installed.bin.parent)
    assert str(root) not in path


def test_the_installed_command_knows_its_version(installed: Installed) -> None:
    assert __version__ in installed.run("sanctions", "--version")


def test_the_installed_command_lists_the_main_case(installed: Installed) -> None:
    assert "belarus-2025" in installed.run("sanctions", "list")


def test_the_installed_command_finds_a_case_and_its_observations(installed: Installed) -> None:
    assert "valid" in installed.run("sanctions", "validate", "belarus-2008")
    script = "from simulator.analysis.observations import observed_cases; print(*observed_cases())"
    assert "belarus-2008" in installed.run("python", "-c", script).split()


def test_an_exercise_is_started_and_checked_in_an_empty_folder(installed: Installed) -> None:
    assert "02-zopa" in installed.run("sanctions", "exercise", "list")
    installed.run("sanctions", "exercise", "start", "zopa", "--student", "ada", "-o", "mine")
    assert "Marks: 0 of" in installed.run("sanctions", "exercise", "check", "mine")
    assert "reservation" in installed.run("sanctions", "glossary", "reservation", "number")


def test_the_installed_command_runs_the_main_case_in_an_empty_folder(installed: Installed) -> None:
    installed.run("sanctions", "run", "belarus-2025", "--worlds", "256", "-o", "out")
    out = installed.folder / "out"
    with (out / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 256
    assert "</html>" in (out / "report.html").read_text("utf-8")
    assert len(list((out / "figures").glob("*.png"))) == 6
