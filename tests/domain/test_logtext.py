"""Logs as text: what is written is read back, whatever the log, the zone and the clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timelog_cli.domain.logpage import Page, written
from timelog_cli.domain.logs import Log, Segment
from timelog_cli.domain.logtext import (
    LineError,
    facts_of,
    heads,
    indented,
    marked,
    note_of,
    quoted,
    read_page,
    same_note,
)
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.instants import read_instant
from timelog_cli.domain.time.scan import Moment
from timelog_cli.domain.time.zones import day_of
from timelog_cli.errors import UsageError

ROME = Moment(now=1_793_635_200, zone="Europe/Rome")  # 2026-11-02 17:00
MONDAY = date(2026, 11, 2)
ZONES = (
    "Europe/Rome",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Santiago",
    "Africa/Monrovia",
    "UTC",
)
# Around changes of the clocks: Rome 2026-10-25, New York 2026-11-01, Lord Howe 2026-04-04,
# Apia 2011-12-30, which never was, Monrovia 1972, and any time.
CHANGES = (1_792_890_000, 1_793_512_800, 1_775_314_800, 1_325_239_200, 63_593_070, 1_781_096_400)


def log_of(
    *bounds: str, note: str = "", tags: tuple[str, ...] = (), owner: str = "ada", number: int = 1
) -> Log:
    """A log on case-3 with the segments between pairs of times in Rome."""
    instants = [read_instant(one, ROME).instant for one in bounds]
    segments = tuple(map(Segment, instants[::2], instants[1::2]))
    return a_log(number, segments, instants[0], instants[-1], note, tags, owner)


def a_log(
    number: int,
    segments: tuple[Segment, ...],
    start: int,
    end: int,
    note: str = "",
    tags: tuple[str, ...] = (),
    owner: str = "ada",
    billable: bool = False,
) -> Log:
    found = (number, 3, "case-3", "Login", owner, start, end, "UTC", note, billable, True, None)
    return Log(*found, segments, tags)


def text_of(logs: list[Log], day: date, moment: Moment, owner: str = "ada") -> str:
    """The lines of logs with their notes, nothing else."""
    rows = zip(heads(logs, day, owner, moment), logs, strict=True)
    return "\n".join(line for head, log in rows for line in (head, *indented(note_of(log))))


def head_of(log: Log, day: date = MONDAY, moment: Moment = ROME) -> str:
    return " ".join(heads([log], day, "ada", moment)[0].split())


@st.composite
def times(draw: st.DrawFn) -> tuple[tuple[Segment, ...], int, int]:
    at = draw(st.sampled_from(CHANGES)) + draw(st.integers(-100_000, 100_000))
    lengths = st.sampled_from((1, 59, 60, 1800, 3600, 5400, 86_400)) | st.integers(1, 100_000)
    pauses = st.just(0) | lengths
    start = at
    at += draw(pauses)
    segments = []
    for _ in range(draw(st.integers(0, 4))):
        until = at + draw(lengths)
        segments.append(Segment(at, until))
        at = until + draw(pauses)
    return tuple(segments), start, at


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
WORDS = st.text(st.sampled_from('#@"\\ ,+12:-xé日\t\n\x1b\u202e\u2028\x00'), max_size=12)
LOGS = st.builds(
    lambda number, found, note, tags, owner, billable: a_log(
        number, *found, note, tuple(sorted(set(tags))), owner, billable
    ),
    st.integers(1, 10**12),
    times(),
    TEXT | WORDS,
    st.lists((TEXT | WORDS).filter(bool), max_size=3),
    st.sampled_from(("ada", "group:on call", "bob", '"x"', "ada lovelace")),
    st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(
    logs=st.lists(LOGS, max_size=4, unique_by=lambda log: log.id),
    zone=st.sampled_from(ZONES),
    day_start=st.sampled_from((0, 0, 4 * 3600, 9000)),
    away=st.integers(-2, 2),
)
def test_what_is_written_is_read_back(
    logs: list[Log], zone: str, day_start: int, away: int
) -> None:
    moment = Moment(CHANGES[-1], zone, day_start)
    day = day_of(logs[0].start if logs else moment.now, zone, day_start) + timedelta(days=away)
    lines = read_page(text_of(logs, day, moment), day, moment)
    assert [line.log for line in lines] == [log.id for log in logs]
    for line, log in zip(lines, logs, strict=True):
        assert line.facts == facts_of(log, "ada")
        assert same_note(line.note, note_of(log))


@settings(max_examples=200, deadline=None)
@given(log=LOGS, note=st.text(st.sampled_from("#+1 \t\nx:-"), max_size=60))
def test_a_note_that_can_be_stored_is_read_back_exactly(log: Log, note: str) -> None:
    log = log._replace(note=note.strip())
    (line,) = read_page(text_of([log], MONDAY, ROME), MONDAY, ROME)
    assert line.note.strip() == log.note


@settings(max_examples=200, deadline=None)
@given(logs=st.lists(LOGS, max_size=3, unique_by=lambda log: log.id))
def test_a_whole_page_holds_its_logs_and_nothing_that_steers_a_terminal(logs: list[Log]) -> None:
    text, known = written(Page(MONDAY, "ada", logs, [], [], []), ROME)
    lines = read_page(text, MONDAY, ROME, known)
    assert [(line.log, line.facts) for line in lines] == [
        (log.id, facts_of(log, "ada")) for log in logs
    ]
    without_tabs = text.replace("\t", "")
    assert shown(without_tabs, lines=True) == without_tabs


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.text(st.sampled_from('+1 9:-()#@"a,case-3\n\t'), max_size=80))
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    try:
        read_page(text, MONDAY, ROME)
    except LineError as error:
        line = text.split("\n")[error.number - 1]
        assert line.strip()
        assert error.code == 2


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (log_of("2026-11-02 9:00", "2026-11-02 11:30"), "09:00-11:30"),
        (log_of("2026-11-02 9:00:05", "2026-11-02 11:30"), "09:00:05-11:30"),
        (
            log_of(*(f"2026-11-02 {at}" for at in ("9:00", "11:30", "13:00", "14:00"))),
            "09:00-11:30 13:00-14:00",
        ),
        (log_of("2026-11-02 22:00", "2026-11-03 1:30"), "22:00-01:30"),
        (log_of("2026-11-02 22:00", "2026-11-03 0:00"), "22:00-00:00"),
        (log_of("2026-11-01 22:00", "2026-11-02 1:30"), "2026-11-01 22:00-01:30"),
        (
            log_of("2026-11-02 22:00", "2026-11-02 23:00", "2026-11-03 0:30", "2026-11-03 1:30"),
            "22:00-23:00 2026-11-03 00:30-01:30",
        ),
        (log_of("2026-11-02 22:00", "2026-11-03 23:00"), "2026-11-02T22:00 to 2026-11-03T23:00"),
        (
            log_of("2026-10-25T02:30+02:00", "2026-10-25T02:15+01:00"),
            "2026-10-25T02:30+02:00 to 2026-10-25T02:15+01:00",
        ),
        (
            log_of(
                *("2026-11-02T22:00", "2026-11-03T23:00", "2026-11-04T09:00", "2026-11-04T10:00")
            ),
            "2026-11-02T22:00 to 2026-11-03T23:00, 2026-11-04, 09:00-10:00",
        ),
        (
            log_of("2026-11-02 9:00", "2026-11-02 10:00")._replace(
                end=read_instant("2026-11-02 10:30", ROME).instant
            ),
            "09:00-10:00 (10:00-10:30)",
        ),
        (log_of("2026-11-02 9:00", "2026-11-02 9:00")._replace(segments=()), "(09:00)"),
        (log_of("2026-11-02 9:00", "2026-11-02 9:20")._replace(segments=()), "(09:00-09:20)"),
    ],
)
def test_times_are_written_as_short_as_they_can_be(log: Log, words: str) -> None:
    assert head_of(log) == f"1 {words} case-3"
    (line,) = read_page(head_of(log), MONDAY, ROME)
    assert line.facts == facts_of(log, "ada")


def test_a_day_that_begins_at_four_ends_at_four() -> None:
    moment = ROME._replace(day_start=4 * 3600)
    night = log_of("2026-11-03 1:00", "2026-11-03 2:00")
    assert head_of(night, moment=moment) == "1 01:00-02:00 case-3"
    assert head_of(night) == "1 2026-11-03 01:00-02:00 case-3"
    (line,) = read_page("+ 2026-11-02 1:00-2:00 case-3", MONDAY, moment)
    assert line.facts.times.start == read_instant("2026-11-02 1:00", ROME).instant


def test_tags_and_owners_that_are_no_words_stand_in_quotation_marks() -> None:
    log = log_of(
        *("2026-11-02 9:00", "2026-11-02 10:00"), tags=("#x", 'a "b"', "c\x1bd", "é"), owner="bob b"
    )
    words = '##x #"a \\"b\\"" #"c\\u001bd" #é @"bob b"'
    assert head_of(log) == f"1 09:00-10:00 case-3 {words}"
    assert quoted("plain") == "plain"


SAME = [
    "9:00-11:30 13:00-14:00",
    "9-11:30, 13-14",
    "9am-11:30am 1pm-2pm",
    "9 to 11:30, 13:00 for 1h",
    "9:00 for 2h30m, 1h after 13:00",
    "2026-11-02 9:00-11:30 13:00-14:00",
    "2h30m before 11:30, 13.00-14.00",
    "2026-11-02T09:00 to 2026-11-02T11:30, 13:00–14:00",
    "9:00 - 11:30, 2 Nov 13:00-14:00",
    "09:00-11:30 (11:30-13:00) 13:00-14:00",
]


@pytest.mark.parametrize("words", SAME)
@pytest.mark.parametrize("line", ["+ {} case-3", "+ CASE-3 {}", "+{} case-3", "+\t{}\tcase-3"])
def test_every_form_of_a_time_range_is_read_on_the_day_of_the_page(words: str, line: str) -> None:
    tuesday = ROME._replace(now=ROME.now + 86_400)
    for moment in (ROME, tuesday):
        (found,) = read_page(line.format(words), MONDAY, moment)
        expected = log_of(*(f"2026-11-02 {at}" for at in ("9:00", "11:30", "13:00", "14:00")))
        assert found.facts == facts_of(expected, "ada")._replace(billable=None)


def test_times_up_to_now_are_read_on_the_page_of_today_only() -> None:
    for words in ("1h30m", "15:30 to now"):
        (line,) = read_page(f"+ {words} case-3", MONDAY, ROME)
        assert line.facts.times.segments == (Segment(ROME.now - 5400, ROME.now),)
    with pytest.raises(LineError, match="says no time of day"):
        read_page("+ 1h30m case-3", MONDAY - timedelta(days=1), ROME)


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("Call", 1, "'Call' is neither a log number nor +"),
        ("# x\n\n    a note", 3, "this note has no log above it"),
        ("+ 9:00-10:00", 1, "the record is missing"),
        ("+ case-3", 1, "the times are missing"),
        ("1 9:00-10:00 case-3 case-4", 1, "only one record is allowed: case-3 and case-4"),
        ("1 9:00-10:00 case-3 @a @b", 1, "only one owner is allowed: a and b"),
        ("1 9:00-10:00 case-3 bilable", 1, "unexpected 'bilable'"),
        ("1 9:00-10:00 case-3 # x", 1, "nothing follows #"),
        ('1 9:00-10:00 case-3 #"x', 1, None),
        ("1 25:00-26:00 case-3", 1, None),
        ("1 9:75-10:00 case-3", 1, None),
        ("1 9:00 case-3", 1, None),
        ("1 9:00-9:00 case-3", 1, None),
        ("1 2026-02-30 9:00-10:00 case-3", 1, "2026-02-30 is not a date"),
        ("1 2026-03-29 2:30-4:00 case-3", 1, None),
        ("1 9-11 10-12 case-3", 1, "10-12 starts before the previous time ends"),
        ("1 22:00-1:30 2:00-3:00 case-3", 1, None),
        ("1 9-10 case-3\n    note\n2 x case-3", 3, None),
        ("9" * 40 + " 9-10 case-3", 1, None),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_line(
    text: str, number: int, reason: str | None
) -> None:
    with pytest.raises(LineError) as refused:
        read_page(text, MONDAY, ROME)
    error = refused.value
    assert (error.number, error.code) == (number, UsageError.code)
    assert error.lines[0] == "    " + text.split("\n")[number - 1].strip()[:80] + (
        "…" if len(text) > 80 else ""
    )
    if reason is not None:
        assert error.message.startswith(f"line {number}: {reason}")


def test_a_note_takes_any_indentation_and_blank_lines() -> None:
    text = "1 9-10 case-3\n\tone\n\n  two\n     three\n# comment\n    # no comment\n   \n\n"
    text += "+ 11-12 case-3"
    first, second = read_page(text, MONDAY, ROME)
    assert first.note == "one\n\ntwo\n three\n# no comment"
    assert second.note == ""


def test_what_is_wrong_is_written_above_its_line_and_taken_away_again() -> None:
    text = "# a page\n1 9-10 case-3\n2 x case-3"
    with pytest.raises(LineError) as refused:
        read_page(text, MONDAY, ROME)
    told, at = marked(text, refused.value)
    assert told.split("\n")[2].startswith("#! '2026-11-02 x' is not a time range")
    assert (told.split("\n")[at - 1], at) == ("2 x case-3", 4)
    with pytest.raises(LineError) as refused:
        read_page(told, MONDAY, ROME)
    assert refused.value.number == at
    assert marked(told, refused.value) == (told, at)
