"""The scenario's numbers and words as arrays: one value for each world of a block.

A number that the scenario gives as a distribution is drawn once a world, from the stream of its own
path, so that the same parameter has the same draw in every scenario with that seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, fields
from functools import cached_property
from typing import Any, ClassVar, Final, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from simulator.model.rounding import Bools, Floats, Index, Ints
from simulator.randomness import TILE, Streams
from simulator.scenario.design import Design
from simulator.scenario.distributions import Distribution, WordChoice
from simulator.scenario.posterior import Posterior


class Record(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


T = TypeVar("T", bound=Record)


Where = Bools | slice
"""Some of the worlds one has in hand: a mask, or all of them."""

EVERYWHERE: Final = slice(None)


@dataclass(frozen=True)
class Words:
    """A word for each world: the options, and which of them each world has."""

    options: tuple[Any, ...]
    codes: npt.NDArray[np.int8]

    def among(self, worlds: Index) -> Iterator[tuple[Any, Where]]:
        """Each word that occurs in ``worlds``, with where: most often there is but one.

        >>> words = Words(("linear", "boulware"), np.array([0, 1, 0], dtype=np.int8))
        >>> [(word, where.tolist()) for word, where in words.among(np.array([0, 2]))]
        [('linear', [True, True])]
        """
        if len(self.options) == 1 and len(worlds):
            yield self.options[0], EVERYWHERE
            return
        codes = self.codes[worlds]
        for code, option in enumerate(self.options):
            mask = codes == code
            if mask.any():
                yield option, mask

    def of(self, worlds: Index) -> npt.NDArray[Any]:
        """The word of each of ``worlds``, as an array of text."""
        words: npt.NDArray[Any] = np.array(self.options, dtype=object)[self.codes[worlds]]
        return words

    def are(self, *wanted: str) -> Bools:
        """In which of all worlds the word is one of ``wanted`` (or contains it, if a tuple)."""
        hit = [
            bool(set(wanted) & set((option,) if isinstance(option, str) else option))
            for option in self.options
        ]
        return np.array(hit)[self.codes]


class Draws:
    """Draws the parameters of a block and remembers which were drawn.

    What a ``design`` lays down is taken from it instead, whatever the scenario says. Of what the
    scenario would draw, a ``posterior`` lays down its own parameters jointly: one uniform number a
    world, from the stream ``param/posterior``, picks the row of it that the world takes.
    """

    def __init__(
        self, streams: Streams, design: Design | None = None, *, posterior: Posterior | None = None
    ) -> None:
        self.streams = streams
        self._design = design or Design({})
        self._posterior = posterior
        self._first_world = streams.first_tile * TILE
        self.worlds = streams.tiles * TILE
        self.drawn: dict[str, npt.NDArray[Any]] = {}

    def _laid_down(self, value: object, path: str) -> npt.NDArray[Any] | None:
        """What the design or the posterior says about a parameter, if one of them does."""
        if path in self._design:
            return self._design.values(path, first_world=self._first_world, worlds=self.worlds)
        if self._posterior is None or path not in self._posterior:
            return None
        if isinstance(value, Distribution):
            low, high = value.support()
            return np.clip(self._posterior.numbers(path)[self._rows], low, high)
        return self._posterior.words(path)[self._rows] if isinstance(value, WordChoice) else None

    @cached_property
    def _rows(self) -> npt.NDArray[np.intp]:
        """The row of the posterior that each world takes."""
        assert self._posterior is not None, "asked for only if there is a posterior"
        return self._posterior.row_of(self.streams.parameter("posterior"))

    def number(self, value: float | Distribution, path: str) -> Floats:
        """The number at ``path`` in each world; a known one is stored once, and read-only."""
        laid_down = self._laid_down(value, path)
        if laid_down is not None:
            self.drawn[path] = laid_down.astype(np.float64)
            return self.drawn[path].copy()
        if isinstance(value, Distribution):
            drawn = np.asarray(value.quantile(self.streams.parameter(path)), dtype=np.float64)
            self.drawn[path] = drawn
            return drawn.copy()
        return np.broadcast_to(float(value), self.worlds)

    def integer(self, value: float | Distribution, path: str) -> Ints:
        """The whole number at ``path``; a drawn one is rounded half to even."""
        number = self.number(value, path)
        if path not in self.drawn:
            return np.broadcast_to(np.rint(number[:1]).astype(np.int64), self.worlds)
        whole = self.drawn[path] = np.rint(number).astype(np.int64)
        return whole

    def word(self, value: object, path: str) -> Words:
        """The word at ``path`` in each world."""
        if isinstance(value, WordChoice):
            codes = self._codes(value, path).astype(np.int8)
            self.drawn[path] = np.array(value.labels, dtype=object)[codes]
            return Words(value.options, codes)
        return Words((value,), np.broadcast_to(np.int8(0), self.worlds))

    def _codes(self, choice: WordChoice[Any], path: str) -> npt.NDArray[np.intp]:
        laid_down = self._laid_down(choice, path)
        if laid_down is None:
            return choice.pick(self.streams.parameter(path))
        places = {label: place for place, label in enumerate(choice.labels)}
        return np.array([places[str(label)] for label in laid_down])

    def record(self, kind: type[T], node: object, path: str, **given: object) -> T:
        """A dataclass of arrays from the part of the scenario with fields of the same names.

        A field's annotation says how it is drawn: ``Floats``, ``Ints`` or ``Words``. Fields that
        are ``given`` are not drawn.
        """
        values = {
            field.name: getattr(node, field.name)
            for field in fields(kind)
            if field.name not in given
        }
        return kind(**self.fields(kind, values, path), **given)

    def fields(self, kind: type[T], values: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Some fields of a dataclass of arrays, drawn from their ``values``."""
        how: dict[str, Callable[..., Any]] = {
            "Floats": self.number,
            "Ints": self.integer,
            "Words": self.word,
        }
        kinds = {field.name: str(field.type) for field in fields(kind)}
        return {name: how[kinds[name]](value, f"{path}.{name}") for name, value in values.items()}
