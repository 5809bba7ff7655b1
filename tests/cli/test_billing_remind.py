"""``billing remind``: what is overdue is asked for, each time more firmly, and not too often."""

from __future__ import annotations

import email
from email import policy
from typing import Any

import pytest

from tests.cli import bills
from tests.harness import At, Cli, once
from tests.mailservers import mail_server, rude_server

# The invoice of 2026-11-30 is due on 2026-12-30.
LATE = "2027-01-04 09:00"
LEVELS = (
    ("2027-01-04 09:00", "Reminder: invoice 2026-0001"),
    ("2027-01-18 09:00", "Second reminder: invoice 2026-0001"),
    ("2027-02-02 09:00", "Final reminder: invoice 2026-0001"),
    ("2027-03-02 09:00", "Final reminder: invoice 2026-0001"),
)


@once
def _billed(cli: Cli) -> None:
    bills.story(cli)
    cli.run("customer edit Acme --email grace@acme.example")
    cli.run("customer add Bell --email bob@bell.example --locale de_DE")
    bills.record(cli, customer="Bell")
    bills.log(cli, "case-2", "20:00-21:00")
    bills.done(cli, "case-2")
    bills.issue(cli)
    bills.issue(cli, "case-2")


@pytest.fixture
def billed(cli: Cli) -> Cli:
    """Two invoices, and a mail command that keeps each message in a file: ``1.eml`` and so on."""
    _billed(cli)
    script = f'cat >{cli.folder}/"$(($(ls {cli.folder} | grep -c eml) + 1)).eml"'
    bills.settings(
        cli,
        seller_name="Ada Rossi",
        seller_email="ada@seller.example",
        seller_iban="DE89370400440532013000",
        mail_command=f"sh -c '{script}'",
    )
    return cli


def sent(cli: Cli) -> list[Any]:
    files = sorted(cli.folder.glob("*.eml"), key=lambda path: int(path.stem))
    return [email.message_from_bytes(one.read_bytes(), policy=policy.default) for one in files]


def text_of(message: Any) -> str:
    return str(message.get_body().get_content()).replace("\r\n", "\n")


def test_a_reminder_says_what_is_overdue_and_has_the_invoice(billed: Cli) -> None:
    billed.at("2026-12-10 09:00").run("billing pay 2026-0001 --amount 35")
    said = billed.at(LATE).run("billing remind 2026-0001").err
    assert said == "Sent reminder 1 for 2026-0001 to grace@acme.example.\n"
    (message,) = sent(billed)
    assert message["To"] == "Acme <grace@acme.example>"
    assert message["Subject"] == "Reminder: invoice 2026-0001"
    text = text_of(message)
    assert text.startswith("Hello,\n\nOur invoice 2026-0001 of 2026-11-30 was due on 2026-12-30,")
    assert (
        "Invoice: 2026-0001\nDate: 2026-11-30\nDue: 2026-12-30\nDays overdue: 5\n"
        "Amount outstanding: $100.00\n"
    ) in text
    assert "The invoice is attached again.\n" in text
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "2026-0001_Acme.pdf"


def test_a_reminder_names_the_due_date_whatever_else_the_invoice_says(billed: Cli) -> None:
    billed.run("customer edit Acme --buyer-reference PO-7 --terms '30d, 10d 2%'")
    bills.log(billed, "case-1", "2026-11-05 9:00-10:00")
    billed.run("billing item add case-1 Train 45 --date 2026-11-06")
    bills.issue(billed, "case-1 --order-reference 4711")
    billed.at(LATE).run("billing remind 2026-0003")
    (message,) = sent(billed)
    text = text_of(message)
    assert "was due on 2026-12-30," in text
    assert "Order reference: 4711\n" in text
    assert "discount" not in text.lower()


def test_each_is_firmer_than_the_one_before(billed: Cli) -> None:
    for moment, _ in LEVELS:
        billed.at(moment).run("billing remind 2026-0001")
    assert [one["Subject"] for one in sent(billed)] == [subject for _, subject in LEVELS]
    shown = billed.at(LEVELS[-1][0]).run("billing show 2026-0001 --json").json
    assert [one["level"] for one in shown["messages"]] == [1, 2, 3, 3]
    assert (shown["status"], shown["sent_on"]) == ("overdue", None)
    told = billed.at(LEVELS[-1][0]).run("billing show 2026-0001").err.splitlines()
    assert told[1] == "Reminder 2 sent to grace@acme.example: 2027-01-18 09:00"


def test_the_next_one_is_never_friendlier_than_one_before(billed: Cli) -> None:
    for line in ("--level 2", "--again", "--again --level 1", "--again"):
        billed.at(LATE).run(f"billing remind 2026-0001 {line}")
    shown = billed.at(LATE).run("billing show 2026-0001 --json").json
    assert [one["level"] for one in shown["messages"]] == [2, 3, 1, 3]


@pytest.mark.parametrize("language", ["en", "it", "de", "fr", "es"])
def test_every_level_is_written_in_every_language(billed: Cli, language: str) -> None:
    billed.run(f"customer edit Acme --locale {language}")
    billed.run("record add Other --type case --customer Acme --service Consulting --billable")
    bills.log(billed, "case-3", "21:00-22:00")
    bills.done(billed, "case-3")
    bills.issue(billed, "case-3")
    texts = [
        billed.at(LATE).run(f"billing remind 2026-0003 --level {level} --dry-run").out
        for level in (1, 2, 3)
    ]
    assert len(set(texts)) == 3
    for text in texts:
        assert text.count("2026-0003") >= 4
        assert "{" not in text


def test_not_the_same_invoice_twice_in_two_weeks(billed: Cli) -> None:
    billed.at(LATE).run("billing remind 2026-0001")
    message = "a reminder for 2026-0001 was already sent on 2027-01-04"
    hint = "to send another one: timelog billing remind 2026-0001 --again"
    soon = billed.at("2027-01-18 08:59")
    soon.refused("billing remind 2026-0001", message=message, hint=hint)
    said = soon.run("billing remind --all").err
    assert said == (
        "Sent reminder 1 for 2026-0002 to bob@bell.example.\n"
        "Left out, as the last reminder is less than 14 days old: 2026-0001.\n"
    )
    soon.run("billing remind 2026-0001 --again")
    with billed.config.open("a") as file:
        file.write('\nmail.remind_after = "0d"\n')
    soon.run("billing remind 2026-0001")
    assert len(sent(billed)) == 4


def test_all_are_reminded_in_their_language(billed: Cli) -> None:
    shape = billed.at(LATE).run("billing remind --all --json").json
    assert [(one["number"], one["level"], one["sent"]) for one in shape] == [
        ("2026-0001", 1, True),
        ("2026-0002", 1, True),
    ]
    subjects = [one["Subject"] for one in sent(billed)]
    assert subjects == ["Reminder: invoice 2026-0001", "Zahlungserinnerung: Rechnung 2026-0002"]
    assert "Tage überfällig: 5\n" in text_of(sent(billed)[1])


def test_the_list_says_which_is_next_and_sends_nothing(billed: Cli) -> None:
    billed.at(LATE).run("billing remind 2026-0002")
    before = billed.dump()
    at = billed.at("2027-01-20 09:00")
    assert at.run("billing remind").out.splitlines() == [
        "NUMBER     CUSTOMER  DUE DATE    DAYS OVERDUE  BALANCE  CURRENCY  LEVEL  LAST REMINDER"
        "  NEXT FROM",
        "2026-0001  Acme      2026-12-30            21   135.00  USD           1               "
        "  now",
        "2026-0002  Bell      2026-12-30            21    60.00  USD           2  2027-01-04   "
        "  now",
    ]
    rows = at.run("billing remind --json").json
    assert [(one["level"], one["sent"], len(one["reminders"])) for one in rows] == [
        (1, False, 0),
        (2, False, 1),
    ]
    assert billed.dump() == before
    assert at.run("billing remind").err == "To send reminders: timelog billing remind --all\n"
    assert billed.at("2026-12-30 09:00").run("billing remind").err == "No overdue invoices.\n"


def test_the_list_says_from_when_the_next_one_can_be_sent(billed: Cli) -> None:
    shown = billed.at(LATE).run("billing remind 2026-0002 --json").json
    assert [one["next_reminder_at"] for one in shown] == ["2027-01-18T09:00:00+01:00"]
    soon = billed.at("2027-01-18 08:59")
    header, first, second = soon.run("billing remind").out.splitlines()
    assert header.endswith("  NEXT FROM")
    assert first.endswith("  now")
    assert second.endswith("  2027-01-04     2027-01-18")
    rows = soon.run("billing remind --json").json
    assert [one["next_reminder_at"] for one in rows] == [None, "2027-01-18T09:00:00+01:00"]
    then = billed.at("2027-01-18 09:00")
    assert then.run("billing remind").out.splitlines()[2].endswith("  now")
    assert then.run("billing remind 2026-0002").code == 0


def test_a_dry_run_shows_the_reminder(billed: Cli) -> None:
    billed.run("billing show 2026-0001 --format pdf")
    before = billed.dump()
    (shown,) = billed.at(LATE).run("billing remind 2026-0001 --level 3 --dry-run --json").json
    assert (shown["level"], shown["subject"]) == (3, "Final reminder: invoice 2026-0001")
    assert (billed.dump(), sent(billed)) == (before, [])


def test_a_dry_run_says_what_is_left_out(billed: Cli) -> None:
    billed.at("2026-12-10 09:00").run("billing pay 2026-0002")
    billed.at(LATE).run("billing remind 2026-0001")
    result = billed.at(LATE).run("billing remind --all --dry-run")
    said = "Left out, as the last reminder is less than 14 days old: 2026-0001.\n"
    assert (result.out, result.err) == ("", said)
    billed.at(LATE).run("billing pay 2026-0001")
    assert billed.at(LATE).run("billing remind --all --dry-run").err == "No overdue invoices.\n"


@pytest.mark.parametrize(
    ("before", "number", "status"),
    [
        ("billing pay 2026-0001", "2026-0001", "paid"),
        ("billing credit 2026-0001", "CN-2026-0001", "issued"),
        ("billing credit 2026-0001", "2026-0001", "credited"),
    ],
)
def test_what_is_not_overdue_is_refused(billed: Cli, before: str, number: str, status: str) -> None:
    billed.at("2026-12-10 09:00").run(before)
    billed.at(LATE).refused(
        f"billing remind 2026-0002 {number}",
        message=f"{number} is not overdue: its status is {status}",
        hint="to see what is overdue: timelog billing remind",
    )
    assert sent(billed) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--level 2", "nothing selected: give a NUMBER or --all"),
        ("--dry-run", "nothing selected: give a NUMBER or --all"),
        ("--all 2026-0001", "--all cannot be used with 2026-0001"),
        ("--all --to a@x.example", "--all cannot be used with --to"),
    ],
)
def test_unclear_choices_are_refused(billed: Cli, words: str, message: str) -> None:
    billed.at(LATE).refused(f"billing remind {words}", code=2, message=message)


def test_one_without_an_address_does_not_keep_the_others(billed: Cli) -> None:
    billed.rows("DELETE FROM customer_email WHERE address LIKE 'grace%'")
    result = billed.at(LATE).run("billing remind --all", code=5)
    assert "Sent reminder 1 for 2026-0002 to bob@bell.example.\n" in result.err
    assert (
        "error: cannot send 1 of 2 reminders: 2026-0001: Acme has no email address\n"
        "hint: timelog customer edit Acme --email ADDRESS\n"
    ) in result.err


def test_a_template_knows_the_level(billed: Cli) -> None:
    folder = billed.folder / "templates"
    folder.mkdir()
    (folder / "mail.txt.j2").write_text(
        "Subject: {% if message.level %}Please pay {{ message.amount_due }}{% else %}New"
        "{% endif %}\n"
        "\n{{ message.days_overdue }} {{ message.sender }} {{ seller.name }}\n"
    )
    at: At = billed.at(LATE)
    shown = at.run("billing remind 2026-0001 --dry-run --json").json
    assert (shown[0]["subject"], shown[0]["text"]) == ("Please pay $135.00", "5 Ada Rossi")
    shown = at.run("billing send 2026-0001 --mail --dry-run --json").json
    assert (shown[0]["subject"], shown[0]["text"]) == ("New", "0 Ada Rossi")


def test_a_server_that_refuses_leaves_no_reminder(billed: Cli) -> None:
    with mail_server(answer="451 later") as server:
        bills.settings(
            billed,
            seller_email="ada@seller.example",
            mail_host="localhost",
            mail_port=str(server.port),
            mail_security="none",
        )
        result = billed.at(LATE).run("billing remind 2026-0001", code=6)
    assert (
        "error: cannot send 2026-0001: the mail server localhost rejected the message" in result.err
    )
    assert billed.at(LATE).run("billing show 2026-0001 --json").json["messages"] == []
    assert billed.at(LATE).run("billing remind 2026-0001 --dry-run").code == 0


def test_one_that_may_have_arrived_does_not_keep_the_others(billed: Cli) -> None:
    command = billed.config.read_text()
    with rude_server("dot") as port:
        server = f'mail_host = "localhost"\nmail_port = "{port}"\nmail_security = "none"'
        lines = [one for one in command.splitlines() if "command" not in one]
        billed.config.write_text("\n".join([*lines, server.replace("mail_", "mail.")]))
        billed.at(LATE).run("billing remind 2026-0001", code=6)
    billed.config.write_text(command)
    again = "to send it again if it has not arrived: timelog billing remind 2026-0001 --again"
    why = "it may already have arrived: the last attempt ended without an answer"
    for _ in range(2):
        result = billed.at(LATE).run("billing remind --all", code=5 if not sent(billed) else 1)
        assert result.err.splitlines()[-1] == f"hint: {again}"
        assert why in result.err
        assert [one["To"] for one in sent(billed)] == ["Bell <bob@bell.example>"]
    firmer = "billing remind 2026-0001 --level 2"
    billed.at(LATE).refused(firmer, message=f"cannot send 2026-0001: {why}", hint=again)
    billed.at(LATE).run(f"{firmer} --again")
    assert billed.at("2027-02-01 09:00").run("billing remind --all").code == 0
    assert len(sent(billed)) == 4
    assert not list(billed.folder.glob("*.mail"))
