"""timedot: hours of days as dots, letters and numbers, compared with the totals of hledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.trackers.test_timeclock import HLEDGER, hledger_totals
from tests.exchange.trackers.told import told


@pytest.mark.parametrize(
    ("quantity", "seconds"),
    [
        ("", 0),
        (".", 900),
        (".... .... ..", 9000),
        ("0.25", 900),
        (".25", 900),
        ("0,25", 900),
        (",25", 900),
        ("15m", 900),
        ("900s", 900),
        ("1.5 h", 5400),
        ("1d", 86_400),
        ("1w", 604_800),
        ("1mo", 18_144_000),
        ("0:45", 2700),
        ("0.333", 1199),
    ],
)
def test_quantities_are_seconds(quantity: str, seconds: int) -> None:
    (entry,) = told("timedot", f"2026-03-02\nacme:web  {quantity}  ; note").entries
    assert (entry.project, entry.day, entry.seconds, entry.start) == (
        "acme:web",
        "2026-03-02",
        seconds,
        None,
    )
    assert entry.text == "note"


def test_letters_are_an_entry_for_each_with_a_tag() -> None:
    read = told("timedot", "2026-03-02\nb  aabbaca")
    assert [(one.tags, one.seconds) for one in read.entries] == [
        (("t:a",), 3600),
        (("t:b",), 1800),
        (("t:c",), 900),
    ]
    assert read.entries[0].raw == "2026-03-02\nb  aaaa  ;"


def test_days_have_descriptions_and_tags_that_their_entries_take_over() -> None:
    first, second, third = told(
        "timedot",
        "2026-03-02 at home  ; billable:no, day-tag:\n"
        "a  .  ; own, own-tag:\nb  .\n2026-03-02\nc  .\n",
    ).entries
    assert (first.text, first.tags, first.billable) == ("own", ("day-tag", "own-tag"), False)
    assert (second.text, second.tags, second.billable) == ("at home", ("day-tag",), False)
    assert (third.text, third.tags, third.billable) == ("", (), None)


def test_headings_of_org_are_comments_before_the_first_day_and_entries_behind_it() -> None:
    read = told("timedot", "* 2026 work\n** Q1\n*** 2026-03-02\n;a\n  #b\n**** yoga  .\n** DONE\n")
    assert [(one.project, one.seconds) for one in read.entries] == [("yoga", 900), ("DONE", 0)]
    assert read.problems == []


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ("a  .", [(1, "there is no day above it")]),
        (
            "2026-03-02\n2023-02-29\na  .\n2026-03-03\nb  .",
            [(2, "there is no day 2023-02-29"), (3, "the day above it cannot be read")],
        ),
        (
            "3/2\na  .",
            [(1, "'3/2' is not a day with its year"), (2, "the day above it cannot be read")],
        ),
        ("2026-03-02\na  1x", [(2, "'1x' is not a time")]),
        ("2026-03-02\na  -1", [(2, "'-1' is not a time")]),
        ("2026-03-02\na  " + "x" * 97, [(2, f"'{'x' * 39}…' is not a time")]),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line(
    content: str, places: list[tuple[int, str]]
) -> None:
    assert told("timedot", content).places == places


@pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
def test_hledgers_own_totals_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "x.timedot"
    path.write_text(
        "# comment\n* heading\n2026-03-02\na:b  .... ..\nc  1.25  ; note\nd  90m\n"
        "* 2026/3/3\na:b  .25\nc  2h\ne\n"
    )
    ours: dict[str, int] = {}
    for entry in told("timedot", path).entries:
        ours[entry.project] = ours.get(entry.project, 0) + entry.seconds
    assert {name: seconds for name, seconds in ours.items() if seconds} == hledger_totals(path)
