"""Runs and pages back from their folders."""

from __future__ import annotations

from pathlib import Path

from simulator.api.run import Run
from simulator.results.folder import read_manifest, read_result, versions
from simulator.results.run import TABLES


def read_run(folder: str | Path) -> Run:
    """A run back from its folder, with tables as pandas frames."""
    path = Path(folder)
    manifest = read_manifest(path)
    return Run(read_result(path), command=str(manifest["command"]), until=manifest.get("until"))


def page_of(folder: str | Path) -> str:
    """The page of any folder of this program once more, as HTML: a run's or an experiment's.

    In the language that ``report.language.speaking`` has chosen; a run's is worked out anew.
    """
    from simulator.report.kept import kept_page
    from simulator.report.language import ENGLISH, spoken

    path = Path(folder)
    manifest = read_manifest(path)
    if "experiment" in manifest or not {f"{name}.csv" for name in TABLES} <= {*manifest["files"]}:
        return kept_page(path)
    made = (manifest.get("language", ENGLISH), manifest.get("versions"))
    same = made == (spoken(), versions())
    kept = {one.stem: one.read_bytes() for one in path.glob("figures/*.svg")} if same else {}
    return read_run(path).html(kept)
