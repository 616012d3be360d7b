"""Named random streams: the only place where random numbers are made.

A stream is addressed by what it is for (``"washington/contact gap"``), not by the order in which
somebody asked for it. Its numbers come from Philox, a counter-based generator: the key is a hash of
the seed and the stream's name, the counter holds the tile of 256 worlds and the row. World *w*
therefore draws the same numbers whatever the block, the number of worlds or the other streams in
use, and two scenarios with one seed share their luck (common random numbers).

A row of a stream is one draw for each world: one week of a weekly stream, the *n*-th use of an
occasional one. Draws are 32-bit words; ``uniforms`` and ``normals`` say what they stand for.
"""

from __future__ import annotations

import hashlib
from functools import cache
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

TILE: Final = 256
"""Worlds are drawn for in tiles of this many, so that a world never depends on its block."""

_WORDS_A_ROW: Final = TILE // 2  # 64-bit words: two 32-bit draws each
_COUNTS_A_ROW: Final = _WORDS_A_ROW // 4  # Philox gives four words a count
_ROWS_AT_ONCE: Final = 16

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint32]


def _key(seed: int, name: str) -> npt.NDArray[np.uint64]:
    """128-bit Philox key of a stream: BLAKE2b of the seed and the name.

    >>> _key(1, "price").tolist() == _key(1, "price").tolist() != _key(2, "price").tolist()
    True
    """
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=16).digest()
    return np.frombuffer(digest, dtype="<u8").astype(np.uint64)


def uniforms(words: Words) -> Floats:
    """Turn 32-bit words into numbers strictly between 0 and 1, evenly spaced.

    >>> uniforms(np.array([0, 2**31, 2**32 - 1], dtype=np.uint32)).round(6).tolist()
    [0.0, 0.5, 1.0]
    """
    u = words.astype(np.float64)
    u += 0.5
    u *= 2.0**-32
    return u


def exponential(u: Floats) -> Floats:
    """Turn numbers between 0 and 1 into exponential ones with mean 1: ``-ln(1 - u)``.

    >>> exponential(np.array([0.5])).round(3).tolist()
    [0.693]
    """
    return -np.log1p(-u)


@cache
def _normal_table() -> Floats:
    """65,536 equally likely values of a standard normal, with mean 0 and variance 1 exactly."""
    inverse = NormalDist().inv_cdf
    upper = np.array([inverse((i + 0.5) / 65_536) for i in range(32_768, 65_536)])
    upper /= np.sqrt(np.mean(upper * upper))
    return np.concatenate([-upper[::-1], upper])


def normals(words: Words) -> Floats:
    """Turn 32-bit words into standard normal numbers (inverse distribution function, 16 bits).

    >>> normals(np.array([0, 2**32 - 1], dtype=np.uint32)).round(2).tolist()
    [-4.32, 4.32]
    """
    return _normal_table().take(words >> 16)


class Stream:
    """One named stream for the worlds of a block.

    ``first_tile`` and ``tiles`` say which worlds: 256 · first_tile onward. With ``repeat`` the
    draws of the first ``repeat`` tiles come again and again, for designs whose rows share luck;
    with ``luck_of`` all of them have the draws of that one world.

    >>> whole = Stream(7, "price", first_tile=0, tiles=2)
    >>> part = Stream(7, "price", first_tile=1, tiles=1)
    >>> bool((whole.row(3)[256:] == part.row(3)).all())
    True
    """

    def __init__(
        self,
        seed: int,
        name: str,
        *,
        first_tile: int,
        tiles: int,
        repeat: int | None = None,
        luck_of: int | None = None,
    ) -> None:
        self._philox = np.random.Philox(key=_key(seed, name))
        self._state = self._philox.state
        self.worlds = tiles * TILE
        self._first_tile = first_tile
        self._tiles = tiles
        self._repeat = repeat
        self._luck_of = luck_of
        self._rows: Words = np.empty((0, self.worlds), dtype=np.uint32)
        self._first_row = 0

    def row(self, index: int) -> Words:
        """The draws of every world in row ``index``; rows are made some at a time."""
        if not self._first_row <= index < self._first_row + len(self._rows):
            self._first_row = index - index % _ROWS_AT_ONCE
            self._rows = self.rows(self._first_row)
        row: Words = self._rows[index - self._first_row]
        return row

    def rows(self, first: int) -> Words:
        """Some rows from ``first`` on (rows, worlds), as many as are made at a time."""
        if self._luck_of is not None:
            tile, position = divmod(self._luck_of, TILE)
            words = self._words(tile, row=first, count=_ROWS_AT_ONCE)
            one = words.astype("<u8", copy=False).view("<u4").reshape(_ROWS_AT_ONCE, TILE)
            return np.repeat(one[:, [position]], self.worlds, axis=1)
        made = np.empty((_ROWS_AT_ONCE, self._tiles, TILE), dtype=np.uint32)
        for position, tile in enumerate(self._tile_numbers()):
            words = self._words(tile, row=first, count=_ROWS_AT_ONCE)
            halves = words.astype("<u8", copy=False).view("<u4")
            made[:, position] = halves.reshape(_ROWS_AT_ONCE, TILE)
        return made.reshape(_ROWS_AT_ONCE, self.worlds)

    def uniform53(self) -> Floats:
        """One number in (0, 1) a world with 53 random bits, for parameters drawn once."""
        if self._luck_of is not None:
            tile, position = divmod(self._luck_of, TILE)
            words = np.repeat(self._words(tile, row=0, count=2)[position], self.worlds)
        else:
            tiles = self._tile_numbers()
            words = np.concatenate([self._words(tile, row=0, count=2) for tile in tiles])
        return ((words >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53

    def _tile_numbers(self) -> list[int]:
        numbers = range(self._first_tile, self._first_tile + self._tiles)
        return [tile if self._repeat is None else tile % self._repeat for tile in numbers]

    def _words(self, tile: int, *, row: int, count: int) -> npt.NDArray[np.uint64]:
        """The raw 64-bit words of ``count`` rows of a tile, from ``row`` on."""
        counter = self._state["state"]["counter"]
        counter[:] = (row * _COUNTS_A_ROW, 0, 0, tile)
        self._state["buffer_pos"] = 4  # forget what an earlier call left over
        self._philox.state = self._state
        return self._philox.random_raw(count * _WORDS_A_ROW)


class Occasional:
    """A stream of which each world uses a draw now and then, counted world by world.

    >>> slips = Occasional(Stream(7, "slip", first_tile=0, tiles=1))
    >>> some = np.array([0, 5])
    >>> first, second = slips.uniform(some), slips.uniform(some)
    >>> again = Occasional(Stream(7, "slip", first_tile=0, tiles=1))
    >>> bool((again.uniform(np.arange(256))[some] == first).all()), bool((first != second).all())
    (True, True)
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._used = np.zeros(stream.worlds, dtype=np.int64)
        self._words: Words = np.empty((0, stream.worlds), dtype=np.uint32)

    def uniform(self, worlds: npt.NDArray[np.intp]) -> Floats:
        """The next draw of each of ``worlds`` (an index array without repetitions)."""
        use = self._used[worlds]
        self._used[worlds] = use + 1
        while len(self._words) <= use.max(initial=-1):
            self._words = np.concatenate([self._words, self._stream.rows(len(self._words))])
        place = use * self._stream.worlds + worlds
        return uniforms(self._words.reshape(-1)[place])


class Streams:
    """All streams of one block, by name.

    >>> streams = Streams(7, first_tile=0, tiles=1)
    >>> streams.weekly("price") is streams.weekly("price")
    True
    """

    def __init__(
        self,
        seed: int,
        *,
        first_tile: int,
        tiles: int,
        repeat: int | None = None,
        luck_of: int | None = None,
    ) -> None:
        self.seed = seed
        self.first_tile = first_tile
        self.tiles = tiles
        self.repeat = repeat
        self.luck_of = luck_of
        self._weekly: dict[str, Stream] = {}

    def weekly(self, name: str) -> Stream:
        """A stream with a row for each week."""
        if name not in self._weekly:
            self._weekly[name] = self._stream(name)
        return self._weekly[name]

    def occasional(self, name: str) -> Occasional:
        """A stream indexed by how often each world has used it; one holder a name."""
        return Occasional(self._stream(name))

    def parameter(self, path: str) -> Floats:
        """One number in (0, 1) a world for the parameter at ``path``."""
        return self._stream(f"param/{path}").uniform53()

    def _stream(self, name: str) -> Stream:
        return Stream(
            self.seed,
            name,
            first_tile=self.first_tile,
            tiles=self.tiles,
            repeat=self.repeat,
            luck_of=self.luck_of,
        )
