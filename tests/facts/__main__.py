"""``python -m tests.facts``: examine all facts, write the gallery and the document's tables."""

from __future__ import annotations

import sys

from tests.facts import words
from tests.facts.examine import FULL, examine
from tests.facts.gallery import DOCUMENT, renew, write
from tests.facts.table import FACTS


def main() -> int:
    """Examine, write, say what was written; 1 if a claim comes out other than the table says."""
    examined = list(examine(FACTS, FULL, tell=lambda key: print(key, end=" ", flush=True)))  # noqa: T201
    print()  # noqa: T201
    for path in write(examined, FULL):
        print(path)  # noqa: T201
    renew(DOCUMENT, words.frame(examined))
    print(DOCUMENT)  # noqa: T201
    verdicts = [verdict for one in examined for verdict in one.verdicts]
    astray = [v.part.key for v in verdicts if v.holds == bool(v.part.fails)]
    if astray:
        print("come out otherwise than the table of facts says:", *astray)  # noqa: T201
    return 1 if astray else 0


if __name__ == "__main__":
    sys.exit(main())
