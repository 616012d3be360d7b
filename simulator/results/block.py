"""What one block of worlds hands on: a row a world, a row a deal, and weekly summaries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.agents.cast import Cast
from simulator.agents.deals import KEPT, OUTCOMES, SNAPPED_BACK
from simulator.agents.ladder import NO_RUNG
from simulator.agents.sender import Sender
from simulator.model.rounding import Index, Ints, at_most, count_up
from simulator.results.weekly import WeeklySummary

Column = npt.NDArray[Any]


@dataclass(frozen=True)
class BlockResult:
    """The tables of a block; whole-number columns hold -1 where there is no value."""

    outcomes: dict[str, Column]
    deals: dict[str, Column]
    weekly: WeeklySummary


def outcomes(cast: Cast, *, first_world: int, worlds: int) -> dict[str, Column]:
    """A value for each of the first ``worlds`` of the block, by column of ``outcomes.csv``."""
    columns: dict[str, Column] = {"world": first_world + np.arange(cast.draws.worlds)}
    for part in (_people, _money, _talks, _by_class_and_sender, _utilities):
        columns |= dict(part(cast))
    columns |= {f"param_{path}": drawn for path, drawn in cast.draws.drawn.items()}
    return {name: values[:worlds] for name, values in columns.items()}


def _people(cast: Cast) -> Iterator[tuple[str, Column]]:
    ledger, untouched = cast.stage.target.ledger, cast.stage.target.untouched
    yield "released", count_up(ledger.released)
    yield "gestures", count_up(ledger.gestures)
    yield "arrested", count_up(ledger.arrested)
    yield "term_ended", count_up(ledger.term_ended)
    yield "held_start", count_up(ledger.start)
    yield "held_end", count_up(ledger.held)
    yield "held_end_without_talks", count_up(untouched.held)
    yield "net_effect", count_up(untouched.held) - count_up(ledger.held)


def _money(cast: Cast) -> Iterator[tuple[str, Column]]:
    value = cast.recorder.relief_value
    released = count_up(cast.stage.target.ledger.released)
    yield "relief_value_usd_m", value
    some = released > 0
    yield "price_per_prisoner_usd_m", np.where(some, value / np.where(some, released, 1), np.nan)
    yield "reliance_start", cast.stage.relief.reliance_at_start
    yield "reliance_end", cast.stage.relief.reliance


def _talks(cast: Cast) -> Iterator[tuple[str, Column]]:
    senders = list(cast.senders.values())
    none = np.zeros(cast.draws.worlds, dtype=np.int64)
    n = cast.draws.worlds
    yield "deals", sum((s.dossier.book.agreements(n) for s in senders), none)
    yield "breakdowns", sum((s.dossier.breakdowns for s in senders), none)
    yield "breaches_by_target", sum((s.dossier.breaches_by_target for s in senders), none)
    yield "breaches_by_senders", sum((s.dossier.breaches_by_sender for s in senders), none)
    yield "snapbacks", sum((s.dossier.snapbacks for s in senders), none)
    first = np.full(n, np.iinfo(np.int64).max)
    for sender in senders:
        first = np.minimum(first, sender.dossier.book.first_week(n))
    yield "first_deal_week", np.where(first == np.iinfo(np.int64).max, -1, first)


def _by_class_and_sender(cast: Cast) -> Iterator[tuple[str, Column]]:
    target = cast.stage.target
    for name, people in zip(target.classes, target.ledger.released, strict=True):
        yield f"released_{name}", people
    for name, sender in cast.senders.items():
        freed = sender.dossier.book.people_freed(cast.draws.worlds)
        yield f"released_to_{name}", count_up(freed)
    for name, sender in cast.senders.items():
        ladder = sender.dossier.ladder
        for rung, week in zip(ladder.names, ladder.completed_week, strict=True):
            yield f"week_{name}_{rung}", week


def _utilities(cast: Cast) -> Iterator[tuple[str, Column]]:
    yield "utility_target_usd_m", cast.recorder.targets_utility()
    for name, sender in cast.senders.items():
        yield f"utility_{name}", sender.utility()


def deals(cast: Cast, *, first_world: int, worlds: int) -> dict[str, Column]:
    """The deals of the first ``worlds``, by column of ``deals.csv``, in order of world and week."""
    parts = [_deals_of(sender, cast, worlds) for sender in cast.senders.values()]
    parts = parts or [_no_deals(cast)]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((columns["agreed_week"], columns["world"]))
    columns = {name: values[order] for name, values in columns.items()}
    columns["world"] = columns["world"] + first_world
    return columns


def _deals_of(sender: Sender, cast: Cast, worlds: int) -> dict[str, Column]:
    book, ladder = sender.dossier.book, sender.dossier.ladder
    rows = np.flatnonzero(book["world"][: book.rows] < worlds)
    rung, extra = book["rung"][rows], book["extra"][rows]
    columns = {
        "world": book["world"][rows],
        "sender": np.full(len(rows), sender.name, dtype=object),
        "rung": _joined(ladder.names, rung, extra, "+"),
        "rung_name": _joined(ladder.labels, rung, extra, " and "),
        "agreed_week": book["agreed_week"][rows],
        "round": book["round"][rows],
        "zopa_low": book["lo"][rows],
        "zopa_high": book["hi"][rows],
        "prisoners": book["prisoners"][rows],
        "released": book["released"][rows],
    }
    for name, people in zip(cast.stage.target.classes, book.freed, strict=True):
        columns[f"released_{name}"] = people[rows]
    columns["relief_week"] = book["completed_week"][rows]
    columns["outcome"] = np.array(OUTCOMES, dtype=object)[_final_outcomes(sender, rows)]
    return columns


def _no_deals(cast: Cast) -> dict[str, Column]:
    """The columns of the deals where nobody is at the table."""
    words = ("sender", "rung", "rung_name", "outcome")
    before = ("world", "sender", "rung", "rung_name", "agreed_week", "round", "zopa_low")
    after = ("zopa_high", "prisoners", "released")
    classes = [f"released_{name}" for name in cast.stage.target.classes]
    names = (*before, *after, *classes, "relief_week", "outcome")
    return {name: np.zeros(0, dtype=object if name in words else np.int64) for name in names}


def _joined(names: tuple[str, ...], rung: Ints, extra: Ints, sign: str) -> Column:
    """The name of each deal's rung; of both, where an offer was sweetened."""
    table = np.array([*names, ""], dtype=object)  # NO_RUNG is the last place
    joined: Column = table[rung] + np.where(extra == NO_RUNG, "", sign) + table[extra]
    return joined


def _final_outcomes(sender: Sender, rows: Index) -> Ints:
    """Outcomes at the end: a completed deal is kept if its relief still stands."""
    book, relief = sender.dossier.book, sender.dossier.stage.relief
    outcome = book["outcome"][rows].copy()
    worlds = book["world"][rows]
    for row, k in enumerate(sender.dossier.ladder.own):
        stands = at_most(book.goals[row, rows], relief.legal[k, worlds])
        raised = book.goals[row, rows] > book.start_levels[row, rows]
        outcome[(outcome == KEPT) & raised & ~stands] = SNAPPED_BACK
    return outcome
