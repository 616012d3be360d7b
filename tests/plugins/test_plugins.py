"""Strategies of users' own: added from a file, asked in every world, refused with the reason."""

from __future__ import annotations

import json
import textwrap
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from simulator import Run, load_plugin, load_scenario, simulate
from simulator.agents.plugins.registry import described
from simulator.engine.blocks import Plan, blocks_of, run_worlds
from simulator.engine.identity import identity
from simulator.errors import RequestError, RunError, ScenarioError

OURS_AGAIN = """
    import numpy as np

    class Even:
        '''The built-in linear.'''
        def concede(self, known):
            return known.fraction

    def echo(other_conceded):
        return other_conceded

    class Mirror:
        def keep(self, known):
            return known.other_kept_last

    def unforgiving(other_ever_broke):
        return not other_ever_broke

    def fickle(chance, keeps_probability):
        return chance < keeps_probability

    class Shrewd:
        def keep(self, known):
            return known.worth_keeping

    CONCESSION = {"even": Even, "echo": echo}
    DELIVERY = {"mirror": Mirror, "unforgiving": unforgiving, "fickle": fickle, "shrewd": Shrewd}
"""
CASE = "senders.washington.behaviour.concession={own}", "target.concession={own}"
DEEDS = "senders.washington.behaviour.delivery={own}", "target.delivery={own}"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file with strategies that do what built-in ones do."""
    return write(tmp_path, OURS_AGAIN)


def write(folder: Path, text: str, name: str = "mine.py") -> Path:
    file = folder / name
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    return file


def run(where: tuple[str, ...], own: str, *, worlds: int = 256) -> Run:
    changes = ["horizon_weeks=30", *(place.format(own=own) for place in where)]
    return simulate(load_scenario("belarus-2025", overrides=changes), worlds=worlds)


@pytest.mark.parametrize(
    ("where", "own", "built_in"),
    [
        (CASE, "even", "linear"),
        (CASE, "echo", "tit_for_tat"),
        (DEEDS, "mirror", "tit_for_tat"),
        (DEEDS, "unforgiving", "grim"),
        (DEEDS, "fickle", "erratic"),
        (DEEDS, "shrewd", "opportunist"),
    ],
)
def test_a_strategy_that_does_as_a_built_in_one_gives_the_same_worlds(
    written: Path, where: tuple[str, ...], own: str, built_in: str
) -> None:
    load_plugin(written)
    ours, theirs = run(where, own), run(where, built_in)
    assert ours.outcomes.equals(theirs.outcomes)
    assert ours.deals.equals(theirs.deals)


def test_both_sides_are_told_their_own_numbers_and_not_the_others(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        SEEN = []

        class Nosy:
            def concede(self, known):
                SEEN.append(known)
                return known.fraction

        CONCESSION = {"nosy": Nosy}
        """,
    )
    load_plugin(file)
    run(CASE, "nosy")
    module = described_module()
    target, sender = module.SEEN[0], module.SEEN[1]
    assert (target.side, sender.side) == ("target", "sender")
    assert (target.opening <= target.reservation).all()
    assert (sender.opening >= sender.reservation).all()
    assert not hasattr(target, "worlds")
    with pytest.raises(ValueError, match="read-only"):
        target.belief[0] = 1.0


def described_module() -> object:
    import sys

    (name,) = [name for name in sys.modules if name.startswith("_sanctions_plugin_") and
               hasattr(sys.modules[name], "SEEN")]  # fmt: skip
    return sys.modules[name]


BAD = {
    "raises": ("1 / 0", "raised ZeroDivisionError"),
    "nothing": ("None", "answered None; expected a number from 0 to 1"),
    "a_number_of_numpy's": (
        "__import__('numpy').float64(1.25)",
        "answered 1.25; expected a number",
    ),
    "leaves": ("exit(3)", "raised SystemExit: 3"),
    "not_a_number": ("float('nan')", "answered nan; expected a number from 0 to 1"),
    "too_much": ("1.5", "answered 1.5; expected a number from 0 to 1"),
    "a_bool": ("True", "answered True; expected a number from 0 to 1"),
}


@pytest.mark.parametrize("name", BAD)
def test_nonsense_ends_the_run_with_world_week_and_values(tmp_path: Path, name: str) -> None:
    answer, said = BAD[name]
    text = f"def bad(week, fraction, belief):\n    return {answer}\n\nCONCESSION = {{'bad': bad}}\n"
    load_plugin(write(tmp_path, text))
    with pytest.raises(RunError, match="the strategy bad failed in world ") as refused:
        run(CASE, "bad")
    told = str(refused.value)
    assert said in told
    assert "week " in told
    for value in ("fraction=", "belief=", "reservation="):
        assert value in told


def test_the_world_that_made_a_class_raise_is_named(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        class Fragile:
            def concede(self, known):
                if (known.reservation > 40).any():
                    raise ValueError("too many")
                return known.fraction

        CONCESSION = {"fragile": Fragile}
        """,
    )
    load_plugin(file)
    with pytest.raises(RunError, match=r"raised ValueError: too many \(line 5 of mine.py\)") as it:
        run(CASE, "fragile")
    people = int(str(it.value).split("reservation=")[1].split(",")[0])
    assert people > 40


@pytest.mark.parametrize(
    ("answer", "said"),
    [("known.fraction[:-1]", "expected one answer a world: an array of shape"),
     ("0.5", "of shape ()"),
     ("known.fraction * float('nan')", "answered")],
)  # fmt: skip
def test_an_array_of_another_shape_or_range_is_refused(
    tmp_path: Path, answer: str, said: str
) -> None:
    text = f"class Odd:\n    def concede(self, known):\n        return {answer}\n"
    load_plugin(write(tmp_path, text + "CONCESSION = {'odd': Odd}\n"))
    with pytest.raises(RunError, match="failed in world ") as refused:
        run(CASE, "odd")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1", "names no strategy; expected a table such as"),
        ("x = (", "mine.py:1: cannot be run as Python"),
        ("a = 1\nb = a / 0", "mine.py:2: cannot be run as Python (ZeroDivisionError"),
        ("a = 1\nexit(3)", "mine.py:2: cannot be run as Python (SystemExit: 3)"),
        ("CONCESSION = {'Big Name': abs}", "expected a word of small letters"),
        ("CONCESSION = {'own': 3}", "expected a class or a function"),
        ("CONCESSION = 3", "expected a table"),
        ("class A: pass\nCONCESSION = {'own': A}", "has no method concede"),
        ("def f(others_reservation): ...\nCONCESSION = {'own': f}", "it may know: side, week"),
        ("def f(round): ...\nCONCESSION = {'linear': f}", "linear is the name of a concession"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(RequestError) as refused:
        load_plugin(write(tmp_path, text))
    assert said in str(refused.value)
    with pytest.raises(ScenarioError):
        load_scenario("minimal", overrides=["target.concession=own"])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"none.py: cannot be read \(No such file"):
        load_plugin(tmp_path / "none.py")


def test_other_processes_run_the_same_strategy(written: Path) -> None:
    load_plugin(written)
    scenario = load_scenario("minimal", overrides=["target.concession=even"])
    here = run_worlds(scenario, worlds=512, tiles_a_block=1)
    written.unlink()  # the text travels with the work
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        there = run_worlds(scenario, worlds=512, tiles_a_block=1, executor=pool)
    assert here.outcomes.equals(there.outcomes)
    assert len(blocks_of(512, tiles=1)) == 2


def test_a_changed_strategy_makes_other_parts_and_another_manifest(tmp_path: Path) -> None:
    once = "def own(fraction):\n    return fraction\nCONCESSION = {'own': own}\n"
    load_plugin(write(tmp_path, once))
    scenario = load_scenario("minimal", overrides=["target.concession=own"])
    before, told = identity(Plan(scenario, 1)), described(scenario)
    load_plugin(write(tmp_path, once.replace("return fraction", "return fraction / 2")))
    assert identity(Plan(scenario, 1)) != before
    assert described(scenario)[0]["sha256"] != told[0]["sha256"]
    assert (told[0]["file"], told[0]["strategies"]) == ("mine.py", ["concession: own"])


def test_a_manifest_says_nothing_of_plugins_that_are_not_used(written: Path) -> None:
    load_plugin(written)
    assert described(load_scenario("minimal")) == []
    run = simulate(load_scenario("minimal", overrides=["target.delivery=mirror"]), worlds=10)
    folder = run.save(written.parent / "out")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert [entry["strategies"] for entry in manifest["plugins"]] == [["delivery: mirror"]]
