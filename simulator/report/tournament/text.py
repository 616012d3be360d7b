"""What a tournament found, in words: what each strategy is good at, and against whom."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import pandas as pd

from simulator.analysis.tournament.game import SIDES
from simulator.analysis.tournament.strengths import measures
from simulator.report import words
from simulator.report.language import tr
from simulator.report.tournament.generations import leaders
from simulator.report.tournament.names import (
    Names,
    good_at,
    names_of,
    strategy,
    strategy_kinds,
    unit,
)

if TYPE_CHECKING:
    from simulator.analysis.tournament.game import Game, Side
    from simulator.analysis.tournament.study import Tournament

_WIDTH: Final = 80


def summary(found: Tournament) -> str:
    """Tell what each strategy is good at, side by side and game by game; ends with a newline."""
    names = names_of(found)
    lines = [_wrap(f"What strategies do in {found.scenario.title or found.scenario.name}")]
    lines += ["", _wrap(how(found, names))]
    for game in found.games:
        for side in SIDES:
            lines += _side(found, game, side, names)
    lines += ["", f"COST: {found.worlds:,} worlds, seed {found.seed}"]
    return "\n".join(lines) + "\n"


def _wrap(text: str, indent: str = "", then: str = "") -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=then or indent,
        break_on_hyphens=False,
    )


def how(found: Tournament, names: Names) -> str:
    """What was done, and what it means to be named."""
    return tr(
        "Every strategy of {sender} met every one of {target} in the same {worlds} worlds. A "
        "strategy is named where it is ahead of all others of "
        "its side, or level with fewer than half of them and ahead of the rest, by more than luck "
        "({confidence}, all comparisons of a measure together); strengths.csv says with which. "
        "Scores are {sender_unit} for {sender} and {target_unit} for {target}; deals, "
        "people and breakdowns are those of all senders. Which does well "
        "depends on whom it meets, and on what is asked of it. Nash "
        "and rubinstein know both sides' reservation numbers, which no government does; and what "
        "a government can choose is another question.",
        sender=names.sender,
        target=names.target,
        worlds=words.whole(found.worlds_a_pair),
        confidence=words.confidence(),
        sender_unit=unit("sender"),
        target_unit=unit("target"),
    )


def _side(found: Tournament, game: Game, side: Side, names: Names) -> Iterator[str]:
    yield ""
    yield tr(
        "{strategies} of {own}, against those of {other}",
        strategies=strategy_kinds(game.subject),
        own=names.of(side),
        other=names.other(side),
    ).upper()
    for name, said in strengths_of(found, game, side):
        yield _wrap(
            f"{words.capital(strategy(name))}: {said or tr('ahead in none of these')}.",
            "  ",
            "    ",
        )
    yield _wrap(spread(found, game, side), "  ", "  ")


def strengths_of(found: Tournament, game: Game, side: Side) -> Iterator[tuple[str, str]]:
    """Each strategy of a side, and what it is ahead in; nothing said if in nothing."""
    told = found.strengths
    told = told[(told["game"] == game.subject) & (told["side"] == side)]
    for name in game.strategies:
        yield name, "; ".join(_good_at(told[told["strategy"] == name], game, side))


def _good_at(told: pd.DataFrame, game: Game, side: Side) -> Iterator[str]:
    """What one strategy is ahead in: against whom alone, and against whom level with a few."""
    for measure in measures(game.subject, side):
        rows = told[told["measure"] == measure]
        level = rows["level_with"] != ""
        alone, others = (
            _all_or_listed(some["against"].tolist(), len(game.strategies))
            for some in (rows[~level], rows[level])
        )
        said = {"good_at": good_at(measure), "alone": alone, "others": others}
        if alone and others:
            yield tr(
                "{good_at} against {alone}, and level with a few others against {others}", **said
            )
        elif alone:
            yield tr("{good_at} against {alone}", **said)
        elif others:
            yield tr("{good_at}, level with a few others, against {others}", **said)


def _all_or_listed(names: list[str], count: int) -> str:
    return tr("all") if len(names) == count else words.listed([strategy(name) for name in names])


def spread(found: Tournament, game: Game, side: Side) -> str:
    """Which strategies are common after the generations."""
    table = found.generations
    table = table[table["game"] == game.subject]
    last = int(table["generation"].max())
    at_end = table[(table["side"] == side) & (table["generation"] == last)].set_index("strategy")
    low, high = (at_end[end].to_dict() for end in ("low", "high"))
    said = [
        f"{strategy(name)} {words.percent(share)} "
        f"({words.span(words.percent(low[name]), words.percent(high[name]))})"
        for name, share in leaders(table, side)
    ]
    return tr(
        "Shares after {generations}, from equal ones: {shares}.",
        generations=words.count(last, "generation", "generations"),
        shares=words.listed(said),
    )
