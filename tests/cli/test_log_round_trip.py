"""What is exported, or shown in the editor, is added to another database as the same logs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.harness import Cli
from timelog_cli.domain.text import many_lines, one_line
from timelog_cli.errors import UsageError

NOW = "2026-11-10 12:00"
DAY = "2026-11-09"
RECORDS = 3
few = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# What spreadsheets, shells, the editor and JSON give a meaning, and letters of any script.
signs = st.sampled_from("a1 #@+=-;,|\\'\"()[]{}<>:/\t\nß\u0301é日\u00a0\u2028🎉") | st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"]
)


def taken(read: Callable[..., str], text: str) -> bool:
    """Whether a log can have the text."""
    try:
        read(text, "it", 100)
    except UsageError:
        return False
    return True


notes = st.text(signs, max_size=30).filter(partial(taken, many_lines))
tags = st.lists(
    st.text(signs, min_size=1, max_size=12).filter(partial(taken, one_line)), max_size=3
)
logs = st.lists(st.tuples(st.integers(1, RECORDS), notes, tags), min_size=1, max_size=12)
HOSTILE = [
    (1, "=1+1\n# no comment\n  indented\n\n+ 9:00-10:00 task-1", ["a,b", "#c", 'd "e"']),
    (2, "'\"\\n\ttab\n", ["b on site", "=x", "\\"]),
    (3, "", []),
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """A database with the records and no logs."""
    cli = Cli(tmp_path_factory.mktemp("empty"))
    for number in range(RECORDS):
        cli.at("2026-11-01 08:00").run(["record", "add", f"Record {number}"])
    return cli


def copied(empty: Cli, folder: Path) -> Cli:
    shutil.copytree(empty.folder, folder)
    return Cli(folder)


def added(cli: Cli, drawn: list[tuple[int, str, list[str]]]) -> Any:
    """The logs of one day."""
    rows = [
        {
            **{"record": str(record), "note": note, "tags": its},
            **{"start": f"{DAY}T{8 + at:02}:00", "duration": "45m"},
        }
        for at, (record, note, its) in enumerate(drawn)
    ]
    cli.at(NOW).run("log add --from -", stdin="\n".join(map(json.dumps, rows)).encode())
    return found(cli)


def found(cli: Cli) -> Any:
    return cli.at(NOW).run("log list all --json").json


@few
@given(logs)
@example(HOSTILE)
@pytest.mark.parametrize("format", ["jsonl", "csv", "tsv"])
def test_exported_logs_are_added_as_they_were(
    format: str, empty: Cli, drawn: list[tuple[int, str, list[str]]]
) -> None:
    with TemporaryDirectory() as name:
        ours, other = (copied(empty, Path(name) / one) for one in ("ours", "other"))
        before = added(ours, drawn)
        file = Path(name) / f"logs.{format}"
        file.write_bytes(ours.at(NOW).run(f"log list all --format {format}").raw)
        other.at(NOW).run(["log", "add", "--from", str(file)])
        assert found(other) == before


@few
@given(logs)
@example(HOSTILE)
def test_a_page_of_the_editor_is_added_as_it_was(
    empty: Cli, drawn: list[tuple[int, str, list[str]]]
) -> None:
    with TemporaryDirectory() as name:
        ours, other = (copied(empty, Path(name) / one) for one in ("ours", "other"))
        before = added(ours, drawn)
        page, editor = Path(name) / "page", Path(name) / "editor"
        editor.write_text(f'#!/bin/sh\ncat "$1" > {page}\n')
        editor.chmod(0o755)
        ours.at(NOW).run(f"log edit --day {DAY} --editor", env={"EDITOR": str(editor)})
        other.at(NOW).run(["log", "add", "--from", str(page), "--input-format", "text"])
        assert found(other) == before
