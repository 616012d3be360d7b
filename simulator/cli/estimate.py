"""``sanctions estimate``: numbers of the scenario worked out anew from the series in ``seeds``."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from simulator.analysis.estimation.estimate import Estimate
    from simulator.analysis.estimation.price import Rival

TOPICS: Final = ("price", "repression")


@click.command(
    epilog="""\b
Examples:
  sanctions estimate price
  sanctions estimate repression
  sanctions estimate price --json
"""
)
@click.argument("topic", type=click.Choice(TOPICS))
@click.option("--json", "as_json", is_flag=True, help="Print the estimates as JSON.")
def estimate(topic: str, as_json: bool) -> None:
    """Estimate numbers of the main scenario from the series that come with the package.

    TOPIC price: shocks, half-life and level of the potash price, and how well the simulator's price
    process describes the series. TOPIC repression: arrests, their variation, exits, pardons outside
    deals, and the rhythm of American contacts. Each estimate names the row of seeds/evidence.csv
    that carries it.
    """
    made = _estimates(topic)
    if as_json:
        click.echo(json.dumps(_as_data(topic, made), indent=2, ensure_ascii=False))
        return
    for one in made:
        _say(one)
    if topic == "price":
        _say_rivals()


def _estimates(topic: str) -> list[Estimate]:
    from simulator.analysis.estimation.price import price
    from simulator.analysis.estimation.repression import repression

    made: dict[str, Callable[[], list[Estimate]]] = {"price": price, "repression": repression}
    return made[topic]()


def _say(one: Estimate) -> None:
    click.secho(one.what[:1].upper() + one.what[1:], bold=True)
    value, low, high = (f"{number:.3g}" for number in (one.value, one.low, one.high))
    click.echo(f"  {value} ({low} to {high}) {one.unit}")
    click.echo(f"  {one.how}")
    click.echo(f"  seeds/evidence.csv: {one.row}\n")


def _say_rivals() -> None:
    from simulator.analysis.estimation.price import WINDOWS, rivals, window

    click.secho("What describes the logarithm of the price", bold=True)
    click.echo("  since    description         AIC     BIC   spread after 1, 12, 36 months")
    for rival in (rival for month in WINDOWS for rival in rivals(month)):
        spreads = "  ".join(f"{spread:.3f}" for spread in rival.spreads)
        criteria = f"{rival.aic:6.0f}  {rival.bic:6.0f}"
        click.echo(f"  {rival.since}  {rival.name:<18} {criteria}   {spreads}".rstrip())
    click.echo("  The lower the criterion, the better; spreads are standard deviations.\n")
    click.secho("How sure its return to the level is (first order, months)", bold=True)
    for month in WINDOWS:
        click.echo(f"  since {month}: {'; '.join(_persistence(window(month)[1]))}")


def _persistence(found: Any) -> Iterator[str]:
    from simulator.analysis.estimation.autoregression import half_life

    yield f"half-life {_months(half_life(found.fitted))} as fitted"
    yield f"{_months(half_life(found.unbiased))} once the bias of a short series is taken off"
    ends = (_months(half_life(end)) for end in (found.low, found.high))
    yield f"95% interval {' to '.join(ends)}"


def _months(number: float) -> str:
    return "no return" if math.isinf(number) else f"{number:.3g}"


def _as_data(topic: str, made: list[Estimate]) -> dict[str, Any]:
    from simulator.analysis.estimation.price import WINDOWS, rivals

    data: dict[str, Any] = {"estimates": [asdict(one) for one in made]}
    if topic == "price":
        data["rivals"] = [_rival(rival) for month in WINDOWS for rival in rivals(month)]
    return data


def _rival(rival: Rival) -> dict[str, Any]:
    spreads = dict(zip(("1", "12", "36"), rival.spreads, strict=False))
    told = {"since": rival.since, "description": rival.name, "aic": rival.aic, "bic": rival.bic}
    return {**told, "spread_after_months": spreads}
