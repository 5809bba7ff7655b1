"""The hooks of docs/files, in real shells, with real git and curl."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests import processes
from tests.harness import Cli

FILES = Path(__file__).parents[2] / "docs" / "files"
SHELLS = [shell for shell in ("dash", "bash", "busybox") if shutil.which(shell)]


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"missing: {', '.join(missing)}")


@pytest.fixture
def cli(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.chdir(cli.folder)
    cli.env["PATH"] = f"{cli.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    cli.env["GIT_CONFIG_GLOBAL"] = os.devnull
    return processes.prepare(cli)


def install(cli: Cli, example: str, name: str, shell: str) -> None:
    """Put an example into the folder for hooks, run by a shell."""
    _copy(FILES / "hooks" / example, cli.folder / "hooks" / name, shell)


def _copy(source: Path, target: Path, shell: str) -> None:
    target.parent.mkdir(mode=0o755, exist_ok=True)
    first, rest = source.read_text("utf-8").split("\n", 1)
    assert first == "#!/bin/sh"
    command = [str(shutil.which(shell)), *(["sh"] if shell == "busybox" else [])]
    target.write_text(f"#!{' '.join(command)}\n{rest}", "utf-8")
    target.chmod(0o755)


@pytest.mark.parametrize("path", sorted(FILES.glob("*hooks/*")), ids=lambda one: one.name)
def test_an_example_can_be_run_and_says_what_it_is_for(path: Path) -> None:
    assert os.access(path, os.X_OK)
    first, second = path.read_text("utf-8").splitlines()[:2]
    assert first == "#!/bin/sh"
    assert second.startswith("# ")


@needs("jq")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_notification_names_record_title_and_time(cli: Cli, shell: str) -> None:
    program = cli.folder / "bin" / "notify-send"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%s|" "$@" >> shown\n', "utf-8")
    program.chmod(0o755)
    for name in ("on-start", "on-stop"):
        install(cli, "notify", name, shell)
    cli.run("record edit 1 --title '-x $(id) \"`\"'")
    assert "warning" not in cli.at("2026-11-02 09:00").run("start case-1").err
    assert "warning" not in cli.at("2026-11-02 09:45").run("stop").err
    title = 'case-1: -x $(id) "`"'
    shown = (cli.folder / "shown").read_text("utf-8")
    assert shown == f"--|timelog: start|{title}|--|timelog: stop|{title} (45 minutes)|"


class _Receiver(BaseHTTPRequestHandler):
    """What was posted is kept by the server."""

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((self.headers["Content-Type"], content))  # type: ignore[attr-defined]
        self.send_response(500 if self.path == "/wrong" else 200)
        self.end_headers()
        self.wfile.write(b"ignored")

    def log_message(self, *values: object) -> None:
        """Nothing is said."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Receiver)
    server.posted = []  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@needs("curl")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_webhook_gets_the_json(cli: Cli, shell: str, server: HTTPServer) -> None:
    install(cli, "webhook", "on-start", shell)
    url = f"http://127.0.0.1:{server.server_port}"
    (cli.folder / "webhook-url").write_text(f"{url}/right\n", "utf-8")
    done = cli.at("2026-11-02 09:00").run(["start", "case-1", "--note", "é" * 50_000])
    assert done.err == "Started case-1 (Fix login) at 09:00.\n"
    ((kind, content),) = server.posted  # type: ignore[attr-defined]
    assert kind == "application/json"
    assert json.loads(content)["data"]["note"] == "é" * 50_000


@needs("curl")
def test_a_webhook_that_fails_is_a_warning(cli: Cli, server: HTTPServer) -> None:
    install(cli, "webhook", "on-start", SHELLS[0])
    start = "start case-1"
    done = cli.at("2026-11-02 09:00").run(start)
    assert "warning: the hook on-start failed with exit code 1" in done.err
    cli.at("2026-11-02 09:00").run("timer cancel --yes")
    url = f"http://127.0.0.1:{server.server_port}/wrong"
    (cli.folder / "webhook-url").write_text(f"{url}\n", "utf-8")
    done = cli.at("2026-11-02 09:00").run(start)
    assert re.search("warning: the hook on-start failed with exit code 22", done.err)


# Hooks of git


@pytest.fixture(params=SHELLS)
def repository(request: pytest.FixtureRequest, cli: Cli) -> Path:
    """A repository with a commit, and both hooks."""
    folder = cli.folder / "work"
    folder.mkdir()
    git(cli, folder, "init", "--quiet", "--initial-branch", "main")
    git(cli, folder, "config", "user.name", "Ada")
    git(cli, folder, "config", "user.email", "ada@example.com")
    (folder / "file").write_text("")
    git(cli, folder, "add", "file")
    git(cli, folder, "commit", "--message", "First", "--quiet")
    for hook in ("post-checkout", "prepare-commit-msg"):
        _copy(FILES / "git-hooks" / hook, folder / ".git" / "hooks" / hook, request.param)
    return folder


def git(cli: Cli, folder: Path, *words: str) -> str:
    """What git prints on standard output and standard error."""
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env=processes.environment(cli),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def timers(cli: Cli) -> dict[str, str]:
    rows = cli.run("timer list --json").json
    return {row["record"]: row["state"] for row in rows}


@needs("git")
def test_a_branch_starts_the_timer_on_its_record(cli: Cli, repository: Path) -> None:
    git(cli, repository, "switch", "--quiet", "--create", "feature/case-1-login")
    assert timers(cli) == {"case-1": "running"}
    git(cli, repository, "switch", "--quiet", "--create", "task-2")
    assert timers(cli) == {"case-1": "paused", "task-2": "running"}
    git(cli, repository, "switch", "--quiet", "feature/case-1-login")
    assert timers(cli) == {"case-1": "running", "task-2": "paused"}
    git(cli, repository, "switch", "--quiet", "main")
    git(cli, repository, "switch", "--quiet", "feature/case-1-login")
    cli.run("pause")
    git(cli, repository, "checkout", "--", "file")
    assert timers(cli) == {"case-1": "paused", "task-2": "paused"}


@needs("git")
def test_a_branch_of_an_unknown_record_is_checked_out_all_the_same(
    cli: Cli, repository: Path
) -> None:
    said = git(cli, repository, "switch", "--create", "case-99")
    assert "no record case-99" in said
    git(cli, repository, "checkout", "--quiet", "--detach")
    assert timers(cli) == {}


@needs("git")
def test_a_commit_names_the_record_of_the_timer_once(cli: Cli, repository: Path) -> None:
    message = ("log", "-1", "--format=%B")
    commit = ("commit", "--allow-empty", "--quiet")
    git(cli, repository, *commit, "--message", "Idle")
    assert git(cli, repository, *message).strip() == "Idle"
    cli.at("2026-11-02 08:30").run("start case-1")
    git(cli, repository, *commit, "--message", "Fix it")
    assert git(cli, repository, *message).strip() == "Fix it\n\nRecord: case-1"
    git(cli, repository, *commit, "--amend", "--no-edit")
    git(cli, repository, *commit, "--message", "Again\n\nRecord: task-2")
    assert git(cli, repository, *message).strip() == "Again\n\nRecord: task-2"
