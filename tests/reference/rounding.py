"""Rounding and comparing as section 8 of docs/ODD.md says."""

from __future__ import annotations

import math
from collections.abc import Sequence

MOST = 1e15


def floor(x: float) -> int:
    """⌊x⌋, forgiving an error of 1e-9."""
    return math.floor(min(x, MOST) + 1e-9)


def ceil(x: float) -> int:
    """⌈x⌉, forgiving an error of 1e-9."""
    return math.ceil(min(x, MOST) - 1e-9)


def at_most(a: float, b: float) -> bool:
    """A ≤ b, b being the right-hand side of the rule."""
    return a <= b + 1e-9 * max(1.0, abs(b))


def at_least(a: float, b: float) -> bool:
    """A ≥ b, b being the right-hand side of the rule."""
    return a >= b - 1e-9 * max(1.0, abs(b))


def largest_remainder(total: int, shares: Sequence[float]) -> list[int]:
    """Whole numbers that add up to ``total``, by shares; ties to the first listed."""
    parts = [floor(total * share) for share in shares]
    left = total - sum(parts)
    claims = [round((total * s - p) / 1e-9) for s, p in zip(shares, parts, strict=True)]
    for place in sorted(range(len(shares)), key=lambda i: -claims[i])[: max(0, left)]:
        parts[place] += 1
    return parts
