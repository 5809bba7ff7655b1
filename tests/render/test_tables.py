"""Tables for people: lined up, and never wider than the terminal while there is a way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timelog_cli.render.plain import table, width
from timelog_cli.render.result import Column

COLUMNS = (
    Column("id", "ID", right=True),
    Column("title", "TITLE", shrink=True),
    Column("time", "WORKED", right=True, total="3:00"),
    Column("note", "NOTE", shrink=True),
)
ROWS = [
    {"id": 1, "title": "Fix the login of everybody", "time": "1:00", "note": "Called Grace"},
    {"id": 12, "title": "日本語のタイトル", "time": "2:00", "note": None},
]


def test_a_table_without_a_terminal_is_whole() -> None:
    assert table(ROWS, COLUMNS) == (
        "ID  TITLE                       WORKED  NOTE\n"
        " 1  Fix the login of everybody    1:00  Called Grace\n"
        "12  日本語のタイトル              2:00\n"
        "                                ──────\n"
        "                                  3:00"
    )


def test_a_narrow_terminal_cuts_what_may_be_cut() -> None:
    assert table(ROWS, COLUMNS, columns_wide=40) == (
        "ID  TITLE           WORKED  NOTE\n"
        " 1  Fix the login…    1:00  Called Grace\n"
        "12  日本語のタイ…     2:00\n"
        "                    ──────\n"
        "                      3:00"
    )


def test_a_very_narrow_terminal_leaves_out_the_last_of_them_and_says_so() -> None:
    assert table(ROWS, COLUMNS, columns_wide=29) == (
        "ID  TITLE           WORKED  …\n"
        " 1  Fix the login…    1:00\n"
        "12  日本語のタイ…     2:00\n"
        "                    ──────\n"
        "                      3:00"
    )


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": st.integers(1, 10**9),
                "title": st.text(max_size=60),
                "time": st.just("1:00"),
                "note": st.text(max_size=200),
            }
        ),
        min_size=1,
        max_size=5,
    ),
    st.integers(24, 120),
)
def test_no_line_is_wider_than_the_terminal_and_none_holds_a_control_character(
    rows: list[dict[str, object]], wide: int
) -> None:
    lines = table(rows, COLUMNS, columns_wide=wide).split("\n")
    assert len(lines) == len(rows) + 3
    assert all(width(line) <= wide for line in lines)
    assert all(ord(char) >= 32 for line in lines for char in line)
