"""What was run, as plain facts for reports: labels, dates, versions, and what each number rests on.

``tables.RunTables`` says what the keys mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from simulator.report import words
from simulator.results.folder import versions
from simulator.scenario import Evidence, Scenario, read_evidence
from simulator.scenario.distributions import Distribution, WordChoice
from simulator.scenario.grounds import value_at
from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.results.run import Result
    from simulator.scenario.schema.sender import Rung, Sender


def run_facts(result: Result, *, story_world: int, command: str) -> dict[str, Any]:
    """What a report says of a run; ``story_world`` is the world that it tells."""
    return {
        **stated_facts(result.scenario),
        "seed": result.seed,
        "worlds": result.worlds,
        "story_world": story_world,
        "version": __version__,
        "versions": versions(),
        "command": command,
        "scenario_sha256": result.scenario.sha256,
    }


def stated_facts(scenario: Scenario) -> dict[str, Any]:
    """What a report says of a scenario, with what each of its numbers rests on."""
    return {
        **scenario_facts(scenario),
        "provenance": list(_provenance(scenario)),
        "evidence": [asdict(row) | {"source": row.told_source} for row in _cited(scenario)],
    }


def scenario_facts(scenario: Scenario) -> dict[str, Any]:
    """What a report says of a scenario: titles, labels, dates."""
    senders = scenario.senders
    return {
        "name": scenario.name,
        "title": scenario.title or scenario.name,
        "question": scenario.question,
        "summary": scenario.summary,
        "start": scenario.start.isoformat(),
        "horizon_weeks": scenario.horizon_weeks,
        "target": scenario.target.label,
        "patron": scenario.patron.label if scenario.patron is not None else "",
        "commodity": scenario.commodity.name if scenario.commodity is not None else "",
        "senders": {name: sender.label for name, sender in senders.items()},
        "instruments": {
            instrument: {"label": one.label, "sender": name}
            for name, sender in senders.items()
            for instrument, one in sender.instruments.items()
        },
        "rungs": {
            name: {rung: one.label for rung, one in _offered(sender)}
            for name, sender in senders.items()
        },
        "classes": {name: words.from_name(name).lower() for name in scenario.prisoners.classes},
        "timeline": list(_dated_events(scenario)),
    }


def _offered(sender: Sender) -> list[tuple[str, Rung]]:
    """The rungs that some world's order holds; others wait for a variant."""
    offered = {name for order in sender.orders for name in order}
    return [(name, rung) for name, rung in sender.rungs.items() if name in offered]


def _dated_events(scenario: Scenario) -> Iterator[tuple[dt.date, str]]:
    for name, event in scenario.timeline.items():
        week = scenario.week_of(event)
        if week < scenario.horizon_weeks:
            date = scenario.start + dt.timedelta(weeks=week)
            yield event.date or date, event.note or words.from_name(name)


def _provenance(scenario: Scenario) -> Iterator[dict[str, Any]]:
    """A row for each number of the file, but for bare settings of the run such as its length."""
    unsupported = scenario.unsupported_numbers()
    for path, basis in scenario.provenance.items():
        if basis.supported or path in unsupported:
            yield {
                "path": path,
                "value": said(value_at(scenario, path)),
                "evidence": list(basis.evidence),
                "assumption": basis.assumption or "",
                "note": basis.note or "",
            }


def _cited(scenario: Scenario) -> list[Evidence]:
    """The rows of the evidence table that the scenario cites, in the order of the table."""
    ids = {one for basis in scenario.provenance.values() for one in basis.evidence}
    return [row for row in read_evidence().values() if row.id in ids]


def said(value: object) -> str:
    """A value of a scenario in words, near to what its file says and with all its digits.

    >>> from simulator.scenario.distributions import Normal, Triangular
    >>> said(13.0), said(Triangular(12.3, 13.0, 15.5)), said(Normal(4.0, 0.5, min=0.0))
    ('13', 'triangular 12.3, 13, 15.5', 'normal mean 4, sd 0.5, min 0')
    >>> said(WordChoice(("linear", "boulware"), ("linear", "boulware"), (0.5, 0.5)))
    'choice linear 50%, boulware 50%'
    """
    if isinstance(value, Distribution | WordChoice):
        ((kind, terms),) = value.as_data().items()
        return f"{kind} {_terms(terms, weighted=kind == 'choice')}"
    if isinstance(value, tuple):
        return ", ".join(said(entry) for entry in value) or "none"
    if isinstance(value, int | float):
        return f"{value:.12g}"
    return str(value)


def _terms(terms: Any, *, weighted: bool) -> str:
    if not isinstance(terms, Mapping):
        return said(tuple(terms))
    if not weighted:
        return ", ".join(f"{name} {said(entry)}" for name, entry in terms.items())
    shares = ((said(option), f"{said(100 * weight)}%") for option, weight in terms.items())
    return ", ".join(
        f"{option} {share}" if option.isalpha() else f"{option}: {share}"
        for option, share in shares
    )
