"""What the package imports, what pyproject.toml declares and what the README explains agree."""

import ast
import re
import sys
from pathlib import Path
from typing import Any

import pytest

# Where the name on the package index differs from the name in an import statement.
IMPORT_NAMES = {"markdown-it-py": "markdown_it", "ruamel.yaml": "ruamel"}

# Halves of a declared package that stand on the index under a name of their own.
COME_ALONG = {"PIL": "matplotlib", "markupsafe": "jinja2", "pydantic_core": "pydantic"}


@pytest.fixture(scope="module")
def declared(project: dict[str, Any]) -> set[str]:
    return {re.split(r"[<>=!~\[ ;]", line)[0] for line in project["dependencies"]}


@pytest.fixture(scope="module")
def extras(project: dict[str, Any]) -> set[str]:
    lines = [line for extra in project["optional-dependencies"].values() for line in extra]
    return {re.split(r"[<>=!~\[ ;]", line)[0] for line in lines}


@pytest.fixture(scope="module")
def imported(root: Path) -> set[str]:
    names: set[str] = set()
    for path in (root / "simulator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"simulator"}


def test_every_package_imported_is_declared(
    declared: set[str], extras: set[str], imported: set[str]
) -> None:
    known = {IMPORT_NAMES.get(name, name) for name in declared | extras}
    assert {COME_ALONG.get(name, name) for name in imported} - known == set()


def test_every_package_declared_is_imported(declared: set[str], imported: set[str]) -> None:
    assert {name for name in declared if IMPORT_NAMES.get(name, name) not in imported} == set()


def test_the_readme_gives_a_reason_for_every_dependency(root: Path, declared: set[str]) -> None:
    rows = re.findall(r"^\| `([\w.-]+)` \| \S", (root / "README.md").read_text("utf-8"), re.M)
    assert sorted(rows) == sorted(declared)
