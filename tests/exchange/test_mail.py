from __future__ import annotations

import base64
import io
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timelog_cli.domain.text import NOTE_LIMIT, many_lines, one_line
from timelog_cli.errors import NotFound, UsageError
from timelog_cli.exchange import mail_source
from timelog_cli.exchange.mail import MESSAGE_LIMIT, Mail, parse, read_source

MAILS = Path(__file__).parent.parent / "fixtures" / "mail"
PLAIN = (
    b"From: Mara <mara@acme.example>\nSubject: Slow\n"
    b"Date: Mon, 2 Mar 2026 10:00:00 +0000\n\nIt is.\n"
)


def mail(name: str) -> Mail:
    return parse((MAILS / name).read_bytes())


def with_header(header: str | bytes) -> Mail:
    header = header if isinstance(header, bytes) else header.encode()
    return parse(header + b"\n\nText.\n")


def subject(value: str | bytes) -> str:
    value = value if isinstance(value, bytes) else value.encode()
    return with_header(b"Subject: " + value).subject


def sender(value: str) -> tuple[str, str | None]:
    found = with_header(f"From: {value}")
    return found.sender_name, found.sender_address


def body(content: bytes, *headers: str) -> str:
    return parse("\n".join((*headers, "Subject: s", "", "")).encode() + content).body


def html(content: str) -> str:
    return body(content.encode(), "Content-Type: text/html; charset=utf-8")


def sources(path: str | Path | None, stdin: bytes = b"") -> list[tuple[str, bytes]]:
    return list(read_source(None if path is None else str(path), io.BytesIO(stdin)))


def subjects(path: str | Path | None, stdin: bytes = b"") -> list[str]:
    return [parse(raw).subject for _, raw in sources(path, stdin)]


# Whole messages


def test_a_plain_message_gives_all_its_values() -> None:
    assert mail("question.eml") == Mail(
        message_id="20260302081428.1021@acme.example",
        in_reply_to=(),
        references=(),
        sender_name="Mara Lindqvist",
        sender_address="mara@acme.example",
        subject="Exports stop after 500 rows",
        body="Hello,\n\nsince Friday every export stops after 500 rows.\n"
        "Could you look at it before our meeting?\n\nGrüße aus Malmö\n-- \nMara Lindqvist\nAcme AB",
        sent_at=1772439268,
        attachments=(),
    )


def test_a_reply_names_the_messages_it_answers_the_nearest_first() -> None:
    reply = mail("reply.eml")
    assert reply.in_reply_to == ("CAF+9z=answer1@acme.example",)
    assert reply.references[0] == "20260302081428.1021@acme.example"
    assert reply.parents == (
        "CAF+9z=answer1@acme.example",
        "CAF+9z=reply1@mail.consulting.example",
        "20260302081428.1021@acme.example",
    )


def test_a_reply_keeps_its_prefixes_in_the_subject_and_loses_them_in_the_plain_one() -> None:
    reply = mail("reply.eml")
    assert reply.subject == "Re: AW: Re[2]: [acme-support] Exports stop after 500 rows"
    assert reply.plain_subject == "[acme-support] Exports stop after 500 rows"


def test_quoted_lines_of_a_reply_stay() -> None:
    assert mail("reply.eml").body.endswith(
        "> Could you look at it before our meeting?\n>> We will."
    )


def test_nested_parts_give_the_plain_text_and_name_the_attachments() -> None:
    report = mail("report-with-pdf.eml")
    assert report.sender_name == "Jörg Müller"
    assert report.subject == "Rückfrage zur Rechnung – 60 € pro Stunde"
    assert report.body.startswith(
        "Schönen guten Tag,\n\ndie Rechnung über 135,00 € liegt bei – stimmt"
    )
    assert "HTML" not in report.body
    assert report.attachments == ("image001.png", "Rechnung März.pdf")


def test_html_only_becomes_text_with_lists_cells_and_links() -> None:
    assert mail("newsletter-html-only.eml").body == (
        "Thank you, Lukáš!\n\n"
        "Your order has two items:\n"
        "see the order page (https://shop.example/o/1?a=1&b=2), or shop.example.\n\n"
        "- Keyboard\n- Mouse & pad\n\n"
        "Item Price\nKeyboard 40 €\n\n"
        "5 < 6\n\n  two\n    four"
    )


@pytest.mark.parametrize(
    ("name", "who", "what", "begins"),
    [
        ("japanese.eml", "山田 太郎", "エクスポートが止まります", "山田です。\n\n金曜日から"),
        ("russian.eml", "Анна Иванова", "Вопрос по счёту", "Добрый день,\nпришлите"),
        ("chinese.eml", "李雷", "回复: 发票问题", "你好,\n请看發票。"),
    ],
)
def test_other_charsets_are_read(name: str, who: str, what: str, begins: str) -> None:
    found = mail(name)
    assert (found.sender_name, found.subject) == (who, what)
    assert found.body.startswith(begins)


def test_flowed_paragraphs_become_one_line_each() -> None:
    assert mail("flowed.eml").body == (
        "We agreed that the export should be paged, and that Ada prices it.\n\n"
        "> Who prices it?\n>> Ada.\nFrom memory.\n-- \nBen"
    )


def test_flowed_text_with_delsp_joins_without_a_blank() -> None:
    text = "金曜日 \nから\n".encode()
    kind = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"
    assert body(text, kind) == "金曜日から"


def test_a_forwarded_message_is_named_and_not_entered() -> None:
    forwarded = mail("forwarded.eml")
    assert forwarded.body == "For the file."
    assert forwarded.attachments == ("Contract.eml", "image/png")
    assert forwarded.plain_subject == "Contract"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("encrypted-pgp.eml", "(PGP encrypted message)"),
        ("encrypted-smime.eml", "(S/MIME encrypted message)"),
    ],
)
def test_an_encrypted_message_says_what_it_is(name: str, says: str) -> None:
    assert mail(name).body == says


def test_an_unheard_of_seal_is_named_tidily() -> None:
    kind = 'Content-Type: multipart/encrypted; boundary=b; protocol="x/\x1b[1m\x07new"'
    assert body(b"--b\nContent-Type: x/y\n\nz\n--b--", kind) == "(x/[1mnew encrypted message)"


def test_a_boundary_that_the_header_gets_wrong_is_found_in_the_body() -> None:
    broken = mail("broken-boundary.eml")
    assert broken.body == "The text is still here."
    assert broken.attachments == ("logs.zip",)


# Headers


def test_encoded_words_split_over_folds_join_in_the_middle_of_a_character() -> None:
    euro = "€".encode()
    words = [
        base64.b64encode(part).decode() for part in (b"60 " + euro[:1], euro[1:] + b" per hour")
    ]
    assert subject("\n ".join(f"=?UTF-8?B?{word}?=" for word in words)) == "60 € per hour"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=?utf-8?q?caf=C3=A9?= and =?iso-8859-1?q?cr=E8me?=", "café and crème"),
        ("=?utf-8*en?Q?caf=C3=A9?=", "café"),
        ("=?utf-8?B?Y2Fmw6k?=", "café"),  # no padding
        ("=?utf-8?B?Y2F%mw6k=?=", "café"),  # a stranger in base64
        ("=?utf-8?Q?caf=C3=A9", "=?utf-8?Q?caf=C3=A9"),  # never ends
        ("=?utf-8?Q?caf=E9?=", "café"),  # charset lies
        ("=?x-unheard-of?Q?caf=C3=A9?=", "café"),
        ("=?unicode_escape?Q?=5Cx41?=", "\\x41"),
        ("=?idna?Q?abc?=", "abc"),
        ("=?hex?Q?616263?=", "616263"),
        ("=?undefined?Q?abc?=", "abc"),
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("=?utf-8?Q??=", "(no subject)"),
        ("=?us-ascii?Q?two_words?==?us-ascii?Q?_joined?=", "two words joined"),
    ],
)
def test_encoded_words_are_read_as_far_as_they_can_be(value: str, expected: str) -> None:
    assert subject(value) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "Grüße".encode(),
        "Grüße".encode("latin-1"),
        "Grüße".encode() + b"\x00",
    ],
)
def test_raw_eight_bit_headers_are_read(raw: bytes) -> None:
    assert subject(raw) == "Grüße"


def test_raw_iso_2022_jp_headers_are_read() -> None:
    assert subject("請求書".encode("iso2022_jp")) == "請求書"


def test_a_long_subject_is_cut_and_stays_one_line() -> None:
    long = subject("\n ".join(["word"] * 1000))
    assert len(long) <= 500
    assert long.startswith("word word")
    assert long.endswith("…")


def test_control_characters_escapes_and_bidi_marks_never_come_through() -> None:
    found = parse(
        "From: \x1b[31mMara\x1b[0m\u202e <mara@acme.example>\n"
        "Subject: =?utf-8?Q?=1B]0;title=07red=1B[2J=E2=80=AE_alert=0D=0A_x?=\n"
        "Content-Type: text/plain; charset=utf-8\n\n"
        "one\x1b[1mbold\x07\x08\u2066\u2028two\tthree\n".encode()
    )
    assert (found.sender_name, found.subject) == ("Mara", "red alert x")
    assert found.body == "oneboldtwo\tthree"


def test_a_message_without_headers_is_all_body() -> None:
    found = parse(b"hello there\n\nsecond paragraph\n")
    assert found.body == "hello there\n\nsecond paragraph"
    assert (found.subject, found.sender_name, found.sender_address) == ("(no subject)", "", None)
    assert found.sent_at is None


def test_of_duplicate_headers_the_first_counts() -> None:
    found = with_header(
        "Subject: one\nSubject: two\nMessage-ID: <a@x.example>\nMessage-ID: <b@x.example>"
    )
    assert (found.subject, found.message_id) == ("one", "a@x.example")


def test_a_body_may_follow_the_headers_without_an_empty_line() -> None:
    found = parse(b"Subject: no gap\nFrom: a@x.example\nHello there,\nit is late.\n")
    assert (found.subject, found.body) == ("no gap", "Hello there,\nit is late.")


def test_nul_bytes_are_passed_over() -> None:
    assert parse(b"Sub\x00ject: a\x00b\n\nc\x00d\n")[5:7] == ("ab", "cd")


def test_a_byte_order_mark_and_empty_lines_before_the_headers_are_passed_over() -> None:
    assert parse(b"\xef\xbb\xbf\n \nSubject: here\n\nText").subject == "here"


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_every_line_ending_reads_the_same(ending: bytes) -> None:
    assert parse(PLAIN.replace(b"\n", ending)) == parse(PLAIN)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mara <Mara@ACME.example>", ("Mara", "mara@acme.example")),
        ("mara@acme.example", ("", "mara@acme.example")),
        ("<mara@acme.example>", ("", "mara@acme.example")),
        ("mara@acme.example (Mara (the boss))", ("the boss", "mara@acme.example")),
        ("mara@acme.example (Mara)", ("Mara", "mara@acme.example")),
        ("Lindqvist, Mara <mara@acme.example>", ("Lindqvist, Mara", "mara@acme.example")),
        (
            '"Lindqvist \\"M\\" Mara" <mara@acme.example>',
            ('Lindqvist "M" Mara', "mara@acme.example"),
        ),
        ("mara@acme.example <mara@acme.example>", ("mara@acme.example", "mara@acme.example")),
        ("a@x.example, B <b@y.example>", ("", "a@x.example")),
        ("'Mara via List' <list@x.example>", ("Mara via List", "list@x.example")),
        ("=?utf-8?Q?Mara_=3Cmara=40acme=2Eexample=3E?=", ("Mara", "mara@acme.example")),
        ("Mara <not an address>", ("Mara <not an address>", None)),
        ("<>", ("<>", None)),
        ("", ("", None)),
        ("Mara <mailto:mara@acme.example>", ("Mara", "mara@acme.example")),
    ],
)
def test_the_sender_is_found(value: str, expected: tuple[str, str | None]) -> None:
    assert sender(value) == expected


def test_the_sender_header_stands_in_for_a_from_without_an_address() -> None:
    assert with_header("From: nobody\nSender: s@x.example").sender_address == "s@x.example"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mon, 2 Mar 2026 10:00:00 +0100", 1772442000),
        ("Mon, 2 Mar 2026 10:00:00 -0000", 1772445600),
        ("2 Mar 2026 10:00 GMT", 1772445600),
        ("Mon, 2 Mar 2026 15:30:00 +05:30", 1772445600),
        ("Mon, 2 Mar 2026 10:00:00", 1772445600),
        ("2026-03-02T10:00:00Z", 1772445600),
        ("2026-03-02T12:00:00+02:00", 1772445600),
        ("Mon, 2 Mar 2026 09:59:60 +0000", 1772445599),
        ("Tue, 31 Feb 2026 10:00:00 +0000", None),
        ("Thu, 1 Jan 1970 00:00:00 +0000", None),
        ("Mon, 2 Mar 9999 10:00:00 +0000", None),
        ("Mon, 2 Mar 2026 10:00:00 +9959", None),
        ("Mon, 2 Mar 2026 99:99:99 +0000", None),
        ("Mon, 2 Mar " + "9" * 5000, None),
        ("gestern", None),
        ("", None),
    ],
)
def test_the_date_is_seconds_or_nothing(value: str, expected: int | None) -> None:
    assert with_header(f"Date: {value}").sent_at == expected


@pytest.mark.parametrize(
    ("given_subject", "plain"),
    [
        ("Re: Slow", "Slow"),
        ("RE: re: Fwd: FW: Slow", "Slow"),
        ("AW: WG: Antw: Slow", "Slow"),
        ("RES: SV: VS: TR: R: I: RIF: Slow", "Slow"),
        ("Re[3]: Re (2): Re^4: Slow", "Slow"),
        ("Re : Slow", "Slow"),
        ("Re: [dev] Re: [dev] Slow", "[dev] Slow"),
        ("[dev][urgent] AW: Slow", "[dev][urgent] Slow"),
        ("回复：Slow", "Slow"),
        ("Report: slow", "Report: slow"),
        ("Regarding invoices", "Regarding invoices"),
        ("Re:", "(no subject)"),
        ("Slow, re: exports", "Slow, re: exports"),
    ],
)
def test_the_plain_subject_loses_prefixes_and_keeps_tags(given_subject: str, plain: str) -> None:
    found = with_header(f"Subject: {given_subject}")
    assert found.subject == given_subject
    assert found.plain_subject == plain


# Identity


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<a@x.example>", "a@x.example"),
        ("\n\t<a@x.example>", "a@x.example"),
        ("a@x.example", "a@x.example"),
        ("<a@x.ex\n ample> (added by postmaster)", "a@x.example"),
    ],
)
def test_the_message_id_is_bare(value: str, expected: str) -> None:
    assert with_header(f"Message-ID: {value}").message_id == expected


@pytest.mark.parametrize(
    "value", ["", "<>", " ", "<" + "a" * 2000 + ">", "<sha256:" + "0" * 64 + ">"]
)
def test_without_a_usable_id_the_digest_stands_in(value: str) -> None:
    found = with_header(f"Message-ID: {value}").message_id
    assert found.startswith("sha256:")
    assert found == with_header("X-None: 1").message_id


@pytest.mark.parametrize(
    "delivered",
    [
        b"From mara@acme.example Mon Mar  2 10:00:00 2026\n" + PLAIN,
        b"Status: RO\nX-Status: A\n" + PLAIN,
        b"Received: from a.example\n by b.example; now\nReceived: x\n" + PLAIN,
        b"Return-Path: <mara@acme.example>\nDelivered-To: help@consulting.example\n" + PLAIN,
        PLAIN.replace(b"\n", b"\r\n"),
        PLAIN.replace(b"\n", b"\r"),
        PLAIN + b"\n",
        PLAIN.rstrip(b"\n"),
    ],
)
def test_the_digest_is_the_same_however_the_message_was_delivered(delivered: bytes) -> None:
    assert parse(delivered).message_id == parse(PLAIN).message_id


@pytest.mark.parametrize(
    "other", [PLAIN.replace(b"It is.", b"Not."), PLAIN.replace(b"10:00", b"10:01")]
)
def test_another_message_has_another_digest(other: bytes) -> None:
    assert parse(other).message_id != parse(PLAIN).message_id


def test_ids_in_reply_headers_are_taken_among_other_words() -> None:
    found = with_header(
        "In-Reply-To: Your message of Monday <a@x.example> <a@x.example>\n"
        "References: <r@x.example><a@x.example>, junk <>"
    )
    assert found.in_reply_to == ("a@x.example",)
    assert found.parents == ("a@x.example", "r@x.example")


# Bodies


@pytest.mark.parametrize(
    ("raw", "charset", "expected"),
    [
        ("Grüße €".encode("cp1252"), "iso-8859-1", "Grüße €"),
        ("Grüße €".encode(), "iso-8859-1", "Grüße €"),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße"),
        ("Grüße".encode(), "us-ascii", "Grüße"),
        ("Grüße".encode(), "no-such-charset", "Grüße"),
        ("Grüße".encode("utf-16"), "utf-16", None),
        ("Привет, мир".encode("koi8-r"), "KOI8-R", "Привет, мир"),
        ("Привет, мир".encode() + b" \xff", "utf-8", "Привет, мир \ufffd"),
        ("請求書".encode("iso2022_jp"), "", "請求書"),
        ("안녕 똠".encode("cp949"), "ks_c_5601-1987", "안녕 똠"),
        (b"a\x81b", "windows-1252", "ab"),
        (b"+AGE-bc", "utf-7", "abc"),
        (b"abc", "zlib", "abc"),
        (b"abc", "\x00\xff;;", "abc"),
    ],
)
def test_charsets_are_read_and_lies_are_seen_through(
    raw: bytes, charset: str, expected: str | None
) -> None:
    found = body(raw, f'Content-Type: text/plain; charset="{charset}"')
    assert found == expected or expected is None


@pytest.mark.parametrize(
    ("encoding", "raw", "expected"),
    [
        ("base64", b"SGVsbG8gd29ybGQ=", "Hello world"),
        ("BASE64", b"SGVs\nbG8gd29ybGQ", "Hello world"),
        ("base64", b"SGVsbG8gd29ybGQ=\n", "Hello world"),
        ("base64", b"SGVsbG8gd29ybGQx2", "Hello world1"),
        (
            "base64",
            b"Plain text, in spite of what it says.",
            "Plain text, in spite of what it says.",
        ),
        ("quoted-printable", b"a=3Db=\n c =ZZ =", "a=b c =ZZ"),
        ("quoted-printable", b"caf=c3=a9", "café"),
        ("x-uuencode", b"begin 644 a.txt\n#0V%T\n`\nend", "begin 644 a.txt\n#0V%T\n`\nend"),
        ("8bit (ok)", b"text", "text"),
    ],
)
def test_transfer_encodings_are_undone_even_broken_ones(
    encoding: str, raw: bytes, expected: str
) -> None:
    kind = "Content-Type: text/plain; charset=utf-8"
    assert body(raw, kind, f"Content-Transfer-Encoding: {encoding}") == expected


def multipart(kind: str, *parts: str, boundary: str = "b") -> bytes:
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\nSubject: s\n\n'
        f"preamble\n{inner}--{boundary}--\nepilogue\n"
    ).encode()


def test_an_alternative_whose_plain_text_is_empty_gives_the_html() -> None:
    raw = multipart("alternative", "\n\n", "Content-Type: text/html\n\n<p>Only here</p>")
    assert parse(raw).body == "Only here"


def test_texts_around_an_attachment_are_joined() -> None:
    raw = multipart("mixed", "\nBefore.", "Content-Type: image/jpeg\n\nx", "\nAfter.")
    found = parse(raw)
    assert (found.body, found.attachments) == ("Before.\n\nAfter.", ("image/jpeg",))


def test_a_missing_last_boundary_loses_nothing() -> None:
    raw = multipart("mixed", "\nOne.", "\nTwo.").partition(b"--b--")[0]
    assert parse(raw).body == "One.\n\nTwo."


def test_a_multipart_without_any_parts_is_read_as_text() -> None:
    assert body(b"just text", "Content-Type: multipart/mixed; boundary=none") == "just text"
    assert body(b"just text", "Content-Type: multipart/mixed") == "just text"


def test_a_boundary_that_begins_like_another_is_not_taken_for_it() -> None:
    assert parse(multipart("mixed", "\nOne.\n--bb\nstill one.")).body == "One.\n--bb\nstill one."


def test_a_text_file_is_an_attachment_and_a_calendar_is_no_text() -> None:
    raw = multipart(
        "mixed",
        "\nSee the log.",
        'Content-Type: text/plain; name="a.log"\n\nlog log',
        "Content-Type: text/plain\nContent-Disposition: attachment\n\nunnamed",
        "Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
    )
    found = parse(raw)
    assert found.body == "See the log."
    assert found.attachments == ("a.log", "text/plain", "text/calendar")


@pytest.mark.parametrize(
    ("disposition", "expected"),
    [
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\Users\\mara\\list.xls"', "list.xls"),
        ("filename=two words.pdf", "two words.pdf"),
        ('filename="a\\"b.pdf"', 'a"b.pdf'),
        ('filename=".."', "application/pdf"),
        ('filename="/"', "application/pdf"),
        ('filename=""', "application/pdf"),
        ("filename*=utf-8''%E2%82%AC%2F..%2Frates.pdf", "rates.pdf"),
        ("filename*=utf-8''%E2%82%ACrates.pdf; filename=rates.pdf", "€rates.pdf"),
        ('filename*0="long "; filename*1="name.pdf"', "long name.pdf"),
        ('filename="=?utf-8?Q?=E2=82=AC.pdf?="', "€.pdf"),
        ('filename="evil\u202efdp.exe"', "evilfdp.exe"),
        ('filename="unclosed.pdf', "unclosed.pdf"),
        ("filename*=broken", "broken"),
    ],
)
def test_names_of_attachments_are_tidy_and_never_paths(disposition: str, expected: str) -> None:
    part = f"Content-Type: application/pdf\nContent-Disposition: attachment; {disposition}\n\nx"
    assert parse(multipart("mixed", part)).attachments == (expected,)


def test_a_signed_message_is_read_and_its_signature_named() -> None:
    raw = multipart(
        "signed", "\nSigned.", "Content-Type: application/pgp-signature; name=s.asc\n\nx"
    )
    assert (parse(raw).body, parse(raw).attachments) == ("Signed.", ("s.asc",))


def test_a_long_body_is_cut_at_the_limit() -> None:
    found = body(b"word " * 100_000)
    assert len(found) <= NOTE_LIMIT
    assert found.endswith("…")


# HTML


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("a<br>b<br/><br />c", "a\nb\n\nc"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<p>a</p>\n\n<p>b</p>", "a\n\nb"),
        ("a <b> b</b> c<i>d</i>", "a b cd"),
        ("<ul><li>one<li>two <b>bold</b></ul>after", "- one\n- two bold\nafter"),
        ("<a href='https://x.example/'>x.example</a>", "x.example"),
        ("<a href=mailto:m@x.example>m@x.example</a>", "m@x.example"),
        ("see <a href='https://x.example/p'> here </a>now", "see here (https://x.example/p) now"),
        ("<a href='https://x.example/p'><img src=a.png></a>", "https://x.example/p"),
        ("<a href='javascript:alert(1)'>go</a> <a href='#x'>top</a>", "go top"),
        ("<a href='https://x.example/p'>never closed", "never closed (https://x.example/p)"),
        ("&lt;b&gt; &amp;amp; &#8364; &nosuch; &#0; &#x202e;x", "<b> &amp; € &nosuch; \ufffd x"),
        ("5 < 6 and 7 > 6 <3", "5 < 6 and 7 > 6 <3"),
        ("a<!-- b --> c<!-- never closed d", "a c"),
        ("<![if !mso]>shown<![endif]><![foo<?php x ?>", "shown<![foo"),
        ("<head><title>t</title><meta x><p>no end of head", "no end of head"),
        ("<SCRIPT>a<b></SCRIPT>text<style>b", "text"),
        ("<td>a</td><td>b</td></tr><tr><td>c", "a b\nc"),
        ("\u200c \u200c\u034f<div>\u200b</div>text", "text"),
        ("", ""),
    ],
)
def test_html_becomes_the_text_a_reader_sees(markup: str, expected: str) -> None:
    assert html(markup) == expected


# Hostile sizes


def nested(depth: int) -> bytes:
    layers = (
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
        for level in range(depth)
    )
    return b"Subject: deep\n" + b"".join(layers) + b"\nbottom\n"


BOMBS = {
    "nested parts": nested(5_000),
    "one boundary for all levels": b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 20_000,
    "many parts": multipart("mixed", *["\nx"] * 50_000),
    "headers": b"".join(b"X-%d: y\n" % number for number in range(100_000)) + b"\nText",
    "one folded header": b"Subject: x\n" + b" y\n" * 300_000 + b"\nText",
    "comments": b"From: " + b"(" * 200_000 + b"\n\nText",
    "quotes": b"From: " + b'<"' * 100_000 + b"\n\nText",
    "encoded words": b"Subject: " + b"=?a?q?" * 50_000 + b"\n\nText",
    "parameters": b"Content-Type: text/plain" + b"; a*0=b" * 50_000 + b"\n\nText",
    "references": b"References: " + b"<a@x>\n " * 100_000 + b"\n\nText",
    "unfinished tags": b"Content-Type: text/html\n\n" + b"<a" * 500_000,
    "unfinished comments": b"Content-Type: text/html\n\n" + b"<!--" * 250_000,
    "unfinished attributes": b"Content-Type: text/html\n\n" + b"<a b=\"<a c='>" * 80_000,
    "nested tags": b"Content-Type: text/html\n\n" + b"<div><a href=http://x>" * 40_000,
    "near boundaries": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--bx\n" * 500_000,
    "many digits": b"Date: " + b"1" * 100_000 + b"\nContent-Length: " + b"9" * 100_000 + b"\n\nx",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_read_in_bounded_time(bomb: bytes) -> None:
    began = time.process_time()
    parse(bomb)
    assert time.process_time() - began < 5


# Sources


def test_a_file_is_one_message() -> None:
    path = str(MAILS / "question.eml")
    assert sources(path) == [(path, (MAILS / "question.eml").read_bytes())]


@pytest.mark.parametrize("path", [None, "-"])
def test_standard_input_is_one_message(path: str | None) -> None:
    assert sources(path, PLAIN) == [("standard input", PLAIN)]


def test_an_mbox_is_split_at_postmarks_only() -> None:
    box = sources(MAILS / "inbox.mbox")
    assert [label.rpartition(", ")[2] for label, _ in box] == [
        "message 1",
        "message 2",
        "message 3",
    ]
    mails = [parse(raw) for _, raw in box]
    assert [each.subject for each in mails] == ["First", "Re: First", "No id"]
    assert mails[0].body == (
        "Two lines:\nFrom the start it was slow.\n\n"
        "From my desk at 10:15 it is still slow in 2026, they say.\nand\nFrom the start it was."
    )
    assert mails[1].body == ">From here too."
    assert mails[1].parents == ("box-1@acme.example",)


def test_an_mbox_may_come_on_standard_input_with_any_line_ends() -> None:
    raw = (MAILS / "inbox.mbox").read_bytes()
    assert len(subjects("-", raw.replace(b"\n", b"\r\n"))) == 3
    assert subjects("-", b"\n\n" + raw) == ["First", "Re: First", "No id"]


def test_a_message_has_the_same_digest_alone_and_in_an_mbox() -> None:
    quoted = PLAIN + b"\nFrom now on\n"
    postmark = b"From mara@acme.example Mon Mar  2 10:00:00 2026\n"
    box = postmark + quoted.replace(b"\nFrom now", b"\n>From now") + b"\n" + postmark + PLAIN
    (_, first), (_, second) = sources("-", box)
    assert parse(first).message_id == parse(quoted).message_id
    assert parse(second).message_id == parse(PLAIN).message_id


def test_a_from_header_at_the_top_is_no_postmark() -> None:
    raw = b"From : mara@acme.example\nSubject: x\n\nText\n"
    assert len(sources("-", raw)) == 1


def test_a_maildir_gives_cur_and_new_by_name_and_not_tmp() -> None:
    box = sources(MAILS / "Maildir")
    assert [parse(raw).subject for _, raw in box] == [
        "Read already",
        "New between them",
        "Answered",
    ]
    assert box[0][0].endswith("cur/1772438400.M1P1.host:2,S")


def test_a_maildir_without_mail_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert sources(tmp_path) == []


def test_a_directory_gives_its_eml_files_by_name(tmp_path: Path) -> None:
    for name in ("b.eml", "a.EML", "c.txt", ".d.eml"):
        (tmp_path / name).write_bytes(b"Subject: %s\n\nText\n" % name.encode())
    (tmp_path / "folder.eml").mkdir()
    os.mkfifo(tmp_path / "pipe.eml")
    assert subjects(tmp_path) == ["a.EML", "b.eml"]


def test_a_directory_without_mail_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not contain any email") as refused:
        sources(tmp_path)
    assert "Maildir" in (refused.value.hint or "")


@pytest.mark.parametrize("name", ["missing.eml", "question.eml/below", "\x1b[2Jmissing"])
def test_a_missing_file_is_not_found(name: str) -> None:
    with pytest.raises(NotFound) as refused:
        sources(MAILS / name)
    assert refused.value.message.isprintable()


def test_a_file_that_may_not_be_read_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.eml").write_bytes(PLAIN)
    monkeypatch.setattr(Path, "open", refuse)
    for path in (tmp_path, tmp_path / "a.eml"):
        with pytest.raises(UsageError, match=r"cannot read .*a\.eml: permission denied"):
            sources(path)


def test_a_message_that_moves_while_the_maildir_is_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    for name in ("1", "2"):
        (tmp_path / "new" / name).write_bytes(PLAIN)
    reading = read_source(str(tmp_path), io.BytesIO())
    next(reading)
    (tmp_path / "new" / "2").unlink()
    assert list(reading) == []


def test_a_message_above_the_limit_is_refused_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail_source, "MESSAGE_LIMIT", 100_000)
    postmark = b"From mara@acme.example Mon Mar  2 10:00:00 2026\n"
    box = postmark + PLAIN + b"x\n" * 100_000 + b"\n" + postmark + PLAIN
    assert [len(raw) for _, raw in sources("-", box)] == [100_001, len(postmark + PLAIN)]
    assert len(sources("-", b"x" * 500_000)[0][1]) == 100_001


def test_parse_refuses_what_is_above_the_limit() -> None:
    with pytest.raises(UsageError, match="larger than 50 MiB"):
        parse(bytes(MESSAGE_LIMIT + 1))


@pytest.mark.parametrize("raw", [b"", b"\n", b" \r\n\t \r\n", b"\x00\x00", b"\xef\xbb\xbf"])
def test_an_empty_message_is_refused(raw: bytes) -> None:
    with pytest.raises(UsageError, match="no message"):
        parse(raw)


class Endless(io.RawIOBase):
    """An mbox of a gigabyte that would show if it were held."""

    def __init__(self) -> None:
        self.served = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        piece = (
            b"From a@x.example Mon Mar  2 10:00:00 2026\nSubject: n\n\n" + b"text\n" * 50 + b"\n"
        )
        self.served += len(piece)
        memoryview(buffer)[: len(piece)] = piece  # type: ignore[call-overload]
        return len(piece)


def test_an_mbox_is_streamed() -> None:
    endless = Endless()
    reading = read_source("-", io.BufferedReader(endless))
    for _ in range(100):
        next(reading)
    assert endless.served < 200_000


# Any bytes


def check(raw: bytes) -> None:
    try:
        found = parse(raw)
    except UsageError:
        assert not raw.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").strip()
        return
    assert found == parse(raw)
    assert one_line(found.subject, "subject") == found.subject
    assert many_lines(found.body, "body") == found.body
    one_line(found.plain_subject, "plain subject")
    for value in (found.sender_name, found.sender_address, *found.attachments, *found.parents):
        assert not value or one_line(value, "value", 2000) == value
    assert found.message_id
    assert found.message_id.isprintable() or found.message_id.encode()


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_and_always_alike(raw: bytes) -> None:
    check(raw)


WORDS = [
    *(b"\n", b"\n\n", b"\r", b" ", b"\t", b"--b", b"--b--", b";", b'"', b"<", b">", b"=?", b"?="),
    *(b"Content-Type: ", b"multipart/mixed", b"multipart/alternative", b"text/html", b"text/plain"),
    *(
        b"; boundary=b",
        b"; charset=",
        b"utf-7",
        b"utf-16",
        b"iso-2022-jp",
        b"hz",
        b"idna",
        b"From ",
    ),
    *(
        b"From: ",
        b"Subject: ",
        b"Date: ",
        b"Message-ID: ",
        b"References: ",
        b"a@x.example",
        b"(",
        b")",
    ),
    *(
        b"Content-Transfer-Encoding: ",
        b"base64",
        b"quoted-printable",
        b"=?utf-8?B?",
        b"filename*0*=",
    ),
    *(
        b"<a href='",
        b"http://x",
        b"<script>",
        b"<!",
        b"<![",
        b"&#",
        b"&#xD800;",
        b"\xff",
        b"\x1b$B",
    ),
    *(
        b"Mon, ",
        b"2 Mar ",
        b"2026",
        b" 10:00:00 ",
        b"+",
        b"-",
        b"9999999999",
        b"\x00",
        b"=E2=80=AE",
    ),
    *(
        b"Content-Disposition: attachment; ",
        b"%2F",
        b"..",
        b"/",
        b"message/rfc822",
        b"format=flowed",
    ),
]


@given(st.lists(st.sampled_from(WORDS) | st.binary(max_size=4), max_size=40).map(b"".join))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_what_mails_are_made_of_is_read_or_refused(raw: bytes) -> None:
    check(raw)


REAL = sorted(path.read_bytes() for path in MAILS.glob("*.eml"))


@given(
    st.sampled_from(REAL),
    st.lists(
        st.tuples(st.integers(0, 3000), st.integers(0, 40), st.sampled_from(WORDS)), max_size=4
    ),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_real_messages_are_read(raw: bytes, damages: list[tuple[int, int, bytes]]) -> None:
    for at, removed, put in damages:
        start = at % len(raw)
        raw = raw[:start] + put + raw[start + removed :]
    check(raw)


@given(st.lists(st.sampled_from([*WORDS, b"From a Mon Mar 2 10:00:00 2026\n"]), max_size=30))
@settings(deadline=None)
def test_any_stream_is_split_without_an_error(pieces: list[bytes]) -> None:
    raw = b"".join(pieces)
    assert sum(len(message) for _, message in sources("-", raw)) <= len(raw)
