"""The strategies that users have added, by name, in this process."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulator.agents.plugins.answers import KINDS, Answer, Ask, Kind, adapted, answers
from simulator.agents.plugins.known import Known
from simulator.agents.plugins.sources import Installed, PluginFile, Source, plugin_file
from simulator.errors import RequestError, RunError
from simulator.scenario import Scenario
from simulator.scenario.distributions import WordChoice
from simulator.scenario.drawn import parameters
from simulator.scenario.vocabulary import add_word, added, installed, words


@dataclass(frozen=True)
class Strategy:
    """A user's strategy: its kind and name, where it comes from, the class or function itself."""

    kind: Kind
    name: str
    source: Source
    itself: Any
    ask: Ask

    def answers(self, known: Known) -> Answer:
        """What it answers in the worlds of ``known``, checked."""
        return answers(self.name, self.kind, self.ask, known)


_OURS: Final[dict[tuple[str, str], Strategy]] = {}


def load_plugin(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Add the strategies of a file of Python, so that scenarios can name them; return the names.

    The file is run: load only what you trust. It has a table ``CONCESSION`` or ``DELIVERY``, from
    names to classes or functions. Loaded again after a change, it replaces what it added before.
    """
    return add(plugin_file(Path(path)))


def add(file: PluginFile) -> tuple[str, ...]:
    """Add the strategies of a file; return their names. Names that are taken are refused."""
    found = [
        Strategy(kind, name, file, itself, adapted(kind, itself))
        for kind, name, itself in file.strategies()
    ]
    for strategy in found:
        _refuse_taken(strategy, file)
    for strategy in found:
        add_word(strategy.kind.subject, strategy.name)
        _OURS[strategy.kind.subject, strategy.name] = strategy
    return tuple(dict.fromkeys(strategy.name for strategy in found))


def _refuse_taken(strategy: Strategy, file: PluginFile) -> None:
    subject, name = strategy.kind.subject, strategy.name
    before = _OURS.get((subject, name))
    if before is None and name not in words(subject):
        return
    if before and isinstance(before.source, PluginFile) and before.source.name == file.name:
        return
    whose = f"of {before.source.described()}" if before else "that is there already"
    raise RequestError(
        f"{file.name}: {name} is the name of a {subject} strategy {whose}; choose another name"
    )


def plugged(subject: str, name: str) -> Strategy:
    """The user's strategy of this name; one of an installed package is loaded now."""
    found = _OURS.get((subject, name))
    if found is None:
        source, itself = Installed.found(subject, name)
        kind = KINDS[subject]
        found = Strategy(kind, name, source, itself, adapted(kind, itself))
        _OURS[subject, name] = found
    return found


def is_there(subject: str, name: str) -> bool:
    """Whether a user's strategy of this name has been added or is installed."""
    return (subject, name) in _OURS or name in installed(subject)


def used_by(scenario: Scenario) -> tuple[Strategy, ...]:
    """The users' strategies that a scenario names, in order of kind and name."""
    if not any(added(subject) for subject in KINDS):
        return ()
    named = {
        (path.rpartition(".")[2], word)
        for path, value in parameters(scenario).items()
        for word in (value.labels if isinstance(value, WordChoice) else (value,))
    }
    ours = [(subject, word) for subject in KINDS for word in added(subject)]
    return tuple(plugged(*ours_named) for ours_named in sorted(ours) if ours_named in named)


def sources_of(strategies: Iterable[Strategy]) -> tuple[Source, ...]:
    """Where some strategies come from, each place once."""
    return tuple(dict.fromkeys(strategy.source for strategy in strategies))


def described(*scenarios: Scenario) -> list[dict[str, Any]]:
    """What a manifest says of the plug-ins that scenarios use: file or package, hash, names."""
    used = list(dict.fromkeys(one for scenario in scenarios for one in used_by(scenario)))
    return [
        source.described()
        | {"strategies": [f"{s.kind.subject}: {s.name}" for s in used if s.source == source]}
        for source in sources_of(used)
    ]


def ensure(sources: Iterable[Source]) -> None:
    """Have the strategies from these places, in a process that may be another than the user's."""
    for source in sources:
        if isinstance(source, PluginFile):
            if all(strategy.source != source for strategy in _OURS.values()):
                add(source)
        elif not is_there(source.subject, source.name) or (
            plugged(source.subject, source.name).source != source
        ):
            raise RunError(
                f"a worker has not {source.package} {source.version} as it is here, so it has not "
                f"the same strategy {source.name}; install the same package there"
            )
