"""``dayoff``: days on which nothing is to be worked, or less."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.harness import Cli
from timelog_cli.cli import leading_days
from timelog_cli.domain.time import near
from timelog_cli.domain.time.scan import Moment
from timelog_cli.errors import UsageError

NOW = "2026-12-02 09:00"


def days(cli: Cli, line: str = "dayoff list all --json") -> list[tuple[str, str | None, str]]:
    return [(one["day"], one["owner"], one["part"]) for one in cli.at(NOW).run(line).json]


def test_a_day_off_is_added_with_its_text(cli: Cli) -> None:
    done = cli.at(NOW).run("dayoff add 2026-12-24 Christmas Eve")
    assert done.err.endswith(
        "Added a day off: Thursday, 2026-12-24 (Christmas Eve). To undo: timelog undo\n"
    )
    assert done.out == ""
    assert cli.run("dayoff list 2026-12 --json").json == [
        {
            "day": "2026-12-24",
            "owner": "ada",
            "part": "day",
            "off_seconds": None,
            "text": "Christmas Eve",
        }
    ]


def test_a_range_of_days_is_one_entry_which_undo_takes_back(cli: Cli) -> None:
    cli.at(NOW).run("dayoff add 2026-12-28..2027-01-01 Vacation")
    before = cli.dump()
    assert [day for day, _, _ in days(cli)] == [
        *("2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01")
    ]
    assert len(cli.run("history --json").json) == 1
    cli.run("undo")
    assert days(cli) == []
    cli.run("redo")
    assert cli.dump() == before
    cli.run("db check")


def test_half_of_a_day_or_some_hours_can_be_off(cli: Cli) -> None:
    cli.at(NOW).run("dayoff add 2026-12-24 --half")
    cli.at(NOW).run("dayoff add tomorrow --hours 2h30m Dentist")
    assert cli.at(NOW).run("dayoff list 2026-12").out == (
        "DAY         WEEKDAY   OFF   OWNER  TEXT\n"
        "2026-12-03  Thursday  2:30  ada    Dentist\n"
        "2026-12-24  Thursday  half  ada\n"
    )


def test_a_day_that_is_off_already_stays_as_it_is(cli: Cli) -> None:
    cli.at(NOW).run("dayoff add 2026-12-24 --half 'Christmas Eve'")
    before = cli.dump()
    again = cli.at(NOW).run("dayoff add 2026-12-24 --half Other --json")
    assert (again.json, again.err) == ([], "Already off: 2026-12-24 (half).\n")
    assert cli.dump() == before
    more = cli.at(NOW).run("dayoff add 2026-12-23..2026-12-25 Vacation")
    assert "Added 2 days off: 2026-12-23 to 2026-12-25 (Vacation)." in more.err
    assert [part for _, _, part in days(cli)] == ["day", "half", "day"]


def test_a_day_is_not_both_whole_and_half_off(cli: Cli) -> None:
    cli.at(NOW).run("dayoff add 2026-12-24 --half")
    refused = cli.at(NOW).run("dayoff add 2026-12-24", code=1)
    assert refused.err == (
        "error: 2026-12-24 is already half a day off\n"
        "hint: to replace it, delete it first: timelog dayoff delete 2026-12-24\n"
    )


def test_days_off_of_everybody_are_those_of_each(cli: Cli) -> None:
    cli.at(NOW).run("dayoff add 2026-12-25 Christmas --everybody")
    cli.at(NOW).run("dayoff add 2026-12-25 Vacation")
    cli.at(NOW).run("dayoff add 2026-12-24 --owner bob")
    assert days(cli) == [("2026-12-25", None, "day"), ("2026-12-25", "ada", "day")]
    bobs = days(cli, "dayoff list all --owner bob --json")
    assert bobs == [("2026-12-24", "bob", "day"), ("2026-12-25", None, "day")]
    assert "2026-12-25  Friday   day  everybody  Christmas\n" in cli.run("dayoff list 2026-12").out


def test_a_day_off_is_deleted_of_oneself_or_of_everybody(cli: Cli) -> None:
    for more in ("", "--everybody", "--owner bob"):
        cli.at(NOW).run(f"dayoff add 2026-12-25 {more}")
    gone = cli.at(NOW).run("dayoff delete 2026-12-25 --json")
    assert [one["owner"] for one in gone.json] == ["ada"]
    assert cli.at(NOW).run("dayoff delete 2026-12-25", code=3).err == (
        "error: no day off on 2026-12-25\n"
        "hint: to delete that of everybody: timelog dayoff delete 2026-12-25 --everybody\n"
    )
    cli.at(NOW).run("dayoff delete 2026-12-25 --everybody")
    assert days(cli, "dayoff list all --owner bob --json") == [("2026-12-25", "bob", "day")]
    cli.run("undo")
    assert days(cli) == [("2026-12-25", None, "day")]


def test_several_days_are_deleted_only_when_that_is_confirmed(cli: Cli) -> None:
    cli.at(NOW).run("dayoff add 2026-12-28..2026-12-30")
    assert "add --yes" in cli.at(NOW).run("dayoff delete 2026-12-28..2026-12-29", code=1).err
    assert len(days(cli)) == 3
    gone = cli.at(NOW).run("dayoff delete 2026-12-28..2026-12-29 --yes")
    assert gone.err.startswith("Deleted 2 days off: 2026-12-28 to 2026-12-29.")
    assert len(days(cli)) == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("dayoff add", 2),
        ("dayoff add ''", 2),
        ("dayoff add 2026-02-30", 2),
        ("dayoff add 'no such day'", 2),
        ("dayoff add all", 2),
        ("dayoff add 2026-12-01..", 2),
        ("dayoff add 1990..2026", 2),
        ("dayoff add 2026-12-24T09:00..2026-12-24T17:00", 2),
        ("dayoff add 2026-12-24 --hours 25h", 2),
        ("dayoff add 2026-12-24 --hours soon", 2),
        ("dayoff add 2026-12-24 --hours 2h --half", 2),
        ("dayoff add 2026-12-24 --owner bob --everybody", 2),
        ("dayoff add 2026-12-24 --owner ''", 2),
        (["dayoff", "add", "2026-12-24", "\x1b[31mred"], 2),
        (["dayoff", "add", "2026-12-24", "x" * 501], 2),
        ("dayoff list --owner nobody", 3),
        ("dayoff delete 2026-12-24", 3),
        ("dayoff delete 2026-12-01..2026-12-24 --everybody", 3),
        ("dayoff delete all", 2),
        ("dayoff delete ''", 2),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    cli: Cli, line: str | list[str], code: int
) -> None:
    cli.at(NOW).run("dayoff add 2026-11-30")
    before = cli.dump()
    refused = cli.at(NOW).run(line, code=code)
    assert refused.err.splitlines()[-2 if "hint: " in refused.err else -1].startswith("error: ")
    assert cli.dump() == before


def test_what_a_text_contains_does_not_steer_the_terminal(cli: Cli) -> None:
    cli.at(NOW).run("dayoff add 2026-12-24")
    cli.rows("UPDATE day_off SET title = char(27) || '[31m=1+1'")
    assert "\x1b" not in cli.run("dayoff list 2026", terminal=80, env={"NO_COLOR": "1"}).out


def test_tab_completes_the_days_that_can_be_deleted(cli: Cli) -> None:
    from timelog_cli.cli.completion.completers import PartialLine, days

    cli.at(NOW).run("dayoff add 2026-12-24 Party")
    cli.at(NOW).run("dayoff add 2026-12-25 Christmas --everybody")
    env = cli.environment(NOW)
    given = {"": ["dayoff delete"]}
    assert days(PartialLine(given, env, "days", many=False), "") == [("2026-12-24", "Party")]
    given["everybody"] = [""]
    assert days(PartialLine(given, env, "days", many=False), "") == [("2026-12-25", "Christmas")]
    assert ("tomorrow", "") in days(PartialLine({"": ["dayoff add"]}, env, "days", many=False), "")


@pytest.mark.parametrize(
    ("line", "added", "text"),
    [
        ("dec 24", ["2026-12-24"], ""),
        ("24 dec Christmas Eve", ["2026-12-24"], "Christmas Eve"),
        ("jan 6 Epiphany", ["2027-01-06"], "Epiphany"),
        ("december 24, 2027 Christmas", ["2027-12-24"], "Christmas"),
        ("24.12.", ["2026-12-24"], ""),
        ("'24 dec' Eve", ["2026-12-24"], "Eve"),
        ("in 3 days Dentist", ["2026-12-05"], "Dentist"),
        ("friday", ["2026-12-04"], ""),
        ("monday to tuesday Trip to Rome", ["2026-12-07", "2026-12-08"], "Trip to Rome"),
        ("dec 31..jan 1 Party", ["2026-12-31", "2027-01-01"], "Party"),
        ("dec 1..dec 2", ["2027-12-01", "2027-12-02"], ""),
        ("may 1 May Day", ["2027-05-01"], "May Day"),
        ("2026-12-24 '24 hours race'", ["2026-12-24"], "24 hours race"),
    ],
)
def test_a_day_off_of_several_words_is_the_coming_one(
    cli: Cli, line: str, added: list[str], text: str
) -> None:
    done = cli.at(NOW).run(f"dayoff add {line} --json").json
    assert [one["day"] for one in done] == added
    assert {one["text"] or "" for one in done} == {text}


def test_a_day_with_a_slash_is_the_coming_one_too(cli: Cli) -> None:
    cli.config.write_text('date_order = "DMY"\n')
    cli.at(NOW).run("dayoff add 24/12")
    assert [day for day, _, _ in days(cli)] == ["2026-12-24"]


def test_a_day_off_is_deleted_and_listed_by_the_words_that_added_it(cli: Cli) -> None:
    cli.at(NOW).run("dayoff add jan 6 Epiphany")
    assert [day for day, _, _ in days(cli, "dayoff list jan --json")] == ["2027-01-06"]
    cli.at(NOW).run("dayoff delete jan 6")
    assert days(cli) == []


@pytest.mark.parametrize(
    ("line", "text", "instead"),
    [
        ("2026-12-24 2026-12-25", "2026-12-25", "2026-12-24..2026-12-25"),
        ("dec 24 - 27 dec Ski trip", "27 dec Ski trip", "2026-12-24..2026-12-27 Ski trip"),
        ("tomorrow 24", "24", "tomorrow Vacation"),
        ("tomorrow 2h Dentist", "2h Dentist", "tomorrow --hours 2h Dentist"),
        ("tomorrow 24 hours race", "24 hours race", "tomorrow '24 hours race'"),
    ],
)
def test_a_number_or_a_time_behind_the_day_is_never_a_text(
    cli: Cli, line: str, text: str, instead: str
) -> None:
    refused = cli.at(NOW).run(f"dayoff add {line}", code=2)
    assert f"{text!r} could be a time or the text of the day off" in refused.err
    hint = refused.err.strip().rpartition("timelog ")[2]
    assert hint == f"dayoff add {instead}"
    assert days(cli) == []
    cli.at(NOW).run(hint)
    assert days(cli)


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("Vacation 2026-12-24", "2026-12-24 Vacation"),
        ("Christmas Eve dec 24", "dec 24 Christmas Eve"),
    ],
)
def test_a_day_behind_its_text_is_hinted_at_before_it(cli: Cli, line: str, instead: str) -> None:
    refused = cli.at(NOW).run(f"dayoff add {line}", code=2)
    assert refused.err.endswith(f"hint: timelog dayoff add {instead}\n")
    cli.at(NOW).run(f"dayoff add {instead}")
    assert [day for day, _, _ in days(cli)] == ["2026-12-24"]


@pytest.mark.parametrize("line", ["dec 24", "dec 24 25", "zz"])
def test_a_long_text_is_not_tried_word_by_word_for_days(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(leading_days, "tidied", counted(tried, leading_days.tidied))
    monkeypatch.setattr(near, "tidied", counted(tried, near.tidied))
    with suppress(UsageError):
        leading_days.divided([*line.split(), *["a"] * 5_000], Moment(1_800_000_000, "UTC"))
    assert 0 < len(tried) < 1_000


def counted(tried: list[str], tidied: Callable[[str], str]) -> Callable[[str], str]:
    """The function, which notes what it was asked."""

    def noting(text: str) -> str:
        tried.append(text)
        return tidied(text)

    return noting
