"""What ``prompt --format`` says of a timer beyond its time, and the codes of ``--exit-code``."""

from __future__ import annotations

import pytest

from tests.harness import Cli

HOSTILE = "a\x1b[31m\x07%F{red}$(touch x)`y`#[fg=red] <b>&\u202e\u2028"


@pytest.fixture
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run("service add Consulting --price 60 --currency EUR")
    start.run("customer add Acme")
    start.run("record add Offer --customer Acme --service Consulting --billable")
    return cli


def filled(cli: Cli, moment: str, format: str, code: int = 0) -> str:
    result = cli.at(f"2026-11-02 {moment}").run(["prompt", "--format", format], code=code)
    assert result.err == ""
    return result.out.removesuffix("\n")


def test_a_format_takes_the_note_the_customer_the_tags_and_the_start(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run(
        ["start", "1", "--note", "First\ndraft", "--tag", "web", "--tag", "api"]
    )
    format = "{note}|{customer}|{tags}|{since}|{today_seconds}"
    assert filled(cli, "09:30", format) == "First draft|Acme|api, web|09:00|1800"
    cli.at("2026-11-02 09:30").run("pause")
    assert filled(cli, "09:45", "{since} {today_seconds}") == "09:30 1800"


def test_the_start_of_a_timer_of_another_day_has_its_date(cli: Cli) -> None:
    cli.at("2026-11-01 09:00").run("start 1")
    assert filled(cli, "09:30", "{since}") == "2026-11-01 09:00"


def test_what_a_timer_does_not_have_is_empty(cli: Cli) -> None:
    cli.run('record add "Sweep"')
    cli.at("2026-11-02 09:00").run("start task-2")
    assert filled(cli, "09:30", "{note}|{customer}|{tags}|{worth}|") == "||||"


def test_no_field_is_filled_when_idle_but_those_of_the_day(cli: Cli) -> None:
    assert filled(cli, "09:30", "{note}{customer}{tags}{since}{worth}x") == ""
    assert filled(cli, "09:30", "{today_seconds}|{note}{tags}{worth}") == "0|"


def test_a_format_without_a_database_makes_none(cli: Cli) -> None:
    cli.path.unlink()
    assert filled(cli, "09:30", "{worth}{note}") == ""
    assert not cli.path.exists()


def test_hostile_texts_are_shown_not_sent(cli: Cli) -> None:
    cli.rows("UPDATE customer SET name = ?", HOSTILE)
    cli.at("2026-11-02 09:00").run("start 1 --note n --tag t")
    cli.rows("UPDATE timer SET note = ?", HOSTILE)
    cli.rows("UPDATE timer_tag SET tag = ?", HOSTILE)
    cli.rows("UPDATE record SET title = ?", HOSTILE)
    line = filled(cli, "09:30", "{title}\n{note}\n{customer}\n{tags}")
    title, note, customer, tags = line.split("\\n")
    assert title == note == customer == tags
    assert title.isprintable() and title.startswith("a\\x1b[31m\\x07%F{red}$(touch x)")


@pytest.mark.parametrize(
    ("more", "worth"),
    [
        ("", "25.00 EUR"),
        ("--increment 15m --rounding up", "30.00 EUR"),
        ("--discount 10%", "22.50 EUR"),
        ("--rate 90.50", "37.71 EUR"),
        ("--tax-rate 22 --prices-include-tax", "20.49 EUR"),
        ("--rate 30 --from 2026-11-02", "12.50 EUR"),
    ],
)
def test_the_worth_is_what_the_log_of_the_timer_is_billed_at(
    cli: Cli, more: str, worth: str
) -> None:
    cli.run(f"record edit 1 {more}" if more else "record show 1")
    cli.at("2026-11-02 09:00").run("start 1 --billable")
    assert filled(cli, "09:25", "{worth}") == worth
    cli.at("2026-11-02 09:25").run("stop")
    left = cli.at("2026-11-02 09:25").run("billing unbilled --json").json[0]
    assert f"{left['amount']} {left['currency']}" == worth


def test_only_the_time_of_the_timer_is_worth_something(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("log add 1 8:00-9:00 --billable")
    cli.at("2026-11-02 09:00").run("billing item add 1 Train 48")
    cli.at("2026-11-02 09:00").run("start 1 --billable")
    assert filled(cli, "09:00", "{worth}") == "0.00 EUR"
    cli.at("2026-11-02 09:30").run("pause")
    assert filled(cli, "10:30", "{worth}") == "30.00 EUR"


@pytest.mark.parametrize(
    ("record", "timer"),
    [
        ("--service Consulting --per flat --rate 500 --billable", "--billable"),
        ("--service Consulting --billable", ""),
        ("", ""),
    ],
)
def test_time_that_is_not_billed_by_the_hour_is_worth_nothing(
    cli: Cli, record: str, timer: str
) -> None:
    cli.run(f"record add Other {record}")
    cli.at("2026-11-02 09:00").run(f"start 2 {timer}")
    assert filled(cli, "09:30", "{worth}") == ""


def test_a_record_without_a_customer_has_a_worth_too(cli: Cli) -> None:
    cli.run("service add Yen --price 60 --currency JPY")
    cli.run("record add Other --service Yen --billable")
    cli.at("2026-11-02 09:00").run("start 2 --billable")
    assert filled(cli, "09:30", "{worth}") == "30 JPY"


def test_the_worth_as_json_is_an_amount_with_its_currency(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start 1 --billable --tag web")
    line = ["prompt", "--json", "--format", "{worth}{tags}"]
    found = cli.at("2026-11-02 10:00").run(line).json
    assert (found["worth"], found["currency"], found["tags"]) == ("60.00", "EUR", ["web"])
    assert (found["note"], found["since"], found["today_seconds"]) == (None, None, None)


def test_asking_for_the_worth_writes_nothing(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start 1 --billable")
    before = cli.dump(), cli.rows("SELECT count(*) FROM entry")
    filled(cli, "09:30", "{worth}{note}{since}")
    assert (cli.dump(), cli.rows("SELECT count(*) FROM entry")) == before


@pytest.mark.parametrize(
    "line",
    [
        "prompt --exit-code --bogus",
        "prompt --exit-code --format {x}",
        "prompt --exit-code --preset nothing",
        "prompt --exit-code extra",
        "prompt --exit-code --format a --preset tmux",
        "--bogus prompt --exit-code",
        "prompt --exit-code --json --bogus",
    ],
)
def test_a_usage_error_is_no_state(cli: Cli, line: str) -> None:
    assert "error" in cli.run(line, code=64).err


def test_settings_that_cannot_be_read_are_no_state(cli: Cli) -> None:
    cli.config.write_text('day_start = "25:00"\n')
    cli.run(["prompt", "--exit-code", "--format", "{today}"], code=64)
    cli.run(["prompt", "--format", "{today}"], code=2)


def test_a_database_error_with_the_exit_code_keeps_its_own(cli: Cli) -> None:
    cli.path.write_bytes(b"no database at all")
    cli.run("prompt --exit-code", code=7)


def test_without_the_option_wrong_usage_is_2(cli: Cli) -> None:
    cli.run("prompt --bogus", code=2)
    cli.run("start prompt --exit-code", code=2)
    cli.run(["record", "add", "prompt", "--type", "--exit-code"], code=2)
