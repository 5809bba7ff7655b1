"""What all pictures share: styled lines, cells of a width, colours, and Rich's console."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from rich.console import Group

from timelog_cli.render.plain import MEANINGS, STYLES, width
from timelog_cli.render.terminal import screen
from timelog_cli.runtime.world import World

HOSTILE = (
    "[red]x[/red]",
    "[/b]",
    ":smile:",
    "\x1b[31mred",
    "\x1b]8;;http://e.example\x07x",
    "a\u202eb",
)
WIDE = ("日本語のタイトル", "cafe\u0301 au lait", "שלום עולם", "👍 done", "plain")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def world(stream: io.StringIO, **env: str) -> World:
    return World(env, io.BytesIO(), stream, io.StringIO())


def test_a_line_is_painted_in_colour_or_plain() -> None:
    line = [("case-1", "reference"), ("  ", ""), ("1:00", "running"), ("   ", "")]
    assert screen.painted([line], color=False) == "case-1  1:00"
    assert screen.painted([line], color=True) == "\x1b[36mcase-1\x1b[0m  \x1b[32m1:00\x1b[0m"


def test_blanks_at_the_end_of_a_line_are_not_written() -> None:
    assert screen.painted([[("a  ", ""), ("", "dim"), (" ", "bold")], []], color=True) == "a\n"


@pytest.mark.parametrize("text", [*WIDE, *HOSTILE])
@pytest.mark.parametrize("columns", [0, 1, 2, 5, 12, 40])
def test_a_cell_is_as_wide_as_it_is_meant_to_be(text: str, columns: int) -> None:
    for right in (False, True):
        cell = screen.fitted(text, columns, right=right)
        assert width(cell) == columns
        assert "\x1b" not in cell
        assert "\u202e" not in cell


def test_a_record_has_the_same_colour_always_and_none_that_means_something_else() -> None:
    styles = [screen.record_style(number) for number in range(100)]
    assert screen.record_style(7) == screen.record_style(7)
    assert all(one != following for one, following in pairwise(styles))
    used = set(styles)
    assert len(used) == 5
    assert used & set(MEANINGS.values()) == {MEANINGS["reference"]}


@pytest.mark.parametrize("text", HOSTILE)
def test_rich_shows_a_text_as_it_is(text: str) -> None:
    stream = Terminal()
    screen.console(stream, 80, color=True).print(screen.fitted(text, 40))
    assert stream.getvalue().rstrip() == screen.fitted(text, 40).rstrip()


def test_rich_uses_the_same_colours() -> None:
    for meaning in MEANINGS:
        stream = Terminal()
        screen.console(stream, 80, color=True).print("x", style=meaning)
        assert stream.getvalue() == f"{STYLES[meaning]}x\x1b[0m\n"


def test_rich_writes_no_escape_without_colour() -> None:
    stream = Terminal()
    screen.console(stream, 80, color=False).print("x", style="bold red")
    assert stream.getvalue() == "x\n"


def test_rich_takes_a_line_of_spans_and_never_wraps_it() -> None:
    stream = Terminal()
    line = [("a" * 30, "running"), ("b" * 30, "")]
    screen.console(stream, 40, color=True).print(Group(screen.rich_text(line)))
    assert stream.getvalue() == f"\x1b[32m{'a' * 30}\x1b[0m{'b' * 10}\n"


@pytest.mark.parametrize(
    ("env", "terminal", "columns"),
    [
        ({}, None, 80),
        ({"COLUMNS": "120"}, None, 120),
        ({"COLUMNS": "1"}, 1, 1),
        ({"COLUMNS": "4000"}, 300, 300),
        ({"COLUMNS": "９" * 3000}, None, 80),
        ({"COLUMNS": "-1"}, None, 80),
    ],
)
def test_a_picture_is_as_wide_as_the_terminal(
    env: dict[str, str], terminal: int | None, columns: int
) -> None:
    assert world(Terminal(), **env).screen() in {columns, terminal}
    assert world(io.StringIO(), **env).screen() is None
    assert world(io.StringIO(), **env, FORCE_COLOR="1").screen() == columns
