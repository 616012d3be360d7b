"""A scenario as one file, after ``extends`` and overrides, with comments and evidence kept."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString
from ruamel.yaml.tokens import CommentToken

from simulator.scenario.faults import Keys
from simulator.scenario.findings import dotted
from simulator.scenario.layers import Data, basis, lay, merge
from simulator.scenario.nodes import compose
from simulator.scenario.origin import Origin, Provenance
from simulator.scenario.source import read_source


def resolve(origin: Origin) -> str:
    """Merge the texts into one that has the same values and the same evidence for each.

    A single text keeps its own layout.
    """
    if len(origin.texts) == 1 and not origin.posterior:
        kept = _named(origin.texts[0], origin.name)
        if kept is not None:
            return kept
    return _dumped(_one_document(origin))


def _named(text: str, name: str) -> str | None:
    """A text that says the scenario's name, put before the first key where it has none.

    ``None`` if no line can be put there.
    """
    document = compose(text)
    if any(key.value == "name" for key, _ in document.value):
        return text
    place = document.value[0][0].start_mark.index
    if document.flow_style or not f"\n{text[:place]}".endswith("\n"):
        return None
    return text[:place] + _dumped(CommentedMap(name=name)) + text[place:]


def _one_document(origin: Origin) -> CommentedMap:
    document = _merged(origin.texts)
    document.pop("extends", None)
    if "name" in document:
        document["name"] = origin.name
    else:
        document.insert(0, "name", origin.name)
    _write_out(document, origin.posterior)
    _state_bases(document, origin)
    return document


def _write_out(document: CommentedMap, posterior: str) -> None:
    """Put the table of joint draws where its file is named, so that one file holds all."""
    if not posterior:
        return
    text, given = LiteralScalarString(posterior), document["posterior"]
    if isinstance(given, CommentedMap):
        given["value"] = text
    else:
        document["posterior"] = text


def _merged(texts: tuple[str, ...]) -> CommentedMap:
    document, *others = [_loaded(text) for text in texts]
    for other in others:
        merge(document, other, assign=_assign)
    _open_with(document, others)
    return document


def _open_with(document: CommentedMap, others: list[CommentedMap]) -> None:
    """Let the file begin with the opening comments of all, the topmost first."""
    comments = [other.ca.comment[1] for other in (*others[::-1], document) if other.ca.comment]
    lines = [line for comment in comments for line in comment or ()]
    if lines:
        document.ca.comment = [None, lines]


def _loaded(text: str) -> CommentedMap:
    document: CommentedMap = _yaml().load(text)
    return copy.deepcopy(document)


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 120
    yaml.preserve_quotes = True
    return yaml


def _dumped(document: CommentedMap) -> str:
    out = io.StringIO()
    _yaml().dump(document, out)
    return out.getvalue()


def _assign(base: Data, top: Mapping[Any, Any], key: Any) -> None:
    """Replace a value; the remark at the end of its line is replaced with it."""
    base[key] = top[key]
    if isinstance(base, CommentedMap) and isinstance(top, CommentedMap):
        old, new = _remark(base, key), _remark(top, key)
        if old:
            _, newline, after = old.value.partition("\n")
            first = new.value.partition("\n")[0] if new else ""
            old.value = first + newline + after
        elif new:
            base.ca.items[key] = copy.deepcopy(top.ca.items[key])


def _remark(mapping: CommentedMap, key: Any) -> CommentToken | None:
    """The comment after a value; it can run on to the lines before the next key."""
    tokens = mapping.ca.items.get(key)
    return tokens[2] if tokens else None


def _state_bases(document: CommentedMap, origin: Origin) -> None:
    """Write a basis beside the numbers that would otherwise inherit another from the base file."""
    if len(origin.texts) == 1:  # nothing to inherit, and reading the text again is slow
        return
    source = read_source(_dumped(document), file="")
    for path in lay([source]).provenance():
        true = origin.provenance.get(dotted(path), Provenance())
        _state(document, path, true=true, read=basis(source, path))


def _state(document: CommentedMap, path: Keys, *, true: Provenance, read: Provenance) -> None:
    """Put beside the number at a path what its annotations would not be read as."""
    true = replace(true, posterior=False)
    if true == read:
        return
    value = _annotated(document, path)
    if replace(true, note=None) != replace(read, note=None):
        for key in _GROUNDS:
            value.pop(key, None)
        value.update(_grounds(true))
    if true.note != read.note:
        value["note"] = true.note or ""


_GROUNDS: Final = ("evidence", "assumption", "structural", "times", "plus", "range")


def _grounds(basis: Provenance) -> dict[str, Any]:
    """The annotations that say what a number rests on."""
    word = "structural" if basis.structural else "assumption"
    said: dict[str, Any] = {word: basis.assumption, "times": basis.times, "plus": basis.plus}
    said["range"] = basis.range and _flow_list(basis.range)
    given = {key: entry for key, entry in said.items() if entry is not None}
    return {"evidence": _flow_list(basis.evidence), **given}


def _annotated(document: CommentedMap, path: Keys) -> CommentedMap:
    """The mapping that can hold annotations of the number at a path."""
    parent: Any = document
    for key in path[:-1]:
        parent = parent[key]
    value = parent[path[-1]]
    if isinstance(value, CommentedMap):
        return value
    wrapped = CommentedMap({"value": value})
    wrapped.fa.set_flow_style()
    parent[path[-1]] = wrapped
    return wrapped


def _flow_list(entries: tuple[Any, ...]) -> CommentedSeq:
    listed = CommentedSeq(entries)
    listed.fa.set_flow_style()
    return listed
