"""The columns of every list are the same whatever rows it has, and options choose from them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from tests.docs.test_schemas import LISTINGS, MORE, RICH, problems, run
from tests.harness import At, Cli
from timelog_cli.domain.cells import tsv_cells, unguarded, unlisted
from timelog_cli.render.headers import INSTANTS, header

NOON = "2026-11-02 12:30"
NESTED = {"billing list", "billing quotes"}  # JSON has more, which has no place in a cell
GROUPED = {"report", "billing totals"}  # a group is nested in JSON
DAY = (
    "service add Consulting --price 60 --currency USD",
    "service add Beratung --price 80 --currency EUR",
    "customer add Acme",
    "record add One --service Consulting --customer Acme --billable",
    "record add Two --service Beratung --customer Acme --billable",
    "log add 1 8:00-9:00 --billable",
    "log add 2 9:00-11:30 --billable",
    "log add 2 11:30-11:50 --no-billable",
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> At:
    """A database in which every list has rows."""
    cli = Cli(tmp_path_factory.mktemp("full"))
    for step in RICH:
        run(cli, step)
    return cli.at(NOON)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> At:
    """A database without anything but its history."""
    at = Cli(tmp_path_factory.mktemp("bare")).at(NOON)
    at.run("record add One")
    at.run("undo")
    return at


@pytest.fixture
def two(cli: Cli) -> At:
    """A day of work in two currencies."""
    for line in DAY:
        cli.at("2026-11-02 12:00").run(line)
    return cli.at(NOON)


def listed(at: At, words: str, options: str) -> str:
    return at.run(f"{words} {MORE.get(words, '')} {options}").out


def of_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def of_tsv(text: str) -> list[list[str]]:
    assert text.endswith("\n")
    return [tsv_cells(line) for line in text[:-1].split("\n")]


def head_of(words: str) -> list[str]:
    by = MORE.get(words, "").split()
    return list(header(words, [key for flag, key in pairwise(by) if flag == "--by"]))


@pytest.mark.parametrize("words", LISTINGS)
def test_a_list_has_the_same_header_when_it_is_empty_and_when_it_is_full(
    full: At, bare: At, words: str
) -> None:
    assert head_of(words)
    for at in (full, bare):
        rows = of_csv(listed(at, words, "--format csv"))
        assert rows[0] == of_tsv(listed(at, words, "--format tsv"))[0] == head_of(words)
        assert {len(row) for row in rows} == {len(rows[0])}
        assert of_csv(listed(at, words, "--format csv --no-header")) == rows[1:]
    assert len(of_csv(listed(full, words, "--format csv"))) > 1


@pytest.mark.parametrize("words", sorted({*LISTINGS} - GROUPED))
def test_the_header_is_the_keys_of_json_in_their_order(full: At, words: str) -> None:
    for row in json.loads(listed(full, words, "--json")):
        keys = list(row) if words not in NESTED else [key for key in row if key in head_of(words)]
        assert keys == head_of(words)
        left = {key for key in row if key not in keys}
        assert all(isinstance(row[key], list | dict | None) for key in left), left


@pytest.mark.parametrize("words", LISTINGS)
@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "tsv", "table", "md"])
def test_columns_are_chosen_and_ordered_in_every_format(
    full: At, bare: At, words: str, name: str
) -> None:
    names = [head_of(words)[-1], head_of(words)[0]]
    options = f"--columns {','.join(names)} --format {name}"
    out, none = listed(full, words, options), bare.run(f"{words} {options}").out
    if name in {"json", "jsonl"}:
        rows = json.loads(out) if name == "json" else [json.loads(one) for one in out.splitlines()]
        assert rows
        assert all(list(row) == names for row in rows)
    elif name in {"csv", "tsv"}:
        read = of_csv if name == "csv" else of_tsv
        assert read(out)[0] == names
        assert read(none)[0] == names
    else:
        assert out.splitlines()[0] == listed(full, words, options).splitlines()[0]
        assert len(out.splitlines()) > 1


@pytest.mark.parametrize("words", LISTINGS)
def test_every_column_can_be_shown_in_a_table(full: At, words: str) -> None:
    out = listed(full, words, f"--columns {','.join(head_of(words))} --decimal-hours --local")
    assert len(out.splitlines()) > 1
    assert "T12:" not in out


@pytest.mark.parametrize("words", LISTINGS)
def test_an_unknown_column_is_refused_with_the_columns_there_are(bare: At, words: str) -> None:
    first, *_ = head_of(words)
    every = ", ".join(head_of(words) if words != "report" else header(words))
    result = bare.run(f"{words} --columns {first},zzz", code=2)
    assert result.out == ""
    assert result.err.endswith(f"error: unknown column 'zzz'\nhint: use one or more of {every}\n")


def test_a_misspelt_column_is_told_the_near_one(bare: At) -> None:
    result = bare.run("log list --columns id,noet", code=2)
    assert "hint: did you mean note? Columns: id, record, " in result.err


def test_values_read_back_from_csv_and_tsv_as_json_has_them(cli: Cli) -> None:
    note = "=1\\n\t'x'\r\n\"two\", \\ three"
    at = cli.at(NOON)
    at.run("record add One")
    tags = ["--tag", "b on site", "--tag", "a,b", "--tag", "@x\\"]
    at.run(["log", "add", "1", "8:00-9:00", "--note", note, *tags])
    (log,) = at.run("log list all --json").json
    for read, name in ((of_csv, "csv"), (of_tsv, "tsv")):
        for raw in ("", " --raw"):
            names, cells = read(at.run(f"log list all --format {name}{raw}").out)
            row = dict(zip(names, cells, strict=True))
            if not raw:
                row = {key: unguarded(cell) for key, cell in row.items()}
            assert row["note"] == log["note"]
            assert list(unlisted(row["tags"])) == log["tags"] == ["@x\\", "a,b", "b on site"]
    assert "'=1" in at.run("log list all --format csv").out
    assert "'=1" not in at.run("log list all --format csv --raw").out


def test_sqlite_imports_the_logs(full: At, tmp_path: Path) -> None:
    if not (sqlite := shutil.which("sqlite3")):
        pytest.skip("no sqlite3 here")
    path = tmp_path / "logs.csv"
    path.write_bytes(full.run("log list all --format csv").raw)
    done = subprocess.run(
        [sqlite, ":memory:", "-cmd", f".import --csv {path} log", "SELECT hex(note) FROM log"],
        capture_output=True,
        text=True,
        check=True,
    )
    notes = [unguarded(bytes.fromhex(one).decode()) for one in done.stdout.splitlines()]
    assert notes == [log["note"] for log in full.run("log list all --json").json]


def test_each_currency_of_a_group_is_a_row_and_sums_count_nothing_twice(two: At) -> None:
    rows = of_csv(two.run("report all --by customer --format csv").out)
    assert rows[1:] == [
        ["Acme", "10200", "9000", "1200", "EUR", "200.00"],
        ["Acme", "3600", "3600", "0", "USD", "60.00"],
    ]
    (whole,) = two.run("report all --by customer --json").json
    assert whole["worked_seconds"] == sum(int(row[1]) for row in rows[1:]) == 13800
    assert whole["amounts"] == {row[4]: row[5] for row in rows[1:]}
    total = two.run("report all --by customer --columns worked_seconds --format tsv").out
    assert total == "worked_seconds\n13800\n"


def test_durations_are_hours_from_which_the_seconds_can_be_had(two: At) -> None:
    rows = list(
        csv.DictReader(two.run("log list all --format csv --decimal-hours").out.split("\r\n"))
    )
    assert [row["worked_hours"] for row in rows] == ["1.0000", "2.5000", "0.3333"]
    assert [round(float(row["worked_hours"]) * 3600) for row in rows] == [3600, 9000, 1200]
    assert "worked_seconds" not in rows[0]
    assert [row["worked_hours"] for row in two.run("log list all --json --decimal-hours").json] == [
        1.0,
        2.5,
        0.3333,
    ]
    (row,) = two.run("report all --by customer --json --decimal-hours").json
    assert (row["worked_hours"], row["billable_hours"]) == (3.8333, 3.5)
    assert two.run("log list all --columns worked_hours").out.split() == [
        *("WORKED", "1.00", "2.50", "0.33", "──────", "3.83"),
    ]


def test_local_times_are_what_a_spreadsheet_reads(two: At) -> None:
    out = two.run("log list all --columns start,end --local --format csv").out
    assert out.splitlines()[:2] == ["start,end", "2026-11-02 08:00:00,2026-11-02 09:00:00"]
    (first, *_) = two.run("log list all --json --local").json
    assert first["segments"] == [{"start": "2026-11-02 08:00:00", "end": "2026-11-02 09:00:00"}]


def test_instants_are_the_keys_that_the_schemas_say_are_instants() -> None:
    from docbuilder.shapes import names, schema

    found = set()
    for name in set(names()) & {"log", "timer", "record", "entry", "gaps", "tags", "members"}:
        part = schema(name)
        keys = part.get("items", part)["properties"]
        found |= {key for key, value in keys.items() if "defs/instant" in json.dumps(value)}
    assert found - {"segments"} == INSTANTS


def test_a_null_ends_each_row(two: At) -> None:
    assert two.run("log list all --columns id --no-header -0").out == "1\x002\x003\x00"
    assert two.run("log list all -0 --columns id,record --format csv").out == (
        "id,record\x001,task-1\x002,task-2\x003,task-2\x00"
    )
    two.run(["log", "edit", "1", "--note", "=a\nb\\"])
    assert two.run("log list all --columns note --no-header -0").out == "=a\nb\\\x00\x00\x00"
    assert two.run("log list all --columns id,note --no-header -0").out.startswith(
        "1\t=a\\nb\\\\\x00"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("-0 --json", "-0 cannot be used with --json"),
        ("-0 --format md", "-0 cannot be used with --format md"),
        ("--no-header --format jsonl", "--no-header cannot be used with --format jsonl"),
        ("--raw", "--raw cannot be used with --format table"),
    ],
)
def test_an_option_that_a_format_has_no_use_for_is_refused(
    bare: At, options: str, message: str
) -> None:
    assert message in bare.run(f"log list all {options}", code=2).err


def test_a_terminal_is_not_steered_and_a_file_is_exact(cli: Cli) -> None:
    at = cli.at(NOON)
    at.run("record add One")
    at.run("log add 1 8:00-9:00 --note x")
    cli.rows("UPDATE log SET note = ?", "a\x1b[2Jb")
    for name in ("csv", "tsv"):
        assert "a\x1b[2Jb" in at.run(f"log list all --format {name}").out
        shown = at.run(f"log list all --format {name}", terminal=200).out
        assert "\x1b" not in shown
        assert "a\\x1b[2Jb" in shown
    for name in ("json", "jsonl"):
        out = at.run(f"log list all --format {name}").out
        assert "\x1b" not in out
        assert "a\\u001b[2Jb" in out


@pytest.mark.parametrize(
    ("line", "word", "names"),
    [
        ("log list --columns", "wor", ["worked_seconds", "worked_hours"]),
        ("log list --columns", "id,no", ["id,note"]),
        ("report --by tag --columns", "ta", ["tag"]),
        ("billing list --columns", "amount", ["amount_due"]),
    ],
)
def test_the_tab_key_knows_the_columns(bare: At, line: str, word: str, names: list[str]) -> None:
    from timelog_cli.cli.completion import offer

    found = offer(line.split(), word, bare.cli.environment(NOON))
    assert [name for name, _ in found.names] == names


@pytest.mark.parametrize("words", LISTINGS)
def test_no_row_one_row_and_many_are_as_the_schema_says(full: At, bare: At, words: str) -> None:
    from docbuilder.shapes import SHAPES

    for at in (bare, full):
        rows = json.loads(listed(at, words, "--json"))
        for some in (rows, rows[:1], rows * 2):
            assert problems(SHAPES[words], some) == []
