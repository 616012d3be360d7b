"""What a run's folder says of users' strategies, and whether they are here to run it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.agents.plugins.registry import described, is_there, plugged
from simulator.errors import RunFolderError
from simulator.scenario import Scenario


def plugins_of(*scenarios: Scenario) -> dict[str, Any]:
    """What a manifest says of users' strategies: nothing where none is used."""
    used = described(*scenarios)
    return {"plugins": used} if used else {}


def check_plugins(manifest: Mapping[str, Any], folder: Path) -> None:
    """Refuse a folder whose run used strategies that are not here, or are others here."""
    for made_with in manifest.get("plugins", ()):
        named = [entry.split(": ") for entry in made_with["strategies"]]
        missing = [name for subject, name in named if not is_there(subject, name)]
        if missing:
            raise RunFolderError(f"{folder}: {_missing(made_with, missing)}")
        for subject, name in named:
            _check_same(plugged(subject, name).source.described(), made_with, folder)


def _missing(made_with: Mapping[str, str], names: Sequence[str]) -> str:
    whose = f"the run used {_listed(names)}, which this program has not of itself"
    if "file" in made_with:
        file = made_with["file"]
        return f"{whose}; give the file again that had it, with --plugin {file}"
    return f"{whose}; install {made_with['package']} {made_with['version']} again"


def _check_same(here: Mapping[str, str], made_with: Mapping[str, str], folder: Path) -> None:
    if here["sha256"] != made_with["sha256"]:
        place = made_with.get("file") or made_with.get("package")
        raise RunFolderError(
            f"{folder}: the run used {place} with the SHA-256 {made_with['sha256'][:12]}…; the one "
            f"given now has {here['sha256'][:12]}…, so worlds would come out otherwise; give the "
            "one of the run, or run the scenario again"
        )


def _listed(names: Sequence[str]) -> str:
    one = "the strategy" if len(names) == 1 else "the strategies"
    return f"{one} {', '.join(names)}"
