"""The page of an experiment: the same parts in the same order, whatever was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.report import words
from simulator.report.document import Block, Document, Drawn, Heading, Items, Section, Terms, Text
from simulator.report.facts import stated_facts
from simulator.report.language import tr
from simulator.report.levers import levers
from simulator.report.parts import again, figures, footer, identity, limits
from simulator.report.sources import rest_note, sources
from simulator.results.folder import versions
from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.scenario import Scenario


@dataclass(frozen=True)
class Told:
    """What the page of an experiment says of its own.

    ``kind`` is what kind of experiment it is, in a word or two; ``asked`` and ``found`` are what
    was done and what came out; ``sure`` sentences on how sure it is; ``limits`` what it cannot say;
    ``figures`` in their order.
    """

    kind: str
    title: str
    question: str
    setting: str
    asked: tuple[Block, ...]
    found: tuple[Block, ...]
    sure: tuple[str, ...]
    limits: tuple[str, ...] = ()
    figures: tuple[Drawn, ...] = ()


@dataclass(frozen=True)
class Done:
    """What was run: the scenario if there is one, seed, worlds, and the command that does it."""

    scenario: Scenario | None
    name: str
    seed: int
    worlds: int
    command: str


def experiment_page(told: Told, done: Done) -> Document:
    """Set what an experiment says among what every page says."""
    facts = stated_facts(done.scenario) if done.scenario else {}
    rests = rest_note(facts)
    sure = (*told.sure, *([rests] if rests else []))
    sections = [
        Section(
            "asked", tr("What was asked"), tr("What was asked"), (*told.asked, *_levers(facts))
        ),
        Section("found", tr("What was found"), tr("What was found"), told.found),
        figures(told.figures),
        Section("sure", tr("How sure"), tr("How sure"), (Items(sure),)),
        *sources(facts),
        limits(*told.limits),
        again(done.command, _identity(done, facts)),
    ]
    return Document(
        told.title,
        told.question,
        told.setting,
        "found",
        tuple(sections),
        footer(__version__),
        kind=told.kind,
    )


def _levers(facts: Mapping[str, Any]) -> Iterator[Block]:
    if facts:
        yield Heading(tr("The levers of the scenario"))
        if facts.get("summary"):
            yield Text(str(facts["summary"]), own=True)
        yield Terms(tuple(levers(facts)), own=True)


def _identity(done: Done, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    sha = done.scenario.sha256 if done.scenario else ""
    about = {"name": done.name, "seed": done.seed, "worlds": done.worlds, "versions": versions()}
    yield from identity({**facts, **about, "scenario_sha256": sha})


def worlds_and_seed(worlds: int, seed: int) -> str:
    """How many worlds an experiment ran, and where their luck begins."""
    return tr(
        "{worlds} in all; seed {seed}.", worlds=words.count(worlds, "world", "worlds"), seed=seed
    )
