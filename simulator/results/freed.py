"""How many people completed deals freed, counted: all that a report needs of the deals.

Deals are several a world; counts by sender, rung and number of people are few, whatever the number
of worlds, and add up over blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas as pd

Freed = Counter[tuple[str, str, int]]
"""Deals by sender, rung and people released, of those whose relief came into force."""

COLUMNS: Final = ("sender", "rung", "released", "deals")


def freed_by(senders: Iterable[str], rungs: Iterable[str], released: Iterable[int]) -> Freed:
    """Count completed deals, given one by one.

    >>> freed_by(["us", "us"], ["banks", "banks"], [5, 5])
    Counter({('us', 'banks', 5): 2})
    """
    return Counter(zip(senders, rungs, released, strict=True))


def freed_in(deals: pd.DataFrame) -> pd.DataFrame:
    """The counts of a table of deals, as ``freed_table`` gives them."""
    done = deals[deals["relief_week"].notna()]
    people = done["released"].astype(int).tolist()
    return freed_table(freed_by(done["sender"].tolist(), done["rung"].tolist(), people))


def freed_table(freed: Freed) -> pd.DataFrame:
    """A row for each ``sender, rung, released``, and in how many ``deals``; sorted."""
    import pandas as pd

    found: list[Any] = [(*key, count) for key, count in sorted(freed.items())]
    return pd.DataFrame(found, columns=list(COLUMNS))
