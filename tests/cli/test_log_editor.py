"""``log edit --editor``: logs as text, saved as one change or refused by the line."""

from __future__ import annotations

import io
import os
import shlex
import stat
import sys
from pathlib import Path

import pytest

from docbuilder.run import Interrupting
from tests.cli import bills
from tests.harness import Cli, Result, once
from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World

NOON = "2026-11-02 12:00"
EVENING = "2026-11-02 18:00"
DAY = "log edit --day today --editor"
ASKS = "Open the editor again? [Y/n] "


@pytest.fixture(autouse=True)
def temporary_files(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    (cli.folder / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(cli.folder / "tmp"))


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-01 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run('record add "Fix login" --type case --service Consulting --billable')
    start.run('record add "Write offer"')
    cli.at(NOON).run("log add case-1 9:00-10:30 --billable --tag web --note Call")
    cli.at(NOON).run("log add task-2 11:00-12:00")
    return cli


def by_python(cli: Cli, *changes: str) -> dict[str, str]:
    """An editor that changes ``text`` by a line of Python; at each opening by the next."""
    script = cli.folder / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "text = file.read_text('utf-8')\n"
        f"times = pathlib.Path({str(cli.folder / 'times')!r})\n"
        "opened = int(times.read_text()) if times.exists() else 0\n"
        "times.write_text(str(opened + 1))\n"
        f"changes = {list(changes)!r}\n"
        "exec(changes[opened])\n"
        "file.write_text(text, 'utf-8')\n"
    )
    (cli.folder / "times").unlink(missing_ok=True)
    return {"EDITOR": f"{sys.executable} {script}"}


def by_sed(*scripts: str) -> dict[str, str]:
    return {"EDITOR": shlex.join(["sed", "-i", *(word for one in scripts for word in ("-e", one))])}


def shown(cli: Cli, line: str = DAY, at: str = EVENING, **more: str) -> list[str]:
    """The text that the editor is given."""
    copy = cli.folder / "shown.txt"
    cli.at(at).run(line, env={"EDITOR": f"sh -c 'cp \"$0\" {copy}'"}, **more)
    return copy.read_text("utf-8").split("\n")


def logs_of(text: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in text if line and line[0] not in "# "]


def refused(cli: Cli, env: dict[str, str], message: str, **more: object) -> Path:
    """An edit that is refused; the file in which the text is kept."""
    result = cli.at(EVENING).refused(DAY, message=message, env=env, **more)  # type: ignore[arg-type]
    return kept(result)


def kept(result: Result) -> Path:
    (line,) = (line for line in result.err.splitlines() if "your text is saved in " in line)
    path = Path(line.rpartition("your text is saved in ")[2])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    return path


def nothing_left(cli: Cli) -> bool:
    return list((cli.folder / "tmp").iterdir()) == []


def history(cli: Cli) -> list[str]:
    return [row[0] for row in cli.rows("SELECT command FROM entry ORDER BY id")]


# What is shown


def test_a_day_is_shown_as_text(cli: Cli) -> None:
    text = shown(cli)
    assert text[0] == "# Logs of ada, Monday 2026-11-02, Europe/Rome."
    assert text[1:6] == [
        "",
        "1  09:00-10:30  case-1  billable #web",
        "    Call",
        "2  11:00-12:00  task-2",
        "",
    ]
    assert all(line.startswith("#") for line in text[6:-1])
    assert text[-4:] == ["# Records:", "#   task-2  Write offer", "#   case-1  Fix login", ""]


def test_without_a_day_it_is_today(cli: Cli) -> None:
    assert shown(cli, "log edit --editor") == shown(cli)
    assert logs_of(shown(cli, "log edit --day yesterday --editor")) == []
    assert len(logs_of(shown(cli, "log edit --day yesterday --editor", "2026-11-03 09:00"))) == 2


def test_one_log_is_shown_alone_on_its_day(cli: Cli) -> None:
    for name in ("2", "@1"):
        text = shown(cli, f"log edit {name} --editor", "2026-12-01 09:00")
        assert logs_of(text) == ["2 11:00-12:00 task-2"]
        assert "Monday 2026-11-02" in text[0]


def test_the_logs_are_those_of_the_user_or_of_the_owner_that_is_named(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 8-9", user="bob")
    assert logs_of(shown(cli, user="bob")) == ["3 08:00-09:00 task-2"]
    text = shown(cli, f"{DAY} --owner bob")
    assert logs_of(text) == ["3 08:00-09:00 task-2"]
    assert text[0].startswith("# Logs of bob, ")
    assert logs_of(shown(cli, user="new")) == []


def test_a_log_that_lies_in_the_day_in_part_has_its_own_day(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 2026-11-01 22:00-1:30")
    assert logs_of(shown(cli))[0] == "3 2026-11-01 22:00-01:30 task-2"


def test_invoiced_logs_and_timers_are_told_and_not_shown(cli: Cli) -> None:
    cli.at(NOON).run("customer add Acme")
    cli.at(NOON).run("record edit case-1 --customer Acme")
    bills.done(cli, "case-1")
    cli.at("2026-11-02 13:00").run("billing issue case-1")
    cli.at("2026-11-02 14:00").run("start task-2")
    text = shown(cli)
    assert logs_of(text) == ["2 11:00-12:00 task-2"]
    assert (
        "# 1  2026-11-02 09:00–10:30  case-1  is on invoice 2026-0001 and cannot be changed" in text
    )
    assert "# The timer on task-2 has been running since 14:00. It is not a log yet." in text
    message = "cannot change log 1: it is on invoice 2026-0001"
    cli.at(EVENING).refused("log edit 1 --editor", message=message)
    refused(cli, by_sed("$a1 9:00-10:00 case-1"), f"line {len(text)}: {message}")


def test_the_file_is_private_and_gone_afterwards(cli: Cli) -> None:
    check = (
        "import os, stat\n"
        "assert stat.S_IMODE(os.stat(file).st_mode) == 0o600\n"
        "assert stat.S_IMODE(os.stat(file.parent).st_mode) == 0o700\n"
        "(file.parent / 'logs.txt~').write_text('a copy of the editor')"
    )
    cli.at(EVENING).run(DAY, env=by_python(cli, check))
    assert nothing_left(cli)


def test_no_transaction_is_open_while_the_editor_runs(cli: Cli) -> None:
    timelog = f"{sys.executable} -m timelog_cli log add task-2 13:00-14:00"
    env = {**os.environ, "EDITOR": f"sh -c '{timelog} 2>/dev/null; sed -i s/Call/Mail/ $0'"}
    cli.at(EVENING).run(DAY, env={**env, **cli.environment(EVENING)})
    assert cli.rows("SELECT note FROM log ORDER BY id") == [("Mail",), ("",), ("",)]


# What becomes of it


def test_a_changed_line_changes_its_log(cli: Cli) -> None:
    env = by_sed(
        "s/^1 .*/1 8:45-9:30 9:45-10:30 task-2 #phone #two/", "s/    Call/    Called back/"
    )
    result = cli.at(EVENING).run(DAY, env=env)
    assert result.err == (
        "Changed log 1: time 2026-11-02 08:45–10:30, paused 09:30–09:45, record task-2,"
        " non-billable, tags phone two, note changed.\n"
    )
    found = cli.run("log show 1 --json").json
    assert [one["start"][11:16] for one in found["segments"]] == ["08:45", "09:45"]
    assert (found["record"], found["billable"], found["tags"]) == (
        "task-2",
        False,
        ["phone", "two"],
    )
    assert found["note"] == "Called back"
    assert nothing_left(cli)


def test_a_line_with_plus_makes_a_log(cli: Cli) -> None:
    env = by_sed('$a+ 13:00-14:00 14:30-15:00 case-1 billable #"on site" @bob\\n  Fixed\\n  it')
    result = cli.at(EVENING).run(DAY, env=env)
    assert result.out == "3\n"
    assert result.err == (
        "Logged 1:30 on case-1 (Fix login): log 3, 2026-11-02 13:00–15:00, billable.\n"
    )
    found = cli.run("log show 3 --json").json
    assert (found["owner"], found["tags"], found["note"]) == ("bob", ["on site"], "Fixed\nit")
    assert found["worked_seconds"] == 5400


def test_the_record_of_a_line_can_be_its_key_or_title(cli: Cli) -> None:
    cli.at(NOON).run("record edit task-2 --key OFFER-1")
    env = by_sed("s/task-2/offer-1/", "$a+ 13-14 OFFER-1", '$a+ 14-15 "fix login"')
    cli.at(EVENING).run(DAY, env=env)
    found = cli.run("log list 2026-11-02 --json").json
    records = ["case-1", "task-2", "task-2", "case-1"]
    assert [log["record"] for log in found] == records
    changed = cli.at(EVENING).run(DAY, env=by_sed("s/ task-2/ offer-1/"))
    assert changed.err == "Nothing changed.\n"
    wrong = cli.at(EVENING).run(DAY, env=by_sed("s/ task-2/ offer-9/"), code=3)
    assert wrong.err.startswith("error: line 5: no record 'offer-9'\n")


def test_a_new_log_is_of_the_owner_of_the_page(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 8-9", user="bob")
    cli.at(EVENING).run(f"{DAY} --owner BOB", env=by_sed("$a+ 13-14 task-2"))
    assert cli.run("log show @1 --json").json["owner"] == "bob"


def test_a_line_taken_away_deletes_its_log(cli: Cli) -> None:
    result = cli.at(EVENING).run(DAY, env=by_sed("/^2 /d"))
    assert result.err == (
        "Deleted 1:00 on task-2 (Write offer): log 2, 2026-11-02 11:00–12:00.\n"
        "To undo: timelog undo\n"
    )
    assert cli.rows("SELECT id FROM log") == [(1,)]


def test_two_logs_swap_their_times(cli: Cli) -> None:
    env = by_sed("s/^1 *09:00-10:30/1 11:00-12:00/", "s/^2 *11:00-12:00/2 09:00-10:30/")
    cli.at(EVENING).run(DAY, env=env)
    assert logs_of(shown(cli)) == [
        "2 09:00-10:30 task-2",
        "1 11:00-12:00 case-1 billable #web",
    ]


def test_a_new_log_takes_the_time_of_one_that_moves_or_goes(cli: Cli) -> None:
    env = by_sed("s/^1 *09:00-10:30/1 8:00-9:00/", "/^2 /d", "$a+ 9:00-12:00 task-2")
    cli.at(EVENING).run(DAY, env=env)
    assert logs_of(shown(cli)) == ["1 08:00-09:00 case-1 billable #web", "3 09:00-12:00 task-2"]


def test_a_whole_day_is_one_change_that_undo_takes_back_exactly(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 7:00-8:00 --note Early", user="bob")
    cli.at(NOON).run("log edit 3 --owner ada")
    before, entries = cli.dump(), history(cli)
    env = by_sed(
        "s/^1 .*/1 11:00-11:30 11:40-12:00 task-2 #x/",
        "s/^2 .*/2 09:00-10:30 case-1 billable #web @bob/",
        "/^3 /,/Early/d",
        "$a+ 14:00-15:00 case-1\\n    New",
    )
    cli.at(EVENING).run(DAY, env=env)
    after = cli.dump()
    assert history(cli) == [*entries, f"timelog {DAY}"]
    cli.at(EVENING).run("undo")
    assert cli.dump() == before
    cli.at(EVENING).run("redo")
    assert cli.dump() == after


def test_an_edit_that_changes_nothing_is_no_change(cli: Cli) -> None:
    cli.at(NOON).run(
        ["log", "add", "task-2", "7-8", "--note", "a  \n\n # b\n1  9-10 x", "--tag", "a b"]
    )
    cli.at("2026-11-02 12:30").run("start task-2")
    cli.at("2026-11-02 12:40").run("pause")
    cli.at("2026-11-02 12:50").run("stop")
    before, entries = cli.dump(), history(cli)
    stripped = r"text = '\r\n'.join(line.rstrip() for line in text.split('\n'))"
    turned = "text = '\\n'.join(line.replace('  ', ' ') if line[:1] in '123' else line"
    turned += " for line in text.split('\\n'))"
    said = "text = text.replace('task-2', 'TASK-02 @ADA').replace('09:00-', '9am-')"
    for change in ("pass", stripped, turned, said):
        assert cli.at(EVENING).run(DAY, env=by_python(cli, change)).err == "Nothing changed.\n"
    assert (cli.dump(), history(cli)) == (before, entries)
    assert nothing_left(cli)


def test_logs_that_overlap_already_are_left_so(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 10:00-11:30 --on-overlap allow")
    result = cli.at(EVENING).run(DAY, env=by_sed("s/    Call/    Mail/"))
    assert result.err == "Changed log 1: note changed.\n"


def test_what_a_timer_left_is_shown_and_stays(cli: Cli) -> None:
    cli.at("2026-11-02 13:00").run("start task-2")
    cli.at("2026-11-02 13:00").run("pause")
    cli.at("2026-11-02 13:30").run("stop")
    cli.at("2026-11-02 14:00:10").run("start task-2")
    cli.at("2026-11-02 15:00").run("pause")
    cli.at("2026-11-02 15:30").run("stop")
    assert logs_of(shown(cli))[2:] == [
        "3 (13:00-13:30) task-2",
        "4 14:00:10-15:00 (15:00-15:30) task-2",
    ]
    env = by_sed("s/^3 .*/3 (13:00-13:10) task-2 #none/", "s/15:00-15:30/15:00-15:20/")
    cli.at(EVENING).run(DAY, env=env)
    assert logs_of(shown(cli))[2:] == [
        "3 (13:00-13:10) task-2 #none",
        "4 14:00:10-15:00 (15:00-15:20) task-2",
    ]


def test_the_hour_that_comes_twice_is_edited_to_the_second(cli: Cli) -> None:
    line = "log add task-2 2026-10-25T02:30:05+02:00 to 2026-10-25T02:15+01:00"
    cli.at(NOON).run(line)
    day = "log edit --day 2026-10-25 --editor"
    (text,) = logs_of(shown(cli, day))
    assert text == "3 2026-10-25T02:30:05+02:00 to 2026-10-25T02:15+01:00 task-2"
    cli.at(EVENING).run(day, env=by_sed("s/^\\(3 .*\\)02:15+01:00/\\102:20+01:00/"))
    assert cli.run("log show 3 --json").json["worked_seconds"] == 50 * 60 - 5


def test_what_the_moment_allows_is_judged_when_it_is_saved(cli: Cli) -> None:
    env = by_sed("$a+ 19:00-20:00 task-2")
    refused(
        cli,
        env,
        f"line {len(shown(cli))}: the end 2026-11-02 20:00 is in the future;"
        " it is now 2026-11-02 18:00",
        hint="to log it anyway, add --allow-future",
    )
    cli.at(EVENING).run(f"{DAY} --allow-future", env=env)


def test_json_is_what_was_changed_added_and_deleted(cli: Cli) -> None:
    env = by_sed("s/^1 *09:00/1 9:15/", "/^2 /d", "$a+ 11:00-12:00 case-1")
    found = cli.at(EVENING).run(f"{DAY} --json", env=env).json
    ids = {key: [log["id"] for log in logs] for key, logs in found.items()}
    assert ids == {"changed": [1], "added": [3], "deleted": [2]}
    again = cli.at(EVENING).run(f"{DAY} --json", env={"EDITOR": "true"}).json
    assert again == {"changed": [], "added": [], "deleted": []}


def test_trim_and_allow_are_as_everywhere(cli: Cli) -> None:
    env = by_sed("s/^1 *09:00-10:30/1 9:00-11:30/")
    result = cli.at(EVENING).run(f"{DAY} --on-overlap trim", env=env)
    assert result.err == (
        "Changed log 1: time 2026-11-02 09:00–11:00, worked 2:00 (was 1:30).\n"
        "Trimmed 11:00–12:00, already covered by log 2 on task-2.\n"
    )
    cli.at(EVENING).run("undo")
    cli.at(EVENING).run(f"{DAY} --on-overlap allow", env=env)
    assert "1 09:00-11:30 case-1 billable #web" in logs_of(shown(cli))


# What is refused


@pytest.mark.parametrize(
    ("script", "message", "hint", "code"),
    [
        (
            "s/^1 *09:00/1 9:75/",
            "'9:75' is not valid: there is no minute 75",
            None,
            2,
        ),
        (
            "s/task-2$/task-9/",
            "no record task-9",
            "did you mean task-2?",
            3,
        ),
        ("s/task-2$/task-2 x/", "unexpected 'x'", None, 2),
        (
            "s/^2 /7 /",
            "log 7 was not in the original text",
            "to add a new log, write + instead of the number",
            1,
        ),
        ("s/^2 /1 /", None, "to add a new log, write + instead of the number", 2),
        (
            "s/^2 .*/2 11:00-12:00 task-2 billable/",
            "cannot mark time on task-2 as billable: the record is not billable",
            "timelog record edit task-2 --service SERVICE --billable",
            1,
        ),
        (
            "s/^1 \\(.*\\)case-1/1 \\1task-2/",
            "cannot mark time on task-2 as billable: the record is not billable",
            "timelog record edit task-2 --service SERVICE --billable",
            1,
        ),
        (
            "s/^2 .*/2 10:00-12:00 task-2/",
            "2026-11-02 10:00–12:00 overlaps log 1 on case-1 (2026-11-02 09:00–10:30)",
            "to keep 10:30–12:00 only, add --on-overlap trim; to keep both, add --on-overlap allow",
            1,
        ),
        (
            "s/^2 .*/2 (11:00-12:00) task-2/",
            "no time was worked",
            "to delete the log, remove the line",
            1,
        ),
        (
            "s/^2 .*/+ (11:00-12:00) task-2/",
            "no time was worked",
            "remove the brackets from the times that were worked",
            1,
        ),
        (
            "s/^2 .*/2 2024-01-01T09:00 to 2026-11-02T09:00 task-2/",
            "2024-01-01 09:00 to 2026-11-02 09:00 is longer than 366 days",
            "log it in parts, or check the dates for a typing mistake",
            1,
        ),
        ('s/^2 .*/2 11:00-12:00 task-2 #"\\\\u0007"/', None, None, 2),
    ],
)
def test_a_line_that_is_wrong_refuses_all(
    cli: Cli, script: str, message: str | None, hint: str | None, code: int
) -> None:
    text = shown(cli)
    number = next(at for at, line in enumerate(text, 1) if line.startswith("2 "))
    number -= 2 * (script.startswith("s/^1"))
    before = history(cli)
    # Everything else in the text is fine, and is not saved either.
    result = cli.at(EVENING).run(
        DAY, code=code, env=by_sed("s/    Call/    Mail/", "$a+ 14-15 case-1", script)
    )
    lines = result.err.splitlines()
    assert lines[0].startswith(f"error: line {number}: {message or ''}")
    if hint:
        assert lines[-1] == f"hint: {hint}"
    path = kept(result)
    assert lines[1] == "    " + path.read_text("utf-8").split("\n")[number - 1]
    assert "+ 14-15 case-1" in path.read_text("utf-8")
    assert history(cli) == before
    assert cli.rows("SELECT note FROM log") == [("Call",), ("",)]


def test_two_lines_that_take_the_same_time_are_refused_by_their_lines(cli: Cli) -> None:
    number = len(shown(cli))
    refused(
        cli,
        by_sed("$a+ 13:00-14:00 case-1\\n+ 13:30-15:00 task-2"),
        f"line {number + 1}: 2026-11-02 13:30–15:00 overlaps line {number} on case-1"
        " (2026-11-02 13:00–14:00)",
    )
    refused(
        cli,
        by_sed("s/^2 .*/2 9:00-9:30 task-2/", "s/^1 .*/1 9:15-9:45 case-1/"),
        "line 5: 2026-11-02 09:00–09:30 overlaps line 3 on case-1 (2026-11-02 09:15–09:45)",
    )


def test_time_of_a_running_timer_is_taken(cli: Cli) -> None:
    cli.at("2026-11-02 14:00").run("start task-2")
    refused(
        cli,
        by_sed("$a+ 13:00-15:00 case-1"),
        f"line {len(shown(cli))}: 2026-11-02 13:00–15:00 overlaps the timer on task-2"
        " (2026-11-02 14:00–18:00)",
    )


def test_closed_records_take_no_new_lines(cli: Cli) -> None:
    cli.at(NOON).run("record add Old")
    cli.at(NOON).run("record close task-3")
    refused(
        cli,
        by_sed("$a+ 13:00-15:00 task-3"),
        f"line {len(shown(cli))}: task-3 is closed",
        hint="timelog record reopen task-3",
    )


def test_a_note_that_stays_behind_is_not_given_to_the_log_above(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 14-15 --note Third --allow-future")
    number = shown(cli).index("2  11:00-12:00  task-2") + 1
    refused(
        cli,
        by_sed("/^3 /d"),
        f"line {number}: the line of log 3 was removed, but its note is still there, under log 2",
        hint="remove its note too",
    )
    cli.at(EVENING).run(DAY, env=by_sed("/^3 /,/Third/d"))
    assert cli.rows("SELECT id, note FROM log") == [(1, "Call"), (2, "")]


@pytest.mark.parametrize("rest", ["", "# nothing but this\\n\\n"])
def test_an_empty_text_changes_nothing(cli: Cli, rest: str) -> None:
    before = history(cli)
    result = cli.at(EVENING).run(DAY, code=1, env=by_python(cli, f"text = '{rest}'"))
    assert result.err == (
        "Nothing changed: all lines were removed. To delete logs: timelog log delete ID…\n"
    )
    assert history(cli) == before
    assert nothing_left(cli)


def test_an_empty_day_left_empty_is_fine(cli: Cli) -> None:
    line = "log edit --day yesterday --editor"
    assert cli.at(EVENING).run(line, env={"EDITOR": "true"}).err == "Nothing changed.\n"


def test_several_lines_are_taken_away_only_when_agreed(cli: Cli) -> None:
    env = by_sed("/^[12] /d", "/Call/d", "$a+ 9:00-12:00 task-2")
    question = "You removed the lines of 2 logs (2:30). Delete these logs?"
    refused(
        cli,
        env,
        f"confirmation needed, but there is no terminal: {question}",
        hint="to confirm, add --yes",
    )
    result = cli.at(EVENING).run(DAY, env=env, answers="n\nn\n", code=1)
    assert result.err.startswith(f"{question} [y/N] error: the lines of 2 logs were removed")
    kept(result)
    assert cli.rows("SELECT id FROM log") == [(1,), (2,)]
    assert len(cli.at(EVENING).run(DAY, env=env, answers="y\n").err.splitlines()) == 4
    cli.at(EVENING).run("undo")
    cli.at(EVENING).run(f"{DAY} --yes", env=env)
    assert cli.rows("SELECT id FROM log") == [(4,)]


@pytest.mark.parametrize(
    ("meanwhile", "script", "message"),
    [
        (
            "log edit 1 --end 10:00",
            "s/    Call/    Mail/",
            "log 1 was changed while you were editing",
        ),
        ("log edit 1 --tag x", "/^1 /,/Call/d", "log 1 was changed while you were editing"),
        ("log delete 1", "s/    Call/    Mail/", "log 1 was deleted while you were editing"),
    ],
)
def test_a_log_that_another_changed_meanwhile_is_not_overwritten(
    cli: Cli, meanwhile: str, script: str, message: str
) -> None:
    timelog = f"{sys.executable} -m timelog_cli {meanwhile} 2>/dev/null"
    env = {"EDITOR": f"sh -c '{timelog}; sed -i \"{script}\" $0'"}
    env = {**os.environ, **cli.environment(EVENING), **env}
    result = cli.at(EVENING).run(DAY, env=env, code=1, answers="y\n")
    assert result.err.splitlines()[0] == f"error: {message}"
    assert ASKS not in result.err
    kept(result)
    assert len(history(cli)) == 6
    assert history(cli)[-1] == f"timelog {meanwhile}"


def test_a_log_that_another_changed_and_the_text_did_not_is_left_to_the_other(cli: Cli) -> None:
    timelog = f"{sys.executable} -m timelog_cli log edit 2 --note Other 2>/dev/null"
    env = {"EDITOR": f"sh -c '{timelog}; sed -i \"s/    Call/    Mail/\" $0'"}
    cli.at(EVENING).run(DAY, env={**os.environ, **cli.environment(EVENING), **env})
    assert cli.rows("SELECT note FROM log ORDER BY id") == [("Mail",), ("Other",)]


@pytest.mark.parametrize(
    ("write", "message"),
    [
        ("b'1 9-10 case-1\\0'", "the file contains a NUL character, so it is not text"),
        ("b'# x\\n\\xff\\n'", "line 2 of the text is not UTF-8"),
        ("b'x' * 10_000_000", "the text is larger than 5 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(cli: Cli, write: str, message: str) -> None:
    change = f"file.write_bytes({write}); sys.exit()"
    refused(cli, by_python(cli, change), message, code=2)


def test_a_file_that_is_gone_is_refused(cli: Cli) -> None:
    change = "file.unlink(); sys.exit()"
    cli.at(EVENING).refused(
        DAY,
        message="the edited file has disappeared; nothing was changed",
        env=by_python(cli, change),
    )
    assert nothing_left(cli)


def test_hostile_text_is_shown_escaped_and_stays_as_it_is(cli: Cli) -> None:
    note = "a\x1b[31m\u202e\n\x07b\u2028"
    cli.rows("UPDATE log SET note = ? WHERE id = 2", note)
    cli.rows("INSERT INTO log_tag VALUES (2, ?)", 'x\x1b "y"')
    text = shown(cli)
    assert '2  11:00-12:00  task-2  #"x\\u001b \\"y\\""' in text
    assert text[text.index("    a\\x1b[31m\\u202e") + 1] == "    \\x07b\\u2028"
    cli.at(EVENING).run(DAY, env=by_sed("s/^2 *11:00/2 11:05/"))
    assert cli.rows("SELECT note FROM log WHERE id = 2") == [(note,)]
    assert cli.rows("SELECT tag FROM log_tag WHERE log_id = 2") == [('x\x1b "y"',)]


# The editor


def test_by_an_editor_that_fails_is_refused(cli: Cli) -> None:
    message = "the editor failed with code 3; nothing was changed"
    cli.at(EVENING).refused(DAY, message=message, env=by_python(cli, "sys.exit(3)"))
    assert nothing_left(cli)
    change = "file.write_text('+ 9-10 case-1'); sys.exit(3)"
    result = cli.at(EVENING).refused(DAY, message=message, env=by_python(cli, change))
    assert kept(result).read_text("utf-8") == "+ 9-10 case-1"


def test_by_an_editor_that_a_signal_ends_is_refused(cli: Cli) -> None:
    cli.at(EVENING).refused(
        DAY,
        message="the editor failed with signal 9; nothing was changed",
        env={"EDITOR": "sh -c 'kill -9 $$'"},
    )


@pytest.mark.parametrize(
    ("editor", "reason"),
    [("/no/such/editor", "no such file or directory"), ("'x", "no closing quotation")],
)
def test_by_an_editor_that_cannot_be_started_is_refused(cli: Cli, editor: str, reason: str) -> None:
    cli.at(EVENING).refused(
        DAY,
        message=f"cannot start the editor {editor!r}: {reason}",
        hint="timelog log edit ID --start TIME --end TIME",
        env={"EDITOR": editor, "PATH": str(cli.folder)},
    )
    assert nothing_left(cli)


@pytest.mark.parametrize("env", [{}, {"VISUAL": " ", "EDITOR": ""}])
def test_without_terminal_and_editor_is_refused(cli: Cli, env: dict[str, str]) -> None:
    cli.at(EVENING).refused(
        DAY,
        message="no editor: set VISUAL or EDITOR, or run the command in a terminal",
        hint="timelog log edit ID --start TIME --end TIME",
        env=env,
    )
    assert nothing_left(cli)


def test_without_an_editor_a_terminal_gets_vi(cli: Cli) -> None:
    folder = cli.folder / "bin"
    folder.mkdir()
    (folder / "vi").write_text("#!/bin/sh\n/bin/sed -i 's/    Call/    Mail/' \"$1\"\n")
    (folder / "vi").chmod(0o755)
    cli.at(EVENING).run(DAY, env={"PATH": str(folder)}, answers="")
    assert cli.rows("SELECT note FROM log WHERE id = 1") == [("Mail",)]


def test_what_an_editor_prints_is_no_data(cli: Cli, capfd: pytest.CaptureFixture[str]) -> None:
    result = cli.at(EVENING).run(f"{DAY} --json", env={"EDITOR": "cat"})
    assert result.json == {"changed": [], "added": [], "deleted": []}
    printed = capfd.readouterr()
    assert printed.out == ""
    assert "# Logs of ada" in printed.err


def test_a_terminal_is_asked_to_open_the_editor_again_at_the_line(cli: Cli) -> None:
    folder = cli.folder / "bin"
    folder.mkdir()
    nano = folder / "nano"
    first = "text = text.replace('task-2\\n', 'task-9\\n', 1)"
    then = "\n".join(
        (
            "line = int(sys.argv[1].removeprefix('+'))",
            "lines = text.split('\\n')",
            "assert lines[line - 2] == '#! no record task-9', lines",
            "assert lines[line - 1].endswith('task-9')",
            "text = text.replace('task-9', 'task-2 #mended')",
        )
    )
    nano.write_text(f'#!/bin/sh\nexec {by_python(cli, first, then)["EDITOR"]} "$@"\n')
    nano.chmod(0o755)
    result = cli.at(EVENING).run(DAY, env={"VISUAL": str(nano)}, answers="\n")
    told, _, rest = result.err.partition(ASKS)
    assert told.startswith("error: line ")
    assert told.endswith("\nhint: did you mean task-2?\n")
    assert rest == "Changed log 2: tags mended.\n"
    assert nothing_left(cli)


def test_a_terminal_that_says_no_or_nothing_keeps_the_text(cli: Cli) -> None:
    for answers in ("n\n", ""):
        env = by_python(cli, "text = text.replace('task-2\\n', 'task-9\\n', 1)")
        result = cli.at(EVENING).run(DAY, env=env, answers=answers, code=3)
        assert "task-9" in kept(result).read_text("utf-8")


def test_ctrl_c_at_the_question_keeps_the_text(cli: Cli) -> None:
    env = by_python(cli, "text = text.replace('task-2\\n', 'task-9\\n', 1)")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    world = World(cli.environment(EVENING) | env, Interrupting(), out, err)
    assert main(shlex.split(DAY), world) == 130
    err.seek(0)
    message = err.read().partition(ASKS)[2]
    assert message.startswith("error: interrupted; your text is saved in ")
    assert "task-9" in Path(message.strip().rpartition(" in ")[2]).read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "opened"),
    [
        ("edit", ["1 09:00-10:30 case-1", "2 11:00-12:00 task-2"]),
        ("log edit --day today", ["1 09:00-10:30 case-1", "2 11:00-12:00 task-2"]),
        ("edit @2", ["1 09:00-10:30 case-1"]),
    ],
)
def test_without_a_change_the_editor_opens_on_a_terminal(
    cli: Cli, line: str, opened: list[str]
) -> None:
    text = logs_of(shown(cli, line, terminal=80, answers=""))
    assert [" ".join(one.split()[:3]) for one in text] == opened


@pytest.mark.parametrize(
    "change",
    ["--no-billable", "--billable", "--note ''", "--no-tag web", "+call", "--end 10:00"],
)
def test_a_change_needs_no_editor_on_a_terminal(cli: Cli, change: str) -> None:
    env = {"EDITOR": "false"}
    cli.at(EVENING).run(f"edit 1 {change}", terminal=80, answers="", env=env)


def test_a_script_at_a_terminal_gets_no_editor(cli: Cli) -> None:
    result = cli.at(EVENING).run("log edit 1 --json", code=2, terminal=80, answers="")
    assert result.error["message"] == "no changes given"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "log edit",
            "log edit: missing ID (the log's number, such as 12, or @1 for the newest)",
            "if it comes from a variable, set that; to see the numbers: timelog log list",
        ),
        (
            "edit --owner bob +call",
            "log edit: missing ID (the log's number, such as 12, or @1 for the newest)",
            "if it comes from a variable, set that; to see the numbers: timelog log list",
        ),
        (
            "edit --allow-future",
            "log edit: missing ID (the log's number, such as 12, or @1 for the newest)",
            "if it comes from a variable, set that; to see the numbers: timelog log list",
        ),
        (
            "log edit --day today",
            "--day can be used only with --editor",
            "timelog log edit --day today --editor",
        ),
        (
            "log edit 1 --day '9 june'",
            "--day can be used only with --editor",
            "timelog log edit --day '9 june' --editor",
        ),
        (
            "log edit 1 --yes",
            "--yes can be used only with --editor",
            "timelog log edit --day today --editor",
        ),
        (
            "log edit 1 --day today --editor",
            "ID cannot be used with --day",
            "timelog log edit --day today --editor",
        ),
        (
            "log edit 1 --editor --note x",
            "--note cannot be used with --editor: change it in the text instead",
            "use only one of them",
        ),
        (
            "log edit 1 --editor --owner bob",
            "--owner cannot be used with --editor: change it in the text instead",
            "use only one of them",
        ),
        (
            f"{DAY} --no-tag x",
            "--no-tag cannot be used with --editor: change it in the text instead",
            "use only one of them",
        ),
        ("log edit --day week --editor", "'week' is a period of several days, not a day", None),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    cli: Cli, line: str, message: str, hint: str | None
) -> None:
    cli.at(EVENING).refused(line, code=2, message=message, hint=hint, env={"EDITOR": "false"})


def test_a_log_or_an_owner_that_does_not_exist_is_refused(cli: Cli) -> None:
    env = {"EDITOR": "false"}
    cli.at(EVENING).refused("log edit 9 --editor", code=3, message="no log 9", env=env)
    cli.at(EVENING).refused(f"{DAY} --owner eve", code=3, message="no owner 'eve'", env=env)
