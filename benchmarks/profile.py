"""Where the time of a block goes: shares by agent and by what it does, and their figure."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections.abc import Mapping
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.scenario import FULL_BLOCK, sketch
from simulator.engine.blocks import Block, Plan, run_block
from simulator.report.style import SENDERS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLACES = {
    "Rounds of talks: what each side would settle for": ("reservations.py", "terms"),
    "Rounds of talks: moves, agreements": ("talks.py", "hold_round"),
    "Opening talks": ("talks.py", "open"),
    "Deliveries": ("deliveries.py", "carry_out"),
    "Watching, attention, what is due": ("sender.py", "_act"),
    "Prisons, with and without talks": ("target.py", "_act"),
    "Price": ("market.py", "_move"),
    "Relief felt, reliance": ("relief.py", "_act"),
    "Income of the week": ("relief.py", "income"),
    "Weekly series": ("weekly.py", "take"),
    "Recorder": ("recorder.py", "_act"),
    "Observer": ("observer.py", "_act"),
    "Patron": ("patron.py", "_act"),
    "Parameters drawn, agents set up": ("cast.py", "of"),
    "Tables of the block": ("block.py", "outcomes"),
}
"""What is shown, by the function that does it; what one calls of another is counted once."""

WITHIN = {
    "Rounds of talks: moves, agreements": ("Rounds of talks: what each side would settle for",),
    "Watching, attention, what is due": (
        "Rounds of talks: what each side would settle for",
        "Rounds of talks: moves, agreements",
        "Opening talks",
        "Deliveries",
    ),
    "Recorder": ("Income of the week", "Weekly series"),
}


def shares(worlds: int = FULL_BLOCK) -> dict[str, float]:
    """Share of a block's processor time by place, the largest first."""
    profile = cProfile.Profile(time.process_time)
    plan = Plan(sketch(), 1)
    run_block(Block(0, worlds), plan=plan)
    profile.runcall(run_block, Block(0, worlds), plan=plan)
    took = _cumulated(pstats.Stats(profile))
    whole = took.pop("whole")
    found = {name: took[place] for name, place in PLACES.items() if place in took}
    for outer, inner in WITHIN.items():
        found[outer] -= sum(found[name] for name in inner)
    found["Everything else"] = whole - sum(found.values())
    ordered = sorted(found.items(), key=lambda item: -item[1])
    return {name: seconds / whole for name, seconds in ordered}


def _cumulated(stats: pstats.Stats) -> dict:
    took: dict = {}
    for (file, _, name), (_, _, _, cumulated, _) in stats.stats.items():  # type: ignore[attr-defined]
        if "simulator" in file:
            took[Path(file).name, name] = cumulated
    took["whole"] = took["blocks.py", "run_block"]
    return took


def draw(found: Mapping[str, float], path: Path) -> None:
    """The shares as bars in the house style, labelled directly; the title says the largest."""
    from PIL import Image

    from simulator.report.picture import Picture
    from simulator.report.style import house_style, sheet

    first = max(found, key=lambda name: found[name])
    title = f"No part of a block takes more than {ceil(100 * found[first])}% of its time"
    note = (
        "Share of processor time in per cent, by what it is spent on; measured with a profiler, "
        "which makes many small calls look dearer than they are."
    )
    facts = {"source": f"Source: one block of {FULL_BLOCK:,} worlds of tests/fixtures/sketch.yaml"}
    with house_style():
        page = sheet(title, note, facts, height=0.27 * len(found) + 1.1)
        _bars(page.axes(3.6, page.width - 0.5, bottom=page.bottom, top=page.top), found)
    table = pd.DataFrame({"what": found.keys(), "share": found.values()})
    drawn = Picture("performance", title, page.figure, table, note).png()
    Image.open(BytesIO(drawn)).quantize(128).save(path, optimize=True)  # as the gallery's others


def _bars(axes: Axes, found: Mapping[str, float]) -> None:
    names, values = list(found)[::-1], [100 * share for share in found.values()][::-1]
    bars = axes.barh(names, values, height=0.62, color=SENDERS[0])
    axes.bar_label(bars, [f"{value:.0f}%" for value in values], padding=4, size=9)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_visible(False)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.grid(visible=False)
    axes.margins(y=0.02)
