"""Sections that every page has: figures, limits, how to reproduce it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from simulator.report import words
from simulator.report.document import Block, Code, Drawn, Items, Section, Terms, Text
from simulator.report.language import tr


def figures(drawn: Sequence[Drawn]) -> Section:
    """The figures, each with its table."""
    return Section("figures", tr("Figures"), tr("Figures"), tuple(drawn))


def limits(*more: str) -> Section:
    """What no page of this model can say, and ``more`` of this one."""
    said = (
        tr(
            "The model is a simplification: governments are single minds, prisoners are counted by "
            "class and not as persons, and only the instruments that a scenario names can be eased."
        ),
        tr(
            "Nothing here says what ought to be done; how many people are held is one outcome of "
            "several."
        ),
        tr(
            "Bands show the spread under the scenario’s own ranges: where a range is too narrow, "
            "the band is too."
        ),
        *more,
    )
    return Section("limits", tr("Limits"), tr("Limits"), (Items(said),))


def again(command: str, told: Iterable[tuple[str, str]]) -> Section:
    """How to make it again: the command, and what was run."""
    blocks: list[Block] = [Code(command)] if command else []
    blocks.append(Terms(tuple(told), data=True))
    blocks.append(
        Text(
            tr(
                "The same scenario, seed and versions give the same files. The figures and the "
                "tables behind them are in the folder “figures” beside this page; columns.csv says "
                "what each column of each table means."
            )
        )
    )
    heading = tr("How to reproduce it")
    return Section("again", heading, heading, tuple(blocks))


def identity(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was run: scenario, seed, worlds, versions."""
    yield tr("Scenario"), str(facts["name"])
    if facts.get("scenario_sha256"):
        yield tr("Fingerprint of the resolved scenario (SHA)"), str(facts["scenario_sha256"])
    yield tr("Seed"), str(facts["seed"])
    yield tr("Worlds"), words.whole(int(facts["worlds"]))
    yield from made_with(facts.get("versions") or {})


def made_with(versions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The versions of this program and of what it computes with: of Python, of numpy and so on."""
    if versions:
        said = ", ".join(f"{name} {version}" for name, version in versions.items())
        yield tr("Versions"), said


def footer(version: str) -> str:
    """Who made the page."""
    return tr("Made by the sanctions simulator {version}.", version=version).replace(" .", ".")
