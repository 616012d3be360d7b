"""From a name, a path or a text to a checked, immutable ``Scenario``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from simulator.errors import Problem, ScenarioError
from simulator.scenario.checks import check
from simulator.scenario.checks.posterior import unfit_draws
from simulator.scenario.drawn import drawn_parameters
from simulator.scenario.evidence import unknown_evidence
from simulator.scenario.findings import Finding, Mark, dotted
from simulator.scenario.layers import lay
from simulator.scenario.library import find_file, scenario_names
from simulator.scenario.messages import findings_of
from simulator.scenario.origin import Origin, Provenance
from simulator.scenario.ranges import bad_ranges
from simulator.scenario.schema import Scenario
from simulator.scenario.source import Source
from simulator.scenario.sources import read_chain, read_overrides, text_chain
from simulator.scenario.tables import Table

_MOST_TOLD: Final = 200


def load_scenario(
    name_or_path: str | os.PathLike[str], *, overrides: Sequence[str] = ()
) -> Scenario:
    """Load a scenario by the name of a packaged one or by the path of a file.

    ``overrides`` are ``"path=value"`` changes, as with ``--set``. A ``ScenarioError`` lists every
    problem at once.
    """
    file = find_file(name_or_path)
    return _build(read_chain(file), overrides, name=_title(file.path))


def scenario_from_text(
    text: str, *, name: str = "scenario", overrides: Sequence[str] = ()
) -> Scenario:
    """The scenario that a YAML text describes; it can extend packaged scenarios only.

    >>> scenario = scenario_from_text('''
    ... start: 2025-01-26
    ... prisoners:
    ...   classes: {all_held: {held: 100, arrest_share: 1, hold_value_usd_m: 0.4}}
    ... ''', name="tiny")
    >>> scenario.prisoners.classes["all_held"].held
    100
    """
    return _build(text_chain(text, shown=name), overrides, name=_title(Path(name)))


def with_overrides(scenario: Scenario, overrides: Sequence[str]) -> Scenario:
    """The scenario with some values changed: ``with_overrides(s, ["prisoners.restock=2"])``."""
    return scenario_from_text(scenario.resolved_yaml(), name=scenario.name, overrides=overrides)


def catalogue() -> list[dict[str, str]]:
    """Name, title and question of each packaged scenario, as its own file gives them."""
    return [{"name": name, **_headline(name)} for name in scenario_names()]


def _headline(name: str) -> dict[str, str]:
    try:
        data = read_chain(find_file(name))[-1].data
    except ScenarioError:  # one bad file must not hide the others; validate tells what is wrong
        data = {}
    return {key: " ".join(str(data.get(key) or "").split()) for key in ("title", "question")}


def _build(sources: list[Source], overrides: Sequence[str], *, name: str) -> Scenario:
    for base in sources[:-1]:
        base.data.pop("name", None)  # a variant has a name of its own
    sources = [*sources, *read_overrides(overrides)]
    layers = lay(sources)
    layers.data.setdefault("name", name)
    top = Mark(sources[-1].file)
    problems = [problem for source in sources for problem in _own_problems(source)]
    scenario, findings = _validated(layers.data)
    findings += bad_ranges(layers)
    problems += [finding.located(layers.places, top) for finding in findings]
    files = [source.file for source in sources]
    if scenario and scenario.posterior:
        problems += unfit_draws(scenario, scenario.posterior)
        files.append(scenario.posterior.file)
    if problems or scenario is None:
        raise ScenarioError(_sorted(problems, files))
    found = {dotted(path): basis for path, basis in layers.provenance().items()}
    texts = tuple(source.text for source in sources)
    laid = scenario.posterior.text if scenario.posterior else ""
    return scenario.with_origin(Origin(scenario.name, _weighed(found, scenario), texts, laid))


def _weighed(found: dict[str, Provenance], scenario: Scenario) -> Table[Provenance]:
    """What the numbers rest on, with a mark on those that the posterior lays down."""
    posterior = scenario.posterior
    laid = [path for path in drawn_parameters(scenario) if posterior and path in posterior]
    marked = {path: replace(found[path], posterior=True) for path in laid if path in found}
    return Table(found | marked)


def _own_problems(source: Source) -> Iterator[Problem]:
    """What is wrong with a source by itself."""
    findings = [*source.findings, *unknown_evidence(source.annotations)]
    for finding in findings:
        yield finding.located(source.places, Mark(source.file))


def _validated(data: dict[Any, Any]) -> tuple[Scenario | None, list[Finding]]:
    """The scenario if the schema accepts it, and what the schema and the checks find."""
    crossing = list(check(data))
    try:
        return Scenario.model_validate(data), crossing
    except ValidationError as error:
        return None, [*findings_of(error), *crossing]


def _sorted(problems: list[Problem], files: list[str]) -> list[Problem]:
    """In the order of the files and lines, one problem for each place and path."""
    first = {(p.file, p.line, p.column, p.path): p for p in reversed(problems)}
    ordered = sorted(
        first.values(), key=lambda p: (files.index(p.file), p.line or 0, p.column or 0, p.path)
    )
    further = len(ordered) - _MOST_TOLD
    if further <= 0:
        return ordered
    rest = Problem(ordered[-1].file, "", f"{further:,} further problems are not listed")
    return [*ordered[:_MOST_TOLD], rest]


def _title(path: Path) -> str:
    """A file's name as a scenario's name."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem).lstrip("-._")[:80] or "scenario"
