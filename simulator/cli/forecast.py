"""``sanctions forecast``: what comes next, given all that was observed until a day."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.calibrate import told
from simulator.cli.names import as_given, packaged_names
from simulator.cli.plugins import plugin_words, plugins

if TYPE_CHECKING:
    from simulator.analysis.foresight import Case


@click.command(
    epilog="""\b
Examples:
  sanctions forecast belarus-2025 --data belarus-2025
  sanctions forecast belarus-2025 --data belarus-2025 --from 2025-06-30 --until 2025-12-31
  sanctions forecast belarus-2025 --data belarus-2025 --check 300 -o my-forecast
"""
)
@click.argument("scenario", shell_complete=packaged_names)
@click.option(
    "--data",
    required=True,
    metavar="NAME|FILE",
    help="Dated observations: a packaged case's name, or a CSV file as seeds/README.md describes.",
)
@click.option(
    "--from",
    "today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day from which to look ahead; default: that of the last observation.",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The last day; quarters end until then are forecast; default: the end of the next year.",
)
@click.option(
    "--worlds",
    type=click.IntRange(1000, 1_000_000),
    default=100_000,
    show_default=True,
    help="How many worlds are run; the 1 in 50 that agree best with history make the forecast.",
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Where random numbers begin.")
@click.option(
    "--check",
    "truths",
    type=click.IntRange(20, 2000),
    default=None,
    metavar="N",
    help="Also forecast N made-up histories, whose futures are known, and see how right it is.",
)
@plugins
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; default: reports/forecast-<scenario>-<seed>.",
)
@click.option("--force", is_flag=True, help="Replace the folder of an earlier run.")
@click.option("--quiet", is_flag=True, help="Say only where the files are.")
@click.option("--json", "as_json", is_flag=True, help="Print the forecast as JSON.")
def forecast(  # noqa: PLR0913, PLR0917 - click hands over each option
    scenario: str,
    data: str,
    today: dt.datetime | None,
    until: dt.datetime | None,
    worlds: int,
    seed: int | None,
    truths: int | None,
    output: Path | None,
    force: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Forecast what follows in SCENARIO, given all that was observed until a day.

    People released by deal, held and arrested, steps taken and how large their deals are, by the
    end of each quarter. Mixes the model's futures with a simple forecast, as backtests suggest.
    """
    from simulator.analysis.backtest import quarters_between
    from simulator.analysis.forecast import forecast as look_ahead
    from simulator.report.forecast import summary_text, write_forecast
    from simulator.results.folder import check_target

    case, tested, others = _cases(scenario, data)
    start = case.scenario.seed if seed is None else seed
    name = Path(case.scenario.name).name
    folder = output or Path("reports") / f"forecast-{name}-{start}"
    check_target(folder, force=force)
    begin = today.date() if today else max(each.date for each in case.observations)
    end = until.date() if until else dt.date(begin.year + 1, 12, 31)
    days = quarters_between(begin, end)
    _check(begin, end, days)
    with told(worlds, silent=quiet or as_json) as progress:
        done = look_ahead(
            case, days=days, today=begin, tested=tested, others=others, worlds=worlds,
            seed=start, truths=truths or 0, progress=progress,
        )  # fmt: skip
    words = ["sanctions", "forecast", as_given(scenario), "--data", as_given(data)]
    words += ["--from", begin.isoformat(), "--until", end.isoformat()]
    words += ["--worlds", str(worlds), "--seed", str(start)]
    words += ["--check", str(truths)] if truths else []
    words += plugin_words()
    write_forecast(done, folder, command=shlex.join(words), force=force)
    if as_json:
        rows = json.loads(done.table.to_json(orient="records", double_precision=6))
        click.echo(json.dumps({"folder": str(folder), "forecast": rows}, indent=2))
        return
    if not quiet:
        click.echo(summary_text(done))
    click.echo(f"Report:  {folder / 'report.html'}")
    click.echo(f"Figures: {folder / 'figures'}")
    click.echo(f"Tables:  {folder} (forecast.csv, backtests.csv, tables.md)")


def _cases(scenario: str, data: str) -> tuple[Case, Case, list[Case]]:
    """The case to forecast; the same as set from before its start, if packaged; all packaged."""
    from simulator.analysis.foresight import Case, load_case
    from simulator.analysis.observations import observed_cases, read_observations
    from simulator.scenario import load_scenario

    loaded = load_scenario(scenario)
    name = Path(as_given(data)).stem
    case = Case(name, loaded, read_observations(data, start=loaded.start))
    others = [load_case(one) for one in observed_cases()]
    tested = next((one for one in others if one.name == data), case)
    return case, tested, others


def _check(begin: dt.date, end: dt.date, days: list[dt.date]) -> None:
    from simulator.errors import RequestError

    if not days:
        raise RequestError(
            f"no quarter ends between {begin} and {end}; give a later day with --until"
        )
