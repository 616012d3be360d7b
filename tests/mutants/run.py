"""Mutation testing: ``make mutants`` changes the code in small ways and counts who notices.

Two parts: every mutant of ``simulator/model`` against the unit tests of the model alone, and a
sample of the mutants of ``simulator/agents`` against the fast tests that run agents. The mutants
are those of mutmut. Each part works on its own copy of the project under ``build/mutants``; run
again, a part goes on where it was broken off.

``python -m tests.mutants.run model`` or ``agents`` runs one part.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.survivors import SURVIVORS

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "mutants"
COPIED = ("simulator", "tests", "scenarios", "seeds", "docs", "pyproject.toml", "README.md")
SEED = 2025
LEAST = 0.9
ORACLES = ("agreements", "birth_and_death", "ledger", "posterior", "price", "same_world", "zone")
LISTED = {after for one in SURVIVORS for after in one.became}
NOTICED = ("killed", "timeout")
VERDICTS = {0: "survived", 1: "killed", 3: "killed", 33: "no test", 36: "timeout", -24: "timeout"}
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
            *(f"tests/oracles/test_{name}.py" for name in ORACLES),
            "tests/reference/test_same_worlds.py",
            "tests/reference/test_golden_trace.py",
        ),
        200,
    ),
)


def copied(part: Part) -> Path:
    """A copy of the project that asks mutmut for this part; the same one while nothing changes."""
    home = BUILD / part.name
    stamp, now = home / "made-of", fingerprint()
    if stamp.is_file() and stamp.read_text("utf-8") == now:
        return home
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, home / name, ignore=ignored)
        else:
            shutil.copy2(ROOT / name, home / name)
    with (home / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(settings(part))
    stamp.write_text(now, encoding="utf-8")
    return home


def fingerprint() -> str:
    """What the verdicts depend on: a mutant is tried anew once code or tests have changed."""
    texts = (p for name in ("simulator", "tests") for p in sorted((ROOT / name).rglob("*.py")))
    digest = hashlib.sha256()
    for path in (*texts, ROOT / "pyproject.toml"):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def settings(part: Part) -> str:
    """What mutmut is to do, as a table for the end of the copy's pyproject.toml."""
    asked = {
        "source_paths": ["simulator"],
        "only_mutate": [part.files],
        "also_copy": [name for name in COPIED if name not in ("simulator", "tests")],
        "pytest_add_cli_args_test_selection": [*part.tests, "-m", "not slow"],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:xdist"],
        "use_git_change_detection": False,
        "timeout_constant": 120.0,  # a busy machine is no reason to call a mutant noticed
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in asked.items()]
    return "\n".join(["\n[tool.mutmut]", *lines, ""])


def chosen(part: Part, home: Path) -> list[str]:
    """The names of the mutants to try: all (an empty list), or a sample by a fixed seed."""
    if part.sample is None:
        return []
    listed = asked(home, LISTING, part.files.replace("/*", "/**/*.py")).split()
    return sorted(random.Random(SEED).sample(listed, min(part.sample, len(listed))))


LISTING = """
import sys
from pathlib import Path
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name
for path in sorted(Path().glob(sys.argv[1])):
    for name in mutate_file_contents(str(path), path.read_text("utf-8")).mutant_names:
        print(get_mutant_name(path, name))
"""

DIFFS = """
import sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
for name in sys.argv[1:]:
    print(name)
    for line in get_diff_for_mutant(name).splitlines():
        if line[:1] in "+-" and line[:3] not in ("+++", "---"):
            print(line)
    print()
"""


def asked(home: Path, program: str, *words: str) -> str:
    """What mutmut's own functions say in a copy; they work in the current folder."""
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(command, cwd=home, text=True, check=True, capture_output=True).stdout


def verdicts(home: Path, names: list[str]) -> dict[str, str]:
    """What became of each mutant that was tried."""
    found: dict[str, str] = {}
    for path in sorted((home / "mutants" / "simulator").rglob("*.meta")):
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        found.update({name: VERDICTS.get(code, f"exit {code}") for name, code in codes.items()})
    return {name: found[name] for name in names} if names else found


def report(part: Part, home: Path, found: dict[str, str]) -> float:
    """Print the tally and each mutant that was not noticed; the share that was."""
    missed = [name for name, one in found.items() if one not in NOTICED]
    for text in asked(home, DIFFS, *missed).split("\n\n") if missed else ():
        known = any(line[1:].strip() in LISTED for line in text.splitlines() if line[:1] == "+")
        sys.stdout.write(f"{'on the list' if known else 'NOT ON THE LIST'}: {text}\n")
    tally = ", ".join(f"{n} {one}" for one, n in sorted(Counter(found.values()).items()))
    share = 1.0 - len(missed) / len(found)
    sys.stdout.write(f"{part.name}: {len(found)} mutants, {tally}: {share:.1%} noticed\n")
    return share


def tried(part: Part) -> float:
    """Try the mutants of a part; the share that the tests notice."""
    home = copied(part)
    names = chosen(part, home)
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "2", *names]
    subprocess.run(command, cwd=home, check=True)
    return report(part, home, verdicts(home, names))


def main(wanted: list[str]) -> int:
    """Run the parts asked for; 1 if too many mutants went unnoticed in one."""
    os.nice(10)
    shares = [tried(part) for part in PARTS if not wanted or part.name in wanted]
    return int(min(shares) < LEAST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
