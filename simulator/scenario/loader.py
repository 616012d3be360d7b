"""First version."""
from __future__ import annotations
import datetime as dt
from pathlib import Path
from typing import Any
from collections.abc import Mapping, Sequence

def _plain(v: Any) -> Any:
    if isinstance(v, dict):
        v = {k: x for k, x in v.items() if k not in ("evidence", "assumption")}
        if "value" in v: return _plain(v["value"])
        return {k: _plain(x) for k, x in v.items()}
    if isinstance(v, list): return [_plain(x) for x in v]
    return v

def load_scenario(name_or_path: str | Path, *, overrides: Sequence[str] = ()) -> Any:
    return scenario_from_text(Path(name_or_path).read_text(), name=Path(name_or_path).stem)

def scenario_from_text(text: str, *, name: str = "scenario") -> Any:
    from ruamel.yaml import YAML
    from simulator.scenario.schema import Scenario
    data = _plain(YAML(typ="safe", pure=True).load(text))
    return Scenario.model_validate({"name": name, **data})
