"""Single segments and pauses of a log."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

LATER = "2026-11-04 12:00"
CHANGED = "Changed log 1: "


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """Log 1 on task-1, 9:00–17:00 of 2 November."""
    cli.at("2026-11-01 08:00").run('record add "Write offer"')
    cli.at("2026-11-02 17:00").run("log add task-1 9-17")
    return cli


@pytest.fixture
@once
def paused(cli: Cli) -> Cli:
    """Log 1: worked 9:00–12:00, 12:30–15:00 and 15:15–17:00."""
    cli.at(LATER).run("log edit 1 --pause 12:00-12:30 --pause 15:00-15:15")
    return cli


def worked(cli: Cli, log: int = 1) -> list[str]:
    found = cli.at(LATER).run(f"log show {log} --json").json["segments"]
    return [f"{one['start'][11:16]}-{one['end'][11:16]}" for one in found]


def bounds(cli: Cli, log: int = 1) -> tuple[str, str]:
    found = cli.at(LATER).run(f"log show {log} --json").json
    return found["start"][:16], found["end"][:16]


def said(cli: Cli, line: str) -> str:
    """The last sentence of a command."""
    return cli.at(LATER).run(line).err.splitlines()[-1]


# Pauses


def test_a_forgotten_pause_is_cut_out(cli: Cli) -> None:
    result = cli.at(LATER).run("log edit 1 --pause 12:00-12:30")
    assert result.err == (
        "Read 12:00-12:30 as 2026-11-02 12:00–12:30.\n"
        "Changed log 1: worked 7:30 (was 8:00), paused 12:00–12:30.\n"
    )
    assert worked(cli) == ["09:00-12:00", "12:30-17:00"]
    assert bounds(cli) == ("2026-11-02T09:00", "2026-11-02T17:00")


@pytest.mark.parametrize(
    "pause",
    ["12-12:30", "noon for 30m", "30m before 12:30", "2026-11-02 12-12:30", "30m after 12pm"],
)
def test_a_pause_is_written_as_any_range(cli: Cli, pause: str) -> None:
    cli.at(LATER).run(["log", "edit", "1", "--pause", pause])
    assert worked(cli) == ["09:00-12:00", "12:30-17:00"]


def test_a_pause_until_now_is_said_back(cli: Cli) -> None:
    result = cli.at("2026-11-02 16:00").run("log edit 1 --pause 30m")
    assert result.err.splitlines()[0] == "Read 30m as 2026-11-02 15:30–16:00."
    assert worked(cli) == ["09:00-15:30", "16:00-17:00"]


def test_several_pauses_are_cut_out_at_once(paused: Cli) -> None:
    assert worked(paused) == ["09:00-12:00", "12:30-15:00", "15:15-17:00"]


def test_a_pause_makes_another_longer_or_lies_in_it(paused: Cli) -> None:
    assert said(paused, "log edit 1 --pause 11:45-12:15") == (
        CHANGED + "worked 7:00 (was 7:15), paused 11:45–12:30, 15:00–15:15."
    )
    assert (
        said(paused, "log edit 1 --pause 12:00-12:10")
        == "Log 1 is unchanged: it already has these values."
    )


def test_a_pause_at_the_start_or_the_end_makes_the_log_shorter(paused: Cli) -> None:
    assert said(paused, "log edit 1 --pause 16:30-17:00") == (
        CHANGED + "time 2026-11-02 09:00–16:30, worked 6:45 (was 7:15)."
    )
    cli_start = said(paused, "log edit 1 --pause 9:00-9:15")
    assert cli_start == CHANGED + "time 2026-11-02 09:15–16:30, worked 6:30 (was 6:45)."


def test_a_pause_goes_together_with_new_bounds_and_other_fields(cli: Cli) -> None:
    line = "log edit 1 --start 2026-11-03T8:00 --end 12:00 --pause 10:00-10:15 --note Long --tag x"
    assert said(cli, line) == (
        CHANGED + "time 2026-11-03 08:00–12:00, worked 3:45 (was 8:00),"
        " paused 10:00–10:15, tags x, note changed."
    )


def test_a_pause_of_a_night_shift_is_after_midnight(cli: Cli) -> None:
    cli.at(LATER).run("log add task-1 2026-11-02 22:00-6:00")
    assert said(cli, "log edit 2 --pause 2:00-2:30").endswith("paused 02:00–02:30.")
    assert said(cli, "log edit 2 --pause 23:45-0:15").endswith(
        "paused 23:45–2026-11-03 00:15, 2026-11-03 02:00–02:30."
    )


def test_a_pause_in_the_hour_that_comes_twice_is_written_with_offsets(cli: Cli) -> None:
    cli.at(LATER).run("log add task-1 2026-10-24 22:00-6:00")
    cli.at(LATER).refused(
        "log edit 2 --pause 2:15-2:45",
        code=2,
        message="2026-10-25 02:15 occurs twice in Europe/Rome, because the clocks go back",
        hint="use 2026-10-25T02:15:00+02:00 or 2026-10-25T02:15:00+01:00",
    )
    pause = "2026-10-25T02:15+02:00 to 2026-10-25T02:15+01:00"
    cli.at(LATER).run(["log", "edit", "2", "--pause", pause])
    assert cli.at(LATER).run("log show 2 --json").json["worked_seconds"] == 8 * 3600


def test_a_time_that_is_skipped_on_one_day_of_a_log_is_read_on_the_other(cli: Cli) -> None:
    cli.at(LATER).run("log add task-1 2026-03-29 22:00-6:00")
    assert said(cli, "log edit 2 --pause 2:15-2:45").endswith("paused 02:15–02:45.")
    cli.at(LATER).run("log split 2 --at 2:30")


@pytest.mark.parametrize(
    ("pause", "written", "hint"),
    [
        ("17:30-18:00", "17:30–18:00", "timelog log show 1"),
        ("16:45-17:30", "16:45–17:30", "timelog log edit 1 --end 2026-11-02T16:45"),
        ("8:30-9:30", "08:30–09:30", "timelog log edit 1 --start 2026-11-02T09:30"),
        ("8:30-17:00", "08:30–17:00", "timelog log delete 1"),
    ],
)
def test_a_pause_outside_the_log_is_refused(cli: Cli, pause: str, written: str, hint: str) -> None:
    cli.at(LATER).refused(
        f"log edit 1 --pause {pause}",
        message=f"the pause 2026-11-02 {written} is not within log 1 (2026-11-02 09:00–17:00)",
        hint=hint,
    )


@pytest.mark.parametrize("options", ["--pause 9-17", "--pause 9-13 --pause 12-17"])
def test_a_pause_that_swallows_the_log_is_refused(cli: Cli, options: str) -> None:
    cli.at(LATER).refused(
        f"log edit 1 {options}",
        message="cannot change log 1: no time would be left",
        hint="timelog log delete 1",
    )


@pytest.mark.parametrize(
    ("pause", "message", "hint"),
    [
        ("25:00-26:00", "'25:00' is not valid: a time of day cannot be later than 24:00", None),
        ("12:00-12:00", "'12:00-12:00' is not valid: the start and end are the same", None),
        ("12:00", "'12:00' is a single time, not a time range", None),
        ("lunch", "'lunch' is not a time range", None),
        ("", "the time range is empty", None),
    ],
)
def test_a_pause_that_cannot_be_read_is_refused(
    cli: Cli, pause: str, message: str, hint: str | None
) -> None:
    cli.at(LATER).refused(
        ["log", "edit", "1", "--pause", pause], code=2, message=message, hint=hint
    )


def test_cutting_a_pause_out_asks_nothing_of_other_logs(cli: Cli) -> None:
    cli.at(LATER).run("log add task-1 2026-11-02 10-11 --on-overlap allow")
    cli.at(LATER).run("log edit 1 --pause 12:00-12:30")
    cli.at(LATER).run("log edit 1 --remove-segment 2")
    assert worked(cli) == ["09:00-12:00"]


# Pauses that were none


def test_a_pause_is_closed_by_its_number(paused: Cli) -> None:
    assert said(paused, "log edit 1 --remove-pause 1") == (
        CHANGED + "worked 7:45 (was 7:15), paused 15:00–15:15."
    )
    assert worked(paused) == ["09:00-15:00", "15:15-17:00"]


def test_pauses_are_closed_by_the_numbers_they_had(paused: Cli) -> None:
    assert said(paused, "log edit 1 --remove-pause 2 --remove-pause 1") == (
        CHANGED + "worked 8:00 (was 7:15), no pauses."
    )
    assert worked(paused) == ["09:00-17:00"]


def test_a_pause_up_to_the_stop_is_closed_too(cli: Cli) -> None:
    cli.at("2026-11-03 13:00").run("start task-1")
    cli.at("2026-11-03 14:00").run("pause")
    cli.at("2026-11-03 14:30").run("stop")
    assert "pauses    1  2026-11-03 14:00–14:30  0:30\n" in cli.at(LATER).run("log show 2").out
    cli.at(LATER).run("log edit 2 --remove-pause 1")
    assert worked(cli, 2) == ["13:00-14:30"]


def test_a_log_of_a_timer_that_was_paused_at_once_gets_its_time(cli: Cli) -> None:
    cli.at("2026-11-03 13:00").run("start task-1")
    cli.at("2026-11-03 13:00").run("pause")
    cli.at("2026-11-03 14:00").run("stop")
    cli.at(LATER).run("log edit 2 --remove-pause 1")
    assert worked(cli, 2) == ["13:00-14:00"]
    assert bounds(cli, 2) == ("2026-11-03T13:00", "2026-11-03T14:00")


def test_a_pause_in_which_another_log_lies_is_closed_as_overlaps_are(paused: Cli) -> None:
    paused.at(LATER).run("log add task-1 2026-11-02 12:10-12:20")
    paused.at(LATER).refused(
        "log edit 1 --remove-pause 1",
        message="2026-11-02 12:00–12:30 overlaps log 2 on task-1 (2026-11-02 12:10–12:20)",
        hint="to keep 12:00–12:10, 12:20–12:30 only, add --on-overlap trim; to keep both, add"
        " --on-overlap allow",
    )
    assert said(paused, "log edit 1 --remove-pause 1 --on-overlap trim") == (
        "Trimmed 12:10–12:20, already covered by log 2 on task-1."
    )
    assert worked(paused)[:2] == ["09:00-12:10", "12:20-15:00"]
    cli = paused
    cli.at(LATER).refused(
        "log edit 1 --remove-pause 1 --on-overlap trim",
        message="no free time is left in 2026-11-02 12:10–12:20: already covered by log 2 on"
        " task-1",
        hint="to keep both, add --on-overlap allow",
    )
    cli.at(LATER).run("log edit 1 --remove-pause 1 --on-overlap allow")
    assert worked(cli) == ["09:00-15:00", "15:15-17:00"]


# Segments


@pytest.mark.parametrize(
    ("options", "segments", "ends"),
    [
        ("--segment 2 --start 12:45", "09:00-12:00 12:45-15:00 15:15-17:00", "09:00 17:00"),
        ("--segment 2 --end 14:00", "09:00-12:00 12:30-14:00 15:15-17:00", "09:00 17:00"),
        (
            "--segment 2 --start 12:10 --end 15:10",
            "09:00-12:00 12:10-15:10 15:15-17:00",
            "09:00 17:00",
        ),
        ("--segment 2 --start 12:00", "09:00-15:00 15:15-17:00", "09:00 17:00"),
        ("--segment 1 --start 8:30", "08:30-12:00 12:30-15:00 15:15-17:00", "08:30 17:00"),
        ("--segment 3 --end 16:00", "09:00-12:00 12:30-15:00 15:15-16:00", "09:00 16:00"),
        ("--segment 3 --end 18:00", "09:00-12:00 12:30-15:00 15:15-18:00", "09:00 18:00"),
        (
            "--segment 1 --start 17:30 --end 18:00",
            "12:30-15:00 15:15-17:00 17:30-18:00",
            "12:30 18:00",
        ),
        ("--remove-segment 2", "09:00-12:00 15:15-17:00", "09:00 17:00"),
        ("--remove-segment 1", "12:30-15:00 15:15-17:00", "12:30 17:00"),
        ("--remove-segment 3 --remove-segment 1", "12:30-15:00", "12:30 15:00"),
    ],
)
def test_a_segment_gets_other_bounds_or_goes(
    paused: Cli, options: str, segments: str, ends: str
) -> None:
    paused.at(LATER).run(f"log edit 1 {options}")
    assert worked(paused) == segments.split()
    assert " ".join(one[11:] for one in bounds(paused)) == ends


def test_a_segment_moves_to_another_day_with_its_end(paused: Cli) -> None:
    said(paused, "log edit 1 --segment 3 --start 2026-11-03T9:00 --end 10:00")
    assert bounds(paused) == ("2026-11-02T09:00", "2026-11-03T10:00")


def test_a_segment_that_moves_and_stays_as_long_is_said(paused: Cli) -> None:
    assert said(paused, "log edit 1 --segment 2 --start 12:15 --end 14:45") == (
        CHANGED + "paused 12:00–12:15, 14:45–15:15."
    )


def test_a_segment_that_stays_as_it_is_is_no_change(paused: Cli) -> None:
    entries = paused.rows("SELECT max(id) FROM entry")
    assert (
        said(paused, "log edit 1 --segment 2 --start 12:30")
        == "Log 1 is unchanged: it already has these values."
    )
    assert paused.rows("SELECT max(id) FROM entry") == entries


def test_the_end_of_a_log_that_was_stopped_in_a_pause_stays_until_its_last_segment_moves(
    cli: Cli,
) -> None:
    cli.at("2026-11-03 13:00").run("start task-1")
    cli.at("2026-11-03 14:00").run("pause")
    cli.at("2026-11-03 15:00").run("resume")
    cli.at("2026-11-03 16:00").run("pause")
    cli.at("2026-11-03 16:30").run("stop")
    cli.at(LATER).run("log edit 2 --segment 1 --start 13:10")
    assert bounds(cli, 2) == ("2026-11-03T13:10", "2026-11-03T16:30")
    cli.at(LATER).run("log edit 2 --remove-segment 2")
    assert bounds(cli, 2) == ("2026-11-03T13:10", "2026-11-03T14:00")


def test_a_segment_does_not_run_into_another_of_the_log(paused: Cli) -> None:
    paused.at(LATER).refused(
        "log edit 1 --segment 1 --end 12:45",
        message="segment 1 of log 1 would overlap segment 2 (2026-11-02 12:30–15:00)",
        hint="use --end 2026-11-02T12:30",
    )
    paused.at(LATER).refused(
        "log edit 1 --segment 2 --start 11:00",
        message="segment 2 of log 1 would overlap segment 1 (2026-11-02 09:00–12:00)",
        hint="use --start 2026-11-02T12:00",
    )


def test_the_new_time_of_a_segment_must_be_free(paused: Cli) -> None:
    paused.at(LATER).run("log add task-1 2026-11-02 17:30-18")
    paused.at(LATER).refused(
        "log edit 1 --segment 3 --end 17:45",
        message="2026-11-02 17:00–17:45 overlaps log 2 on task-1 (2026-11-02 17:30–18:00)",
        hint="to keep 17:00–17:30 only, add --on-overlap trim; to keep both, add --on-overlap"
        " allow",
    )
    paused.at(LATER).run("log edit 1 --segment 3 --end 17:45 --on-overlap trim")
    assert worked(paused)[-1] == "15:15-17:30"


def test_a_new_owner_must_have_all_of_the_time_free(paused: Cli) -> None:
    paused.at(LATER).run("log add task-1 2026-11-02 10-11", user="bob")
    paused.at(LATER).refused(
        "log edit 1 --remove-segment 3 --owner bob",
        message="2026-11-02 09:00–15:00 overlaps log 2 on task-1 (2026-11-02 10:00–11:00)",
    )
    paused.at(LATER).run("log edit 1 --remove-segment 1 --owner bob")
    assert worked(paused) == ["12:30-15:00", "15:15-17:00"]


def test_a_segment_does_not_end_before_it_starts_or_in_the_future(paused: Cli) -> None:
    paused.at(LATER).refused(
        "log edit 1 --segment 2 --end 12:00",
        message="the end 2026-11-02 12:00 must be after the start 2026-11-02 12:30",
    )
    paused.at("2026-11-02 17:00").refused(
        "log edit 1 --segment 3 --end 17:30",
        message="the end 2026-11-02 17:30 is in the future; it is now 2026-11-02 17:00",
        hint="to log it anyway, add --allow-future",
    )
    paused.at("2026-11-02 17:00").run("log edit 1 --segment 3 --end 17:30 --allow-future")
    paused.at(LATER).refused(
        "log edit 1 --segment 1 --start 2025-01-01T9:00 --end 2025-01-01T10:00",
        message="2025-01-01 09:00 to 2026-11-02 17:30 is longer than 366 days",
    )


def test_no_segment_is_left(paused: Cli) -> None:
    paused.at(LATER).refused(
        "log edit 1 --remove-segment 1 --remove-segment 2 --remove-segment 3",
        message="cannot change log 1: no time would be left",
        hint="timelog log delete 1",
    )


# Numbers, and what goes together


def test_show_numbers_what_edit_names(paused: Cli) -> None:
    assert (
        "worked    7:15\n"
        "segments  1  2026-11-02 09:00–12:00  3:00\n"
        "          2  2026-11-02 12:30–15:00  2:30\n"
        "          3  2026-11-02 15:15–17:00  1:45\n"
        "pauses    1  2026-11-02 12:00–12:30  0:30\n"
        "          2  2026-11-02 15:00–15:15  0:15\n"
    ) in paused.at(LATER).run("log show 1").out


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ("--remove-pause 3", "pause 3"),
        ("--remove-pause 0", "pause 0"),
        ("--remove-segment 4", "segment 4"),
        ("--segment 4 --start 9:00", "segment 4"),
    ],
)
def test_a_number_that_does_not_exist_is_refused(paused: Cli, options: str, what: str) -> None:
    paused.at(LATER).refused(
        f"log edit 1 {options}",
        code=3,
        message=f"log 1 has no {what}",
        hint="timelog log show 1",
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--remove-pause x", "'x' is not a pause number"),
        ("--remove-segment 1.5", "'1.5' is not a segment number"),
        ("--segment -1 --start 9:00", "'-1' is not a segment number"),
    ],
)
def test_what_is_no_number_is_refused(paused: Cli, options: str, message: str) -> None:
    paused.at(LATER).refused(
        f"log edit 1 {options}",
        code=2,
        message=message,
        hint="to see the numbers: timelog log show 1",
    )


@pytest.mark.parametrize(
    ("options", "one", "other"),
    [
        ("--segment 2 --duration 1h", "--segment", "--duration"),
        ("--pause 10-11 --duration 1h", "--pause", "--duration"),
        ("--pause 10-11 --remove-pause 1", "--pause", "--remove-pause"),
        ("--pause 10-11 --segment 1 --end 11:00", "--pause", "--segment"),
        ("--segment 1 --end 11:00 --remove-segment 2", "--segment", "--remove-segment"),
        ("--remove-pause 1 --end 11:00", "--remove-pause", "--end"),
        ("--remove-segment 1 --start 11:00", "--remove-segment", "--start"),
    ],
)
def test_what_changes_the_time_in_two_ways_is_refused(
    paused: Cli, options: str, one: str, other: str
) -> None:
    paused.at(LATER).refused(
        f"log edit 1 {options}",
        code=2,
        message=f"{one} cannot be used with {other}",
        hint="use two commands, one after the other",
    )


def test_a_segment_alone_says_nothing(paused: Cli) -> None:
    paused.at(LATER).refused(
        "log edit 1 --segment 2 --note x",
        code=2,
        message="--segment needs --start, --end or both",
        hint="add --start 9:00, --end 10:30, or both",
    )


@pytest.mark.parametrize(
    "options",
    [
        "--pause 10:00-10:15 --note New",
        "--pause 16:00-17:00",
        "--remove-pause 1",
        "--segment 1 --start 8:00 --tag early",
        "--remove-segment 3",
    ],
)
def test_undo_takes_a_change_back_and_redo_makes_it_again(paused: Cli, options: str) -> None:
    before = paused.dump()
    paused.at(LATER).run(f"log edit 1 {options}")
    after = paused.dump()
    assert after != before
    assert paused.run("db check").code == 0
    paused.at(LATER).run("undo")
    assert paused.dump() == before
    paused.at(LATER).run("redo")
    assert paused.dump() == after


def test_a_pause_cut_out_and_closed_again_leaves_the_log_as_it_was(cli: Cli) -> None:
    before = cli.dump()
    cli.at(LATER).run("log edit 1 --pause 12:00-12:30")
    cli.at(LATER).run("log edit 1 --remove-pause 1")
    assert cli.dump() == before
