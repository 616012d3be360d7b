"""Figures, page and words of a run; nothing heavy is imported until it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.report.picture import Picture
    from simulator.report.summary import summary_text
    from simulator.report.tables import RunTables
    from simulator.report.write import draw, write_report

__all__ = ["Picture", "RunTables", "draw", "summary_text", "write_report"]

_HOMES = {
    "Picture": "picture",
    "RunTables": "tables",
    "draw": "write",
    "summary_text": "summary",
    "write_report": "write",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"simulator.report.{_HOMES[name]}"), name)
