"""``sanctions glossary``: what a word means."""

from __future__ import annotations

import textwrap

import click


@click.command(
    epilog="""\b
Examples:
  sanctions glossary                list the words
  sanctions glossary snapback       what one of them means
  sanctions glossary 95% interval   words with blanks need no quotation marks
""",
)
@click.argument("term", nargs=-1)
def glossary(term: tuple[str, ...]) -> None:
    """Explain a word of the reports and exercises; without one, list the words."""
    from simulator.exercise import glossary as words

    if not term:
        listed = textwrap.fill(", ".join(words.terms()), 80, break_on_hyphens=False)
        click.echo(f"{listed}\n\nWhat one means: sanctions glossary world")
        return
    found = words.term(" ".join(term))
    for line in found.text().splitlines():
        click.echo(textwrap.fill(line, 80, subsequent_indent="  ", break_on_hyphens=False))
