"""A tournament: all pairs of strategies in the same worlds, and what follows from their scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

import numpy as np
import pandas as pd

from simulator.analysis.tournament.game import SIDES, SUBJECTS, Game, Table, sender_of, with_all
from simulator.analysis.tournament.replicator import Evolution, evolve
from simulator.analysis.tournament.strengths import table as table_of_strengths
from simulator.errors import RequestError
from simulator.randomness import TILE
from simulator.results.parts import Parts
from simulator.scenario import Scenario
from simulator.scenario.vocabulary import words

WORLDS: Final = 1024
GENERATIONS: Final = 100
MOST_WORLDS: Final = 16_384

Told = Callable[[str, int, int], None]
"""Is told of progress: which game, worlds done, worlds in all."""

_MEASURES: Final = (
    "score_sender",
    "score_target",
    "released",
    "released_per_deal",
    "deals",
    "breakdowns",
    "breaches_by_senders",
    "breaches_by_target",
)


@dataclass(frozen=True)
class Tournament:
    """What came of every pair, and how shares would change if what scores better spread."""

    scenario: Scenario
    sender: str
    seed: int
    games: tuple[Game, ...]
    evolutions: Mapping[str, Evolution]

    @property
    def worlds_a_pair(self) -> int:
        """Worlds that each pair lived through, the same for all."""
        return self.games[0].worlds

    @property
    def worlds(self) -> int:
        """Worlds that were run in all."""
        return sum(len(game.strategies) ** 2 * game.worlds for game in self.games)

    @property
    def played(self) -> Scenario:
        """The scenario with every strategy that took part."""
        scenario = self.scenario
        for game in self.games:
            scenario = with_all(scenario, self.sender, game.subject)
        return scenario

    @cached_property
    def scores(self) -> pd.DataFrame:
        """A row a game, pair and measure: mean and 95% Monte Carlo interval."""
        return pd.concat([_scores(game) for game in self.games], ignore_index=True)

    @cached_property
    def strengths(self) -> pd.DataFrame:
        """What each strategy is ahead in, against whom, and with which others it is level."""
        return table_of_strengths(self.games)

    @cached_property
    def generations(self) -> pd.DataFrame:
        """A row a game, side, generation and strategy: its share, with a 95% band."""
        return pd.concat(
            [
                _generations(game, self.evolutions[game.subject], side)
                for game in self.games
                for side in SIDES
            ],
            ignore_index=True,
        )


def tournament(  # noqa: PLR0913 - separate wishes, each with a default
    scenario: Scenario,
    *,
    sender: str | None = None,
    worlds: int = WORLDS,
    generations: int = GENERATIONS,
    seed: int | None = None,
    executor: Executor | None = None,
    told: Told | None = None,
    kept: Parts | None = None,
) -> Tournament:
    """Let every concession strategy, and every delivery policy, meet every other.

    ``sender`` (the scenario's first, unless another is named) and the target play, with the
    built-in strategies and the users' that were loaded; all else is as the scenario has it. Each
    pair lives through the same ``worlds``, rounded up to whole tiles of 256. What is done is in
    ``kept`` meanwhile.

    >>> from simulator import load_scenario
    >>> small = tournament(load_scenario("minimal"), worlds=256, generations=5)
    >>> sorted(small.evolutions)
    ['concession', 'delivery']
    """
    if not 1 <= worlds <= MOST_WORLDS or generations < 0:
        raise RequestError(
            f"asked for {worlds} worlds and {generations} generations; expected 1 to "
            f"{MOST_WORLDS:,} worlds for each pair, and at least 0 generations"
        )
    start = scenario.seed if seed is None else seed
    games = []
    for subject in SUBJECTS:
        tiles = -(-worlds // TILE)
        total = len(words(subject)) ** 2 * tiles * TILE
        progress = partial(_tell, told, subject, total) if told else None
        who = sender_of(scenario, sender)
        games.append(Table(scenario, who, start, tiles, executor, progress, kept).play(subject))
    evolutions = {game.subject: evolve(game, generations=generations, seed=start) for game in games}
    return Tournament(scenario, who, start, tuple(games), evolutions)


def _tell(told: Told, subject: str, total: int, done: int) -> None:
    told(subject, done, total)


def _scores(game: Game) -> pd.DataFrame:
    own, other = np.meshgrid(game.strategies, game.strategies, indexing="ij")
    parts = []
    for measure in _MEASURES:
        mean, half = game.mean(measure).ravel(), game.half_width(measure).ravel()
        columns = {"game": game.subject, "sender": own.ravel(), "target": other.ravel()}
        spread = {"mean": mean, "low": mean - half, "high": mean + half}
        parts.append(pd.DataFrame({**columns, "measure": measure, **spread}))
    return pd.concat(parts, ignore_index=True)


def _generations(game: Game, evolution: Evolution, side: str) -> pd.DataFrame:
    shares = getattr(evolution, side)
    generation, place = np.indices(shares.shape)
    return pd.DataFrame(
        {
            "game": game.subject,
            "side": side,
            "generation": generation.ravel(),
            "strategy": np.array(game.strategies, dtype=object)[place.ravel()],
            "share": shares.ravel(),
            "low": getattr(evolution, f"{side}_low").ravel(),
            "high": getattr(evolution, f"{side}_high").ravel(),
        }
    )
