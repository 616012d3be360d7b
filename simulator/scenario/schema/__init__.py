"""The scenario as typed, immutable values; attribute names are the keys of the file."""

from simulator.scenario.schema.behaviour import Behaviour, BehaviourChange
from simulator.scenario.schema.economy import Commodity, Finance, Reliance, Route
from simulator.scenario.schema.patron import Patron
from simulator.scenario.schema.prisoners import PrisonerClass, Prisoners
from simulator.scenario.schema.scenario import Scenario
from simulator.scenario.schema.sender import Instrument, Rung, Sender, Trust
from simulator.scenario.schema.target import Target
from simulator.scenario.schema.timeline import (
    ACTIONS,
    Change,
    Event,
    Freeze,
    Government,
    InstrumentChange,
    PriceChange,
    RouteChange,
    SenderBehaviourChange,
)

__all__ = [
    "ACTIONS",
    "Behaviour",
    "BehaviourChange",
    "Change",
    "Commodity",
    "Event",
    "Finance",
    "Freeze",
    "Government",
    "Instrument",
    "InstrumentChange",
    "Patron",
    "PriceChange",
    "PrisonerClass",
    "Prisoners",
    "Reliance",
    "Route",
    "RouteChange",
    "Rung",
    "Scenario",
    "Sender",
    "SenderBehaviourChange",
    "Target",
    "Trust",
]
