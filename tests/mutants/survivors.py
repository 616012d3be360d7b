"""Mutants that no test notices, each with the reason why that is no fault of the tests.

``python -m tests.mutants.survivors`` writes them into ``docs/validation.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.reference.document import VALIDATION, between_marks

FIRST: Final = "<!-- this table is written by tests.mutants.survivors -->"
LAST: Final = "<!-- the mutants end here -->"

GUARD = "lengths never differ: `strict` guards against a fault of the program"
ZERO = "0 either way where the gap is 0"
DTYPE = "the numbers are reals already, or become so in the comparison"
COUNTS = "whole numbers as reals compare alike"
SPEED = "saves an array; the numbers are the same"


@dataclass(frozen=True)
class Survivor:
    """A line of the simulator, what it was changed to, and why nothing shows."""

    file: str
    line: str
    became: tuple[str, ...]
    why: str


def _guard(file: str, line: str) -> Survivor:
    """A check of lengths taken out, in the three ways that mutmut takes it out."""
    return Survivor(
        file,
        line,
        tuple(line.replace("strict=True", one) for one in ("strict=None", "", "strict=False")),
        GUARD,
    )


def _in_place(file: str, function: str, array: str) -> Survivor:
    """A rounding that no longer writes into the array it was given."""
    line = f"return np.{function}({array}, out={array}).astype(np.int64)"
    return Survivor(
        file,
        line,
        (line.replace(f"out={array}", "out=None"), line.replace(f"out={array}", "")),
        SPEED,
    )


ECONOMY, ROUNDING = "simulator/model/economy.py", "simulator/model/rounding.py"
PRISONERS, SALES = "simulator/model/prisoners.py", "simulator/model/sales.py"

AGENTS: Final = (
    Survivor(
        "simulator/agents/deals.py",
        "for total, column in zip(freed, self.freed, strict=True):",
        ("for total, column in zip(freed, self.freed, strict=None):",),
        GUARD,
    ),
    Survivor(
        "simulator/agents/parameters.py",
        "laid_down = self._laid_down(choice, path)",
        ("laid_down = self._laid_down(choice, None)",),
        "the path stands in a message about a wrong design, which other tests read",
    ),
)

SURVIVORS: Final = (
    Survivor(
        ECONOMY,
        "return effective + np.where(gap > 0, gap / time_constant_weeks, 0.5 * gap)",
        ("return effective + np.where(gap >= 0, gap / time_constant_weeks, 0.5 * gap)",),
        ZERO,
    ),
    _guard(SALES, "for tonnes, cost in zip(shipped, self.outlets.cost_usd_per_t, strict=True)"),
    _guard(
        SALES,
        "for room, cost in zip(access.rooms, self.outlets.cost_usd_per_t, strict=True):",
    ),
    Survivor(
        SALES,
        'return np.argsort(logistics, axis=0, kind="stable")',
        ('return np.argsort(logistics, axis=0, kind="STABLE")',),
        "numpy takes both",
    ),
    _in_place(PRISONERS, "floor", "total"),
    Survivor(
        PRISONERS,
        "for c in range(len(held) - 1, -1, -1):",
        ("for c in range(len(held) - 1, -2, -1):",),
        "goes round to the last class again, when nobody is missing or nobody is left",
    ),
    _in_place(ROUNDING, "floor", "raised"),
    _in_place(ROUNDING, "ceil", "lowered"),
    Survivor(
        ROUNDING,
        "bound = np.asarray(b, dtype=np.float64)",
        ("bound = np.asarray(b, dtype=None)", "bound = np.asarray(b, )"),
        DTYPE,
    ),
    Survivor(
        ROUNDING,
        "return np.asarray(a, dtype=np.float64) <= bound + SLACK * np.maximum(1.0, np.abs(bound))",
        (
            "return np.asarray(a, dtype=None) <= bound + SLACK * np.maximum(1.0, np.abs(bound))",
            "return np.asarray(a, ) <= bound + SLACK * np.maximum(1.0, np.abs(bound))",
        ),
        DTYPE,
    ),
    Survivor(
        ROUNDING,
        "ahead = np.zeros(total.shape, dtype=np.int64)",
        ("ahead = np.zeros(total.shape, dtype=None)", "ahead = np.zeros(total.shape, )"),
        COUNTS,
    ),
    *AGENTS,
)


def table() -> str:
    """The survivors in Markdown, a row for each line of the simulator."""
    rows = [("file", "line", "changed to", "why nothing shows"), ("---",) * 4]
    for one in SURVIVORS:
        changed = "<br>".join(f"`{after}`" for after in one.became)
        rows.append((one.file.removeprefix("simulator/"), f"`{one.line}`", changed, one.why))
    lines = ["| " + " | ".join(cells) + " |" for cells in rows]
    return "\n".join([FIRST, "", *lines, "", LAST])


if __name__ == "__main__":
    text = VALIDATION.read_text(encoding="utf-8")
    VALIDATION.write_text(text.replace(between_marks(text, FIRST, LAST), table()), encoding="utf-8")
