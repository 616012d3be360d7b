"""A comparison in the terminal, in ``summary.txt`` and on its page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from simulator.report import words
from simulator.report.comparison.sentences import how_sure, sentences
from simulator.report.comparison.table import Table, tables
from simulator.report.html import rendered, shown
from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.sides import Side
    from simulator.report.picture import Picture

_WIDTH: Final = 80
_ASCII: Final = str.maketrans({"−": "-", "–": "-", "“": '"', "”": '"', "’": "'", "…": "..."})
_TOPICS: Final = {
    "fans": "Held and released, scenario by scenario",
    "difference": "The difference over time",
    "tradeoff": "What relief is worth, and what it brings",
    "rungs": "When rungs are reached",
}


def title(compared: Compared) -> str:
    """Name what is compared with what."""
    return f"{words.listed([side.label for side in compared.others])} against {compared.base.label}"


def setting(compared: Compared) -> str:
    """Say how many worlds of what length are compared."""
    scenario = compared.base.scenario
    how = "the same luck in each, world by world" if compared.paired else "unpaired"
    return (
        f"{words.count(compared.worlds, 'world')} of {words.count(scenario.horizon_weeks, 'week')} "
        f"from {words.full_date(scenario.start)}; {how}."
    )


def summary(compared: Compared) -> str:
    """Tell what differs in words; ends with a newline."""
    lines = [*_wrap(title(compared)), *_wrap(setting(compared))]
    for note in compared.notes:
        lines += _wrap(note)
    lines += ["", "WHAT DIFFERS"]
    for sentence in sentences(compared):
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
    yield "  difference of means (95% interval); higher, equal, lower in so many worlds"
    for row in table.rows:
        shares = f"; {row.shares}" if row.shares != words.NONE else ""
        yield from _wrap(f"{row.name}: {row.difference}{shares}", first="  ", rest="      ")
    yield "  medians and middle 80% of worlds"
    for row in table.rows:
        both = f"{row.name}: {row.other}, against {row.base}"
        yield from _wrap(both, first="  ", rest="      ")


def page(
    compared: Compared,
    figures: Sequence[Picture],
    *,
    svgs: Mapping[str, bytes],
    command: str,
) -> str:
    """Write the page of a comparison from its figures (SVG by figure name)."""
    return rendered(
        "comparison.html.j2",
        title=title(compared),
        setting=setting(compared),
        sides=[(side.label, _side(side)) for side in compared.sides],
        notes=compared.notes,
        found=list(sentences(compared)),
        tables=list(tables(compared)),
        figures=[
            shown(figure, svgs[figure.name], topic=_TOPICS[figure.name]) for figure in figures
        ],
        sure=list(how_sure(compared)),
        command=command,
        footer=f"Made by the sanctions simulator {__version__}.",
    )


def _side(side: Side) -> str:
    scenario = side.scenario
    return (
        f"{scenario.title or scenario.name}; {words.count(side.worlds, 'world')}, seed "
        f"{side.seed}; SHA-256 of the resolved scenario {scenario.sha256}."
    )
