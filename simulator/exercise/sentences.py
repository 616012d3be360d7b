"""Free text in ``answers.yaml``, as it was meant: a sentence need not know what YAML wants."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

_BLOCK = re.compile(r"[|>][-+]?$")


def sentences_quoted(text: str, *, tasks: Collection[str], free: Collection[str]) -> str:
    r"""The text with each ``free`` task's sentences in quotes; every other line stays in its place.

    So a sentence that was not moved in, or has a colon, costs nobody the marks of the other tasks.

    >>> sentences_quoted("why: |\nIt is so: look.\n# 2.\nn: 3", tasks=["why", "n"], free=["why"])
    'why: "It is so: look."\n\n# 2.\nn: 3'
    """
    lines, first = text.splitlines(), None
    for number, line in enumerate([*lines, "#"]):
        key = re.match(r"(\w+) *:(\s|$)", line)
        known = key is not None and key[1] in tasks
        if first is not None and (known or line.startswith("#")):
            lines[first:number] = _quoted(lines[first:number])
            first = None
        if key is not None and key[1] in free:
            first = number
    return "\n".join(lines) + "\n" * text.endswith("\n")


def _quoted(block: list[str]) -> list[str]:
    """A name with its sentences on one line, and empty lines in place of the others."""
    name, _, start = block[0].partition(":")
    start = start.strip()
    if start.startswith(('"', "'", "#")):
        return block
    said = ["" if _BLOCK.match(start) else start, *(line.strip() for line in block[1:])]
    whole = "\n".join(said).strip()
    return [f"{name}: {json.dumps(whole, ensure_ascii=False)}", *("" for _ in block[1:])]
