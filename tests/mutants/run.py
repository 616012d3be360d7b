"""Mutation testing: ``make mutants`` changes the code in small ways and counts who notices.

Two parts: every mutant of ``simulator/model`` against the unit tests of the model alone, and a
sample of the mutants of ``simulator/agents`` against the fast tests that run agents. The mutants
are those of mutmut. Each part works on its own copy of the project under ``build/mutants``; run
again, a part goes on where it was broken off.

``python -m tests.mutants.run model`` or ``agents`` runs one part.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "mutants"
COPIED = ("simulator", "tests", "scenarios", "seeds", "docs", "pyproject.toml", "README.md")
SEED = 2025
LEAST = 0.9
VERDICTS = {0: "survived", 1: "killed", 3: "killed", 33: "no test", 36: "timeout", 24: "timeout"}
"""By exit code of the tests, as mutmut keeps them: a mutant that hangs is noticed too."""


@dataclass(frozen=True)
class Part:
    """Which files are changed, by which tests it is to be noticed, and how many are tried."""

    name: str
    files: str
    tests: tuple[str, ...]
    sample: int | None


PARTS = (
    Part("model", "simulator/model/*", ("tests/model",), None),
    Part(
        "agents",
        "simulator/agents/*",
        (
            "tests/agents",
            "tests/oracles",
            "tests/reference/test_same_worlds.py",
            "tests/reference/test_golden_trace.py",
        ),
        200,
    ),
)


def copied(part: Part) -> Path:
    """A copy of the project that asks mutmut for this part."""
    home = BUILD / part.name
    home.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, home / name, dirs_exist_ok=True, ignore=ignored)
        else:
            shutil.copy2(ROOT / name, home / name)
    asked = {
        "source_paths": ["simulator"],
        "only_mutate": [part.files],
        "also_copy": [name for name in COPIED if name not in ("simulator", "tests")],
        "pytest_add_cli_args_test_selection": [*part.tests, "-m", "not slow"],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:xdist"],
        "use_git_change_detection": False,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in asked.items()]
    settings = (home / "pyproject.toml").read_text("utf-8") + "\n[tool.mutmut]\n" + "\n".join(lines)
    (home / "pyproject.toml").write_text(settings, encoding="utf-8")
    return home


def mutmut(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of mutmut in a copy."""
    command = [str(Path(sys.executable).with_name("mutmut")), *words]
    return subprocess.run(
        command, cwd=home, text=True, check=False, capture_output=words[0] != "run"
    )


def chosen(part: Part, home: Path) -> list[str]:
    """The names of the mutants to try: all (an empty list), or a sample by a fixed seed."""
    if part.sample is None:
        return []
    listing = (
        "from pathlib import Path; from mutmut.mutation.file_mutation import mutate_file_contents\n"
        "from mutmut.utils.format_utils import get_mutant_name\n"
        f"for path in sorted(Path().glob({part.files.replace('/*', '/**/*.py')!r})):\n"
        "    for name in mutate_file_contents(str(path), path.read_text()).mutant_names:\n"
        "        print(get_mutant_name(path, name))\n"
    )
    listed = subprocess.run(
        [sys.executable, "-c", listing], cwd=home, text=True, check=True, capture_output=True
    ).stdout.split()
    return sorted(random.Random(SEED).sample(listed, min(part.sample, len(listed))))


def verdicts(home: Path, names: list[str]) -> dict[str, str]:
    """What became of each mutant that was tried."""
    found: dict[str, str] = {}
    for path in sorted((home / "mutants" / "simulator").rglob("*.meta")):
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        found.update({name: VERDICTS.get(code, f"exit {code}") for name, code in codes.items()})
    return {name: found[name] for name in names} if names else found


def report(part: Part, home: Path, found: dict[str, str]) -> float:
    """Print the tally and each mutant that was not noticed; the share that was."""
    missed = {name: one for name, one in found.items() if one not in ("killed", "timeout")}
    share = 1.0 - len(missed) / len(found)
    for name, verdict in missed.items():
        changed = [
            line
            for line in mutmut(home, "show", name).stdout.splitlines()
            if line[:1] in "+-" and line[:3] not in ("+++", "---")
        ]
        sys.stdout.write("\n".join([f"{verdict}: {name}", *changed, ""]))
    tally = {one: list(found.values()).count(one) for one in sorted(set(found.values()))}
    sys.stdout.write(f"{part.name}: {len(found)} mutants, {tally}, {share:.1%} noticed\n")
    return share


def main(wanted: list[str]) -> int:
    """Run the parts asked for; 1 if too many mutants went unnoticed in one."""
    os.nice(10)
    shares = []
    for part in PARTS:
        if not wanted or part.name in wanted:
            home = copied(part)
            names = chosen(part, home)
            if mutmut(home, "run", "--max-children", "2", *names).returncode:
                return 1
            shares.append(report(part, home, verdicts(home, names)))
    return int(min(shares) < LEAST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
