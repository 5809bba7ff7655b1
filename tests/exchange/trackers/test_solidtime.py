"""solidtime: the archive of an organization, its folder, and the CSV of the importer."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.trackers.told import source_of, told, worked
from timelog_cli.errors import TimelogError, UsageError
from timelog_cli.exchange.trackers import archives, reader

ENTRIES = (
    "id,description,start,end,billable_rate,billable,member_id,user_id,organization_id,client_id,"
    "project_id,task_id,tags,updated_at\n"
)
FILES = {
    "clients.csv": "id,name,organization_id\nc-1,Acme,o-1\n",
    "projects.csv": "id,name,color,billable_rate,client_id\np-1,Web,#fff,10001,c-1\np-2,Own,,,\n",
    "tasks.csv": "id,name,project_id\nk-1,Pages,p-1\nk-2,First,p-1\nk-2,Second,p-1\n",
    "tags.csv": 'id,name\nt-1,"a, b"\nt-2,c\n',
    "members.csv": "id,user_id,name,email\nm-1,u-1,Ada,ada@example.com\n",
    "meta.json": '{"version":"1.0"}',
    "time_entries.csv": ENTRIES
    + "e-1,work,2026-03-02T08:00:00Z,2026-03-02T09:30:15Z,10001,true,m-1,u-1,o-1,c-1,p-1,k-1,"
    + '"[""t-1"",""t-2""]",2026-03-03T00:00:00Z\n'
    + "e-2,,2026-03-02T10:00:00Z,,,false,m-1,u-1,o-1,,,,[],\n",
}
IMPORTED = (
    "description,billable,client,project,tags,start,end,task,user_name,user_email\n"
    '"work","true","Acme","Web","a, b","2026-03-02T08:00:00Z","2026-03-02T09:30:15Z","Pages","",'
    '"ada@example.com"\n'
)


def zipped(compression: int = ZIP_DEFLATED, **changed: str) -> bytes:
    """The archive of an export, with some files changed."""
    content = BytesIO()
    files = FILES | {name.replace("_csv", ".csv"): text for name, text in changed.items()}
    with ZipFile(content, "w", compression) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def folder(path: Path) -> Path:
    for name, text in FILES.items():
        (path / name).write_text(text)
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_and_its_folder_say_the_same(packed: bool, tmp_path: Path) -> None:
    read = told("solidtime", zipped() if packed else folder(tmp_path))
    first, second = read.entries
    assert (first.start, first.end) == (1_772_438_400, 1_772_443_815)
    assert (first.project, first.client, first.task, first.text) == ("Web", "Acme", "Pages", "work")
    assert (first.tags, first.billable, first.user) == (("a, b", "c"), True, "Ada")
    assert (first.id, first.line, first.changed) == ("e-1", 2, 1_772_496_000)
    assert (second.end, second.project, second.tags, second.billable) == (None, "", (), False)
    assert read.problems == []


def test_archives_folders_and_files_of_the_importer_are_found_out() -> None:
    fits = reader("solidtime").fits
    assert fits(zipped().decode("cp1252", "replace"), [])
    assert fits("", list(FILES))
    assert fits(IMPORTED, [])
    assert not fits("PK\x03\x04 [Content_Types].xml xl/workbook.xml", [])


def test_what_refers_to_nothing_or_to_two_things_is_a_problem() -> None:
    line = "e-1,x,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,,true,m-1,u-1,o-1,,{},{},{},\n"
    rows = [("p-1", "k-2", "[]"), ("p-9", "", "[]"), ("p-1", "", '"[""t-9""]"'), ("", "", "[1]")]
    content = ENTRIES + "".join(line.format(*row) for row in [*rows, ("p-1", "k-1", "")])
    read = told("solidtime", zipped(time_entries_csv=content))
    assert [one.project for one in read.entries] == ["Web"]
    assert [(one.line, one.column, one.message) for one in read.problems] == [
        (2, 12, "the task 'k-2' has two names in tasks.csv"),
        (3, 11, "the project 'p-9' is not in projects.csv"),
        (4, 13, "the tag 't-9' is not in tags.csv"),
        (5, 13, "'[1]' is not a list of tags"),
    ]


def test_a_broken_row_of_a_list_is_a_problem_of_its_file() -> None:
    read = told("solidtime", zipped(tags_csv='id,name\nt-1,"a, b"\nt-2,c\nt-3\n'))
    assert len(read.entries) == 2
    assert [(one.file, one.line, one.raw) for one in read.problems] == [("export/tags.csv", 4, "")]


def test_the_importer_has_names_instead_of_ids() -> None:
    read = told("solidtime", IMPORTED)
    (entry,) = read.entries
    assert (entry.project, entry.client, entry.task, entry.text) == ("Web", "Acme", "Pages", "work")
    assert (entry.tags, entry.user, worked(read.entries)) == (
        ("a, b"),
        "ada@example.com",
        5415,
    ) or (entry.tags == ("a", "b") and entry.user == "ada@example.com")


def test_a_time_without_an_offset_is_not_guessed() -> None:
    read = told("solidtime", IMPORTED.replace("09:30:15Z", "09:30:15"))
    assert [(one.line, one.column, one.message) for one in read.problems] == [
        (2, 7, "'2026-03-02T09:30:15' is not a date and time with an offset from UTC")
    ]


@pytest.mark.parametrize("name", ["clients.csv", "projects.csv", "tags.csv", "time_entries.csv"])
def test_one_table_of_an_export_is_refused_with_what_to_give(name: str) -> None:
    with pytest.raises(UsageError, match="alone does not have the time entries") as refused:
        told("solidtime", FILES[name])
    assert refused.value.hint == "give the zip file of the export, or the folder it was unpacked to"


def test_an_archive_of_something_else_is_refused() -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("photo.jpg", "x")
    with pytest.raises(UsageError, match=r"export has no time_entries.csv"):
        told("solidtime", content.getvalue())


# Hostile archives


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UsageError, match="more than 200 times as large as in the archive"):
        told("solidtime", zipped(time_entries_csv=ENTRIES + "\0" * 5_000_000))


def test_a_member_is_never_larger_than_its_archive_says() -> None:
    honest = zipped(ZIP_STORED)
    size = struct.pack("<L", len(FILES["time_entries.csv"]))
    short = struct.pack("<L", 20)
    at = honest.rfind(size, 0, honest.rfind(b"time_entries.csv"))
    lying = honest[:at] + short + honest[at + 4 :]
    with pytest.raises(UsageError, match=r"is not an intact zip archive"):
        told("solidtime", lying)


def test_too_many_members_are_refused_before_their_names_are_read() -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for number in range(archives.MOST_MEMBERS + 1):
            archive.writestr(f"{number}", "")
    with pytest.raises(UsageError, match="more than 1,000 files inside"):
        told("solidtime", content.getvalue())


def test_a_member_without_a_name_is_left_alone() -> None:
    content, nameless = BytesIO(zipped()), ZipInfo()
    nameless.filename = ""
    with ZipFile(content, "a") as archive:
        archive.writestr(nameless, "")
    assert len(told("solidtime", content.getvalue()).entries) == 2


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(zipped())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        content[place + at] |= 1
    with pytest.raises(UsageError, match="is encrypted"):
        told("solidtime", bytes(content))


@settings(max_examples=50)
@given(st.data())
def test_a_damaged_archive_is_refused_or_read_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(zipped(data.draw(st.sampled_from([ZIP_STORED, ZIP_DEFLATED]))))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(4, len(content)))])
    for one in (bytes(content), cut):
        try:
            told("solidtime", one)
        except TimelogError as error:
            assert error.message


def test_refused_rows_are_written_below_the_header() -> None:
    for content in (zipped(), IMPORTED):
        before = reader("solidtime").frame(source_of(content)).before
        assert before in (ENTRIES, IMPORTED.partition("\n")[0] + "\n")
