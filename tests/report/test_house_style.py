"""House style: colours that all can tell apart, honest axes, bands that say what they are."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.collections import FillBetweenPolyCollection
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from simulator.report.figures import FIGURES, figure
from simulator.report.style import INK, PATRON, QUIET, SENDERS, TARGET, contrast

REPORT = Path(__file__).resolve().parents[2] / "simulator" / "report"

# Machado, Oliveira and Fernandes (2009), a physiologically-based model for simulation of color
# vision deficiency, table 1: deuteranomaly of severity 1.0, on linear RGB.
DEUTERANOPIA = np.array([
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
])  # fmt: skip
TO_XYZ = np.array([
    [0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505],
])  # fmt: skip
WHITE = np.array([0.9505, 1.0, 1.089])


def linear(colour: str) -> np.ndarray:
    """Linear RGB of a colour."""
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a linear RGB colour."""
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: str, other: str, eye: np.ndarray) -> float:
    """CIE76 distance between two colours as an eye sees them; 2.3 is just noticeable."""
    return float(np.linalg.norm(lab(eye @ linear(one)) - lab(eye @ linear(other))))


TOGETHER = [
    *itertools.combinations(SENDERS, 2),
    (SENDERS[0], PATRON),  # with talks and without
    (SENDERS[0], TARGET),  # asked and offered
    (SENDERS[1], TARGET),
]
DASHED = {(SENDERS[0], PATRON)}
"""Pairs that a dash tells apart as well."""


def test_the_matrix_leaves_grey_as_it_is() -> None:
    assert np.allclose(DEUTERANOPIA.sum(axis=1), 1, atol=1e-4)


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_colours_used_together_differ_for_every_eye(one: str, other: str) -> None:
    for eye in (np.eye(3), DEUTERANOPIA):
        assert apart(one, other, eye) >= 15


def test_red_and_green_of_equal_lightness_would_be_noticed() -> None:
    assert apart("#b85c00", "#7a7a00", np.eye(3)) > 15 > apart("#b85c00", "#7a7a00", DEUTERANOPIA)


def test_what_lies_over_another_line_differs_in_grey_or_by_its_dash() -> None:
    for one, other in [(SENDERS[0], TARGET), (SENDERS[1], TARGET), (SENDERS[0], PATRON)]:
        lightness = abs(lab(linear(one))[0] - lab(linear(other))[0])
        assert lightness >= 12 or (one, other) in DASHED


@pytest.mark.parametrize("colour", [INK, QUIET, TARGET, *SENDERS[:3]])
def test_lines_stand_out_from_white(colour: str) -> None:
    assert contrast(to_rgb(colour)) >= 3  # WCAG 2.1, 1.4.11: graphical objects


@pytest.mark.parametrize("colour", [INK, QUIET])
def test_words_stand_out_from_white(colour: str) -> None:
    assert contrast(to_rgb(colour)) >= 4.5  # WCAG 2.1, 1.4.3: text


def test_the_house_draws_a_thin_light_grid() -> None:
    from simulator.report.style import house_style

    with house_style():
        assert mpl.rcParams["grid.linewidth"] <= 0.8
        assert 1.1 <= contrast(to_rgb(f"#{mpl.rcParams['grid.color'].lstrip('#')}")) <= 1.5


@pytest.mark.parametrize(
    "forbidden", [r"\.twin[xy]\(", r"\.pie\(", r"projection=", r"secondary_[xy]axis"]
)
def test_no_figure_has_two_scales_slices_or_a_third_dimension(forbidden: str) -> None:
    found = [p.name for p in REPORT.rglob("*.py") if re.search(forbidden, p.read_text("utf-8"))]
    assert found == []


@pytest.fixture(scope="module")
def drawn(base: Any) -> dict[str, Any]:
    """Every figure of an ordinary run."""
    return {name: figure(name)(base) for name in FIGURES}


@pytest.mark.parametrize("name", FIGURES)
def test_no_panel_lies_over_another(drawn: dict[str, Any], name: str) -> None:
    boxes = [axes.get_position() for axes in drawn[name].figure.axes]
    for one, other in itertools.combinations(boxes, 2):
        wide = min(one.x1, other.x1) - max(one.x0, other.x0)
        tall = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert wide <= 1e-9 or tall <= 1e-9


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_with_bands_says_what_they_are(drawn: dict[str, Any], name: str) -> None:
    picture = drawn[name]
    said = " ".join(text.get_text() for text in picture.figure.findobj(Text))
    bands = [b for axes in picture.figure.axes for b in axes.findobj(FillBetweenPolyCollection)]
    if bands:
        assert re.search(r"middle\s+(50%|80%)|95%|Grey: no talks", said.replace("\n", " "))


@pytest.mark.parametrize("name", ["prisoners", "reliance", "price", "decreed"])
def test_a_figure_over_time_marks_the_scenario_s_events(drawn: dict[str, Any], name: str) -> None:
    said = [text.get_text() for text in drawn[name].figure.findobj(Text)]
    assert any("envoy visits" in text for text in said)
    assert any("2026" in text for text in said)


def test_arrests_after_a_deal_are_shown_only_while_half_the_worlds_still_run(
    make: Any, plan: Any
) -> None:
    table = figure("door")(make(plan(weeks=40))).table
    shown = table[table["measure"] == "arrests_a_week_talks"]
    worlds = shown["worlds"].max()
    assert shown["week"].max() < 52
    assert (shown["worlds"] >= worlds / 2).all()


def test_a_world_that_paid_for_nobody_is_dearer_than_any(base: Any) -> None:
    from simulator.report.figures.price import prices_so_far

    paid = base.closely.weekly["relief_value_usd_m"][:, -1] > 0
    fewer = base.closely.weekly["held_without_talks"] - base.closely.weekly["held"]
    net = prices_so_far(base)["net"][:, -1]
    assert np.isinf(net[paid & (fewer[:, -1] <= 0)]).all()
    assert np.isfinite(net[paid & (fewer[:, -1] > 0)]).all()
