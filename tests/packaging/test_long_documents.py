"""What the longest document shows a reader to type works."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packaging.test_readme_runs import LONG, try_commands


@pytest.mark.parametrize("name", LONG)
def test_the_commands_a_long_document_shows_work_in_the_order_shown(
    name: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try_commands(root / name)
