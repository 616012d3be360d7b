"""Figures for a slide, for a phone and within somebody's own figure are as legible as on a page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from simulator.errors import RequestError
from simulator.report.figures import FIGURES, figure
from simulator.report.sizes import SIZES, drawn_for, place_of, size_named
from tests.report.legible import boxes, illegible
from tests.report.test_figures import CASES

PICTURES = Path(__file__).with_name("pictures")
_ALIKE = 0.5  # mean difference in grey, of 255
ALIKE = ("prisoners", "road", "price", "door", "decreed", "remaining")
"""Figures whose looks are kept; ``tests/report/pictures`` has them, small and grey."""


@pytest.mark.parametrize(
    ("size", "case"),
    [
        ("slide", "ordinary"),
        ("phone", "one world"),
        ("phone", "twelve instruments, long names"),
    ],
)
def test_no_words_lie_over_others_or_are_cut_off(
    make: Any, plan: Any, size: str, case: str
) -> None:
    tables = make(plan(**CASES[case]))
    for name in FIGURES:
        with drawn_for(SIZES[size]):
            picture = figure(name)(tables)
        assert illegible(picture) == [], name


def test_a_slide_fills_the_screen(base: Any) -> None:
    with drawn_for(SIZES["slide"]):
        png = figure("reliance")(base).png()
    assert Image.open(io.BytesIO(png)).size == (1920, 1080)


def test_a_phone_s_picture_is_narrow_and_its_panels_stand_below_one_another(base: Any) -> None:
    with drawn_for(SIZES["phone"]):
        picture = figure("deals")(base)
    assert Image.open(io.BytesIO(picture.png())).width == 1080
    one, other = (axes.get_position() for axes in picture.figure.axes)
    assert one.y0 > other.y1


def test_the_size_is_forgotten_after_drawing(base: Any) -> None:
    with drawn_for(SIZES["phone"]):
        figure("reliance")(base)
    assert figure("reliance")(base).figure.get_size_inches()[0] == 8


def test_an_unknown_size_names_the_known_ones() -> None:
    with pytest.raises(RequestError, match="page, slide, phone"):
        size_named("poster")


def test_a_figure_takes_the_place_of_axes_and_stays_within_it(base: Any) -> None:
    whole = Figure(figsize=(20, 8))
    axes = whole.add_axes((0.5, 0.1, 0.45, 0.8))
    with drawn_for(place_of(axes)):
        picture = figure("deals")(base)
    assert picture.figure is whole
    assert not axes.axison
    for drawn in whole.axes:
        box = drawn.get_position()
        assert box.x0 >= 0.5
        assert box.x1 <= 0.95
    for _, box in boxes(picture):
        assert box.x0 >= 0.5 * whole.bbox.width - 2


def test_axes_that_are_too_small_are_refused_with_a_size_that_is_not(base: Any) -> None:
    small = Figure(figsize=(6.4, 4.8)).add_subplot()
    place = place_of(small)
    with (
        pytest.raises(RequestError, match=r"needs at least .* figsize=\(") as refused,
        drawn_for(place),
    ):
        figure("deals")(base)
    size = refused.value.args[0].rpartition("figsize=(")[2].rstrip(")").split(", ")
    larger = Figure(figsize=tuple(map(float, size))).add_subplot()
    with drawn_for(place_of(larger)):
        figure("deals")(base)


def small_and_grey(png: bytes) -> np.ndarray:
    """A picture with its details gone: what is left is where there is ink, and how much."""
    image = Image.open(io.BytesIO(png)).convert("L")
    return np.asarray(image.resize((160, round(160 * image.height / image.width))), dtype=float)


@pytest.mark.parametrize("name", ALIKE)
def test_a_figure_looks_as_it_did(base: Any, name: str) -> None:
    """After a change that is meant: look at the figure, then renew it with ``renew`` below."""
    now = small_and_grey(figure(name)(base).png())
    then = np.asarray(Image.open(PICTURES / f"{name}.png"), dtype=float)
    assert now.shape == then.shape
    assert np.abs(now - then).mean() < _ALIKE


@pytest.mark.parametrize("name", ALIKE)
def test_a_panel_that_is_gone_would_be_noticed(base: Any, name: str) -> None:
    picture = figure(name)(base)
    for artist in [*picture.figure.axes[0].lines, *picture.figure.axes[0].collections]:
        artist.remove()
    then = np.asarray(Image.open(PICTURES / f"{name}.png"), dtype=float)
    assert np.abs(small_and_grey(picture.png()) - then).mean() > _ALIKE


def renew(tables: Any) -> None:
    """Keep how figures look now."""
    PICTURES.mkdir(exist_ok=True)
    for name in ALIKE:
        picture = small_and_grey(figure(name)(tables).png())
        Image.fromarray(picture.astype(np.uint8)).save(PICTURES / f"{name}.png", optimize=True)
