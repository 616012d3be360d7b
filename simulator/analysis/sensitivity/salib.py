"""SALib, which draws the designs of Morris and Sobol' and computes their indices, if installed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from simulator.errors import RequestError

INSTALL = "pip install 'sanctions-simulator[sensitivity]'"


def salib(module: str) -> Any:
    """A module of SALib; if it is not installed, the line that installs it."""
    try:
        return import_module(f"SALib.{module}")
    except ImportError as error:
        raise RequestError(
            f"Morris and Sobol' indices need the package SALib, which is missing; {INSTALL}"
        ) from error


def problem(
    names: Sequence[str],
    *,
    low: float = 0.0,
    high: float = 1.0,
    groups: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Factors between ``low`` and ``high``, as SALib wants to be told of them."""
    told: dict[str, Any] = {
        "num_vars": len(names),
        "names": list(names),
        "bounds": [[low, high]] * len(names),
    }
    return told | ({"groups": list(groups)} if groups else {})
