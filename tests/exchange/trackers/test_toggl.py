"""Toggl's detailed report; and what all tables have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.trackers.told import source_of, told, worked
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import reader

HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount (EUR)\n"
)


def row(
    start: str = "2026-03-02,09:00:00",
    end: str = "2026-03-02,10:30:15",
    duration: str = "01:30:15",
    text: str = "work",
) -> str:
    return f'Ada,ada@example.com,Acme,Web,Pages,{text},Yes,{start},{end},{duration},"a, b, a",9.5\n'


def test_a_row_has_everything_that_the_report_knows() -> None:
    read = told("toggl", "\ufeff" + HEADER + row())
    (entry,) = read.entries
    assert (entry.start, entry.end) == (1_772_438_400, 1_772_443_815)
    assert (entry.user, entry.client, entry.project, entry.task) == ("Ada", "Acme", "Web", "Pages")
    assert (entry.text, entry.tags, entry.billable) == ("work", ("a", "b"), True)
    assert (entry.line, entry.raw) == (2, row().rstrip())
    assert read.remarks == []


def test_an_entry_over_midnight_lasts_as_long_as_it_did() -> None:
    content = HEADER + row("2026-03-02,23:30:00", "2026-03-03,00:45:00", "01:15:00")
    assert worked(told("toggl", content).entries) == 4500


def test_the_duration_settles_times_that_exist_twice() -> None:
    night = ("2026-10-25,01:30:00", "2026-10-25,02:30:00")
    content = HEADER + row(*night, "01:00:00") + row(*night, "02:00:00") + row(*night, "")
    read = told("toggl", content)
    assert worked(read.entries) == 3600 + 7200
    assert read.places == [(4, "2026-10-25 02:30:00 exists twice: the clocks were set back")]


def test_a_duration_that_contradicts_its_times_is_a_problem() -> None:
    read = told("toggl", HEADER + row(duration="01:30:14") + row())
    assert len(read.entries) == 1
    assert read.places == [
        (2, "the duration 1:30:14 contradicts the times, which are 1:30:15 apart")
    ]


def test_rows_that_are_not_as_wide_as_the_header_are_never_shifted() -> None:
    content = HEADER + "work,No,2026-03-02,09:00:00\n" + row(text="a,b") + row()
    read = told("toggl", content)
    assert [one.line for one in read.entries] == [4]
    assert read.places == [
        (2, "the row has 4 cells, but the header has 14"),
        (3, "the row has 15 cells, but the header has 14"),
    ]
    assert read.problems[0].raw == "work,No,2026-03-02,09:00:00"


def test_a_cell_of_several_lines_keeps_them_and_the_line_where_it_begins() -> None:
    read = told("toggl", HEADER + row(text='"one\r\n\ntwo ""2"""') + "\n,,,,,,,,,,,,,\n" + row())
    assert [(one.line, one.text) for one in read.entries] == [(2, 'one\n\ntwo "2"'), (7, "work")]


def test_a_quotation_mark_that_is_not_closed_costs_its_row_only() -> None:
    content = HEADER + row(text='"open') + row() * 3
    read = told("toggl", content)
    assert [one.line for one in read.entries] == [3, 4, 5]
    assert read.places == [(2, "a quotation mark is in the wrong place")]
    last = told("toggl", HEADER + row() + 'Ada,"open\n')
    assert (len(last.entries), last.places) == (1, [(3, "a quotation mark is not closed")])


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_delimiter_is_found_out_from_the_header(delimiter: str) -> None:
    content = (HEADER + row()).replace('"a, b, a"', "a").replace(",", delimiter)
    assert told("toggl", content).entries[0].project == "Web"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_texts_are_read_in_the_encoding_of_the_file(encoding: str) -> None:
    read = told("toggl", (HEADER + row(text="Übergabe – fünf")).encode(encoding))
    assert read.entries[0].text == "Übergabe – fünf"
    assert len(read.remarks) == (encoding == "cp1252")


def test_each_wrong_cell_is_told_with_its_place_and_reading_goes_on() -> None:
    content = HEADER + row("2026-02-30,09:00:00") + row("2026-03-02,9h") + row(duration="long")
    content += row().replace("Yes", "Perhaps") + row("9999-01-01,09:00:00") + row()
    read = told("toggl", content)
    assert len(read.entries) == 1
    assert [(one.line, one.column, one.message) for one in read.problems] == [
        (2, 8, "'2026-02-30' is not a date"),
        (3, 9, "'9h' is not a time of day"),
        (4, 12, "'long' is not a length of time"),
        (5, 7, "'Perhaps' is neither yes nor no"),
        (6, None, "the year 9999 is not between 1970 and 2199"),
    ]


def test_columns_in_another_language_or_order_are_found() -> None:
    content = (
        "Startzeit;STARTDATUM;Endzeit;Enddatum;Dauer;Projekt;Abrechenbar\n"
        "09:00:00;02.03.2026;09:30:00;02.03.2026;0:30:00;Netz;Ja\n"
        "09:00:00;13.03.2026;09:30:00;13.03.2026;0:30:00;Netz;Nein\n"
    )
    read = told("toggl", content)
    assert [(one.project, one.billable) for one in read.entries] == [
        ("Netz", True),
        ("Netz", False),
    ]


def test_a_report_of_chosen_columns_is_read() -> None:
    content = (
        '\ufeff"Description",Tags,Start date,Start time,Stop date,Stop time\n'
        '"work",a,2026-03-02,09:00:00,2026-03-02,10:30:00\n'
    )
    assert reader("toggl").fits(content.removeprefix("\ufeff"), [])
    assert worked(told("toggl", content).entries) == 5400


def test_a_column_that_is_needed_and_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="export has no column Start time") as refused:
        told("toggl", HEADER.replace("Start time", "Clock") + row())
    assert "--from csv --map FILE" in str(refused.value.hint)


def test_a_table_without_any_end_is_refused() -> None:
    with pytest.raises(UsageError, match="export has neither an end nor a duration"):
        told("toggl", "Start date,Start time,Project\n2026-03-02,09:00:00,Web\n")


def test_two_columns_of_one_meaning_are_refused() -> None:
    with pytest.raises(UsageError, match=r"column 4 \(Project\) and column 5 \(project\) mean the"):
        told("toggl", HEADER.replace("Task", "project") + row())


def test_columns_that_are_not_imported_are_told() -> None:
    read = told("toggl", HEADER.replace("Tags", "Mood\x1b[31m") + row())
    assert read.remarks == ["export: the column Mood\\x1b[31m is not imported."]


def test_an_account_export_is_refused_with_the_export_to_take(tmp_path: Path) -> None:
    (tmp_path / "clients.json").write_text('[{"id": 1, "name": "Acme", "wid": 3}]')
    (tmp_path / "projects.json").write_text('[{"id": 2, "name": "Web", "wid": 3}]')
    assert reader("toggl").fits("", ["clients.json", "projects.json"])
    for path in (tmp_path, tmp_path / "projects.json"):
        with pytest.raises(UsageError, match="which has no time entries") as refused:
            told("toggl", path)
        assert refused.value.hint == "export the detailed report of Toggl as CSV"


def test_files_of_a_folder_are_read_together_if_they_have_the_same_columns(tmp_path: Path) -> None:
    (tmp_path / "2025.csv").write_text(HEADER + row())
    (tmp_path / "2026.csv").write_text(HEADER + row())
    assert [Path(one.file).name for one in told("toggl", tmp_path).entries] == [
        "2025.csv",
        "2026.csv",
    ]
    (tmp_path / "2026.csv").write_text("x" + HEADER + row())
    with pytest.raises(UsageError, match=r"2026.csv has other columns than .*2025.csv"):
        told("toggl", tmp_path)


def test_an_empty_file_and_bytes_are_refused() -> None:
    with pytest.raises(UsageError, match="export is empty"):
        told("toggl", "\n \n")
    with pytest.raises(UsageError, match="is not a text file"):
        told("toggl", b"\x89PNG\0\0")


def test_refused_rows_are_written_below_the_header() -> None:
    source = source_of(HEADER + row())
    frame = reader("toggl").frame(source)
    assert frame.before + row() == HEADER + row()
