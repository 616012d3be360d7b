"""Checked values as plain data again: mappings, lists, numbers, text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from simulator.scenario.distributions import Distribution, WordChoice
from simulator.scenario.schema.behaviour import BehaviourChange


def as_plain(value: Any) -> Any:
    """A part of a scenario as JSON could hold it, defaults included, in the order of the schema.

    >>> from simulator.scenario.distributions import Uniform
    >>> as_plain({"held": 3, "restock": Uniform(1.0, 2.0)})
    {'held': 3, 'restock': {'uniform': [1.0, 2.0]}}
    """
    if isinstance(value, BehaviourChange):
        return {name: as_plain(entry) for name, entry in _changes(value).items()}
    if isinstance(value, BaseModel):
        return {name: as_plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {name: as_plain(entry) for name, entry in value.items()}
    return _plain_leaf(value)


def _changes(value: BehaviourChange) -> dict[str, Any]:
    return {name: getattr(value, name) for name in sorted(value.model_fields_set)}


def _plain_leaf(value: Any) -> Any:
    if isinstance(value, Distribution):
        return value.as_data()
    if isinstance(value, WordChoice):
        return {**value.as_data(), "options": [as_plain(option) for option in value.options]}
    if isinstance(value, tuple):
        return [as_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, dt.date) else value
