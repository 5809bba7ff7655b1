"""Imports run cli → usecases → store → domain and cli → render → domain; never up or around."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "timelog_cli"
ALLOWED = {
    "domain": {"domain"},
    "store": {"store", "domain"},
    "usecases": {"usecases", "store", "domain", "exchange"},
    "exchange": {"exchange", "domain"},
    "render": {"render", "domain"},
    "cli": {"cli", "usecases", "render", "domain"},
}
# Anyone may use these; they import nothing of the layers.
GROUND = {"errors", "frozen", "local_time", "ownership"}
# The commands alone know of the world and the settings.
OUTER = {
    "context",
    "settings",
    "settings_checks",
    "settings_file",
    "places",
    "files",
    "folders",
    "locales",
    "streams",
    "endings",
    "__version__",
}
MODULES = sorted(path for layer in ALLOWED for path in (SOURCE / layer).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The parts of the package that a module imports when it runs."""
    found = set()
    for node in _run_time(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            deeper = node.module == "timelog_cli"
            names = [f"{node.module}.{one.name}" for one in node.names] if deeper else [node.module]
        elif isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("timelog_cli.")}
    return found


def _run_time(tree: ast.AST) -> list[ast.AST]:
    """All nodes but those under ``if TYPE_CHECKING``."""
    nodes = []
    for node in ast.iter_child_nodes(tree):
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not typing_only:
            nodes += [node, *_run_time(node)]
    return nodes


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    layer = path.relative_to(SOURCE).parts[0]
    allowed = ALLOWED[layer] | GROUND
    if layer == "cli":
        allowed |= OUTER
    if path.name == "demo.py":
        allowed |= {"__main__"}  # it types commands as a user does
    if layer in {"usecases", "cli"}:
        allowed |= {"places", "settings", "files", "folders"}
    assert imports(path) <= allowed


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.relative_to(SOURCE).parts[0] != "store"],
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_sql_is_written_in_the_store_only(path: Path) -> None:
    text = path.read_text("utf-8")
    for words in ("SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE "):
        assert f'"{words}' not in text
        assert f"'{words}" not in text


def test_every_file_can_be_read_in_one_sitting() -> None:
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in SOURCE.rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 450
    }
    assert long == {}
