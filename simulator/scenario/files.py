"""Finding and reading scenario files, by path or by the name of a packaged scenario."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from simulator.errors import Problem, ScenarioError
from simulator.scenario.faults import did_you_mean, quoted
from simulator.scenario.library import find_scenario, scenario_folder, scenario_names
from simulator.scenario.nodes import MOST_BYTES

_ENDINGS = (".yaml", ".yml")


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
        return _packaged(packaged) if packaged else "names no packaged scenario"
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
