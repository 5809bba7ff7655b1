"""Imports run cli → usecases → store → domain and cli → render → domain; never up or around."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "timelog_cli"
# What each room may import, beside itself; anyone may use the modules at the top.
GROUND = {"errors", "extras", "frozen"}
ALLOWED = {
    "domain": set[str](),
    "exchange": {"domain"},
    "runtime": {"domain"},
    "settings": {"domain", "runtime"},
    "store": {"domain", "runtime"},
    "usecases": {"domain", "exchange", "runtime", "settings", "store"},
    "render": {"domain", "runtime"},
    "cli": {"domain", "render", "runtime", "settings", "store", "usecases"},
}
# The context opens the database; no command touches it.
OPENING = {"context.py"}


def name_of(path: Path) -> str:
    """The name of a module, without that of the package."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(path): path for path in sorted(SOURCE.rglob("*.py"))}
ROOMS = {name: path for name, path in MODULES.items() if name.partition(".")[0] in ALLOWED}


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, for types and inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{one.name}" for one in node.names]
            names = [
                one if one.removeprefix("timelog_cli.") in MODULES else node.module for one in inner
            ]
        elif isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        for name in names:
            if name.startswith("timelog_cli."):
                yield name.removeprefix("timelog_cli.")


@pytest.mark.parametrize("name", ROOMS)
def test_a_module_imports_only_what_lies_below_it(name: str) -> None:
    room, path = name.partition(".")[0], ROOMS[name]
    allowed = {room} | ALLOWED[room] | GROUND
    if room == "cli" and path.name not in OPENING:
        allowed -= {"store"}
    if path.name in {"demo.py", "program.py"}:
        allowed |= {"__main__"}  # one types commands as a user does, one has the same prompt
    assert {one.partition(".")[0] for one in imports(path)} <= allowed


def test_no_module_imports_itself_around_a_circle() -> None:
    graph = {
        name: {one for one in imports(path) if one != name}
        for name, path in MODULES.items()
        if name not in {"__main__", "cli.demo"}
    }
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("name", MODULES)
def test_rich_is_imported_only_by_what_draws_and_only_inside_functions(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    at_the_top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not any("rich" in _packages(node) for node in at_the_top)
    inside = any("rich" in _packages(node) for node in ast.walk(tree))
    assert not inside or name.startswith("render.terminal")


def _packages(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]}
    names = node.names if isinstance(node, ast.Import) else []
    return {one.name.partition(".")[0] for one in names}


@pytest.mark.parametrize("name", [name for name in ROOMS if not name.startswith("store")])
def test_sql_is_written_in_the_store_only(name: str) -> None:
    text = ROOMS[name].read_text("utf-8")
    for words in ("SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE "):
        assert f'"{words}' not in text
        assert f"'{words}" not in text


def test_every_file_can_be_read_in_one_sitting() -> None:
    long = {
        name: lines
        for name, path in MODULES.items()
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_statement_numbers_its_values() -> None:
    """Python 3.12 deprecates them with a sequence; see ``sqlite3``."""
    numbered = re.compile(r"[(,= ]\?[0-9{]")
    for path in (SOURCE / "store").rglob("*.py"):
        assert not numbered.search(path.read_text("utf-8")), path
