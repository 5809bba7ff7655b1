"""``billing issue --all --out DIR`` as cron runs it: again and again, without harm."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests import processes
from tests.cli.bills import done, log, record, service, settings, story
from tests.harness import Cli, Result, once
from timelog_cli.domain.documents.billable import Issuer, Terms
from timelog_cli.domain.documents.invoices import Document, Party
from timelog_cli.domain.money.terms import DueTerms
from timelog_cli.domain.records import Rounding
from timelog_cli.render.documents.invoices import contents
from timelog_cli.store import open_store
from timelog_cli.usecases import Work
from timelog_cli.usecases.billing.issuing import issue_all
from timelog_cli.usecases.billing.keeping import Writer
from timelog_cli.usecases.billing.previews import BillingSelection

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def three(cli: Cli) -> Cli:
    """Three customers with an hour each."""
    service(cli)
    for number, customer in enumerate(("Acme", "Bell", "Città"), 1):
        cli.run(f"customer add {customer}")
        ref = record(cli, customer=customer)
        log(cli, ref, f"{8 + number}:00-{9 + number}:00")
        done(cli, ref)
    return cli


def everything(cli: Cli, words: str = "--format md,csv", code: int = 0) -> Result:
    return cli.at(LATE).run(f"billing issue --all --out {cli.folder}/out {words}", code=code)


def files(cli: Cli) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (cli.folder / "out").iterdir()}


def test_everything_that_is_done_is_issued_and_written(three: Cli) -> None:
    made = everything(three)
    names = [f"2026-000{n}_{name}" for n, name in enumerate(("Acme", "Bell", "Citta"), 1)]
    assert sorted(files(three)) == sorted(
        f"{name}.{ext}" for name in names for ext in ("md", "csv")
    )
    assert made.out.splitlines()[0] == f"{three.folder}/out/2026-0001_Acme.md"
    assert len(made.out.splitlines()) == 6
    for name in ("2026-0001", "2026-0002", "2026-0003"):
        for ext in ("md", "csv"):
            kept = three.run(f"billing show {name} --format {ext}").raw
            assert any(content == kept for content in files(three).values())


def test_a_second_run_issues_and_writes_nothing(three: Cli) -> None:
    everything(three)
    before = three.dump()
    stamps = {path: path.stat().st_mtime_ns for path in (three.folder / "out").iterdir()}
    again = everything(three)
    assert (again.out, again.err) == ("", "Nothing to bill; 6 files already existed.\n")
    assert three.dump() == before
    assert {path: path.stat().st_mtime_ns for path in (three.folder / "out").iterdir()} == stamps
    assert everything(three, "--json").json == []


def test_missing_files_are_restored_from_the_kept_bytes(three: Cli) -> None:
    everything(three)
    before = files(three)
    (three.folder / "out" / "2026-0002_Bell.csv").unlink()
    again = everything(three)
    assert again.out == f"{three.folder}/out/2026-0002_Bell.csv\n"
    assert files(three) == before


def test_a_file_with_other_bytes_is_named_and_left_alone(three: Cli) -> None:
    out = three.folder / "out"
    out.mkdir()
    (out / "2026-0002_Bell.md").write_text("mine")
    made = everything(three, "--format md", code=6)
    there = f"cannot write {out}/2026-0002_Bell.md: a different file is already there"
    assert f"error: {there}\n" in made.err
    assert f"hint: timelog billing export --out {out}\n" in made.err
    assert made.out.splitlines() == [f"{out}/2026-0001_Acme.md", f"{out}/2026-0003_Citta.md"]
    assert (out / "2026-0002_Bell.md").read_text() == "mine"
    assert len(three.rows("SELECT 1 FROM invoice")) == 3


def test_the_failure_of_one_customer_holds_up_no_other(three: Cli) -> None:
    three.run("customer edit Bell --tax-treatment reverse-charge")
    made = everything(three, "--json", code=5)
    assert [(one["number"], one["customer"]) for one in made.json] == [
        ("2026-0001", "Acme"),
        ("2026-0002", "Città"),
    ]
    assert '"kind": "partial"' in made.err
    assert (
        "cannot issue 1 of 3 invoices: Bell: reverse charge needs the VAT id of the"
        " customer 'Bell'" in made.err
    )
    three.run("customer edit Bell --vat-id DE123456788")
    (late,) = everything(three, "--json").json
    assert (late["number"], late["customer"]) == ("2026-0003", "Bell")


def test_quiet_keeps_the_error(three: Cli) -> None:
    three.run("customer edit Bell --tax-treatment reverse-charge")
    made = everything(three, "--quiet", code=5)
    assert made.err.startswith("error: cannot issue 1 of 3 invoices: Bell: ")
    assert made.err.endswith("hint: timelog customer edit Bell --vat-id NUMBER\n")


def test_records_without_a_customer_are_named(cli: Cli) -> None:
    story(cli)
    cli.run("record add Nobody --type task --service Consulting --billable")
    log(cli, "task-2", "19:00-20:00")
    done(cli, "task-2")
    made = everything(cli, code=5)
    assert "error: cannot issue 1 of 2 invoices: task-2: task-2 has no customer\n" in made.err
    assert made.err.startswith(
        "Issued 1 invoice to 1 customer: 135.00 USD; 1 could not be issued; 2 files written.\n"
    )


def test_what_is_not_done_waits(cli: Cli) -> None:
    story(cli)
    record(cli)
    log(cli, "case-2", "19:00-20:00")
    assert len(everything(cli, "--json").json) == 1


def test_one_customer_at_a_time(three: Cli) -> None:
    assert [one["customer"] for one in everything(three, "--customer bell --json").json] == ["Bell"]


def test_numbers_have_no_gap_after_a_failure(three: Cli) -> None:
    three.run("customer edit Acme --tax-treatment reverse-charge")
    settings(three, billing_number="{seq}")
    everything(three, code=5)
    three.run("customer edit Acme --vat-id DE123456788")
    everything(three)
    assert three.rows("SELECT seq FROM invoice ORDER BY id") == [(1,), (2,), (3,)]


def test_a_name_of_path_separators_stays_in_the_folder(cli: Cli) -> None:
    service(cli)
    cli.run("customer add etc/passwd")
    record(cli, customer="etc/passwd")
    log(cli, "case-1", "9:00-10:00")
    done(cli, "case-1")
    cli.rows("UPDATE customer SET name = '../../../etc/passwd'")
    everything(cli, "--format md")
    assert list(files(cli)) == ["2026-0001_etc-passwd.md"]
    assert sorted(path.name for path in cli.folder.iterdir()) == [".local", "out", "timelog.db"]


@pytest.mark.parametrize("words", ["case-1", "--all", "--customer acme"])
def test_nothing_is_issued_into_a_folder_that_cannot_be_made(cli: Cli, words: str) -> None:
    story(cli)
    (cli.folder / "out").write_text("a file")
    cli.at(LATE).refused(
        f"billing issue {words} --out {cli.folder}/out",
        code=6,
        message=f"cannot write {cli.folder}/out: file exists",
        hint="choose another folder with --out DIR",
    )
    assert cli.at(LATE).run(f"billing issue {words} --out {cli.folder}/other").code == 0


def test_a_folder_is_made_for_files_only(cli: Cli) -> None:
    story(cli)
    cli.at(LATE).refused(
        f"billing issue case-9 --out {cli.folder}/a/b/c",
        code=3,
        message="no record case-9",
    )
    cli.at(LATE).run(f"billing issue --all --customer acme --period 2025 --out {cli.folder}/a/b/c")
    assert not (cli.folder / "a").exists()
    cli.at(LATE).run(f"billing issue case-1 --out {cli.folder}/a/b/c")
    assert [path.name for path in (cli.folder / "a/b/c").iterdir()] == ["2026-0001_Acme.md"]


def test_issue_of_one_record_writes_its_own_files_only(three: Cli) -> None:
    three.at(LATE).run("billing issue case-1")
    made = three.at(LATE).run(f"billing issue case-2 --out {three.folder}/out")
    assert made.out == f"{three.folder}/out/2026-0002_Bell.md\n"
    assert list(files(three)) == ["2026-0002_Bell.md"]


def test_export_writes_what_is_missing(three: Cli) -> None:
    three.at(LATE).run("billing issue --all")
    three.at(LATE).run("billing credit 2026-0001")
    out = f"{three.folder}/new/out"
    done = three.run(f"billing export --out {out} 2026-0001 cn-2026-0001 --format json")
    assert done.out == f"{out}/2026-0001_Acme.json\n{out}/CN-2026-0001_Acme.json\n"
    assert done.err == f"Wrote 2 files to {out}\n"
    done = three.run(f"billing export --out {out} --format json --json")
    assert [(Path(one["file"]).name, one["written"]) for one in done.json] == [
        ("2026-0002_Bell.json", True),
        ("2026-0003_Citta.json", True),
        ("2026-0001_Acme.json", False),
        ("CN-2026-0001_Acme.json", False),
    ]
    assert done.err == f"Wrote 2 files to {out}; 2 already existed\n"


def test_export_of_a_number_that_is_named_twice_writes_it_once(three: Cli) -> None:
    three.at(LATE).run("billing issue --all")
    out = f"{three.folder}/out"
    assert three.run(f"billing export --out {out} 2026-0001 2026-0001").err == (
        f"Wrote 1 file to {out}\n"
    )
    assert three.run(f"billing export --out {out} 2026-0001").err == (
        f"Wrote 0 files to {out}; 1 already existed\n"
    )


def test_export_of_an_unknown_number_writes_nothing(three: Cli) -> None:
    three.at(LATE).refused(
        f"billing export --out {three.folder}/out 2026-0009",
        code=3,
        message="no invoice '2026-0009'",
        hint="timelog billing list",
    )
    assert not (three.folder / "out").exists()


def test_export_needs_a_folder(three: Cli) -> None:
    three.at(LATE).refused(
        "billing export",
        code=2,
        message="billing export: missing --out (the folder; created if it does not exist)",
    )


def test_an_interrupted_batch_issues_nothing_and_the_next_run_everything(three: Cli) -> None:
    store = open_store(str(three.path))
    work = Work(store, 1_796_000_000, "Europe/Rome", "ada", "timelog billing issue --all")
    issuer = Issuer(
        Party("Ada"), "{year}-{seq}", "CN{seq}", DueTerms(30), Rounding(), "en", "UTC", 0
    )
    before = three.dump()

    def interrupted(document: Document, formats: Sequence[str], _: object) -> list[bytes]:
        if document.buyer.name == "Bell":
            raise KeyboardInterrupt
        return contents(document, formats)

    writer = Writer(interrupted, lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        issue_all(work, BillingSelection(), issuer, Terms(date(2026, 11, 30)), writer)
    store.close()
    assert three.dump() == before
    again = everything(three, "--json").json
    assert [one["number"] for one in again] == ["2026-0001", "2026-0002", "2026-0003"]


def test_a_batch_is_one_entry_of_the_history(three: Cli) -> None:
    everything(three)
    (newest,) = three.run("history --limit 1 --json").json
    assert newest["command"].startswith("timelog billing issue --all")
    changes = three.run(f"history show {newest['id']} --json").json["changes"]
    made = [one["after"] for one in changes if one["table"] == "invoice" and not one["before"]]
    assert [one["number"] for one in made] == ["2026-0001", "2026-0002", "2026-0003"]
    taken = [one["after"]["logs"] for one in changes if one["table"] == "line_log"]
    assert sorted(log for logs in taken for log in logs) == [1, 2, 3]


def test_the_history_of_a_record_has_its_invoice(three: Cli) -> None:
    everything(three)
    commands = [one["command"] for one in three.run("history --record case-2 --json").json]
    assert commands[0].startswith("timelog billing issue --all")


def test_two_processes_at_once_leave_no_gap_and_bill_nothing_twice(cli: Cli) -> None:
    service(cli)
    for number in range(12):
        cli.run(f"customer add C{number}")
        ref = record(cli, customer=f"C{number}")
        log(cli, ref, f"{8 + number}:00-{9 + number}:00")
        done(cli, ref)
    words = [
        "billing",
        "issue",
        "--all",
        "--no-seller",
        "--out",
        f"{cli.folder}/out",
        "--format",
        "md,json",
    ]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "timelog_cli", *words],
            env={**os.environ, **cli.environment(LATE), "TIMELOG_BUSY_SECONDS": "60"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in processes]
    assert [code for _, code in ended] == [0, 0, 0], ended
    assert cli.rows("SELECT seq FROM invoice ORDER BY seq") == [(n,) for n in range(1, 13)]
    assert cli.rows("SELECT count(*), count(DISTINCT log_id) FROM line_log") == [(12, 12)]
    assert len(files(cli)) == 24


SCRIPT = re.search(
    r"^```sh\n(#!/bin/sh\n.*?)^```$",
    (Path(__file__).parents[2] / "docs/how-to/unattended-invoices.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)
# A sleep that takes no time, is counted, and lets go of the database at the time that is asked for.
SLEEP = """#!/bin/sh
echo "$1" >> "$SLEPT"
[ "$(wc -l < "$SLEPT")" -ne "$FREED_AT" ] || kill "$HOLDER"
"""
HOLD = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(("freed_at", "slept", "code"), [(1, 1, 0), (5, 5, 0), (9, 5, 4)])
def test_the_script_of_the_page_tries_again_a_few_times(
    cli: Cli, freed_at: int, slept: int, code: int
) -> None:
    processes.prepare(cli)
    cli.run("config set seller.name Ada")
    cli.at("2026-11-02 08:00").run("record resolve case-1")
    tools = cli.folder / "tools"
    tools.mkdir()
    (tools / "sleep").write_text(SLEEP)
    (tools / "timelog").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m timelog_cli "$@"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    assert SCRIPT is not None
    (cli.folder / "run").write_text(SCRIPT[1])
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, cli.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    env = processes.environment(
        cli,
        "2026-12-01 06:00",
        PATH=f"{tools}:{os.environ['PATH']}",
        SLEPT=str(cli.folder / "slept"),
        HOLDER=str(holder.pid),
        FREED_AT=str(freed_at),
        TIMELOG_BUSY_SECONDS="0",
    )
    done = subprocess.run(["sh", cli.folder / "run"], env=env, capture_output=True, timeout=60)
    holder.kill()
    holder.communicate()
    assert done.returncode == code, done.stderr
    assert (cli.folder / "slept").read_text() == "60\n" * slept
    assert (cli.folder / "invoices" / "2026-0001_Acme.md").exists() is (code == 0)
    assert len(list((cli.folder / "backups").iterdir())) == 1
    assert (cli.folder / "backups").stat().st_mode & 0o777 == 0o700
