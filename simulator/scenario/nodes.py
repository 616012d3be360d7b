"""YAML text to a graph of nodes, within limits, or the reason why there is none."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

DEEPEST: Final = 30
MOST_NODES: Final = 30_000


class Unreadable(Exception):
    """A text that gives no data at all, and why; ``line`` and ``column`` count from 1."""

    def __init__(
        self,
        message: str,
        *,
        expected: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.expected = message, expected
        self.line, self.column = line, column


@lru_cache(maxsize=8)
def compose(text: str) -> MappingNode:
    """The graph of nodes of a text that holds one mapping; else ``Unreadable``.

    It is only ever read, so a text that many variants extend is composed once.
    """
    _refuse_directives(text)
    if sum(text.count(separator) for separator in ",[{:") > MOST_NODES:
        raise Unreadable("holds too many values", expected=f"at most {MOST_NODES:,}")
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except RecursionError:
        raise Unreadable("is nested too deeply", expected=_SHALLOW) from None
    except YAMLError as error:
        raise _unreadable(error) from None
    except (ValueError, OverflowError):
        raise Unreadable("has an escape (\\u, \\U) that stands for no character") from None
    if node is None:
        raise Unreadable("is empty", expected="a scenario")
    if not isinstance(node, MappingNode):
        raise _at(node, "is not a mapping at its top", expected="lines of the form key: value")
    _measure(node, above=(), known={})
    return node


def _refuse_directives(text: str) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("%"):
            raise Unreadable("has a YAML directive (%)", line=number, expected="plain YAML 1.2")
        if line.strip() and not line.startswith("#"):
            return


def _unreadable(error: YAMLError) -> Unreadable:
    """The parser's complaint in plain words."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or error).splitlines()[0]
    known = (plain for told, plain in _COMPLAINTS.items() if told in problem)
    message, expected = next(known, (f"is not valid YAML: {problem}", None))
    line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
    return Unreadable(message, expected=expected, line=line, column=column)


_COMPLAINTS: Final = {
    "character '\\t'": ("has a tab where blanks are needed", "blanks for indentation"),
    "another document": ("holds a second document (---)", "one scenario a file"),
    "mapping values are not allowed": (
        "has a colon where no key can stand",
        "a line break before the key, or quotes around a text with a colon",
    ),
    "could not find expected ':'": ("has a line without a colon", "key: value"),
    "undefined alias": ("uses an alias (*name) without an anchor (&name) before it", None),
    "unexpected end of stream": ("ends inside a text in quotes", "a closing quote"),
    "special characters are not allowed": ("contains control characters", "plain text"),
    "expected <block end>, but found '<scalar>'": (
        "has more text behind a closing quote or bracket",
        "the whole text between one pair of quotes, double ones if it holds an apostrophe",
    ),
    "expected <block end>": (
        "has a line whose indentation fits no key above it",
        "the same indentation for the keys of one mapping",
    ),
    "expected the node content": ("has a bracket or comma where a value is needed", None),
    "expected ',' or": (
        "has a list or mapping in brackets that is not closed",
        "a comma or the closing bracket",
    ),
}
_SHALLOW: Final = f"at most {DEEPEST} levels"


def _measure(
    node: Node, *, above: tuple[Node, ...], known: dict[int, tuple[int, int]]
) -> tuple[int, int]:
    """How many values a node holds, aliases counted at each use, and how deep; within limits."""
    if isinstance(node, ScalarNode) and (wrong := next(filter(_unprintable, node.value), "")):
        code = f"U+{ord(wrong):04X}"
        raise _at(node, f"contains a character that is no text ({code})", expected="plain text")
    if node in above:
        raise _at(node, "has an alias inside the value it stands for")
    if len(above) > DEEPEST:
        raise _at(node, "is nested too deeply", expected=_SHALLOW)
    if id(node) not in known:
        below = [_measure(n, above=(*above, node), known=known) for n in _children(node)]
        values = 1 + sum(count for count, _ in below)
        known[id(node)] = values, 1 + max((depth for _, depth in below), default=0)
    values, depth = known[id(node)]
    if values > MOST_NODES:
        raise _at(node, "holds too many values", expected=f"at most {MOST_NODES:,}")
    if len(above) + depth > DEEPEST + 1:
        raise _at(node, "is nested too deeply", expected=_SHALLOW)
    return values, depth


def _unprintable(character: str) -> bool:
    r"""Whether a character steers a terminal, turns text round or is half of one.

    The marks that turn text round make a page show another order of letters than its file has.

    >>> [_unprintable(one) for one in ("a", "\u0634", "\u202e", "\x1b")]
    [False, False, True, True]
    """
    code = ord(character)
    steers = code < 32 and character not in "\n\t"
    turns = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return steers or turns or 127 <= code < 160 or 0xD800 <= code < 0xE000


def _children(node: Node) -> list[Node]:
    if isinstance(node, ScalarNode):
        return []
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value)


def _at(node: Node, message: str, *, expected: str | None = None) -> Unreadable:
    mark = node.start_mark
    return Unreadable(message, expected=expected, line=mark.line + 1, column=mark.column + 1)
