"""The packaged scenarios with their titles and questions."""

from __future__ import annotations

from simulator.errors import ScenarioError
from simulator.scenario.chain import read_chain
from simulator.scenario.files import find_file
from simulator.scenario.library import scenario_names


def catalogue() -> list[dict[str, str]]:
    """Name, title and question of each packaged scenario, as its own file gives them."""
    return [{"name": name, **_headline(name)} for name in scenario_names()]


def _headline(name: str) -> dict[str, str]:
    try:
        data = read_chain(find_file(name))[-1].data
    except ScenarioError:  # one bad file must not hide the others; validate tells what is wrong
        data = {}
    return {key: " ".join(str(data.get(key) or "").split()) for key in ("title", "question")}
