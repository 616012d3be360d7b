"""The run folder: written whole or not at all, and read back as tables.

A folder is made beside its final place under a hidden name (``results.parts``) and renamed when it
is complete, so that nothing half-written is ever found at the final path. ``docs/run-folder.md``
describes the contents; ``manifest.json`` marks a folder as a run's, and only such a folder is ever
replaced.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from simulator.errors import RunFolderError
from simulator.results.dictionary import write_columns
from simulator.results.parts import Parts
from simulator.results.plugins import check_plugins, plugins_of
from simulator.results.run import TABLES, Result
from simulator.results.stored import Stored, damaged
from simulator.scenario import load_scenario
from simulator.version import __version__

MANIFEST: Final = "manifest.json"
_PACKAGES: Final = ("numpy", "pandas", "simpy", "matplotlib", "scipy")
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


@dataclass(frozen=True)
class Told:
    """What the manifest says of a run beside what was run, and what else goes into its folder.

    ``command`` gives the same run again; ``timing`` is seconds by name; ``extras`` writes more
    files into the folder (figures, page, summary) and names them; ``more`` goes into the manifest.
    """

    command: str
    timing: Mapping[str, float]
    extras: Extras | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def write_run(
    result: Result,
    folder: Path,
    *,
    command: str,
    timing: Mapping[str, float],
    force: bool = False,
    extras: Extras | None = None,
) -> Path:
    """Write a run's folder and return its path; the keywords are those of ``Told``.

    An existing folder is refused, unless ``force`` is given and it is a run folder or empty.
    """
    with making(folder, force=force) as parts:
        finish(result, parts, told=Told(command, timing, extras), force=force)
    return folder


def write_whole(folder: Path, fill: Callable[[Path], None], *, force: bool = False) -> Path:
    """Write a folder of another kind whole or not at all and return its path.

    ``fill`` writes the contents into the empty folder it is given, a manifest with all that a run's
    must have among them. An existing folder is refused as by ``write_run``.
    """
    with making(folder, force=force) as parts:
        fill(parts.new_whole())
        check_target(folder, force=force)  # somebody may have put something there meanwhile
        parts.put_in_place()
    return folder


@contextmanager
def making(folder: Path, *, force: bool, resume: bool = False) -> Iterator[Parts]:
    """Have a place to make a run's folder in, for this process alone.

    Refused, before any work is done, where the run must not be written, where another is being
    written, and where an interrupted run lies that is neither to be resumed nor given up.
    """
    check_target(folder, force=force)
    parts = Parts(folder)
    try:
        with parts.claimed():
            _check_parts(parts, force=force, resume=resume)
            yield parts
    except OSError as error:
        kept = "; what is done is kept: " + RESUME if parts.count() else ""
        raise RunFolderError(
            f"{folder}: the run could not be written ({error.strerror or error}); "
            f"make room or choose another folder with -o{kept}"
        ) from error


RESUME: Final = "the same command with --resume goes on from there"


def _check_parts(parts: Parts, *, force: bool, resume: bool) -> None:
    if not parts.count() or resume:
        return
    if not force:
        raise RunFolderError(
            f"{parts.folder}: a run was interrupted here, and what it had done is in "
            f"{parts.place}; add --resume to go on with it, or --force to start afresh"
        )
    parts.clear()


def finish(result: Result, parts: Parts, *, told: Told, force: bool) -> None:
    """Put a run's folder together and move it to its place."""
    made = parts.new_whole()
    (made / "scenario.yaml").write_text(result.scenario.resolved_yaml(), encoding="utf-8")
    result.write_tables(made)
    files = ["scenario.yaml", *(f"{name}.csv" for name in TABLES)]
    if told.extras is not None:
        files += told.extras(made)
    files.append(write_columns(made, files))
    _write_manifest(result, made, told=told, files=files)
    check_target(parts.folder, force=force)  # somebody may have put something there meanwhile
    parts.put_in_place()


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


def read_result(folder: Path) -> Stored:
    """A run back from its folder; one that has been changed or damaged is refused."""
    manifest = read_manifest(folder)
    check_plugins(manifest, folder)
    scenario = load_scenario(str(folder / "scenario.yaml"))
    if scenario.sha256 != manifest["scenario_sha256"]:
        raise damaged(folder, "scenario.yaml is not the one that was run")
    for name in TABLES:
        _check_table(folder / f"{name}.csv", manifest["tables_sha256"])
    return Stored(scenario, manifest["seed"], manifest["worlds"], folder)


def _check_table(path: Path, digests: Mapping[str, str]) -> None:
    """See that a table is as it was written."""
    try:
        found = file_digest(path)
    except OSError as error:
        raise damaged(path.parent, f"{path.name} cannot be read ({error.strerror})") from error
    if found != digests.get(path.name):
        raise damaged(path.parent, f"{path.name} is not as it was written")


def file_digest(path: Path) -> str:
    """SHA-256 of a file, which need not fit into memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_manifest(result: Result, folder: Path, *, told: Told, files: list[str]) -> None:
    manifest = {
        "scenario": result.scenario.name,
        "scenario_sha256": result.scenario.sha256,
        "seed": result.seed,
        "worlds": result.worlds,
        "start": result.scenario.start.isoformat(),
        "horizon_weeks": result.scenario.horizon_weeks,
        "versions": versions(),
        "platform": machine(),
        **told.more,
        "command": told.command,
        "files": sorted([*files, MANIFEST]),
        "tables_sha256": {f"{name}.csv": file_digest(folder / f"{name}.csv") for name in TABLES},
        "timing": {name: round(seconds, 3) for name, seconds in told.timing.items()},
    }
    manifest |= plugins_of(result.scenario)
    (folder / MANIFEST).write_text(_as_text(manifest), encoding="utf-8")


def note_files(folder: Path, names: Iterable[str]) -> None:
    """Write into a folder's manifest that further files are this program's."""
    manifest = read_manifest(folder)
    manifest["files"] = sorted({*manifest["files"], *names})
    replace_file(folder / MANIFEST, _as_text(manifest).encode())


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise RunFolderError(
            f"{path}: could not be written ({error.strerror or error}); use -o for another place"
        ) from error


def _as_text(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


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


def _check_parent(folder: Path) -> None:
    for parent in folder.parents:
        if parent.exists():
            if not parent.is_dir():
                raise RunFolderError(f"{folder}: {parent} is a file, not a folder")
            if not os.access(parent, os.W_OK):
                raise RunFolderError(f"{folder}: {parent} cannot be written to")
            return
