"""Shares over the classes of prisoners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.scenario.checks.look import extremes, is_plain
from simulator.scenario.distributions import Distribution
from simulator.scenario.faults import Path
from simulator.scenario.findings import Finding
from simulator.scenario.parsing import parse_number


def sum_to_one(shares: Mapping[Any, Any], path: Path, what: str) -> Iterator[Finding]:
    """Plain shares sum to 1; drawn ones are made to by the engine, if one of them is above 0."""
    if all(is_plain(share) for share in shares.values()):
        total = sum(shares.values())
        if abs(total - 1) > 1e-6:
            message = f"{what} sum to {total:.6g}"
            yield Finding(path, message, expected="shares that sum to 1", at_key=True)
        return
    ends = [extremes(share) for share in shares.values()]
    if None not in ends and not _some_surely_positive(shares):
        message = f"{what} can all be 0 at once"
        yield Finding(path, message, expected="at least one above 0", at_key=True)


def _some_surely_positive(shares: Mapping[Any, Any]) -> bool:
    for share in shares.values():
        least, greatest = extremes(share) or (0.0, 0.0)
        if least > 0 or (greatest > 0 and not _attains_zero(share)):
            return True
    return False


def _attains_zero(share: object) -> bool:
    number = parse_number(share)
    return not isinstance(number, Distribution) or number.attains_least()
