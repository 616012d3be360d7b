"""The run folder: written whole or not at all, and read back as tables.

A folder is made beside its final place under a hidden name and renamed when it is complete, so that
nothing half-written is ever found at the final path. ``docs/run-folder.md`` describes the contents;
``manifest.json`` marks a folder as a run's, and only such a folder is ever replaced.
"""

from __future__ import annotations

import hashlib
import io
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
from simulator.results.run import RunResult, is_week
from simulator.scenario import load_scenario
from simulator.version import __version__

if TYPE_CHECKING:
    import pandas as pd

MANIFEST: Final = "manifest.json"
_PACKAGES: Final = ("numpy", "pandas", "simpy", "matplotlib", "scipy")
_FLOATS: Final = "%.10g"

TABLES: Final = ("outcomes", "series", "deals")
"""The tables of a run; each is a file ``NAME.csv``."""

_LONGEST_NAME: Final = 200
_NEEDED: Final = {
    "scenario_sha256": str,
    "seed": int,
    "worlds": int,
    "command": str,
    "files": list,
    "tables_sha256": dict,
}

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
    made: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = _hidden_beside(folder)
        files = _write_tables(result, made)
        if extras is not None:
            files += extras(made)
        _write_manifest(result, made, command=command, timing=timing, files=files)
        made.chmod(0o777 & ~_umask())
        _put_in_place(made, folder, force=force)
    except OSError as error:
        _remove(made)
        raise RunFolderError(
            f"{folder}: the run could not be written ({error.strerror or error}); "
            "make room or choose another folder with -o"
        ) from error
    except BaseException:
        _remove(made)
        raise
    return folder


def _hidden_beside(folder: Path) -> Path:
    """A new folder under a hidden name; its name is short, whatever the run's is called."""
    return Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", dir=folder.parent))


def _remove(made: Path | None) -> None:
    if made is not None:
        shutil.rmtree(made, ignore_errors=True)


def check_target(folder: Path, *, force: bool) -> None:
    """Refuse a place where a run must not be written, before any work is done."""
    elsewhere = "give another folder with -o"
    if len(os.fsencode(folder.name)) > _LONGEST_NAME:
        raise RunFolderError(f"{folder.name[:60]}…: the folder's name is too long; {elsewhere}")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise RunFolderError(f"{folder}: is a file or a link, not a folder; {elsewhere}")
    if not folder.exists():
        _check_parent(folder)
        return
    if folder.resolve() == Path.cwd():
        raise RunFolderError(f"{folder}: is the folder you are in; {elsewhere}")
    if not any(folder.iterdir()):
        return
    if not is_run_folder(folder):
        raise RunFolderError(
            f"{folder}: exists and is not the folder of a run, so it is left alone; {elsewhere}"
        )
    if not force:
        raise RunFolderError(f"{folder}: exists already; add --force to replace it, or {elsewhere}")
    foreign = sorted(_files_in(folder) - set(read_manifest(folder)["files"]))
    if foreign:
        raise RunFolderError(
            f"{folder}: holds files that no run wrote ({foreign[0]}), so it is left alone; "
            f"move them away, or {elsewhere}"
        )


def _files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def is_run_folder(folder: Path) -> bool:
    """Whether a folder was written by this program."""
    return _manifest_of(folder) is not None


def _manifest_of(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder, if it has one with all that a run's must have."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    whole = isinstance(manifest, dict) and all(
        type(manifest.get(key)) is kind for key, kind in _NEEDED.items()
    )
    return manifest if whole else None


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a run folder."""
    if not folder.is_dir():
        raise RunFolderError(f"{folder}: there is no such folder; expected the folder of a run")
    manifest = _manifest_of(folder)
    if manifest is None:
        raise RunFolderError(
            f"{folder}: is not the folder of a run: it has no whole {MANIFEST}; "
            "'sanctions run' names the folder it writes"
        )
    return manifest


def read_result(folder: Path) -> RunResult:
    """A run back from its folder; one that has been changed or damaged is refused."""
    manifest = read_manifest(folder)
    scenario = load_scenario(str(folder / "scenario.yaml"))
    if scenario.sha256 != manifest["scenario_sha256"]:
        raise _damaged(folder, "scenario.yaml is not the one that was run")
    outcomes, series, deals = (_read_table(folder / f"{name}.csv") for name in TABLES)
    if list(outcomes["world"]) != list(range(manifest["worlds"])):
        raise _damaged(folder, "outcomes.csv does not hold each world once")
    seed: int = manifest["seed"]
    return RunResult(scenario, seed, manifest["worlds"], outcomes, series, deals)


def _read_table(path: Path) -> pd.DataFrame:
    """A table of a run folder, if it is as it was written."""
    import pandas as pd

    manifest = read_manifest(path.parent)
    try:
        content = path.read_bytes()
        if _digest(content) != manifest["tables_sha256"].get(path.name):
            raise _damaged(path.parent, f"{path.name} is not as it was written")
        return _with_weeks(pd.read_csv(io.BytesIO(content)))
    except (OSError, ValueError) as error:
        raise _damaged(path.parent, f"{path.name} cannot be read ({error})") from error


def _damaged(folder: Path, why: str) -> RunFolderError:
    return RunFolderError(f"{folder}: {why}; run the scenario again")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _with_weeks(table: pd.DataFrame) -> pd.DataFrame:
    """The same table with its columns of weeks as whole numbers with gaps."""
    weeks = [str(column) for column in table if is_week(str(column))]
    return table.astype(dict.fromkeys(weeks, "Int64"))


def _write_tables(result: RunResult, folder: Path) -> list[str]:
    (folder / "scenario.yaml").write_text(result.scenario.resolved_yaml(), encoding="utf-8")
    for name in TABLES:
        table: pd.DataFrame = getattr(result, name)
        path = folder / f"{name}.csv"
        table.to_csv(path, index=False, float_format=_FLOATS, lineterminator="\n")
    return ["scenario.yaml", *(f"{name}.csv" for name in TABLES)]


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
        "tables_sha256": {
            f"{name}.csv": _digest((folder / f"{name}.csv").read_bytes()) for name in TABLES
        },
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


def _put_in_place(made: Path, folder: Path, *, force: bool) -> None:
    """Move the finished folder to its place; an older run there is set aside until it stands."""
    check_target(folder, force=force)  # another run may have been faster
    if not folder.exists():
        made.rename(folder)
        return
    aside = _hidden_beside(folder)
    folder.replace(aside / "run")
    try:
        made.replace(folder)
    except BaseException:
        (aside / "run").replace(folder)
        aside.rmdir()
        raise
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
