"""A long table cut down to what a reader looks through; the whole stays in the file beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas as pd

_QUARTER: Final = 13
_MOST: Final = 120


@dataclass(frozen=True)
class Digest:
    """Rows of a table as text, and a caption that says what was left out."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def digest(table: pd.DataFrame, file: str) -> Digest:
    """Cut a table down: of weekly rows every thirteenth week and the last, then the first rows."""
    kept, caption = table, f"All rows; also in {file}."
    if len(table) > 4 * _QUARTER and "week" in table:
        kept = _quarterly(table)
        caption = f"One week in {_QUARTER} and the last; every week is in {file}."
    if len(kept) > _MOST:
        kept = kept.iloc[:_MOST]
        caption = f"The first {_MOST} rows; all {len(table):,} are in {file}."
    rows = tuple(tuple(_cell(value) for value in row) for row in kept.itertuples(index=False))
    return Digest(caption, tuple(str(column) for column in kept.columns), rows)


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
