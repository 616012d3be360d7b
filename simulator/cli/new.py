"""``sanctions new``: a scenario, or a strategy, of one's own to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  sanctions new my-case                        a small scenario with every part explained
  sanctions new my-variant --from belarus-2025 only what differs from a packaged one
  sanctions new strategy slow_start            a file of Python with strategies explained
"""
)
@click.argument("names", nargs=-1, required=True, metavar="[strategy] NAME")
@click.option("--from", "base", metavar="SCENARIO", help="Vary a packaged scenario.")
def new(names: tuple[str, ...], base: str | None) -> None:
    """Write NAME.yaml in this folder: a commented scenario, ready to run and to change.

    After the word 'strategy', write NAME.py instead: concession and delivery strategies to change.
    """
    if names[0] == "strategy":
        if len(names) != 2 or base:
            raise click.UsageError("expected: sanctions new strategy NAME")
        _strategy(names[1])
    elif len(names) == 1:
        _scenario(names[0], base)
    else:
        raise click.UsageError(f"expected one NAME; got {', '.join(names)}")


def _scenario(name: str, base: str | None) -> None:
    from simulator.scenario.starter import starter, variant

    stem = name.removesuffix(".yaml").removesuffix(".yml")
    file = Path(f"{stem}.yaml")
    _write(file, variant(stem, base) if base else starter(stem))
    click.echo(f"Wrote {file}. Next: sanctions validate {file}; sanctions run {file}")


def _strategy(name: str) -> None:
    from simulator.agents.plugins.starter import strategy_starter

    stem = name.removesuffix(".py")
    file = Path(f"{stem}.py")
    _write(file, strategy_starter(stem))
    use = f"sanctions run belarus-2025 --plugin {file} --set target.concession={stem}"
    click.echo(f"Wrote {file}. Next: python {file}; {use}")


def _write(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        message = f"{file} is there already and was left as it is; choose another name"
        raise click.UsageError(message) from None
