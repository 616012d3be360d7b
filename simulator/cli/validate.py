"""``sanctions validate``: every problem of a scenario, and what its numbers rest on."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from simulator.errors import ScenarioError

if TYPE_CHECKING:
    from simulator.scenario import Scenario


@click.command(
    epilog="""\b
Examples:
  sanctions validate my-case.yaml
  sanctions validate belarus-2025 --evidence
  sanctions validate *.yaml --json
"""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--evidence", is_flag=True, help="List what the numbers rest on.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def validate(ctx: click.Context, files: tuple[str, ...], evidence: bool, as_json: bool) -> None:
    """Check scenario FILEs (or packaged names) and name every problem at once.

    Each problem stands on a line: file:line:column: path: what is wrong; what was expected. The
    exit code is 2 if a file has a problem.
    """
    checked = [(file, _load(file)) for file in files]
    if as_json:
        found = [_as_data(file, result, evidence=evidence) for file, result in checked]
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        for file, result in checked:
            _say(file, result, evidence=evidence)
    if any(isinstance(result, ScenarioError) for _, result in checked):
        ctx.exit(2)


def _load(file: str) -> Scenario | ScenarioError:
    from simulator.scenario import load_scenario

    try:
        return load_scenario(file)
    except ScenarioError as error:
        return error


def _say(file: str, result: Scenario | ScenarioError, *, evidence: bool) -> None:
    if isinstance(result, ScenarioError):
        for problem in result.problems:
            click.echo(str(problem), err=True)
        return
    groups = _groups(result)
    counts = ", ".join(f"{len(paths)} {title}" for title, paths in groups.items())
    total = sum(len(paths) for paths in groups.values())
    click.echo(f"{file}: valid; {total} numbers: {counts}")
    if evidence:
        for title, paths in groups.items():
            _list(title, paths, result)


def _groups(scenario: Scenario) -> dict[str, list[str]]:
    """The paths of the numbers by what they rest on."""
    groups: dict[str, list[str]] = {"on evidence": [], "on assumptions": [], "on nothing": []}
    for path, basis in scenario.provenance.items():
        rests = "on evidence" if basis.evidence else "on assumptions"
        groups[rests if basis.supported else "on nothing"].append(path)
    return groups


def _list(title: str, paths: list[str], scenario: Scenario) -> None:
    click.secho(f"\nResting {title}: {len(paths)}", bold=True)
    for path in paths:
        basis = scenario.provenance[path]
        told = ", ".join(basis.evidence) or basis.assumption
        click.echo(f"  {path}: {told}" if told else f"  {path}")


def _as_data(file: str, result: Scenario | ScenarioError, *, evidence: bool) -> dict[str, Any]:
    if isinstance(result, ScenarioError):
        problems = [problem.as_data() for problem in result.problems]
        return {"file": file, "valid": False, "problems": problems}
    data = {"file": file, "valid": True, "problems": [], "scenario": result.name}
    data |= {"sha256": result.sha256, "unsupported": result.unsupported_numbers()}
    if evidence:
        data["numbers"] = {path: asdict(basis) for path, basis in result.provenance.items()}
    return data
