"""An unattended run: one at a time in a folder, as of a day, told in one line; nothing is asked."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import processes
from tests.cli.bills import done, log, record, service, story
from tests.harness import Cli, Result
from timelog_cli.__main__ import main
from timelog_cli.cli import commands
from timelog_cli.runtime.world import World

LATE = "2026-11-30 18:00"
HOLDER = """
import sys
from timelog_cli.runtime.folder_lock import Held
with Held(sys.argv[1], 5):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def out(cli: Cli) -> Path:
    return cli.folder / "out"


@pytest.fixture
def holder(out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that writes into the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout and process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.communicate()


def two_currencies(cli: Cli) -> None:
    """Three customers: 60.00 USD each for two, 1000 JPY for one of them as well; one without."""
    service(cli)
    service(cli, name="Support", price="1000 JPY")
    for number, customer in enumerate(("Acme", "Bell"), 1):
        cli.run(f"customer add {customer}")
        log(cli, record(cli, customer=customer), f"{7 + number}:00-{8 + number}:00")
    cli.run("record add Chat --type case --customer Bell --service Support --billable")
    log(cli, "case-3", "11:00-12:00")
    for ref in ("case-1", "case-2", "case-3"):
        done(cli, ref)


def run(cli: Cli, out: Path, words: str = "", *, code: int = 0, moment: str = LATE) -> Result:
    return cli.at(moment).run(f"billing issue --all --out {out} {words}", code=code)


# One at a time


@pytest.mark.parametrize("words", ["billing issue --all", "billing issue case-1", "billing export"])
def test_a_folder_that_another_process_writes_into_is_busy(
    cli: Cli, out: Path, holder: subprocess.Popen[bytes], words: str
) -> None:
    story(cli)
    cli.env["TIMELOG_BUSY_SECONDS"] = "0.1"
    cli.at(LATE).refused(
        f"{words} --out {out}",
        code=4,
        message=f"another timelog is writing to {out} (process {holder.pid})",
        hint="try again when it has finished",
    )
    assert [path.name for path in out.iterdir()] == [".timelog.lock"]


def test_a_run_waits_for_the_one_before(
    cli: Cli, out: Path, holder: subprocess.Popen[bytes]
) -> None:
    story(cli)
    env = processes.environment(cli, LATE, TIMELOG_BUSY_SECONDS="60")
    words: list[str | bytes] = ["billing", "issue", "--all", "--no-seller", "--out", str(out)]
    waiting = subprocess.Popen(processes.command(words), env=env, stderr=subprocess.DEVNULL)
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(1)
    assert cli.rows("SELECT 1 FROM invoice") == []
    holder.communicate(b"")
    assert waiting.wait(30) == 0
    assert [path.name for path in out.iterdir()] == ["2026-0001_Acme.md"]


def test_a_killed_process_locks_nobody_out(
    cli: Cli, out: Path, holder: subprocess.Popen[bytes]
) -> None:
    story(cli)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (out / ".timelog.lock").exists()
    cli.env["TIMELOG_BUSY_SECONDS"] = "0"
    run(cli, out)
    assert [path.name for path in out.iterdir()] == ["2026-0001_Acme.md"]


def test_another_folder_and_no_folder_are_free(
    cli: Cli, out: Path, holder: subprocess.Popen[bytes]
) -> None:
    story(cli)
    cli.env["TIMELOG_BUSY_SECONDS"] = "0"
    run(cli, cli.folder / "other")
    cli.at(LATE).run("billing issue --all")


def test_a_lock_that_leads_elsewhere_is_not_followed(cli: Cli, out: Path) -> None:
    story(cli)
    out.mkdir()
    (cli.folder / "precious").write_text("mine")
    (out / ".timelog.lock").symlink_to(cli.folder / "precious")
    assert "cannot write" in run(cli, out, code=6).err
    assert (cli.folder / "precious").read_text() == "mine"
    assert cli.rows("SELECT 1 FROM invoice") == []


# What killed processes left


def test_unfinished_files_of_dead_processes_are_removed_and_nothing_else(
    cli: Cli, out: Path
) -> None:
    story(cli)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    living = os.getppid()
    out.mkdir()
    old = time.time() - 2 * 86_400
    gone = [f".timelog-{ended.pid}-0123abcd.part", f".timelog-{living}-00000000.part"]
    kept = [
        f".timelog-{living}-0123abcd.part",
        f".timelog-{ended.pid}-0123abcd.part.md",
        f".timelog-{ended.pid}-0123ABCD.part",
        ".timelog-x-0123abcd.part",
        ".timelog-.part",
        ".timelog.part",
        f"timelog-{ended.pid}-0123abcd.part",
    ]
    for name in (*gone, *kept):
        (out / name).write_text("half")
    os.utime(out / gone[1], (old, old))
    (out / f".timelog-{ended.pid}-ffffffff.part").mkdir()
    run(cli, out)
    found = sorted(path.name for path in out.iterdir())
    assert found == sorted([*kept, f".timelog-{ended.pid}-ffffffff.part", "2026-0001_Acme.md"])


# Nothing to bill


def test_nothing_to_bill_is_no_failure_unless_that_is_asked_for(cli: Cli, out: Path) -> None:
    story(cli)
    run(cli, out, "--fail-if-empty")
    (out / "2026-0001_Acme.md").unlink()
    again = run(cli, out, "--fail-if-empty", code=1)
    assert again.out == f"{out}/2026-0001_Acme.md\n"
    assert again.err == (
        "Nothing to bill; 1 file written.\nerror: nothing to bill\nhint: timelog billing unbilled\n"
    )
    assert run(cli, out).err == "Nothing to bill; 1 file already existed.\n"
    failed = cli.at(LATE).run("billing issue --all --fail-if-empty --json", code=1)
    assert failed.json == []
    assert '{"error": {"kind": "refused", "message": "nothing to bill"' in failed.err


def test_a_failure_counts_more_than_nothing_to_bill(cli: Cli, out: Path) -> None:
    story(cli)
    cli.run("customer edit Acme --tax-treatment reverse-charge")
    assert (
        "No invoices issued; 1 could not be issued.\n"
        in run(cli, out, "--fail-if-empty", code=5).err
    )


# As of


def test_a_month_run_late_is_billed_as_on_its_last_day(cli: Cli, out: Path) -> None:
    story(cli)
    cli.at("2026-12-03 12:00").run(
        "log add case-1 '2026-11-30 23:30 - 2026-12-01 00:30' --billable"
    )
    cli.at("2026-12-03 12:00").run("log add case-1 '2026-12-01 9:00-10:00' --billable")
    (late,) = run(cli, out, "--as-of last-month --json", moment="2026-12-03 12:00").json
    assert (late["issue_date"], late["due_date"], late["total"]) == (
        "2026-11-30",
        "2026-12-30",
        "195.00",
    )
    (rest,) = run(cli, out, "--json", moment="2026-12-03 12:00").json
    assert (rest["issue_date"], rest["total"]) == ("2026-12-03", "60.00")


@pytest.mark.parametrize(
    ("words", "day", "total"),
    [
        ("2026-11-02", "2026-11-02", "90.00"),
        ("'2026-11-03 14:00'", "2026-11-03", "90.00"),
        ("2026-11-03T14:01", "2026-11-03", "135.00"),
        ("yesterday", "2026-11-29", "135.00"),
        ("2026-11", "2026-11-30", "135.00"),
        ("2026-11-02 --date 2026-11-09", "2026-11-09", "90.00"),
        ("2026-11-02 --period 2026-11", "2026-11-02", "90.00"),
        ("2026-11-30 --period '2026-11-03'", "2026-11-30", "45.00"),
    ],
)
def test_what_began_by_then_is_billed_and_dated_so(
    cli: Cli, words: str, day: str, total: str
) -> None:
    story(cli)
    for command in ("billing preview", "billing issue --all"):
        (made,) = cli.at(LATE).run(f"{command} --as-of {words} --json").json
        assert (made["issue_date"], made["total"]) == (day, total)


def test_a_night_belongs_to_the_day_before(cli: Cli) -> None:
    story(cli)
    cli.config.write_text('day_start = "04:00"\n')
    log(cli, "case-1", "2026-11-05 02:00-03:00")
    (made,) = cli.at(LATE).run("billing preview --as-of 2026-11-04 --json").json
    assert made["total"] == "195.00"
    (made,) = cli.at(LATE).run("billing preview --as-of 2026-11-05T02:00 --json").json
    assert (made["issue_date"], made["total"]) == ("2026-11-04", "135.00")


def test_a_period_after_it_contradicts(cli: Cli) -> None:
    story(cli)
    for command in ("billing preview", "billing issue --all"):
        cli.at(LATE).refused(
            f"{command} --period 2026-11 --as-of 2026-10-31",
            code=2,
            message="--period 2026-11 starts after --as-of 2026-10-31",
            hint="change one of them",
        )
        cli.at(LATE).refused(f"{command} --as-of soon", code=2, message="'soon' is not a time")


# One line


def test_a_batch_is_told_in_one_line(cli: Cli, out: Path) -> None:
    two_currencies(cli)
    out.mkdir()
    (out / "2026-0003_Bell.csv").write_text("mine")
    made = run(cli, out, "--format md,csv", code=6)
    assert made.err.splitlines()[0] == (
        "Issued 3 invoices to 2 customers: 120.00 USD, 1000 JPY;"
        " 5 files written, 1 file not written."
    )
    assert "Issued 2026-0001" not in made.err
    (out / "2026-0003_Bell.csv").unlink()
    assert run(cli, out, "--format md,csv").err == (
        "Nothing to bill; 1 file written, 5 files already existed.\n"
    )


def test_a_summary_is_one_object(cli: Cli, out: Path) -> None:
    two_currencies(cli)
    cli.run("record add Nobody --type task --service Consulting --billable")
    log(cli, "task-4", "19:00-20:00")
    done(cli, "task-4")
    made = run(cli, out, "--summary --json", code=5)
    assert made.json == {
        "invoices": ["2026-0001", "2026-0002", "2026-0003"],
        "customers": 2,
        "totals": {"USD": "120.00", "JPY": "1000"},
        "failed": [
            {
                "customer": "task-4",
                "message": "task-4 has no customer",
                "hint": "timelog record edit task-4 --customer CUSTOMER",
            }
        ],
        "files": {
            "written": [
                f"{out}/2026-0001_Acme.md",
                f"{out}/2026-0002_Bell.md",
                f"{out}/2026-0003_Bell.md",
            ],
            "there": 0,
            "failed": [],
        },
    }


def test_a_summary_is_for_people_too(cli: Cli, out: Path) -> None:
    two_currencies(cli)
    cli.run("customer edit Acme --tax-treatment reverse-charge")
    made = run(cli, out, "--summary", code=5)
    assert made.out == (
        "Issued  2 invoices to 1 customer\n"
        "Amount  60.00 USD, 1000 JPY\n"
        "Failed  Acme: reverse charge needs the VAT id of the customer 'Acme'\n"
        "Files   2 files written\n"
    )
    nothing = cli.at(LATE).run("billing issue --all --customer bell --summary")
    assert nothing.out == "Issued  nothing\n"
    assert cli.at(LATE).run("billing issue --all --customer bell --summary --json").json == {
        "invoices": [],
        "customers": 0,
        "totals": {},
        "failed": [],
        "files": None,
    }


def test_every_failure_is_named_with_its_way_out(cli: Cli, out: Path) -> None:
    service(cli)
    for number in range(5):
        cli.run(f"customer add C{number} --tax-treatment reverse-charge")
        log(cli, record(cli, customer=f"C{number}"), f"{8 + number}:00-{9 + number}:00")
        done(cli, f"case-{number + 1}")
    cli.run("customer edit C4 --vat-id DE123456788")
    made = run(cli, out, code=5)
    for number in range(4):
        assert f"C{number}: reverse charge needs the VAT id of the customer 'C{number}'" in made.err
    edits = [f"timelog customer edit C{number} --vat-id NUMBER" for number in range(3)]
    assert f"hint: {'; '.join(edits)}; timelog billing unbilled\n" in made.err
    assert [path.name for path in out.iterdir()] == ["2026-0001_C4.md"]


# Nobody is asked


class Unread(io.BytesIO):
    """A standard input that is no terminal and that nobody may read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("standard input was read")

    readline = readlines = read1 = readinto = read  # type: ignore[assignment]


def billing_commands() -> list[str]:
    return [" ".join(path) for path in commands.commands("billing")]


ARGUMENTS = {
    "billing issue": "--all",
    "billing export": "--out {out}",
    "billing show": "2026-0001",
    "billing send": "2026-0001",
    "billing pay": "2026-0001",
    "billing credit": "2026-0001",
}


@pytest.mark.parametrize("words", billing_commands())
def test_no_billing_command_asks_where_nobody_is(cli: Cli, out: Path, words: str) -> None:
    story(cli)
    cli.at(LATE).run("billing issue --all")
    log(cli, "case-1", "2026-11-05 9:00-10:00")
    stdout, stderr = io.StringIO(), io.StringIO()
    line = f"{words} {ARGUMENTS.get(words, '')}".format(out=out)
    code = main(line.split(), World(cli.environment(LATE), Unread(), stdout, stderr))
    assert code in {0, 1, 2}, stderr.getvalue()
    assert "standard input was read" not in stderr.getvalue()
    assert "[y/N]" not in stderr.getvalue()
