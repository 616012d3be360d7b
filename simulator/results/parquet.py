"""The tables of a folder once more as Parquet, for programs that prefer it (extra ``parquet``)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from simulator.errors import RequestError
from simulator.results.dictionary import COLUMNS, describe
from simulator.results.folder import read_manifest

_ENDING: Final = ".parquet"


def write_parquet(folder: Path, place: Path) -> list[str]:
    """Write each table of a run's or experiment's folder into ``place``; name the files.

    A column carries its unit and meaning as metadata; an empty cell is a null. A table must fit
    into memory. Raises ``RequestError`` where pyarrow is not installed.
    """
    try:
        from pyarrow import csv, parquet, schema
    except ImportError as error:
        raise RequestError(
            "Parquet needs pyarrow: pip install 'sanctions-simulator[parquet]'"
        ) from error
    place.mkdir(parents=True, exist_ok=True)
    empty_is_null = csv.ConvertOptions(strings_can_be_null=True)
    names = []
    for name in sorted(read_manifest(folder)["files"]):
        if "/" in name or not name.endswith(".csv") or name == COLUMNS:
            continue
        table = csv.read_csv(folder / name, convert_options=empty_is_null)
        fields = [field.with_metadata(_told(name, field.name)) for field in table.schema]
        target = place / f"{name.removesuffix('.csv')}{_ENDING}"
        parquet.write_table(table.cast(schema(fields)), target)
        names.append(target.name)
    return names


def _told(file: str, column: str) -> dict[str, str]:
    found = describe(file, column)
    return {"unit": found.unit, "meaning": found.meaning}
