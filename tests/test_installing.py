"""The ways of installing that the README names leave bytecode behind, and a quick start script."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONSTRAINTS = ("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT", "UV_CONSTRAINT", "UV_BUILD_CONSTRAINT")
PROBE = """
import json, sys
from timelog_cli.__main__ import main
sys.stderr.write(json.dumps([main(["status"]), main(["report"]), sys.prefix, [
    [module.__file__, module.__cached__]
    for module in list(sys.modules.values())
    if getattr(module, "__file__", None) and getattr(module, "__cached__", None)
]]))
"""


def documented(mark: str) -> str:
    """The only command of the README that has these words."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    (line,) = (line for block in blocks for line in block.splitlines() if mark in line)
    return line


@pytest.fixture
def env(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home of its own, nothing said about bytecode, and the versions that run the tests.

    What one of the tests has downloaded, the others need not.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "PIPX_", "UV_TOOL", "UV_COMPILE", "XDG_", "TIMELOG_"))
    }
    home = tmp_path / "home"
    home.mkdir()
    mine = {"HOME": str(home), "TIMELOG_USER": "ada"}
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    mine |= {"PIP_CACHE_DIR": f"{shared}/pip", "UV_CACHE_DIR": f"{shared}/uv"}
    return kept | mine | dict.fromkeys(CONSTRAINTS, constraints(tmp_path))


def constraints(folder: Path) -> str:
    """A file with the version of each package that is installed here."""
    path = folder / "constraints.txt"
    found = {(one.name, one.version) for one in distributions() if one.name != "timelog-cli"}
    path.write_text("".join(f"{name}=={version}\n" for name, version in sorted(found)), "utf-8")
    return str(path)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the repository, as the README has it."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "hatch_build.py"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def typed(line: str, folder: Path, env: dict[str, str]) -> None:
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=env, capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stderr


def uncompiled(python: Path, env: dict[str, str]) -> list[str]:
    """The modules of the environment that two commands import and that have no bytecode."""
    written = env | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [python, "-c", PROBE], cwd="/", env=written, capture_output=True, text=True, timeout=60
    )
    status, report, prefix, files = json.loads(done.stderr.splitlines()[-1])
    assert (status, report) == (0, 0), done.stderr
    mine = [(Path(file), Path(cached)) for file, cached in files if file.startswith(prefix)]
    assert len([file for file, _ in mine if "timelog_cli" in file.parts]) > 30
    return [str(file) for file, cached in mine if not valid(file, cached)]


def valid(file: Path, cached: Path) -> bool:
    """Whether Python takes the bytecode for that of the file, by its time and size."""
    if not cached.exists():
        return False
    head, found = cached.read_bytes()[:16], file.stat()
    flags, time, size = (int.from_bytes(head[at : at + 4], "little") for at in (4, 8, 12))
    same = (time, size) == (int(found.st_mtime) & 0xFFFFFFFF, found.st_size & 0xFFFFFFFF)
    return head[:4] == importlib.util.MAGIC_NUMBER and (flags != 0 or same)


def imports_re(script: Path) -> bool:
    """Whether the start script loads what costs every command a third of bare Python."""
    return "import re\n" in script.read_text("utf-8")


def test_pip_in_a_venv_writes_it(copy: Path, env: dict[str, str]) -> None:
    line, _, rest = documented("-m venv .venv").rpartition(" && ")
    assert rest == ".venv/bin/timelog demo"
    typed(line, copy, env)
    assert uncompiled(copy / ".venv/bin/python", env) == []


def test_pipx_writes_it_with_pip_and_with_uv(copy: Path, env: dict[str, str]) -> None:
    line = documented("pipx install")
    for backend in ("pip", "uv"):
        env |= {"PIPX_DEFAULT_BACKEND": backend, "PIPX_DEFAULT_PYTHON": sys.executable}
        env |= {"PIPX_HOME": f"{copy}/{backend}", "PIPX_BIN_DIR": f"{copy}/{backend}-bin"}
        typed(line, copy, env)
        assert uncompiled(copy / backend / "venvs/timelog-cli/bin/python", env) == []
        assert not imports_re(copy / f"{backend}-bin/timelog")


def test_uv_writes_it(copy: Path, env: dict[str, str]) -> None:
    env |= {"UV_TOOL_DIR": f"{copy}/uv", "UV_TOOL_BIN_DIR": f"{copy}/uv-bin"}
    env |= {"UV_PYTHON": sys.executable}
    typed(documented("uv tool install"), copy, env)
    assert uncompiled(copy / "uv/timelog-cli/bin/python", env) == []
    assert not imports_re(copy / "uv-bin/timelog")
