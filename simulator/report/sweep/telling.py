"""Points, values and extremes of a sweep in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.randomness import TILE
from simulator.report import words
from simulator.report.language import tr
from simulator.report.measures import told_apart
from simulator.report.sensitivity import names
from simulator.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from simulator.analysis.sweep.sweep import Sweep


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


def amount(number: float) -> str:
    """A number of an outcome, with as many decimals as its size needs.

    >>> amount(1234.4), amount(0.1234), amount(-12.34)
    ('1,234', '0.12', '−12')
    """
    size = abs(number)
    return words.decimal(number, 0 if size >= 10 else 1 if size >= 1 else 2)


def point(sweep: Sweep, row: pd.Series[Any]) -> str:
    """Where a point lies, such as ``restock 0, Minsk: concession linear``."""
    told = (
        f"{names.parameter(axis.path, sweep.scenario)} {value(row[axis.path])}"
        for axis in sweep.axes
    )
    return ", ".join(told)


def median(row: pd.Series[Any]) -> str:
    """A median with its Monte Carlo error."""
    return f"{amount(row['p50'])} (± {amount(row['median_error'])})"


def title(sweep: Sweep, outcome: str) -> str:
    """The finding: between which points the median is least and greatest."""
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
        return tr(
            "{outcome}: no difference between points can be told; medians lie from {low} to {high}",
            outcome=said,
            low=median(low),
            high=median(high),
        )
    return tr(
        "{outcome}: the median goes from {low} at {first} to {high} at {last}",
        outcome=said,
        low=median(low),
        first=point(sweep, low),
        high=median(high),
        last=point(sweep, high),
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
        "± is the Monte Carlo error of a median (one standard error): how well so many worlds show "
        "it. How far worlds differ is another matter; the quantiles in sweep.csv say it. "
        "Differences from the first point are taken world by world, so luck that both share falls "
        "out of their error."
    )
