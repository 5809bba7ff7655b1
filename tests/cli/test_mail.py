"""``record mail``."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest

from tests.harness import Cli

FIXTURES = Path(__file__).parent.parent / "fixtures" / "mail"


def message(
    number: int,
    *,
    subject: str = "Login fails",
    sender: str = "Grace <grace@acme.example>",
    **more: str,
) -> bytes:
    headers = {
        "From": sender,
        "Subject": subject,
        "Date": "Mon, 02 Nov 2026 08:40:00 +0100",
        "Message-ID": f"<{number}@acme.example>",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{head}\r\nNobody can log in.\r\n".encode()


def test_a_message_on_standard_input_becomes_a_case(cli: Cli) -> None:
    result = cli.at("2026-11-02 09:00").run("record mail -", stdin=message(1))
    assert result.out == "case-1\n"
    assert result.err.splitlines()[-1] == ("Added case-1 (Login fails) from grace@acme.example.")
    (record,) = cli.run("record mail - --json", stdin=message(1)).json
    assert record["ref"] == "case-1"
    assert record["title"] == "Login fails"
    assert record["description"] == "Nobody can log in."
    assert record["customer"] == "Grace"
    assert record["type"] == "case"
    assert record["status"] == "new"


def test_the_same_mail_twice_makes_one_case(cli: Cli) -> None:
    cli.run("record mail", stdin=message(1))
    before = cli.dump()
    again = cli.run("record mail", stdin=message(1))
    assert again.err == "case-1 (Login fails) already has this message.\n"
    assert cli.dump() == before


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_a_reply_attaches_to_the_same_case(cli: Cli, header: str) -> None:
    cli.run("record mail", stdin=message(1))
    reply = message(2, subject="Re: Login fails", **{header: "<1@acme.example>"})
    result = cli.run("record mail", stdin=reply)
    assert result.out == "case-1\n"
    assert result.err == "Added a reply from grace@acme.example to case-1 (Login fails).\n"
    messages = cli.run("record show case-1 --json").json["messages"]
    assert [one["message_id"] for one in messages] == ["1@acme.example", "2@acme.example"]


def test_a_reply_to_a_reply_and_one_that_came_first_find_their_case(cli: Cli) -> None:
    cli.run("record mail", stdin=message(2, In_Reply_To="<1@acme.example>"))
    cli.run("record mail", stdin=message(3, In_Reply_To="<2@acme.example>"))
    cli.run("record mail", stdin=message(1))
    cli.run("record mail", stdin=message(4, In_Reply_To="<1@acme.example>"))
    assert cli.rows("SELECT count(*) FROM record") == [(1,)]
    assert cli.rows("SELECT count(*) FROM message") == [(4,)]


def test_a_reply_on_a_closed_case_says_so(cli: Cli) -> None:
    cli.run("record mail", stdin=message(1))
    cli.run("record close case-1")
    result = cli.run("record mail", stdin=message(2, In_Reply_To="<1@acme.example>"))
    assert result.err.endswith("to case-1 (Login fails), which is closed.\n")


def test_the_sender_is_matched_by_address_not_by_name(cli: Cli) -> None:
    cli.run("customer add Acme --email Grace@Acme.example")
    cli.run("record mail", stdin=message(1))
    cli.run("record mail", stdin=message(2, sender="Acme <other@elsewhere.example>"))
    cli.run("record mail", stdin=message(3, sender="bare@nowhere.example"))
    assert cli.rows(
        "SELECT customer.name FROM record JOIN customer ON customer.id = customer_id"
    ) == [
        ("Acme",),
        ("Acme (other@elsewhere.example)",),
        ("bare@nowhere.example",),
    ]


def test_a_sender_whose_customer_lost_the_address_gets_another_one(cli: Cli) -> None:
    cli.run("customer add Acme")
    cli.run("record mail", stdin=message(1, sender="Acme <it@acme.example>"))
    cli.run(["customer", "edit", "Acme (it@acme.example)", "--email", ""])
    cli.run("record mail", stdin=message(2, sender="Acme <it@acme.example>"))
    assert cli.rows("SELECT name FROM customer ORDER BY id") == [
        ("Acme",),
        ("Acme (it@acme.example)",),
        ("Acme (it@acme.example) 2",),
    ]


def test_a_long_name_with_a_long_address_fits(cli: Cli) -> None:
    name, address = "N" * 200, "a" * 300 + "@acme.example"
    cli.run(["customer", "add", name])
    cli.run("record mail", stdin=message(1, sender=f"{name} <{address}>"))
    assert cli.rows("SELECT name FROM customer WHERE id = 2")[0][0].endswith(f"N ({address})")


def test_a_message_without_anything_makes_a_case_all_the_same(cli: Cli) -> None:
    result = cli.run("record mail --json", stdin=b"X-Nothing: here\n\nhello\n")
    (record,) = result.json
    assert (record["title"], record["customer"]) == ("(no subject)", None)


def test_no_escape_and_no_markup_of_a_mail_reaches_the_terminal(cli: Cli) -> None:
    hostile = message(1, subject="=?utf-8?q?=1b]0;pwned=07[red]x[/]=0d=0aBcc:_x?=")
    result = cli.run("record mail", stdin=hostile, terminal=80)
    assert "\x1b" not in result.out + result.err
    title = cli.rows("SELECT title FROM record")[0][0]
    assert "[red]x[/]" in title
    assert all(char.isprintable() for char in title)


def test_an_mbox_a_maildir_and_a_file_are_read(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(message(1))
    box = mailbox.mbox(tmp_path / "box")
    box.add(message(1))
    box.add(message(2))
    box.close()
    folder = mailbox.Maildir(tmp_path / "folder")
    folder.add(message(3))
    folder.close()
    assert cli.run(["record", "mail", str(tmp_path / "one.eml")]).out == "case-1\n"
    found = cli.run(["record", "mail", str(tmp_path / "box"), "--json"]).json
    assert [record["ref"] for record in found] == ["case-1", "case-2"]
    assert cli.run(["record", "mail", str(tmp_path / "folder")]).out == "case-3\n"


def test_a_batch_is_one_entry_of_the_history(cli: Cli, tmp_path: Path) -> None:
    cli.run("status")
    before = cli.dump()
    box = mailbox.mbox(tmp_path / "box")
    for number in range(5):
        box.add(message(number))
    box.close()
    cli.run(["record", "mail", str(tmp_path / "box")])
    cli.run("undo")
    assert cli.dump() == before


def test_attachments_are_named_and_not_stored(cli: Cli) -> None:
    cli.run("record add Before")
    before = cli.path.stat().st_size
    cli.run(["record", "mail", str(FIXTURES / "report-with-pdf.eml")])
    (found,) = cli.run("record show case-2 --json").json["messages"]
    assert found["attachments"]
    assert cli.path.stat().st_size < before + 20_000


def test_an_empty_message_in_a_batch_ends_with_code_5_and_keeps_the_others(
    cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "1.eml").write_bytes(b"")
    (folder / "2.eml").write_bytes(message(2))
    result = cli.run(["record", "mail", str(folder)], code=5)
    assert result.out == "case-1\n"
    assert "warning: skipped " in result.err


def test_nothing_to_read_is_refused(cli: Cli, tmp_path: Path) -> None:
    cli.at("2026-11-02 09:00").refused(
        "record mail",
        code=2,
        answers="",
        message="no email given",
        hint="give a file, or pipe a message in: timelog record mail FILE",
    )
    assert cli.run("record mail -", stdin=b"", code=2).err.startswith("error: ")
    missing = str(tmp_path / "missing.eml")
    assert cli.run(["record", "mail", missing], code=3).err.startswith(
        f"error: no such file: {missing}"
    )


def customers_of_cases(cli: Cli) -> list[tuple[str | None, int]]:
    """The customer of each case, with how many messages are on it."""
    return cli.rows(
        "SELECT customer.name, count(message.id) FROM record"
        " LEFT JOIN customer ON customer.id = customer_id"
        " LEFT JOIN message ON record_id = record.id GROUP BY record.id ORDER BY record.id"
    )


EVE = "Eve <eve@stranger.example>"


class TestAKnownMessageId:
    def test_with_another_text_is_another_message(self, cli: Cli) -> None:
        cli.run("record mail", stdin=message(1))
        other = message(1, subject="Printer").replace(b"Nobody can log in", b"It is on fire")
        assert cli.run("record mail", stdin=other).out == "case-2\n"
        assert cli.run("record mail", stdin=other).out == "case-2\n"
        assert cli.run("record mail", stdin=message(1)).out == "case-1\n"
        assert customers_of_cases(cli) == [("Grace", 1), ("Grace", 1)]

    def test_used_by_somebody_else_beforehand_keeps_no_mail_out(self, cli: Cli) -> None:
        cli.run("record mail", stdin=message(1, sender=EVE))
        cli.run("record mail", stdin=message(1))
        assert customers_of_cases(cli) == [("Eve", 1), ("Grace", 1)]
        answer = message(2, In_Reply_To="<1@acme.example>")
        assert cli.run("record mail", stdin=answer).out == "case-2\n"

    def test_with_lines_broken_elsewhere_is_the_same_message(self, cli: Cli) -> None:
        cli.run("record mail", stdin=message(1))
        again = message(1).replace(b"Nobody can log in.", b"Nobody can \r\nlog in. ")
        assert "already has this message" in cli.run("record mail", stdin=again).err

    def test_twice_in_one_batch_with_two_texts_makes_two_cases(
        self, cli: Cli, tmp_path: Path
    ) -> None:
        box = mailbox.mbox(tmp_path / "box")
        for text in (b"first", b"second", b"first"):
            box.add(message(1).replace(b"Nobody", text))
        box.close()
        found = cli.run(["record", "mail", str(tmp_path / "box"), "--json"]).json
        assert [record["ref"] for record in found] == ["case-1", "case-2", "case-1"]


class TestAStrangerInAThread:
    WARNING = (
        "warning: the reply on case-1 came from eve@stranger.example,"
        " which is not an address of Grace\n"
    )

    @pytest.mark.parametrize("known", [False, True])
    def test_is_said_when_an_answer_comes(self, cli: Cli, known: bool) -> None:
        cli.run("record mail", stdin=message(1))
        if known:
            cli.run("customer add Eve --email eve@stranger.example")
        answer = message(2, sender=EVE, In_Reply_To="<1@acme.example>")
        result = cli.run("record mail", stdin=answer)
        assert (result.out, self.WARNING in result.err) == ("case-1\n", True)
        assert "warning" not in cli.run("record mail", stdin=answer).err

    def test_is_not_said_of_the_customer_nor_of_oneself(self, cli: Cli) -> None:
        cli.run("config set seller.email Me@home.example")
        cli.run("record mail", stdin=message(1))
        for number, sender in enumerate(("grace@ACME.example", "me@home.example"), 2):
            answer = message(number, sender=sender, In_Reply_To="<1@acme.example>")
            assert "warning" not in cli.run("record mail", stdin=answer).err

    def test_is_seen_by_the_address_beside_the_name(self, cli: Cli) -> None:
        cli.run("record mail", stdin=message(1))
        fake = "Grace <grace@stranger.example>"
        cli.run("record mail", stdin=message(2, sender=fake, In_Reply_To="<1@acme.example>"))
        shown = cli.run("record show case-1").out
        assert "Grace <grace@acme.example>  Login fails" in shown
        assert "Grace <grace@stranger.example>  Login fails" in shown

    @pytest.mark.parametrize(
        "more", [{}, {"In_Reply_To": "<0@acme.example>"}], ids=["answered", "beside"]
    )
    def test_who_answered_an_id_beforehand_pulls_no_mail_to_a_case(
        self, cli: Cli, more: dict[str, str]
    ) -> None:
        parents = "<1@acme.example> <0@acme.example>"
        cli.run("record mail", stdin=message(7, sender=EVE, References=parents))
        cli.run("record mail", stdin=message(1, **more))
        assert customers_of_cases(cli) == [("Eve", 1), ("Grace", 1)]

    def test_on_a_case_without_a_customer_is_said_too(self, cli: Cli) -> None:
        cli.run("record mail", stdin=message(1))
        cli.run(["record", "edit", "case-1", "--customer", ""])
        answer = message(2, In_Reply_To="<1@acme.example>")
        assert "but case-1 has no customer\n" in cli.run("record mail", stdin=answer).err
