"""What a user's strategy may know: its own side's numbers, and what the other has let it see.

Neither the other's reservation number nor anything of the other's beliefs is among them, nor which
world it is. Arrays have one entry a world, and cannot be written to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from simulator.model.rounding import Bools, Floats, Ints


@dataclass(frozen=True)
class Known:
    """Words and numbers that are alike in all the worlds asked about, and arrays over them."""

    side: str
    week: int

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """What can be asked for by name."""
        return tuple(field.name for field in fields(cls))

    def arrays(self) -> Iterator[tuple[str, npt.NDArray[Any]]]:
        """The values that differ between worlds."""
        for name in self.names()[2:]:
            yield name, getattr(self, name)

    def __len__(self) -> int:
        """In how many worlds the side has to answer."""
        return len(next(values for _, values in self.arrays()))

    def at(self, some: Any) -> Self:
        """The same for some of the worlds."""
        chosen: dict[str, Any] = {name: values[some] for name, values in self.arrays()}
        return replace(self, **chosen)

    def sealed(self) -> Self:
        """The same in copies that cannot be written to."""
        copies: dict[str, Any] = {name: _sealed(values) for name, values in self.arrays()}
        return replace(self, **copies)

    def one(self, place: int) -> dict[str, Any]:
        """Plain numbers of one world."""
        values = {name: values[place].item() for name, values in self.arrays()}
        return {"side": self.side, "week": self.week, **values}


def _sealed(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    copied = np.array(values)
    copied.setflags(write=False)
    return copied


@dataclass(frozen=True)
class Round(Known):
    """What a side knows in a round of talks.

    ``side`` is ``sender`` or ``target``, ``week`` counts from 0. ``round`` of ``rounds`` is
    ``fraction`` of the way. ``own_conceded`` and ``other_conceded`` are the concessions both made
    in the round before (0 in the first). ``reservation`` is its own number, the fewest people a
    sender would settle for or the most the target would free, and ``opening`` where it began
    (people). ``belief`` is its own, that the other keeps its promises.
    """

    round: Ints
    rounds: Ints
    fraction: Floats
    own_conceded: Floats
    other_conceded: Floats
    reservation: Ints
    opening: Floats
    belief: Floats


@dataclass(frozen=True)
class Tranche(Known):
    """What a side knows when its tranche of a deal is due.

    ``tranche`` of ``tranches`` covers ``people``. ``other_kept_last`` and ``other_ever_broke`` tell
    what the other has done so far (kept, and never broken, where it has done nothing yet).
    ``worth_keeping`` is what an opportunist in its place would do. ``keeps_probability`` and
    ``forgives_probability`` are its own numbers in the scenario, ``chance`` a random number between
    0 and 1, a new one each time.
    """

    tranche: Ints
    tranches: Ints
    people: Ints
    belief: Floats
    other_kept_last: Bools
    other_ever_broke: Bools
    worth_keeping: Bools
    keeps_probability: Floats
    forgives_probability: Floats
    chance: Floats
