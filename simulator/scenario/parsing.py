"""Numbers and distributions from the plain data of a scenario file."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from pydantic_core import PydanticCustomError

from simulator.scenario.distributions import (
    Beta,
    Distribution,
    LogNormal,
    Normal,
    Number,
    NumberChoice,
    Triangular,
    Uniform,
)
from simulator.scenario.faults import did_you_mean, fault, one_of, quoted, what_is

_GREATEST: Final = 2.0**63
_LEAST_MASS: Final = 1e-6
_BETA_LEAST: Final = 0.01
_BETA_GREATEST: Final = 100_000.0


def parse_number(raw: object) -> Number | int:
    """A plain number, or the distribution that a mapping describes.

    >>> parse_number({"uniform": [1, 2]})
    Uniform(a=1.0, b=2.0)
    """
    if isinstance(raw, Mapping):
        return parse_distribution(raw)
    return plain_number(raw)


def plain_number(raw: object, *, wanted: str = "a number") -> float | int:
    """The number itself, refused if it is text, a list, not finite or absurdly large."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise fault(what_is(raw), expected=wanted, hint=_unquote(raw))
    if isinstance(raw, float) and not math.isfinite(raw):
        raise fault(f"is {raw}", expected=wanted)
    if abs(raw) > _GREATEST:
        raise fault("is absurdly large", expected=wanted)
    return raw


def parse_distribution(raw: Mapping[Any, Any]) -> Distribution:
    """The distribution a mapping with one key describes: ``{"uniform": [1, 2]}``."""
    for name in raw:
        if name not in _FORMS:
            forms = one_of(_FORMS)
            hint = did_you_mean(name, [*_FORMS, "value"])
            raise fault(
                f"unknown distribution {quoted(name)}", expected=forms, hint=hint, at=(name,)
            )
    if len(raw) != 1:
        raise fault(f"names {len(raw)} distributions", expected="one distribution")
    ((name, body),) = raw.items()
    return _FORMS[name](body)


def weights(raw: object, *, form: str) -> dict[Any, float]:
    """The weighted options of a ``choice``; the weights must sum to 1."""
    if not isinstance(raw, Mapping) or not raw:
        raise fault(f"choice {what_is(raw)}", expected=form, at=("choice",))
    found = {}
    for option, weight in raw.items():
        found[option] = _at(("choice", option), plain_number, weight)
        if weight < 0:
            raise fault(f"weight {what_is(weight)}", expected="at least 0", at=("choice", option))
    total = math.fsum(found.values())
    if abs(total - 1) > 1e-6:
        raise fault(f"weights sum to {total:.6g}", expected="weights that sum to 1", at=("choice",))
    return found


def _uniform(body: object) -> Distribution:
    a, b = _numbers("uniform", body, "[a, b] with a no greater than b", 2)
    if a > b:
        raise fault(
            f"uniform runs from {a:g} down to {b:g}", expected="[a, b] with a no greater than b"
        )
    return Uniform(a, b)


def _triangular(body: object) -> Distribution:
    form = "[least, likeliest, greatest] in rising order"
    a, mode, b = _numbers("triangular", body, form, 3)
    if not a <= mode <= b:
        raise fault(f"triangular is [{a:g}, {mode:g}, {b:g}]", expected=form)
    return Triangular(a, mode, b)


def _normal(body: object) -> Distribution:
    found = _entries("normal", body, ("mean", "sd"), ("min", "max"))
    _above_zero("normal", found, "sd")
    _rising("normal", found)
    return _not_cut_away("normal", Normal(**found))


def _lognormal(body: object) -> Distribution:
    found = _entries("lognormal", body, ("median", "sigma"), ("min", "max"))
    _above_zero("lognormal", found, "median", "sigma")
    _rising("lognormal", {"min": 0.0, **found})
    return _not_cut_away("lognormal", LogNormal(**found))


def _beta(body: object) -> Distribution:
    found = _entries("beta", body, ("a", "b"), ("min", "max"))
    for key in ("a", "b"):
        if not _BETA_LEAST <= found[key] <= _BETA_GREATEST:
            expected = f"a number between {_BETA_LEAST:g} and {_BETA_GREATEST:,.0f}"
            raise fault(f"beta has {key} {found[key]:g}", expected=expected, at=("beta", key))
    _rising("beta", {"min": 0.0, "max": 1.0, **found})
    return Beta(**found)


def _choice(body: object) -> Distribution:
    found = weights(body, form="values with weights: {4: 0.5, 8: 0.5}")
    values = [_at(("choice", value), plain_number, value) for value in found]
    return NumberChoice(tuple(map(float, values)), tuple(found.values()))


_FORMS: Final[dict[str, Callable[[object], Distribution]]] = {
    "uniform": _uniform,
    "triangular": _triangular,
    "normal": _normal,
    "lognormal": _lognormal,
    "beta": _beta,
    "choice": _choice,
}
DISTRIBUTIONS: Final = tuple(_FORMS)
"""The names of the distributions, as a scenario writes them."""


def _numbers(name: str, body: object, form: str, count: int) -> list[float]:
    if not isinstance(body, Sequence) or isinstance(body, str):
        raise fault(f"{name} {what_is(body)}", expected=form, at=(name,))
    if len(body) != count:
        raise fault(f"{name} has {len(body)} numbers", expected=form, at=(name,))
    return [float(_at((name, place), plain_number, raw)) for place, raw in enumerate(body)]


def _entries(
    name: str, body: object, needed: tuple[str, ...], allowed: tuple[str, ...]
) -> dict[str, float]:
    keys = (*needed, *allowed)
    if not isinstance(body, Mapping):
        form = f"a mapping with {' and '.join(needed)}"
        raise fault(f"{name} {what_is(body)}", expected=form, at=(name,))
    for key in body:
        if key not in keys:
            hint = did_you_mean(key, keys)
            message = f"{name} has an unknown key {quoted(key)}"
            raise fault(message, expected=one_of(keys), hint=hint, at=(name, key))
    for key in needed:
        if key not in body:
            raise fault(f"{name} has no {key}", expected=f"both {' and '.join(needed)}", at=(name,))
    return {key: float(_at((name, key), plain_number, raw)) for key, raw in body.items()}


def _above_zero(name: str, found: Mapping[str, float], *keys: str) -> None:
    for key in keys:
        if found[key] <= 0:
            raise fault(
                f"{name} has {key} {found[key]:g}", expected="a number above 0", at=(name, key)
            )


def _rising(name: str, found: Mapping[str, float]) -> None:
    low, high = found.get("min", -math.inf), found.get("max", math.inf)
    if low >= high:
        raise fault(
            f"{name} has min {low:g} and max {high:g}", expected="min below max", at=(name,)
        )


def _not_cut_away(name: str, distribution: Normal | LogNormal) -> Distribution:
    if distribution.mass() < _LEAST_MASS:
        expected = "at least a millionth of the curve between min and max"
        raise fault(f"{name} lies almost wholly outside its min and max", expected=expected)
    return distribution


def _at(place: tuple[Any, ...], parse: Callable[[object], Any], raw: object) -> Any:
    """Parse a part of a distribution; a fault in it points at the part."""
    try:
        return parse(raw)
    except PydanticCustomError as error:
        about = error.context or {}
        raise fault(
            about["message"], expected=about["expected"], hint=about["hint"], at=place
        ) from None


def _unquote(raw: object) -> str | None:
    """Advice for a number that was written in quotes."""
    if not isinstance(raw, str):
        return None
    try:
        float(raw)
    except ValueError:
        return None
    return "write it without quotes"
