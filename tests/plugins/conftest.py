"""Each test begins, and leaves, with no strategies but the simulator's own."""

from __future__ import annotations

import pytest

from simulator.agents.plugins import registry
from simulator.scenario import vocabulary


@pytest.fixture(autouse=True)
def _nothing_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_OURS", {})
    monkeypatch.setattr(vocabulary, "_WORDS", dict(vocabulary._WORDS))
