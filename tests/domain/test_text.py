"""Text from outside: what is stored, and what reaches a terminal."""

from __future__ import annotations

import os
import shlex
import subprocess
from shutil import which

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timelog_cli.domain.text import many_lines, one_line, shown, tidied, typed
from timelog_cli.errors import UsageError

HOSTILE = "\x1b[31mred\x07\u202e\x9b\x00"


def test_tidied_keeps_the_text_and_drops_what_steers() -> None:
    assert tidied("  Größe\n 日本\t", 100) == "Größe 日本"
    assert tidied(f"a{HOSTILE}b", 100) == "a[31mredb"
    assert tidied("one\r\ntwo\n", 100, lines=True) == "one\ntwo"
    assert tidied("abcdef", 4) == "abc…"


def test_shown_makes_control_characters_visible() -> None:
    assert shown("plain [red]x[/]") == "plain [red]x[/]"
    assert shown("a\x1b[2Jb\nc") == "a\\x1b[2Jb\\nc"
    assert shown("a\nb", lines=True) == "a\nb"
    assert shown("\ud800\u202e") == "\\ud800\\u202e"


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "a\x1bb", "a\nb", "a\u202eb", "\ud800", "x" * 501),
        # What is no character has no place in XML.
        *("a\ufffeb", "a\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff"),
    ],
)
def test_a_title_that_is_no_line_of_text_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"^the title "):
        one_line(text, "the title")


def test_a_title_loses_the_blanks_around_it() -> None:
    assert one_line("  Fix login \n", "the title") == "Fix login"


@pytest.mark.parametrize("text", ["a\x1bb", "x" * 100_001])
def test_a_note_that_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"^the note "):
        many_lines(text, "the note")


def test_a_note_keeps_its_lines() -> None:
    assert many_lines("one\r\ntwo\tthree\r", "the note") == "one\ntwo\tthree"


@given(st.text())
def test_nothing_shown_or_tidied_steers_a_terminal(text: str) -> None:
    for safe in (shown(text), tidied(text, 1000)):
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in safe)
        safe.encode("utf-8")


@given(st.text() | st.text("ab_-./=%@ '\"$\\ßü"))
def test_a_text_is_typed_as_a_shell_reads_it(text: str) -> None:
    assume(shown(text) == text)
    assert typed(text) == shlex.quote(text)
    assert shlex.split(typed(text)) == [text]


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize(
    "text", ["a\nb", "it's\t\\n\x1b[31m", "\x7f\x85ü\u202e", "x\udcff1\n", "'\r"]
)
def test_a_text_with_control_characters_is_typed_on_one_line(shell: str, text: str) -> None:
    assert shown(typed(text)) == typed(text)
    if which(shell) is None:
        pytest.skip(f"needs {shell}")
    line = [shell, "-c", f"printf %s {typed(text)}"]
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    assert os.fsdecode(subprocess.run(line, capture_output=True, env=env).stdout) == text
