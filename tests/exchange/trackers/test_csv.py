"""Any table by a mapping of its columns, and our own without one."""

from __future__ import annotations

from functools import partial

import pytest

from tests.exchange.trackers.told import told, worked
from tests.harness import Cli
from timelog_cli.domain.foreign import Pause
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import reader

read = partial(told, "csv", zone_is_given=True)
START, HALF_PAST = 1_772_438_400, 1_772_440_200  # 2026-03-02, 9:00 and 9:30 in Rome


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("2026-03-02 09:00", "2026-03-02 09:30"),
        ("2026-03-02T09:00:00", "2026-03-02T09:30:00"),
        ("2026-03-02T08:00:00Z", "2026-03-02T09:30:00+01:00"),
        ("2026-03-02 08:00:00 UTC", "2026-03-02 08:30:00 UTC"),
        ("02.03.2026 09:00", "09:30"),
        ('"3/2/26, 9:00 AM"', '"3/2/26, 9:30 AM"'),
    ],
)
def test_start_and_end_are_dates_with_times(begin: str, end: str) -> None:
    order = "MDY" if "/" in begin else "DMY"
    columns = {"start": "Begin", "end": "Finish", "text": "What"}
    found = read(f"Begin,Finish,What\n{begin},{end},x\n", columns=columns, date_order=order)
    assert [(one.start, one.end, one.text) for one in found.entries] == [(START, HALF_PAST, "x")]


def test_every_name_of_a_map_is_read() -> None:
    columns = {
        **{"date": "D", "start_time": "F", "end_time": "T", "duration": "H", "project": "P"},
        **{"client": "C", "task": "A", "text": "N", "tags": "L", "billable": "B", "billed": "I"},
        **{"user": "U", "id": "X", "tag_separator": ";"},
    }
    content = (
        "D|F|T|H|P|C|A|N|L|B|I|U|X\n"
        "2026-03-02|09:00|09:30|0.5|Web|Acme|Pages|work|a, b;c|yes|no|ada|7\n"
    ).replace("|", "\t")
    (entry,) = read(content, columns=columns).entries
    assert (entry.start, entry.end) == (START, HALF_PAST)
    assert (entry.project, entry.client, entry.task, entry.text) == ("Web", "Acme", "Pages", "work")
    assert (entry.tags, entry.billable, entry.billed) == (("a, b", "c"), True, False)
    assert (entry.user, entry.id) == ("ada", "7")


def test_hours_of_a_day_need_no_start() -> None:
    content = "Day,Hours\n2026-03-02,7.5\n"
    (entry,) = read(content, columns={"date": "Day", "duration": "hours"}).entries
    assert (entry.start, entry.day, entry.seconds) == (None, "2026-03-02", 27_000)


def test_durations_are_seconds_only_where_the_map_says_so() -> None:
    content = "At,For\n2026-03-02 09:00,90\n"
    columns = {"start": "At", "duration": "For"}
    assert worked(read(content, columns=columns).entries) == 90 * 3600
    columns["duration_unit"] = "seconds"
    assert worked(read(content, columns=columns).entries) == 90


def test_problems_have_the_column_of_the_table() -> None:
    content = "x,Begin,Finish,Hours\n0,2026-03-02 25:00,,\n0,2026-03-02 09:00,noon,\n0,?,,\n"
    content += "0,2026-03-02T09:00+01:00,2026-03-02T10:00+01:00,2\n0,2026-03-02 09:00,,x\n"
    content += "0,2026-03-02T09:00Z,2026-03-02 10:00,\n0,2026-03-02T09:00Z,,1.5\n"
    content += "0,2026-03-02T09:00Z,10:00,\n"
    columns = {"start": "Begin", "end": "Finish", "duration": "Hours"}
    found = read(content, columns=columns)
    assert worked(found.entries) == 5400
    assert [(one.line, one.column, one.message) for one in found.problems] == [
        (2, 2, "'25:00' is not a time of day"),
        (3, 3, "'noon' is not a date"),
        (4, 2, "'?' is not a date"),
        (5, 4, "the duration contradicts the times"),
        (6, 4, "'x' is not a length of time"),
        (7, 3, "of start and end, one has an offset from UTC and the other has none"),
        (9, 3, "of start and end, one has an offset from UTC and the other has none"),
    ]


def test_the_order_of_day_and_month_is_proven_by_all_dates() -> None:
    content = "Begin,End\n03/04/2026 09:00,\n"
    columns = {"start": "Begin", "end": "End"}
    with pytest.raises(UsageError, match="the order of day and month is ambiguous"):
        read(content, columns=columns)
    found = read(content + "13/04/2026 09:00,\n", columns=columns)
    assert [one.start for one in found.entries] == [1_775_199_600, 1_776_063_600]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"start": "Anfang", "end": "Begin"}, "export has no column 'Anfang'"),
        ({"start": "End", "end": "Begin"}, "export has more than one column 'End'"),
        ({"begin": "Begin"}, "the mapping has an unknown name 'begin'"),
        ({"end": "Begin"}, "the mapping must have either start or date"),
        ({"start": "Begin", "date": "Begin"}, "the mapping must have either start or date"),
        (
            {"start": "Begin", "duration": "End", "duration_unit": "days"},
            "duration_unit must be hours or seconds",
        ),
        ({"start": "Begin", "end": "Begin", "tag_separator": ""}, "tag_separator is empty"),
        ({"start": "Begin"}, "the mapping must have end, end_time or duration"),
        ({}, "export is a table that needs a mapping"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(columns: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        read("Begin,End,End\n2026-03-02 09:00,,\n", columns=columns)
    assert refused.value.message == message


def test_the_csv_of_our_own_list_needs_no_map(cli: Cli) -> None:
    cli.run("record add Web")
    for time, line in (
        ("09:00", ["start", "task-1", "--note", "=1+1", "--tag", "a, b"]),
        ("10:00", ["pause"]),
        ("10:30", ["resume"]),
        ("11:00", ["stop"]),
    ):
        cli.at(f"2026-03-02 {time}").run(line)
    content = cli.run("log list all --format csv").out
    assert reader("csv").fits(content, [])
    found = read(content)
    (entry,) = found.entries
    assert (entry.project, entry.text, entry.tags) == ("Web", "=1+1", ("a, b",))
    assert (worked(found.entries), entry.billed) == (5400, False)
    assert entry.pauses == (Pause((entry.start or 0) + 3600, (entry.end or 0) - 1800),)


def test_times_without_offsets_need_a_zone_and_others_none() -> None:
    columns = {"start": "Begin", "duration": "Hours"}
    read("Begin,Hours\n2026-03-02T09:00Z,1\n2026-03-02,1\n", columns=columns, zone_is_given=False)
    read("record,start,end\na,2026-03-02T09:00:00Z,10:00\n", zone_is_given=False)
    mapped, own = "Begin,Hours\n2026-03-02 09:00,1\n", "record,start,end\na,2026-03-02 9:00,10:00\n"
    for content, its in ((mapped, columns), (own, {})):
        with pytest.raises(UsageError) as refused:
            read(content, columns=its, zone_is_given=False)
        assert refused.value.message == "export does not say in which time zone its times are"
        assert refused.value.hint == "add --timezone Europe/Rome, if that is their zone"


def test_what_was_billed_stays_so_and_a_map_of_other_tables_does_not_matter() -> None:
    row = "a,2026-03-02T09:00:00Z,2026-03-02T10:00:00Z"
    content = (
        f"record,start,end,invoice,billed_elsewhere\n{row},2026-0001,\n{row},,true\n{row},,false\n"
    )
    found = read(content, columns={"start": "Begin", "end": "End"})
    assert [one.billed for one in found.entries] == [True, True, False]


def test_wrong_rows_of_our_own_are_problems() -> None:
    content = (
        "record,start,end\ncase-1,2026-03-02T09:00,2026-03-02T08:00\n,2026-03-02T09:00,10:00\n"
    )
    found = read(content)
    assert found.places == [
        (2, "the end 2026-03-02T08:00 must be after the start 2026-03-02T09:00"),
        (3, "the record is missing"),
    ]
