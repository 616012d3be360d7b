"""The text that a strategy of one's own starts from."""

from __future__ import annotations

import re
from importlib import resources

from simulator.agents.plugins.sources import is_name
from simulator.errors import RequestError
from simulator.scenario.vocabulary import STRATEGIES, words


def strategy_starter(name: str) -> str:
    """A file of Python with a class and a function, explained, under names made from ``name``.

    >>> "class SlowStart:" in strategy_starter("slow_start")
    True
    """
    if not is_name(name) or len(name) > 30:
        raise RequestError(
            f"NAME: {name!r} cannot be a strategy's name; expected at most 30 small letters, "
            "digits and _, a letter first, such as slow_start"
        )
    if any(name in words(subject) for subject in STRATEGIES):
        raise RequestError(f"NAME: {name} is a strategy that is there already; choose another")
    text = resources.files("simulator.agents.plugins").joinpath("template.py.txt")
    fill = {"CLASS": "".join(part.title() for part in name.split("_")), "NAME": name}
    fill["FILE"] = f"{name}.py"
    return re.sub(r"CLASS|NAME|FILE", lambda found: fill[found[0]], text.read_text("utf-8"))
