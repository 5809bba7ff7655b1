"""Tables for people: lined up, and never wider than the terminal while there is a way."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawn import uncoloured, widest
from timelog_cli.render.listing import CURRENCY, Column, Groups
from timelog_cli.render.plain import clock, of_amounts, width
from timelog_cli.render.plain.tables import table, table_lines

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


def test_on_a_narrower_terminal_a_row_takes_two_lines() -> None:
    assert table(ROWS, COLUMNS, columns_wide=25) == (
        "ID  TITLE\n"
        "  WORKED  NOTE\n"
        " 1  Fix the login of eve…\n"
        "    1:00  Called Grace\n"
        "12  日本語のタイトル\n"
        "    2:00\n"
        "  ──────\n"
        "    3:00"
    )


def test_a_very_narrow_terminal_leaves_out_the_last_of_them_and_says_so() -> None:
    assert table(ROWS, COLUMNS, columns_wide=16) == (
        "ID  TITLE  …\n  WORKED\n 1  Fix the…\n    1:00\n"
        "12  日本語の…\n    2:00\n  ──────\n    3:00"
    )


BILLS = (
    Column("number", "NUMBER", names=True, style="reference"),
    Column("day", "DATE", spare=True),
    Column("name", "CUSTOMER", names=True, shrink=True),
    Column("amount", "TOTAL", right=True, style=of_amounts("amount")),
    CURRENCY,
)


def bill(number: str, currency: str = "EUR", **more: str) -> dict[str, Any]:
    known = {"day": "2026-11-02", "name": "Acme", "amount": "90.00"}
    return {"number": number, "currency": currency, **known, **more}


def test_a_currency_goes_first_and_then_dates() -> None:
    rows = [bill("2026-0001"), bill("2026-0002")]
    titles = [table(rows, BILLS, columns_wide=wide).split("\n")[0] for wide in (48, 47, 34)]
    assert titles == [
        "NUMBER     DATE        CUSTOMER  TOTAL  CURRENCY",
        "NUMBER     DATE        CUSTOMER  TOTAL  …",
        "NUMBER     CUSTOMER  TOTAL  …",
    ]


def test_currencies_that_differ_stay() -> None:
    rows = [bill("2026-0001"), bill("2026-0002", "USD")]
    assert table(rows, BILLS, columns_wide=47).split("\n")[0] == (
        "NUMBER     CUSTOMER  TOTAL  CURRENCY  …"
    )


def test_a_currency_that_comes_late_is_shown_under_titles_of_its_own() -> None:
    rows = [*(bill(f"2026-{at:04}") for at in range(2000)), bill("2026-2000", "USD")]
    lines = table(rows, BILLS, columns_wide=47).split("\n")
    assert lines[0] == "NUMBER     DATE        CUSTOMER  TOTAL  …"
    assert lines[2001:] == [
        "NUMBER     CUSTOMER  TOTAL  CURRENCY  …",
        "2026-2000  Acme      90.00  USD",
    ]


NOTED = (
    Column("id", "LOG", right=True),
    Column("owner", "OWNER"),
    Column("billable", "BILLABLE"),
    Column("invoice", "INVOICE"),
    Column("note", "NOTE", shrink=True),
)


def test_a_column_that_says_nothing_goes_before_any_that_does() -> None:
    rows = [{"id": 1, "owner": "ada", "note": "Called Grace"}]
    titles = [table(rows, NOTED, columns_wide=wide).split("\n")[0] for wide in (43, 40, 33)]
    assert titles == [
        "LOG  OWNER  BILLABLE  INVOICE  NOTE",
        "LOG  OWNER  BILLABLE  NOTE  …",
        "LOG  OWNER  NOTE  …",
    ]


def test_a_column_that_says_something_late_is_shown_from_there_on() -> None:
    rows = [{"id": at, "owner": "ada", "note": "Called Grace"} for at in range(2001)]
    rows[-1]["invoice"] = "2026-0001"
    titles = [line for line in table(rows, NOTED, columns_wide=40).split("\n") if "LOG" in line]
    assert titles[0].strip() == "LOG  OWNER  BILLABLE  NOTE  …"
    assert "INVOICE" in titles[1]
    assert "BILLABLE" not in titles[1]


@pytest.mark.parametrize("wide", [*range(1, 31), 40, 60, 80, 100, 200, 300])
def test_what_says_which_row_it_is_is_never_left_out(wide: int) -> None:
    rows = [bill("2026-0001"), bill("2026-0002", "USD", name="日本語のタイトル")]
    drawn = table(rows, BILLS, columns_wide=wide, color=True)
    if wide >= 20:
        assert widest(drawn) <= wide
        assert "2026-0001" in drawn
        assert "Acme" in drawn
        assert "日本" in drawn


def test_colour_changes_nothing_but_colour() -> None:
    rows = [bill("2026-0001"), bill("2026-0002", "USD", amount="0.00", name="Ünïcode 日本")]
    for wide in (None, 20, 34, 80):
        drawn = table(rows, BILLS, columns_wide=wide, color=True)
        assert uncoloured(drawn) == table(rows, BILLS, columns_wide=wide)
    assert "\x1b[36m2026-0001\x1b[0m" in drawn
    assert "\x1b[2m0.00\x1b[0m" in drawn


def test_what_repeats_is_dim() -> None:
    drawn = table([bill("1"), bill("2"), bill("3", "USD")], BILLS, color=True).split("\n")
    assert ["\x1b[2mEUR" in line for line in drawn] == [False, False, True, False]


def test_below_a_heading_nothing_repeats() -> None:
    columns = (Column("title", "TITLE", style="repeated"), Column("seconds", "WORKED", show=clock))
    rows = [{"day": day, "title": "Call", "seconds": 60} for day in ("Mon", "Mon", "Tue", "Tue")]
    drawn = list(table_lines(rows, columns, color=True, groups=Groups("day", "seconds")))
    assert ["\x1b[2mCall" in line for line in drawn if "Call" in line] == [False, True] * 2


def test_a_number_stays_behind_a_text_from_right_to_left() -> None:
    rows = [bill("2026-0001", name="שלום 12"), bill("2026-0002", name="Acme")]
    on_a_terminal = table(rows, BILLS, columns_wide=80)
    assert "שלום 12\u200e " in on_a_terminal
    assert on_a_terminal.replace("\u200e", "") == table(rows, BILLS)


def test_a_group_has_its_sum_in_its_heading_even_where_a_portion_ends_in_it() -> None:
    columns = (Column("id", "ID", right=True), Column("seconds", "WORKED", right=True, show=clock))
    sizes = {"Monday": 1500, "Tuesday": 1000, "Wednesday": 4500, "Thursday": 1}
    days = [day for day, count in sizes.items() for _ in range(count)]
    rows = ({"id": at, "day": day, "seconds": 3600} for at, day in enumerate(days))
    lines = list(table_lines(rows, columns, columns_wide=40, groups=Groups("day", "seconds")))
    found = [line for line in lines if line and not line.strip()[0].isdigit()]
    assert [" ".join(line.split()) for line in found] == [
        "ID WORKED",
        "Monday 1500:00",
        "Tuesday 1000:00",
        "Wednesday",
        "Wednesday 4500:00",
        "Thursday 1:00",
    ]
    assert len(lines) == 1 + len(days) + 5 + 4


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
    assert len(rows) + 3 <= len(lines) <= 2 * len(rows) + 6
    assert all(width(line) <= wide for line in lines)
    assert all(ord(char) >= 32 for line in lines for char in line)
