"""What a calibration learned, and history laid over what the scenario foresees before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from simulator.analysis.calibration import Calibration
from simulator.analysis.foresight import Case
from simulator.analysis.predictive import POSTERIOR, PRIOR
from simulator.report import words
from simulator.report.axes import Label, counted, date_axis, end_labels
from simulator.report.hindcast_view import QUANTITIES, quantity_name, rung_name
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sensitivity import names
from simulator.report.style import FAINT, INK, QUIET, SENDERS, fitted, house_style, sheet
from simulator.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BEFORE: Final = QUIET
_AFTER: Final = SENDERS[0]
_MOST: Final = 16
_ROW: Final = 0.36  # inches
_PANEL, _GAP = 1.5, 0.62


def facts_of(done: Calibration) -> dict[str, Any]:
    """What the foot of a figure says."""
    bank = done.bank
    return {
        "name": bank.scenario.name, "worlds": bank.worlds, "seed": bank.seed,
        "version": __version__,
    }  # fmt: skip


def learned_figure(done: Calibration) -> Picture:
    """Draw the parameters that were learned most, before against after."""
    numbers = done.learned["kind"] == "number"
    rows = done.learned[numbers & done.is_learned].head(_MOST)
    rows = rows if len(rows) else done.learned[numbers].head(5)
    table = rows.assign(
        z_low=_z(done, rows, 0.1), z_mid=_z(done, rows, 0.5), z_high=_z(done, rows, 0.9)
    )
    title = _finding(done)
    with house_style():
        note = tr(
            "On the prior's own scale: {zero} is the middle of the prior and a grey bar holds its "
            "{middle}. Blue: the {middle} and the median after calibration; at the right in the "
            "number's own unit. The most learned first.",
            zero=0,
            middle=words.middle(),
        )
        page = sheet(title, note, facts_of(done), height=1.75 + _ROW * len(table))
        axes = page.axes(3.05, 5.55, bottom=page.bottom + 0.42, top=page.top - 0.22)
        _bars(axes, table)
        _names(axes, page, done, table)
    return Picture("posterior", title, page.figure, table, _alt(done, title, table))


def _finding(done: Calibration) -> str:
    learned = int(done.is_learned.sum())
    return tr(
        "{learned} of {all} learned from {observed} observed numbers; the others keep their prior",
        learned=words.count(learned, "parameter", "parameters"),
        all=len(done.parameters),
        observed=len(done.bank.features),
    )


def _z(done: Calibration, rows: pd.DataFrame, at: float) -> list[float]:
    """A quantile of each parameter after calibration, on the normal scale."""
    found = {one.path: after for one, after in zip(done.parameters, done.after, strict=True)}
    values = []
    for path in rows["path"]:
        z = found[path][:, 0]
        order = np.argsort(z, kind="stable")
        upto = np.cumsum(done.kept.weights[order])
        values.append(float(z[order][np.searchsorted(upto, at * upto[-1])]))
    return values


def _bars(axes: Axes, table: pd.DataFrame) -> None:
    for place, (_, row) in enumerate(table.iterrows()):
        y = len(table) - 1 - place
        axes.barh(y, 2.563, left=-1.2816, height=0.62, color=FAINT, lw=0)
        axes.barh(
            y, row["z_high"] - row["z_low"], left=row["z_low"], height=0.3, color=_AFTER, lw=0
        )
        axes.plot([row["z_mid"]] * 2, [y - 0.22, y + 0.22], color="white", lw=1.6)
    axes.axvline(0, color=QUIET, lw=0.8, zorder=0.5)
    axes.set_ylim(-0.5, len(table) - 0.5)
    axes.set_xlim(-3, 3)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(tr("standard deviations of the prior (normal scale)"), size=8.5)


def _names(axes: Axes, page: Any, done: Calibration, table: pd.DataFrame) -> None:
    low, high = axes.get_position().y0, axes.get_position().y1
    tall = float(page.figure.get_figheight())
    page.write(0.18, page.top - 0.12, tr("number and unit"), size=8.5, color=QUIET)
    heading = tr("before → after ({middle})", middle=words.middle())
    page.write(5.7, page.top - 0.12, heading, size=8.5, color=QUIET)
    for place, (_, row) in enumerate(table.iterrows()):
        y = (high - (place + 0.5) / len(table) * (high - low)) * tall
        name = fitted(parameter_name(done, row["path"]), 8.5, 2.8)[0]
        unit = names.parameter_unit(row["path"])
        page.write(0.18, y + (0.07 if unit else 0), name, size=8.5, va="center")
        page.write(0.18, y - 0.08, unit, size=7.5, va="center", color=QUIET)
        told = " → ".join("–".join(_ends(row, of)) for of in ("prior", "posterior"))
        page.write(5.7, y, told, size=8, va="center")


def parameter_name(done: Calibration, path: str) -> str:
    """What a parameter is called where it is read; tables keep its path."""
    return names.parameter(path, done.bank.scenario)


def span_of(row: pd.Series[Any], of: str) -> str:
    """The middle 80% of a number before (``prior``) or after (``posterior``)."""
    return words.span(*_ends(row, of))


def _ends(row: pd.Series[Any], of: str) -> tuple[str, str]:
    low, high = (float(row[f"{of}_{end}"]) for end in ("p10", "p90"))
    return words.three_figures(low), words.three_figures(high)


def words_of(row: pd.Series[Any], of: str) -> str:
    """How likely each option of a word is before or after."""
    return str(row[of]).replace("_", " ")


def predictive_figure(done: Calibration, table: pd.DataFrame) -> Picture:
    """Draw counts and rungs over time, before and after, and history over them."""
    case = done.bank.case
    counts = [name for name in QUANTITIES if name in set(table["quantity"])]
    rungs = [e.quantity for e in case.scored if e.kind == "rung" and e.value]
    panels = [*counts, *(["rungs"] if rungs else [])]
    title = tr("History over what the scenario foresees, before and after calibration")
    with house_style():
        rows = -(-len(panels) // 2)
        note = tr(
            "Black: observed. Grey: median and {middle} on parameters of the prior. Blue: the same "
            "after calibration (fresh worlds, so their luck is not history's).",
            middle=words.middle_of_worlds(),
        )
        page = sheet(title, note, facts_of(done), height=1.25 + rows * (_PANEL + _GAP))
        for place, name in enumerate(panels):
            upper = page.top - 0.2 - (place // 2) * (_PANEL + _GAP)
            left = 0.85 if place % 2 == 0 else 4.65
            right = left + 3.05
            if name == "rungs":  # whose names stand at the right
                right = 6.0 if place % 2 == 0 and place == len(panels) - 1 else right - 1.2
            axes = page.axes(left, right, bottom=upper - _PANEL, top=upper)
            if name == "rungs":
                _rungs(axes, case, table, rungs)
            else:
                _count(axes, case, table, name)
            date_axis(axes, case.scenario.start, case.until + 1, labels=5)
            if name == "rungs":
                end_labels(axes, _rung_labels(case, table, rungs), width=7.9 - right, size=8)
    named = [*map(quantity_name, counts), *([tr("rungs")] if rungs else [])]
    alt = tr("{title}. Panels: {panels}.", title=title, panels=", ".join(named))
    return Picture("predictive", title, page.figure, table, alt)


def _count(axes: Axes, case: Case, table: pd.DataFrame, quantity: str) -> None:
    rows = table[table["quantity"] == quantity]
    for source, colour, alpha in ((PRIOR, _BEFORE, 0.18), (POSTERIOR, _AFTER, 0.26)):
        part = rows[rows["source"] == source]
        axes.fill_between(part["week"], part["p10"], part["p90"], color=colour, alpha=alpha, lw=0)
        axes.plot(part["week"], part["p50"], color=colour, lw=1.4)
    seen = [each for each in case.scored if each.quantity == quantity]
    off = [[e.value - e.low for e in seen], [e.high - e.value for e in seen]]
    axes.errorbar([e.week for e in seen], [e.value for e in seen], yerr=off, fmt="o", ms=4,
                  color=INK, elinewidth=1.1, clip_on=False, zorder=5)  # fmt: skip
    low, high = float(rows["p10"].min()), float(rows["p90"].max())
    high = max([high, *(e.high for e in seen)])
    axes.set_ylim(0.97 * low if low > high / 2 else 0, 1.05 * high)
    axes.set_title(quantity_name(quantity), loc="left", size=9, color=QUIET, pad=4)
    counted(axes.yaxis)


def _rungs(axes: Axes, case: Case, table: pd.DataFrame, rungs: list[str]) -> None:
    for place, name in enumerate(rungs):
        rows = table[table["quantity"] == name]
        for source, colour in ((PRIOR, _BEFORE), (POSTERIOR, _AFTER)):
            part = rows[rows["source"] == source]
            axes.plot(
                part["week"], 100 * part["mean"], color=colour, lw=1.4, ls=("-", "--")[place % 2]
            )
        came = next(each.week for each in case.scored if each.quantity == name)
        level = float(rows[(rows["source"] == POSTERIOR) & (rows["week"] == came)]["mean"].iloc[0])
        axes.plot([came], [100 * level], "o", color=INK, ms=4, zorder=5)
    axes.set_ylim(0, 100)
    axes.set_title(
        tr("rung reached, {percent} of worlds", percent="%"), loc="left", size=9, color=QUIET, pad=4
    )


def _rung_labels(case: Case, table: pd.DataFrame, rungs: list[str]) -> list[Label]:
    """The names of the rungs, each beside the end of its line after calibration."""
    after = table[table["source"] == POSTERIOR]
    ends = (100 * float(after[after["quantity"] == name]["mean"].iloc[-1]) for name in rungs)
    named = (rung_name(name.partition(":")[2], case.scenario) for name in rungs)
    return [Label(end, name, _AFTER) for end, name in zip(ends, named, strict=True)]


def _alt(done: Calibration, title: str, table: pd.DataFrame) -> str:
    told = [
        tr(
            "{parameter} {before} before, {now} after",
            parameter=parameter_name(done, row["path"]),
            before=span_of(row, "prior"),
            now=span_of(row, "posterior"),
        )
        for _, row in table.iterrows()
    ]
    return f"{title}. {'; '.join(told)}."
