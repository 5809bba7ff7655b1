"""Foreign text costs at most in proportion to its length.

Compared is the work on two lengths, not seconds, so a slow machine changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.harness import Cli
from timelog_cli.exchange.mail import parse
from timelog_cli.exchange.mail_source import read_source
from timelog_cli.settings import parsed

TIMES = 8
MOST = 24  # a quadratic reading takes 64 times as long, a linear one about 8
HTML = b"From: a@b.example\nContent-Type: text/html\n\n"

# What is repeated, with what is before and behind it; lengths below the limits of the reader.
MAILS: dict[str, tuple[bytes, bytes, bytes, int]] = {
    "commas in From": (b"From: ", b"a b , ", b"\n\nx", 75),
    "broken addresses in From": (b"From: ", b"a b@ , ", b"\n\nx", 65),
    "quotes in From": (b"From: ", b'<"', b"\n\nx", 200),
    "prefixes of a subject": (b"Subject: ", b"Re: ", b"Slow\n\nx", 1_500),
    "tags of a subject": (b"Subject: ", b"[a] Re: ", b"Slow\n\nx", 750),
    "encoded words": (b"Subject: ", b"=?utf-8?q?a?= ", b"\n\nx", 500),
    "unfinished words": (b"Subject: ", b"=?u?q?", b"?=\n\nx", 1_000),
    "unfinished ids": (b"References: ", b"<a", b"\n\nx", 4_000),
    "ids": (b"References: ", b"<a@x> ", b"\n\nx", 1_250),
    "parameters": (b"Content-Type: text/plain", b"; a='", b"\n\nx", 1_500),
    "blanks in a parameter": (b"Content-Type: text/plain;a", b" ", b"\n\nx", 7_500),
    "colonless header": (b"A", b"a ", b"\n\nx", 4_000),
    "quoted lines": (b"From: a@b.example\n\n", b">\n", b"", 20_000),
    "angles of a line": (b"From: a@b.example\n\n", b">", b"From x", 20_000),
    "terminal escapes": (b"From: a@b.example\n\n", b"\x1b]a", b"", 15_000),
    "an endless escape": (b"From: a@b.example\n\n\x1b[", b"0", b"", 20_000),
    "flowed lines": (b"Content-Type: text/plain; format=flowed\n\n", b"a \n", b"", 15_000),
    "broken base64": (b"Content-Transfer-Encoding: base64\n\n", b"=a", b"", 100_000),
    "tags": (HTML, b"<a>", b"", 10_000),
    "unfinished tags": (HTML, b"<a ", b"", 20_000),
    "attributes": (HTML + b"<a ", b"b='c ", b">", 10_000),
    "blanks in a tag": (HTML + b"<a b", b" ", b">", 40_000),
    "quotes across tags": (HTML, b"<a b='><a b=\">", b"", 4_000),
    "unfinished comments": (HTML, b"<!--", b"", 50_000),
    "unfinished declarations": (HTML, b"<!a", b"", 20_000),
    "references": (HTML, b"&a", b"", 20_000),
    "digits of a reference": (HTML + b"&#", b"1", b";", 50_000),
    "a link of many pieces": (HTML + b"<a href=http://x>", b"a<b>", b"", 5_000),
    "scripts": (HTML + b"<script>", b"</s", b"", 30_000),
}


def work(read: Callable[[int], object], size: int) -> float:
    """The processor time of one reading."""
    began = time.process_time()
    read(size)
    return time.process_time() - began


def grows_in_proportion(read: Callable[[int], object], size: int) -> bool:
    """Whether the quickest of some long readings is as quick as the quickest short one asks."""
    read(size)
    # Again where something else on the machine was in the way.
    for _ in range(4):
        most = MOST * min(work(read, size) for _ in range(5)) + 0.002
        if any(work(read, size * TIMES) <= most for _ in range(5)):
            return True
    return False


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_of_one_thing_repeated(name: str) -> None:
    before, repeated, behind, size = MAILS[name]
    assert grows_in_proportion(lambda many: parse(before + repeated * many + behind), size)


@pytest.mark.parametrize(
    "line", [b"1:11 ", b"1:11 2020a ", b"1:1", b"2020 ", b"From ", b"x"], ids=repr
)
def test_a_line_that_may_begin_a_message_of_an_mbox(line: bytes) -> None:
    def read(many: int) -> None:
        list(read_source("-", BytesIO(b"From " + line * (many // len(line)) + b"\nA: b\n\nx")))

    assert grows_in_proportion(read, 8_000)


def test_many_messages_of_an_mbox_that_begin_so() -> None:
    def read(many: int) -> None:
        message = b"From " + b"1:11 " * 2_000 + b"\nA: b\n\n"
        list(read_source("-", BytesIO(b"From x 1:11 2020\nA: b\n\n" + message * many)))

    assert grows_in_proportion(read, 15)


def test_a_key_of_the_settings_of_many_dots(tmp_path: Path) -> None:
    def read(many: int) -> None:
        with pytest.raises(Exception, match="is not TOML: a key has too many dots"):
            parsed("a." * many + "b = 1\n", str(tmp_path))

    assert grows_in_proportion(read, 5_000)


@pytest.mark.parametrize(
    "line",
    [
        "log add 1 {}",
        "log list {}",
        "billing show {}",
        "customer show {}",
        "config set work.hours {}",
        "service add S --price {} --currency EUR",
    ],
)
@pytest.mark.parametrize("repeated", ["a", "1:", "1h", "mon ", "2026-", "a b "])
def test_a_text_in_place_of_a_time_or_a_name(cli: Cli, line: str, repeated: str) -> None:
    cli.run("record add One --type case")
    cli.run("customer add Acme")

    def read(many: int) -> None:
        cli.run([word.format(repeated * many) for word in line.split()], code=None)

    assert grows_in_proportion(read, 3_000)


def test_a_subject_keeps_what_is_behind_a_thousand_prefixes() -> None:
    mail = parse(b"Subject: " + b"Re: [dev] " * 1_000 + b"Slow\n\nx")
    assert (mail.subject, mail.plain_subject) == ("[dev] Slow", "[dev] Slow")


def test_a_subject_of_a_million_prefixes_has_a_title(cli: Cli) -> None:
    cli.run("record mail -", stdin=b"Subject: " + b"Re: " * 1_000_000 + b"\n\nx")
    assert cli.rows("SELECT title FROM record") == [("(no subject)",)]


def test_a_reference_of_too_many_digits_keeps_no_mail_out(cli: Cli) -> None:
    html = HTML + b"<p title='&#" + b"9" * 5_000 + b";'>Nobody &#" + b"1" * 5_000 + b"; here"
    cli.run("record mail -", stdin=html)
    assert cli.rows("SELECT body FROM message") == [("Nobody \ufffd here",)]
