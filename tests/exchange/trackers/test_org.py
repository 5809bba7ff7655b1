"""Org mode: CLOCK lines with their headlines, and the blocks of Logseq."""

from __future__ import annotations

import pytest

from tests.exchange.trackers.told import told, worked

CLOCK = "CLOCK: [2026-03-02 Mon 10:00]--[2026-03-02 Mon 11:30] =>  1:30"


def test_headlines_are_project_and_task_and_tags_are_inherited_once() -> None:
    content = (
        "#+filetags: :all:\n* Acme :acme:a:\n** TODO Web  :web:\n*** Login :a:\n"
        f"{CLOCK}\n** Mail\n{CLOCK}\n* Home\n{CLOCK}\n"
    )
    read = told("org", content)
    assert [(one.project, one.task, one.tags) for one in read.entries] == [
        ("Acme", "Web / Login", ("all", "acme", "a", "web")),
        ("Acme", "Mail", ("all", "acme", "a")),
        ("Home", "", ("all",)),
    ]


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("TODO Web", "Web"),
        ("DONE [#A] Web [2/3] [50%]", "Web"),
        ("OPEN Web", "Web"),
        ("OTHER Web", "OTHER Web"),
        ("TODO DONE deal", "DONE deal"),
        ("[[https://a.example/x][the site]] and [[id:1]]", "the site and id:1"),
        ("Web:site: x", "Web:site: x"),
        ("::", "::"),
        ("", ""),
    ],
)
def test_titles_have_no_state_priority_progress_and_addresses(headline: str, title: str) -> None:
    (entry,) = told("org", f"#+TODO: OPEN(o!) | SHUT(s@)\n* {headline}\n{CLOCK}\n").entries
    assert (entry.project, entry.tags) == (title, ())


@pytest.mark.parametrize(
    "stamps",
    [
        "[2026-03-02 Mon 10:00]--[2026-03-02 Mon 11:30] =>  1:30",
        "[2026-03-02 Пн. 10:00]--[2026-03-02 lun. 11:30] => 1:30",
        "[2026-03-02 10:00]--[2026-03-02 11:30]",
        "[2026-03-02 Mon 10:00:00]--[2026-03-02 Mon 11:30:00] =>  01:30:00",
        "[2026-03-02 Mon 10:00:10]--[2026-03-02 Mon 11:30:10] =>  1:30",
    ],
)
def test_weekdays_are_of_any_language_and_seconds_and_sums_may_be_missing(stamps: str) -> None:
    (entry,) = told("org", f"   clock: {stamps}  ").entries
    assert worked([entry]) == 5400


def test_a_clock_without_an_end_is_running() -> None:
    (entry,) = told("org", "* Acme\n:LOGBOOK:\nCLOCK: [2026-03-02 Mon 10:00]\n:END:\n").entries
    assert (entry.start, entry.end) == (1_772_442_000, None)


def test_the_sum_settles_the_night_in_which_the_clocks_go_back() -> None:
    lines = "CLOCK: [2026-10-25 Sun 01:00]--[2026-10-25 Sun 02:30]"
    assert [worked(told("org", f"{lines} =>  {far}").entries) for far in ("1:30", "2:30")] == [
        5400,
        9000,
    ]
    assert told("org", lines).places == [
        (1, "2026-10-25 02:30:00 exists twice: the clocks were set back")
    ]


def test_a_block_of_logseq_is_the_text_of_its_clocks() -> None:
    content = (
        "- DOING [[Web]] login\n  :LOGBOOK:\n"
        "  CLOCK: [2026-03-02 Mon 10:00:00]--[2026-03-02 Mon 10:30:00] =>  00:30:00\n  :END:\n"
        "- plain\n* Acme\n:LOGBOOK:\n- Note taken on [2026-03-02 Mon 09:00]\n"
        f"{CLOCK}\n:END:\n{CLOCK}\n"
    )
    read = told("org", content)
    assert [(one.project, one.text) for one in read.entries] == [
        ("", "Web login"),
        ("Acme", ""),
        ("Acme", ""),
    ]


@pytest.mark.parametrize(
    ("stamps", "message"),
    [
        ("=> 2:00", "'CLOCK: => 2:00' is not a CLOCK line of Org mode"),
        ("[2026-03-02 Mon]", "'CLOCK: [2026-03-02 Mon]' is not a CLOCK line of Org mode"),
        ("[2026-02-30 Mon 10:00]", "there is no day 2026-02-30"),
        ("[2026-03-02 Mon 10:61]", "there is no time 10:61"),
        (
            "[2026-03-02 Mon 10:00]--[2026-03-02 Mon 11:30] => 2:30",
            "the duration 2:30 contradicts the times, which are 1:30 apart",
        ),
        (
            "[2026-03-02 Mon 11:30]--[2026-03-02 Mon 10:00] => 1:30",
            "the duration 1:30 contradicts the times, which are -1:30 apart",
        ),
    ],
)
def test_a_clock_that_cannot_be_read_is_told_and_the_next_one_read(
    stamps: str, message: str
) -> None:
    read = told("org", f"* Acme\nCLOCK: {stamps}\n{CLOCK}\n")
    assert read.places == [(2, message)]
    assert [one.line for one in read.entries] == [3]


def test_times_that_are_reversed_with_their_sum_are_taken_as_they_are() -> None:
    (entry,) = told("org", "CLOCK: [2026-03-02 Mon 11:30]--[2026-03-02 Mon 10:00] => -1:30").entries
    assert worked([entry]) == -5400
