"""timeclock: what is clocked in and out, compared with the totals of hledger itself."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.trackers.told import told, worked

HLEDGER = shutil.which("hledger")
HOUR = 3600


def sessions(*lines: str) -> list[tuple[str, int | None]]:
    """The account and the length of each session, without problems."""
    read = told("timeclock", "\n".join(lines))
    assert read.problems == []
    return [(one.project, None if one.end is None else worked([one])) for one in read.entries]


def test_account_description_and_comment_are_told_apart_by_two_blanks_and_semicolons() -> None:
    (entry,) = told(
        "timeclock",
        "i 2026-03-02 09:00:00 acme:web shop  fix login; see page, billable:no, phase:design x\n"
        "o 2026-03-02 10:30:15; done, urgent:\n",
    ).entries
    assert entry.project == "acme:web shop"
    assert entry.text == "fix login\nsee page\ndone"
    assert entry.tags == ("phase:design x", "urgent")
    assert entry.billable is False
    assert worked([entry]) == 5415


@pytest.mark.parametrize("date", ["2026/3/2", "2026-03-02", "2026.03.02"])
@pytest.mark.parametrize("time", ["8:00", "08:00:00"])
def test_dates_and_times_are_written_in_several_ways(date: str, time: str) -> None:
    (entry,) = told("timeclock", f"i {date} {time} a\no {date} 09:00 a").entries
    assert (entry.start, entry.end) == (1_772_434_800, 1_772_438_400)


def test_sessions_are_closed_by_their_account_or_the_last_one_first() -> None:
    assert sessions(
        "i 2026-03-02 09:00:00 one",
        "i 2026-03-02 10:00:00 two",
        "i 2026-03-02 11:00:00 three",
        "o 2026-03-02 13:00:00",
        "o 2026-03-02 12:00:00 one",
        "o 2026-03-02 17:00:00",
    ) == [("three", 2 * HOUR), ("one", 3 * HOUR), ("two", 7 * HOUR)]


def test_what_is_behind_a_clock_out_is_a_comment_unless_it_is_an_account() -> None:
    (entry,) = told(
        "timeclock", "i 2026-03-02 09:00 a\nO 2026-03-02 10:00 went home  early"
    ).entries
    assert (entry.project, entry.text) == ("a", "early\nwent home")


def test_a_session_that_is_open_at_the_end_is_running() -> None:
    assert sessions("i 2026-03-02 09:00 a", "i 2026-03-02 10:00", "o 2026-03-02 11:00 a") == [
        ("a", 2 * HOUR),
        ("", None),
    ]


def test_balances_and_required_hours_of_emacs_are_no_time() -> None:
    assert sessions("b 2026/03/02 08:00:00 3600", "h 2026/03/02 08:00:00 8", "", "; x", "* x") == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["o 2026-03-02 09:00"], (1, "it clocks out, but nothing is clocked in")),
        (
            ["i 2026-03-02 09:00 a", "o 2026-03-02 10:00 a", "o 2026-03-02 11:00 a"],
            (3, "it clocks out, but 'a' is not clocked in"),
        ),
        (
            ["i 2026-03-02 09:00 a", "i 2026-03-02 09:00 b", "o 2026-03-02 10:00 c"],
            (3, "it clocks out 'c', which is not clocked in"),
        ),
        (["i 2026-02-30 09:00 a", "o"], (1, "there is no day 2026-02-30")),
        (["i 2026-03-02 25:00 a"], (1, "there is no time 25:00")),
        (["i 3/2 09:00 a"], (1, "'i 3/2 09:00 a' does not clock in or out")),
        (["i 2026-03-02 09:00+9900 a"], (1, "there is no offset +9900 from UTC")),
        (["2026-03-02 * shop"], (1, "'2026-03-02 * shop' does not clock in or out")),
    ],
)
def test_what_hledger_refuses_is_told_by_its_line(
    lines: list[str], problem: tuple[int, str]
) -> None:
    assert told("timeclock", "\n".join(lines)).places[0] == problem


def test_offsets_say_which_time_is_meant_where_the_clocks_go_back() -> None:
    night = "i 2026-10-25 02:30:00{} a\no 2026-10-25 04:00:00 a\n"
    lengths = [
        worked(told("timeclock", night.format(offset)).entries) for offset in ("+0200", "+0100")
    ]
    assert lengths == [int(2.5 * HOUR), int(1.5 * HOUR)]
    ambiguous = told("timeclock", night.format(""))
    assert ambiguous.places == [
        (2, "2026-10-25 02:30:00 exists twice: the clocks were set back"),
    ]
    assert ambiguous.problems[0].raw == night.format("").strip()


def test_a_running_session_that_began_at_an_ambiguous_time_is_told() -> None:
    read = told("timeclock", "i 2026-10-25 02:30:00 a\ni 2026-10-26 09:00 b\n")
    assert read.places == [(1, "2026-10-25 02:30:00 exists twice: the clocks were set back")]
    assert [one.project for one in read.entries] == ["b"]


def test_sessions_that_are_never_closed_do_not_fill_memory() -> None:
    read = told("timeclock", "i 2026-03-02 09:00 a\n" * 1_001)
    assert len(read.entries) == 1_000
    assert read.places == [(1_001, "1,000 sessions are open already")]


SPANS = st.tuples(st.integers(0, 50_000), st.integers(1, 3_000), st.sampled_from(["a:b", "c d"]))


@pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
@settings(max_examples=4, deadline=None)
@given(st.lists(SPANS, min_size=5, max_size=5))
def test_hledgers_own_totals_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int, str]]
) -> None:
    path = tmp_path_factory.mktemp("hledger") / "x.timeclock"
    content, at = "", 1_770_000_480  # multiples of 36 seconds, as hledger rounds to 0.01 hours
    for gap, length, account in spans:
        start, at = at + 36 * gap, at + 36 * (gap + length)
        content += f"i {_written(start)} {account}\no {_written(at)}\n"
    path.write_text(content)
    ours: dict[str, int] = {}
    for entry in told("timeclock", path, "UTC").entries:
        ours[entry.project] = ours.get(entry.project, 0) + worked([entry])
    assert ours == hledger_totals(path)


def _written(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%d %H:%M:%S}"


def hledger_totals(path: Path) -> dict[str, int]:
    """The seconds of each account by hledger."""
    done = subprocess.run(
        [str(HLEDGER), "-f", str(path), "balance", "--flat", "--no-total", "-O", "csv"],
        env={"TZ": "UTC", "LANG": "C.UTF-8", "HOME": str(path.parent)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    rows = list(csv.reader(StringIO(done.stdout)))[1:]
    return {account: round(float(amount.rstrip("h")) * HOUR) for account, amount in rows}
