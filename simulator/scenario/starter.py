"""The texts that new scenarios start from."""

from __future__ import annotations

from importlib import resources
from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.scenario.faults import did_you_mean, one_of, quoted
from simulator.scenario.library import find_scenario, scenario_names
from simulator.scenario.rules.texts import TITLE_PATTERN, TitleRule

_VARIANT: Final = """\
# A variant of {base}: it says only what differs. Everything else is taken from there.
# 'sanctions schema --markdown' lists every key; 'sanctions validate {name}.yaml' checks this file.
extends: {base}
title: {base}, a variant
question: What changes if ...?

# Mappings merge key by key; a number, word, list or distribution replaces the one of the base;
# null deletes a key. Take away the # before the lines you want, and say why, as below.
#
# prisoners:
#   restock: {{value: 0, assumption: "no revolving door: trading causes no arrests"}}
#
# timeline:
#   crackdown:
#     week: 20
#     for_weeks: 8
#     repression: {{scale: 2, assumption: "arrests double, as in earlier crackdowns"}}
"""


def starter(name: str) -> str:
    """The text of a small scenario in which every part is explained."""
    _check_name(name)
    text = resources.files("simulator.scenario").joinpath("starter.yaml").read_text("utf-8")
    return text.replace("NAME.yaml", f"{name}.yaml")


def variant(name: str, base: str) -> str:
    """The text of a scenario that extends a packaged one."""
    _check_name(name)
    if find_scenario(base) is None:
        names = scenario_names()
        hint = did_you_mean(base, names)
        message = f"there is no packaged scenario {quoted(base)}"
        raise ScenarioError([Problem("--from", "", message, expected=one_of(names), hint=hint)])
    return _VARIANT.format(name=name, base=base)


def _check_name(name: str) -> None:
    if not TITLE_PATTERN.fullmatch(name):
        message = f"{quoted(name)} cannot be a scenario's name"
        raise ScenarioError([Problem("NAME", "", message, expected=TitleRule().words)])
