"""Running blocks into parts on disk, wherever they run, and going on from the parts that are there.

However a run was interrupted, the parts that are whole are kept and the others run again: a world
does not depend on when or where it is run, so the result has the same bytes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from simulator.engine.blocks import Block, Plan, Progress, run_block
from simulator.engine.identity import identity, same_or_refused
from simulator.engine.places import Place
from simulator.errors import RunError
from simulator.results.folder import RESUME
from simulator.results.part import Part, packed, part_of, unpacked
from simulator.results.parts import Parts, Span, content_of, missing
from simulator.results.run import week_dates

_WAITING: Final = 2  # blocks handed out beyond those that run, so that nobody waits for work

_WIDE: Final = 16  # tiles from which a block's memory matters

KILLED: Final = (
    "a process that ran blocks was killed, perhaps because memory ran out; "
    f"what is done is kept: {RESUME}; --jobs 1 takes the least memory"
)

T = TypeVar("T")


@dataclass(frozen=True)
class Kept:
    """A run all of whose parts are on disk: their paths in the order of the worlds."""

    key: str
    paths: tuple[tuple[Span, Path], ...]

    def parts(self) -> Iterator[Part]:
        """The parts, one at a time."""
        for span, path in self.paths:
            yield unpacked(content_of(path, span=span, key=self.key))


def run_into(
    parts: Parts,
    plan: Plan,
    *,
    blocks: Sequence[Block],
    place: Place,
    progress: Progress | None = None,
    beside: Sequence[Plan] = (),
) -> Kept:
    """Run the blocks whose parts are not there yet; ``progress`` is told of worlds done in all.

    Parts of plans ``beside`` this one may lie in the same place.
    """
    key, others = identity(plan), [identity(other) for other in beside]
    wanted = {_span(block): block for block in blocks}
    found = {span: path for span, path in parts.found(key, beside=others).items() if span in wanted}
    left = [wanted[span] for span in missing(list(wanted), found)]
    tell = progress or _say_nothing
    tell(_worlds(found))
    for block, path in _new_parts(left, parts=parts, plan=plan, key=key, place=place):
        found[_span(block)] = path
        tell(_worlds(found))
    return Kept(key, tuple((span, found[span]) for span in wanted))


def _span(block: Block) -> Span:
    return Span(block.first_world, block.worlds)


def _worlds(found: Iterable[Span]) -> int:
    return sum(span.worlds for span in found)


def _say_nothing(_done: int) -> None:
    pass


def _new_parts(
    blocks: Sequence[Block], *, parts: Parts, plan: Plan, key: str, place: Place
) -> Iterator[tuple[Block, Path]]:
    if place.shares_disk:
        yield from finished(blocks, partial(kept_block, parts=parts, plan=plan, key=key), place)
        return
    for block, content in finished(blocks, partial(packed_block, plan=plan, key=key), place):
        yield block, parts.keep(_span(block), content, key=key)


def kept_block(block: Block, *, parts: Parts, plan: Plan, key: str) -> Path:
    """Run a block and write its part."""
    return parts.keep(_span(block), packed_block(block, plan=plan, key=key), key=key)


def packed_block(block: Block, *, plan: Plan, key: str) -> bytes:
    """Run a block and pack its part; refused where other versions would make other bytes."""
    same_or_refused(plan, key)
    content = packed(part_of(run_block(block, plan=plan), week_dates(plan.scenario)))
    if block.tiles >= _WIDE:
        gc.collect()  # agents refer to one another: left alone, several blocks' would pile up
    return content


def finished(
    blocks: Sequence[Block], work: Callable[[Block], T], place: Place
) -> Iterator[tuple[Block, T]]:
    """The blocks with what ``work`` made of them, as they are done; a few are under way at once."""
    if place.executor is None:
        yield from ((block, work(block)) for block in blocks)
        return
    try:
        yield from _as_done(iter(blocks), work, place.executor, place.width + _WAITING)
    except BrokenExecutor as error:
        raise RunError(KILLED) from error


def _as_done(
    blocks: Iterator[Block], work: Callable[[Block], T], executor: Executor, most: int
) -> Iterator[tuple[Block, T]]:
    under_way: dict[Future[T], Block] = {}
    try:
        while True:
            for block in islice(blocks, most - len(under_way)):
                under_way[executor.submit(work, block)] = block
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                yield under_way.pop(future), future.result()
    finally:
        for future in under_way:
            future.cancel()
