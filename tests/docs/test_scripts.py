"""Every script of the page on scripts, in real shells."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

from tests.docs import pages, scripts
from tests.docs.scripts import SHELLS, Home, in_each_shell, needs, script

ERRORS = script("Handle errors")
TRY = script("Try a script")
MANY, SHEET = (script("Add many logs", number) for number in range(2))
TSV, TSV_FISH, NUL = (script("Read a list", number) for number in range(3))
AT_ONCE = script("Write from several processes")
CHANGED = script("Read what has changed since")
HOURS, OVERDUE = (script("Use jq", number) for number in range(2))
CHOOSE, CHOOSE_FISH = (script("Choose a record with fzf", number) for number in range(2))
BRANCH = script("Start the timer for a branch of git")
BAR, STATE = (script("Show the timer in a status bar", number) for number in range(2))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return scripts.prepared(tmp_path)


def test_every_script_of_the_page_is_run() -> None:
    import_module("tests.docs.test_scripts_run")
    blocks = pages.blocks(scripts.PAGE.read_text("utf-8"))
    assert {block.text for block in blocks if block.language != pages.CONSOLE} == scripts.USED


CREATES = {
    "record add New": "task-2",
    "start Other --create": "task-3",
    "start Other --create --unless-running": "task-3",
    "stop": "4",
    "interrupt Call --create": "task-4",
    "log add task-2 10:00-10:30": "5",
    "add Third 11:00-11:30": "6",
    "log split 5 --at 10:15": "7",
    "log join 5 7": "5",
    f"record mail {pages.ROOT}/docs/files/login-fails.eml": "case-6",
    "customer add Bell": "Bell",
    "service add Support --price 45 --currency USD": "Support",
    "record edit case-1 --service Support --billable": "",
    "billing item add case-1 Journey 48.00": "1",
    "db backup backups/": "backups/timelog-20261102-120000.db",
    "pause": "",
    "resume": "",
    "log edit 5 --note Changed": "",
    "undo": "",
}


def test_a_command_that_creates_something_prints_its_name(home: Home) -> None:
    assert {line: home.out(line).removesuffix("\n") for line in CREATES} == CREATES


@in_each_shell
def test_a_script_branches_on_exit_codes(home: Home, shell: str) -> None:
    assert home.shell(shell, ERRORS).stdout == "nothing to pause\n"
    home.out("start case-1")
    assert home.shell(shell, ERRORS).stdout == "paused\n"
    assert home.timer() == "paused case-1"
    wrong = home.shell(shell, ERRORS, TIMELOG_DB="/dev/null/timelog.db")
    assert (wrong.returncode, wrong.stderr.splitlines()[-1]) == (1, "something is wrong")
    with closing(sqlite3.connect(home.folder / ".local/share/timelog/timelog.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        busy = home.shell(shell, ERRORS, TIMELOG_BUSY_SECONDS="0")
    assert busy.stdout == "somebody else is writing; try again\n"


@in_each_shell
def test_a_script_is_tried_with_its_own_database(home: Home, shell: str) -> None:
    line = "timelog add Reading 8:00-8:30 && timelog log list today --format tsv --columns start"
    (home.folder / "script").write_text(line, "utf-8")
    tried = home.ran([*SHELLS[shell], "-c", TRY])
    assert tried.stdout.split() == ["1", "start", "2026-11-02T08:00:00+01:00"], tried.stderr
    assert len(json.loads(home.out("record list --json"))) == 1


@needs("jq")
@in_each_shell
def test_the_json_of_another_program_is_added_once(home: Home, shell: str) -> None:
    note = 'Grüße;\n"x"'
    rows = [
        {
            "project": project,
            "text": note,
            "begin": f"2026-10-0{day}T09:00:00Z",
            "finish": f"2026-10-0{day}T10:00:00Z",
        }
        for day, project in enumerate(("login FAILS", '-n It\'s "new"', '-n It\'s "new"'), 1)
    ]
    (home.folder / "tracker.json").write_text(json.dumps(rows), "utf-8")
    added = home.shell(shell, MANY)
    assert (added.returncode, added.stdout) == (0, "4\n5\n6\n"), added.stderr
    log = json.loads(home.out("log show 6 --json"))
    assert (log["note"], log["title"]) == (note, rows[2]["project"])
    again = home.shell(shell, MANY)
    assert (again.returncode, again.stdout) == (1, "")
    assert len(json.loads(home.out("log list all --json"))) == 6
    assert len(json.loads(home.out("record list --json"))) == 2


@in_each_shell
def test_a_sheet_with_a_column_of_dates_is_added(home: Home, shell: str) -> None:
    text = "Date;Project;From;To\r\n2026-10-01;Login fails;9:00;10:30\r\n"
    (home.folder / "sheet.csv").write_bytes(text.encode())
    added = home.shell(shell, SHEET)
    assert (added.returncode, added.stdout) == (0, "4\n"), added.stderr
    assert json.loads(home.out("log show 4 --json"))["worked_seconds"] == 5400


NOTES = (
    "1 on case-1: ",
    r"2 on case-1: First line\nsecond, with \\ and \ttab",
    "3 on case-1: =1+1",
)


@pytest.mark.parametrize(
    ("shell", "text"),
    [
        *(pytest.param(name, TSV, marks=needs(name), id=name) for name in SHELLS),
        pytest.param("fish", TSV_FISH, marks=needs("fish"), id="fish"),
    ],
)
def test_a_loop_reads_each_log_as_a_line(home: Home, shell: str, text: str) -> None:
    done = home.shell(shell, text.replace("echo ", "printf '%s\\n' "))
    assert (tuple(done.stdout.splitlines()), done.stderr) == (NOTES, "")


@in_each_shell
def test_a_note_of_several_lines_is_one_argument(home: Home, shell: str) -> None:
    shown = home.shell(shell, NUL).stdout
    assert shown == "* \n* First line\nsecond, with \\ and \ttab\n* =1+1\n"


@needs("jq")
@in_each_shell
def test_eight_processes_write_at_once(home: Home, shell: str) -> None:
    lines = (f"log add case-1 2026-10-{day:02} 9:00-10:00" for day in range(1, 17))
    home.out(*lines)
    done = home.shell(shell, AT_ONCE, TIMELOG_BUSY_SECONDS="60")
    assert (done.returncode, done.stderr) == (0, "")
    tagged = json.loads(home.out("log list all --tag check-note --json"))
    assert sorted(log["id"] for log in tagged) == [1, *range(4, 20)]


@needs("jq")
@in_each_shell
def test_a_folder_has_a_file_for_each_log(home: Home, shell: str) -> None:
    del home.env["TIMELOG_NOW"]

    def files() -> dict[str, str]:
        done = home.shell(shell, CHANGED)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        logs = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
        assert list(logs.values()) == [
            next(log for log in json.loads(home.out("log list all --json")) if log["id"] == one)
            for one in (log["id"] for log in logs.values())
        ]
        return {name: log["note"] for name, log in logs.items()}

    folder = home.folder / "logs"
    assert sorted(files()) == ["1.json", "2.json", "3.json"]
    home.out(
        "log edit 1 --note Changed", "log delete 2 --yes", "log add case-1 2026-10-30 8:00-9:00"
    )
    assert sorted(files()) == ["1.json", "3.json", "4.json"]
    assert files()["1.json"] == "Changed"
    home.out("undo", "undo")
    assert sorted(files()) == ["1.json", "2.json", "3.json"]
    since = (folder / ".since").read_text()
    assert home.shell(shell, CHANGED, TIMELOG_DB="/dev/null/timelog.db").returncode == 7
    assert (folder / ".since").read_text() == since


@needs("jq")
@in_each_shell
def test_hours_of_each_customer(home: Home, shell: str) -> None:
    home.out("add Reading 30m")
    shown = home.shell(shell, HOURS).stdout
    assert sorted(shown.splitlines()) == ["(none)\t0.5", "Acme\t2"]


@needs("jq")
@in_each_shell
def test_what_is_overdue(home: Home, shell: str) -> None:
    issue = "billing issue case-1 --no-seller --date"
    home.out(
        "service add Support --price 45 --currency USD",
        "record edit case-1 --service Support --billable",
        "log mark all --billable",
        "log add case-1 2026-10-30 9:00-10:00 --billable",
        "record resolve case-1",
        f"{issue} 2026-09-01 --period 2026-11",
        f"{issue} 2026-11-02",
    )
    assert home.shell(shell, OVERDUE).stdout == "2026-0001\tAcme\t90.00\n"


@needs("fzf")
@pytest.mark.parametrize(
    ("shell", "text"),
    [
        pytest.param("bash", CHOOSE, marks=needs("bash"), id="bash"),
        pytest.param("zsh", CHOOSE, marks=needs("zsh"), id="zsh"),
        pytest.param("fish", CHOOSE_FISH, marks=needs("fish"), id="fish"),
    ],
)
def test_a_record_is_chosen_and_started(home: Home, shell: str, text: str) -> None:
    home.out('record add "Plan the move"')
    chosen = home.shell(shell, text + "tls\n", FZF_DEFAULT_OPTS="--filter plan")
    assert (chosen.stdout, home.timer()) == ("", "running task-2")
    nothing = home.shell(shell, text + "tls\n", FZF_DEFAULT_OPTS="--filter nothing")
    assert (nothing.returncode, nothing.stderr, home.timer()) == (1, "", "running task-2")


@needs("git")
@in_each_shell
def test_a_branch_has_a_record_of_its_own(home: Home, shell: str) -> None:
    assert home.ran(["git", "init", "--quiet", "--initial-branch", "fix/login"]).returncode == 0
    for _ in range(2):
        assert home.shell(shell, BRANCH).stdout == "task-2\n"
    home.out('record edit task-2 --title "Log in again"')
    assert home.ran(["git", "checkout", "--quiet", "-b", "case-1"]).returncode == 0
    assert home.shell(shell, BRANCH).returncode == 2
    without = BRANCH.replace(' --key "$branch"', "")
    assert home.shell(shell, without).stdout == "case-1\n"
    assert home.ran(["git", "checkout", "--quiet", "-b", "fix/login"]).returncode == 0
    assert home.shell(shell, BRANCH).stdout == "task-2\n"
    assert home.timer() == "running task-2"
    commit = [
        "git",
        "-c",
        "user.name=a",
        "-c",
        "user.email=b",
        "commit",
        "--allow-empty",
        "-qm",
        "c",
    ]
    assert home.ran(commit).returncode == 0
    assert home.ran(["git", "checkout", "--quiet", "--detach"]).returncode == 0
    detached = home.shell(shell, BRANCH)
    assert (detached.returncode, detached.stdout, detached.stderr) == (0, "", "")


@in_each_shell
def test_a_bar_shows_the_timer(home: Home, shell: str) -> None:
    home.at("11:00").out("start case-1")
    shown = home.at("12:00").shell(shell, BAR).stdout.splitlines()
    assert json.loads(shown[0])["class"] == "running"
    assert json.loads(shown[1])["short_text"] == "▶ 1:00"
    assert shown[2:] == ["▶ case-1 1:00"] * 3 + ["case-1 1:00"]


@needs("jq")
@in_each_shell
def test_a_program_reads_the_state(home: Home, shell: str) -> None:
    assert home.shell(shell, STATE).stdout == "idle\n"
    home.out("start case-1")
    assert home.shell(shell, STATE).stdout == "running case-1 Login fails\n"
