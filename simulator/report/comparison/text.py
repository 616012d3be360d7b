"""A comparison in the terminal and in ``summary.txt``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from simulator.report import words
from simulator.report.comparison.divergence import divergence_sentences
from simulator.report.comparison.sentences import how_sure, of_what, sentences
from simulator.report.comparison.table import Table, tables
from simulator.report.language import tr

if TYPE_CHECKING:
    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.divergence import Divergence

_WIDTH: Final = 80
_ASCII: Final = str.maketrans({"−": "-", "–": "-", "“": '"', "”": '"', "’": "'", "…": "..."})


def title(compared: Compared) -> str:
    """Name what is compared with what."""
    base, *others = (f"“{one}”" for one in titles(compared))
    return tr("{others} against {base}", others=words.listed(others), base=base)


def titles(compared: Compared) -> list[str]:
    """The titles of the scenarios, the first one's first; their labels where titles are alike."""
    found = [side.scenario.title for side in compared.sides]
    if all(found) and len(set(found)) == len(found):
        return found
    return [side.label for side in compared.sides]


def setting(compared: Compared) -> str:
    """Say how many worlds of what length are compared."""
    scenario = compared.base.scenario
    parts = {
        "worlds": words.count(compared.worlds, "world", "worlds"),
        "weeks": words.count(scenario.horizon_weeks, "week", "weeks"),
        "start": words.full_date(scenario.start),
    }
    if compared.paired:
        return tr(
            "{worlds} of {weeks} from {start}; the same luck in each, world by world.", **parts
        )
    return tr("{worlds} of {weeks} from {start}; unpaired.", **parts)


def summary(compared: Compared, found: Sequence[Divergence] = ()) -> str:
    """Tell what differs in words; ends with a newline."""
    lines = [*_wrap(title(compared)), *_wrap(setting(compared))]
    for note in compared.notes:
        lines += _wrap(note)
    lines += ["", "WHAT DIFFERS", *_wrap(of_what(), first="  ", rest="  ")]
    for sentence in sentences(compared):
        lines += _wrap(sentence, first="  - ", rest="    ")
    if found:
        lines += ["", "WHERE WORLDS PART"]
    for one in found:
        for sentence in divergence_sentences(compared, one):
            lines += _wrap(sentence, first="  - ", rest="    ")
    for table in tables(compared):
        lines += ["", *_table(table)]
    lines += ["", "HOW SURE"]
    for sentence in how_sure(compared):
        lines += _wrap(sentence, first="  ", rest="  ")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _wrap(text: str, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text.translate(_ASCII), _WIDTH, initial_indent=first, subsequent_indent=rest
    )


def _table(table: Table) -> Iterator[str]:
    """Outcomes in lines of two: the name with the difference, below it both scenarios."""
    head = f"ALL OUTCOMES: {table.other} against {table.base}"
    yield from _wrap(head)
    yield f"  difference of means ({words.confidence()}); higher, equal, lower in so many worlds"
    for row in table.rows:
        shares = f"; {row.shares}" if row.shares != words.NONE else ""
        yield from _wrap(f"{row.name}: {row.difference}{shares}", first="  ", rest="      ")
    yield f"  medians and {words.middle_of_worlds()}"
    for row in table.rows:
        both = f"{row.name}: {row.other}, against {row.base}"
        yield from _wrap(both, first="  ", rest="      ")
