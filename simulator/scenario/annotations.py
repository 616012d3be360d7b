"""Reading the annotations of a mapping: what its numbers rest on, and how far they may lie off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

from pydantic_core import PydanticCustomError

from simulator.scenario.faults import Keys, what_is
from simulator.scenario.findings import Finding
from simulator.scenario.origin import Annotation
from simulator.scenario.parsing import plain_number


class _Refused(ValueError):
    """What was expected of an annotation."""


def read_annotation(
    raw: Mapping[str, Any], path: Keys, *, known: Collection[Any]
) -> tuple[Annotation, list[Finding]]:
    """The annotation that the plain values of a mapping say, and what is wrong with them.

    ``known`` are all keys of the mapping, because a range needs a plain value beside it.

    >>> read_annotation({"assumption": "a guess", "range": [1, 3]}, (), known=["value"])[0].range
    (1.0, 3.0)
    """
    said, findings = {}, []
    for key, value in raw.items():
        try:
            said[key] = _READERS[key](value)
        except _Refused as wanted:
            findings.append(Finding((*path, key), what_is(value), expected=str(wanted)))
    annotation = Annotation(**said)
    wrong = _misplaced(annotation, known)
    findings += [Finding((*path, key), message, expected=wanted) for key, message, wanted in wrong]
    return annotation, findings


def _misplaced(said: Annotation, known: Collection[Any]) -> Iterator[tuple[str, str, str]]:
    """Keys that say nothing where they stand: the key, what is wrong, what was expected."""
    for key in ("times", "plus"):
        if getattr(said, key) is not None and not said.evidence:
            yield key, "converts no evidence", "evidence beside it"
    if said.range and said.structural:
        yield "range", "stands beside structural", "one of the two"
    elif said.range and "value" not in known:
        yield (
            "range",
            "stands beside no value",
            "value: beside it; a distribution is a range itself",
        )
    elif said.range and not (said.evidence or said.assumption):
        yield "range", "belongs to no assumption", "assumption or evidence beside it"
    if said.structural and said.assumption:
        yield "structural", "stands beside assumption", "one of the two"


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Refused("some text")
    return value.strip()


def _remark(value: object) -> str:
    """A text that may be empty: an empty note says that there is none, whatever stands above."""
    return "" if isinstance(value, str) and not value.strip() else _text(value)


def _ids(value: object) -> tuple[str, ...]:
    ids = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in ids):
        raise _Refused("the id of a row of the evidence, or a list of ids")
    return tuple(ids)


def _number(value: object) -> float:
    try:
        return float(plain_number(value))
    except PydanticCustomError:
        raise _Refused("a number") from None


def _factor(value: object) -> float:
    factor = _number(value)
    if not factor:
        raise _Refused("a number other than 0")
    return factor


def _range(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise _Refused("[least, greatest]")
    low, high = (_number(end) for end in value)
    if low >= high:
        raise _Refused("[least, greatest] in rising order")
    return low, high


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "evidence": _ids,
    "assumption": _text,
    "note": _remark,
    "structural": _text,
    "times": _factor,
    "plus": _number,
    "range": _range,
}
