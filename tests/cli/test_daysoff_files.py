"""``dayoff add --from``: public holidays of an iCalendar file."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.faults.walks import HOLIDAYS
from tests.harness import Cli

pytest.importorskip("icalendar")
NOW = "2026-12-02 09:00"


def written(cli: Cli, *events: str) -> Path:
    """A calendar of some events, each with its lines in one text."""
    lines = [f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events]
    path = cli.folder / "calendar.ics"
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""])
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8", "surrogateescape"))
    return path


def added(cli: Cli, path: Path, more: str = "2026") -> list[str]:
    done = cli.at(NOW).run(f"dayoff add --from {path} {more} --json")
    return [one["day"] for one in done.json]


def test_public_holidays_are_added_as_one_change(cli: Cli) -> None:
    done = cli.at(NOW).run(f"dayoff add --from {HOLIDAYS} --everybody")
    assert done.err.splitlines() == [
        "Added 6 days off for everybody: 2026-01-01 to 2027-11-25. To undo: timelog undo",
        "Left out: 1 day is not in 2026-01-01..2027-12-31.",
        "Left out: 1 event is not of whole days.",
        "Left out: 1 event repeats in another way than each year.",
    ]
    found = cli.run("dayoff list all --json").json
    assert [(one["day"], one["text"]) for one in found] == [
        ("2026-01-01", "New Year's Day"),
        ("2026-11-26", "Thanksgiving"),
        ("2026-12-25", "Christmas, both days"),
        ("2026-12-26", "Christmas, both days"),
        ("2027-01-01", "New Year's Day"),
        ("2027-11-25", "Thanksgiving"),
    ]
    assert {(one["owner"], one["part"]) for one in found} == {(None, "day")}
    cli.run("undo")
    assert cli.run("dayoff list all --json").json == []


def test_the_same_file_adds_nothing_again(cli: Cli) -> None:
    cli.at(NOW).run(f"dayoff add --from {HOLIDAYS}")
    before, entries = cli.dump(), len(cli.run("history --json").json)
    again = cli.at(NOW).run(f"dayoff add --from {HOLIDAYS} --json")
    assert again.json == []
    assert "Already off: 2026-01-01, 2026-11-26" in again.err
    assert (cli.dump(), len(cli.run("history --json").json)) == (before, entries)


def test_a_range_limits_what_is_added_also_from_standard_input(cli: Cli) -> None:
    done = cli.at(NOW).run("dayoff add --from - 2030 --json", stdin=HOLIDAYS.read_bytes())
    assert [one["day"] for one in done.json] == ["2030-01-01", "2030-11-28"]


@pytest.mark.parametrize(
    ("event", "days"),
    [
        ("DTSTART;VALUE=DATE:20260501", ["2026-05-01"]),
        ("DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260501", ["2026-05-01"]),
        ("DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260503", ["2026-05-01", "2026-05-02"]),
        ("DTSTART;VALUE=DATE:20260501\nDURATION:P2D", ["2026-05-01", "2026-05-02"]),
        ("DTSTART;VALUE=DATE:20251231\nDTEND;VALUE=DATE:20260102", ["2026-01-01"]),
        ("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY", []),
        ("DTSTART;VALUE=DATE:20200301\nRRULE:FREQ=YEARLY;INTERVAL=3", ["2026-03-01"]),
        ("DTSTART;VALUE=DATE:20200301\nRRULE:FREQ=YEARLY;INTERVAL=4", []),
        ("DTSTART;VALUE=DATE:20200301\nRRULE:FREQ=YEARLY;COUNT=7", ["2026-03-01"]),
        ("DTSTART;VALUE=DATE:20200301\nRRULE:FREQ=YEARLY;COUNT=6", []),
        ("DTSTART;VALUE=DATE:20200301\nRRULE:FREQ=YEARLY;UNTIL=20260301", ["2026-03-01"]),
        ("DTSTART;VALUE=DATE:20200301\nRRULE:FREQ=YEARLY;UNTIL=20260228T230000Z", []),
        (
            "DTSTART;VALUE=DATE:20200525\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO",
            ["2026-05-25"],
        ),
        (
            "DTSTART;VALUE=DATE:20200301\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20260301",
            [],
        ),
        ("DTSTART;VALUE=DATE:20270301\nRRULE:FREQ=YEARLY", []),
        ("DTSTART;VALUE=DATE:20260301\nRRULE:FREQ=DAILY", []),
        ("DTSTART;VALUE=DATE:20260301\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", []),
        ("DTSTART;VALUE=DATE:20260301\nRDATE;VALUE=DATE:20260302", []),
        ("DTSTART;VALUE=DATE:20260301\nSTATUS:CANCELLED", []),
        ("DTSTART:20260301T090000Z", []),
        ("DTSTART;VALUE=DATE:20269999", []),
        ("SUMMARY:Never", []),
    ],
)
def test_whole_days_are_read_with_what_repeats_each_year(
    cli: Cli, event: str, days: list[str]
) -> None:
    assert added(cli, written(cli, event)) == days


def test_two_holidays_on_one_day_are_one_day_off_with_both_texts(cli: Cli) -> None:
    day = "DTSTART;VALUE=DATE:20260501\nSUMMARY:"
    added(cli, written(cli, f"{day}Labour Day", f"{day}Ascension", f"{day}Labour Day"))
    assert cli.run("dayoff list 2026 --json").json[0]["text"] == "Labour Day, Ascension"


def test_what_a_calendar_says_does_not_steer_the_terminal(cli: Cli) -> None:
    summary = "SUMMARY:\x1b]0;x\x07 \u202e=1+1 " + "x" * 600
    added(cli, written(cli, f"DTSTART;VALUE=DATE:20260501\n{summary}"))
    text = cli.run("dayoff list 2026 --json").json[0]["text"]
    assert len(text) <= 500
    assert text.isprintable()
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "this is not an iCalendar file"),
        (b"\xff\xfe\x00" * 9, "this is not an iCalendar file"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nno colon\r\n", "the calendar "),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 6000, "more than 5,000 events"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260101\r\n"
            b"DTEND;VALUE=DATE:90000101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            "more than 3,660 days",
        ),
    ],
)
def test_what_is_no_calendar_of_holidays_is_refused(cli: Cli, content: bytes, message: str) -> None:
    path = cli.folder / "calendar.ics"
    path.write_bytes(content)
    refused = cli.at(NOW).run(f"dayoff add --from {path}", code=None)
    assert refused.code == 2 or (refused.code == 0 and "Nothing added" in refused.err)
    assert message in refused.err or refused.code == 0
    assert not cli.path.exists() or cli.run("dayoff list all --json").json == []


def test_a_rule_takes_no_longer_the_further_it_could_go(cli: Cli) -> None:
    rules = (
        "BYMONTH=2;BYMONTHDAY=30",
        "COUNT=9999",
        "INTERVAL=9999",
        "BYDAY=MO,TU,WE",
        "BYDAY=9MO",
    )
    events = [
        f"DTSTART;VALUE=DATE:16000101\nRRULE:FREQ=YEARLY;{rules[at % len(rules)]}"
        for at in range(200)
    ]
    started = time.process_time()
    refused = cli.at(NOW).run(f"dayoff add --from {written(cli, *events)} 2026..2030", code=None)
    assert time.process_time() - started < 10
    assert refused.code in {0, 2}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("dayoff add --from nothing.ics", 3),
        ("dayoff add --from .", 2),
        (f"dayoff add --from {HOLIDAYS} 2026 Text", 2),
        (f"dayoff add --from {HOLIDAYS} --half", 2),
        (f"dayoff add --from {HOLIDAYS} all", 2),
        ("dayoff add --from ''", 2),
    ],
)
def test_what_does_not_go_together_is_refused(cli: Cli, line: str, code: int) -> None:
    assert "error: " in cli.at(NOW).run(line, code=code).err


def test_without_the_library_it_says_how_to_install_it(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    refused = cli.at(NOW).run(f"dayoff add --from {HOLIDAYS}", code=1)
    assert refused.err.splitlines()[-2:] == [
        "error: cannot read calendars: the Python package icalendar is not installed",
        f"hint: to install it: {sys.executable} -m pip install icalendar",
    ]


@pytest.mark.parametrize(
    ("left", "command"),
    [
        ("pipx_metadata.json", "pipx inject timelog-cli icalendar"),
        ("uv-receipt.toml", "uv pip install --python {place} icalendar"),
    ],
)
def test_what_installed_the_program_installs_the_library(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str, command: str
) -> None:
    (tmp_path / left).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setitem(sys.modules, "icalendar", None)
    refused = cli.at(NOW).run(f"dayoff add --from {HOLIDAYS}", code=1)
    assert refused.err.splitlines()[-1] == f"hint: to install it: {command.format(place=tmp_path)}"
