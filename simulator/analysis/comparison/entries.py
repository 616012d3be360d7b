"""What the user wants to compare, in words, and running it.

A side is a packaged scenario's name, a scenario file, or the folder of a run; behind a question
mark, changes of it: ``belarus-2025?prisoners.restock=0&target.slip=0``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.analysis.comparison.sides import Side, common_horizon, seen
from simulator.engine.blocks import Plan, blocks_of, run_worlds
from simulator.engine.places import Place
from simulator.engine.stream import run_into
from simulator.errors import RequestError
from simulator.results.folder import read_result
from simulator.results.run import Result
from simulator.results.streamed import put_together
from simulator.scenario import Scenario, load_scenario, with_overrides

if TYPE_CHECKING:
    from simulator.engine.blocks import Progress
    from simulator.results.parts import Parts

_LONGEST_LABEL: Final = 40


@dataclass(frozen=True)
class Entry:
    """A side before it is run: what to run, or the tables of a run that is there already."""

    label: str
    scenario: Scenario
    seed: int
    worlds: int
    stored: Result | None = None


@dataclass(frozen=True)
class Wish:
    """What holds for all sides: changes, worlds and seed, where they are given."""

    changes: Sequence[str] = ()
    worlds: int | None = None
    seed: int | None = None


def entries_of(
    sides: Sequence[str | Path | Scenario | Result], *, labels: Sequence[str] = (), wish: Wish
) -> list[Entry]:
    """The sides that are meant, each under a label of its own."""
    if len(labels) > len(sides):
        raise RequestError(f"{len(labels)} labels were given for {len(sides)} scenarios")
    found = [_entry(side, wish) for side in sides]
    named = [replace(entry, label=label) for entry, label in zip(found, labels, strict=False)]
    return list(_told_apart([*named, *found[len(named) :]]))


def _entry(side: str | Path | Scenario | Result, wish: Wish) -> Entry:
    if isinstance(side, str | Path):
        return _from_words(str(side), wish)
    if isinstance(side, Scenario):
        return _to_run(side, wish, label=side.name)
    return _from_run(side, wish, changes=(), label=side.scenario.name)


def _from_words(words: str, wish: Wish) -> Entry:
    name, _, query = words.partition("?")
    own = [change for change in query.split("&") if change]
    label = ", ".join(_short(change) for change in own)
    if (Path(name) / "manifest.json").exists():
        return _from_run(read_result(Path(name)), wish, changes=own, label=label or Path(name).name)
    scenario = load_scenario(name, overrides=[*wish.changes, *own])
    return _to_run(scenario, wish, label=label or scenario.name)


def _short(change: str) -> str:
    """A change by the end of its path: ``restock=0``."""
    path, _, value = change.partition("=")
    return f"{path.rpartition('.')[2]}={value}"[:_LONGEST_LABEL]


def _to_run(scenario: Scenario, wish: Wish, *, label: str) -> Entry:
    seed = scenario.seed if wish.seed is None else wish.seed
    return Entry(label, scenario, seed, wish.worlds or scenario.worlds)


def _from_run(run: Result, wish: Wish, *, changes: Sequence[str], label: str) -> Entry:
    """A run that is there; run again if it is to be changed."""
    seed = run.seed if wish.seed is None else wish.seed
    worlds = wish.worlds or run.worlds
    every = [*wish.changes, *changes]
    if every or (seed, worlds) != (run.seed, run.worlds):
        return Entry(label, with_overrides(run.scenario, every), seed, worlds)
    return Entry(label, run.scenario, seed, worlds, run)


def _told_apart(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Number labels that would be the same."""
    count: Counter[str] = Counter()
    for entry in entries:
        count[entry.label] += 1
        number = count[entry.label]
        yield entry if number == 1 else replace(entry, label=f"{entry.label} ({number})")


def same_length(entries: Sequence[Entry]) -> list[Entry]:
    """The sides cut to the weeks that all have; what is cut has to be run again."""
    weeks = common_horizon({entry.label: entry.scenario for entry in entries})
    return [
        entry if entry.scenario.horizon_weeks == weeks else _cut(entry, weeks) for entry in entries
    ]


def _cut(entry: Entry, weeks: int) -> Entry:
    shorter = with_overrides(entry.scenario, [f"horizon_weeks={weeks}"])
    return replace(entry, scenario=shorter, stored=None)


def run_here(entries: Sequence[Entry]) -> list[Side]:
    """Run the sides in memory."""
    results: list[Result] = [
        entry.stored or run_worlds(entry.scenario, worlds=entry.worlds, seed=entry.seed)
        for entry in entries
    ]
    return [seen(entry.label, result) for entry, result in zip(entries, results, strict=True)]


def run_in_parts(
    entries: Sequence[Entry], parts: Parts, *, place: Place, progress: Progress | None = None
) -> list[Side]:
    """Run the sides into parts on disk; ``progress`` is told of the worlds of all that are run."""
    plans = [Plan(entry.scenario, entry.seed) for entry in entries]
    sides, before = [], 0
    for number, (entry, plan) in enumerate(zip(entries, plans, strict=True)):
        result = entry.stored
        if result is None:
            told = _after(before, progress)
            blocks = blocks_of(entry.worlds)
            kept = run_into(parts, plan, blocks=blocks, place=place, progress=told, beside=plans)
            folder = parts.place / f"columns-{number}"
            result = put_together(entry.scenario, entry.seed, parts=kept.parts(), folder=folder)
            before += entry.worlds
        sides.append(seen(entry.label, result, executor=place.executor))
    return sides


def _after(before: int, progress: Progress | None) -> Progress | None:
    if progress is None:
        return None
    return lambda done: progress(before + done) if done or not before else None


def worlds_to_run(entries: Sequence[Entry]) -> int:
    """How many worlds have to be run in all."""
    return sum(entry.worlds for entry in entries if entry.stored is None)
