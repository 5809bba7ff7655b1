"""Messages as they go over the wire, read by parsers that are not Python's."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timelog_cli.domain.documents.messages import Attachment, Envelope, Letter, Message
from timelog_cli.domain.parties.mailboxes import Mailbox
from timelog_cli.domain.text import tidied, without_bidi
from timelog_cli.exchange.mail import NO_SUBJECT, parse
from timelog_cli.render.mail import wire

PERL = r"""
use strict; use warnings; use MIME::Parser; use Mail::Address; use Encode; use JSON::PP;
use MIME::Base64;
binmode STDIN; local $/; my @found;
for my $raw (split /\0/, <STDIN>) {
    my $parser = MIME::Parser->new; $parser->output_to_core(1); $parser->tmp_to_core(1);
    my $entity = $parser->parse_data($raw);
    my $head = $entity->head; my %message;
    for my $name ('From', 'To', 'Cc') {
        my $text = $head->get($name) // ''; $text =~ s/\r?\n//g;
        $message{$name} = [map { [decode('MIME-Header', phrase($_)), $_->address] }
            Mail::Address->parse($text)];
    }
    my $subject = $head->get('Subject'); $subject =~ s/\r?\n//g;
    $message{Subject} = decode('MIME-Header', $subject);
    $message{names} = [sort map { lc } $head->tags];
    $message{parts} = [map { [
        $_->mime_type, $_->head->recommended_filename,
        encode_base64($_->bodyhandle->as_string, ''),
    ] } $entity->parts ? $entity->parts : ($entity)];
    push @found, \%message;
}
sub phrase {
    my $text = $_[0]->phrase; $text =~ s/^"(.*)"$/$1/s && $text =~ s/\\(.)/$1/g; return $text;
}
print JSON::PP->new->ascii->encode(\@found);
"""
NAMES = (
    "Acme",
    'Müller, "Söhne" & Co.',
    "O'Brien (Sons) \\ back",
    "x@y.example, <z@y.example>",
    "אבגדה וזחט, ימין חברה בעמ",
    "株式会社 漢字 " * 20,
    "🚀 Rocket 👩‍👩‍👧 " * 20,
    "=?utf-8?q?Not_a_word?=",
    "long" * 100,
)
FILES = (
    Attachment("2026-0001_Acme.pdf", "application/pdf", bytes(range(256)) * 20),
    Attachment("2026-0001_Acme.csv", "text/csv", "a,ü\r\n.\r\n..\r\n".encode()),
)


def message(name: str, subject: str = "One", text: str = "Text\n", *files: Attachment) -> Message:
    box = Mailbox(name, "ada@acme.example")
    envelope = Envelope(
        box, (box, Mailbox(name, "bob@acme.example")), (Mailbox("", "c@d.example"),)
    )
    return Message("1", None, "key@acme.example", envelope, Letter(subject, text), files)


def read(*messages: Message) -> list[dict[str, Any]]:
    """What Perl's MIME::Parser finds in messages."""
    if (
        not shutil.which("perl")
        or subprocess.run(["perl", "-MMIME::Parser", "-e", "1"], capture_output=True).returncode
    ):
        pytest.skip("MIME::Parser for Perl is not installed (Debian: libmime-tools-perl)")
    content = b"\0".join(wire(one, 0, "UTC") for one in messages)
    done = subprocess.run(["perl", "-e", PERL], input=content, capture_output=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def shown(text: str) -> str:
    """The text as it can be in a header."""
    return without_bidi(tidied(text, 500))


def test_another_parser_finds_the_names_the_subject_the_text_and_the_files() -> None:
    text = "Grüße 🌍\n.\n..dots\nFrom here\n\n" + "long " * 300 + "\n"
    sent = [message(name, f"Invoice: {name}", text, *FILES) for name in NAMES]
    for name, found in zip(NAMES, read(*sent), strict=True):
        known = shown(name)
        assert found["From"] == [[known, "ada@acme.example"]]
        assert found["To"] == [[known, "ada@acme.example"], [known, "bob@acme.example"]]
        assert found["Cc"] == [["", "c@d.example"]]
        assert found["Subject"] == shown(f"Invoice: {name}")
        (body, *files) = found["parts"]
        assert body[0] == "text/plain"
        assert _decoded(body) == text.encode()
        assert [(part[0], part[1], _decoded(part)) for part in files] == [
            (one.media_type, one.file_name, one.content) for one in FILES
        ]


def _decoded(part: list[str]) -> bytes:
    from base64 import b64decode

    content = b64decode(part[2])
    return content.replace(b"\r\n", b"\n") if part[0] == "text/plain" else content


TEXTS = st.text(max_size=200) | st.text('\r\n\t :<>@,"\\=?()[];\u202eäß漢🌍', max_size=60)


@settings(max_examples=5)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=20, max_size=20))
def test_whatever_names_and_subjects_are_they_are_no_other_headers(
    pairs: list[tuple[str, str]],
) -> None:
    sent = [message(name, subject) for name, subject in pairs]
    wanted = ["cc", "content-transfer-encoding", "content-type", "date", "from", "message-id"]
    for (name, subject), found in zip(pairs, read(*sent), strict=True):
        assert found["names"] == [*wanted, "mime-version", "subject", "to"]
        assert [box[1] for box in found["To"]] == ["ada@acme.example", "bob@acme.example"]
        assert [box[0] for box in found["To"]] == [shown(name)] * 2
        assert found["Subject"] == shown(subject)


@settings(max_examples=25)
@given(TEXTS, TEXTS, st.text(max_size=300))
def test_a_message_has_short_lines_of_ascii_and_this_program_reads_it(
    name: str, subject: str, text: str
) -> None:
    text = tidied(text, 300, lines=True) or "Text"
    content = wire(message(name, subject, text), 0, "UTC")
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    found = parse(content)
    assert found.message_id == "key@acme.example"
    assert found.sender_address == "ada@acme.example"
    assert found.subject == (shown(subject) or NO_SUBJECT)


def test_who_gets_an_unseen_copy_is_named_only_for_a_program() -> None:
    box = Mailbox("", "ada@acme.example")
    envelope = Envelope(box, (box,), (), (Mailbox("", "me@acme.example"),))
    one = Message("1", None, "key@acme.example", envelope, Letter("One", "Text"), ())
    assert b"me@acme.example" not in wire(one, 0, "UTC")
    assert b"Bcc: <me@acme.example>\r\n" in wire(one, 0, "UTC", with_bcc=True)
