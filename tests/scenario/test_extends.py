"""One scenario on top of another: what merges, what is replaced, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import ScenarioError
from simulator.scenario import Scenario, load_scenario
from simulator.scenario.distributions import Uniform

Vary = Callable[[str], Scenario]


@pytest.fixture
def vary(tmp_path: Path, full: str) -> Vary:
    """Load a variant of the full scenario."""
    (tmp_path / "base.yaml").write_text(f"name: base\n{full}", encoding="utf-8")

    def load(text: str) -> Scenario:
        file = tmp_path / "variant.yaml"
        file.write_text(f"extends: base.yaml\n{text}", encoding="utf-8")
        return load_scenario(file)

    return load


def _refused(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return str(caught.value)


def test_mappings_merge_key_by_key(vary: Vary) -> None:
    varied = vary("target: {slip: 0.1}")
    assert varied.target.slip == 0.1
    assert varied.target.label == "Minsk"


def test_a_distribution_is_replaced_whole(vary: Vary) -> None:
    changed = "prisoners: {classes: {others: {held: {uniform: [1, 2]}, hold_value_usd_m: 3}}}"
    others = vary(changed).prisoners.classes["others"]
    assert others.held == Uniform(1.0, 2.0)
    assert others.hold_value_usd_m == 3.0


def test_a_distribution_may_be_of_another_kind(vary: Vary) -> None:
    long_run = "commodity: {long_run_price_usd_per_t: {uniform: [300, 400]}}"
    commodity = vary(long_run).commodity
    assert commodity is not None
    assert commodity.long_run_price_usd_per_t == Uniform(300.0, 400.0)


def test_an_order_and_a_list_are_replaced_whole(vary: Vary) -> None:
    assert vary("senders: {washington: {order: [banks]}}").senders["washington"].order == ("banks",)
    commodity = vary("commodity: {routes: {port: {keys: []}}}").commodity
    assert commodity is not None
    assert commodity.routes["port"].keys == ()


def test_null_deletes_a_key(vary: Vary) -> None:
    varied = vary("timeline: {dearer: null}\nsenders: {washington: {order: null}}")
    assert "dearer" not in varied.timeline
    assert varied.senders["washington"].order == ("contact", "potash", "banks")


def test_a_new_rung_comes_last(vary: Vary) -> None:
    varied = vary(
        "senders: {brussels: {rungs: {more: {relief: {transit: 1}, mix: {others: 1}, ask: 3}}}}"
    )
    assert varied.senders["brussels"].order == ("transit", "more")


def test_a_variant_has_a_name_of_its_own(vary: Vary) -> None:
    assert vary("worlds: 3").name == "variant"
    assert vary("name: mine").name == "mine"


def test_the_base_stays_as_it_is(vary: Vary, tmp_path: Path) -> None:
    before = load_scenario(tmp_path / "base.yaml")
    vary("target: {slip: 0.5}")
    assert load_scenario(tmp_path / "base.yaml") == before


def test_a_number_of_the_variant_does_not_rest_on_the_base_s_evidence(vary: Vary) -> None:
    varied = vary("prisoners: {calm: 0.5, classes: {foreign: {held: {value: 5, note: new}}}}")
    assert not varied.provenance["prisoners.calm"].supported
    assert not varied.provenance["prisoners.classes.foreign.held"].supported
    assert varied.provenance["prisoners.classes.others.held"].assumption == "made up"


def test_problems_stand_in_the_file_that_has_them(vary: Vary, tmp_path: Path, full: str) -> None:
    (tmp_path / "base.yaml").write_text(full.replace("held: 35", "held: -35"), encoding="utf-8")
    (tmp_path / "variant.yaml").write_text("extends: base.yaml\nworlds: 0\n", encoding="utf-8")
    lines = _refused(tmp_path / "variant.yaml").splitlines()
    assert lines[0].startswith(
        f"{tmp_path}/base.yaml:10:21: prisoners.classes.foreign.held: is -35"
    )
    assert lines[1].startswith(f"{tmp_path}/variant.yaml:2:9: worlds: is 0")


def test_a_chain_has_several_links(tmp_path: Path, tiny: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.yaml").write_text(tiny, encoding="utf-8")
    (tmp_path / "deep" / "b.yaml").write_text("extends: a.yaml\nworlds: 5\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("extends: deep/b.yaml\nseed: 6\n", encoding="utf-8")
    loaded = load_scenario(tmp_path / "c.yaml")
    assert (loaded.worlds, loaded.seed) == (5, 6)


def test_a_circle_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("extends: a.yaml\n", encoding="utf-8")
    a, b = tmp_path / "a.yaml", tmp_path / "b.yaml"
    assert _refused(a) == f"{b}:1:10: extends: goes round in a circle: {a} -> {b} -> {a}"


def test_a_chain_is_not_endless(tmp_path: Path) -> None:
    for n in range(10):
        text = f"extends: {n + 1}.yaml\n"
        (tmp_path / f"{n}.yaml").write_text(text, encoding="utf-8")
    assert "extends: makes the chain too long; expected at most 8 files" in _refused(
        tmp_path / "0.yaml"
    )


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("../outside.yaml", "leads out of the scenario's folder"),
        ("/etc/hosts.yaml", "leads out of the scenario's folder"),
        ("C:\\secret.yaml", "leads out of the scenario's folder"),
        ("sub/../../outside.yaml", "leads out of the scenario's folder"),
        ("link.yaml", "leads out of the scenario's folder"),
        ("linked/outside.yaml", "leads out of the scenario's folder"),
        ("none.yaml", "no such file or packaged scenario"),
        ("folder.yaml", "is a folder"),
        ("../../etc/passwd", "names no packaged scenario"),
        ("no-such-scenario", "names no packaged scenario"),
        ("base", "names no packaged scenario; a file is named whole: base.yaml"),
    ],
)
def test_a_path_stays_inside_the_folder(tmp_path: Path, target: str, said: str) -> None:
    (tmp_path / "outside.yaml").write_text("start: 2025-01-26\n", encoding="utf-8")
    home = tmp_path / "home"
    (home / "folder.yaml").mkdir(parents=True)
    (home / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (home / "linked").symlink_to(tmp_path)
    (home / "base.yaml").write_text("start: 2025-01-26\n", encoding="utf-8")
    (home / "my.yaml").write_text(f"extends: '{target}'\n", encoding="utf-8")
    (line,) = _refused(home / "my.yaml").splitlines()
    assert line.startswith(f'{home}/my.yaml:1:10: extends: "{target}" {said}; expected a file in ')


def test_a_text_can_extend_packaged_scenarios_only(complaints: Callable[[str], list[str]]) -> None:
    (line,) = complaints("extends: base.yaml\n")
    assert "names a file, but this scenario is not in a folder" in line


def test_a_base_is_a_name(complaints: Callable[[str], list[str]]) -> None:
    (line,) = complaints("extends: [a, b]\n")
    assert line.startswith("my.yaml:1:10: extends: is a list; expected a file in the same folder")
