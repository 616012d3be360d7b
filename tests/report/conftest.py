"""Small runs made by hand: tables with exactly the columns of the run folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.agents.journal import Event
from simulator.engine.closely import Closely
from simulator.report.labels import labels_of
from simulator.report.talks import WorldTold
from simulator.results.freed import freed_in

START = date(2025, 1, 26)
LADDERS = {
    "washington": {
        "contact": "Contact",
        "aviation": "Aviation",
        "potash": "Potash",
        "banks": "Banks",
    },
    "brussels": {"transit": "Transit", "eu_banks": "EU banks"},
}
CLASSES = {"foreign": "foreign", "prominent": "prominent", "rank_and_file": "rank and file"}


@dataclass(frozen=True)
class Tables:
    """A run's tables, as the report takes them."""

    outcomes: pd.DataFrame
    series: pd.DataFrame
    deals: pd.DataFrame
    story: pd.DataFrame
    story_series: pd.DataFrame
    closely: Closely
    story_rounds: pd.DataFrame
    facts: Mapping[str, Any]
    told: WorldTold | None = None

    @property
    def freed(self) -> pd.DataFrame:
        return freed_in(self.deals)


@dataclass(frozen=True)
class Plan:
    """What a made-up run should look like."""

    worlds: int = 400
    weeks: int = 156
    seed: int = 7
    luck: float = 1.0
    effect: float = 0.6
    noise: float = 1.0
    ladders: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: LADDERS)
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"washington": "Washington", "brussels": "Brussels"}
    )
    talks_weekly: bool = False


def day(week: float) -> str:
    return (START + timedelta(weeks=int(week))).isoformat()


def _deals(plan: Plan, rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for sender, ladder in plan.ladders.items():
        for world in range(plan.worlds):
            week = 0.0
            for step, (rung, label) in enumerate(ladder.items()):
                week += 4 + plan.noise * rng.exponential(9 + 8 * step)
                if week + 6 >= plan.weeks or rng.random() > 0.93 * plan.luck:
                    break
                size = round((9, 39, 110, 105)[step % 4] * np.exp(plan.noise * rng.normal(0, 0.35)))
                kept = rng.random() < 0.9
                rows.append({
                    "world": world, "sender": sender, "rung": rung, "rung_name": label,
                    "agreed_week": int(week), "agreed_date": day(week), "round": 3,
                    "zopa_low": size // 2, "zopa_high": size * 2, "prisoners": size,
                    "released": size if kept else size // 2,
                    "relief_week": int(week) + 5 if kept else np.nan,
                    "outcome": "kept" if kept else "breach_by_target",
                })  # fmt: skip
                if not kept:
                    break
    columns = (
        "world sender rung rung_name agreed_week agreed_date round zopa_low zopa_high prisoners "
        "released relief_week outcome"
    ).split()
    return pd.DataFrame(rows, columns=columns)


def _cumulated(plan: Plan, rows: pd.DataFrame, week: str, value: str | None) -> np.ndarray:
    grid = np.zeros((plan.worlds, plan.weeks))
    rows = rows.dropna(subset=[week])
    amount = rows[value].to_numpy(float) if value else 1.0
    at = np.minimum(rows[week].to_numpy(float).astype(int), plan.weeks - 1)
    np.add.at(grid, (rows["world"].to_numpy(int), at), amount)
    return grid.cumsum(axis=1)


def _histories(plan: Plan, deals: pd.DataFrame, rng: np.random.Generator) -> dict[str, np.ndarray]:
    shape = (plan.worlds, plan.weeks)
    weeks = np.arange(plan.weeks)
    steps = rng.normal(0, 6 * plan.noise, shape).cumsum(axis=1)
    released = _cumulated(plan, deals, "agreed_week", "released")
    alone = np.maximum(0, np.rint(1250 + 1.2 * weeks + steps))
    grids = {
        "held": np.maximum(0, alone - np.rint(plan.effect * released)),
        "held_without_talks": alone,
        "released": released,
        "arrested": np.rint(10 * (weeks + 1) + steps),
    }
    pull = np.zeros(shape)
    for ladder, sender in ((ladder, sender) for sender, ladder in plan.ladders.items()):
        for rung in ladder:
            mine = deals[(deals["sender"] == sender) & (deals["rung"] == rung)]
            level = np.minimum(1, _cumulated(plan, mine, "relief_week", None))
            grids[f"relief_{rung}"] = np.apply_along_axis(_lagged, 1, level)
            pull += 0.03 * grids[f"relief_{rung}"]
    grids["reliance"] = 0.72 - pull.cumsum(axis=1) / np.maximum(weeks + 1, 60)
    return grids


def _lagged(level: np.ndarray) -> np.ndarray:
    felt = np.zeros_like(level)
    for t in range(1, len(level)):
        felt[t] = felt[t - 1] + (level[t] - felt[t - 1]) / 10
    return felt


def _series(grids: Mapping[str, np.ndarray], *, weekly_without: bool) -> pd.DataFrame:
    marks = {"p05": 5, "p10": 10, "p25": 25, "p50": 50, "p75": 75, "p90": 90, "p95": 95}
    parts = []
    for name, grid in grids.items():
        if name == "held_without_talks" and not weekly_without:
            continue
        weeks = np.arange(grid.shape[1])
        frame = pd.DataFrame(
            {"week": weeks, "date": [day(week) for week in weeks], "variable": name}
        )
        frame["mean"] = grid.mean(axis=0)
        for column, mark in marks.items():
            frame[column] = np.percentile(grid, mark, axis=0)
        parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def _outcomes(plan: Plan, deals: pd.DataFrame, grids: Mapping[str, np.ndarray]) -> pd.DataFrame:
    worlds = pd.RangeIndex(plan.worlds)
    by_world = deals.groupby("world")
    end = {name: grid[:, -1] for name, grid in grids.items()}
    frame = pd.DataFrame({
        "world": worlds, "released": end["released"].astype(int), "gestures": 40,
        "arrested": end["arrested"].astype(int), "term_ended": 900, "held_start": 1250,
        "held_end": end["held"].astype(int),
        "held_end_without_talks": end["held_without_talks"].astype(int),
    })  # fmt: skip
    frame["net_effect"] = frame["held_end_without_talks"] - frame["held_end"]
    relief = [name for name in grids if name.startswith("relief_")]
    frame["relief_value_usd_m"] = sum(
        (4.0 * grids[name].sum(axis=1) for name in relief), np.zeros(plan.worlds)
    )
    price = frame["relief_value_usd_m"] / frame["released"].where(frame["released"] > 0)
    frame["price_per_prisoner_usd_m"] = price
    frame["reliance_start"], frame["reliance_end"] = 0.72, end["reliance"]
    frame["deals"] = by_world.size().reindex(worlds, fill_value=0).to_numpy()
    frame["breakdowns"] = 1
    broken = deals[deals["outcome"] == "breach_by_target"].groupby("world").size()
    frame["breaches_by_target"] = broken.reindex(worlds, fill_value=0).to_numpy()
    frame["breaches_by_senders"], frame["snapbacks"] = 0, 0
    frame["first_deal_week"] = by_world["agreed_week"].min().reindex(worlds).to_numpy(float)
    for sender, ladder in plan.ladders.items():
        for rung in ladder:
            mine = deals[(deals["sender"] == sender) & (deals["rung"] == rung)]
            reached = mine.groupby("world")["relief_week"].min()
            frame[f"week_{sender}_{rung}"] = reached.reindex(worlds).to_numpy(float)
    return frame


def _story(plan: Plan, deals: pd.DataFrame, world: int) -> pd.DataFrame:
    rows: list[tuple[int, str, str, str]] = []
    for deal in deals[deals["world"] == world].sort_values("agreed_week").to_dict("records"):
        who, week, name = plan.labels[deal["sender"]], int(deal["agreed_week"]), deal["rung_name"]
        agreed = f"{who} and Minsk agree on {deal['prisoners']} people for “{name}”."
        rows += [
            (week - 2, who, "round", f"{who} asks for {deal['zopa_high']} people."),
            (week - 1, who, "round", f"{who} asks for {deal['prisoners'] + 3} people."),
            (week, who, "agreement", agreed),
            (
                week + 2,
                "Minsk",
                "release",
                f"Minsk releases {deal['released']} people. It may pay.",
            ),
        ]
        if deal["outcome"] == "kept":
            rows.append((week + 5, who, "relief", f"{who} eases “{name}”."))
        else:
            rows.append((week + 5, "Minsk", "breach by target", "Minsk does not deliver."))
    frame = pd.DataFrame(sorted(rows), columns=["week", "actor", "kind", "text"])
    frame.insert(1, "date", [day(week) for week in frame["week"]])
    return frame


def _told(plan: Plan, deals: pd.DataFrame, world: int, facts: Mapping[str, Any]) -> WorldTold:
    """The talks behind a world's deals, and one of each sender that fails."""
    events = []
    for sender, ladder in plan.ladders.items():
        mine = deals[(deals["world"] == world) & (deals["sender"] == sender)]
        for deal in mine.to_dict("records"):
            week, rung, people = int(deal["agreed_week"]), deal["rung"], deal["prisoners"]
            events += _talk(sender, rung, max(0, week - 2), asked=people, hi=people + 9)
            agreed = {"rung": rung, "people": people}
            events.append(Event(week, sender, "agreement", agreed))
            done = "deal complete" if deal["outcome"] == "kept" else "breach by target"
            events.append(Event(week + 5, sender, done, agreed))
        rung = next(iter(ladder), None)
        if rung and plan.weeks > 20:
            events += _talk(sender, rung, plan.weeks - 12, asked=90, hi=20)
            ended = {"rung": rung, "walked_out": 0}
            events.append(Event(plan.weeks - 2, sender, "breakdown", ended))
            events.append(Event(plan.weeks // 2, sender, "attention lost", {"weeks": 9.5}))
    events.sort(key=lambda event: event.week)
    released = int(deals.loc[deals["world"] == world, "released"].sum())
    return WorldTold(world, events, released, labels_of(facts))


def _talk(sender: str, rung: str, week: int, *, asked: int, hi: int) -> list[Event]:
    numbers = {"rung": rung, "asked": asked, "offered": hi // 2, "lo": asked - 2, "hi": hi}
    return [
        Event(week, sender, "talks open", {"rung": rung, "extra": ""}),
        Event(week, sender, "round", numbers),
        Event(week + 2, sender, "round", numbers),
    ]


def make_run(plan: Plan | None = None) -> Tables:
    """Make the tables of a run that never happened."""
    plan = plan or Plan()
    rng = np.random.default_rng(plan.seed)
    deals = _deals(plan, rng)
    grids = _histories(plan, deals, rng)
    outcomes = _outcomes(plan, deals, grids)
    world = int((outcomes["released"] - outcomes["released"].median()).abs().idxmin())
    held = grids["held"][world]
    weeks = range(plan.weeks)
    story_series = pd.DataFrame(
        {"week": weeks, "date": [day(week) for week in weeks], "variable": "held", "value": held}
    )
    facts = {
        "title": "Belarus 2025: relief for prisoners",
        "question": "How many people go free when banks and potash are eased step by step?",
        "name": "belarus-2025", "seed": plan.seed, "worlds": plan.worlds,
        "start": START.isoformat(),
        "horizon_weeks": plan.weeks, "target": "Minsk", "patron": "Moscow", "version": "0.1.0",
        "senders": {sender: plan.labels[sender] for sender in plan.ladders},
        "instruments": {
            rung: {"label": label, "sender": sender}
            for sender, ladder in plan.ladders.items() for rung, label in ladder.items()
        },
        "rungs": plan.ladders, "classes": CLASSES, "story_world": world,
        "timeline": [("2025-06-21", "envoy visits Minsk"), ("2026-02-01", "port reopens")],
    }  # fmt: skip
    series = _series(grids, weekly_without=plan.talks_weekly)
    rounds = _rounds(deals)
    closely = _closely(plan, grids, rounds)
    alone = rounds[rounds["world"] == world]
    story = _story(plan, deals, world)
    told = _told(plan, deals, world, facts)
    return Tables(outcomes, series, deals, story, story_series, closely, alone, facts, told)


def _rounds(deals: pd.DataFrame) -> pd.DataFrame:
    """Three rounds before each deal, demand and offer closing in on the number agreed."""
    rows = [
        {"world": d["world"], "week": max(0, d["agreed_week"] - 4 + 2 * m), "sender": d["sender"],
         "rung": d["rung"], "number": m + 1, "rounds": 8,
         "asked": d["prisoners"] + (2 - m) * d["prisoners"] // 2,
         "offered": d["prisoners"] - (2 - m) * d["prisoners"] // 3,
         "agreed": int(m == 2), "lo": d["zopa_low"], "hi": d["zopa_high"]}
        for d in deals.to_dict("records") for m in range(3)
    ]  # fmt: skip
    columns = "world week sender rung number rounds asked offered agreed lo hi".split()
    return pd.DataFrame(rows, columns=columns)


def _closely(plan: Plan, grids: Mapping[str, np.ndarray], rounds: pd.DataFrame) -> Closely:
    """The first worlds, week by week, as a replayed tile has them."""
    worlds = min(plan.worlds, 256)
    weekly = {name: grid[:worlds].astype(float) for name, grid in grids.items()}
    weekly["arrested_without_talks"] = np.rint(0.9 * weekly["arrested"])
    relief = [name for name in grids if name.startswith("relief_")]
    for name in relief:
        weekly[name.replace("relief_", "decreed_")] = (weekly[name] > 0).astype(float)
    value = sum((4.0 * weekly[name] for name in relief), np.zeros((worlds, plan.weeks)))
    weekly["relief_value_usd_m"] = value.cumsum(axis=1)
    for share, name in zip((0.03, 0.07, 0.9), CLASSES, strict=True):
        weekly[f"held_class_{name}"] = np.rint(share * weekly["held"])
        weekly[f"held_class_without_talks_{name}"] = np.rint(share * weekly["held_without_talks"])
    return Closely(0, worlds, weekly, rounds[rounds["world"] < worlds])


@pytest.fixture(scope="session")
def make() -> Callable[[Plan | None], Tables]:
    """Maker of runs by plan."""
    return make_run


@pytest.fixture(scope="session")
def plan() -> type[Plan]:
    """The plan's class, for tests to fill in."""
    return Plan


@pytest.fixture(scope="session")
def base() -> Tables:
    """An ordinary run of four hundred worlds."""
    return make_run()
