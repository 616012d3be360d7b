"""``sanctions validate``: every problem of a scenario, and what its numbers rest on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.plugins import plugins
from simulator.errors import ScenarioError

if TYPE_CHECKING:
    from simulator.scenario import Scenario


@click.command(
    epilog="""\b
Examples:
  sanctions validate my-case.yaml
  sanctions validate belarus-2025 --evidence
  sanctions validate *.yaml --json
  sanctions validate belarus-2025 --markdown > evidence.md
"""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@plugins
@click.option("--evidence", is_flag=True, help="List each number with what it rests on.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--markdown", is_flag=True, help="Print what the numbers rest on as Markdown.")
@click.pass_context
def validate(
    ctx: click.Context, files: tuple[str, ...], evidence: bool, as_json: bool, markdown: bool
) -> None:
    """Check scenario FILEs (or packaged names) and name every problem at once.

    Each problem stands on a line: file:line:column: path: what is wrong; what was expected. The
    exit code is 2 if a file has a problem.

    With --evidence each number stands with its value and the rows of the evidence table or the
    assumption it rests on; values outside the range of their evidence are named.
    """
    checked = [(file, _load(file)) for file in files]
    if markdown:
        _pages(result for _, result in checked)
    elif as_json:
        found = [_as_data(file, result, evidence=evidence) for file, result in checked]
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        for file, result in checked:
            _say(file, result, evidence=evidence)
    if any(isinstance(result, ScenarioError) for _, result in checked):
        ctx.exit(2)


def _pages(checked: Iterable[Scenario | ScenarioError]) -> None:
    from simulator.report.evidence import evidence_page

    for result in checked:
        if isinstance(result, ScenarioError):
            _problems(result)
        else:
            click.echo(evidence_page(result), nl=False)


def _problems(error: ScenarioError) -> None:
    for problem in error.problems:
        click.echo(str(problem), err=True)


def _load(file: str) -> Scenario | ScenarioError:
    from simulator.scenario import load_scenario

    try:
        return load_scenario(file)
    except ScenarioError as error:
        return error


def _say(file: str, result: Scenario | ScenarioError, *, evidence: bool) -> None:
    from simulator.cli.evidence import show, tally
    from simulator.scenario.grounds import grounds

    if isinstance(result, ScenarioError):
        _problems(result)
        return
    found = grounds(result)
    click.echo(f"{file}: valid; {tally(found)}")
    flawed = [ground for ground in found if ground.flaw]
    if flawed:
        click.echo(f"Outside their evidence: {', '.join(ground.path for ground in flawed)}")
    if evidence:
        show(found)


def _as_data(file: str, result: Scenario | ScenarioError, *, evidence: bool) -> dict[str, Any]:
    from simulator.cli.evidence import as_data
    from simulator.scenario.grounds import grounds

    if isinstance(result, ScenarioError):
        problems = [problem.as_data() for problem in result.problems]
        return {"file": file, "valid": False, "problems": problems}
    found = grounds(result)
    data = {"file": file, "valid": True, "problems": [], "scenario": result.name}
    data |= {"sha256": result.sha256, "unsupported": result.unsupported_numbers()}
    data["outside"] = [ground.path for ground in found if ground.flaw]
    if evidence:
        data["numbers"] = {ground.path: as_data(ground) for ground in found}
    return data
