"""The kinds of checks: each module of this folder has one, found by its name.

To add a kind, add a module with a subclass of ``base.Check``; nothing else has to be changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from simulator.exercise.kinds.base import Check

__all__ = ["Check", "check_of", "kinds"]


@cache
def kinds() -> Mapping[str, type[Check]]:
    """The kinds by name."""
    for module in sorted(found.name for found in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    found: list[type[Check]] = Check.__subclasses__()
    for kind in found:  # grows on the way: a kind may be built on another
        found += kind.__subclasses__()
    return {kind.named: kind for kind in found}


def check_of(data: Any) -> Any:
    """The check that plain data describes; a ``ValueError`` if no kind is meant by it."""
    if not isinstance(data, Mapping):
        raise ValueError("expected the keys of a check: kind and what it needs")
    kind = kinds().get(str(data.get("kind")))
    if kind is None:
        raise ValueError(f"kind is {data.get('kind')!r}; expected one of: {', '.join(kinds())}")
    return kind.model_validate(data)
