"""The comparison leaves hardly a branch of the rules untried."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.reference.branches import ROOT


@pytest.mark.slow
def test_the_comparison_reaches_nineteen_of_twenty_branches_of_both_engines() -> None:
    command = [sys.executable, "-m", "tests.reference.branches"]
    told = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
