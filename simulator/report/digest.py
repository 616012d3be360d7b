"""A long table cut down to what a reader looks through; the whole stays in the file beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from simulator.report.document import Table, cells
from simulator.report.language import tr
from simulator.report.words import spelled, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_QUARTER: Final = 13
_MOST: Final = 120


def digest(
    table: pd.DataFrame, file: str, *, name: str, named: Mapping[str, str] | None = None
) -> Table:
    """Cut a table down: of weekly rows every thirteenth week and the last, then the first rows.

    ``named`` says what names of a scenario file, which the whole table keeps, are called.
    """
    said = named or {}
    kept, caption = table, tr("All rows; also in {file}.", file=file)
    if len(table) > 4 * _QUARTER and "week" in table:
        kept = _quarterly(table)
        caption = tr(
            "One week in {n} and the last; every week is in {file}.", n=spelled(_QUARTER), file=file
        )
    if len(kept) > _MOST:
        kept = kept.iloc[:_MOST]
        caption = tr(
            "The first {n} rows; all {rows} are in {file}.",
            n=whole(_MOST),
            rows=whole(len(table)),
            file=file,
        )
    rows = tuple(
        cells([said.get(text := _cell(value), text) for value in row], own=True)
        for row in kept.itertuples(index=False)
    )
    label = tr("Table behind the figure: {name}", name=name)
    return Table(label, caption, tuple(str(column) for column in kept.columns), rows)


def _quarterly(table: pd.DataFrame) -> pd.DataFrame:
    """Keep quarters and the last week of a series, and every row that is no week of a series."""
    weeks = table["week"]
    repeats = table["row"] == "held" if "row" in table else weeks.notna()
    kept = ~repeats | (weeks % _QUARTER == 0) | (weeks == weeks[repeats].max())
    quarterly: pd.DataFrame = table.loc[kept.astype(bool)]
    return quarterly


def _cell(value: Any) -> str:
    if str(value) in ("None", "nan", "<NA>", "NaT"):
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.4g}"
    return str(value)
