"""``sanctions glossary``: words explained."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  sanctions glossary zopa
  sanctions glossary net effect
  sanctions glossary
"""
)
@click.argument("term", nargs=-1)
def glossary(term: tuple[str, ...]) -> None:
    """Explain TERM in a sentence or two; without one, list all terms."""
    import textwrap

    from simulator.exercise.glossary import explain
    from simulator.exercise.glossary import glossary as terms

    if term:
        click.echo(textwrap.fill(explain(" ".join(term)), 80))
        return
    click.echo(textwrap.fill(", ".join(terms()), 80))
    click.echo("For example: sanctions glossary zopa")
