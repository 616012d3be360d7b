"""A classification tree (CART) over the same worlds: every world in exactly one leaf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.discovery.box import Among, Between, Box, Factors, is_words
from simulator.analysis.discovery.prim import Ground
from simulator.errors import RequestError

INSTALL: Final = "pip install 'sanctions-simulator[discovery]'"
LEAVES: Final = 8
_LEAST: Final = 0.05


@dataclass(frozen=True)
class Leaf:
    """A leaf as a box, with its share of fresh worlds and of hits among them."""

    box: Box
    mass: float
    density: float


def tree(ground: Ground, fresh: Ground) -> tuple[Leaf, ...]:
    """The leaves of a tree of at most eight, grown on one part of the worlds, seen on the other."""
    names, table = _table(ground.factors)
    grown = _sklearn().DecisionTreeClassifier(
        max_leaf_nodes=LEAVES, min_samples_leaf=_LEAST, random_state=0
    )
    grown.fit(table, ground.hits)
    words = {
        path: frozenset(map(str, set(values.tolist())))
        for path, values in ground.factors.items()
        if is_words(values)
    }
    boxes = _boxes(grown.tree_, names, words, node=0, box=Box())
    leaves = [_leaf(box, fresh) for box in boxes]
    return tuple(sorted(leaves, key=lambda leaf: -leaf.density))


def _sklearn() -> Any:
    try:
        return import_module("sklearn.tree")
    except ImportError as error:
        raise RequestError(
            f"a tree needs the package scikit-learn, which is missing; {INSTALL}"
        ) from error


def _table(factors: Factors) -> tuple[list[tuple[str, str]], npt.NDArray[np.float32]]:
    """Columns for the tree: numbers as they are, a column of zeros and ones for each word."""
    names: list[tuple[str, str]] = []
    columns: list[npt.NDArray[Any]] = []
    for path, values in factors.items():
        words = sorted(map(str, set(values.tolist()))) if is_words(values) else [""]
        for word in words:
            names.append((path, word))
            columns.append(values == word if word else values)
    return names, np.column_stack([column.astype(np.float32) for column in columns])


def _boxes(
    nodes: Any,
    names: list[tuple[str, str]],
    words: dict[str, frozenset[str]],
    *,
    node: int,
    box: Box,
) -> Iterator[Box]:
    if nodes.children_left[node] < 0:
        yield box
        return
    (path, word), bound = names[nodes.feature[node]], float(nodes.threshold[node])
    for child, is_low in ((nodes.children_left[node], True), (nodes.children_right[node], False)):
        if word:
            now = box.limits.get(path, Among(words[path]))
            assert isinstance(now, Among), "a factor has words or numbers, not both"
            one = frozenset({word})
            limit: Among | Between = Among(now.words - one if is_low else now.words & one)
        else:
            was = box.limits.get(path, Between())
            assert isinstance(was, Between), "a factor has words or numbers, not both"
            above = float(np.nextafter(bound, np.inf))
            limit = Between(was.low, bound) if is_low else Between(above, was.high)
        yield from _boxes(nodes, names, words, node=int(child), box=box.having(path, limit))


def _leaf(box: Box, fresh: Ground) -> Leaf:
    inside = box.holds(fresh.factors)
    density = float(fresh.hits[inside].mean()) if inside.any() else float("nan")
    return Leaf(box, float(inside.mean()), density)
