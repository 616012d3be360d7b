"""The run folder: written whole or not at all, and read back as tables.

A folder is made beside its final place under a hidden name and renamed when it is complete, so that
nothing half-written is ever found at the final path. ``docs/run-folder.md`` describes the contents;
``manifest.json`` marks a folder as a run's, and only such a folder is ever replaced.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.errors import RunFolderError
from simulator.results.run import RunResult
from simulator.scenario import load_scenario
from simulator.version import __version__

if TYPE_CHECKING:
    import pandas as pd

MANIFEST: Final = "manifest.json"
_PACKAGES: Final = ("numpy", "pandas", "simpy", "matplotlib", "scipy")
_FLOATS: Final = "%.10g"

Extras = Callable[[Path], list[str]]


def write_run(
    result: RunResult,
    folder: Path,
    *,
    command: str,
    timing: Mapping[str, float],
    force: bool = False,
    extras: Extras | None = None,
) -> Path:
    """Write a run's folder and return its path.

    ``extras`` writes more files into the folder (figures, page, summary) and names them. An
    existing folder is refused, unless ``force`` is given and it is a run folder or empty.
    """
    check_target(folder, force=force)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        files = _write_tables(result, made)
        if extras is not None:
            files += extras(made)
        _write_manifest(result, made, command=command, timing=timing, files=files)
        made.chmod(0o777 & ~_umask())
        _put_in_place(made, folder)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        raise RunFolderError(
            f"{folder}: the run could not be written ({error.strerror or error}); "
            "make room or choose another folder with -o"
        ) from error
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return folder


def check_target(folder: Path, *, force: bool) -> None:
    """Refuse a place where a run must not be written, before any work is done."""
    if not folder.exists():
        _check_parent(folder)
        return
    if not folder.is_dir():
        raise RunFolderError(f"{folder}: is a file; give another folder with -o")
    empty = not any(folder.iterdir())
    if not is_run_folder(folder) and not empty:
        raise RunFolderError(
            f"{folder}: exists and is not the folder of a run, so it is left alone; "
            "give another folder with -o"
        )
    if not force and not empty:
        raise RunFolderError(
            f"{folder}: exists already; add --force to replace it, or give another folder with -o"
        )


def is_run_folder(folder: Path) -> bool:
    """Whether a folder was written by this program."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and "scenario_sha256" in manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a run folder."""
    if not folder.is_dir():
        raise RunFolderError(f"{folder}: there is no such folder; expected the folder of a run")
    if not is_run_folder(folder):
        raise RunFolderError(
            f"{folder}: is not the folder of a run: it has no readable {MANIFEST}; "
            "'sanctions run' names the folder it writes"
        )
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def read_result(folder: Path) -> RunResult:
    """A run back from its folder."""
    import pandas as pd

    manifest = read_manifest(folder)
    scenario = load_scenario(str(folder / "scenario.yaml"))
    if scenario.sha256 != manifest["scenario_sha256"]:
        raise RunFolderError(
            f"{folder}: scenario.yaml is not the one that was run (its contents have changed); "
            "run the scenario again"
        )
    try:
        outcomes = _with_weeks(pd.read_csv(folder / "outcomes.csv"))
        series = pd.read_csv(folder / "series.csv")
        deals = _with_weeks(pd.read_csv(folder / "deals.csv"))
    except (OSError, ValueError) as error:
        raise RunFolderError(f"{folder}: a table cannot be read: {error}") from error
    return RunResult(scenario, manifest["seed"], manifest["worlds"], outcomes, series, deals)


def _with_weeks(table: pd.DataFrame) -> pd.DataFrame:
    """The same table with its columns of weeks as whole numbers with gaps."""
    names = [str(name) for name in table]
    weeks = [c for c in names if c.startswith("week_") or c in ("first_deal_week", "relief_week")]
    return table.astype(dict.fromkeys(weeks, "Int64"))


def _write_tables(result: RunResult, folder: Path) -> list[str]:
    (folder / "scenario.yaml").write_text(result.scenario.resolved_yaml(), encoding="utf-8")
    tables = {
        "outcomes.csv": result.outcomes,
        "series.csv": result.series,
        "deals.csv": result.deals,
    }
    for name, table in tables.items():
        table.to_csv(folder / name, index=False, float_format=_FLOATS, lineterminator="\n")
    return ["scenario.yaml", *tables]


def _write_manifest(
    result: RunResult,
    folder: Path,
    *,
    command: str,
    timing: Mapping[str, float],
    files: list[str],
) -> None:
    manifest = {
        "scenario": result.scenario.name,
        "scenario_sha256": result.scenario.sha256,
        "seed": result.seed,
        "worlds": result.worlds,
        "start": result.scenario.start.isoformat(),
        "horizon_weeks": result.scenario.horizon_weeks,
        "versions": versions(),
        "platform": machine(),
        "command": command,
        "files": sorted([*files, MANIFEST]),
        "timing": {name: round(seconds, 3) for name, seconds in timing.items()},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def versions() -> dict[str, str]:
    """The versions of this program, of Python and of the packages that make the numbers."""
    found = {"sanctions-simulator": __version__, "python": platform.python_version()}
    for package in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found


def machine() -> dict[str, Any]:
    """What equal bytes may depend on beside the versions: the processor and its features."""
    from numpy.__config__ import show

    config = show(mode="dicts")
    found = config.get("SIMD Extensions", {}).get("found", [])
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "cpu_features": sorted(found),
    }


def _put_in_place(made: Path, folder: Path) -> None:
    """Move the finished folder to its place; an older run there is set aside first."""
    if not folder.exists():
        made.replace(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.replace(aside / "run")
    made.replace(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _check_parent(folder: Path) -> None:
    for parent in folder.parents:
        if parent.exists():
            if not parent.is_dir():
                raise RunFolderError(f"{folder}: {parent} is a file, not a folder")
            if not os.access(parent, os.W_OK):
                raise RunFolderError(f"{folder}: {parent} cannot be written to")
            return


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
