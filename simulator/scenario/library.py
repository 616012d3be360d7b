"""Scenario files: those that come with the package, by name, and others by path.

An installed package carries scenarios and evidence in ``simulator/data``; in a source checkout they
are the folders ``scenarios`` and ``seeds`` beside the package. Completing names in the shell needs
no more than this module, so it imports nothing heavy.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.scenario.faults import did_you_mean, quoted

MOST_BYTES: Final = 1024 * 1024
"""The greatest size of a scenario file."""

CASES: Final = "cases"
"""The folder of scenarios with a known ending, below the packaged ones."""

EXERCISES: Final = "exercises"
"""The folder of exercises beside them; its scenarios are found by name, but not listed."""

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_ENDINGS: Final = (".yaml", ".yml")
_LONGEST: Final = 200
_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*")


@cache
def scenario_folder() -> Path | None:
    """The folder of packaged scenarios, if there is one."""
    return _first_folder(_PACKAGE / "data" / "scenarios", _PACKAGE.parent / "scenarios")


def scenario_names() -> tuple[str, ...]:
    """The names of the packaged scenarios: paths below their folder, without the ending."""
    folder = scenario_folder()
    if folder is None:
        return ()
    files = [file.relative_to(folder) for file in folder.rglob("*.yaml")]
    scenarios = [file for file in files if file.parts[0] != EXERCISES]
    return tuple(sorted(file.with_suffix("").as_posix() for file in scenarios))


def find_scenario(name: str) -> Path | None:
    """The file of a packaged scenario; nothing if there is none, or the name is not safe.

    A case is found by its bare name too, unless a scenario has that name already.

    >>> find_scenario("../../etc/passwd") is None
    True
    """
    folder = scenario_folder()
    if folder is None or len(name) > _LONGEST or not _SAFE_NAME.fullmatch(name) or ".." in name:
        return None
    files = (folder / f"{name}.yaml", folder / CASES / f"{name}.yaml")
    return next((file for file in files if file.is_file() and _inside(file, folder)), None)


def _inside(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def seeds_folder() -> Path | None:
    """The folder of facts and data series, if there is one."""
    return _first_folder(_PACKAGE / "data" / "seeds", _PACKAGE.parent / "seeds")


def seed_path(name: str) -> Path | None:
    """A file of seeds, such as ``potash_price.csv``, if it is there."""
    folder = seeds_folder()
    file = folder / name if folder else None
    return file if file and file.is_file() else None


def evidence_path() -> Path | None:
    """The table of evidence, if there is one."""
    return seed_path("evidence.csv")


def _first_folder(*folders: Path) -> Path | None:
    return next((folder for folder in folders if folder.is_dir()), None)


@dataclass(frozen=True, slots=True)
class File:
    """A scenario file: where it is, how it is shown to the user, and the tree it must stay in."""

    path: Path
    shown: str
    root: Path


def find_file(name_or_path: str | os.PathLike[str]) -> File:
    """The file of a packaged scenario's name or of a path; ``ScenarioError`` if there is none."""
    given = os.fspath(name_or_path)
    path = Path(given)
    wrong = _unusable(path)
    packaged = find_scenario(given) if wrong else None
    if packaged:
        return _packaged(packaged)
    if wrong:
        message, expected = wrong
        hint = did_you_mean(_stem(given), scenario_names())
        raise ScenarioError([Problem(given, "", message, expected=expected, hint=hint)])
    return File(path, given, _root_of(path))


def extended_file(name: str, *, by: File | None) -> File | str:
    """The file that ``extends: name`` means in the file ``by``, or what is wrong with the name."""
    if not name.endswith(_ENDINGS):
        packaged = find_scenario(name)
        if packaged:
            return _packaged(packaged)
        beside = f"{name}{_ENDINGS[0]}"
        meant = by is not None and not _escapes(name) and not _unusable(by.path.parent / beside)
        return f"names no packaged scenario{f'; a file is named whole: {beside}' if meant else ''}"
    if by is None:
        return "names a file, but this scenario is not in a folder"
    if _escapes(name):
        return "leads out of the scenario's folder"
    path = by.path.parent / name
    if not path.resolve().is_relative_to(by.root.resolve()):
        return "leads out of the scenario's folder"
    wrong = _unusable(path)
    return (
        wrong[0] if wrong else File(path, os.path.normpath(Path(by.shown).parent / name), by.root)
    )


def attached_file(name: str, *, by: File | None, most_bytes: int) -> File | str:
    """The table of a posterior that a scenario names, or what is wrong with the name.

    It is looked for beside the file ``by`` and within its tree, then among the packaged scenarios
    and seeds.
    """
    anywhere = by is not None and by.root == Path(by.root.anchor)  # the user's own command line
    if _escapes(name) and not anywhere:
        return "leads out of the scenario's folder"
    seeds = evidence_path()
    near = [File(by.path.parent / name, _beside(by, name), by.root)] if by else []
    folders = [folder for folder in (scenario_folder(), seeds and seeds.parent) if folder]
    wanted = [*near, *(File(folder / name, _shown(folder / name), folder) for folder in folders)]
    for file in wanted:
        if file.path.resolve().is_relative_to(file.root.resolve()) and file.path.is_file():
            size = file.path.stat().st_size
            return file if size <= most_bytes else f"has {size:,} bytes (at most {most_bytes:,})"
    return "is no file beside the scenario, among the packaged scenarios or the seeds"


def here() -> File:
    """Where names on the command line are looked for: anywhere, from the present folder."""
    return File(Path.cwd() / "scenario.yaml", "", Path(Path.cwd().anchor))


def _beside(by: File, name: str) -> str:
    return os.path.normpath(Path(by.shown).parent / name)


def read_text(file: File) -> str:
    """The text of a file; ``ScenarioError`` if it cannot be read or is not UTF-8."""
    try:
        return file.path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"is not UTF-8 text (byte 0x{error.object[error.start]:02x})"
        problem = Problem(file.shown, "", message, line=line, expected="a file saved as UTF-8")
    except OSError as error:
        problem = Problem(file.shown, "", f"cannot be read: {error.strerror}")
    raise ScenarioError([problem])


def _packaged(path: Path) -> File:
    folder = scenario_folder()
    assert folder is not None, "a packaged scenario is in the folder"
    return File(path, _shown(path), folder)


def _shown(path: Path) -> str:
    """A path as the user would write it from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _root_of(path: Path) -> Path:
    """The tree that ``extends`` may not leave: the packaged scenarios' or the file's folder."""
    folder = scenario_folder()
    if folder and path.resolve().is_relative_to(folder.resolve()):
        return folder
    return path.parent


def _unusable(path: Path) -> tuple[str, str | None] | None:
    """Why a path is no readable scenario file, and what was expected."""
    try:
        if path.is_dir():
            return "is a folder", "a scenario file (.yaml) or the name of a packaged scenario"
        if not path.exists():
            return "no such file or packaged scenario", None
        if not path.is_file():
            return "is not an ordinary file", "a scenario file (.yaml)"
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        return f"cannot be read: {getattr(error, 'strerror', None) or error}", None
    if size > MOST_BYTES:
        return f"has {size:,} bytes", f"at most {MOST_BYTES:,}"
    return None


def _escapes(name: str) -> bool:
    """Whether a path is absolute on any system or steps up a folder."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    stepping = ".." in posix.parts or ".." in windows.parts
    return stepping or posix.is_absolute() or bool(windows.anchor) or "\0" in name


def _stem(given: str) -> str:
    return quoted(given).strip('"').removesuffix(".yaml").removesuffix(".yml")
