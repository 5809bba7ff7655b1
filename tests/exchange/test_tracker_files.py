"""What all readers of foreign files share: local times, lines, and elements of JSON arrays."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timelog_cli.domain.foreign import Problem, Reading, Unreadable
from timelog_cli.domain.imports import FORMATS as NAMED
from timelog_cli.errors import UsageError
from timelog_cli.exchange import trackers
from timelog_cli.exchange.trackers import texts
from timelog_cli.exchange.trackers.clock import Clock
from timelog_cli.exchange.trackers.sources import File
from timelog_cli.exchange.trackers.texts import lines

ROME = "Europe/Rome"


def file_of(content: bytes) -> File:
    return File("export", lambda: BytesIO(content))


class Told:
    """What a reader told."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.remarks: list[str] = []
        self.reading = Reading(ROME, 0, self.problems.append, self.remarks.append)


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2037, 1, 1)).map(
        lambda at: at.replace(microsecond=0)
    ),
    st.sampled_from([ROME, "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
)
def test_a_local_time_is_every_instant_at_which_the_clocks_show_it(at: datetime, zone: str) -> None:
    both = {at.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
    shown = {one for one in both if one.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == at}
    seconds = at.hour * 3600 + at.minute * 60 + at.second
    try:
        found = Clock(zone).instants(at.year, at.month, at.day, seconds)
    except Unreadable:
        found = ()
    assert list(found) == sorted(int(one.timestamp()) for one in shown)


def test_hours_beyond_midnight_are_those_of_the_next_day() -> None:
    clock = Clock(ROME)
    assert clock.instant(2026, 3, 3, 25 * 3600) == clock.instant(2026, 3, 4, 3600)
    assert clock.instant(2026, 3, 28, 27 * 3600) == clock.instant(2026, 3, 29, 3 * 3600)


NIGHT = (2026, 10, 25)


def test_a_duration_settles_which_of_two_times_is_meant() -> None:
    clock = Clock(ROME)
    spans = {hours: clock.span((*NIGHT, 1800), (*NIGHT, 9000), hours * 3600) for hours in (2, 3)}
    assert {hours: end - start for hours, (start, end) in spans.items()} == {2: 7200, 3: 10800}


def test_a_time_that_exists_twice_is_not_guessed() -> None:
    with pytest.raises(Unreadable, match="02:30:00 exists twice") as told:
        Clock(ROME).span((*NIGHT, 1800), (*NIGHT, 9000))
    assert told.value.hint == "log it by hand, once with +02:00 or +01:00"


def test_a_duration_that_contradicts_its_times_is_told() -> None:
    with pytest.raises(Unreadable, match="3:30 contradicts the times, which are 4:30 apart"):
        Clock(ROME).span((2026, 3, 2, 46800), (2026, 3, 2, 63000), 12600)


@pytest.mark.parametrize("day", [(2026, 2, 30), (2026, 13, 1), (1969, 1, 1), (9999, 1, 1)])
def test_days_that_are_none_are_told(day: tuple[int, int, int]) -> None:
    with pytest.raises(Unreadable):
        Clock(ROME).instant(*day, 0)


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(TREES, max_size=20), st.sampled_from([None, 1]), st.integers(1, 40))
def test_the_elements_of_an_array_are_what_a_whole_parser_reads(
    values: list[object], indent: int | None, piece: int
) -> None:
    content = json.dumps(values, indent=indent, ensure_ascii=False)
    try:
        data = content.encode()
    except UnicodeEncodeError:
        data = json.dumps(values, indent=indent).encode()
    with patch.object(texts, "_PIECE", piece):  # to cut in every place
        read = list(texts.Elements(file_of(data)))
    assert [value for _, value, _ in read] == values
    assert [json.loads(text) for _, _, text in read] == values
    assert [number for number, _, _ in read] == list(range(1, len(values) + 1))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is not a JSON array"),
        (b'{"a": 1}', "it is not a JSON array"),
        (b"[1, 2", "the JSON array is not closed"),
        (b"[1 2]", "there is no comma after element 1"),
        (b"[1, nonsense]", "element 2 is not JSON"),
        (b"[" * 100_000, "element 1 is not JSON: it is nested too deeply"),
    ],
)
def test_what_is_no_array_is_refused_with_the_place(content: bytes, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        list(texts.Elements(file_of(content)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lines_are_the_same_in_every_encoding(encoding: str) -> None:
    told = Told()
    content = "Übergabe\r\n\nletzte".encode(encoding)
    assert list(lines(file_of(content), told.reading)) == [
        (1, "Übergabe"),
        (2, ""),
        (3, "letzte"),
    ]
    assert told.problems == []
    assert len(told.remarks) == (encoding == "cp1252")


def test_a_line_that_is_no_text_is_refused_and_the_next_one_read() -> None:
    told = Told()
    content = b"first\n" + b"x" * 70_000 + b"\0\n" + b"y" * 2_000_000 + b"\nlast\n"
    assert list(lines(file_of(content), told.reading)) == [(1, "first"), (4, "last")]
    assert [one.line for one in told.problems] == [2, 3]


def test_days_far_from_a_change_of_the_clocks_agree_with_those_near_to_one() -> None:
    clock, begin = Clock(ROME), datetime(2026, 1, 1)
    for at in (begin + timedelta(days=days, hours=12) for days in range(365)):
        expected = int(at.replace(tzinfo=ZoneInfo(ROME)).timestamp())
        assert clock.instant(at.year, at.month, at.day, 43_200) == expected


def test_the_formats_that_the_command_names_are_those_that_are_read() -> None:
    assert sorted(NAMED) == sorted(trackers.FORMATS)
    for name in NAMED:
        assert callable(trackers.reader(name).entries)
