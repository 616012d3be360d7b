"""A small scenario in which every part of the language occurs, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import ScenarioError
from simulator.scenario import scenario_from_text

TINY = """\
start: 2025-01-26
prisoners:
  classes:
    some: {held: 10, arrest_share: 1, hold_value_usd_m: 0.4}
"""


@pytest.fixture
def tiny() -> str:
    """The least that a scenario can be."""
    return TINY


@pytest.fixture
def full() -> str:
    """A scenario with every section."""
    return (Path(__file__).parent / "full.yaml").read_text(encoding="utf-8")


@pytest.fixture
def complaints() -> Callable[[str], list[str]]:
    """What is said about a text: one line for each problem."""

    def found(text: str) -> list[str]:
        with pytest.raises(ScenarioError) as caught:
            scenario_from_text(text, name="my.yaml")
        return str(caught.value).splitlines()

    return found
