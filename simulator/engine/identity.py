"""What the bytes of a part depend on, as one word: a part made from anything else is foreign."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.errors import RunError
from simulator.results.folder import machine, versions

if TYPE_CHECKING:
    from simulator.engine.blocks import Plan
    from simulator.scenario.design import Design

_SHOWS_ONLY: Final = ("analysis", "cli", "data", "report", "teaching")


def identity(plan: Plan) -> str:
    """The scenario as resolved, seed, plug-ins, design, versions, the processor and the code.

    >>> from simulator.engine.blocks import Plan
    >>> from simulator.scenario import load_scenario
    >>> minimal = load_scenario("minimal")
    >>> identity(Plan(minimal, 1)) == identity(Plan(minimal, 1)) != identity(Plan(minimal, 2))
    True
    """
    said = {
        "scenario": plan.scenario.sha256,
        "dates": plan.scenario.start.isoformat(),
        "seed": plan.seed,
        "plugins": [source.described() for source in plan.plugins],
        "design": _of_design(plan.design),
        **_surroundings(),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def same_or_refused(plan: Plan, key: str) -> None:
    """Refuse to run a plan where other versions than those of ``key`` would make other bytes."""
    if identity(plan) != key:
        raise RunError(
            "a worker has another version of this program, of Python or of its packages, or "
            "another kind of processor: it would give other numbers; give it the same ones"
        )


@cache
def _surroundings() -> dict[str, Any]:
    """What this process was started with, once: it may be replaced on the disk meanwhile."""
    return {"versions": versions(), "machine": machine(), "code": code()}


def _of_design(design: Design | None) -> str:
    if design is None:
        return ""
    digest = hashlib.sha256(f"{design.worlds_a_row} {design.luck_tiles} {design.luck_of}".encode())
    for path, values in design.columns.items():
        digest.update(json.dumps([path, values.tolist()]).encode())
    return digest.hexdigest()


@cache
def code() -> str:
    """A hash of the modules that make numbers, so that parts of other code are told apart."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        where = path.relative_to(package)
        if where.parts[0] not in _SHOWS_ONLY:
            digest.update(where.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
