"""Rules and agents give a world the same bits alone and in a block.

Sums and means over classes, instruments or routes are taken in an order that depends on the shape
of the array, and the functions of ``math`` differ from those of numpy in the last bit. The source
is read, not run: both are refused in ``simulator/model`` and ``simulator/agents``.
"""

import ast
from collections.abc import Set
from pathlib import Path

import pytest

REDUCTIONS = set(
    "average cumprod cumsum dot einsum inner matmul mean nanmean nansum prod std sum tensordot "
    "trapezoid vdot var".split()
)
ORDERED = {"add", "multiply", "subtract", "logaddexp"}
EXCEPTION = "# over worlds"


def is_method_of_ours(call: ast.Call, func: ast.Attribute, ours: Set[str]) -> bool:
    """A call such as ``belief.mean(worlds)``: our name, and an argument that is no axis."""
    if ast.unparse(func.value) in {"np", "numpy"} or call.keywords or len(call.args) != 1:
        return False
    is_axis = isinstance(call.args[0], ast.Constant | ast.Tuple | ast.UnaryOp)
    return func.attr in ours and not is_axis


def why_bits_may_differ(node: ast.AST, ours: Set[str]) -> str | None:
    """What makes a world alone differ from the same world in a block, if this node does."""
    match node:
        case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
            return "@"
        case ast.ImportFrom(module="math"):
            return "from math import"
        case ast.Call(func=ast.Attribute(value=ast.Name("math"), attr=name)):
            return f"math.{name}()"
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=name), attr="reduce")):
            return f"{name}.reduce()" if name in ORDERED else None
        case ast.Call(func=ast.Attribute(attr=name) as func) if name in REDUCTIONS:
            return None if is_method_of_ours(node, func, ours) else f".{name}()"
    return None


def shape_dependent_bits(source: str, *, ours: Set[str] = frozenset()) -> list[str]:
    """``line: what`` of each reduction or scalar function without a marked reason."""
    lines = source.splitlines()
    offences = []
    for node in ast.walk(ast.parse(source)):
        what = why_bits_may_differ(node, ours)
        if what and isinstance(node, ast.expr | ast.stmt):
            spanned = lines[node.lineno - 1 : node.end_lineno]
            if not any(EXCEPTION in line for line in spanned):
                offences.append(f"{node.lineno}: {what}")
    return offences


def methods(paths: list[Path]) -> set[str]:
    """Names of the methods that classes in these files define."""
    return {
        node.name
        for path in paths
        for owner in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(owner, ast.ClassDef)
        for node in owner.body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize(
    "line",
    [
        "a @ b",
        "a @= b",
        "np.dot(a, b)",
        "np.einsum('i,i', a, b)",
        "held.sum(axis=0)",
        "np.mean(held)",
        "np.add.reduce(held)",
        "math.log(price)",
        "from math import log",
    ],
)
def test_the_check_sees_a_sum_whose_bits_depend_on_the_shape(line: str) -> None:
    assert shape_dependent_bits(line)


@pytest.mark.parametrize(
    "line",
    [
        "count = due.sum()  # over worlds",
        "largest = np.maximum.reduce(levels)",
        "never = math.inf",
        "total = total + row",
    ],
)
def test_the_check_passes_what_gives_the_same_bits_whatever_the_shape(line: str) -> None:
    assert shape_dependent_bits(line) == []


def test_the_check_tells_the_mean_of_a_belief_from_that_of_an_array() -> None:
    assert shape_dependent_bits("belief.mean(worlds)", ours={"mean"}) == []
    assert shape_dependent_bits("held.mean(0)", ours={"mean"})


def test_no_rule_or_agent_adds_up_in_a_way_that_depends_on_the_block(root: Path) -> None:
    paths = [*(root / "simulator/model").rglob("*.py"), *(root / "simulator/agents").rglob("*.py")]
    ours = methods(paths)
    offences = [
        f"{path.relative_to(root)}:{offence}"
        for path in sorted(paths)
        for offence in shape_dependent_bits(path.read_text("utf-8"), ours=ours)
    ]
    assert paths
    assert not offences, f"add row by row, or mark `{EXCEPTION}`:\n" + "\n".join(offences)
