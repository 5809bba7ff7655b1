"""What is offered for an unfinished line, as the scripts of the shells ask for it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.harness import Cli, once
from timelog_cli.cli.commands import MODULES
from timelog_cli.domain.documents.formats import FORMATS


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    before = cli.at("2026-11-02 08:00")
    before.run("service add Consulting --price 60 --currency USD")
    before.run('customer add "Müller & Söhne"')
    before.run('record add "Fix: login" --type case')
    before.run('record add "Write [offer]"')
    before.run("record add Done")
    before.run("record close task-3")
    cli.at("2026-11-02 09:00").run("start case-1 --tag web")
    cli.at("2026-11-02 10:00").run("stop")
    return cli


def answered(cli: Cli, *words: str, shell: str = "fish", user: str | None = None) -> list[str]:
    """The lines of the answer; nothing is said beside it."""
    env = {"_TIMELOG_COMPLETE": shell}
    done = cli.at("2026-11-02 12:00").run(list(words), env=env, user=user)
    assert done.err == ""
    return done.out.splitlines()


def offered(cli: Cli, *words: str, user: str | None = None) -> list[str]:
    """The names that may stand for the last word."""
    lines = answered(cli, *words, user=user)
    assert lines[0] == "values"
    return [line.partition("\t")[0] for line in lines[1:]]


def described(cli: Cli, *words: str) -> dict[str, str]:
    """The names with their descriptions."""
    lines = answered(cli, *words)[1:]
    return {name: text for name, _, text in (line.partition("\t") for line in lines)}


def bash(cli: Cli, line: str, replaced: str, kind: int = 9) -> list[str]:
    """What bash is given for a line."""
    return answered(cli, line, replaced, str(kind), "60", shell="bash")


def test_commands_complete_with_what_they_do(cli: Cli) -> None:
    assert offered(cli, "bil") == ["billing"]
    assert offered(cli, "") == list(MODULES)
    assert offered(cli, "timer", "sta") == ["start", "status"]
    assert described(cli, "timer", "star") == {"start": "Start the timer on a record."}
    assert offered(cli, "help", "timer", "ca") == ["cancel"]
    assert offered(cli, "history", "s") == ["show"]


def test_options_complete_and_are_not_offered_twice(cli: Cli) -> None:
    assert offered(cli, "start", "--s") == ["--since-last", "--switch", "--service"]
    assert offered(cli, "start", "--switch", "--sw") == []
    assert offered(cli, "start", "--tag", "web", "--ta") == ["--tag"]
    assert offered(cli, "stop", "--no") == ["--note", "--no-billable", "--no-resume", "--no-color"]
    assert offered(cli, "stop", "--billable", "--no") == ["--note", "--no-resume", "--no-color"]
    assert offered(cli, "--qu") == ["--quiet"]
    assert offered(cli, "timer", "--h") == ["--help"]
    said = described(cli, "timer", "--h")["--help"]
    assert f"-h, --help  {said}" in cli.run("timer --help").out
    assert described(cli, "start", "--sw")["--switch"].startswith("Pause the running timer")


def test_after_two_dashes_there_are_no_options(cli: Cli) -> None:
    assert offered(cli, "start", "--", "--s") == []
    assert offered(cli, "start", "--", "ca") == ["case-1"]


def test_a_time_that_begins_with_a_dash_is_no_option(cli: Cli) -> None:
    assert offered(cli, "start", "--at", "-10m", "ca") == ["case-1"]
    assert offered(cli, "log", "add", "case-1", "-3") == []


def test_references_have_their_titles_and_leave_out_the_closed(cli: Cli) -> None:
    assert described(cli, "start", "") == {"case-1": "Fix: login", "task-2": "Write [offer]"}
    assert offered(cli, "start", "CA") == ["case-1"]
    assert offered(cli, "record", "reopen", "") == ["task-3"]
    assert offered(cli, "record", "show", "task-3") == ["task-3"]


def test_live_timers_come_first_then_what_was_worked_on_last(cli: Cli) -> None:
    cli.at("2026-11-02 11:00").run("record add Newest")
    assert offered(cli, "log", "add", "") == ["case-1", "task-4", "task-2"]
    cli.at("2026-11-02 11:00").run("start task-2")
    assert offered(cli, "log", "add", "") == ["task-2", "case-1", "task-4"]


def test_only_ones_own_timers_can_be_stopped(cli: Cli) -> None:
    cli.at("2026-11-02 11:00").run("start task-2", user="bob")
    assert offered(cli, "stop", "", user="bob") == ["task-2"]
    assert offered(cli, "stop", "--as", "bob", "") == ["task-2"]
    assert offered(cli, "stop", "t") == []


def test_a_number_or_a_word_of_the_title_means_a_record(cli: Cli) -> None:
    assert offered(cli, "start", "1") == ["case-1"]
    assert offered(cli, "record", "show", "3") == ["task-3"]
    assert offered(cli, "start", "LOGIN") == ["case-1"]
    assert offered(cli, "start", "%") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["record", "add", "x", "--service", "c"], ["Consulting"]),
        (["record", "add", "x", "--customer", "M"], ["Müller & Söhne"]),
        (["record", "add", "x", "--customer=M"], ["--customer=Müller & Söhne"]),
        (["customer", "show", "söhne"], ["Müller & Söhne"]),
        (["record", "add", "x", "--type", "t"], ["task", "ticket"]),
        (["record", "list", "--type", "task", "--type", "t"], ["ticket"]),
        (["log", "list", "--tag", "w"], ["web"]),
        (["log", "list", "--not-owner", ""], ["ada"]),
        (["log", "show", ""], ["1"]),
        (["config", "get", "seller.n"], ["seller.name"]),
        (["config", "set", "timer.on_start", ""], ["refuse", "pause", "stop"]),
        (["config", "set", "currency", "eu"], ["EUR"]),
        (["config", "set", "billing.currency", "eu"], ["EUR"]),
        (["report", "last"], ["last-week", "last-month"]),
        (["report", "week", "l"], []),
        (["report", "--by", "cu"], ["customer"]),
        (["billing", "preview", "--period", "quar"], ["quarter"]),
        (["billing", "issue", "--format", "md,"], [f"md,{one}" for one in FORMATS[1:]]),
        (["billing", "quote", "--format", "md,"], ["md,csv", "md,json", "md,html", "md,pdf"]),
        (["billing", "issue", "--locale", "it_I"], ["it_IT"]),
        (["config", "set", "billing.locale", "de_A"], ["de_AT"]),
        (["customer", "add", "x", "--country", "d"], ["DE", "DJ", "DK", "DM", "DO", "DZ"]),
        (["customer", "add", "x", "--electronic-scheme", "e"], ["EM"]),
        (["customer", "add", "x", "--legal-scheme", "000"], [f"{one:04}" for one in range(2, 10)]),
        (["config", "set", "seller.country", "z"], ["ZA", "ZM", "ZW"]),
        (["billing", "issue", "case-1", ""], ["task-2"]),
        (["log", "list", "--format", "js"], ["json", "jsonl"]),
        (["service", "add", "x", "--currency", "us"], ["USD", "USN"]),
        (["service", "add", "x", "--per", "d"], ["day"]),
        (["log", "add", "1", "9-10", "--on-overlap", "s"], ["split"]),
        (["--as", "a"], ["ada"]),
        (["--install-completion", ""], ["bash", "zsh", "fish"]),
        (["nonsense", ""], []),
        (["start", "--nonsense", "ca"], ["case-1"]),
        (["start", "--switch=", ""], ["case-1", "task-2"]),
        (["start", "--switch=x"], []),
        (["help", "nonsense", ""], []),
        (["config", "set", "nonsense", ""], []),
        (["start", "x", "--create", "--type", "t"], ["task", "ticket"]),
        (["interrupt", "x", "--customer", "M"], ["Müller & Söhne"]),
        (["interrupt", "ca"], ["case-1"]),
        (["stop", "--no-r"], ["--no-resume"]),
    ],
)
def test_values_complete(cli: Cli, words: list[str], expected: list[str]) -> None:
    assert offered(cli, *words) == expected


def test_logs_and_entries_say_what_they_are(cli: Cli) -> None:
    assert described(cli, "log", "show", "") == {"1": "2026-11-02 09:00 case-1 Fix: login"}
    assert described(cli, "history", "show", "1") == {
        "1": described(cli, "history", "show", "")["1"]
    }
    assert described(cli, "history", "show", "8") == {"8": "timelog stop"}


def test_invoices_say_whose_they_are(cli: Cli) -> None:
    cli.run("record add Bill --customer Müller --service Consulting --billable")
    cli.run("log add task-4 2026-11-02T06:00 - 2026-11-02T07:00 --billable")
    cli.run("config set seller.name Ada")
    cli.run("record resolve task-4")
    cli.at("2026-11-03 09:00").run("billing issue task-4")
    assert described(cli, "billing", "show", "") == {"2026-0001": "Müller & Söhne, 60.00 USD"}


def test_quotes_are_offered_where_they_can_be_meant(cli: Cli) -> None:
    cli.run("record add Offer --customer Müller --service Consulting --estimate 2h")
    cli.run("billing quote task-4")
    quote = {"Q2026-0001": "Müller & Söhne, 120.00 USD"}
    for words in ("show", "send", "accept", "decline"):
        assert described(cli, "billing", words, "") == quote
    assert described(cli, "billing", "credit", "") == {}
    # Without an invoice to pay there are the options, such as --from-bank.
    assert all(word.startswith("--") for word in described(cli, "billing", "pay", ""))
    assert offered(cli, "billing", "quotes", "--status", "") == [
        "open",
        "accepted",
        "declined",
        "expired",
    ]


def test_only_what_can_be_paid_refunded_or_reversed_is_offered(cli: Cli) -> None:
    for number in range(4, 7):
        cli.run("record add Bill --customer Müller --service Consulting --billable")
        cli.run(
            f"log add task-{number} 2026-11-02T0{number}:00 - 2026-11-02T0{number}:30 --billable"
        )
        cli.run(f"record resolve task-{number}")
        cli.run(f"billing issue task-{number}")
    for line in (
        "pay 2026-0001",
        "pay 2026-0002 --amount 10",
        "unpay 2026-0002",
        "pay 2026-0003 --amount 30",
        "credit 2026-0003",
    ):
        cli.run(f"billing {line}")
    assert offered(cli, "billing", "pay", "") == ["2026-0002"]
    assert offered(cli, "billing", "pay", "--refund", "") == ["2026-0003"]
    assert offered(cli, "billing", "unpay", "") == ["2026-0003", "2026-0001"]
    assert described(cli, "billing", "unpay", "2026-0001", "--payment", "") == {
        "1": "30.00 2026-11-02"
    }


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--db", ""], "files 0"),
        (["start", "--db=x"], "files 5"),
        (["record", "mail", ""], "files 0"),
        (["billing", "issue", "--out", ""], "folders 0"),
    ],
)
def test_files_and_folders_are_left_to_the_shell(cli: Cli, words: list[str], answer: str) -> None:
    assert answered(cli, *words) == [answer]


def test_the_database_named_on_the_line_is_asked(cli: Cli, tmp_path: Path) -> None:
    cli.run(f"--db {tmp_path / 'other.db'} record add Elsewhere --type ticket")
    assert offered(cli, "--db", str(tmp_path / "other.db"), "start", "") == ["ticket-1"]
    assert offered(cli, "start", f"--db={tmp_path / 'other.db'}", "") == ["ticket-1"]


def test_zones_complete_where_the_system_lists_them(cli: Cli) -> None:
    listed = Path("/usr/share/zoneinfo/zone.tab").exists()
    assert ("Europe/Rome" in offered(cli, "config", "set", "timezone", "europe/r")) is listed


def test_without_a_database_nothing_is_offered_and_none_is_made(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    assert offered(cli, "start", "ca") == []
    assert offered(cli, "log", "show", "1") == []
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_used_offers_nothing(cli: Cli) -> None:
    for change in ("PRAGMA user_version = 99", "PRAGMA application_id = 1"):
        cli.rows(change)
        before = cli.path.read_bytes()
        assert offered(cli, "start", "ca") == []
        assert cli.path.read_bytes() == before
    cli.path.write_bytes(b"not a database" * 1000)
    assert offered(cli, "start", "ca") == []
    cli.path.unlink()
    os.mkfifo(cli.path)
    assert offered(cli, "start", "ca") == []
    cli.path.unlink()
    cli.path.mkdir()
    assert offered(cli, "start", "ca") == []


def test_a_locked_database_offers_nothing_and_keeps_nobody_waiting(cli: Cli) -> None:
    with closing(sqlite3.connect(cli.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert offered(cli, "start", "ca") == []
    assert offered(cli, "start", "ca") == ["case-1"]


def test_settings_that_cannot_be_read_offer_nothing(cli: Cli) -> None:
    cli.config.write_text("this is = not TOML [", encoding="utf-8")
    env = {"_TIMELOG_COMPLETE": "fish", "TIMELOG_USER": ""}
    done = cli.run(["stop", ""], env=env)
    assert (done.out, done.err) == ("", "")


@pytest.mark.parametrize("shell", ["", "tcsh", "complete_bash", "bash", "zsh", "fish"])
def test_a_question_that_makes_no_sense_is_answered_by_silence(cli: Cli, shell: str) -> None:
    done = cli.run([], env={"_TIMELOG_COMPLETE": shell})
    assert (done.code, done.out, done.err) == (0, "", "")


def test_the_process_says_nothing_to_the_terminal(cli: Cli) -> None:
    """Whatever the locale and the streams are."""
    env = {**os.environ, **cli.environment("2026-11-02 12:00"), "_TIMELOG_COMPLETE": "fish"}
    env |= {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    words = [sys.executable, "-m", "timelog_cli", "customer", "show", ""]
    done = subprocess.run(words, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout in {b"values\n", "values\nMüller & Söhne\t\n".encode()}
    with Path("/dev/full").open("wb") as full:
        full_done = subprocess.run(words, env=env, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (full_done.returncode, full_done.stderr) == (6, b"")


def test_hostile_text_is_shown_and_hostile_names_are_left_out(cli: Cli) -> None:
    cli.rows("UPDATE record SET title = ? WHERE id = 1", "\x1b[31mred\nline\ttab")
    cli.rows("INSERT INTO log_tag VALUES (1, ?)", "bell\x07\nnew")
    assert described(cli, "start", "ca") == {"case-1": "\\x1b[31mred\\nline\\ttab"}
    assert offered(cli, "log", "list", "--tag", "") == ["web"]


@pytest.mark.parametrize(
    ("line", "replaced", "expected"),
    [
        ("timelog start ca", "ca", ["case-1"]),
        ("timelog customer show M", "M", ["Müller\\ \\&\\ Söhne"]),
        ('timelog customer show "M', "M", ["Müller & Söhne"]),
        ("timelog customer show 'M", "M", ["Müller & Söhne"]),
        ("timelog customer show Müller\\ \\&", "Müller\\ \\&", ["Müller\\ \\&\\ Söhne"]),
        ("timelog log list --customer=M", "M", ["Müller\\ \\&\\ Söhne"]),
        ('timelog log list --customer="M', "M", ["Müller & Söhne"]),
        ("echo x | timelog start ca", "ca", ["case-1"]),
        ("timelog start --note 'a \"b' ca", "ca", ["case-1"]),
        ("timelog start --note $'a b' ca", "ca", ["case-1"]),
        ('timelog start --note "a \\"b" ca', "ca", ["case-1"]),
        ("timelog start > x ca", "ca", ["case-1"]),
        ('timelog customer show "Mül"ler', '"Mül"ler', ["Müller\\ \\&\\ Söhne"]),
        ("timelog start login", "login", ["case-1"]),
        ("timelog start Fix:", "", []),
        ("timelog start \\", "\\", ["case-1", "task-2"]),
    ],
)
def test_bash_gets_names_in_the_quotes_that_are_open(
    cli: Cli, line: str, replaced: str, expected: list[str]
) -> None:
    assert bash(cli, line, replaced) == ["values", *expected]


def test_bash_completes_files_after_a_redirection(cli: Cli) -> None:
    assert bash(cli, "timelog log list > x", "x") == ["files"]
    assert bash(cli, "timelog --db x", "x") == ["files"]


def test_bash_lists_with_descriptions_but_never_inserts_them(cli: Cli) -> None:
    listed = ["values", "case-1  -- Fix: login", "task-2  -- Write [offer]"]
    assert bash(cli, "timelog start ", "", 63) == listed
    assert bash(cli, "timelog start ", "", 37) == ["values", "case-1", "task-2"]
    long = bash(cli, "timelog ", "", 63)
    assert max(map(len, long)) == 59


def test_bash_keeps_what_is_typed_where_several_records_are_meant(cli: Cli) -> None:
    cli.run("record add login2 --type case")
    assert bash(cli, "timelog start login", "login") == ["values"]
    assert len(bash(cli, "timelog start login", "login", 63)) == 3


def test_zsh_gets_what_the_list_shows(cli: Cli) -> None:
    lines = answered(cli, "80", "start", "", shell="zsh")
    assert lines == ["values", "case-1\tcase-1  -- Fix: login", "task-2\ttask-2  -- Write [offer]"]
    assert answered(cli, "80", "start", "login", shell="zsh")[0] == "loose"
    assert answered(cli, "x", "log", "list", "--tag=", shell="zsh") == ["values", "--tag=web\tweb"]


def test_an_option_that_awaits_no_value_of_ours_offers_nothing(cli: Cli) -> None:
    assert offered(cli, "start", "case-1", "--note", "") == []
    assert offered(cli, "record", "add", "") == []
    assert "--note" in offered(cli, "stop", "case-1", "")


def test_the_newest_logs_are_offered_as_such(cli: Cli) -> None:
    cli.at("2026-11-02 12:00").run("log add case-1 11:00-12:00 --note Second")
    assert described(cli, "log", "edit", "@") == {
        "@1": "2026-11-02 11:00 case-1 Second",
        "@2": "2026-11-02 09:00 case-1 Fix: login",
    }
    assert offered(cli, "log", "join", "@1", "@") == ["@2"]


def test_pauses_and_segments_of_the_log_are_offered(cli: Cli) -> None:
    cli.at("2026-11-02 12:00").run("log edit 1 --pause 9:15-9:30 --pause 9:40-9:45")
    assert described(cli, "log", "edit", "@1", "--remove-pause", "") == {
        "1": "2026-11-02 09:15–09:30",
        "2": "2026-11-02 09:40–09:45",
    }
    assert offered(cli, "log", "edit", "1", "--remove-pause", "1", "--remove-pause", "") == ["2"]
    assert offered(cli, "log", "edit", "1", "--segment", "") == ["1", "2", "3"]
    assert described(cli, "log", "edit", "1", "--remove-segment", "3") == {
        "3": "2026-11-02 09:45–10:00"
    }
    for log in ("99", "x", ""):
        assert offered(cli, "log", "edit", log, "--segment", "") == []


def test_the_history_offers_commands(cli: Cli) -> None:
    assert offered(cli, "history", "--command", "st") == ["start", "stop", "status"]


def test_start_offers_only_records_that_a_timer_can_start_on(cli: Cli) -> None:
    now = cli.at("2026-11-02 11:00")
    for status in ("resolve", "close"):
        now.run(f"record add 'Was {status}d' --type ticket")
    ids = [row[0] for row in cli.rows("SELECT id FROM record WHERE type = 'ticket' ORDER BY id")]
    now.run(f"record resolve {ids[-2]}")
    now.run(f"record close {ids[-1]}")
    for command in (["start"], ["timer", "start"], ["interrupt"]):
        for typed in ("", "ticket-", f"ticket-{ids[-2]}", str(ids[-1]), "Was"):
            offer = offered(cli, *command, typed)
            assert f"ticket-{ids[-2]}" not in offer, (command, typed)
            assert f"ticket-{ids[-1]}" not in offer, (command, typed)
    assert f"ticket-{ids[-2]}" in offered(cli, "record", "show", "ticket-")
    assert offered(cli, "record", "show", f"ticket-{ids[-1]}") == [f"ticket-{ids[-1]}"]
