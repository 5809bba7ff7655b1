"""Everything in a database goes into one file of JSON Lines, and comes back into an empty one."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faults import walks
from tests.faults.walks import Typed, Walk
from tests.harness import HISTORY, Cli, Result
from timelog_cli.errors import TimelogError
from timelog_cli.exchange import whole_files
from timelog_cli.exchange.trackers.sources import File
from timelog_cli.store import open_store
from timelog_cli.store.connection import VERSION
from timelog_cli.store.maintenance import whole
from timelog_cli.usecases import Work, whole_import
from timelog_cli.usecases.whole_export import WholeExport
from timelog_cli.usecases.whole_import import WholeFile

EXPORTS = Path(__file__).parent.parent / "fixtures" / "schema"
NOW = 1_793_610_000
LINE = "timelog import -"
# What a walk begins with, and more of each table.
LINES = (
    "record add Kept --key JIRA-7 --description 'two\nlines' --budget 40h --warn 75%",
    "log add JIRA-7 2026-10-25 1:30-3:30 --tag 'ünï' --note '=1+1\n\ttab »Maß«'",
    "record edit 5 --rate 70 --from 2026-10-02",
    f"record mail {walks.MAIL / 'inbox.mbox'}",
    "customer add Ärger --email a@example.com --address 'Street 1\nTown'",
    "log add 5 2026-10-05 9:00-10:00 --billable --rate 90",
    "billing issue 5",
    "billing send 2026-0002 --mail --to a@example.com",
    "billing unpay 2026-0001 --payment 1 --reason Returned",
    "billing credit 2026-0001",
    "billing accept Q2026-0001",
    "timer interrupt 2 --tag e",
    "record add Gone",
    "record delete Gone --yes",
    "log delete 2 --yes",
    "billing retainer add C1 10h --service S1",
    "record add Covered --customer C1 --service S1 --billable",
    "log add Covered 2026-10-06 9:00-10:00 --billable",
    "record resolve Covered",
    "billing issue Covered",
)
MAIL = '[mail]\nfrom = "ada@example.com"\ncommand = "true"\n'
SHOWN = (
    "record list --all --json",
    "log list all --json",
    "timer list --json",
    "report all --by record --by owner --json",
    "billing list --json",
    "billing quotes --json",
    "billing totals --json",
    "billing unbilled --json",
    "billing show 2026-0002 --format html",
    "billing show 2026-0001 --format md",
    "customer show C1 --json",
    "record show JIRA-7 --json",
    "dayoff list 2026 --json",
    "today --json",
)


def work(cli: Cli) -> Work:
    return Work(open_store(str(cli.path)), NOW, cli.zone, cli.user, LINE)


def exported(cli: Cli) -> bytes:
    return cli.run("export --to jsonl").raw


def imported(cli: Cli, content: bytes, more: str = "", code: int = 0) -> Result:
    return cli.run(f"import - {more}", stdin=content, code=code)


@pytest.fixture(scope="module")
def billed(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return walks.prepared(tmp_path_factory.mktemp("billed"), *walks.ISSUED)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, billed: Walk) -> Cli:
    cli = billed.copied(tmp_path_factory.mktemp("filled")).cli
    cli.config.write_text(cli.config.read_text() + MAIL)
    for line in LINES:
        cli.run(line)
    note_import(cli)
    logo = b"<svg/>"
    cli.rows("INSERT INTO logo VALUES (?, 'svg', ?)", hashlib.sha256(logo).hexdigest(), logo)
    return cli


def note_import(cli: Cli) -> None:
    """What an import from another program leaves."""
    cli.rows("INSERT INTO import_source VALUES ('toggl', '[projects]')")
    cli.rows("INSERT INTO imported VALUES ('toggl', randomblob(16), randomblob(16), 1)")


@pytest.fixture(scope="module")
def content(filled: Cli) -> bytes:
    return exported(filled)


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> Cli:
    """The database that the file was imported into."""
    made = Cli(tmp_path_factory.mktemp("twin"))
    imported(made, content)
    return made


@pytest.fixture
def other(cli: Cli, twin: Cli) -> Cli:
    """The same, to be changed."""
    copyfile(twin.path, cli.path)
    return cli


def test_the_file_has_rows_of_every_table(filled: Cli, content: bytes) -> None:
    lines = [json.loads(line) for line in content.splitlines()]
    assert lines[0]["timelog"]["schema"] == VERSION
    found = {name for line in lines[1:] for name in line}
    with closing(sqlite3.connect(filled.path)) as connection:
        sql = "SELECT name FROM sqlite_schema WHERE type = 'table'"
        tables = {name for (name,) in connection.execute(sql)}
        empty = {name for name in tables - whole.EXCHANGE if not _count(connection, name)}
    assert found == tables - HISTORY
    assert set(lines[0]["timelog"]["rows"]) == tables - HISTORY
    assert not empty


def _count(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return int(count)


def test_nothing_is_lost(filled: Cli, twin: Cli, content: bytes) -> None:
    assert twin.dump(stamps=True) == filled.dump(stamps=True)
    assert twin.run("db check").out.startswith("OK: ")
    assert exported(twin) == content


@pytest.mark.parametrize("line", SHOWN)
def test_what_is_shown_is_the_same(filled: Cli, twin: Cli, line: str) -> None:
    assert twin.run(line).out == filled.run(line).out


def test_the_file_says_what_it_says_in_plain_values(content: bytes) -> None:
    rows = [json.loads(line) for line in content.splitlines()]
    (log,) = [row["log"] for row in rows if row.get("log", {}).get("note", "").startswith("=1")]
    assert log["note"] == "=1+1\n\ttab »Maß«"
    assert (log["start_at"], log["end_at"]) == (1792884600, 1792895400)
    assert len(log["uuid"]) == 32
    assert "invoice_id" not in log


def test_what_is_issued_stays_locked_and_numbers_go_on(filled: Cli, other: Cli) -> None:
    for line in (
        "log delete 5 --yes",
        "log edit 5 --note Changed",
        "customer delete C1 --yes",
        "record add Next",
        "log add Next 2026-11-02 8:00-8:30",
        "billing send 2026-0002",
    ):
        there, here = (one.run(line, code=None) for one in (filled_copy(filled, other), other))
        assert (here.code, here.out, here.err) == (there.code, there.out, there.err)
    with (
        closing(sqlite3.connect(other.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="an issued invoice cannot be changed"),
    ):
        connection.execute("UPDATE invoice SET total = '1.00'")


def filled_copy(filled: Cli, beside: Cli) -> Cli:
    folder = beside.folder / "copy"
    if not folder.exists():
        folder.mkdir()
        copyfile(filled.path, folder / filled.path.name)
        copyfile(filled.config, folder / filled.config.name)
        copyfile(filled.config, beside.config)
    return Cli(folder)


def test_the_import_is_one_entry_that_is_not_undone_where_it_has_documents(other: Cli) -> None:
    (entry,) = other.run("history --json").json
    assert entry["command"] == LINE
    refused = other.run("undo", code=1)
    assert refused.err == (
        f"error: cannot undo '{LINE}': it added 6 issued documents, which cannot be deleted\n"
        f"hint: to start again, delete {other.path}\n"
    )


def test_an_import_without_documents_is_undone_and_redone(cli: Cli, tmp_path: Path) -> None:
    source = walks.prepared(tmp_path_named(tmp_path)).cli
    note_import(source)
    empty = cli.dump()
    imported(cli, exported(source))
    cli.run("undo")
    assert cli.dump() == empty
    cli.run("redo")
    assert cli.dump() == source.dump()
    assert cli.run("db check").out.startswith("OK: ")


def tmp_path_named(folder: Path) -> Path:
    made = folder / "source"
    made.mkdir()
    return made


def test_an_older_file_gets_what_it_does_not_have_by_default(
    cli: Cli, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.loads(line) for line in content.splitlines()]
    for name in ("imported", "import_source"):
        del lines[0]["timelog"]["rows"][name]
    for line in lines:
        line.get("log", {}).pop("laid_out", None)
    kept = [line for line in lines if not {"imported", "import_source"} & line.keys()]
    monkeypatch.setattr(whole_import, "VERSION", VERSION + 1)
    imported(cli, "\n".join(map(json.dumps, kept)).encode())
    assert exported(cli) == b"".join(
        line + b"\n"
        for line in content.replace(b'"imported": 1', b'"imported": 0')
        .replace(b'"import_source": 1', b'"import_source": 0')
        .splitlines()
        if not line.startswith((b'{"imported"', b'{"import_source"'))
    )


@pytest.mark.parametrize("path", sorted(EXPORTS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_a_file_of_every_released_version_is_read(cli: Cli, path: Path) -> None:
    imported(cli, path.read_bytes())
    customers = 2 if path.stem == "v4" else 3
    counted = f"OK: 4 records, 2 logs, 2 timers, {customers} customers, "
    assert cli.run("db check").out.startswith(counted)
    assert cli.run("billing show 2026-0001 --json").json["status"] == "paid"


def test_the_import_says_what_is_new(filled: Cli, cli: Cli, content: bytes) -> None:
    before = cli.dump()
    counts = "10 records, 7 logs, 3 timers, 5 customers, 2 services, 5 invoices"
    trial = imported(cli, content, "--dry-run")
    assert trial.err == f"Would import {counts} from standard input\n"
    assert cli.dump() == before
    assert cli.run("history --json").json == []
    data = imported(cli, content, "--json").json
    logs = filled.run("log list all --json").json
    assert (data["format"], data["new"], data["found"]) == ("jsonl", len(logs), len(logs))
    assert data["new_seconds"] == sum(log["worked_seconds"] for log in logs)
    assert sum(month["seconds"] for month in data["months"]) == data["found_seconds"]
    assert [one["ref"] for one in data["records"]][:2] == ["case-1", "task-2"]
    assert (data["owners"], data["entry"]) == (["ada"], 1)


def test_the_format_can_be_named_and_other_options_are_refused(cli: Cli, content: bytes) -> None:
    refused = imported(cli, content, "--from jsonl --owner bob", code=2)
    assert refused.err == (
        "error: --owner cannot be used with an export of a whole database\n"
        "hint: timelog import FILE\n"
    )
    imported(cli, content, "--from jsonl")
    assert exported(cli) == content


def test_an_export_of_nothing_is_nothing(cli: Cli) -> None:
    empty = exported(cli)
    assert empty.count(b"\n") == 1
    assert imported(cli, empty).err == "Imported no records from standard input\n"
    assert cli.run("history --json").json == []


def test_a_database_with_anything_in_it_is_refused(cli: Cli, content: bytes) -> None:
    cli.run("dayoff add 2026-12-24")
    refused = imported(cli, content, code=1)
    assert refused.err == (
        f"error: cannot import a whole database into {cli.path}: it is not empty\n"
        "hint: to import it into a new database: timelog --db NEW.db import FILE\n"
    )


def test_progress_ends_at_the_number_of_rows(
    cli: Cli, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int | None]] = []
    monkeypatch.setattr(whole_import, "_PORTION", 10)
    writing = work(cli)
    with closing(writing.store):
        source = WholeFile(File("all.jsonl", lambda: io.BytesIO(content)))
        whole_import.load(writing, source, report=lambda done, total: seen.append((done, total)))
    rows = content.count(b"\n") - 1
    assert {total for _, total in seen} == {rows}
    assert rows - 10 < seen[-1][0] <= rows + 1


def test_the_file_can_be_written_in_place_of_an_older_one(
    filled: Cli, content: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "all.jsonl"
    result = filled.run(["export", "--to", "jsonl", "--out", str(out)])
    counts = "10 records, 7 logs, 3 timers, 5 customers, 2 services, 5 invoices"
    assert result.err == f"Exported {counts} to {out}\n"
    assert out.read_bytes() == content
    assert out.stat().st_mode & 0o777 == 0o600
    again = filled.run(["export", "--to", "jsonl", "--out", str(out), "--json"]).json
    logs = filled.run("log list all --json").json
    assert again == {
        "format": "jsonl",
        "files": [str(out)],
        "logs": len(logs),
        "worked_seconds": sum(log["worked_seconds"] for log in logs),
    }


@pytest.mark.parametrize("more", ["2026", "--customer C1", "--billable", "--not-tag a"])
def test_a_part_of_everything_is_refused(filled: Cli, more: str) -> None:
    refused = filled.run(f"export --to jsonl {more}", code=2)
    assert refused.err == (
        "error: --to jsonl writes the whole database, without a period or filters\n"
        "hint: timelog export --to jsonl --out FILE\n"
    )


def test_without_a_format_everything_is_exported(filled: Cli) -> None:
    everything = filled.run("export --to jsonl").raw
    assert filled.run("export").raw == everything
    assert filled.run(f"export --out {filled.folder}/all.JSONL --json").json["format"] == "jsonl"


@pytest.mark.parametrize("more", ["2026", "all", "--customer C1", "--billable", "--not-tag a"])
def test_logs_are_not_chosen_without_a_format(filled: Cli, more: str) -> None:
    assert filled.run(f"export {more} --out part", code=2).err == (
        "error: without --to, everything is exported, without a period or filters\n"
        "hint: to export only these logs, add --to csv\n"
    )
    assert not (filled.folder / "part").exists()


@pytest.mark.parametrize("ending", ["csv", "ICS"])
def test_a_file_of_another_format_does_not_get_everything(filled: Cli, ending: str) -> None:
    refused = filled.run(f"export --out work.{ending}", code=2)
    assert refused.err == (
        "error: without --to, everything is exported as JSON Lines,"
        f" not as {ending.lower()}\nhint: add --to {ending.lower()}\n"
    )


@pytest.mark.parametrize("format", ["jsonl", "csv", "timewarrior"])
def test_an_export_never_takes_the_place_of_the_database(cli: Cli, format: str) -> None:
    cli.run("record add Kept")
    link = cli.folder / "link"
    link.symlink_to(cli.path)
    for path in (cli.path, link):
        refused = cli.run(["export", "--to", format, "--out", str(path)], code=2)
        assert refused.err == f"error: {path} is the database itself\nhint: choose another file\n"
    assert cli.run("record show Kept --json").json["ref"] == "task-1"


def test_whoever_reads_slowly_keeps_nobody_from_writing(other: Cli) -> None:
    reading = work(other)
    with closing(reading.store):
        pieces = WholeExport(reading).pieces()
        first = next(pieces)
        other.run("record add Meanwhile", env={"TIMELOG_BUSY_SECONDS": "0"})
        assert "Meanwhile" not in first + "".join(pieces)


def test_no_text_steers_the_terminal(cli: Cli) -> None:
    cli.run("record add Title")
    cli.rows("UPDATE record SET title = 'a' || char(27, 155, 8238) || 'b'")
    out = cli.run("export --to jsonl", terminal=80).out
    assert '"title": "a\\u001b\\u009b\\u202eb"' in out


# What can be wrong with a file


def row(content: bytes, table: str, at: int = 0) -> tuple[int, dict[str, Any]]:
    """The place of a row in the file, and what it says."""
    rows = [json.loads(line) for line in content.splitlines()]
    places = [number for number, line in enumerate(rows) if table in line]
    return places[at], rows[places[at]]


def line_of(content: bytes, table: str) -> bytes:
    """The last line with a row of a table."""
    return content.splitlines(keepends=True)[row(content, table, -1)[0]]


def changed(table: str, at: int = 0, **values: Any) -> Callable[[bytes], bytes]:
    """The file with other values in a row."""

    def change(content: bytes) -> bytes:
        place, line = row(content, table, at)
        line[table].update(values)
        lines = content.splitlines()
        lines[place] = json.dumps(line).encode()
        return b"\n".join(lines) + b"\n"

    return change


def replaced(table: str, raw: bytes) -> Callable[[bytes], bytes]:
    """The file with other bytes instead of a row."""

    def change(content: bytes) -> bytes:
        place, _ = row(content, table)
        lines = content.splitlines()
        lines[place] = raw
        return b"\n".join(lines) + b"\n"

    return change


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    return change


WRONG: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a header of nonsense": (
        lambda _: b'{"timelog": {"schema": "4"}}\n',
        "standard input is not an export of a timelog database",
    ),
    "a newer version": (
        swapped(b'"schema": %d' % VERSION, b'"schema": 99'),
        f"was written by a newer version of timelog (schema 99; this version supports up to"
        f" {VERSION})",
    ),
    "an older version": (
        swapped(b'"schema": %d' % VERSION, b'"schema": 1'),
        "standard input has schema 1, which was never exported",
    ),
    "counts of other tables": (
        swapped(b'"rows": {', b'"rows": {"entry": 1, '),
        "line 1: rows and numbers are not those of the tables of its schema",
    ),
    "counts that are none": (
        swapped(b'"numbers": {"customer": ', b'"numbers": {"customer": "x", "log": '),
        "line 1: numbers is not an object with a number for each table",
    ),
    "numbers that would be given again": (
        swapped(b'"log": ', b'"log": -'),
        "line 1: rows is not an object with a number for each table",
    ),
    "a line that was cut off": (lambda content: content[:-30], "the line is not JSON:"),
    "a line that is gone": (
        lambda content: content.replace(line_of(content, "payment"), b""),
        "standard input is incomplete or was changed: it should have 2 rows of payment, but has 1",
    ),
    "a line twice": (
        lambda content: content + line_of(content, "payment"),
        "another payment has the same id",
    ),
    "a line that is no object": (replaced("log_tag", b"[]"), "the line is not a JSON object"),
    "a line of two rows": (
        replaced("log_tag", b'{"log_tag": {}, "log": {}}'),
        "the line is not an object with the name of a table as its only key",
    ),
    "a row that is none": (replaced("log_tag", b'{"log_tag": 1}'), "the row of log_tag is not an"),
    "a table that does not exist": (
        replaced("log_tag", b'{"open_entry": {"id": 1}}'),
        "there is no table 'open_entry'",
    ),
    "a column that does not exist": (changed("log", nope=1), "log has no column 'nope'"),
    "bytes that are no text": (replaced("log_tag", b"\xff\xfe"), "the line is not UTF-8"),
    "deep nesting": (replaced("log_tag", b"[" * 100_000), "the line is nested too deeply"),
    "a long number": (replaced("log_tag", b"1" * 10_000), "the line is not JSON: a number is too"),
    "a large number": (changed("log", start_at=2**63), "start_at of log is not a whole number"),
    "no number": (changed("log", start_at=float("nan")), "start_at of log is not a whole number"),
    "a flag that is no number": (changed("log", billable=True), "billable of log is not a whole"),
    "a text that is none": (changed("log", note=["x"]), "note of log is not a text"),
    "an id below 1": (changed("owner", id=0), "id of owner cannot be 0"),
    "an escape": (
        changed("record", title="\x1b[2J"),
        "title of record contains a character that is not allowed: \\x1b",
    ),
    "a title of two lines": (
        changed("record", title="a\nb"),
        "title of record contains a character that is not allowed: \\n",
    ),
    "half a character": (
        changed("log", note="\ud800"),
        "note of log contains a character that is not allowed: \\ud800",
    ),
    "a zone that does not exist": (changed("log", zone="../../etc/passwd"), "zone"),
    "no UUID": (changed("log", uuid="xyz"), "uuid of log is not hexadecimal"),
    "a short UUID": (changed("log", uuid="00"), "log 1 cannot have uuid 00"),
    "nothing where something must be": (changed("log", zone=None), "zone of log is missing"),
    "an instant of another age": (
        changed("log", end_at=10**15),
        "log 1 cannot have end_at 1000000000000000",
    ),
    "an end before the start": (
        changed("log", start_at=1792884600, end_at=1792884500),
        "log 1 cannot have start_at 1792884600, end_at 1792884500",
    ),
    "a row without a number": (changed("log", id=None), "id of log is missing"),
    "a number twice": (changed("log", 1, id=1), "another log has the same id"),
    "a name twice": (changed("customer", 1, name="c1"), "another customer has the same name"),
    "a record that is not there": (
        changed("log", record_id=77),
        "log 1 refers to record 77, which is not above",
    ),
    "a line that is not there": (
        changed("line_log", position=77),
        "refers to invoice_line 1 77, which is not above",
    ),
    "a price that is none": (changed("service", price="1e9"), "service 1 cannot have price 1e9"),
    "the total of an invoice": (
        changed("invoice", total="1.00"),
        "invoice 2026-0001: its total is 1.00, but its snapshot has 60.00",
    ),
    "the snapshot of an invoice": (
        changed("invoice", snapshot="[" * 900 + "]" * 900),
        "invoice 2026-0001: its snapshot cannot be read",
    ),
    "an invoice that was not completed": (
        changed("invoice", sealed=0),
        "invoice 2026-0001 was never completed",
    ),
    "a document": (
        changed("document", bytes="00"),
        "the 2026-0001_C1.csv document of invoice 2026-0001 differs from what was issued",
    ),
    "the time that is billed": (
        changed("line_log", worked_seconds=60),
        "invoice 2026-0001: line 1 bills 3600 s of work, but its logs have 60 s",
    ),
    "the counter": (changed("counter", last=9), "is 9, but its last number is"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_is_wrong_changes_nothing(cli: Cli, content: bytes, what: str) -> None:
    change, wanted = WRONG[what]
    before = cli.dump(stamps=True)
    refused = cli.run("import -", stdin=change(content), code=None)
    assert wanted in refused.err
    assert refused.code in {1, 2}
    assert cli.dump(stamps=True) == before
    assert cli.run("db check").out.startswith("OK: ")
    assert cli.run("history --json").json == []


def test_all_lines_that_are_wrong_are_named_at_once(cli: Cli, content: bytes) -> None:
    lines = content.splitlines()
    first, _ = row(content, "record")
    last, _ = row(content, "log_tag")
    lines[first] = lines[last] = b"{"
    said = imported(cli, b"\n".join(lines), code=2).err.split("\n")
    assert said[0] == "error: 2 lines cannot be added; nothing was changed"
    assert [line.split(": ")[0] for line in said[1:3]] == [
        f"    line {first + 1}",
        f"    line {last + 1}",
    ]


@settings(max_examples=40, derandomize=True, database=None)
@given(
    at=st.integers(0, 10**9),
    length=st.integers(0, 40),
    new=st.binary(max_size=20) | st.sampled_from([b"null", b"-1", b"1e400", b'"\\u0000"', b"{}"]),
)
def test_a_file_that_was_changed_anywhere_is_read_or_refused(
    content: bytes, empty_database: Path, at: int, length: int, new: bytes
) -> None:
    at %= len(content)
    with TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        copyfile(empty_database, cli.path)
        changed = content[:at] + new + content[at + length :]
        result = cli.run("import - --from jsonl", stdin=changed, code=None)
        assert result.code in {0, 1, 2}
        assert result.code or cli.run("db check").out.startswith("OK: ")


def test_a_line_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_files, "LINE_LIMIT", 100)
    with pytest.raises(TimelogError, match="line 2 is longer than"):
        list(whole_files.lines(io.BytesIO(b"{}\n" + b"x" * 101)))


# Any database


@settings(max_examples=8, derandomize=True, database=None)
@given(lines=walks.lines(20, billing=True))
def test_whatever_was_done_comes_back(
    billed: Walk, empty_database: Path, lines: list[Typed]
) -> None:
    with TemporaryDirectory() as folder:
        walk = billed.copied(Path(folder))
        for line in lines:
            walk.type(line)
        twin = Cli(tmp_path_named(Path(folder)))
        copyfile(empty_database, twin.path)
        content = exported(walk.cli)
        imported(twin, content)
        assert twin.dump(stamps=True) == walk.cli.dump(stamps=True)
        assert exported(twin) == content
        assert twin.run("db check").out.startswith("OK: ")


def test_every_table_is_in_the_file_or_is_history(cli: Cli) -> None:
    with closing(open_store(str(cli.path))) as store:
        found = {table.name for table in whole.tables(store)}
        sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*sqlite_*'"
        there = {name for (name,) in store.rows(sql)}
    assert found | whole.HISTORY == there
    assert not found & whole.HISTORY
