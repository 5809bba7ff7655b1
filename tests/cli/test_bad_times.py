"""Bad input about time: refused by name, nothing changed, and what the hint says works."""

from __future__ import annotations

import pytest

from tests.cli.invoicing import invoiced
from tests.harness import Cli, once

NOON = "2026-11-02 12:00"
LATER = "2026-11-30 13:00"
CASE = "--type case --customer Acme --service Consulting --billable"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """Logs 1 (6:00–7:00, billable), 2 (8:00–9:00) and 3 (10:00–11:00) of 2 November."""
    start = cli.at(NOON)
    start.run("service add Consulting --price 60 --currency USD")
    start.run("customer add Acme")
    start.run(f"record add 'Fix login' {CASE}")
    start.run("record add 'Write offer'")
    start.run("log add case-1 6:00-7:00 --billable")
    start.run("log add task-2 8:00-9:00 --tag a")
    start.run("log add task-2 10:00-11:00")
    return cli


def commands(refusals: tuple[tuple[str, ...], ...]) -> pytest.MarkDecorator:
    """A refusal for each row: the line, the message, the hint, and the line that takes it."""
    return pytest.mark.parametrize(
        ("line", "message", "hint", "instead"), refusals, ids=[row[0] for row in refusals]
    )


NO_SUCH_DAY = ("'2026-02-30' is not valid: February 2026 has 28 days", "use 2026-02-28")
NO_25 = (
    "'25:00' is not valid: a time of day cannot be later than 24:00",
    "use a time such as 9:30 or 23:59",
)
NO_75 = ("'9:75' is not valid: there is no minute 75", "use a time such as 9:30")
TOO_MANY = ("--start, --end and --duration cannot all be given", "use only two of them")
OUTSIDE_YEARS = ("'3026-01-01' is not valid: the year must be from 1970 to 2200, not 3026",)
LEAVE_OUT = "use only one of them"
IN_PARTS = "log it in parts, or check for a typing mistake"
UNREADABLE = (
    # A day that no calendar has
    ("log add 2 2026-02-30 9:00-10:00", *NO_SUCH_DAY, "log add 2 2026-02-28 9:00-10:00"),
    ("log add 2 2026-02-30T09:00 to 10:00", *NO_SUCH_DAY, "log add 2 2026-02-28T09:00 to 10:00"),
    (
        *("log add 2 --start 2026-02-30T09:00 --duration 1h", *NO_SUCH_DAY),
        "log add 2 --start 2026-02-28T09:00 --duration 1h",
    ),
    ("start 2 --at 2026-02-30T09:00", *NO_SUCH_DAY, "start 2 --at 2026-11-02T11:30"),
    ("log edit 2 --start 2026-02-30T09:00", *NO_SUCH_DAY, "log edit 2 --start 2026-11-02T08:30"),
    ("log list 2026-02-30", *NO_SUCH_DAY, "log list 2026-02-28"),
    ("report 2026-02-01..2026-02-30", *NO_SUCH_DAY, "report 2026-02-01..2026-02-28"),
    ("history 2026-02-30", *NO_SUCH_DAY, "history 2026-02-28"),
    # A time that no clock shows
    ("log add 2 25:00-26:00", *NO_25, "log add 2 9:30-9:45"),
    ("log add 2 9:30-25:00", *NO_25, "log add 2 9:30-9:45"),
    ("log add 2 yesterday 9:30-25:00", *NO_25, "log add 2 yesterday 9:30-23:59"),
    ("log add 2 25:00 for 1h", *NO_25, "log add 2 9:30 for 15m"),
    ("start 2 --at 25:00", *NO_25, "start 2 --at 11:30"),
    ("log edit 2 --end 25:00", *NO_25, "log edit 2 --end 9:30"),
    ("log split 2 --at 25:00", *NO_25, "log split 2 --at 8:30"),
    ("log add 2 9:75-10:00", *NO_75, "log add 2 9:30-10:00"),
    ("log add 2 9:00-9:75", *NO_75, "log add 2 9:00-9:30"),
    ("start 2 --at 9:75", *NO_75, "start 2 --at 11:30"),
    ("log edit 2 --end 9:75", *NO_75, "log edit 2 --end 9:30"),
    (
        "log edit 2 --start 8:75",
        "'8:75' is not valid: there is no minute 75",
        "use a time such as 9:30",
        "undo",
    ),
    # No time at all
    (
        *("log add 2 9:00-9:00", "'9:00-9:00' is not valid: the start and end are the same"),
        *("use times such as 9:30-10:30 or 9:30 for 1h", "log add 2 9:30-10:00"),
    ),
    ("log add 2 0m", "'0m' is zero", "use 1m or more", "log add 2 1m"),
    (
        *("log add 2 --duration 0h", "'0h' is zero", "use 1m or more"),
        "log add 2 --duration 1m",
    ),
    (
        *("log edit 2 --duration 0m", "'0m' is zero", "use 1m or more"),
        "log edit 2 --duration 1m",
    ),
    # A thousand years
    (
        *("log add 2 1000y", "'1000y' has no fixed length: months and years vary"),
        *("use days, such as 30d", "log add 2 --duration 1d --on-overlap trim"),
    ),
    (
        *(
            "log add 2 --duration 9999999d",
            "'9999999d' is not valid: a duration cannot exceed 1,000 years",
        ),
        *("use a duration such as 1h30m", "log add 2 30m"),
    ),
    (
        *("log add 2 9000h", "'9000h' is not valid: it is longer than 366 days", IN_PARTS),
        "log add 2 20h --on-overlap trim",
    ),
    (
        *(
            "log add 2 2026-01-01 9:00 to 3026-01-01 9:00",
            *OUTSIDE_YEARS,
            "use a date such as 2026-06-09",
        ),
        "log add 2 2026-01-01 9:00 to 2026-01-02 9:00",
    ),
    (
        *("start 2 --at 3026-01-01T09:00", *OUTSIDE_YEARS, "use a date such as 2026-06-09"),
        "start 2 --at 2026-11-02T11:30",
    ),
    ("log list 3026-01-01", *OUTSIDE_YEARS, "use a date such as 2026-06-09", "log list 2026-06-09"),
    # A bare number
    ("log add 2 90", "'90' needs a unit", "use 90m or 90h", "log add 2 90m --on-overlap trim"),
    ("log add 2 9", "'9' needs a unit", "use 9m, 9h or 9-11", "log add 2 9-10"),
    ("log add 2 23", "'23' needs a unit", "use 23m, 23h or 23-24", "log add 2 23m"),
    (
        *("log add 2 --duration 90", "'90' needs a unit", "use 90m or 90h"),
        "log add 2 --duration 30m",
    ),
    (
        "log edit 2 --duration 90",
        "'90' needs a unit",
        "use 90m or 90h",
        "log edit 2 --duration 90m",
    ),
    ("start 2 --at 9", "'9' is a number, not a time of day", "use 9:00", "start 2 --at 11:00"),
    ("stop --at 9", "'9' is a number, not a time of day", "use 9:00", "start 2 --at 11:00"),
    ("log split 2 --at 8", "'8' is a number, not a time of day", "use 8:00", "undo"),
    ("log edit 2 --end 9", "'9' is a number, not a time of day", "use 9:00", "undo"),
    (
        "record edit 2 --estimate 3",
        "'3' needs a unit",
        "use 3m or 3h",
        "record edit 2 --estimate 3h",
    ),
    ("record edit 1 --increment 15", "'15' needs a unit", "use 15m or 15h", "undo"),
    # Two that contradict each other
    (
        *(
            "log add 2 9:00-9:30 --start 9:00",
            "the time is given twice: as '9:00-9:30' and with --start",
        ),
        *(LEAVE_OUT, "log add 2 9:00-9:30"),
    ),
    (
        *("log add 2 --start 9:00 --end 9:30 --duration 30m", *TOO_MANY),
        "log add 2 --start 9:00 --duration 30m",
    ),
    (
        *("log edit 2 --start 8:00 --end 9:30 --duration 1h", *TOO_MANY),
        "log edit 2 --start 8:00 --end 9:30",
    ),
    *(
        (line, f"{one} cannot be used with {other}", LEAVE_OUT, instead)
        for line, one, other, instead in (
            ("log edit 1 --billable --no-billable", *("--billable", "--no-billable"), "undo"),
            ("log mark all --no-billable --billable", *("--billable", "--no-billable"), "undo"),
            ("log list --invoiced --uninvoiced", *("--invoiced", "--uninvoiced"), "log list"),
            ("report --billable --no-billable", *("--billable", "--no-billable"), "report"),
            (
                "record edit 1 --customer Acme --no-customer",
                *("--customer", "--no-customer"),
                "undo",
            ),
            ("record edit 1 --service S --no-service", *("--service", "--no-service"), "undo"),
            ("record edit 1 --rate 5 --no-rate", *("--rate", "--no-rate"), "undo"),
            ("record edit 1 --estimate 5h --no-estimate", *("--estimate", "--no-estimate"), "undo"),
            ("start 2 --at 11:30 --since-last", *("--at", "--since-last"), "start 2 --since-last"),
            ("log edit 2 --tag a --no-tag a", *("--tag a", "--no-tag a"), "log edit 2 --no-tag a"),
        )
    ),
)


@commands(UNREADABLE)
def test_what_cannot_be_read_is_named_and_the_hint_can(
    cli: Cli, line: str, message: str, hint: str, instead: str
) -> None:
    cli.at(NOON).refused(line, code=2, message=message, hint=hint)
    cli.at(NOON).run(instead)


AFTER = "must be after the start"
DAYS = "give the date of both: --start 2026-11-02T22:00 --end 2026-11-03T01:30"
PIECE = "timelog log split 2 --at 2026-11-02T08:30"
REFUSED = (
    # A range of zero, said in two options
    (
        *(
            "log add 2 --start 9:00 --end 9:00",
            f"the end 2026-11-02 09:00 {AFTER} 2026-11-02 09:00",
        ),
        *(DAYS, "log add 2 --start 2026-11-02T09:00 --end 2026-11-02T09:30"),
    ),
    (
        *("log edit 2 --start 9:00", f"the end 2026-11-02 09:00 {AFTER} 2026-11-02 09:00"),
        *(DAYS, "log edit 2 --start 2026-11-02T08:30 --end 2026-11-02T09:00"),
    ),
    # A thousand years
    (
        "log add 2 --start 1971-01-01T09:00 --end 2026-01-01T09:00",
        "1971-01-01 09:00 to 2026-01-01 09:00 is longer than 366 days",
        "log it in parts, or check the dates for a typing mistake",
        "log add 2 --start 2025-01-01T09:00 --end 2025-01-02T09:00",
    ),
    # A split outside the log
    *(
        (
            f"log split 2 --at {at}",
            f"2026-11-0{day} {at[-5:]} is not within log 2 (2026-11-02 08:00–09:00)",
            PIECE,
            PIECE.removeprefix("timelog "),
        )
        for day, at in ((2, "08:00"), (2, "09:00"), (2, "07:59"), (3, "2026-11-03T08:30"))
    ),
)


@commands(REFUSED)
def test_what_a_rule_forbids_is_named_and_the_hint_is_done(
    cli: Cli, line: str, message: str, hint: str, instead: str
) -> None:
    cli.at(NOON).refused(line, message=message, hint=hint)
    cli.at(NOON).run(instead)


OVERLAPS = (
    (
        "log edit 2 --end 10:30",
        "2026-11-02 08:00–10:30 overlaps log 3 on task-2 (2026-11-02 10:00–11:00)",
        "08:00–10:00",
        ("08:00", "10:00"),
    ),
    (
        "log edit 3 --start 8:30",
        "2026-11-02 08:30–11:00 overlaps log 2 on task-2 (2026-11-02 08:00–09:00)",
        "09:00–11:00",
        ("09:00", "11:00"),
    ),
    (
        "log edit 2 --start 6:30",
        "2026-11-02 06:30–09:00 overlaps log 1 on case-1 (2026-11-02 06:00–07:00)",
        "07:00–09:00",
        ("07:00", "09:00"),
    ),
    (
        "log edit 2 --duration 2h30m",
        "2026-11-02 08:00–10:30 overlaps log 3 on task-2 (2026-11-02 10:00–11:00)",
        "08:00–10:00",
        ("08:00", "10:00"),
    ),
)


@pytest.mark.parametrize(("line", "message", "kept", "span"), OVERLAPS)
def test_an_edit_that_would_overlap_is_refused_and_both_ways_of_the_hint_work(
    cli: Cli, line: str, message: str, kept: str, span: tuple[str, str]
) -> None:
    hint = f"to keep {kept} only, add --on-overlap trim; to keep both, add --on-overlap allow"
    cli.at(NOON).refused(line, message=message, hint=hint)
    trimmed = cli.at(NOON).run(f"{line} --on-overlap trim --json").json
    assert (trimmed["start"][11:16], trimmed["end"][11:16]) == span
    cli.at(NOON).run("undo")
    cli.at(NOON).run(f"{line} --on-overlap allow")


BILLED = (
    "cannot change log 1: it is on invoice 2026-0001",
    "timelog billing credit 2026-0001",
)


@pytest.mark.parametrize(
    "line",
    [
        "log edit 1 --end 7:30",
        "log edit 1 --record 2",
        "log delete 1",
        "log split 1 --at 6:30",
        "log join 1 4",
        "log move 1 --to 2",
        "log fill 1",
    ],
)
def test_what_is_invoiced_stays_until_it_is_credited(cli: Cli, line: str) -> None:
    cli.at(NOON).run("log add case-1 9:00-9:30")
    invoiced(cli)
    message = BILLED[0].replace("change", "delete") if "delete" in line else BILLED[0]
    cli.at(LATER).refused(line, message=message, hint=BILLED[1])
    cli.at(LATER).run(BILLED[1].removeprefix("timelog "))
    if line != "log join 1 4":
        cli.at(LATER).run(line + (" --no-billable" if "2" in line[-1] else ""))


def test_a_change_of_something_invoiced_since_is_not_undone(cli: Cli) -> None:
    cli.at(NOON).run("log edit 1 --note 'Found the cause'")
    invoiced(cli)
    cli.at(LATER).run("undo")  # only that the record was opened again
    said = (
        "cannot undo 'timelog billing issue 1 --no-seller':"
        " 2026-0001 has been issued and can only be credited"
    )
    cli.at(LATER).refused("undo", message=said, hint="timelog billing credit 2026-0001")
    cli.at(LATER).refused("undo --dry-run", message=said, hint="timelog billing credit 2026-0001")
    cli.at(LATER).run("billing credit 2026-0001")
    cli.at(LATER).refused(
        "undo",
        message="cannot undo 'timelog billing credit 2026-0001':"
        " the credit note CN-2026-0001 has been issued",
        hint="to see what can be billed again: timelog billing preview",
    )
    assert cli.at(LATER).run("log show 1 --json").json["note"] == "Found the cause"


def test_an_undone_change_of_something_invoiced_since_is_not_brought_back(cli: Cli) -> None:
    cli.at(NOON).run("log edit 1 --note 'Found the cause'")
    cli.at(NOON).run("undo")
    invoiced(cli)
    before = cli.dump()
    assert cli.at(LATER).run("redo").err == "Nothing to redo.\n"
    assert cli.dump() == before
