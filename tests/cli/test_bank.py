"""``billing pay --from-bank``: what bank statements pay is proposed, and recorded where sure."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.bills import done, issue, log, record, service
from tests.harness import Cli, once

IBAN = "DE02120300000000202051"
NOW = "2026-12-12 09:00"


@pytest.fixture
@once
def firm(cli: Cli) -> Cli:
    """Invoices of 122.00 and 244.00 EUR to Acme, and of 122.00 EUR to Bell GmbH."""
    cli.run("customer add Acme")
    cli.run('customer add "Bell GmbH"')
    service(cli, "--tax-rate 22", price="100 EUR")
    for when, customer in (
        *(("9:00-10:00", "Acme"), ("10:00-12:00", "Acme")),
        ("13:00-14:00", "'Bell GmbH'"),
    ):
        ref = record(cli, customer=customer)
        log(cli, ref, when)
        done(cli, ref)
        issue(cli, ref)
    return cli


def entry(
    amount: str,
    text: str,
    payer: str = "ACME",
    *,
    day: str = "2026-12-10",
    ref: str = "",
    sign: str = "CRDT",
    currency: str = "EUR",
    more: str = "",
) -> str:
    """An entry of a statement, as banks write it from 001.08 on."""
    name = f"<RltdPties><Dbtr><Pty><Nm>{payer}</Nm></Pty></Dbtr></RltdPties>" if payer else ""
    reference = f"<AcctSvcrRef>{ref}</AcctSvcrRef>" if ref else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>{reference}"
        f"<NtryDtls><TxDtls>{name}<RmtInf><Ustrd>{text}</Ustrd></RmtInf>{more}</TxDtls></NtryDtls>"
        "</Ntry>"
    )


def camt(*entries: str, version: str = "001.08") -> bytes:
    return (
        f'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.{version}">'
        f"<BkToCstmrStmt><Stmt><Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def read(cli: Cli, content: bytes, more: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        cli.at(NOW).run(f"billing pay --from-bank - {more} --json", stdin=content).json
    )
    return found


def seen(found: Iterable[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    return [(one["status"], [paid["number"] for paid in one["invoices"]]) for one in found]


def dues(cli: Cli) -> list[str]:
    return [row["amount_due"] for row in cli.at(NOW).run("billing list --json").json]


SURE = camt(entry("122.00", "Invoice 2026/0001"), entry("244.00", "RE 2026 0002"))


def test_nothing_is_written_without_yes_and_all_that_is_sure_with_it(firm: Cli) -> None:
    before = firm.dump()
    shown = firm.at(NOW).run("billing pay --from-bank -", stdin=SURE, terminal=120, answers=None)
    assert shown.err == (
        "2 payments can be recorded. To record them: timelog billing pay --from-bank - --yes\n"
    )
    assert shown.out.count("ready") == 2
    assert firm.dump() == before
    found = read(firm, SURE, "--yes")
    assert seen(found) == [("recorded", ["2026-0001"]), ("recorded", ["2026-0002"])]
    assert dues(firm) == ["0.00", "0.00", "122.00"]
    (payment,) = firm.at(NOW).run("billing show 2026-0001 --json").json["payments"]
    assert (payment["amount"], payment["paid_on"]) == ("122.00", "2026-12-10")
    assert firm.run("db check").code == 0
    firm.at(NOW).run("undo")
    assert firm.dump() == before


def test_no_entry_is_recorded_twice_whatever_else_is_in_the_file(firm: Cli) -> None:
    one = entry("122.00", "2026-0001", ref="B1")
    read(firm, camt(one), "--yes")
    later = camt(one, entry("244.00", "2026-0002", ref="B2"), one)
    found = read(firm, later, "--yes")
    assert seen(found) == [
        ("already-recorded", ["2026-0001"]),
        ("recorded", ["2026-0002"]),
        ("already-recorded", ["2026-0001"]),
    ]
    assert firm.rows("SELECT count(*) FROM payment") == [(2,)]
    firm.at(NOW).run("billing unpay 2026-0001 --reason Returned")
    assert seen(read(firm, camt(one), "--yes")) == [("already-recorded", ["2026-0001"])]
    assert dues(firm)[0] == "122.00"


def test_the_same_payment_twice_in_a_file_pays_once(firm: Cli) -> None:
    one, other = entry("122.00", "2026-0001", ref="B1"), entry("122.00", "2026-0001", ref="B2")
    found = read(firm, camt(one, one, other), "--yes")
    assert [status for status, _ in seen(found)] == ["recorded", "already-recorded", "overpaid"]
    assert found[1]["note"] == "it is in the file twice"
    assert found[2]["command"] == (
        "timelog billing pay 2026-0001 --amount 122.00 --date 2026-12-10 --allow-overpayment"
    )
    assert dues(firm)[0] == "0.00"


@pytest.mark.parametrize(
    "text",
    [
        *("2026-0001", "Invoice 2026 / 0001", "Rechnung Nr.2026.0001 vom 30.11.", "RE20260001"),
        *(
            "INV2026-0001 thanks",
            "2026-00 01",
            "ACME 2026_0001, order 4711",
            "№ ２０２６－０００１",
        ),
        "RF78 2026 0001",
    ],
)
def test_a_number_is_found_however_it_is_written(firm: Cli, text: str) -> None:
    assert seen(read(firm, camt(entry("122.00", text)))) == [("ready", ["2026-0001"])]


@pytest.mark.parametrize("text", ["2026-00011", "12026-0001", "2026-000", "Order 0001", ""])
def test_a_part_of_a_number_is_none(firm: Cli, text: str) -> None:
    (found,) = read(firm, camt(entry("122.00", text)))
    assert found["status"] == "unsure"
    assert found["note"] == "no invoice number; amount and payer match"


def test_several_invoices_are_paid_by_one_entry_of_exactly_their_sum(firm: Cli) -> None:
    both = "2026-0001 and 2026-0002"
    found = read(firm, camt(entry("366.01", both), entry("366.00", both)), "--yes")
    assert seen(found) == [
        ("unsure", ["2026-0001", "2026-0002"]),
        ("recorded", ["2026-0001", "2026-0002"]),
    ]
    assert found[0]["note"] == "366.00 EUR is due on 2026-0001 and 2026-0002"
    assert dues(firm)[:2] == ["0.00", "0.00"]
    assert seen(read(firm, camt(entry("366.00", both)))) == [
        ("already-recorded", ["2026-0001", "2026-0002"])
    ]


@pytest.mark.parametrize(
    ("made", "status", "note", "command"),
    [
        (
            entry("100.00", "2026-0001"),
            "partial",
            "122.00 EUR is due",
            "timelog billing pay 2026-0001 --amount 100.00 --date 2026-12-10",
        ),
        (
            entry("200.00", "2026-0001"),
            "overpaid",
            "122.00 EUR is due",
            "timelog billing pay 2026-0001 --amount 200.00 --date 2026-12-10 --allow-overpayment",
        ),
        (
            entry("122.00", "2026-0001", "Carla Ltd"),
            "unsure",
            "Carla Ltd is not the customer Acme",
            "timelog billing pay 2026-0001 --date 2026-12-10",
        ),
        (
            entry("122.00", "2026-0001", currency="USD"),
            "unsure",
            "it is in USD, but 2026-0001 is in EUR",
            None,
        ),
        (
            entry("122.00", "for November", "Bell"),
            "unsure",
            "no invoice number; amount and payer match",
            "timelog billing pay 2026-0003 --date 2026-12-10",
        ),
        (
            entry("122.00", "for November", "Dora"),
            "unsure",
            "no invoice number; only the amount matches",
            None,
        ),
        (entry("5.00", "Interest", "Bank"), "unknown", None, None),
    ],
)
def test_what_is_not_sure_is_listed_with_its_command_and_never_recorded(
    firm: Cli, made: str, status: str, note: str | None, command: str | None
) -> None:
    before = firm.dump()
    (found,) = read(firm, camt(made), "--yes")
    assert (found["status"], found["note"], found["command"]) == (status, note, command)
    assert firm.dump() == before
    if command:
        firm.at(NOW).run(command.removeprefix("timelog "))
        assert seen(read(firm, camt(made)))[0][0] in {"already-paid", "unsure", "unknown"}


def test_a_payment_that_was_recorded_by_hand_is_not_recorded_again(firm: Cli) -> None:
    firm.at(NOW).run("billing pay 2026-0001 --date 2026-12-05")
    first, second = entry("122.00", "2026-0001", ref="1"), entry("122.00", "2026-0001", ref="2")
    assert seen(read(firm, camt(first, second))) == [
        ("already-paid", ["2026-0001"]),
        ("overpaid", ["2026-0001"]),
    ]
    (late,) = read(firm, camt(entry("122.00", "2026-0001", day="2026-12-16")))
    assert (late["status"], late["note"]) == ("overpaid", "nothing is due")


def test_another_file_of_the_bank_with_the_same_payment_is_recognized(firm: Cli) -> None:
    read(firm, camt(entry("122.00", "2026-0001", ref="B1")), "--yes")
    table = b"Datum;Text;Betrag;Verwendungszweck\n10.12.2026;;122,00;2026-0001\n"
    assert seen(read(firm, table)) == [("already-paid", ["2026-0001"])]


def test_money_that_went_out_is_told_only_where_it_concerns_an_invoice(firm: Cli) -> None:
    at = firm.at(NOW)
    at.run("billing pay 2026-0001 --date 2026-12-05")
    at.run("billing pay 2026-0002 --amount 300 --allow-overpayment --date 2026-12-05")
    code = "<BkTxCd><Domn><Fmly><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>"
    found = read(
        firm,
        camt(
            entry("54.90", "Paper", sign="DBIT"),
            entry("122.00", "2026-0001 Return", sign="DBIT", more=code),
            entry("56.00", "Refund 2026-0002", sign="DBIT"),
            entry("9.00", "Return", sign="DBIT", more=code),
        ),
    )
    assert seen(found) == [
        ("returned", ["2026-0001"]),
        ("refund", ["2026-0002"]),
        ("returned", []),
    ]
    assert [one["amount"] for one in found] == ["-122.00", "-56.00", "-9.00"]
    for one in found[:2]:
        at.run(one["command"].removeprefix("timelog "))
    assert dues(firm) == ["122.00", "0.00", "122.00"]


def test_a_payment_that_went_back_is_told_where_the_bank_does_not_say_why(firm: Cli) -> None:
    firm.at(NOW).run("billing pay 2026-0001 --date 2026-12-05")
    table = "Date;Amount;Text\n10.12.2026;-122,00;2026-0001\n10.12.2026;-99,00;2026-0001\n"
    (back,) = read(firm, table.encode())
    assert (back["status"], back["amount"]) == ("unsure", "-122.00")
    assert back["note"] == "it is as much as payment 1, which the bank may have returned"
    read(firm, table.encode(), "--yes")
    assert dues(firm) == ["0.00", "244.00", "122.00"]
    firm.at(NOW).run(back["command"].removeprefix("timelog "))
    assert dues(firm)[0] == "122.00"
    assert seen(read(firm, table.encode())) == [("already-recorded", ["2026-0001"])]


@pytest.mark.parametrize(
    "said",
    [
        "<BkTxCd><Domn><Fmly><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>",
        "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>",
    ],
)
def test_money_that_came_back_from_an_account_is_no_payment(firm: Cli, said: str) -> None:
    (back,) = read(firm, camt(entry("122.00", "2026-0001", more=said)), "--yes")
    assert (back["status"], back["command"]) == ("unsure", None)
    assert back["note"] == "it is money that had gone out, which the bank returned"
    assert dues(firm)[0] == "122.00"


def test_an_entry_without_a_direction_is_refused(firm: Cli) -> None:
    content = camt(entry("122.00", "2026-0001", sign="CRDR"))
    firm.at(NOW).refused(
        "billing pay --from-bank - --yes",
        code=2,
        stdin=content,
        message="standard input, entry 1: it does not say whether money came in",
        hint="download it from your bank again",
    )


def test_a_refund_that_was_recorded_is_not_told_as_another(firm: Cli) -> None:
    at = firm.at(NOW)
    at.run("billing pay 2026-0001 --date 2026-12-05")
    at.run("billing credit 2026-0001 --date 2026-12-09")
    content = camt(*2 * [entry("122.00", "2026-0001", sign="DBIT")])
    found = read(firm, content)
    assert seen(found) == 2 * [("refund", ["2026-0001"])]
    at.run(found[0]["command"].removeprefix("timelog "))
    again = seen(read(firm, content))
    assert again == [("already-recorded", ["2026-0001"]), ("unsure", ["2026-0001"])]


def test_the_number_of_another_document_is_not_that_of_an_invoice(firm: Cli) -> None:
    firm.at("2026-12-09 09:00").run("billing credit 2026-0002")
    texts = "CN-2026-0001", "2026-0001 less CN2026/0001"
    found = read(firm, camt(*(entry("122.00", text) for text in texts)))
    assert seen(found) == [("unsure", ["2026-0001"]), ("ready", ["2026-0001"])]
    assert found[0]["note"] == "no invoice number; amount and payer match"


def test_a_payment_before_the_invoice_is_not_sure(firm: Cli) -> None:
    (early,) = read(firm, camt(entry("122.00", "2026-0001", day="2026-11-29")), "--yes")
    assert (early["status"], early["note"]) == (
        "unsure",
        "2026-0001 was issued later, on 2026-11-30",
    )
    firm.at(NOW).run(early["command"].removeprefix("timelog "))
    assert dues(firm)[0] == "0.00"


def test_a_payment_of_a_day_to_come_is_told(firm: Cli) -> None:
    content = camt(entry("122.00", "2026-0001", day="2026-12-13"))
    told = firm.at(NOW).run("billing pay --from-bank - --yes", stdin=content).err
    assert "warning: 2026-12-13 is in the future, but the payment counts from now on\n" in told


OLD = """<?xml version="1.0" encoding="ISO-8859-1"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
<Acct><Id><Othr><Id>4711</Id></Othr></Id></Acct>
<Ntry><Amt Ccy="EUR">366.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><DtTm>2026-12-10T00:00:00+01:00</DtTm></BookgDt><AcctSvcrRef>X</AcctSvcrRef><NtryDtls>
<Btch><NbOfTxs>2</NbOfTxs></Btch>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">122.00</Amt></TxAmt></AmtDtls>
<RltdPties><Dbtr><Nm>Äcme</Nm></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>2026-0001</Ref>
</CdtrRefInf></Strd></RmtInf></TxDtls>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">244.00</Amt></TxAmt></AmtDtls>
<RltdPties><Dbtr><Nm>Acme AG</Nm></Dbtr></RltdPties><RmtInf><Ustrd>2026-</Ustrd><Ustrd>0002</Ustrd>
</RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">122.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts>
<BookgDt><Dt>2026-12-11</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>2026-0003</Ustrd></RmtInf>
</TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"""


def test_the_oldest_version_with_payments_booked_together_is_read(firm: Cli) -> None:
    found = read(firm, OLD.encode("latin-1"), "--yes")
    assert seen(found) == [("recorded", ["2026-0001"]), ("recorded", ["2026-0002"])]
    assert found[0]["payer"] == "Äcme"
    assert found[0]["bank_entry"].startswith("4711 X/1 ")
    assert {one["status"] for one in read(firm, OLD.encode("latin-1"))} == {"already-recorded"}


LAUGHS = "<!DOCTYPE Document [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            f"<?xml version='1.0'?>{LAUGHS}]><Document>&i;</Document>".encode(),
            "standard input has a document type (DTD), which no bank statement has",
        ),
        (
            b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><Document/>',
            "standard input has a document type (DTD), which no bank statement has",
        ),
        (b"<html></html>", "standard input is XML, but not a CAMT.053 statement"),
        (
            b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><X/></Document>',
            "standard input is not a CAMT.053 statement, but camt.054.001.08",
        ),
        (SURE[:-9], "standard input is not complete XML: line 1: unclosed token"),
        (b"<Document>" + b"<a>" * 100, "standard input is not a CAMT.053 statement, but a"),
        (
            camt("<Ntry>" + "<a>" * 90),
            "standard input has elements that are nested too deeply",
        ),
        (camt(entry("x", "")), "standard input, entry 1: 'x' is not an amount"),
        (
            camt(entry("1", "", day="2026-13-01")),
            "standard input, entry 1: '2026-13-01' is not a date",
        ),
        (b"PK\x03\x04...", "standard input is compressed"),
        (b"", "standard input is empty"),
        (
            b"just some text\nand more\n",
            "standard input is neither CAMT.053 nor a table with a date and an amount",
        ),
        (
            b"Date,What\n2026-12-10,x\n",
            "standard input is neither CAMT.053 nor a table with a date and an amount: its columns"
            " are Date, What",
        ),
        (b"Date,Amount\n2026-12-10,x\n", "standard input, line 2: 'x' is not an amount"),
        (
            b"Date,Amount\n2026-12-10,1.234\n",
            "standard input, line 2: '1.234' is ambiguous: it can have thousands or decimals",
        ),
        (
            b"Date,Amount\n03/04/2026,5.00\n",
            "standard input: the order of day and month is ambiguous",
        ),
    ],
)
def test_what_is_no_statement_is_refused_in_a_sentence(
    firm: Cli, content: bytes, message: str
) -> None:
    for more in ("", " --yes"):
        line = f"billing pay --from-bank -{more}"
        firm.at(NOW).refused(line, code=2, message=message, stdin=content)


TABLES = {
    "German": (
        "Kontoauszug;DE02\n\n"
        '"Buchungstag";"Wertstellung";"Auftraggeber / Begünstigter";"Verwendungszweck";'
        '"Betrag (EUR)"\n'
        '"10.12.2026";"10.12.2026";"ACME";"RE 2026-0001";"122,00"\n'
        '"10.12.2026";"10.12.2026";"Vermieter";"Miete";"-1.300,00"\n'
        '"Saldo";"";"";"";""\n'
    ),
    "English": (
        "Date,Description,Money in,Money out,Currency\n"
        "10/12/2026,2026-0001 ACME,122.00,,EUR\n31/12/2026,Rent,,1300.00,EUR\n"
    ),
    "Italian": "Data;Valuta;Causale;Dare;Avere\n10/12/2026;31/12/2026;FT 2026-0001;;122,00\n"
    "31/12/2026;31/12/2026;Affitto;1.300,00;\n",
    "French": "Date;Libellé;Débit;Crédit\n10/12/2026;VIR 2026-0001;;122,00\n"
    "31/12/2026;Loyer;1 300,00;\n",
    "Spanish": "Fecha;Concepto;Importe;Divisa\n10/12/2026;Factura 2026-0001;122,00;EUR\n"
    "31/12/2026;Alquiler;-1.300,00;EUR\n",
    "of a text": "Date;Name;Text;Amount\n2026-12-10;ACME;2026-0001;122.00\n"
    "2026-12-31;Landlord;Rent;-1300.00\n",
    "of a sign": "Date\tName\tReference\tAmount\tD/C\n2026-12-10\tACME\t2026-0001\t122.00\tC\n"
    "2026-12-10\tX\t2026-0003\t122.00\tD\n",
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_table_is_read_in_the_language_of_the_bank(firm: Cli, name: str, encoding: str) -> None:
    found = read(firm, TABLES[name].encode(encoding), "--yes")
    assert seen(found) == [("recorded", ["2026-0001"])]
    assert (found[0]["date"], found[0]["amount"]) == ("2026-12-10", "122.00")
    again = read(firm, TABLES[name].encode("utf-8"), "--yes")
    assert seen(again) == [("already-recorded", ["2026-0001"])]


def test_columns_of_other_names_can_be_named(firm: Cli) -> None:
    table = b"Tag;Wieviel;Notiz\n10.12.2026;122,00;2026-0001\n"
    columns = "--column date=Tag --column amount=Wieviel --column text=Notiz"
    assert seen(read(firm, table, columns)) == [("ready", ["2026-0001"])]
    shown = firm.at(NOW).run(f"billing pay --from-bank - {columns}", stdin=table)
    assert shown.err.endswith(f"timelog billing pay --from-bank - {columns} --yes\n")
    firm.at(NOW).refused(
        "billing pay --from-bank - --column Tag",
        code=2,
        message="'Tag' does not say which column is which",
        stdin=table,
    )
    american = b"Date,Description,Amount\n12/10/2026,2026-0001,122.00\n"
    (one,) = read(firm, american, "--date-order MDY")
    assert (one["date"], one["status"]) == ("2026-12-10", "ready")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2026-0001 --from-bank -", "--from-bank cannot be used with 2026-0001"),
        ("--from-bank - --amount 5", "--from-bank cannot be used with --amount"),
        ("--from-bank - --refund", "--from-bank cannot be used with --refund"),
        ("2026-0001 --yes", "--yes can be used only with --from-bank"),
        ("2026-0001 --column a=b", "--column can be used only with --from-bank"),
        ("", "billing pay: missing NUMBER (the numbers of the invoices)"),
    ],
)
def test_what_does_not_go_together_is_refused(firm: Cli, line: str, message: str) -> None:
    firm.at(NOW).refused(f"billing pay {line}", code=2, message=message, stdin=SURE)


def test_text_of_a_bank_cannot_steer_the_terminal(firm: Cli) -> None:
    made = camt(entry("122.00", "2026-0001", "Evil&#x9b;31m&#x202e;"))
    shown = firm.at(NOW).run("billing pay --from-bank -", stdin=made)
    assert "\x9b" not in shown.out + shown.err
    assert "\u202e" not in shown.out + shown.err


def test_the_memory_does_not_grow_with_the_file(firm: Cli, tmp_path: Path) -> None:
    """Of 30 MB of payments that went out, nothing is kept."""
    one = entry("1.00", "x" * 10_000, sign="DBIT")
    head, _, tail = camt("MIDDLE").decode().partition("MIDDLE")
    path = tmp_path / "large.xml"
    with path.open("w") as file:
        file.write(head)
        for _ in range(30):
            file.write(one * 100)
        file.write(tail)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert firm.at(NOW).run(["billing", "pay", "--from-bank", str(path), "--json"]).json == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000  # kB


def test_a_hook_is_told_of_every_invoice_that_a_statement_pays(
    firm: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(firm.folder)
    firm.env["PATH"] = os.environ["PATH"]
    hook = firm.folder / "hooks" / "on-pay"
    hook.parent.mkdir(mode=0o755)
    hook.write_text("#!/bin/sh\n(cat; echo) >> told\n", "utf-8")
    hook.chmod(0o755)
    read(firm, SURE)
    assert not (firm.folder / "told").exists()
    read(firm, SURE, "--yes")
    told = [json.loads(line) for line in (firm.folder / "told").read_text().splitlines() if line]
    assert [one["data"]["number"] for one in told] == ["2026-0001", "2026-0002"]
