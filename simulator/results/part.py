"""What a block leaves on disk while a run is under way: its part.

A part holds the block's rows as they will stand in ``outcomes.csv`` and ``deals.csv``, its outcomes
once more as numbers (for the report), its counts of people freed, and its weekly summaries. It is
an archive of plain arrays; nothing in it can be executed.
"""

from __future__ import annotations

import io
import json
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.results.block import BlockResult
from simulator.results.freed import Freed, freed_by
from simulator.results.rows import header, rows
from simulator.results.run import dated, is_week
from simulator.results.weekly import Tally, WeeklySummary

_QUICKLY: Final = 1
Column = npt.NDArray[Any]


@dataclass(frozen=True)
class Part:
    """The part of one block: lines of CSV, and what summaries and the report are made from.

    ``columns`` are the outcomes that are numbers, without the parameters drawn; weeks that never
    came are -1.
    """

    outcomes_header: bytes
    outcomes: bytes
    deals_header: bytes
    deals: bytes
    columns: Mapping[str, Column]
    freed: Freed
    weekly: WeeklySummary


def part_of(result: BlockResult, dates: list[str]) -> Part:
    """Make a block's part; ``dates`` are the first days of the weeks."""
    deals = dated(result.deals, dates)
    return Part(
        header(result.outcomes),
        rows(result.outcomes),
        header(deals),
        rows(deals),
        _numbers(result.outcomes),
        _freed(result.deals),
        result.weekly,
    )


def _numbers(outcomes: Mapping[str, Column]) -> dict[str, Column]:
    """The outcomes as numbers, the whole ones in half the room."""
    return {
        name: values if values.dtype.kind == "f" else values.astype(np.int32)
        for name, values in outcomes.items()
        if not name.startswith("param_") and values.dtype.kind in "fiu"
    }


def _freed(deals: Mapping[str, Column]) -> Freed:
    done = deals["relief_week"] >= 0
    names = ("sender", "rung", "released")
    return freed_by(*(deals[name][done].tolist() for name in names))


def packed(part: Part) -> bytes:
    """A part as the bytes of its file."""
    words = {
        "columns": list(part.columns),
        "freed": [[*key, count] for key, count in sorted(part.freed.items())],
        "variables": [[week, variable] for week, variable in part.weekly.tallies],
    }
    arrays = {
        "words": _bytes(json.dumps(words).encode()),
        "outcomes_header": _bytes(part.outcomes_header),
        "outcomes": _bytes(part.outcomes),
        "deals_header": _bytes(part.deals_header),
        "deals": _bytes(part.deals),
        **{f"column_{place}": values for place, values in enumerate(part.columns.values())},
        **_tallies(list(part.weekly.tallies.values())),
    }
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _bytes(content: bytes) -> Column:
    return np.frombuffer(content, dtype=np.uint8)


def _tallies(tallies: list[Tally]) -> dict[str, Column]:
    counts = np.concatenate([tally.counts for tally in tallies]).astype("<i4")
    return {
        "tally_first": np.array([tally.first for tally in tallies]),
        "tally_length": np.array([len(tally.counts) for tally in tallies]),
        "tally_counts": _bytes(zlib.compress(counts.tobytes(), _QUICKLY)),
        "tally_sums": np.array([tally.tile_sums for tally in tallies]),
    }


def unpacked(content: bytes) -> Part:
    """A part from the bytes of its file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        words = json.loads(arrays["words"].tobytes())
        freed = {(sender, rung, people): n for sender, rung, people, n in words["freed"]}
        texts = {
            name: arrays[name].tobytes()
            for name in ("outcomes_header", "outcomes", "deals_header", "deals")
        }
        return Part(
            columns={name: arrays[f"column_{i}"] for i, name in enumerate(words["columns"])},
            freed=Counter(freed),
            weekly=_weekly(words["variables"], arrays),
            **texts,
        )


def column_in(content: bytes, name: str) -> npt.NDArray[np.float64]:
    """One outcome out of the bytes of a part, without the rest; NaN where a world has none.

    Raises ``KeyError`` with the names that there are.
    """
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        names = json.loads(arrays["words"].tobytes())["columns"]
        if name not in names:
            raise KeyError(names)
        values: npt.NDArray[np.float64] = arrays[f"column_{names.index(name)}"].astype(np.float64)
    if is_week(name):
        values[values < 0] = np.nan
    return values


def _weekly(variables: list[tuple[int, str]], arrays: Mapping[str, Column]) -> WeeklySummary:
    counts = np.frombuffer(zlib.decompress(arrays["tally_counts"].tobytes()), dtype="<i4")
    pieces = np.split(counts, np.cumsum(arrays["tally_length"])[:-1])
    first, sums = arrays["tally_first"].tolist(), arrays["tally_sums"].tolist()
    return WeeklySummary.of(
        {
            (week, variable): Tally(first[i], pieces[i].astype(np.int32, copy=False), sums[i])
            for i, (week, variable) in enumerate(variables)
        }
    )
