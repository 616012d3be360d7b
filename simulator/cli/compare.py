"""``sanctions compare``: scenarios side by side, in the same worlds."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.names import as_given, packaged_names
from simulator.cli.places import places, resumable
from simulator.cli.plugins import plugin_words, plugins
from simulator.cli.progress import progress_of

if TYPE_CHECKING:
    from simulator.analysis.comparison.entries import Entry
    from simulator.report.comparison.comparison import Comparison


@click.command(
    epilog="""\b
Examples:
  sanctions compare belarus-2025 belarus-2025-hard-line
  sanctions compare belarus-2025 'belarus-2025?senders.washington.behaviour.concession=boulware'
  sanctions compare belarus-2025 'belarus-2025?target.slip=0&prisoners.restock=0' \\
      --label 'as it is' --label 'all promises kept'
  sanctions compare reports/one reports/two -o one-against-two
"""
)
@click.argument("sides", nargs=-1, required=True, metavar="A B [C ...]",
                shell_complete=packaged_names)  # fmt: skip
@click.option("--worlds", type=click.IntRange(1, 1_000_000), help="How many worlds of each.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Where random numbers begin.")
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change a number or word in all of them; may be repeated.",
)
@click.option(
    "--label", "labels", multiple=True, metavar="TEXT", help="What to call A, then B, then C ..."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; default: reports/<B>-against-<A>-<seed>.",
)
@click.option("--force", is_flag=True, help="Replace the folder of an earlier comparison.")
@click.option("--resume", is_flag=True, help="Go on where the comparison was interrupted.")
@plugins
@places
@click.option("--quiet", is_flag=True, help="Say only where the files are.")
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
def compare(  # noqa: PLR0913 - click hands over each option
    sides: tuple[str, ...],
    *,
    worlds: int | None,
    seed: int | None,
    changes: tuple[str, ...],
    labels: tuple[str, ...],
    output: Path | None,
    force: bool,
    resume: bool,
    jobs: int | None,
    dask: str | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Compare scenarios A, B, C ... world by world; each is set beside A.

    Each is a packaged scenario's name, a scenario file or a run's folder. Behind a question mark
    stand changes of that one alone, joined by '&' (put the whole into quotation marks). World w
    has the same luck in all of them, so that differences show in far fewer worlds.
    """
    from simulator.analysis.comparison.entries import Wish, entries_of, same_length, worlds_to_run
    from simulator.api import Making, compare_to
    from simulator.engine.places import Wanted
    from simulator.results.folder import check_target

    if len(sides) < 2:
        raise click.UsageError("give at least two scenarios to compare")
    entries = entries_of(sides, labels=labels, wish=Wish(changes, worlds, seed))
    folder = output or Path("reports") / _folder(entries)
    check_target(folder, force=force)
    count = worlds_to_run(same_length(entries))
    told = nullcontext(None) if quiet or as_json or not count else progress_of(count)
    command = _normalised(sides, entries, worlds=worlds, seed=seed, changes=changes, labels=labels)
    with resumable(folder), told as progress:
        where = Wanted(jobs, dask)
        how = Making(where, resume=resume, force=force, command=command, progress=progress)
        found = compare_to(folder, entries, how=how)
    _say(found, folder, quiet=quiet, as_json=as_json)


def _folder(entries: Sequence[Entry]) -> str:
    names = [re.sub(r"[^A-Za-z0-9._-]+", "-", entry.label).strip("-.")[:40] for entry in entries]
    return f"{'-and-'.join(names[1:])[:100]}-against-{names[0]}-{entries[0].seed}"


def _normalised(
    sides: Sequence[str],
    entries: Sequence[Entry],
    *,
    worlds: int | None,
    seed: int | None,
    changes: Sequence[str],
    labels: Sequence[str],
) -> str:
    """The command that gives the same comparison, without what only concerns the output."""
    words = ["sanctions", "compare", *map(_base_name, sides)]
    if any(entry.stored is None for entry in entries) or worlds or seed is not None:
        words += ["--worlds", str(worlds)] if worlds else []
        words += ["--seed", str(seed)] if seed is not None else []
    for change in changes:
        words += ["--set", change]
    for label in labels:
        words += ["--label", label]
    words += plugin_words()
    return shlex.join(words)


def _base_name(side: str) -> str:
    name, mark, query = side.partition("?")
    return f"{as_given(name)}{mark}{query}"


def _say(found: Comparison, folder: Path, *, quiet: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_data(found, folder), indent=2))
        return
    if not quiet:
        click.echo((folder / "summary.txt").read_text(encoding="utf-8"))
    click.echo(f"Report:  {folder / 'report.html'}")
    click.echo(f"Figures: {folder / 'figures'}")
    click.echo(f"Tables:  {folder} (comparison.csv, divergence.csv, outcomes.csv)")


def _as_data(found: Comparison, folder: Path) -> dict[str, Any]:
    rows = json.loads(found.table.to_json(orient="records"))
    return {"folder": str(folder), "notes": list(found.notes), "differences": rows}
