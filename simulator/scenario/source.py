"""YAML text to plain data, with the place of every value and the annotations beside it.

Nothing in a scenario is executed: the text becomes a graph of nodes, and only mappings, lists,
numbers, dates, true, false and text are taken from it, within limits of size, depth and number.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from simulator.scenario.annotations import read_annotation
from simulator.scenario.faults import Keys, quoted
from simulator.scenario.findings import Finding, Mark, Place
from simulator.scenario.nodes import Unreadable, compose
from simulator.scenario.origin import Annotation
from simulator.scenario.vocabulary import ANNOTATIONS

_STANDARD: Final = "tag:yaml.org,2002:"


@dataclass
class Source:
    """What one text says: data without annotations, places, annotations, and what is wrong."""

    file: str
    text: str = ""
    data: dict[Any, Any] = field(default_factory=dict)
    places: dict[Keys, Place] = field(default_factory=dict)
    annotations: dict[Keys, Annotation] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_source(text: str, *, file: str) -> Source:
    """The data, places and annotations of a text; ``Unreadable`` if it is no mapping at all."""
    node = compose(text)
    source = Source(file, text)
    data = _Reader(source).mapping(node, ())
    if not isinstance(data, dict):
        raise Unreadable('has "value" at its top', expected="the keys of a scenario there")
    source.data = data
    return source


class _Reader:
    """Walks the nodes and fills a source."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def value(self, node: Node, path: Keys) -> Any:
        """The plain value of a node."""
        if node.tag not in _tags_of(node):
            self._find(path, f"has the YAML tag {quoted(node.tag)}", "a value without a tag", node)
            return None
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        return [self._item(item, (*path, place)) for place, item in enumerate(node.value)]

    def mapping(self, node: Node, path: Keys) -> Any:
        """The mapping without its annotations, or the value that the annotations are about."""
        nodes = self._entries(node, path)
        self._annotate(nodes, path)
        rest = {key: n for key, n in nodes.items() if not _is_annotation(key, path)}
        if "value" in rest:
            return self._annotated_value(rest, path)
        return {key: self.value(n, (*path, key)) for key, n in rest.items()}

    def _annotated_value(self, rest: dict[Any, Node], path: Keys) -> Any:
        for key in rest:
            if key != "value":
                message = "stands beside value"
                expected = f"only {', '.join(ANNOTATIONS[:-1])} or {ANNOTATIONS[-1]} there"
                self._source.findings.append(Finding((*path, key), message, expected=expected))
        if path in self._source.places:
            place = self._source.places[path]
            self._source.places[path] = Place(place.key, self._mark(rest["value"]))
        return self.value(rest["value"], path)

    def _entries(self, node: Node, path: Keys) -> dict[Any, Node]:
        """The nodes by key; a key that comes twice or cannot be one is found and left out."""
        nodes: dict[Any, Node] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key is None:
                continue
            if key in nodes:
                self._find((*path, key), "comes twice", "each key once", key_node)
                continue
            nodes[key] = value_node
            self._place((*path, key), key_node, value_node)
        return nodes

    def _key(self, node: Node, path: Keys) -> Any:
        if node.tag == f"{_STANDARD}merge":
            self._find(path, "merges a mapping with <<", "extends, or the keys themselves", node)
            return None
        key = self._scalar(node) if isinstance(node, ScalarNode) else None
        if isinstance(key, bool) or not isinstance(key, str | int | float):
            self._find(path, "has a key that is no name", "a name or a number as key", node)
            return None
        return key

    def _item(self, node: Node, path: Keys) -> Any:
        self._place(path, node, node)
        return self.value(node, path)

    def _scalar(self, node: Node) -> Any:
        convert = _SCALARS.get(node.tag or "", str)
        try:
            return convert(node.value)
        except (ValueError, OverflowError):
            return str(node.value)  # such as 2025-13-01; the schema will say what it wants

    def _annotate(self, nodes: dict[Any, Node], path: Keys) -> None:
        raw = {k: self.value(n, (*path, k)) for k, n in nodes.items() if k in ANNOTATIONS}
        if raw:
            self._source.annotations[path], findings = read_annotation(raw, path, known=nodes)
            self._source.findings += findings

    def _place(self, path: Keys, key: Node, value: Node) -> None:
        self._source.places[path] = Place(self._mark(key), self._mark(value))

    def _find(self, path: Keys, message: str, expected: str, node: Node) -> None:
        finding = Finding(path, message, expected=expected, mark=self._mark(node))
        self._source.findings.append(finding)

    def _mark(self, node: Node) -> Mark:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        return Mark(self._source.file, line, column)


def _is_annotation(key: Any, path: Keys) -> bool:
    """Whether a key is stripped from the data; an event keeps its note for readers."""
    return key in ANNOTATIONS and not (key == "note" and len(path) == 2 and path[0] == "timeline")


def _integer(text: str) -> int:
    digits = text.replace("_", "").lower()
    base = {"0x": 16, "0o": 8, "0b": 2}.get(digits.lstrip("+-")[:2], 10)
    return int(digits, base)


def _real(text: str) -> float:
    return float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return dt.datetime.fromisoformat(text)


_SCALARS: Final[dict[str, Any]] = {
    f"{_STANDARD}int": _integer,
    f"{_STANDARD}float": _real,
    f"{_STANDARD}bool": lambda text: text.lower() == "true",
    f"{_STANDARD}null": lambda _: None,
    f"{_STANDARD}timestamp": _date,
}
_SCALAR_TAGS: Final = frozenset({*_SCALARS, f"{_STANDARD}str"})


def _tags_of(node: Node) -> frozenset[str]:
    """The tags that a node of this kind has when none is written."""
    if isinstance(node, ScalarNode):
        return _SCALAR_TAGS
    return frozenset({f"{_STANDARD}map" if isinstance(node, MappingNode) else f"{_STANDARD}seq"})
