"""A bank of worlds: each with its own draw of every parameter, measured by a few numbers.

One bank serves a calibration, its check on made-up data, and a forecast. Only the measured numbers
are kept: what a world drew can be had again from its number, as draws depend on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from simulator.analysis.features import Feature, features_of
from simulator.analysis.foresight import Case, Foresight, variables_of
from simulator.analysis.nearest import Kept, nearest, spread_of
from simulator.engine.blocks import Plan, Progress
from simulator.engine.observe import observe_blocks
from simulator.errors import RequestError
from simulator.randomness import TILE, Streams, uniforms
from simulator.scenario import Scenario

Floats = npt.NDArray[np.float64]
Measure = Callable[[Foresight], Floats]


@dataclass(frozen=True)
class Bank:
    """Worlds of a case by the features they are compared by, and by whatever else was measured.

    ``values`` is worlds by features, with errors of observation as large as history's; ``others``
    has further measures by name, without.
    """

    case: Case
    seed: int
    features: tuple[Feature, ...]
    values: Floats
    others: Mapping[str, Floats]

    @property
    def scenario(self) -> Scenario:
        """The scenario whose worlds they are."""
        return self.case.scenario

    @property
    def worlds(self) -> int:
        """How many worlds it holds."""
        return len(self.values)

    @property
    def observed(self) -> Floats:
        """History by the same features."""
        return np.array([feature.observed for feature in self.features])

    @cached_property
    def scale(self) -> Floats:
        """The spread of each feature over all worlds."""
        return spread_of(self.values)

    @cached_property
    def _scale_of_distance(self) -> Floats:
        """The features of one quantity count together as much as one feature does alone."""
        groups = [feature.group for feature in self.features]
        return self.scale * np.sqrt([groups.count(group) for group in groups])

    @cached_property
    def _points(self) -> Floats:
        return self.values / self._scale_of_distance

    def near(
        self, features: Floats, *, keep: int, allowed: npt.NDArray[np.bool_] | None = None
    ) -> Kept:
        """The worlds nearest to some features, weighed; of those that are ``allowed``."""
        target = features / self._scale_of_distance
        return nearest(self._points, target, keep=keep, allowed=allowed)

    def all_but(self, world: int) -> npt.NDArray[np.bool_]:
        """All worlds but one: those that can tell about it."""
        others: npt.NDArray[np.bool_] = np.arange(self.worlds) != world
        return others

    def in_state(self, features: Floats) -> npt.NDArray[np.bool_]:
        """The worlds in which the same events have come, and the same have not."""
        same = np.ones(self.worlds, dtype=bool)
        for place, feature in enumerate(self.features):
            if feature.late is not None:
                same &= (self.values[:, place] < feature.late) == (features[place] < feature.late)
        return same

    def shift(self, features: Floats, worlds: npt.NDArray[np.intp]) -> Floats:
        """How far the features of some worlds lie from these, in spreads: worlds by features."""
        return np.asarray((self.values[worlds] - features) / self.scale)

    def uniform(self, path: str, *, first: int = 0, worlds: int | None = None) -> Floats:
        """The uniform number that each of some worlds drew for a parameter; ``first`` of a tile."""
        count = self.worlds - first if worlds is None else worlds
        streams = Streams(self.seed, first_tile=first // TILE, tiles=-(-count // TILE))
        return streams.parameter(path)[:count]


def fill_bank(  # noqa: PLR0913 - separate wishes, each with a default
    case: Case,
    *,
    worlds: int,
    seed: int,
    others: Mapping[str, Measure] | None = None,
    later: Sequence[int] = (),
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Bank:
    """Run worlds of a case as far as it was observed, and measure them.

    ``others`` are further measures; with ``later`` weeks the worlds run on to the last of them. The
    scenario must draw its parameters: one that names a posterior has been calibrated already.
    """
    features = _checked(case)
    weeks = [*range(case.until + 1), *later]
    plan = Plan(cut(case.scenario, weeks[-1]), seed)
    names = sorted({*variables_of(case.observations), *(_COUNTED if later else ())})
    measures = {feature.name: feature.measure for feature in features} | dict(others or {})
    parts: dict[str, list[Floats]] = {name: [] for name in measures}
    done = 0
    if progress is not None:
        progress(done)
    for seen in observe_blocks(
        plan, variables=names, weeks=weeks, worlds=worlds, executor=executor
    ):
        foresight = Foresight(case, seen)
        for name, measure in measures.items():
            parts[name].append(measure(foresight))
        done += len(seen.outcomes)
        if progress is not None:
            progress(done)
    whole = {name: np.concatenate(found) for name, found in parts.items()}
    values = [_with_error(whole[feature.name], feature, seed) for feature in features]
    kept = {name: whole[name] for name in others or {}}
    return Bank(case, seed, features, np.stack(values, axis=1), kept)


_COUNTED = ("held", "released", "arrested")


def _checked(case: Case) -> tuple[Feature, ...]:
    scenario, features = case.scenario, features_of(case)
    if scenario.posterior:
        raise RequestError(
            f"{scenario.name}: is calibrated already; calibrate the scenario that it extends"
        )
    if not features:
        raise RequestError(f"{case.name}: nothing was observed after the first week")
    if case.until >= scenario.horizon_weeks:
        raise RequestError(
            f"{scenario.name}: ends after {scenario.horizon_weeks} weeks, before the last "
            f"observation (week {case.until}); give it a longer horizon_weeks"
        )
    return features


def cut(scenario: Scenario, last: int) -> Scenario:
    """The same scenario until a last week: its worlds are the same as far as they go."""
    return scenario.model_copy(update={"horizon_weeks": last + 1})


def _with_error(values: Floats, feature: Feature, seed: int) -> Floats:
    """A feature as it might have been observed: off by as much as the sources allow."""
    if feature.error == 0:
        return values
    streams = Streams(seed, first_tile=0, tiles=-(-len(values) // TILE))
    u = uniforms(streams.weekly(f"observed/{feature.name}").row(0))[: len(values)]
    return np.asarray(values + feature.error * np.sqrt(12.0) * (u - 0.5))
