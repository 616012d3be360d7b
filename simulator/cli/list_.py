"""``sanctions list``: the scenarios that come with the package."""

from __future__ import annotations

import json

import click


@click.command(
    "list",
    epilog="""\b
Examples:
  sanctions list
  sanctions list --json
""",
)
@click.option("--json", "as_json", is_flag=True, help="Print names, titles and questions as JSON.")
def list_scenarios(as_json: bool) -> None:
    """List the packaged scenarios, which 'sanctions run NAME' runs."""
    from simulator.scenario.loader import catalogue

    found = catalogue()
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    width = max((len(entry["name"]) for entry in found), default=0)
    for entry in found:
        click.echo(f"{entry['name']:<{width}}  {entry['title']}".rstrip())
    if not found:
        click.echo("No packaged scenarios were found.", err=True)
