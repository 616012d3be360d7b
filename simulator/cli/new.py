"""``sanctions new``: a scenario of one's own to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  sanctions new my-case                        a small scenario with every part explained
  sanctions new my-variant --from belarus-2025 only what differs from a packaged one
"""
)
@click.argument("name")
@click.option("--from", "base", metavar="SCENARIO", help="Vary a packaged scenario.")
def new(name: str, base: str | None) -> None:
    """Write NAME.yaml in this folder: a commented scenario, ready to run and to change."""
    from simulator.scenario.starter import starter, variant

    stem = name.removesuffix(".yaml").removesuffix(".yml")
    text = variant(stem, base) if base else starter(stem)
    file = Path(f"{stem}.yaml")
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        message = f"{file} is there already and was left as it is; choose another name"
        raise click.UsageError(message) from None
    click.echo(f"Wrote {file}. Next: sanctions validate {file}; sanctions run {file}")
