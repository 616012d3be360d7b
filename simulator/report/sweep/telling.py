"""Points, values and extremes of a sweep in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from simulator.randomness import TILE
from simulator.report import words
from simulator.report.language import tr
from simulator.report.measures import Z95, beyond_chance, told_apart
from simulator.report.sensitivity import names
from simulator.scenario.grounds import stated_range
from simulator.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from simulator.analysis.sweep.sweep import Sweep
    from simulator.analysis.varied.axis import Axis

OUTSIDE: Final = "†"
"""What marks a value outside the range that the scenario itself states."""


def value(given: object) -> str:
    """A value of an axis.

    >>> value(0.05), value("tit_for_tat"), value(1200.0), value("potash+banks")
    ('0.05', 'tit for tat', '1,200', 'potash, banks')
    >>> value(0.00064291), value(5.561)
    ('0.00064', '5.56')
    """
    if isinstance(given, str):
        return given.replace("_", " ").replace("+", ", ")
    assert isinstance(given, int | float), "axes have words or numbers"
    size = abs(given)
    text = f"{given:,.0f}" if size >= 100 else f"{given:.3g}" if size >= 0.01 else f"{given:.2g}"
    return text.replace("-", "−")


def outside(sweep: Sweep, axis: Axis, given: object) -> bool:
    """Whether a value lies outside the range that the scenario itself states, if it states one."""
    stated = stated_range(sweep.scenario, axis.path)
    return (
        stated is not None
        and isinstance(given, int | float)
        and not stated[0] <= given <= stated[1]
    )


def marked(sweep: Sweep, axis: Axis, given: object) -> str:
    """A value of an axis, with a mark where the scenario's own range does not hold it."""
    return f"{value(given)}{OUTSIDE}" if outside(sweep, axis, given) else value(given)


def mark_told(sweep: Sweep) -> str:
    """What the mark means, with the ranges it is about; nothing where no value is marked."""
    told = [
        tr(
            "{number} {range}",
            number=names.parameter(axis.path, sweep.scenario),
            range=words.span(value(stated[0]), value(stated[1])),
        )
        for axis in sweep.axes
        if (stated := stated_range(sweep.scenario, axis.path))
        and any(outside(sweep, axis, given) for given in sweep.table[axis.path])
    ]
    if not told:
        return ""
    return tr(
        "{mark}: outside the range that the scenario itself states ({ranges}).",
        mark=OUTSIDE,
        ranges="; ".join(told),
    )


def with_mark(sweep: Sweep, note: str) -> str:
    """A note, and after it what the mark means where a value has it."""
    return f"{note} {mark_told(sweep)}".rstrip()


def amount(number: float, *, give_or_take: float = 0.0) -> str:
    """A number of an outcome, with as many decimals as its size needs and its error allows.

    >>> amount(1234.4), amount(0.1234), amount(-12.34), amount(-3.96, give_or_take=13.0)
    ('1,234', '0.12', '−12', '−4')
    """
    size = max(abs(number), give_or_take)
    return words.decimal(number, 0 if size >= 10 else 1 if size >= 1 else 2)


def error(standard: float) -> str:
    """How far chance may have moved a number (95%), from its standard error.

    >>> error(10.0), error(0.5)
    ('20', '0.98')
    """
    return amount(Z95 * standard)


def point(sweep: Sweep, row: pd.Series[Any]) -> str:
    """Where a point lies, such as ``restock 0, Minsk: concession linear``."""
    told = (
        f"{names.parameter(axis.path, sweep.scenario)} {marked(sweep, axis, row[axis.path])}"
        for axis in sweep.axes
    )
    return ", ".join(told)


def with_error(number: float, standard: float) -> tuple[str, str]:
    """A number, and how far chance may have moved it (95%), from its standard error.

    >>> with_error(8.04, 8.0)
    ('8', '16')
    """
    return amount(number, give_or_take=Z95 * standard), error(standard)


def median(row: pd.Series[Any]) -> str:
    """A median with its Monte Carlo error (95%)."""
    return "{} (± {})".format(*with_error(row["p50"], row["median_error"]))


def gap(row: pd.Series[Any]) -> str:
    """The mean difference from the first point with its Monte Carlo error (95%); none of itself."""
    if row["point"] == 0:
        return words.NONE
    return "{} (± {})".format(*with_error(row["gap"], row["gap_error"]))


def title(sweep: Sweep, outcome: str) -> str:
    """The finding: between which points medians differ, or means do world by world."""
    rows = sweep.of(outcome)
    some = rows[rows["p50"].notna()]
    said = words.capital(names.outcome(outcome))
    if some.empty:
        return tr("{outcome} has a value at no point", outcome=said)
    low, high = (some.iloc[int(some["p50"].argmin())], some.iloc[int(some["p50"].argmax())])
    if low["p50"] == high["p50"]:
        return tr(
            "{outcome}: the median is {amount} at every point",
            outcome=said,
            amount=amount(low["p50"]),
        )
    ends = [(float(end["p50"]), float(end["median_error"])) for end in (low, high)]
    if not told_apart(*ends, among=len(some)):
        return _medians_alike(sweep, rows, outcome=said, low=median(low), high=median(high))
    return tr(
        "{outcome}: medians differ between points, such as {low} at {first} and {high} at {last}",
        outcome=said,
        low=median(low),
        first=point(sweep, low),
        high=median(high),
        last=point(sweep, high),
    )


def _medians_alike(sweep: Sweep, rows: pd.DataFrame, *, outcome: str, low: str, high: str) -> str:
    """Where medians do not differ for certain: whether means do, in the same worlds."""
    others = rows[rows["point"] > 0]
    gaps = zip(others["gap"], others["gap_error"], strict=True)
    told = others[np.array([beyond_chance(*one, among=len(others)) for one in gaps], dtype=bool)]
    if told.empty:
        return tr(
            "{outcome}: no difference between points can be told; medians lie from {low} to {high}",
            outcome=outcome,
            low=low,
            high=high,
        )
    furthest = told.iloc[int(told["gap"].abs().argmax())]
    return tr(
        "{outcome}: in the same worlds the mean differs from the first point, such as by {gap} at "
        "{point}; medians, from {low} to {high}, are too unsure to tell",
        outcome=outcome,
        gap=gap(furthest),
        point=point(sweep, furthest),
        low=low,
        high=high,
    )


def alt(title: str, sweep: Sweep, rows: pd.DataFrame) -> str:
    """A figure in words: its finding, and the median of each point."""
    told = (f"{point(sweep, row)}: {median(row)}" for _, row in rows.iterrows())
    return tr(
        "{title}. Medians with Monte Carlo errors: {points}.", title=title, points="; ".join(told)
    )


def facts(sweep: Sweep) -> dict[str, Any]:
    """What the foot of a figure says."""
    return {
        "name": sweep.scenario.name,
        "worlds": sweep.worlds,
        "seed": sweep.seed,
        "version": __version__,
    }


def each(sweep: Sweep) -> str:
    """How many worlds a point has, for notes."""
    return tr("Each point: the same {n} worlds", n=words.whole(sweep.points.tiles * TILE))


def how_sure() -> str:
    """What the errors stand for."""
    return tr(
        "± is Monte Carlo error ({confidence}): how far a median, or a mean difference, would move "
        "with other seeds. How far worlds differ is another matter; the quantiles in sweep.csv say "
        "it. Differences from the first point are taken world by world, so luck that both share "
        "falls out of their error.",
        confidence=words.confidence(),
    )
