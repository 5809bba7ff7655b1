from __future__ import annotations

import sqlite3

import pytest

from tests.cli.invoicing import invoiced
from tests.harness import Cli, Result, once

NINE = "2026-11-02 09:00"
TEN = "2026-11-02 10:00"


@pytest.fixture
@once
def case(cli: Cli) -> Cli:
    """A billable case of Acme at 60 USD an hour."""
    cli.run("customer add Acme")
    cli.run("service add Consulting --price 60 --currency USD --tax-rate 22")
    cli.run("record add Login --type case --customer acme --service consulting --billable")
    return cli


def worked(cli: Cli, ref: str, options: str = "", start: str = NINE, end: str = TEN) -> None:
    """Log with the timer."""
    cli.at(start).run(f"timer start {ref} {options}")
    cli.at(end).run("timer stop")


def record(cli: Cli, ref: str = "1") -> dict[str, object]:
    found: dict[str, object] = cli.at(TEN).run(f"record show {ref} --json").json
    return found


# making


def test_a_record_has_a_reference_from_birth(cli: Cli) -> None:
    added = cli.run("record add 'Fix login' --type case")
    assert added.out == "case-1\n"
    assert added.err.endswith("Added case-1 (Fix login).\n")


@pytest.mark.parametrize("kind", ["task", "case", "ticket", "work-order"])
def test_there_are_four_types(cli: Cli, kind: str) -> None:
    assert cli.run(f"record add Work --type {kind}").out == f"{kind}-1\n"


def test_a_record_is_a_new_task_of_the_user_unless_said_otherwise(cli: Cli) -> None:
    assert cli.run("record add Work --json").json == {
        "ref": "task-1",
        "type": "task",
        "title": "Work",
        "description": "",
        "status": "new",
        "customer": None,
        "owner": "ada",
        "service": None,
        "rate": None,
        "rate_unit": None,
        "currency": None,
        "rates": [],
        "tax_rate": None,
        "prices_include_tax": False,
        "discount": None,
        "billable": False,
        "log_billable": None,
        "estimate_seconds": None,
        "worked_seconds": 0,
        "billable_seconds": 0,
        "increment_seconds": None,
        "rounding": None,
        "round_per": None,
        "minimum_seconds": None,
        "created": "2026-11-02T09:00:00+01:00",
        "changed": "2026-11-02T09:00:00+01:00",
        "key": None,
        "budget_seconds": None,
        "budget_amount": None,
        "budget_currency": None,
        "budget_warn_percent": None,
        "tax_category": None,
    }


def test_a_record_takes_all_that_is_said(case: Cli) -> None:
    added = case.run(
        "record add Move --type work-order --customer acm --service cons --rate 66.50 --billable"
        " --owner group:ops --estimate 1h30m --description 'Two\nlines' --tax-rate 10 --discount 5%"
        " --increment 15m --rounding nearest --round-per line --minimum 30m --json"
    ).json
    assert {key: added[key] for key in ("customer", "service", "owner", "description")} == {
        "customer": "Acme",
        "service": "Consulting",
        "owner": "group:ops",
        "description": "Two\nlines",
    }
    assert (added["rate"], added["rate_unit"], added["currency"]) == ("66.50", "hour", "USD")
    assert (added["tax_rate"], added["discount"], added["estimate_seconds"]) == ("10", "5", 5400)
    assert (added["increment_seconds"], added["rounding"]) == (900, "nearest")
    assert (added["round_per"], added["minimum_seconds"]) == ("line", 1800)


def test_a_linked_service_brings_price_unit_currency_and_tax_rate(case: Cli) -> None:
    made = record(case)
    assert (made["rate"], made["rate_unit"], made["currency"]) == ("60", "hour", "USD")
    assert (made["tax_rate"], made["billable"]) == ("22", True)


def test_a_rate_of_its_own_keeps_unit_and_currency_of_the_service(cli: Cli) -> None:
    cli.run("service add Work --price 900 --currency EUR --per day")
    added = cli.run("record add Server --service work --rate 850,5 --json").json
    assert (added["rate"], added["rate_unit"], added["currency"]) == ("850.5", "day", "EUR")


def test_billable_is_refused_while_no_service_is_linked(cli: Cli) -> None:
    cli.run("record list")
    cli.at(NINE).refused(
        "record add 'Fix login' --billable",
        message="a record without a service cannot be billable",
        hint="timelog record add 'Fix login' --service SERVICE --billable",
    )


def test_a_rate_is_refused_while_no_service_is_linked(cli: Cli) -> None:
    cli.run("record list")
    cli.at(NINE).refused(
        "record add Work --rate 60",
        message="a rate needs a service, which gives its unit and currency",
        hint="timelog record add Work --service SERVICE --rate 60",
    )


def test_unknown_names_are_refused_with_the_near_ones_or_the_way_to_make_one(case: Cli) -> None:
    moment = case.at(NINE)
    moment.refused(
        "record add Work --customer Acne",
        code=3,
        message="no customer 'Acne'",
        hint="did you mean Acme?",
    )
    moment.refused(
        "record add Work --customer 'Bell Labs'",
        code=3,
        message="no customer 'Bell Labs'",
        hint="timelog customer add 'Bell Labs'",
    )
    moment.refused(
        "record add Work --service Training",
        code=3,
        message="no service 'Training'",
        hint="timelog service add Training --price 60 --currency EUR",
    )


def test_a_record_that_is_refused_leaves_no_number_unused(case: Cli) -> None:
    case.run("record add Work --owner bob --customer nobody", code=3)
    assert case.run("record add Work").out == "task-2\n"
    assert case.rows("SELECT name FROM owner") == [("ada",)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--title", "  "], "the title is empty"),
        (["--title", "a\nb"], "the title contains a character that is not allowed: \\n"),
        (["--title", "a\x1b[2Jb"], "the title contains a character that is not allowed: \\x1b"),
        (["--title", "a\u202eb"], "the title contains a character that is not allowed: \\u202e"),
        (["--title", "x" * 501], "the title has 501 characters; the maximum is 500"),
        (
            ["--description", "x" * 1_000_000],
            "the description has 1,000,000 characters; the maximum",
        ),
        (
            ["--description", "a\x07"],
            "the description contains a character that is not allowed: \\x07",
        ),
        (["--rate", "-60"], "the rate cannot have a sign: '-60'"),
        (["--rate", "9999999"], "the rate '9999999' is too high"),
        (["--rate", "1e9"], "the rate '1e9' is not an amount"),
        (["--rate", "nan"], "the rate 'nan' is not an amount"),
        (["--tax-rate", "101"], "the tax rate '101' is more than 100%"),
        (["--tax-rate", "-1"], "the tax rate '-1' is not a percentage"),
        (["--discount", "100.00 USD"], "the discount '100.00 USD' is not a percentage"),
        (["--estimate", "3"], "'3' needs a unit"),
        (["--estimate", "0h"], "'0h' is zero"),
        (["--increment", "25h"], "'25h' is too long for a billing increment"),
        (["--owner", " "], "the owner's name is empty"),
        (["--type", "bug"], "invalid value for --type: 'bug'"),
    ],
)
def test_what_cannot_be_read_is_refused(case: Cli, words: list[str], message: str) -> None:
    before = case.dump()
    refused = case.run(["record", "edit", "1", *words], code=2)
    assert refused.err.startswith(f"error: {message}")
    assert case.dump() == before


def test_a_title_with_control_characters_makes_nothing(cli: Cli) -> None:
    cli.run("record list")
    cli.at(NINE).refused(
        ["record", "add", "a\x1b]0;b"],
        code=2,
        message="the title contains a character that is not allowed: \\x1b",
    )


def test_markup_in_a_title_is_shown_as_typed(cli: Cli) -> None:
    added = cli.run("record add '[red]x[/]'")
    assert "Added task-1 ([red]x[/]).\n" in added.err
    assert "[red]x[/]" in cli.run("record list", terminal=80).out
    assert "[red]x[/]" in cli.run("record show 1", terminal=80).out


def test_a_title_with_a_formula_is_guarded_in_csv(cli: Cli) -> None:
    cli.run(["record", "add", "=1+1"])
    assert "'=1+1" in cli.run("record list --format csv").out


# listing


def test_a_list_shows_what_is_not_closed(case: Cli) -> None:
    case.run("record add Lunch --estimate 1h30m")
    case.run("record add Old --type ticket")
    case.run("record close ticket-3")
    worked(case, "case-1", "--billable")
    assert case.run("record list").out == (
        "RECORD  STATUS  TITLE  CUSTOMER  OWNER  BILLABLE  WORKED  ESTIMATE\n"
        "case-1  open    Login  Acme      ada    yes         1:00\n"
        "task-2  new     Lunch            ada                0:00      1:30\n"
    )


@pytest.mark.parametrize(
    ("options", "refs"),
    [
        ("", ["case-1", "task-2", "case-4"]),
        ("--all", ["case-1", "task-2", "ticket-3", "case-4"]),
        ("--type case", ["case-1", "case-4"]),
        ("--type task --type ticket --all", ["task-2", "ticket-3"]),
        ("--status closed", ["ticket-3"]),
        ("--status resolved --status new", ["case-1", "task-2", "case-4"]),
        ("--customer acm", ["case-1"]),
        ("--owner BOB", ["task-2"]),
        ("--owner bob --owner ada --all", ["case-1", "task-2", "ticket-3", "case-4"]),
        ("--billable", ["case-1"]),
        ("--no-billable", ["task-2", "case-4"]),
        ("--type case --no-billable", ["case-4"]),
    ],
)
def test_a_list_is_narrowed(case: Cli, options: str, refs: list[str]) -> None:
    case.run("record add Two --owner bob")
    case.run("record add Three --type ticket")
    case.run("record close 3")
    case.run("record add Four --type case")
    case.run("record resolve 4")
    listed = case.run(f"record list {options} --json").json
    assert [one["ref"] for one in listed] == refs


def test_a_list_by_an_unknown_name_is_refused(case: Cli) -> None:
    moment = case.at(NINE)
    moment.refused(
        "record list --customer nobody",
        code=3,
        message="no customer 'nobody'",
        hint="timelog customer list",
    )
    moment.refused(
        "record list --owner adda",
        code=3,
        message="no owner 'adda'",
        hint="did you mean ada?",
    )


def test_an_empty_list_is_no_error(cli: Cli) -> None:
    assert cli.run("record list --owner ada --json").json == []
    listed = cli.run("record list")
    assert listed.out == ""
    assert 'timelog record add "Title"' in listed.err


def test_a_row_of_a_list_is_the_shape_of_a_record(case: Cli) -> None:
    row = case.run("record list --json").json[0]
    shown = record(case)
    assert row == {key: shown[key] for key in row}


# showing


def test_a_record_shows_its_logs_timers_and_totals(case: Cli) -> None:
    case.run("record edit 1 --estimate 2h --description 'It fails.'")
    worked(case, "case-1", "--billable --note 'Found it' --tag urgent")
    worked(case, "case-1", start=TEN, end="2026-11-02 10:30")
    case.at("2026-11-02 10:30").run("timer start case-1", user="bob")
    shown = case.at("2026-11-02 11:00").run("record show CASE-1")
    assert shown.out == (
        "case-1  Login\n"
        "status         open\n"
        "customer       Acme\n"
        "owner          ada\n"
        "service        Consulting\n"
        "rate           60.00 USD per hour\n"
        "billable       yes\n"
        "tax rate       22%\n"
        "estimate       2:00, 75% used, 0:30 left\n"
        "worked         1:30\n"
        "billable time  1:00\n"
        "unbilled       1:00, 60.00 USD\n"
        "created        2026-11-02 09:00\n"
        "description    It fails.\n"
        "\n"
        "LOG  TIME                    WORKED  OWNER  BILLABLE  INVOICE  TAGS    NOTE\n"
        "  1  2026-11-02 09:00–10:00    1:00  ada    yes                urgent  Found it\n"
        "  2  2026-11-02 10:00–10:30    0:30  ada\n"
        "\n"
        "OWNER  STATE    ELAPSED  NOTE\n"
        "bob    running  0:30:00\n"
    )


def test_a_record_as_json_holds_its_logs_timers_and_messages(case: Cli) -> None:
    worked(case, "case-1", "--billable")
    case.at(TEN).run("timer start case-1")
    shown = record(case)
    assert [log["id"] for log in shown["logs"]] == [1]  # type: ignore[attr-defined]
    assert [timer["owner"] for timer in shown["timers"]] == ["ada"]  # type: ignore[attr-defined]
    assert shown["messages"] == []
    assert (shown["unbilled_seconds"], shown["unbilled_amount"]) == (3600, "60.00")
    assert (shown["worked_seconds"], shown["billable_seconds"]) == (3600, 3600)


def test_the_messages_of_a_record_are_shown_safely(case: Cli) -> None:
    case.run("record edit 1 --description Help!")
    connection = sqlite3.connect(case.path)
    with connection:
        for number, body in enumerate(("Help!", "Still \x1b[31mbroken"), start=1):
            connection.execute(
                "INSERT INTO message (uuid, message_id, record_id, sender_name, sender_address,"
                " subject, body, attachments, sent_at, received_at, digest)"
                " VALUES (randomblob(16), ?, 1, 'Bob', 'bob@acme.example', 'Login', ?, ?, NULL, ?,"
                " lower(hex(randomblob(32))))",
                (f"<{number}@acme>", body, '["log.txt"]' if number == 2 else "[]", 1793606400),
            )
    connection.close()
    shown = case.run("record show 1").out
    assert shown.endswith(
        "description  Help!\n"
        "\n"
        "2026-11-02 09:00  Bob <bob@acme.example>  Login\n"
        "\n"
        "2026-11-02 09:00  Bob <bob@acme.example>  Login\n"
        "  attachments: log.txt\n"
        "  Still \\x1b[31mbroken\n"
    )
    assert [one["message_id"] for one in record(case)["messages"]] == [  # type: ignore[attr-defined]
        "<1@acme>",
        "<2@acme>",
    ]


def test_more_than_the_estimate_is_named(cli: Cli) -> None:
    cli.run("record add Work --estimate 45m")
    worked(cli, "1")
    assert "estimate  0:45, 133% used, 0:15 over\n" in cli.run("record show 1").out
    assert record(cli)["estimate_used_percent"] == 133


def test_a_discount_is_in_what_is_left_to_bill(case: Cli) -> None:
    case.run("record edit 1 --discount 5%")
    worked(case, "1", "--billable")
    assert record(case)["unbilled_amount"] == "57.00"


def test_the_increments_of_the_settings_count_last(case: Cli) -> None:
    case.config.write_text('[billing]\nincrement = "1h"\nrounding = "down"\n')
    worked(case, "1", "--billable", end="2026-11-02 09:59")
    assert record(case)["unbilled_amount"] == "0.00"
    case.run("record edit 1 --rounding up")
    assert record(case)["unbilled_amount"] == "60.00"


def test_an_unknown_reference_names_the_near_ones(case: Cli) -> None:
    moment = case.at(NINE)
    moment.refused(
        "record show case-2",
        code=3,
        message="no record case-2",
        hint="did you mean case-1?",
    )
    moment.refused(
        "record show task-1",
        code=3,
        message="no record task-1",
        hint="did you mean case-1?",
    )
    moment.refused(
        "record show logni",
        code=3,
        message="no record 'logni'",
        hint="did you mean case-1 (Login)?",
    )


# changing


def changed(cli: Cli, options: str) -> Result:
    return cli.run(f"record edit 1 {options}")


def test_an_edit_says_what_changed(case: Cli) -> None:
    assert changed(case, "--rate 66.50 --title 'Login again' --no-customer").err == (
        "Changed case-1: title Login again, customer removed, rate 66.50 USD per hour.\n"
    )
    assert changed(case, "--description 'Long\nstory'").err == "Changed case-1: description.\n"


def test_an_edit_that_changes_nothing_leaves_no_trace(case: Cli) -> None:
    entries = case.rows("SELECT count(*) FROM entry")
    assert changed(case, "--rate 60 --title Login --billable").err == "Nothing changed.\n"
    assert case.rows("SELECT count(*) FROM entry") == entries


def test_an_edit_without_options_is_refused(case: Cli) -> None:
    case.at(NINE).refused(
        "record edit 1",
        code=2,
        message="no changes given",
        hint="timelog record edit --help",
    )


def test_the_type_never_changes(case: Cli) -> None:
    case.at(NINE).refused(
        "record edit case-1 --type task",
        message="cannot change the type of case-1: it is part of the reference",
        hint='timelog record add "Title" --type task',
    )


def test_an_empty_text_takes_a_value_away(case: Cli) -> None:
    changed(case, "--estimate 3h --discount 5 --description x --increment 15m --minimum 15m")
    changed(case, "--estimate '' --discount '' --tax-rate '' --description '' --minimum ''")
    made = record(case)
    assert (made["estimate_seconds"], made["discount"], made["tax_rate"]) == (None, None, None)
    assert (made["description"], made["minimum_seconds"]) == ("", None)
    assert made["increment_seconds"] == 900
    changed(case, "--no-increment --no-estimate")
    assert record(case)["increment_seconds"] is None


def test_giving_and_taking_away_contradict_each_other(case: Cli) -> None:
    case.at(NINE).refused(
        "record edit 1 --customer acme --no-customer",
        code=2,
        message="--customer cannot be used with --no-customer",
        hint="use only one of them",
    )


def test_a_record_is_made_billable_later(case: Cli) -> None:
    case.run("record add Lunch")
    case.at(NINE).refused(
        "record edit task-2 --billable",
        message="a record without a service cannot be billable",
        hint="timelog record edit task-2 --service SERVICE --billable",
    )
    edited = case.run("record edit task-2 --service cons --billable")
    assert edited.err == (
        "Changed task-2: service Consulting, rate 60.00 USD per hour, billable, tax rate 22%.\n"
    )


def test_billable_needs_a_rate_too(case: Cli) -> None:
    assert changed(case, "--no-rate").err == "Changed case-1: rate removed, non-billable.\n"
    case.at(NINE).refused(
        "record edit 1 --billable",
        message="a record without a rate cannot be billable",
        hint="timelog record edit case-1 --rate 60 --billable",
    )
    changed(case, "--rate 70 --billable")
    made = record(case)
    assert (made["rate"], made["currency"], made["billable"]) == ("70", "USD", True)


def test_a_rate_without_a_service_is_refused_on_an_edit(cli: Cli) -> None:
    cli.run("record add Lunch")
    cli.at(NINE).refused(
        "record edit 1 --rate 60",
        message="a rate needs a service, which gives its unit and currency",
        hint="timelog record edit task-1 --service SERVICE --rate 60",
    )


def test_another_service_brings_its_own_price(case: Cli) -> None:
    case.run("service add Training --price 900 --currency EUR --per day")
    worked(case, "1", "--billable")
    changed(case, "--service training")
    made = record(case)
    assert (made["rate"], made["currency"], made["rate_unit"]) == ("900", "EUR", "day")
    assert (made["tax_rate"], made["unbilled_amount"]) == (None, "112.50")


def test_a_new_rate_touches_only_what_is_not_invoiced(case: Cli) -> None:
    worked(case, "1", "--billable")
    invoiced(case)
    worked(case, "1", "--billable", start=TEN, end="2026-11-02 11:00")
    before = case.rows("SELECT * FROM log"), case.rows("SELECT * FROM invoice")
    changed(case, "--rate 90")
    made = record(case)
    assert (made["rate"], made["unbilled_seconds"], made["unbilled_amount"]) == (
        "90",
        3600,
        "90.00",
    )
    assert before == (case.rows("SELECT * FROM log"), case.rows("SELECT * FROM invoice"))


@pytest.mark.parametrize("option", ["--no-service", "--no-rate", "--no-billable"])
def test_billing_is_not_taken_away_while_billable_logs_exist(case: Cli, option: str) -> None:
    worked(case, "1", "--billable")
    worked(case, "1", "--billable", start=TEN, end="2026-11-02 11:00")
    case.at(TEN).refused(
        f"record edit 1 {option}",
        message="cannot make case-1 non-billable: it has 2 unbilled logs",
        hint=f"to make them non-billable too: timelog record edit case-1 {option} --unmark-logs",
    )
    cleared = changed(case, f"{option} --unmark-logs")
    assert "non-billable" in cleared.err
    assert cleared.err.endswith(".\nMade 2 logs non-billable.\n")
    assert (record(case)["billable"], record(case)["billable_seconds"]) == (False, 0)


def test_billing_is_not_taken_away_while_a_timer_is_billable(case: Cli) -> None:
    case.at(NINE).run("timer start 1 --billable")
    case.at(TEN).refused(
        "record edit 1 --no-billable",
        message="cannot make case-1 non-billable: it has 1 billable timer",
        hint="to make them non-billable too:"
        " timelog record edit case-1 --no-billable --unmark-logs",
    )
    assert changed(case, "--no-billable --unmark-logs").err == (
        "Changed case-1: non-billable.\nMade 1 timer non-billable.\n"
    )
    assert case.at(TEN).run("timer stop --json").json["billable"] is False


def test_billing_is_taken_away_when_all_billable_logs_are_invoiced(case: Cli) -> None:
    worked(case, "1", "--billable")
    invoiced(case)
    assert changed(case, "--no-service").err == (
        "Changed case-1: service removed, rate removed, non-billable, tax rate removed.\n"
    )
    assert case.rows("SELECT billable FROM log") == [(1,)]


def test_clear_logs_alone_is_refused(case: Cli) -> None:
    case.at(NINE).refused(
        "record edit 1 --rate 70 --unmark-logs",
        code=2,
        message="--unmark-logs can be used only with --no-billable, --no-service or --no-rate",
        hint="timelog record edit --help",
    )


# statuses


@pytest.mark.parametrize(
    ("verb", "status", "said"),
    [
        ("resolve", "resolved", "Resolved task-1 (Work).\n"),
        ("close", "closed", "Closed task-1 (Work).\n"),
        ("wait", "waiting", "Marked task-1 (Work) as waiting.\n"),
    ],
)
def test_a_record_gets_a_status(cli: Cli, verb: str, status: str, said: str) -> None:
    cli.run("record add Work")
    assert cli.run(f"record {verb} 1").err == said
    assert record(cli)["status"] == status
    again = cli.run(f"record {verb} 1 --json")
    assert again.err == f"task-1 is already {status}.\n"
    assert again.json["status"] == status


@pytest.mark.parametrize("verb", ["resolve", "close", "wait"])
def test_a_record_is_opened_again(cli: Cli, verb: str) -> None:
    cli.run("record add Work")
    cli.run(f"record {verb} 1")
    assert cli.run("record reopen 1").err == "Reopened task-1 (Work).\n"
    assert record(cli)["status"] == "open"
    assert cli.run("record reopen 1").err == "task-1 is already open.\n"


def test_a_new_record_needs_no_reopening(cli: Cli) -> None:
    cli.run("record add Work")
    assert cli.run("record reopen 1").err == "task-1 is already new.\n"


def test_a_closed_record_is_resolved_and_closed_again(cli: Cli) -> None:
    cli.run("record add Work")
    for verb, status in (("close", "closed"), ("resolve", "resolved"), ("close", "closed")):
        assert cli.run(f"record {verb} 1 --json").json["status"] == status


def test_a_resolved_record_says_what_can_be_invoiced(case: Cli) -> None:
    worked(case, "1", "--billable")
    assert case.at(TEN).run("record resolve 1").err == (
        "Resolved case-1 (Login).\nUnbilled: 1:00. To invoice: timelog billing issue case-1\n"
    )


def test_reopening_leaves_what_is_invoiced(case: Cli) -> None:
    worked(case, "1", "--billable")
    case.run("record close 1")
    invoiced(case)
    case.run("record reopen 1")
    assert [log["invoice"] for log in record(case)["logs"]] == ["2026-0001"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("verb", ["resolve", "close"])
@pytest.mark.parametrize("state", ["running", "paused"])
def test_a_record_with_a_live_timer_is_not_done(cli: Cli, verb: str, state: str) -> None:
    cli.run("record add Work")
    cli.at(NINE).run("timer start 1")
    if state == "paused":
        cli.at("2026-11-02 09:30").run("timer pause")
    cli.at(TEN).refused(
        f"record {verb} 1",
        message=f"task-1 has an active timer: ada's timer is {state}",
        hint=f"timelog record {verb} task-1 --stop-timer",
    )


def test_stop_timer_stops_everybodys_timer_first(case: Cli) -> None:
    case.at(NINE).run("timer start 1 --billable")
    case.at("2026-11-02 09:15").run("timer start 1", user="bob")
    resolved = case.at(TEN).run("record resolve 1 --stop-timer")
    assert resolved.err == (
        "Stopped case-1 (Login) at 10:00: log 1, 0:45.\n"
        "Stopped case-1 (Login) at 10:00: log 2, 1:00, billable.\n"
        "Resolved case-1 (Login).\n"
        "Unbilled: 1:00. To invoice: timelog billing issue case-1\n"
        "0:45 more on case-1 is not billable. To bill it:"
        " timelog log mark all --record case-1 --billable\n"
    )
    assert [log["owner"] for log in record(case)["logs"]] == ["ada", "bob"]  # type: ignore[attr-defined]


def test_a_resolved_record_refuses_timers_until_it_is_reopened(cli: Cli) -> None:
    cli.run("record add Work")
    cli.run("record resolve 1")
    cli.at(NINE).refused(
        "timer start 1", message="task-1 is resolved", hint="timelog record reopen task-1"
    )
    cli.run("record reopen 1")
    cli.at(NINE).run("timer start 1")


def test_a_timer_is_not_stopped_by_a_clock_that_went_backwards(cli: Cli) -> None:
    cli.run("record add Work")
    cli.at(TEN).run("timer start 1")
    cli.at(NINE).refused(
        "record close 1 --stop-timer",
        message="the system clock has gone back: it shows 2026-11-02 09:00:00,"
        " but the timer on task-1 last changed at 2026-11-02 10:00:00",
        hint="correct the system clock, then try again",
    )


@pytest.mark.parametrize("verb", ["resolve", "close", "reopen", "wait", "delete", "edit"])
def test_an_unknown_record_is_not_found(cli: Cli, verb: str) -> None:
    cli.run("record list")
    options = " --title x" if verb == "edit" else ""
    cli.at(NINE).refused(
        f"record {verb} 7{options}",
        code=3,
        message="no record 7",
        hint="timelog record list",
    )


# deleting


def test_a_record_is_deleted(cli: Cli) -> None:
    cli.run("record add Work")
    deleted = cli.run("record delete 1 --yes")
    assert deleted.err == "Deleted task-1 (Work). To undo: timelog undo\n"
    cli.at(NINE).refused("record show 1", code=3, message="no record 1")


def test_a_number_is_never_given_twice(cli: Cli) -> None:
    cli.run("record add Work")
    cli.run("record delete 1 --yes")
    assert cli.run("record add Work").out == "task-2\n"


def test_a_deletion_asks_first(cli: Cli) -> None:
    cli.run("record add Work")
    cli.at(NINE).refused(
        "record delete 1",
        message="confirmation needed, but there is no terminal: Delete task-1 (Work)?",
        hint="to confirm, add --yes",
    )
    kept = cli.at(NINE).run("record delete 1", answers="\n", code=1)
    assert kept.err == "Delete task-1 (Work)? [y/N] Nothing changed.\n"
    cli.at(NINE).run("record delete 1", answers="yes\n")
    assert cli.run("record list --json").json == []


def test_a_record_with_logs_is_deleted_only_with_them(cli: Cli) -> None:
    cli.run("record add Work")
    worked(cli, "1", "--tag deep")
    worked(cli, "1", start=TEN, end="2026-11-02 11:00")
    cli.at(TEN).refused(
        "record delete 1 --yes",
        message="cannot delete task-1: it has 2 logs",
        hint="timelog record delete task-1 --with-logs",
    )
    deleted = cli.run("record delete 1 --with-logs --yes")
    assert deleted.err == "Deleted task-1 (Work) with 2 logs. To undo: timelog undo\n"
    assert [cli.rows(f"SELECT count(*) FROM {name}") for name in ("log", "segment", "log_tag")] == [
        [(0,)],
        [(0,)],
        [(0,)],
    ]


def test_a_record_with_a_live_timer_is_deleted_only_when_it_stops(cli: Cli) -> None:
    cli.run("record add Work")
    cli.at(NINE).run("timer start 1")
    moment = cli.at(TEN)
    moment.refused(
        "record delete 1 --yes",
        message="task-1 has an active timer: ada's timer is running",
        hint="timelog record delete task-1 --stop-timer --with-logs",
    )
    moment.refused(
        "record delete 1 --stop-timer --yes",
        message="cannot delete task-1: it has 1 log (including those its timers become)",
        hint="timelog record delete task-1 --stop-timer --with-logs",
    )
    deleted = moment.run("record delete 1 --stop-timer --with-logs --yes")
    assert deleted.err == "Deleted task-1 (Work) with 1 timer. To undo: timelog undo\n"
    assert cli.rows("SELECT count(*) FROM timer") == [(0,)]


def test_a_record_on_an_invoice_is_never_deleted(case: Cli) -> None:
    worked(case, "1", "--billable")
    invoiced(case)
    case.at(TEN).refused(
        "record delete 1 --with-logs --yes",
        message="cannot delete case-1: it is on invoice 2026-0001",
        hint="timelog record close case-1",
    )


def test_resolving_a_billable_record_without_billable_time_says_so(cli: Cli) -> None:
    cli.run("service add Consulting --price 60 --currency USD")
    cli.run("customer add Acme")
    cli.run("record add Login --customer Acme --service Consulting --billable")
    cli.at("2026-11-02 12:00").run("log add task-1 9:00-10:00")
    result = cli.at("2026-11-02 12:00").run("record resolve task-1")
    assert result.err == (
        "Resolved task-1 (Login).\n"
        "None of its time is marked as billable. To change that: timelog log mark all"
        " --record task-1 --billable\n"
    )
    cli.at("2026-11-02 12:00").run("log mark all --record task-1 --billable")
    issued = cli.at("2026-11-02 12:00").run("billing issue task-1 --json").json
    assert issued[0]["total"] == "60.00"


def test_a_narrow_terminal_shows_notes_rather_than_columns_that_say_nothing(case: Cli) -> None:
    case.run('log add 1 2026-11-02 8:00-9:00 --note "Called Grace"')
    shown = case.run("record show 1", terminal=40).out
    assert "Called Grace" in shown
    assert "INVOICE" not in shown
