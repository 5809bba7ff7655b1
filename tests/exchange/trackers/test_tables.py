"""Tables: every text comes back from its cell, and no file makes them slow or large."""

from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.trackers.told import NOW, source_of
from timelog_cli.domain.foreign import Problem, Reading
from timelog_cli.exchange.trackers import tables
from timelog_cli.exchange.trackers.tables import Row, Table

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)


def read(content: str) -> tuple[list[Row], list[Problem]]:
    problems: list[Problem] = []
    reading = Reading("Europe/Rome", NOW, problems.append, lambda _: None)
    return list(Table(source_of(content).files[0], reading).rows()), problems


@settings(max_examples=60)
@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_cells_are_what_was_written_and_each_row_is_its_own_text(
    rows: list[tuple[str, str, str]], delimiter: str, quoting: int, end: str
) -> None:
    content = StringIO(newline="")
    writer = csv.writer(content, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([("a", "b", "c"), *rows])
    found, problems = read(content.getvalue())
    assert [tuple(row.cells) for row in found] == [(*row, "") for row in rows if any(row)]
    assert problems == []
    again, _ = read(content.getvalue().partition(end)[0] + "\n" + "\n".join(r.raw for r in found))
    assert [row.cells for row in again] == [row.cells for row in found]


def test_the_text_of_a_refused_row_is_one_line_of_the_file() -> None:
    content = 'a,b\n1,"2\n3,4\n5"6,7\n'
    found, problems = read(content)
    assert [(row.number, row.cells) for row in found] == [
        (3, ["3", "4", ""]),
        (4, ['5"6', "7", ""]),
    ]
    assert [(one.line, one.raw) for one in problems] == [(2, '1,"2')]


def test_a_row_that_never_ends_is_refused_and_costs_no_more_than_its_lines() -> None:
    lines = tables.MOST_LINES * 3
    found, problems = read("a,b\n" + '1,"' + '","\n' * lines + '"\n2,3\n')
    assert found[-1].cells == ["2", "3", ""]
    assert {one.line for one in problems} <= set(range(2, lines + 4))


def test_lines_that_end_in_a_carriage_return_alone_are_refused() -> None:
    found, problems = read("a,b\n1,2\r3,4\n5,6\n")
    assert [row.number for row in found] == [3]
    assert [one.message for one in problems] == ["the row contains a carriage return"]


def test_a_cell_of_a_megabyte_is_refused() -> None:
    found, problems = read("a,b\n1," + "x" * 200_000 + "\n1,2\n")
    assert [row.number for row in found] == [3]
    assert [one.message for one in problems] == ["a cell is longer than 131,072 characters"]
