"""All facts examined: each arm lives once, however many parts it serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from tests.facts.experiment import Fact
from tests.facts.judge import Verdict, judge
from tests.facts.live import Size, live

FULL: Final = Size(draws=200, worlds_a_draw=256)
FAST: Final = Size(draws=40, worlds_a_draw=96)


@dataclass(frozen=True)
class Examined:
    """A fact and what came out for each of its parts."""

    fact: Fact
    verdicts: tuple[Verdict, ...]


def examine(
    facts: tuple[Fact, ...], size: Size, *, tell: Callable[[str], None] = lambda _: None
) -> Iterator[Examined]:
    """Examine facts one after another; ``tell`` hears of each part."""
    for fact in facts:
        lived = cache(lambda arm: live(arm, size))  # arms are shared within a fact
        verdicts = []
        for part in fact.parts:
            effect = part.effect({name: lived(arm) for name, arm in part.arms.items()})
            verdicts.append(judge(part, effect, size))
            tell(part.key)
        yield Examined(fact, tuple(verdicts))
