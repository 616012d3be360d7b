"""What a study of sensitivity found, in words: ``summary.txt`` and the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from simulator.analysis.sensitivity.sobol import OTHERS
from simulator.analysis.sensitivity.variance import Share
from simulator.randomness import TILE
from simulator.report.sensitivity import names

if TYPE_CHECKING:
    import pandas as pd

    from simulator.analysis.sensitivity.study import Study

_MOST: Final = 12
_WIDTH: Final = 80
_PARTS: Final = {
    "numbers": "the scenario's uncertain numbers",
    "luck": "luck alone",
    "both": "luck and numbers together",
}
_STAGES: Final = {
    "given": "an ordinary run, for what numbers explain by themselves",
    "replication": "points in 256 shared worlds each, for luck",
    "morris": "screening",
    "sobol": "Sobol' indices",
}


def summary(study: Study) -> str:
    """Tell what matters, outcome by outcome; ends with a newline."""
    lines = [_wrap(f"What matters in {study.scenario.title or study.scenario.name}")]
    for outcome in study.outcomes:
        lines += _outcome(study, outcome)
    lines += _costs(study)
    return "\n".join(lines) + "\n"


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _outcome(study: Study, outcome: str) -> Iterator[str]:
    yield f"\n{names.with_unit(outcome).upper()}"
    yield "  Variance between worlds (share, 95% interval):"
    parts = study.variance[study.variance["outcome"] == outcome]
    for row in parts.itertuples():
        share = Share(float(row.share), float(row.low), float(row.high))  # type: ignore[arg-type]
        yield f"    {_PARTS[str(row.part)]}: {share}"
    yield from _first(study, outcome)
    yield from _sobol(study, outcome)
    yield from _morris(study, outcome)


def _first(study: Study, outcome: str) -> Iterator[str]:
    found = study.of(outcome, "given-data", "first")
    told = found[found["told_from_zero"]]
    yield "  Explained by one number alone, of all variance:"
    for path, row in told.head(_MOST).iterrows():
        yield f"    {path}: {_share(row)}"
    rest, by_chance = len(found) - len(told), 0.025 * len(found)
    yield _wrap(
        "These come from an ordinary run, the parts above from points run again with other luck: "
        "within their intervals a part may come out above the whole.",
        "    ",
    )
    yield _wrap(
        f"Of {len(found)} numbers and words, {rest} cannot be told from zero; of those that can, "
        f"about {by_chance:.0f} would be chance.",
        "    ",
    )


def _sobol(study: Study, outcome: str) -> Iterator[str]:
    first, total = (study.of(outcome, "sobol", index) for index in ("first", "total"))
    if not len(first):
        return
    yield f"  Sobol' indices, of the variance of means over {TILE} worlds (first; total),"
    yield f"  {_left_of_luck(study, outcome):.1%} of which is still luck:"
    for path in total.index:
        name = OTHERS if path == OTHERS else path
        yield f"    {name}: {_share(first.loc[path])}; {_share(total.loc[path])}"


def _left_of_luck(study: Study, outcome: str) -> float:
    """What of the variance of means over the shared worlds is luck, which no number explains."""
    parts = study.variance[study.variance["outcome"] == outcome].set_index("part")["share"]
    luck, numbers = float(parts["both"]) / TILE, float(parts["numbers"])
    return luck / max(luck + numbers, 1e-12)


def _morris(study: Study, outcome: str) -> Iterator[str]:
    found = study.of(outcome, "morris", "mu_star")
    if not len(found):
        return
    noise = study.of(outcome, "morris", "noise")["value"].to_dict()
    told = found[found["told_from_zero"]]
    yield "  Screening: mean change for a step of half the distribution (luck alone would give):"
    for path, row in told.head(_MOST).iterrows():
        yield f"    {path}: {row['value']:.3g} ({noise[path]:.2g})"
    yield f"    {len(found) - len(told)} of {len(found)} cannot be told from zero."


def _share(row: pd.Series[float]) -> str:
    return str(Share(float(row["value"]), float(row["low"]), float(row["high"])))


def _costs(study: Study) -> Iterator[str]:
    yield f"\nCOST: {study.worlds:,} worlds"
    for stage, worlds in study.cost.items():
        yield f"  {worlds:,}: {_STAGES[stage]}"
