"""Logs by hand, and the rules for overlaps and the future."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

NINE = "2026-11-02 09:00"
NOON = "2026-11-02 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-01 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run("customer add Acme")
    start.run('record add "Fix login" --type case --customer Acme --service Consulting --billable')
    start.run('record add "Write offer" --type task')
    start.run('record add "Printer" --type ticket')
    return cli


def times(cli: Cli, log: int = 1) -> tuple[str, str]:
    found = cli.at(NOON).run(f"log show {log} --json").json
    return found["start"][:16], found["end"][:16]


def test_a_log_says_what_was_logged_in_absolute_times(cli: Cli) -> None:
    result = cli.at(NOON).run("log add case-1 9:00-10:30 --billable")
    assert result.err == (
        "Logged 1:30 on case-1 (Fix login): log 1, 2026-11-02 09:00–10:30, billable.\n"
    )
    assert result.out == "1\n"


def test_a_log_prints_its_object_as_json(cli: Cli) -> None:
    line = "log add 1 2026-11-02T09:00 to 2026-11-02T10:30 --note 'A call' --tag web --tag '#call'"
    assert cli.at(NOON).run(f"{line} --json").json == {
        "id": 1,
        "record": "case-1",
        "title": "Fix login",
        "owner": "ada",
        "start": "2026-11-02T09:00:00+01:00",
        "end": "2026-11-02T10:30:00+01:00",
        "worked_seconds": 5400,
        "segments": [{"start": "2026-11-02T09:00:00+01:00", "end": "2026-11-02T10:30:00+01:00"}],
        "note": "A call",
        "tags": ["call", "web"],
        "billable": False,
        "rate": None,
        "timed": False,
        "invoice": None,
        "created": "2026-11-02T12:00:00+01:00",
        "changed": "2026-11-02T12:00:00+01:00",
        "billed_elsewhere": False,
        "laid_out": False,
    }


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("1h30m", "2026-11-02T10:30", "2026-11-02T12:00"),
        ("-30m", "2026-11-02T11:30", "2026-11-02T12:00"),
        ("yesterday 9:00-11:30", "2026-11-01T09:00", "2026-11-01T11:30"),
        ("9:00 for 2h", "2026-11-02T09:00", "2026-11-02T11:00"),
        ("2026-11-01 22:00-1:30", "2026-11-01T22:00", "2026-11-02T01:30"),
        ("--duration 45m", "2026-11-02T11:15", "2026-11-02T12:00"),
        ("--start 9:00 --end 10:30", "2026-11-02T09:00", "2026-11-02T10:30"),
        ("--start 9:00 --duration 45m", "2026-11-02T09:00", "2026-11-02T09:45"),
        ("--end 9:00 --duration 45m", "2026-11-02T08:15", "2026-11-02T09:00"),
        ("--start 'yesterday 22:00' --end 1:30", "2026-11-01T22:00", "2026-11-02T01:30"),
        ("--start -3h --end 10:30", "2026-11-02T09:00", "2026-11-02T10:30"),
        ("--start 2026-11-01T22:00 --end 2026-11-02T01:30", "2026-11-01T22:00", "2026-11-02T01:30"),
    ],
)
def test_when_may_be_said_in_words_or_options(cli: Cli, when: str, start: str, end: str) -> None:
    cli.at(NOON).run(f"log add case-1 {when}")
    assert times(cli) == (start, end)


def test_a_duration_alone_ends_now_and_is_echoed(cli: Cli) -> None:
    result = cli.at(NOON).run("log add case-1 --duration 45m")
    assert result.err == "Logged 0:45 on case-1 (Fix login): log 1, 2026-11-02 11:15–12:00.\n"


def test_an_absolute_time_is_not_echoed(cli: Cli) -> None:
    result = cli.at(NOON).run("log add case-1 --start 2026-11-02T09:00 --end 2026-11-02T10:00")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "",
            "the time is missing",
            "add a time, such as 9:00-11:30, 1h30m, or --start 9:00 --end 11:30",
        ),
        (
            "9-10 --duration 1h",
            "the time is given twice: as '9-10' and with --duration",
            "use only one of them",
        ),
        (
            "--start 9:00 --end 10:00 --duration 1h",
            "--start, --end and --duration cannot all be given",
            "use only two of them",
        ),
        (
            "--start 9:00",
            "--start alone is not a time range",
            "add a duration, such as --start 9:00 --duration 1h",
        ),
        (
            "--end 9:00",
            "--end alone is not a time range",
            "add a duration, such as --end 9:00 --duration 1h",
        ),
        (
            "--start 9:00",
            "--start alone is not a time range",
            "add a duration, such as --start 9:00 --duration 1h",
        ),
        (
            "--end 9:00",
            "--end alone is not a time range",
            "add a duration, such as --end 9:00 --duration 1h",
        ),
        ("--duration 90", "'90' needs a unit", "use 90m or 90h"),
        ("9:30", "'9:30' is a single time, not a time range", None),
    ],
)
def test_times_that_say_too_little_or_too_much_are_refused(
    cli: Cli, line: str, message: str, hint: str | None
) -> None:
    cli.at(NOON).refused(f"log add case-1 {line}", code=2, message=message, hint=hint)


def test_a_log_that_ends_before_it_starts_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log add case-1 --start 2026-11-02T10:00 --end 2026-11-02T09:00",
        message="the end 2026-11-02 09:00 must be after the start 2026-11-02 10:00",
        hint="give the date of both: --start 2026-11-02T22:00 --end 2026-11-03T01:30",
    )


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2026-03-29 1:30", "2:30", "2026-03-29 02:30 does not exist in Europe/Rome"),
        ("2026-10-25 1:30", "2:30", "2026-10-25 02:30 occurs twice in Europe/Rome"),
        ("2026-10-30 9:00", "9:00", "the start and end are the same"),
        ("nonsense", "9:00", "'nonsense' is not a time"),
    ],
)
def test_an_end_without_its_day_is_never_that_of_a_later_day(
    cli: Cli, start: str, end: str, message: str
) -> None:
    done = cli.at(NOON).run(f"log add case-1 --start '{start}' --end {end}", code=2)
    assert message in done.err


def test_a_log_of_no_length_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log add case-1 --start 2026-11-02T10:00 --end 2026-11-02T10:00",
        message="the end 2026-11-02 10:00 must be after the start 2026-11-02 10:00",
    )


def test_a_log_of_years_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log add case-1 --end 2026-11-02T10:00 --duration 400d",
        message="2025-09-28 11:00 to 2026-11-02 10:00 is longer than 366 days",
        hint="log it in parts, or check the dates for a typing mistake",
    )


def test_a_log_in_the_future_is_refused_unless_allowed(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log add case-1 11-13",
        message="the end 2026-11-02 13:00 is in the future; it is now 2026-11-02 12:00",
        hint="to log it anyway, add --allow-future",
    )
    cli.at(NOON).run("log add case-1 11-13 --allow-future")
    assert times(cli) == ("2026-11-02T11:00", "2026-11-02T13:00")


def test_a_local_time_that_does_not_exist_is_refused(cli: Cli) -> None:
    result = cli.at("2027-03-29 12:00").run(
        "log add 1 '2027-03-28 2:30 to 2027-03-28 4:00'", code=2
    )
    assert "2027-03-28 02:30 does not exist in Europe/Rome" in result.err
    assert cli.rows("SELECT count(*) FROM log") == [(0,)]


def test_elapsed_time_over_the_change_of_clocks_is_real_time(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 '2026-10-25 01:30 to 2026-10-25 03:30'")
    cli.at(NOON).run("log add case-1 '2026-03-29 01:30 to 2026-03-29 03:30'")
    worked = "SELECT end_at - start_at FROM log ORDER BY id"
    assert cli.rows(worked) == [(3 * 3600,), (1 * 3600,)]


def test_the_first_log_opens_a_new_record(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 9-10")
    assert cli.rows("SELECT status FROM record WHERE id = 1") == [("open",)]


def test_a_resolved_record_takes_late_logs_and_stays_resolved(cli: Cli) -> None:
    cli.at(NINE).run("record resolve case-1")
    cli.at(NOON).run("log add case-1 9-10")
    assert cli.rows("SELECT status FROM record WHERE id = 1") == [("resolved",)]


def test_a_closed_record_refuses_logs(cli: Cli) -> None:
    cli.at(NINE).run("record close case-1")
    cli.at(NOON).refused(
        "log add case-1 9-10", message="case-1 is closed", hint="timelog record reopen case-1"
    )


def test_a_billable_log_on_a_record_that_is_not_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log add task-2 9-10 --billable",
        message="cannot mark time on task-2 as billable: the record is not billable",
        hint="timelog record edit task-2 --service SERVICE --billable",
    )


def test_a_log_on_a_billable_record_is_not_billable_unless_asked_for(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 9-10")
    assert cli.rows("SELECT billable FROM log") == [(0,)]


def test_a_record_that_does_not_exist_is_named(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log add case-9 9-10",
        code=3,
        message="no record case-9",
        hint="did you mean case-1?",
    )


def test_a_group_may_own_a_log(cli: Cli) -> None:
    found = cli.at(NOON).run("log add case-1 9-10 --owner group:support --json").json
    assert found["owner"] == "group:support"


def test_an_owner_without_a_name_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log add case-1 9-10 --owner ''", code=2, message="the owner's name is empty"
    )


def test_a_note_of_a_megabyte_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        ["log", "add", "case-1", "9-10", "--note", "x" * 1_000_000],
        code=2,
        message="the note has 1,000,000 characters; the maximum is 100,000",
    )


def test_an_overlap_is_refused_with_both_sides_shown(cli: Cli) -> None:
    cli.at(NOON).run("log add ticket-3 10:00-11:00")
    result = cli.at(NOON).refused(
        "log add case-1 9:00-10:30",
        message="2026-11-02 09:00–10:30 overlaps log 1 on ticket-3 (2026-11-02 10:00–11:00)",
        hint="to keep 09:00–10:00 only, add --on-overlap trim; to keep both, add --on-overlap"
        " allow",
    )
    assert result.err.splitlines()[1:3] == [
        "new  ██████████████████░░░░░░",
        "1    ░░░░░░░░░░░░████████████",
    ]


def test_several_overlaps_are_counted(cli: Cli) -> None:
    cli.at(NOON).run("log add ticket-3 9:00-9:30")
    cli.at(NOON).run("log add ticket-3 10:00-10:30")
    cli.at(NOON).refused(
        "log add case-1 9:00-11:00",
        message="2026-11-02 09:00–11:00 overlaps log 1 on ticket-3 (2026-11-02 09:00–09:30)"
        " and 1 more",
        hint="to keep 09:30–10:00, 10:30–11:00 only, add --on-overlap trim; to keep them all,"
        " add --on-overlap allow",
    )


def test_logs_that_touch_do_not_overlap(cli: Cli) -> None:
    cli.at(NOON).run("log add ticket-3 9-10")
    cli.at(NOON).run("log add case-1 10-11")
    assert cli.rows("SELECT count(*) FROM log") == [(2,)]


def test_logs_of_different_owners_may_lie_at_the_same_time(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 9-10")
    cli.at(NOON).run("log add case-1 9-10", user="bob")
    assert cli.rows("SELECT count(*) FROM log") == [(2,)]


def test_a_running_timer_takes_the_time_up_to_now(cli: Cli) -> None:
    cli.at("2026-11-02 11:00").run("timer start ticket-3")
    cli.at(NOON).refused(
        "log add case-1 30m",
        message="2026-11-02 11:30–12:00 overlaps the timer on ticket-3 (2026-11-02 11:00–12:00)",
        hint="to keep both, add --on-overlap allow",
    )


def test_trim_leaves_out_what_is_taken(cli: Cli) -> None:
    cli.at(NOON).run("log add ticket-3 9:00-9:30")
    cli.at(NOON).run("log add ticket-3 10:00-10:30")
    result = cli.at(NOON).run("log add case-1 9-11 --on-overlap trim --json")
    assert [(s["start"][11:16], s["end"][11:16]) for s in result.json["segments"]] == [
        ("09:30", "10:00"),
        ("10:30", "11:00"),
    ]
    assert result.json["start"][11:16] == "09:30"
    assert result.json["worked_seconds"] == 3600
    assert result.err.splitlines()[-2:] == [
        "Trimmed 09:00–09:30, already covered by log 1 on ticket-3.",
        "Trimmed 10:00–10:30, already covered by log 2 on ticket-3.",
    ]


def test_trim_is_refused_where_nothing_is_left(cli: Cli) -> None:
    cli.at(NOON).run("log add ticket-3 9-11")
    cli.at(NOON).refused(
        "log add case-1 10:00-10:30 --on-overlap trim",
        message="no free time is left in 2026-11-02 10:00–10:30: already covered by log 1 on"
        " ticket-3",
        hint="to pause log 1 for that time, add --on-overlap split;"
        " to keep both, add --on-overlap allow",
    )


def test_allow_keeps_both(cli: Cli) -> None:
    cli.at(NOON).run("log add ticket-3 9-11")
    cli.at(NOON).run("log add case-1 10:00-10:30 --on-overlap allow")
    assert cli.rows("SELECT count(*) FROM log") == [(2,)]


def test_a_log_may_lie_in_the_pause_of_another(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("timer start ticket-3")
    cli.at("2026-11-02 09:30").run("timer pause")
    cli.at("2026-11-02 10:30").run("timer resume")
    cli.at("2026-11-02 11:00").run("timer stop")
    cli.at(NOON).run("log add case-1 9:30-10:30")
    assert cli.rows("SELECT count(*) FROM log") == [(2,)]


def test_one_word_logs_on_a_record_that_is_there(cli: Cli) -> None:
    result = cli.at(NOON).run("add case-1 30m --billable")
    assert result.out == "1\n"
    assert cli.rows("SELECT record_id, billable FROM log") == [(1, 1)]


def test_a_title_makes_the_record_and_logs_on_it_at_once(cli: Cli) -> None:
    result = cli.at(NOON).run('add "Broken mail" 30m --type case --customer acme --service Cons')
    assert result.err == (
        "Created case-4 (Broken mail).\n"
        "Logged 0:30 on case-4 (Broken mail): log 1, 2026-11-02 11:30–12:00.\n"
    )
    assert cli.rows("SELECT count(*) FROM entry WHERE command LIKE 'timelog add%'") == [(1,)]


def test_a_title_makes_a_task_unless_said_otherwise(cli: Cli) -> None:
    found = cli.at(NOON).run('add "Tidy up" 30m --json').json
    assert (found["record"], found["title"]) == ("task-4", "Tidy up")


def test_a_billable_title_needs_a_service(cli: Cli) -> None:
    cli.at(NOON).refused(
        'add "Tidy up" 30m --billable', message="a record without a service cannot be billable"
    )


def test_no_record_is_left_when_the_time_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        'add "Tidy up" 11-13',
        message="the end 2026-11-02 13:00 is in the future; it is now 2026-11-02 12:00",
    )


@pytest.mark.parametrize("ref", ["case-99", "99", "CASE-99"])
def test_a_reference_that_does_not_exist_never_becomes_a_title(cli: Cli, ref: str) -> None:
    cli.at(NOON).refused(f"add {ref} 30m", code=3, message=f"no record {ref}")


def test_options_of_a_new_record_are_refused_for_one_that_is_there(cli: Cli) -> None:
    cli.at(NOON).refused(
        "add case-1 30m --type task",
        code=2,
        message="case-1 already exists; --type is only for a new record",
        hint="remove --type",
    )
    cli.at(NOON).refused(
        "add case-1 30m --customer Acme",
        code=2,
        message="case-1 already exists; --customer is only for a new record",
        hint="timelog record edit case-1 --customer VALUE",
    )


def test_show_tells_all_of_a_log(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 9:00-10:30 --billable --tag web --note 'Two\nlines'")
    assert cli.at(NOON).run("log show @1").out == (
        "log       1\n"
        "record    case-1  Fix login\n"
        "owner     ada\n"
        "time      2026-11-02 09:00–10:30\n"
        "worked    1:30\n"
        "billable  yes\n"
        "tags      web\n"
        "note      Two\n"
        "          lines\n"
        "entered   by hand (Europe/Rome)\n"
    )


def test_show_numbers_segments_and_pauses_where_there_were_pauses(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("timer start case-1")
    cli.at("2026-11-02 09:30").run("timer pause")
    cli.at("2026-11-02 10:00").run("timer resume")
    cli.at("2026-11-02 11:00").run("timer stop")
    assert (
        "worked    1:30\n"
        "segments  1  2026-11-02 09:00–09:30  0:30\n"
        "          2  2026-11-02 10:00–11:00  1:00\n"
        "pauses    1  2026-11-02 09:30–10:00  0:30\n"
    ) in cli.at(NOON).run("log show 1").out


@pytest.mark.parametrize(
    ("log", "code", "message"),
    [("7", 3, "no log 7"), ("@2", 3, "no log @2"), ("x", 2, None)],
)
def test_a_log_that_does_not_exist_is_named(
    cli: Cli, log: str, code: int, message: str | None
) -> None:
    cli.at(NOON).run("log add case-1 9-10")
    message = message or "'x' is not a log number"
    cli.at(NOON).refused(f"log show {log}", code=code, message=message)


@pytest.mark.parametrize(
    "when",
    ["10:00-9:00", "--start 10:00 --end 9:00", "2026-10-20 10:00-9:00", "20:00-9:00"],
)
def test_a_long_log_that_ends_unsaid_on_the_next_day_is_flagged(cli: Cli, when: str) -> None:
    result = cli.at("2026-10-30 12:00").run(f"log add 1 {when} --allow-future")
    (line,) = (line for line in result.err.splitlines() if line.startswith("warning: "))
    assert line.startswith("warning: log 1 ends on the next day, at 2026-10-")
    assert line.endswith(
        " 09:00. If you meant another time: timelog log edit 1 --start TIME --end TIME"
    )
    assert cli.at("2026-10-30 12:00").run("undo").code == 0
    assert cli.at("2026-10-30 12:00").run(f"--quiet log add 1 {when} --allow-future").err == ""


@pytest.mark.parametrize(
    "when",
    [
        "2026-10-20 22:00-2:00",
        "2026-10-20 8:00-23:00",
        "2026-10-20 8:00-24:00",
        "'2026-10-20 10:00 to 2026-10-21 9:00'",
        "--start 2026-10-20T10:00 --end 2026-10-21T09:00",
        "--start 2026-10-20T10:00 --duration 23h",
    ],
)
def test_a_log_that_is_short_or_says_its_days_is_not_flagged(cli: Cli, when: str) -> None:
    assert "warning" not in cli.at("2026-10-30 12:00").run(f"log add 1 {when}").err


def test_the_picture_of_an_overlap_is_apart_from_the_sentence_in_json(cli: Cli) -> None:
    at = cli.at("2026-10-30 12:00")
    at.run("log add 1 9:00-10:00")
    told = at.run("log add 1 9:30-10:30 --json", code=1).error
    assert told["message"] == (
        "2026-10-30 09:30–10:30 overlaps log 1 on case-1 (2026-10-30 09:00–10:00)"
    )
    assert [line.split()[0] for line in told["detail"].split("\n")] == ["new", "1"]
    text = at.run("log add 1 9:30-10:30", code=1).err
    assert text.startswith(f"error: {told['message']}\n{told['detail']}\nhint: ")
