"""bartib: times, project and text between bars."""

from __future__ import annotations

import pytest

from tests.exchange.trackers.told import told, worked

LINE = "2026-03-02 09:00 - 2026-03-02 10:30 | "


@pytest.mark.parametrize(
    ("fields", "project", "text"),
    [
        ("web | fix login", "web", "fix login"),
        ("web", "web", ""),
        ("web | ", "web", ""),
        ("client\\|web | C:\\\\Users\\\\ada \\| b", "client|web", "C:\\Users\\ada | b"),
        ("web | ends with \\", "web", "ends with \\"),
        (" | no project", "", "no project"),
    ],
)
def test_bars_separate_unless_a_backslash_is_before_them(
    fields: str, project: str, text: str
) -> None:
    (entry,) = told("bartib", LINE + fields).entries
    assert (entry.project, entry.text, worked([entry])) == (project, text, 5400)


def test_seconds_nights_and_reversed_times_are_taken_as_they_are() -> None:
    read = told(
        "bartib",
        "2026-03-02 16:14:53 - 2026-03-02 18:23:17 | a\n"
        "2026-03-02 23:30 - 2026-03-03 00:15 | a\n"
        "2026-03-02 18:23 - 2026-03-02 16:14 | a\n",
    )
    assert [worked([one]) for one in read.entries] == [7704, 2700, -7740]


def test_an_activity_without_an_end_is_running() -> None:
    (entry,) = told("bartib", "2026-03-02 09:00 | web").entries
    assert (entry.start, entry.end) == (1_772_438_400, None)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nonsense", "'nonsense' is not an activity of bartib"),
        ("2026-03-02 09:00 - now | a", "'2026-03-02 09:00 - now | a' is not an activity of bartib"),
        (LINE + "a | b | c", "it has more than a project and a text behind its times"),
        ("2026-02-30 09:00 | a", "there is no day 2026-02-30"),
        ("2026-03-02 24:01 | a", "there is no time 24:01"),
        (
            "2026-10-25 02:30 | a",
            "2026-10-25 02:30:00 exists twice: the clocks were set back",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_next_one_read(line: str, message: str) -> None:
    read = told("bartib", f"{line}\n{LINE}a\n")
    assert read.places == [(1, message)]
    assert read.problems[0].raw == line
    assert [one.line for one in read.entries] == [2]
