"""What becomes of quotes: sent, accepted, declined, expired; and beside them what is billed."""

from __future__ import annotations

import sqlite3

import pytest

from tests.cli import html_pages
from tests.cli.quoting import accept, billed, estimated, priced, quote, worked
from tests.harness import Cli, once
from tests.localized import figure

LIST = "NUMBER      DATE        CUSTOMER   TOTAL  CURRENCY  STATUS"


@pytest.fixture
@once
def quoted(cli: Cli) -> Cli:
    """``case-1`` of 10 hours at 80 EUR in the quote Q2026-0001, valid until 2026-12-02."""
    priced(cli)
    estimated(cli)
    quote(cli)
    return cli


def status(cli: Cli, number: str = "Q2026-0001", day: str = "2026-11-03") -> str:
    return str(cli.at(f"{day} 12:00").run(f"billing show {number} --json").json["status"])


# Life


def test_a_quote_expires_after_its_last_day(quoted: Cli) -> None:
    assert status(quoted, day="2026-12-02") == "open"
    assert status(quoted, day="2026-12-03") == "expired"


def test_an_answer_is_noted_with_its_day(quoted: Cli) -> None:
    at = quoted.at("2026-11-05 10:00")
    accepted = at.run("billing accept q2026-0001 --date 2026-11-04 --json")
    assert (accepted.json["status"], accepted.json["answered_on"]) == ("accepted", "2026-11-04")
    assert accepted.err == "Marked Q2026-0001 as accepted on 2026-11-04: case-1.\n"
    declined = at.run("billing decline Q2026-0001 --json")
    assert (declined.json["status"], declined.json["answered_on"]) == ("declined", "2026-11-05")
    assert declined.err == "Marked Q2026-0001 as declined on 2026-11-05.\n"
    assert status(quoted, day="2027-01-01") == "declined"


def test_a_quote_is_sent_and_stays_open(quoted: Cli) -> None:
    sent = quoted.at("2026-11-03 10:00").run("billing send Q2026-0001 --json").json
    assert (sent["status"], sent["sent_on"]) == ("open", "2026-11-03")
    quoted.at("2026-11-04 10:00").refused(
        "billing send Q2026-0001",
        message="Q2026-0001 was already marked as sent on 2026-11-03",
        hint="timelog billing show Q2026-0001",
    )


def test_accepting_warns_of_a_record_that_cannot_be_billed_yet(quoted: Cli) -> None:
    quoted.run("record edit case-1 --no-billable")
    accepted = quoted.at("2026-11-03 10:00").run("billing accept Q2026-0001")
    assert accepted.err.splitlines()[1] == (
        "warning: case-1 is not billable yet; to change that: timelog record edit case-1 --billable"
    )


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_an_answer_is_undone_and_redone(quoted: Cli, verb: str) -> None:
    before = quoted.dump()
    at = quoted.at("2026-11-03 10:00")
    at.run(f"billing {verb} Q2026-0001")
    after = quoted.dump()
    at.run("undo")
    assert quoted.dump() == before
    assert status(quoted) == "open"
    at.run("redo")
    assert quoted.dump() == after


def test_a_quote_itself_is_not_undone(quoted: Cli) -> None:
    quoted.at("2026-11-03 10:00").refused(
        "undo",
        message="cannot undo 'timelog billing quote case-1 --json --no-seller': Q2026-0001 has been"
        " issued and can only be declined",
        hint="timelog billing decline Q2026-0001",
    )


def test_what_cannot_be_answered_is_refused(quoted: Cli) -> None:
    worked(quoted, "2026-11-03 9:00-10:00")
    billed(quoted)
    at = quoted.at("2026-11-30 19:00")
    at.run("billing credit 2026-0001")
    for verb, done in (("accept", "accepted"), ("decline", "declined")):
        at.refused(
            f"billing {verb} Q2026-0009",
            code=3,
            message="no quote 'Q2026-0009'",
            hint="did you mean Q2026-0001?",
        )
        at.refused(
            f"billing {verb} 2026-0001",
            message=f"2026-0001 is an invoice and cannot be {done}",
            hint="timelog billing quotes",
        )
        at.refused(
            f"billing {verb} CN-2026-0001",
            message=f"CN-2026-0001 is a credit note and cannot be {done}",
            hint="timelog billing quotes",
        )
        at.refused(
            f"billing {verb} Q2026-0001 --date 2026-11-01",
            message="2026-11-01 is before Q2026-0001 was issued, on 2026-11-02",
            hint="use --date 2026-11-02 or later",
        )
        at.run(f"billing {verb} Q2026-0001")
        at.refused(
            f"billing {verb} Q2026-0001",
            message=f"Q2026-0001 was already {done} on 2026-11-30",
            hint="timelog billing show Q2026-0001",
        )


def test_an_expired_quote_is_accepted_only_for_a_day_on_which_it_was_valid(quoted: Cli) -> None:
    at = quoted.at("2026-12-10 10:00")
    at.refused(
        "billing accept Q2026-0001",
        message="Q2026-0001 was valid only until 2026-12-02",
        hint="add --date 2026-12-02 if it was accepted in time; otherwise issue a new quote:"
        " timelog billing quote case-1",
    )
    at.run("billing accept Q2026-0001 --date 2026-12-02")
    assert status(quoted, day="2027-01-01") == "accepted"


def test_a_record_has_one_accepted_quote(quoted: Cli) -> None:
    quote(quoted, "case-1 --discount 10%")
    accept(quoted)
    quoted.at("2026-11-04 10:00").refused(
        "billing accept Q2026-0002",
        message="case-1 already has an accepted quote: Q2026-0001",
        hint="timelog billing decline Q2026-0001",
    )
    quoted.at("2026-11-04 10:00").run("billing decline Q2026-0001")
    assert accept(quoted, "Q2026-0002", "2026-11-04")["status"] == "accepted"


def test_a_quote_is_neither_paid_nor_credited(quoted: Cli) -> None:
    accept(quoted)
    for verb, done in (("pay", "paid"), ("credit", "credited")):
        quoted.at("2026-11-04 10:00").refused(
            f"billing {verb} Q2026-0001",
            message=f"Q2026-0001 is a quote and cannot be {done}",
            hint="to invoice the work: timelog billing issue case-1",
        )


def test_what_is_quoted_is_not_deleted(quoted: Cli) -> None:
    at = quoted.at("2026-11-04 10:00")
    at.refused(
        "record delete case-1 --yes",
        message="cannot delete case-1: it is on quote Q2026-0001",
        hint="timelog record close case-1",
    )
    at.refused(
        "customer delete Acme --yes",
        message="cannot delete the customer 'Acme': it is on quote Q2026-0001",
        hint="to rename it: timelog customer edit Acme --name NAME",
    )
    at.run("record edit case-1 --no-billable --no-service")
    at.refused(
        "service delete Consulting --yes",
        message="cannot delete the service 'Consulting': it is on quote Q2026-0001",
        hint="to rename it: timelog service edit Consulting --name NAME",
    )


def test_what_is_kept_stays_whatever_changes(quoted: Cli) -> None:
    kept = quoted.run("billing show Q2026-0001").raw
    quoted.run("record edit case-1 --estimate 20h --rate 90 --title Other")
    quoted.run("customer edit Acme --name Bell --locale it")
    assert quoted.run("billing show Q2026-0001").raw == kept


# The database itself

CHANGES = [
    "UPDATE invoice SET total = '1.00'",
    "UPDATE invoice SET due_date = '2027-01-01'",
    "UPDATE invoice SET kind = 'invoice'",
    "UPDATE invoice SET snapshot = '{}'",
    "DELETE FROM invoice",
    "DELETE FROM invoice_line",
    "UPDATE document SET bytes = x'00'",
    "DELETE FROM record WHERE id = 1",
    "DELETE FROM customer WHERE id = 1",
    "DELETE FROM service WHERE id = 1",
    "UPDATE counter SET last = 0",
    "INSERT INTO payment (uuid, invoice_id, amount, paid_on)"
    " VALUES (randomblob(16), 1, '1.00', '2026-11-05')",
    "INSERT INTO line_log VALUES (1, 1, 1, 1, 60)",
    "INSERT INTO line_item (invoice_id, position, item_id, record_id) VALUES (1, 1, 1, 1)",
    "UPDATE invoice SET answer = 'accepted', answered_on = '2026-11-04' WHERE id = 2",
    "INSERT INTO invoice SELECT 9, randomblob(16), 'C1', 'credit-note', 'C', 1, customer_id, 1,"
    " currency, issue_date, due_date, total, total, issued_at, NULL, NULL, NULL, 0, snapshot"
    " FROM invoice WHERE id = 1",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_sqlite3_cannot_change_what_is_quoted(quoted: Cli, sql: str) -> None:
    quote(quoted)
    accept(quoted)
    if "'C1'" in sql:
        quoted.rows("INSERT INTO counter (series, last) VALUES ('C', 1)")
    before = quoted.dump()
    connection = sqlite3.connect(quoted.path)
    with pytest.raises(sqlite3.IntegrityError, match=r"^rule:"), connection:
        connection.execute(sql)
    connection.close()
    assert quoted.dump() == before


@pytest.mark.parametrize(
    ("kind", "series", "answer"),
    [
        ("invoice", "Q2026-{seq}", "NULL"),
        ("quote", "R{seq}", "'accepted'"),
    ],
)
def test_sqlite3_cannot_mix_series_or_answer_beforehand(
    quoted: Cli, kind: str, series: str, answer: str
) -> None:
    assert quoted.rows("SELECT series FROM counter") == [("Q2026-{seq}",)]
    with sqlite3.connect(quoted.path) as connection:
        connection.execute("UPDATE counter SET last = last + 1 WHERE series = ?", (series,))
        if series == "R{seq}":
            connection.execute("INSERT INTO counter (series, last) VALUES (?, 1)", (series,))
        with pytest.raises(sqlite3.IntegrityError, match=r"^rule:.*quote"):
            connection.execute(
                "INSERT INTO invoice SELECT 9, randomblob(16), 'X9', :kind, :series,"
                " (SELECT last FROM counter WHERE series = :series), customer_id, NULL, currency,"
                " issue_date, due_date, total, total, issued_at, NULL,"
                f" {answer}, CASE WHEN {answer} IS NULL THEN NULL ELSE issue_date END, 0, snapshot"
                " FROM invoice WHERE id = 1",
                {"kind": kind, "series": series},
            )
        connection.rollback()
    connection.close()


def test_the_check_finds_what_cannot_be(quoted: Cli) -> None:
    quote(quoted)
    accept(quoted)
    worked(quoted, "2026-11-03 9:00-10:00")
    for trigger in ("invoice_update_rules", "line_log_insert_rules"):
        quoted.rows(f"DROP TRIGGER {trigger}")
    quoted.rows("UPDATE invoice SET answer = 'accepted', answered_on = '2026-11-04' WHERE id = 2")
    quoted.rows("INSERT INTO line_log VALUES (2, 1, 1, 1, 60)")
    said = quoted.run("db check", code=7).out
    assert "case-1 has 2 accepted quotes" in said
    assert "quote Q2026-0002 bills log 1" in said


# Lists


def test_quotes_are_listed_apart_from_invoices(quoted: Cli) -> None:
    quoted.run("customer add Bell")
    quoted.run("record add Third --customer Bell --service Consulting --estimate 1h")
    quote(quoted, "task-2 --valid-until 7d", day="2026-11-05")
    accept(quoted)
    quoted.at("2026-11-06 10:00").run("billing send Q2026-0002")
    at = quoted.at("2026-12-20 10:00")
    assert at.run("billing quotes").out == (
        "NUMBER      DATE        CUSTOMER   TOTAL  CURRENCY  STATUS    VALID UNTIL  SENT"
        "        ANSWERED\n"
        "Q2026-0001  2026-11-02  Acme      800.00  EUR       accepted  2026-12-02"
        "               2026-11-03\n"
        "Q2026-0002  2026-11-05  Bell       80.00  EUR       expired   2026-11-12   2026-11-06\n"
    )

    def numbers(words: str) -> list[str]:
        return [one["number"] for one in at.run(f"billing quotes {words} --json").json]

    assert numbers("") == ["Q2026-0001", "Q2026-0002"]
    assert numbers("--customer bell") == ["Q2026-0002"]
    assert numbers("--status accepted") == ["Q2026-0001"]
    assert numbers("--status expired") == ["Q2026-0002"]
    assert numbers("2026-11-05") == ["Q2026-0002"]
    assert at.run("billing list --json").json == []


def test_no_quotes_are_no_error(cli: Cli) -> None:
    assert cli.run("billing quotes --json").json == []
    assert "No quotes. To make one: timelog billing quote REF\n" in cli.run("billing quotes").err


def test_a_status_of_invoices_is_none_of_quotes(cli: Cli) -> None:
    cli.at("2026-11-02 10:00").refused(
        "billing quotes --status paid",
        code=2,
        message="invalid value for --status: 'paid'",
        hint="use one of open, accepted, declined, expired",
    )


def test_quotes_count_in_no_figure_of_invoices(quoted: Cli) -> None:
    accept(quoted)
    assert "invoice" not in quoted.run("db check").out
    shown = quoted.run("customer show Acme --json").json
    assert (shown["invoices"], shown["quotes"]) == ([], ["Q2026-0001"])
    assert (shown["unbilled_seconds"], shown["unbilled_amounts"]) == (0, {})
    assert quoted.run("billing preview --json").json == []
    assert quoted.run("report all --by record --json").json == []


def test_the_history_of_a_record_has_its_quotes(quoted: Cli) -> None:
    lines = [one["command"] for one in quoted.run("history --record case-1 --json").json]
    assert lines[0] == "timelog billing quote case-1 --json --no-seller"


# What was quoted beside what is billed


def test_an_invoice_shows_what_was_quoted(quoted: Cli) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 9:00-17:00", "2026-11-04 9:00-13:30")
    made = billed(quoted)
    assert made["quotes"] == [
        {
            "quote": "Q2026-0001",
            "record": "case-1",
            "unit": "hour",
            "quoted_seconds": 36000,
            "quoted_quantity": "10.00",
            "quoted_amount": "800.00",
            "billed_seconds": 45000,
            "billed_quantity": "12.50",
            "billed_amount": "1000.00",
            "above": True,
        }
    ]
    assert (
        "| Quote      | Record | Unit  | Quoted |    EUR | Billed so far |     EUR |\n"
        "| ---------- | ------ | ----- | -----: | -----: | ------------: | ------: |\n"
        "| Q2026-0001 | case-1 | hours |  10.00 | 800.00 |         12.50 | 1000.00 |\n"
    ) in quoted.run("billing show 2026-0001").out


def test_the_html_invoice_has_the_same_figures(quoted: Cli) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 9:00-17:00", "2026-11-04 9:00-13:30")
    billed(quoted, "case-1 --locale de_DE")
    page = html_pages.page(quoted.run("billing show 2026-0001 --format html").out)
    (section,) = page.all("section", class_="quotes")
    assert section.all("h2")[0].text == "Angeboten und berechnet"
    figures = [one.attributes["value"] for one in section.all("data")]
    assert figures == ["10.00", "800.00", "12.50", "1000.00"]
    written = [figure(text, "de_DE") for text in figures]
    assert [one.text for one in section.all("data")] == written != figures


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("it", ("Preventivo", "Preventivato", "Fatturato finora")),
        ("de", ("Angebot", "Angeboten", "Bisher berechnet")),
        ("fr", ("Devis", "Prévu au devis", "Facturé à ce jour")),
        ("es", ("Presupuesto", "Presupuestado", "Facturado hasta ahora")),
    ],
)
def test_the_words_are_those_of_the_customer(
    quoted: Cli, locale: str, words: tuple[str, ...]
) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 9:00-10:00")
    shown = quoted.at("2026-11-30 18:00").run(f"billing preview case-1 --locale {locale}").out
    (head,) = [line for line in shown.splitlines() if words[1] in line]
    cells = [cell.strip() for cell in head.strip("|").split("|")]
    assert (cells[0], cells[3], cells[5]) == words


def test_only_an_accepted_quote_is_shown(quoted: Cli) -> None:
    worked(quoted, "2026-11-03 9:00-10:00")
    at = quoted.at("2026-11-30 18:00")
    assert at.run("billing preview case-1 --json").json[0]["quotes"] == []
    at.run("billing decline Q2026-0001")
    assert at.run("billing preview case-1 --json").json[0]["quotes"] == []
    at.run("billing accept Q2026-0001")
    assert len(at.run("billing preview case-1 --json").json[0]["quotes"]) == 1


def test_the_preview_warns_of_what_is_above_the_quote(quoted: Cli) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 8:00-18:00")
    at = quoted.at("2026-11-30 18:00")
    assert "above" not in at.run("billing preview case-1").err
    at.run("log add case-1 '2026-11-04 9:00-9:30' --billable")
    warned = at.run("billing preview case-1").err
    assert (
        "warning: case-1 is billed at 840.00 EUR, which exceeds the 800.00 EUR quoted in"
        " Q2026-0001\n"
    ) in warned


def test_an_issue_warns_of_what_is_above_the_quote(quoted: Cli) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 8:00-18:00")
    at = quoted.at("2026-11-30 18:00")
    first = at.run("billing issue case-1")
    assert "above" not in first.err
    at.run("log add case-1 '2026-11-04 9:00-9:30' --billable")
    warning = (
        "warning: case-1 is billed at 840.00 EUR, which exceeds the 800.00 EUR quoted in Q2026-0001"
    )
    issued = at.run("billing issue --all")
    assert (issued.code, issued.err.splitlines().count(warning)) == (0, 1)
    assert at.run("billing show 2026-0001 --json").json["quotes"][0]["above"] is False
    assert at.run("billing show 2026-0002 --json").json["quotes"][0]["above"] is True


def test_quiet_silences_what_is_above_the_quote(quoted: Cli) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 8:00-20:00")
    assert quoted.at("2026-11-30 18:00").run("--quiet billing issue case-1").err == ""


def figures(made: object) -> list[tuple[str, str, int, str]]:
    assert isinstance(made, dict)
    return [
        (one["record"], one["billed_quantity"], one["billed_seconds"], one["billed_amount"])
        for one in made["quotes"]
    ]


def test_later_invoices_count_the_earlier_ones(quoted: Cli) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 9:00-15:00")
    assert figures(billed(quoted)) == [("case-1", "6.00", 21600, "480.00")]
    worked(quoted, "2026-11-04 9:00-14:00")
    assert figures(billed(quoted)) == [("case-1", "11.00", 39600, "880.00")]


def test_what_was_credited_does_not_count(quoted: Cli) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 9:00-15:00")
    billed(quoted, "case-1 --group-by log")
    note = quoted.at("2026-11-30 19:00").run("billing credit 2026-0001 --json").json
    assert note["quotes"] == []
    quoted.at("2026-11-30 19:00").run("log edit 1 --end '2026-11-03 13:00'")
    assert figures(billed(quoted)) == [("case-1", "4.00", 14400, "320.00")]


@pytest.mark.parametrize("key", ["record", "log", "day", "owner", "service"])
def test_figures_of_a_record_are_the_same_however_lines_are_made(cli: Cli, key: str) -> None:
    priced(cli)
    for title in ("One", "Two"):
        estimated(cli, "3h", title=title)
    quote(cli, "1 2")
    accept(cli)
    worked(cli, "2026-11-03 9:00-10:00", "2026-11-04 9:00-10:30", ref="case-1")
    worked(cli, "2026-11-05 9:00-9:30", ref="case-2")
    made = billed(cli, f"1 2 --group-by {key}")
    assert figures(made) == [
        ("case-1", "2.50", 9000, "200.00"),
        ("case-2", "0.50", 1800, "40.00"),
    ]


def test_shares_of_a_line_over_several_records_add_up_to_it(cli: Cli) -> None:
    priced(cli, price="100 EUR")
    for title in ("One", "Two", "Three"):
        estimated(cli, "1h", title=title)
    quote(cli, "1 2 3")
    accept(cli)
    for place in (1, 2, 3):
        worked(cli, f"2026-11-0{place + 2} 9:00-9:20", ref=f"case-{place}")
    made = billed(cli, "1 2 3 --group-by service")
    assert made["lines"][0]["net"] == "100.00"
    assert sum(round(float(one[3]) * 100) for one in figures(made)) == 10000


def test_items_count_with_the_work(quoted: Cli) -> None:
    quoted.run("billing item add case-1 Travel 120")
    quote(quoted)
    accept(quoted, "Q2026-0002")
    quoted.run("billing item add case-1 Hotel 100")
    worked(quoted, "2026-11-03 9:00-19:00")
    (one,) = billed(quoted)["quotes"]
    assert (one["quoted_quantity"], one["quoted_amount"]) == ("10.00", "920.00")
    assert (one["billed_quantity"], one["billed_amount"]) == ("10.00", "1020.00")


def test_a_flat_price_is_one_whatever_time_it_took(cli: Cli) -> None:
    priced(cli, price="900 EUR", more="--per flat")
    estimated(cli)
    quote(cli)
    accept(cli)
    worked(cli, "2026-11-03 9:00-10:00")
    (one,) = billed(cli)["quotes"]
    assert (one["unit"], one["quoted_quantity"], one["billed_quantity"]) == ("flat", "1", "1")
    assert (one["quoted_amount"], one["billed_amount"]) == ("900.00", "900.00")


def test_an_item_is_no_flat_price(cli: Cli) -> None:
    """A flat price counts as one when it is billed, and not for the items beside it."""
    priced(cli, more="--per flat", price="900 EUR")
    estimated(cli)
    cli.run("billing item add case-1 Travel 50 --date 2026-12-05")
    assert quote(cli)["total"] == "950.00"
    accept(cli)
    cli.at("2026-11-30 18:00").run("record resolve case-1")
    quoted_of = " Q2026-0001 (accepted): {}\n"
    assert quoted_of.format("10:00, 950.00 EUR") in cli.run("record show case-1").out
    first = billed(cli, "case-1 --period 2026-12", day="2026-12-10")
    assert figures(first) == [("case-1", "0", 0, "50.00")]
    second = billed(cli, day="2026-12-11")
    assert figures(second) == [("case-1", "1", 0, "950.00")]
    at = cli.at("2026-12-12 09:00")
    shown = at.run("record show case-1").out
    assert quoted_of.format("10:00, 950.00 EUR; billed 950.00 EUR") in shown
    at.run("billing credit 2026-0002")
    at.run("billing item add case-1 Hotel 20")
    assert figures(billed(cli, "case-1 --period 2026-12", day="2026-12-13")) == [
        ("case-1", "0", 0, "70.00")
    ]


def test_a_quote_of_items_alone_names_no_time(cli: Cli) -> None:
    priced(cli)
    record = cli.run(
        "record add Trip --type case --customer Acme --service Consulting --billable --json"
    )
    assert record.json["ref"] == "case-1"
    cli.run("billing item add case-1 Travel 50")
    quote(cli)
    assert " Q2026-0001 (open): 50.00 EUR\n" in cli.run("record show case-1").out


def test_a_unit_that_changed_is_compared_in_hours(quoted: Cli) -> None:
    accept(quoted)
    quoted.run("service add Daily --price 640 --currency EUR --per day")
    quoted.run("record edit case-1 --service Daily")
    worked(quoted, "2026-11-03 9:00-13:00")
    (one,) = billed(quoted)["quotes"]
    assert (one["unit"], one["quoted_quantity"], one["billed_quantity"]) == (
        "hour",
        "10.00",
        "4.00",
    )
    assert one["billed_amount"] == "320.00"


def test_an_invoice_in_another_currency_shows_no_quote(quoted: Cli) -> None:
    accept(quoted)
    quoted.run("service add Abroad --price 100 --currency USD")
    quoted.run("record edit case-1 --service Abroad")
    worked(quoted, "2026-11-03 9:00-10:00")
    assert billed(quoted)["quotes"] == []


def test_a_record_of_another_customer_shows_no_quote_of_the_first(quoted: Cli) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 9:00-11:00")
    assert figures(billed(quoted, day="2026-11-28")) == [("case-1", "2.00", 7200, "160.00")]
    quoted.run("customer add Bell")
    quoted.run("record edit case-1 --customer Bell")
    worked(quoted, "2026-11-04 9:00-20:00")
    made = quoted.at("2026-11-29 18:00").run("billing issue case-1")
    assert "Q2026" not in made.out + made.err
    quoted.run("record edit case-1 --customer Acme")
    worked(quoted, "2026-11-05 9:00-10:00")
    assert figures(billed(quoted)) == [("case-1", "3.00", 10800, "240.00")]


def test_figures_stand_as_they_were_when_the_invoice_was_issued(quoted: Cli) -> None:
    accept(quoted)
    worked(quoted, "2026-11-03 9:00-10:00")
    made = billed(quoted)
    kept = quoted.run("billing show 2026-0001").raw
    quoted.at("2026-12-01 10:00").run("billing decline Q2026-0001")
    assert quoted.run("billing show 2026-0001").raw == kept
    assert quoted.run("billing show 2026-0001 --json").json["quotes"] == made["quotes"]


def test_a_record_shows_its_quotes_and_what_is_billed(quoted: Cli) -> None:
    quote(quoted, "case-1 --valid-until 1d")
    accept(quoted)
    worked(quoted, "2026-11-03 9:00-17:00", "2026-11-04 9:00-13:30")
    at = quoted.at("2026-11-30 19:00")
    assert (
        "quotes         Q2026-0001 (accepted): 10:00, 800.00 EUR\n" in at.run("record show 1").out
    )
    billed(quoted)
    shown = at.run("record show 1").out
    assert (
        "quotes         Q2026-0001 (accepted): 10:00, 800.00 EUR; billed 12:30, 1000.00 EUR\n"
        "               Q2026-0002 (expired): 10:00, 800.00 EUR\n"
    ) in shown
    assert at.run("record show 1 --json").json["quotes"][0] == {
        "number": "Q2026-0001",
        "status": "accepted",
        "valid_until": "2026-12-02",
        "currency": "EUR",
        "quoted_seconds": 36000,
        "quoted_amount": "800.00",
        "billed_seconds": 45000,
        "billed_amount": "1000.00",
    }
