"""One scenario on top of another: what ``extends`` and ``--set`` mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Final

from simulator.scenario.parsing import DISTRIBUTIONS

Data = MutableMapping[Any, Any]

_WHOLE: Final = frozenset({*DISTRIBUTIONS, "value"})


def is_whole(value: object) -> bool:
    """Whether a mapping stands for one value (a distribution, a choice) and is never taken apart.

    >>> is_whole({"uniform": [1, 2]}), is_whole({"held": 3})
    (True, False)
    """
    return isinstance(value, Mapping) and not _WHOLE.isdisjoint(value)


def _assign(base: Data, top: Mapping[Any, Any], key: Any) -> None:
    base[key] = top[key]


def merge(
    base: Data,
    top: Mapping[Any, Any],
    *,
    assign: Callable[[Data, Mapping[Any, Any], Any], None] = _assign,
) -> None:
    """Put ``top`` over ``base``, which changes: mappings merge by key, the rest is replaced.

    Nothing (``null``) deletes a key of the base; distributions and lists are replaced whole.

    >>> base = {"a": {"b": 1, "c": 2}, "d": 3}
    >>> merge(base, {"a": {"b": 9}, "d": None})
    >>> base
    {'a': {'b': 9, 'c': 2}}
    """
    for key, value in top.items():
        old = base.get(key)
        if value is None and key in base:
            del base[key]
        elif _mergeable(old) and _mergeable(value):
            merge(old, value, assign=assign)  # type: ignore[arg-type]
        else:
            assign(base, top, key)


def _mergeable(value: object) -> bool:
    return isinstance(value, MutableMapping) and not is_whole(value)
