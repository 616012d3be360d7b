"""Names of a scenario's numbers for readers, from their paths and the scenario's labels."""

from __future__ import annotations

from typing import Final

from simulator.report import words
from simulator.report.language import tr
from simulator.report.sensitivity.plain import plain_names, units
from simulator.scenario import Scenario

_SILENT: Final = frozenset(  # words of a path that say nothing to a reader
    {
        "senders",
        "prisoners",
        "classes",
        "behaviour",
        "instruments",
        "routes",
        "rungs",
        "timeline",
        "instrument_cost",
    }
)


def parameter(path: str, scenario: Scenario) -> str:
    """A number's name for a figure.

    >>> from simulator.scenario import load_scenario
    >>> parameter("senders.washington.behaviour.opening", load_scenario("minimal"))
    'Washington: opening'
    >>> parameter("prisoners.classes.foreign.hold_value_usd_m", load_scenario("minimal"))
    'Foreign: what holding is worth'
    >>> parameter("prisoners.arrests_per_week", load_scenario("minimal"))
    'Arrests'
    """
    labels = _labels(scenario)
    *above, last = [part for part in path.split(".") if part not in _SILENT]
    named = [labels.get(part, part.replace("_", " ")) for part in (*above, _without_unit(last))]
    named[-1] = plain_names().get(last, named[-1])
    whole = ": ".join([", ".join(named[:-1]), named[-1]]) if above else named[0]
    return words.capital(whole)


def parameter_unit(path: str) -> str:
    """What a number is counted in, where its key says so; shares, ratios and words have none.

    >>> parameter_unit("prisoners.arrests_per_week"), parameter_unit("prisoners.calm")
    ('a week', '')
    """
    return next((unit for end, unit in units().items() if path.endswith(end)), "")


def _without_unit(key: str) -> str:
    return key.removesuffix(next((end for end in units() if key.endswith(end)), ""))


def _outcome(name: str) -> tuple[str, str]:
    """An outcome's name and unit; no unit where it has none, or its name says it."""
    people = tr("people")
    known = {
        "net_effect": (tr("the net effect"), people),
        "released": (tr("the number released in deals"), people),
        "relief_value_usd_m": (tr("the relief given"), tr("USD million")),
        "reliance_end": (tr("reliance at the end"), ""),
        "deals": (tr("the number of deals"), ""),
        "arrested": (tr("the number arrested"), people),
        "held_end": (tr("the number held at the end"), people),
    }
    return known.get(name, (name.replace("_", " "), ""))


def outcome(name: str) -> str:
    """An outcome's name for a sentence.

    >>> outcome("net_effect"), outcome("term_ended")
    ('the net effect', 'term ended')
    """
    return _outcome(name)[0]


def unit(name: str) -> str:
    """An outcome's unit in brackets for a sentence, if it has one.

    >>> unit("net_effect"), unit("reliance_end")
    (' (people)', '')
    """
    found = _outcome(name)[1]
    return f" ({found})" if found else ""


def in_unit(name: str, number: str) -> str:
    """A number of an outcome with its unit, if it has one.

    >>> in_unit("net_effect", "50"), in_unit("deals", "3"), in_unit("relief_value_usd_m", "100")
    ('50 people', '3', 'USD 100 million')
    """
    found = _outcome(name)[1]
    if name.endswith("_usd_m"):
        return tr("USD {amount} million", amount=number)
    return tr("{number} {unit}", number=number, unit=found) if found else number


def with_unit(name: str) -> str:
    """An outcome's name for an axis.

    >>> with_unit("net_effect"), with_unit("term_ended")
    ('the net effect, people', 'term ended')
    """
    said, unit = _outcome(name)
    return f"{said}, {unit}" if unit else said


def _labels(scenario: Scenario) -> dict[str, str]:
    found = {"target": scenario.target.label or tr("Target")}
    if scenario.commodity:
        found["commodity"] = scenario.commodity.name
    if scenario.patron:
        found["patron"] = scenario.patron.label or tr("Patron")
    for name, sender in scenario.senders.items():
        found[name] = sender.label
        found |= {key: part.label for key, part in sender.instruments.items() if part.label}
    return found
