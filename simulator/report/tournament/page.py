"""The page of a tournament: what each strategy is good at, and against whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.analysis.tournament.game import SIDES
from simulator.report import words
from simulator.report.document import Block, Cell, Document, Heading, Row, Table, Text, cells
from simulator.report.experiment import Done, Told, experiment_page, worlds_and_seed
from simulator.report.html import drawn
from simulator.report.language import tr
from simulator.report.sensitivity.meanings import meaning
from simulator.report.tournament.names import names_of, strategy, strategy_kinds
from simulator.report.tournament.text import how, spread, strengths_of

if TYPE_CHECKING:
    from simulator.analysis.tournament.game import Game, Side
    from simulator.analysis.tournament.study import Tournament
    from simulator.report.picture import Picture


def document(found: Tournament, pictures: Sequence[Picture], *, command: str) -> Document:
    """The page of a tournament from its figures: three a game."""
    names = names_of(found)
    games = words.listed([strategy_kinds(game.subject) for game in found.games])
    told = Told(
        tr("Tournament"),
        found.scenario.title or found.scenario.name,
        tr(
            "What are {strategies} of {sender} and {target} good at, and against whom?",
            strategies=games,
            sender=names.sender,
            target=names.target,
        ),
        worlds_and_seed(found.worlds, found.seed),
        (Text(how(found, names)), *_meanings(found)),
        tuple(
            block for game in found.games for side in SIDES for block in _side(found, game, side)
        ),
        (
            tr(
                "A strategy is named only where it is ahead by more than luck ({confidence}, all "
                "comparisons of a measure together).",
                confidence=words.confidence(),
            ),
        ),
        (tr("What scores well in the model need not be open to a government."),),
        tuple(
            drawn(picture, topic=_topic(found, picture.name), named=_named(found))
            for picture in pictures
        ),
    )
    return experiment_page(
        told, Done(found.scenario, found.scenario.name, found.seed, found.worlds, command)
    )


def _named(found: Tournament) -> dict[str, str]:
    """What strategies in the tables behind the figures are called."""
    return {name: strategy(name) for game in found.games for name in game.strategies}


def _in_words(text: str, game: Game) -> str:
    """A text with strategies called as elsewhere on the page, not as in scenario files."""
    for name in sorted(game.strategies, key=len, reverse=True):
        text = text.replace(name, strategy(name))
    return text


def _meanings(found: Tournament) -> Iterator[Block]:
    """What the strategies do, as the scenario reference says it."""
    described = {
        game.subject: _in_words(meaning(f"target.{game.subject}"), game) for game in found.games
    }
    yield Heading(tr("What the strategies do"))
    yield Table(
        tr("Table of what the strategies do"),
        "",
        (tr("Strategies"), tr("What they do")),
        tuple(
            Row((Cell(words.capital(strategy_kinds(kind))), Cell(said, own=True)))
            for kind, said in described.items()
        ),
    )


def _topic(found: Tournament, name: str) -> str:
    names = names_of(found)
    subject, _, what = name.partition("-")
    strategies = words.capital(strategy_kinds(subject))
    if what.startswith("scores-"):
        who = names.sender if what.endswith("sender") else names.target
        return tr("{strategies}: what {who} gets", strategies=strategies, who=who)
    return tr("{strategies}: generations", strategies=strategies)


def _side(found: Tournament, game: Game, side: Side) -> Iterator[Block]:
    names = names_of(found)
    yield Heading(
        tr(
            "{strategies} of {who}, against those of {other}",
            strategies=words.capital(strategy_kinds(game.subject)),
            who=names.of(side),
            other=names.other(side),
        )
    )
    rows = [
        cells([words.from_name(name), said or tr("ahead in none of these")])
        for name, said in strengths_of(found, game, side)
    ]
    label = tr(
        "Table of strengths: {who}, {strategies}",
        who=names.of(side),
        strategies=strategy_kinds(game.subject),
    )
    yield Table(label, "", (tr("Strategy"), tr("Ahead in")), tuple(rows))
    yield Text(spread(found, game, side))
