"""The draws of one world, addressed as section 9 of docs/ODD.md says."""

from __future__ import annotations

import hashlib
import math
from functools import cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

TILE = 256
COUNTS_A_ROW = 32
WORDS_A_ROW = 128


@cache
def normal_table() -> list[float]:
    """65,536 equally likely values of a standard normal, scaled to variance 1."""
    inverse = NormalDist().inv_cdf
    upper = [inverse((i + 0.5) / 65_536) for i in range(32_768, 65_536)]
    scale = math.sqrt(math.fsum(x * x for x in upper) / len(upper))
    return [-x / scale for x in reversed(upper)] + [x / scale for x in upper]


class Tile:
    """The draws of 256 worlds, stream by stream, made when they are first asked for."""

    def __init__(self, seed: int, tile: int) -> None:
        self.seed = seed
        self.tile = tile
        self._rows: dict[str, npt.NDArray[np.uint32]] = {}
        self._parameters: dict[str, npt.NDArray[np.float64]] = {}

    def rows(self, name: str, count: int) -> npt.NDArray[np.uint32]:
        """At least ``count`` rows of a stream's 32-bit words, a column a world."""
        known = self._rows.get(name)
        if known is None or len(known) < count:
            wanted = max(count, 16, 0 if known is None else 2 * len(known))
            words = self._words(name, wanted * WORDS_A_ROW)
            low, high = words & np.uint64(0xFFFFFFFF), words >> np.uint64(32)
            halves = np.stack([low, high], axis=1).astype(np.uint32)
            known = self._rows[name] = halves.reshape(wanted, TILE)
        return known

    def parameter(self, path: str) -> npt.NDArray[np.float64]:
        """A 53-bit uniform for each world."""
        if path not in self._parameters:
            words = self._words(f"param/{path}", TILE)
            self._parameters[path] = ((words >> np.uint64(11)).astype(float) + 0.5) / 2.0**53
        return self._parameters[path]

    def _words(self, name: str, number: int) -> npt.NDArray[np.uint64]:
        """The stream's first 64-bit words: numpy counts up before it makes four of them."""
        digest = hashlib.blake2b(f"{self.seed}/{name}".encode(), digest_size=16).digest()
        key = np.frombuffer(digest, dtype="<u8").astype(np.uint64)
        counter = np.array([0, 0, 0, self.tile], dtype=np.uint64)
        return np.random.Philox(counter=counter, key=key).random_raw(number)


class Luck:
    """All draws of one world."""

    def __init__(self, tile: Tile, world: int) -> None:
        self._tile = tile
        self._place = world % TILE
        self._used: dict[str, int] = {}
        self._occasional: dict[str, list[int]] = {}

    def weekly_uniforms(self, name: str, weeks: int) -> list[float]:
        """A weekly stream: a uniform for each week."""
        return [(word + 0.5) / 2.0**32 for word in self._weekly(name, weeks)]

    def weekly_normals(self, name: str, weeks: int) -> list[float]:
        """A weekly stream: a standard normal for each week."""
        table = normal_table()
        return [table[word >> 16] for word in self._weekly(name, weeks)]

    def uniform(self, name: str) -> float:
        """An occasional stream: the next draw of this world."""
        use = self._used.get(name, 0)
        self._used[name] = use + 1
        words = self._occasional.get(name, ())
        if use >= len(words):
            words = self._occasional[name] = self._tile.rows(name, use + 1)[:, self._place].tolist()
        return (words[use] + 0.5) / 2.0**32

    def exponential(self, name: str) -> float:
        """The next draw, as a wait with mean 1."""
        return -math.log(1.0 - self.uniform(name))

    def _weekly(self, name: str, weeks: int) -> list[int]:
        words: list[int] = self._tile.rows(name, weeks)[:weeks, self._place].tolist()
        return words
