"""What relief has been worth so far for each person freed: gross, and net of those arrested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from simulator.report import words
from simulator.report.axes import (
    band,
    date_axis,
    how_to_read,
    labels_that_fit,
    mark_events,
    size_of,
)
from simulator.report.labels import as_date, labels_of
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sample import looked_at, over_worlds, which_worlds
from simulator.report.sizes import is_narrow, room
from simulator.report.style import SENDERS, Sheet, empty_panel, fitted, house_style, ink, sheet
from simulator.report.tables import RunTables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.model.rounding import Floats


_COLOURS: Final = {"gross": SENDERS[0], "net": SENDERS[1]}

_NOTHING: Final = 1e-9


def price(tables: RunTables) -> Picture:
    """Draw the price of a prisoner week by week, per person released and per person fewer held."""
    prices = prices_so_far(tables)
    rows = {name: over_worlds(values) for name, values in prices.items()}
    title = _finding(tables, prices)
    note = tr(
        "{bands} Relief: what it has brought the target so far. Fewer held: against the same world "
        "without talks. A world that gave relief for nobody counts as dearer than any: for it "
        "lines and bands leave at the top.",
        bands=f"{which_worlds(tables)}{how_to_read(tables.closely.worlds)}",
    )
    with house_style():
        page = sheet(title, note, looked_at(tables), height=6.6 if is_narrow(room()) else 4.8)
        if all(row["p50"].isna().all() for row in rows.values()):
            axes = page.axes(0.6, page.width - 0.4, bottom=page.bottom, top=page.top)
            empty_panel(axes, tr("No relief was given and nobody released."))
        else:
            _panels(page, tables, rows)
    table = pd.concat([row.assign(price=name) for name, row in rows.items()], ignore_index=True)
    table = table.replace(np.inf, np.nan).drop(columns="mean")
    return Picture("price", title, page.figure, table, which_worlds(tables) + _alt(title, rows))


def prices_so_far(tables: RunTables) -> dict[str, Floats]:
    """USD million a person by world and week: infinite where relief bought nobody, NaN without."""
    seen = tables.closely.weekly
    paid = seen["relief_value_usd_m"]
    fewer = seen["held_without_talks"] - seen["held"]
    return {"gross": _ratio(paid, seen["released"]), "net": _ratio(paid, fewer)}


def _ratio(paid: Floats, people: Floats) -> Floats:
    nothing = np.where(paid > _NOTHING, np.inf, np.nan)
    return np.divide(paid, people, out=nothing, where=people > 0)


def _panels(page: Sheet, tables: RunTables, rows: dict[str, pd.DataFrame]) -> None:
    top = _top(rows)
    foot, high, head = page.bottom + 0.42, page.top, 0.62
    if page.narrow:
        middle = (foot + high) / 2
        spots = [
            (0.75, page.width - 0.2, middle + 0.3, high - head),
            (0.75, page.width - 0.2, foot, middle - 0.12 - head),
        ]
    else:
        half = page.width / 2
        spots = [
            (0.75, half - 0.1, foot, high - head),
            (half + 0.6, page.width - 0.25, foot, high - head),
        ]
    for (left, right, low, upper), name in zip(spots, rows, strict=True):
        axes = page.axes(left, right, bottom=low, top=upper)
        _panel(axes, tables, rows[name], name=name, top=top)


def _top(rows: dict[str, pd.DataFrame]) -> float:
    """The top of both panels: room for the gross band, and for the net median if it is near."""
    gross, net = (rows[name].iloc[len(rows[name]) // 8 :] for name in ("gross", "net"))
    wide = _largest(gross["p90"]) or _largest(gross["p75"]) or _largest(gross["p50"])
    middle = _largest(net["p50"])
    return 1.25 * max(wide, min(middle, 3 * wide) if wide else middle, 0.1)


def _largest(values: pd.Series) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.max()) if len(finite) else 0.0


def _panel(axes: Axes, tables: RunTables, rows: pd.DataFrame, *, name: str, top: float) -> None:
    colour = _COLOURS[name]
    known = rows[rows["p50"].notna()]
    start, weeks = as_date(tables.facts["start"]), int(tables.facts["horizon_weeks"])
    shown = known.assign(**{end: known[end].clip(upper=2 * top) for end in ("p75", "p90")})
    shown["p50"] = shown["p50"].replace(np.inf, np.nan)
    if len(shown):
        band(axes, shown, colour)
    low = min(0.0, float(shown["p10"].replace(np.inf, np.nan).min())) if len(shown) else 0.0
    axes.set_ylim(max(low, -top / 2), top)
    axes.set_ylabel(tr("USD million a person"))
    date_axis(axes, start, weeks, labels=labels_that_fit(axes))
    mark_events(axes, labels_of(tables.facts).events, start)
    head = tr("Net: relief for each person fewer held")
    if name == "gross":
        head = tr("Gross: relief for each person released")
    _heads(axes, head, _end_text(rows), ink(colour))


def _heads(axes: Axes, name: str, ends: str, colour: str) -> None:
    """What is divided by what, and where it ends, in three lines above a panel."""
    wide, tall = size_of(axes)
    lines = [*fitted(name, 8.5, wide + 0.3, bold=True), *ends.split("\n"), ""][:3]
    for line, above in zip(lines, (0.42, 0.25, 0.09), strict=True):
        weight = "bold" if line is lines[0] else "normal"
        axes.text(0, 1 + above / tall, line, transform=axes.transAxes, va="bottom", size=8.5,
                  weight=weight, color=colour)  # fmt: skip


def _end_text(rows: pd.DataFrame) -> str:
    end = rows.iloc[-1]
    if np.isnan(end["p50"]):
        return tr("no price in any world")
    if int(end["worlds"]) == 1:
        return tr("at the end: {price}", price=_money(end["p50"]))
    return tr(
        "at the end: median {price}\n{middle}: {span}",
        price=_money(end["p50"]),
        middle=words.middle(),
        span=_span(end),
    )


def _money(value: float) -> str:
    return tr("none got") if np.isinf(value) else words.money(float(value))


def _span(end: pd.Series) -> str:
    if np.isinf(end["p90"]):
        return tr("{low} to nobody got for it", low=_money(end["p10"]))
    return words.money_range(float(end["p10"]), float(end["p90"]))


def _finding(tables: RunTables, prices: dict[str, Floats]) -> str:
    gross, net = (values[:, -1] for values in prices.values())
    gross, net = gross[~np.isnan(gross)], net[~np.isnan(net)]
    if not len(gross):
        return tr("No relief is given and nobody released, so there is no price")
    told = _gross(float(np.quantile(gross, 0.5, method="inverted_cdf")), worlds=len(gross))
    vain = int(np.isinf(net).sum())
    if not vain:
        after = float(np.quantile(net, 0.5, method="inverted_cdf"))
        return tr("{gross}; {net} for each person fewer held", gross=told, net=words.money(after))
    share = words.worlds_share(vain, tables.closely.worlds)
    return tr("{gross}; in {worlds} relief leaves no fewer held", gross=told, worlds=share)


def _gross(middle: float, *, worlds: int) -> str:
    if np.isinf(middle):
        return tr("In most worlds relief has bought no release by the end")
    price = words.money(middle)
    if worlds == 1:
        return tr("By the end {price} of relief for each person released", price=price)
    return tr(
        "By the end {price} of relief for each person released in the median world", price=price
    )


def _alt(title: str, rows: dict[str, pd.DataFrame]) -> str:
    names = {"gross": tr("gross"), "net": tr("net")}
    ends = [f"{names[name]} {_end_text(row)}".replace("\n", ", ") for name, row in rows.items()]
    return tr(
        "Two panels over time with bands over worlds. {title}. {ends}.",
        title=title,
        ends=words.capital("; ".join(ends)),
    )
