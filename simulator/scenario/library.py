"""Where the scenarios and the evidence that come with the package are.

An installed package carries them in ``simulator/data``; in a source checkout they are the folders
``scenarios`` and ``seeds`` beside the package.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]
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
    files = folder.rglob("*.yaml")
    return tuple(sorted(file.relative_to(folder).with_suffix("").as_posix() for file in files))


def find_scenario(name: str) -> Path | None:
    """The file of a packaged scenario; nothing if there is none, or the name is not safe.

    >>> find_scenario("../../etc/passwd") is None
    True
    """
    folder = scenario_folder()
    if folder is None or len(name) > _LONGEST or not _SAFE_NAME.fullmatch(name) or ".." in name:
        return None
    file = folder / f"{name}.yaml"
    inside = file.resolve().is_relative_to(folder.resolve())
    return file if inside and file.is_file() else None


def evidence_path() -> Path | None:
    """The table of evidence, if there is one."""
    folder = _first_folder(_PACKAGE / "data" / "seeds", _PACKAGE.parent / "seeds")
    file = folder / "evidence.csv" if folder else None
    return file if file and file.is_file() else None


def _first_folder(*folders: Path) -> Path | None:
    return next((folder for folder in folders if folder.is_dir()), None)
