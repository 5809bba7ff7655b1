"""On which days an event of a calendar is again, compared with another library."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import islice, takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from timelog_cli.domain.time.recurrences import days, read_rule
from timelog_cli.errors import UsageError

_WEEKDAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


def _listed(values: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3, unique=True).map(
        lambda all: ",".join(map(str, all))
    )


def _signed(most: int) -> st.SearchStrategy[int]:
    return st.integers(1, most) | st.integers(-most, -1)


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {"FREQ": frequency, "INTERVAL": str(draw(st.integers(1, 4)))}
    choices = {"BYMONTH": _listed(st.integers(1, 12)), "WKST": _WEEKDAYS}
    numbered = st.builds("{}{}".format, _signed(5), _WEEKDAYS)
    each = _listed(_WEEKDAYS)
    if frequency in {"MONTHLY", "YEARLY"}:
        choices["BYDAY"] = each | _listed(numbered)  # both together mean different things
        choices["BYSETPOS"] = _listed(_signed(3))
    else:
        choices["BYDAY"] = each
    if frequency != "WEEKLY":
        choices["BYMONTHDAY"] = _listed(_signed(31))
    if frequency == "YEARLY":
        choices["BYYEARDAY"] = _listed(_signed(366))
    for name in draw(st.lists(st.sampled_from(sorted(choices)), max_size=3, unique=True)):
        parts[name] = draw(choices[name])
    if "BYSETPOS" in parts and not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & parts.keys():
        del parts["BYSETPOS"]
    return ";".join(f"{name}={value}" for name, value in parts.items())


@given(rules(), st.dates(date(2015, 1, 1), date(2026, 12, 31)))
@settings(max_examples=100)
def test_the_days_are_those_that_another_library_finds(text: str, start: date) -> None:
    last = date(start.year + 4, start.month, 28)
    begin, end = datetime.combine(start, time()), datetime.combine(last, time())
    # It would look for the next day of a rule that has none until the year 9999.
    bounded = f"{text};UNTIL={end:%Y%m%dT%H%M%S}"
    expected = [
        at.date() for at in takewhile(lambda at: at <= end, rrulestr(bounded, dtstart=begin))
    ]
    assert list(days(read_rule(text, start), start, last)) == expected


def test_a_rule_that_is_on_no_day_ends() -> None:
    rule = read_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", date(1970, 1, 1))
    assert list(days(rule, date(1970, 1, 1), date(2026, 11, 2))) == []


def test_nothing_is_looked_at_before_it_is_asked_for() -> None:
    start = date(2026, 1, 1)
    assert list(islice(days(read_rule("FREQ=DAILY", start), start, date(2199, 12, 31)), 2)) == [
        date(2026, 1, 1),
        date(2026, 1, 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=2",
        "FREQ=DAILY;BYHOUR=9,10",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=--1",
        "FREQ=MONTHLY;BYDAY=99MO",
        "FREQ=MONTHLY;BYDAY=X",
        "FREQ=MONTHLY;BYDAY=\x1b[2J",
    ],
)
def test_a_rule_that_is_not_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as told:
        read_rule(text, date(2026, 1, 1))
    assert told.value.message.isprintable()
