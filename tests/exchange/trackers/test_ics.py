"""Calendars: time zones, events that repeat and are changed, and what is no work."""

from __future__ import annotations

import builtins
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.exchange.trackers.told import Told, told, worked
from timelog_cli.errors import Refused, UsageError
from timelog_cli.exchange.trackers import ics


def calendar(*events: str, before: str = "") -> str:
    """A calendar with events, whose lines stand one below the other."""
    texts = (f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{before}{''.join(texts)}END:VCALENDAR\n"


def starts(read: Told) -> list[str]:
    """The starts of what is read, in UTC."""
    assert read.problems == []
    return [f"{datetime.fromtimestamp(one.start or 0, UTC):%m-%d %H:%M}" for one in read.entries]


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def test_an_event_is_an_entry_of_the_calendar_it_is_in() -> None:
    event = (
        "UID:42@example.org\nDTSTART:20260302T080000Z\nDURATION:PT1H30M\nSUMMARY:One\\, two\\n\n"
        "  three\nCATEGORIES:a\\,b, c\nCATEGORIES:c,d\n"
        "BEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5M\nSUMMARY:No\nEND:VALARM"
    )
    (entry,) = told("ics", calendar(event, before="X-WR-CALNAME:Acme\\, Inc.\n")).entries
    assert (entry.line, entry.id, entry.project) == (4, "42@example.org", "Acme, Inc.")
    assert (entry.text, entry.tags) == ("One, two\n three", ("a,b", "c", "d"))
    assert (entry.start, entry.end) == (at("2026-03-02T08:00Z"), at("2026-03-02T09:30Z"))


def test_a_calendar_without_a_name_is_called_as_its_file() -> None:
    two = calendar("DTSTART:20260302T080000Z", before="X-WR-CALNAME:One\n") + calendar(
        "DTSTART:20260303T080000Z"
    )
    assert [one.project for one in told("ics", two).entries] == ["One", "export"]


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        (";TZID=Europe/Rome", "2026-03-02T09:00+01:00"),
        (";TZID=W. Europe Standard Time", "2026-03-02T09:00+01:00"),
        (';TZID="Western/Central Europe"', "2026-03-02T09:00+01:00"),
        (";TZID=/example.org/20260101_1/America/New_York", "2026-03-02T09:00-05:00"),
        (";TZID=Own", "2026-03-02T09:00+05:00"),
        (";VALUE=DATE-TIME", "2026-03-02T09:00+01:00"),
    ],
)
def test_a_time_is_in_the_zone_that_it_names(zone: str, instant: str) -> None:
    (entry,) = told("ics", calendar(f"DTSTART{zone}:20260302T090000", before=OWN)).entries
    assert entry.start == at(instant)


# As newer and older versions of the library have it.
BROKEN = "its DURATION is broken|the event cannot be read"
OWN = (
    "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:20251101T000000\nTZOFFSETFROM:+0600\n"
    "TZOFFSETTO:+0500\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20260501T080000\n"
    "RDATE:20270501T080000\nTZOFFSETFROM:+0500\nTZOFFSETTO:+0600\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
)


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        ("Europe/Rome:20261025T023000", "2026-10-25T02:30+02:00"),  # shown twice: the first
        ("Europe/Rome:20260329T023000", "2026-03-29T02:30+01:00"),  # skipped: as if not set yet
        ("Own:20260501T083000", "2026-05-01T08:30+05:00"),
        ("Own:20260501T093000", "2026-05-01T09:30+06:00"),
        ("Own:20251031T233000", "2025-10-31T23:30+06:00"),
        ("Own:20250101T120000", "2025-01-01T12:00+06:00"),
    ],
)
def test_a_time_around_a_change_of_the_clocks_is_the_one_of_the_format(
    wall: str, instant: str
) -> None:
    (entry,) = told("ics", calendar(f"DTSTART;TZID={wall}", before=OWN)).entries
    assert entry.start == at(instant)


def test_an_event_repeats_on_the_same_time_of_day_over_a_change_of_the_clocks() -> None:
    read = told(
        "ics",
        calendar(
            "UID:a\nDTSTART;TZID=Europe/Rome:20260323T090000\nDTEND;TZID=Europe/Rome:20260323T1000"
            "00\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260401T070000Z\n"
            "EXDATE;TZID=Europe/Rome:20260325T090000,20260401T080000\nRDATE:20260403T100000Z"
        ),
    )
    assert starts(read) == ["03-23 08:00", "03-30 07:00", "04-01 07:00", "04-03 10:00"]
    assert worked(read.entries) == 4 * 3600
    assert [one.id for one in read.entries][:2] == ["a/20260323T080000Z", "a/20260330T070000Z"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", ["03-02", "03-03", "03-04"]),
        ("FREQ=DAILY;UNTIL=20260303", ["03-02", "03-03"]),
        ("FREQ=DAILY;UNTIL=20260303T080000", ["03-02"]),
        ("FREQ=DAILY;COUNT=2;UNTIL=99991231T235959Z", ["03-02", "03-03"]),
        ("FREQ=MONTHLY;BYDAY=-1MO;COUNT=2", ["03-30", "04-27"]),
    ],
)
def test_a_rule_ends_as_it_says(rule: str, days: list[str]) -> None:
    read = told("ics", calendar(f"UID:a\nDTSTART:20260302T090000\nRRULE:{rule}"))
    assert [one[:5] for one in starts(read)] == days


@pytest.mark.parametrize("first", [0, 1])
def test_a_changed_time_is_there_once_wherever_it_stands(first: int) -> None:
    events = [
        "UID:a\nDTSTART;TZID=Europe/Rome:20260302T090000\nDURATION:PT1H\n"
        "RRULE:FREQ=DAILY;COUNT=3\nSUMMARY:Daily",
        "UID:a\nRECURRENCE-ID:20260303T080000Z\nDTSTART:20260303T130000Z\nSUMMARY:Moved",
        "UID:a\nRECURRENCE-ID:20260304T080000Z\nDTSTART:20260304T080000Z\nSTATUS:CANCELLED",
    ]
    read = told("ics", calendar(*events[first:], *events[:first]))
    assert sorted(starts(read)) == ["03-02 08:00", "03-03 13:00", "03-04 08:00"]
    (moved,) = (one for one in read.entries if one.text == "Moved")
    assert moved.id == "a/20260303T080000Z"
    assert [one.skip for one in read.entries if one.skip] == ["a cancelled event"]


def test_an_event_changed_from_a_time_on_is_read_up_to_there_and_told() -> None:
    read = told(
        "ics",
        calendar(
            "UID:a\nDTSTART:20260302T090000Z\nRRULE:FREQ=DAILY;COUNT=5",
            "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260304T090000Z\nDTSTART:20260304T100000Z",
        ),
    )
    assert len(read.entries) == 2
    assert read.places == [
        (8, "it changes an event and all its later times, which is not read"),
    ]


def test_an_event_that_repeats_for_ever_is_read_up_to_now() -> None:
    read = told("ics", calendar("UID:a\nDTSTART:20270112T090000Z\nRRULE:FREQ=DAILY"))
    assert starts(read) == ["01-12 09:00", "01-13 09:00", "01-14 09:00"]
    assert read.remarks == ["Left out the times that are still to come of 1 repeating event."]


def test_an_event_repeats_at_most_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics, "MOST_TIMES", 5)
    read = told("ics", calendar("UID:a\nDTSTART:19700101T090000Z\nRRULE:FREQ=DAILY"))
    assert len(read.entries) == 5
    assert read.places == [(3, "it repeats more than 5 times; the later ones were left out")]


def test_so_many_events_are_no_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics, "MOST_ENTRIES", 5)
    with pytest.raises(UsageError, match="more than 5 events"):
        told("ics", calendar("UID:a\nDTSTART:20260101T090000Z\nRRULE:FREQ=DAILY"))


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("DTSTART;VALUE=DATE:20260302", "an event of whole days"),
        ("DTSTART:20260302T090000Z\nDTEND:20260305T170000Z", "an event of more than a day"),
        ("DTSTART:20260302T090000Z\nSTATUS:cancelled", "a cancelled event"),
        ("DTSTART:20260302T090000Z\nTRANSP:TRANSPARENT", "an event shown as free"),
        ("DTSTART:20270302T090000Z\nDURATION:PT1H", "still to come"),
        ("DTSTART:20270115T070000Z\nDURATION:PT3H", "not over yet"),
        ("DTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nSTATUS:TENTATIVE", ""),
    ],
)
def test_what_was_no_work_is_skipped_with_the_reason(event: str, reason: str) -> None:
    (entry,) = told("ics", calendar(event)).entries
    assert entry.skip == reason


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("SUMMARY:x", "it has no DTSTART"),
        ("DTSTART:20261399T000000Z", "its DTSTART is broken"),
        ("DTSTART:99991231T000000Z", "the year 9999 is not between 1970 and 2199"),
        ("DTSTART;VALUE=DATE:16010101", "the year 1601 is not between 1970 and 2199"),
        ("DTSTART;TZID=Nowhere:20260302T090000", "the time zone 'Nowhere' is not known"),
        ("DTSTART;TZID=../../etc/passwd:20260302T090000", "the time zone '../../etc/passwd'"),
        ("DTSTART:20260302T090000Z\nDURATION:P999999999999999W", BROKEN),
        ("DTSTART:20260302T090000Z\nDURATION:P99999W", "its duration is longer than"),
        ("DTSTART:20260302T090000Z\nDTEND20260302T100000Z", "one of its lines is broken"),
        ("DTSTART:20260302T090000Z\nDTEND;VALUE=DATE:20260303", "it starts at a time of day"),
        ("DTSTART:20260302T090000Z\nRRULE:FREQ=SECONDLY", "a rule with 'FREQ=SECONDLY' is not"),
        ("DTSTART:20260302T090000Z\nRRULE:FREQ=NEVER", "its RRULE is broken"),
        ("DTSTART:20260302T090000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=DAILY", "it has several rules"),
        ("DTSTART:20260302T090000Z\nRDATE:x", "its RDATE is broken"),
        ("DTSTART;TZID=Bad:20260302T090000", "its time zone is told in the file in a way"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line_and_the_rest_is_read(
    event: str, message: str
) -> None:
    bad = OWN.replace("TZID:Own", "TZID:Bad").replace("+0600", "a lot")
    read = told("ics", calendar(event, "UID:b\nDTSTART:20260304T090000Z", before=bad))
    assert [one.id for one in read.entries] == ["b"]
    ((line, said),) = read.places
    assert said.startswith(tuple(message.split("|")))
    assert line == 3 + bad.count("\n")


def test_a_rule_of_a_zone_that_sets_its_clocks_each_second_is_not_followed() -> None:
    zone = OWN.replace("DTSTART:20251101T000000", "DTSTART:20251101T000000\nRRULE:FREQ=SECONDLY")
    read = told("ics", calendar("DTSTART;TZID=Own:20260302T090000", before=zone))
    assert len(read.problems) == 1


def test_an_event_that_is_not_closed_is_told() -> None:
    read = told("ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260302T090000Z\n")
    assert read.places == [(2, "the event is not closed")]


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "icalendar":
            raise ImportError
        return found(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(Refused, match="icalendar is not installed") as refusal:
        told("ics", calendar("DTSTART:20260302T090000Z"))
    assert "pip install icalendar" in (refusal.value.hint or "")


@pytest.mark.parametrize("line", ["BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\n", "\n begin:vevent\r\n"])
def test_events_are_found_out_without_a_calendar_around_them(line: str) -> None:
    assert ics.fits(f"{line}DTSTART:20260302T090000Z\n", [])
    assert not ics.fits(f"see {line}", [])
