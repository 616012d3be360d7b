"""Columns of outcomes as the part of a block: what an experiment keeps while it is under way.

Like a run's parts (``results.part``) an archive of plain arrays; nothing in it can be executed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]

_WORDS: Final = "O"


def packed_columns(columns: Mapping[str, Column]) -> bytes:
    """Columns as the bytes of a file.

    >>> columns = {"deals": np.array([1, 2]), "word": np.array(["a", "bc"], dtype=object)}
    >>> found = unpacked_columns(packed_columns(columns), ["word", "deals"])
    >>> found["word"].tolist(), found["word"].dtype.kind, found["deals"].tolist()
    (['a', 'bc'], 'O', [1, 2])
    """
    arrays = {}
    for place, (name, values) in enumerate(columns.items()):
        kind = values.dtype.kind
        arrays[f"{place} {kind} {name}"] = values.astype(str) if kind == _WORDS else values
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def unpacked_columns(content: bytes, names: list[str]) -> dict[str, Column]:
    """Columns from the bytes of a file, in the order of ``names``."""
    found = {}
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        for label in arrays.files:
            _, kind, name = label.split(" ", 2)
            found[name] = arrays[label].astype(object) if kind == _WORDS else arrays[label]
    return {name: found[name] for name in names}
