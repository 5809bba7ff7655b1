"""Payment terms: reading, writing, and the due date, against a calendar that counts each day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timelog_cli.domain.money.terms import (
    AFTER_MONTH_END,
    BEFORE_MONTH_END,
    DueTerms,
    EarlyTerms,
    due_date,
    read_terms,
)
from timelog_cli.errors import Refused, UsageError

DAYS = st.integers(0, 400)
ISSUED = st.dates(date(1999, 1, 1), date(2105, 12, 31))
EARLY = st.builds(
    lambda days, percent: f"{days}d {percent}%",
    DAYS,
    st.sampled_from(["0.5", "1", "2", "2.25", "3", "10", "99"]),
)
COUNTED = st.sampled_from([None, BEFORE_MONTH_END, AFTER_MONTH_END])


def later(day: date, days: int) -> date:
    """The day so many days later, by the number of days since the year 1."""
    return date.fromordinal(day.toordinal() + days)


def last_of_month(day: date) -> date:
    """Day by day, until the next one is the first."""
    while later(day, 1).day != 1:
        day = later(day, 1)
    return day


@given(ISSUED, DAYS)
def test_the_due_date_is_so_many_days_later_or_at_the_end_of_a_month(
    issued: date, days: int
) -> None:
    assert due_date(issued, days) == later(issued, days)
    assert due_date(issued, days, BEFORE_MONTH_END) == last_of_month(later(issued, days))
    assert due_date(issued, days, AFTER_MONTH_END) == later(last_of_month(issued), days)


@pytest.mark.parametrize(
    ("issued", "text", "due"),
    [
        ("2026-01-31", "30d", "2026-03-02"),
        ("2026-01-31", "30d eom", "2026-03-31"),
        ("2028-01-30", "30d eom", "2028-02-29"),
        ("2027-01-29", "30d eom", "2027-02-28"),
        ("2026-11-30", "eom+30d", "2026-12-30"),
        ("2026-11-01", "eom+30d", "2026-12-30"),
        ("2028-02-01", "eom", "2028-02-29"),
        ("2026-12-31", "eom+60d", "2027-03-01"),
    ],
)
def test_known_due_dates(issued: str, text: str, due: str) -> None:
    terms = read_terms(text)
    found = due_date(date.fromisoformat(issued), terms.days or 0, terms.counted)
    assert found == date.fromisoformat(due)


@given(st.none() | DAYS, COUNTED, st.none() | EARLY | st.just("none"))
def test_what_is_written_is_read_back(
    days: int | None, counted: str | None, early: str | None
) -> None:
    terms = DueTerms(days, None if days is None else counted, early)
    assume(terms != DueTerms())
    discount = terms.discount
    # To the end of a month are at most thirty days more.
    longest = None if days is None else days + (30 if counted else 0)
    if discount and longest is not None and discount.days > longest:
        with pytest.raises(UsageError):
            read_terms(str(terms))
    else:
        assert read_terms(str(terms)) == terms


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("30", "30d"),
        ("30 days", "30d"),
        ("030D", "30d"),
        ("30d  EOM", "30d eom"),
        ("eom + 30 d", "eom+30d"),
        ("EOM+0d", "eom"),
        ("14d 2.0%", "14d 2%"),
        ("30d,14d 2%", "30d, 14d 2%"),
        ("None", "none"),
    ],
)
def test_terms_have_one_spelling(typed: str, written: str) -> None:
    assert str(read_terms(typed)) == written


def test_the_discount_is_read_with_its_days() -> None:
    assert read_terms("30d, 14d 2.5%").discount == EarlyTerms(14, Decimal("2.5"))
    assert read_terms("30d, none").discount is None
    assert read_terms("30d").discount is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "30d 30d", "30d, 60d", "-1d", "4000d", "eom-30d", "30d 2% 5%", "14d 100%"),
        *(
            "14d 0%",
            "2%",
            "14d 2%, 14d 3%",
            "30d, 14d 2%, none",
            "10d, 14d 2%",
            "14d 2%, 30d",
            "٣٠d",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_terms(text)


def test_a_due_date_past_the_calendar_is_refused() -> None:
    with pytest.raises(Refused):
        due_date(date(9999, 12, 31), 1, AFTER_MONTH_END)
    assert due_date(date(9999, 12, 5), 1, BEFORE_MONTH_END) == date(9999, 12, 31)
