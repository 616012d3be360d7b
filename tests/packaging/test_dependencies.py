"""What the package imports, what pyproject.toml declares and what the README explains agree."""

import ast
import re
import sys

import pytest

# Where the name on the package index differs from the name in an import statement.
IMPORT_NAMES = {"ruamel.yaml": "ruamel"}


@pytest.fixture(scope="module")
def declared(project):
    return {re.split(r"[<>=!~\[ ;]", line)[0] for line in project["dependencies"]}


@pytest.fixture(scope="module")
def imported(root):
    names = set()
    for path in (root / "simulator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"simulator"}


def test_every_package_imported_is_declared(declared, imported):
    # pydantic brings pydantic_core and pins its version.
    assert imported - {"pydantic_core"} <= {IMPORT_NAMES.get(name, name) for name in declared}


def test_every_package_declared_is_imported(declared, imported):
    assert {name for name in declared if IMPORT_NAMES.get(name, name) not in imported} == set()


def test_the_readme_gives_a_reason_for_every_dependency(root, declared):
    rows = re.findall(r"^\| `([\w.-]+)` \| \S", (root / "README.md").read_text("utf-8"), re.M)
    assert sorted(rows) == sorted(declared)
