"""``sanctions schema``: what a scenario file may say, for editors and for readers."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  sanctions schema -o scenario.schema.json
  sanctions schema --markdown -o scenario-reference.md

\b
An editor with a YAML language server uses the schema if a scenario begins with
  # yaml-language-server: $schema=scenario.schema.json
"""
)
@click.option("--markdown", is_flag=True, help="A reference for readers instead of JSON Schema.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to a file instead of the terminal.",
)
def schema(markdown: bool, output: Path | None) -> None:
    """Print the JSON Schema of scenario files: every key, its meaning, unit and bounds."""
    text = _markdown() if markdown else _json()
    if output is None:
        click.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")
        click.echo(f"Wrote {output}.", err=True)


def _json() -> str:
    from simulator.scenario.editor import editor_schema

    return json.dumps(editor_schema(), indent=2, ensure_ascii=False)


def _markdown() -> str:
    from simulator.scenario.reference import reference

    return reference()
