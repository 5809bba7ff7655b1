"""An issue killed between every two of its steps: no gap, nothing twice, nothing lost; and the
next run ends where a run that nobody killed ends.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests import processes
from tests.cli.bills import done, log, record, service
from tests.harness import Cli, once
from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World
from timelog_cli.store.connection import Store

MOMENT = "2026-11-30 18:00"
MOST_STEPS = 1000
LINES = {
    "all": "billing issue --all --no-seller --out {out} --format md,csv",
    "one": "billing issue case-1 --no-seller --out {out} --format json",
    "credit": "billing credit 2026-0001",
    "export": "billing export --out {out} --format md,csv",
}
# What the program does to files, as Python tells its auditors.
AUDITED = {
    "fcntl.flock",
    "open",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.truncate",
    "sqlite3.connect",
}
# All that was issued, without what is random.
ISSUED = (
    "SELECT series, last FROM counter ORDER BY series",
    "SELECT number, kind, series, seq, total, snapshot FROM invoice ORDER BY id",
    "SELECT invoice_id, position, log_id FROM line_log ORDER BY 1, 2, 3",
    "SELECT invoice_id, format, file_name, sha256 FROM document ORDER BY 1, 2",
    "SELECT id, billable, invoice_id FROM log ORDER BY id",
)


class Counter:
    """Counts the steps of this process and kills it, for good, before one of them."""

    def __init__(self, deadly: int) -> None:
        self.deadly = deadly
        self.seen = 0

    def step(self) -> None:
        self.seen += 1
        if self.seen == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Every statement, every change of a file, every wait for the disk."""
        sys.addaudithook(self._audited)
        for name in ("run", "row", "rows", "each", "run_many"):
            setattr(Store, name, self._counted(getattr(Store, name)))
        for name in ("fsync", "write"):
            setattr(os, name, self._counted(getattr(os, name)))

    def _audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        python = event == "open" and str(arguments[0]).endswith((".py", ".pyc"))
        if event in AUDITED and not python:
            self.step()

    def _counted(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **more: Any) -> Any:
            self.step()
            return original(*arguments, **more)

        return counted


@pytest.fixture
@once
def two(cli: Cli) -> Cli:
    """Two customers with two logs each, and an older invoice."""
    service(cli, "--tax-rate 22")
    for number, customer in enumerate(("Acme", "Bell")):
        cli.run(f"customer add {customer}")
        ref = record(cli, customer=customer)
        for hour in (8, 10):
            log(cli, ref, f"{hour + number}:00-{hour + number}:50")
        done(cli, ref)
    cli.run("record add Old --type task --customer Acme --service Consulting --billable")
    log(cli, "task-3", "2026-11-01 9:00-10:00")
    done(cli, "task-3")
    cli.at("2026-11-01 18:00").run("billing issue task-3")
    return cli


def on_a_copy(cli: Cli, folder: Path) -> Cli:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(cli.path, folder / cli.path.name)
    return Cli(folder, cli.zone, cli.user)


def killed_before(cli: Cli, line: str, step: int) -> bool:
    """Run the program in a process of its own; whether it had so many steps, and was killed."""
    words = line.format(out=cli.folder / "out").split()
    child = os.fork()
    if not child:
        code = 70
        try:
            Counter(step).watch()
            world = World(cli.environment(MOMENT), io.BytesIO(), io.StringIO(), io.StringIO())
            code = main(words, world)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, (step, status)
    return os.WIFSIGNALED(status)


def written(cli: Cli) -> dict[str, bytes]:
    """The files of the folder."""
    out = cli.folder / "out"
    return {path.name: path.read_bytes() for path in out.iterdir()} if out.exists() else {}


def issued(cli: Cli) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(cli.path)) as connection:
        return [row for sql in ISSUED for row in connection.execute(sql)]


def assert_sound(cli: Cli) -> None:
    """The file is whole; numbers have no gap; no log is on two invoices or lost."""
    assert cli.at(MOMENT).run("db check").code == 0
    for series, last in cli.rows("SELECT series, last FROM counter"):
        found = cli.rows("SELECT seq FROM invoice WHERE series = ? ORDER BY seq", series)
        assert found == [(seq,) for seq in range(1, last + 1)]
    assert cli.rows("SELECT count(*) FROM log") == [(5,)]
    twice = "SELECT log_id FROM line_log JOIN invoice ON invoice.id = invoice_id"
    assert cli.rows(f"{twice} WHERE kind = 'invoice' GROUP BY log_id HAVING count(*) > 1") == []
    open_ones = "SELECT 1 FROM invoice WHERE sealed = 0"
    assert cli.rows(open_ones) == []


def finished(cli: Cli, name: str) -> None:
    """Run what was killed once more; what was issued already is exported."""
    before = len(cli.rows("SELECT 1 FROM invoice"))
    line = LINES[name].format(out=cli.folder / "out")
    again = cli.at(MOMENT).run(line, code=None)
    if again.code == 1:  # it was issued, or credited, before the kill
        assert before == len(cli.rows("SELECT 1 FROM invoice")) > 1
        if name == "one":
            cli.at(MOMENT).run(f"billing export 2026-0002 --out {cli.folder}/out --format json")
    else:
        assert again.code == 0, again.err


def killed_at_call(cli: Cli, line: str, calls: str, nth: int) -> bool:
    """The same, before the n-th of these calls to the system, those of SQLite among them."""
    words: list[str | bytes] = list(line.format(out=cli.folder / "out").split())
    traced = ["strace", "-f", "-o", "/dev/null", "-e", f"inject={calls}:signal=KILL:when={nth}"]
    done = subprocess.run(
        [*traced, *processes.command(words)],
        env=processes.environment(cli, MOMENT, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
    )
    assert done.returncode in {0, -signal.SIGKILL, 128 + signal.SIGKILL}, done.stderr
    return done.returncode != 0


def can_trace() -> bool:
    """Whether calls to the system can be looked at here."""
    return (
        bool(shutil.which("strace"))
        and not subprocess.run(
            ["strace", "-o", "/dev/null", "true"], capture_output=True
        ).returncode
    )


@pytest.mark.parametrize("name", LINES)
def test_a_kill_before_any_step_is_made_up_for_by_the_next_run(
    two: Cli, tmp_path: Path, name: str
) -> None:
    whole = on_a_copy(two, tmp_path / "whole")
    finished(whole, name)
    before, after, files = issued(two), issued(whole), written(whole)
    ways, killed = set(), 0
    for step in range(1, MOST_STEPS):
        cli = on_a_copy(two, tmp_path / "killed")
        if not killed_before(cli, LINES[name], step):
            break
        killed = step
        assert_sound(cli)
        state = issued(cli)
        assert state in (before, after), step
        ways.add((state == after, len(written(cli))))
        finished(cli, name)
        assert issued(cli) == after, step
        assert written(cli) == files, step
    assert killed > 10
    assert killed < MOST_STEPS - 1
    assert {done for done, _ in ways} == ({True} if before == after else {False, True})


def test_a_kill_of_both_runs_is_made_up_for_by_the_third(two: Cli, tmp_path: Path) -> None:
    whole = on_a_copy(two, tmp_path / "whole")
    finished(whole, "all")
    for step in range(20, 200, 17):
        cli = on_a_copy(two, tmp_path / "killed")
        killed_before(cli, LINES["all"], step)
        killed_before(cli, LINES["all"], step + 40)
        assert_sound(cli)
        finished(cli, "all")
        assert (issued(cli), written(cli)) == (issued(whole), written(whole)), step


@pytest.mark.skipif(not can_trace(), reason="calls to the system cannot be looked at here")
@pytest.mark.parametrize(
    ("calls", "by", "least"),
    [
        ("fsync", 1, 7),
        ("fdatasync", 1, 4),
        ("?unlink,?unlinkat", 1, 6),
        ("?link,?linkat", 1, 4),
        ("pwrite64", 9, 5),
    ],
)
def test_a_kill_inside_the_commit_is_made_up_for_by_the_next_run(
    two: Cli, tmp_path: Path, calls: str, by: int, least: int
) -> None:
    whole = on_a_copy(two, tmp_path / "whole")
    finished(whole, "all")
    before, after, files = issued(two), issued(whole), written(whole)
    kills = 0
    for nth in range(1, MOST_STEPS, by):
        cli = on_a_copy(two, tmp_path / "killed")
        if not killed_at_call(cli, LINES["all"], calls, nth):
            break
        kills += 1
        assert_sound(cli)
        assert issued(cli) in (before, after), nth
        finished(cli, "all")
        assert (issued(cli), written(cli)) == (after, files), nth
    assert kills >= least


@pytest.mark.skipif(not can_trace(), reason="calls to the system cannot be looked at here")
def test_bytes_reach_the_disk_before_their_name_and_all_names_before_the_end(
    two: Cli, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    words: list[str | bytes] = list(LINES["all"].format(out=two.folder / "out").split())
    traced = ["strace", "-f", "-y", "-o", trace, "-e", "trace=?link,?linkat,fsync"]
    subprocess.run(
        [*traced, *processes.command(words)],
        env=processes.environment(two, MOMENT),
        check=True,
        capture_output=True,
    )
    out = str(two.folder / "out")
    calls = [line for line in trace.read_text().splitlines() if out in line]
    named = [at for at, line in enumerate(calls) if "link" in line]
    assert len(named) == 6
    for at in named:
        part = calls[at].split('"')[1].rpartition("/")[2]
        assert "fsync(" in calls[at - 1] and part in calls[at - 1]
    assert f"<{out}>" in calls[-1] and "fsync(" in calls[-1]
