"""The words that exercises and reports use, explained for somebody outside the field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from simulator.errors import ExerciseError
from simulator.scenario.faults import did_you_mean, quoted
from simulator.scenario.source import read_source


@cache
def glossary() -> Mapping[str, str]:
    """Each term, in lower case, with its explanation, in the order of the alphabet."""
    text = resources.files("simulator.exercise").joinpath("glossary.yaml").read_text("utf-8")
    found = read_source(text, file="glossary.yaml").data
    return {str(term): " ".join(str(told).split()) for term, told in sorted(found.items())}


def explain(term: str) -> str:
    """What a term means; ``ExerciseError`` with the nearest terms if it is not there.

    >>> explain("ZOPA").partition(":")[0]
    'zopa'
    """
    known = glossary()
    wanted = " ".join(term.lower().replace("_", " ").replace("-", " ").split())
    if wanted in known:
        return f"{wanted}: {known[wanted]}"
    near = [name for name in known if wanted and (wanted in name or name in wanted)]
    if len(near) == 1:
        return f"{near[0]}: {known[near[0]]}"
    hint = did_you_mean(wanted, near or known) or "'sanctions glossary' lists them all"
    raise ExerciseError(f"the glossary has no {quoted(term)}; {hint}")
