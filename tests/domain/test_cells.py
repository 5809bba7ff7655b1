"""What is written into a cell of CSV or TSV is read back as it was."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timelog_cli.domain.cells import (
    escaped,
    guarded,
    listed,
    tsv_cells,
    unescaped,
    unguarded,
    unlisted,
)

TEXT = st.text(st.sampled_from("a \\,\t\n\r'\"=+-@＝tnrü0|") | st.characters(codec="utf-8"))
TAGS = st.lists(TEXT.map(str.strip).filter(bool))
HOSTILE = ("=1+1", "'=1+1", "''@x", "'", "-5", "tab\there", "a\\nb", "one\r\ntwo", "\\", "a, b", "")


@given(TAGS)
def test_any_tags_come_back_from_a_cell(tags: list[str]) -> None:
    assert unlisted(listed(tags)) == tuple(tags)
    assert unlisted(unguarded(guarded(listed(tags)))) == tuple(tags)


def test_tags_in_a_cell_are_words_that_people_read() -> None:
    assert listed(["b on site", "urgent"]) == "b on site, urgent"
    assert listed(["a,b", "c\\d"]) == "a\\,b, c\\\\d"
    assert unlisted("urgent,on site,, ") == ("urgent", "on site")
    assert unlisted("a\\") == ("a\\",)
    assert unlisted("") == ()


@given(TEXT)
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert unguarded(guarded(text)) == text


@given(TEXT)
def test_an_escaped_text_is_on_one_line_and_comes_back(text: str) -> None:
    assert not set(escaped(text)) & set("\t\n\r")
    assert unescaped(escaped(text)) == text


@given(st.lists(TEXT, min_size=1))
def test_a_line_of_tsv_comes_back(cells: list[str]) -> None:
    line = "\t".join(map(escaped, cells))
    assert tsv_cells(line) == tsv_cells(line + "\n") == tsv_cells(line + "\r\n") == cells


@given(st.lists(st.lists(TEXT, min_size=1), min_size=1))
def test_csv_of_python_brings_guarded_cells_back(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([map(guarded, row) for row in rows])
    read = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [[unguarded(cell) for cell in row] for row in read] == rows


def test_a_backslash_before_another_character_is_kept() -> None:
    assert unescaped("a\\x\\") == "a\\x\\"


def test_tsv_is_what_jq_writes() -> None:
    if not (jq := shutil.which("jq")):
        pytest.skip("no jq here")
    done = subprocess.run(
        [jq, "-r", "@tsv"], input=json.dumps(HOSTILE), capture_output=True, text=True, check=True
    )
    assert done.stdout == "\t".join(map(escaped, HOSTILE)) + "\n"
