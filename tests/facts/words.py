"""Numbers and tables in words: what facts.csv, facts.md and docs/validation.md say alike."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Final

import pandas as pd

from tests.facts.examine import Examined
from tests.facts.experiment import Fact
from tests.facts.judge import Verdict

HEAD: Final = (
    "| part | claim | smallest effect | effect (95% interval) | right sign | draws | pairs "
    "| holds |",
    "|---|---|---|---|---|---|---|---|",
)
DAGGER: Final = "†"


def number(value: float) -> str:
    """Three significant figures, a true minus sign, a plus where it is positive.

    >>> number(-0.0312345), number(171.84), number(0.0)
    ('−0.0312', '+172', '0')
    """
    if value == 0:
        return "0"
    text = f"{value:+.3g}" if abs(value) < 1000 else f"{value:+.0f}"
    return text.replace("-", "−")


def share(value: float) -> str:
    """A share as per cent, down to a tenth where it is near a bound.

    >>> share(0.985), share(1.0)
    ('98.5%', '100%')
    """
    return f"{100 * value:.1f}".removesuffix(".0") + "%"


def row(fact: Fact, verdict: Verdict) -> dict[str, object]:
    """A line of facts.csv."""
    part = verdict.part
    return {
        "fact": fact.number,
        "part": part.key,
        "instead_of": part.instead_of,
        "claim": part.claim,
        "unit": part.unit,
        "smallest_effect": part.sign * part.least,
        "effect": round(verdict.effect, 6),
        "low": round(verdict.low, 6),
        "high": round(verdict.high, 6),
        "right_sign": round(verdict.right, 6),
        "draws": len(verdict.by_draw),
        "pairs": verdict.pairs,
        "holds": "yes" if verdict.holds else "no",
        "why_not": part.fails,
    }


def frame(examined: Iterable[Examined]) -> pd.DataFrame:
    """The table of facts.csv."""
    return pd.DataFrame([row(one.fact, verdict) for one in examined for verdict in one.verdicts])


def markdown(rows: pd.DataFrame) -> str:
    """The table for readers, from the table of facts.csv."""
    return "\n".join([*HEAD, *(_line(line) for line in rows.fillna("").to_dict("records"))])


def _line(line: Mapping[Hashable, Any]) -> str:
    low, high = number(line["low"]), number(line["high"])
    cells = (
        f"{line['part']}{DAGGER if line['instead_of'] else ''}",
        line["claim"],
        f"{number(float(str(line['smallest_effect'])))} {line['unit']}",
        f"{number(float(str(line['effect'])))} ({low} to {high})",
        share(line["right_sign"]),
        line["draws"],
        f"{line['pairs']:,}",
        line["holds"] if line["holds"] == "yes" else "**no**",
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def why_not(rows: pd.DataFrame) -> str:
    """The claims that do not hold, with the reason and what was put in their place."""
    later = rows[rows["instead_of"] != ""].groupby("instead_of")["part"].agg(", ".join)
    lines = []
    for line in rows[rows["holds"] == "no"].to_dict("records"):
        instead = f" Instead: {later[line['part']]}." if line["part"] in later else ""
        lines.append(f"- **{line['part']}**, {line['claim']}: no, {line['why_not']}.{instead}")
    return "\n".join(lines)
