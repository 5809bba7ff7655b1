"""The prompt and the bars, by ``timelog prompt``."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.harness import Cli


@pytest.fixture
def running(cli: Cli) -> Cli:
    cli.at("2026-11-02 08:00").run('record add "Fix [red]login[/]" --type case')
    cli.at("2026-11-02 09:00").run("start case-1")
    return cli


def prompt(cli: Cli, moment: str, line: str = "prompt", code: int = 0) -> str:
    result = cli.at(f"2026-11-02 {moment}").run(line, code=code)
    assert result.err == ""
    return result.out


def test_the_prompt_shows_running_and_paused_and_nothing_when_idle(cli: Cli) -> None:
    cli.at("2026-11-02 08:00").run('record add "Fix login" --type case')
    assert prompt(cli, "08:30") == ""
    cli.at("2026-11-02 09:00").run("start case-1")
    assert prompt(cli, "10:05") == "▶ case-1 1:05\n"
    cli.at("2026-11-02 10:30").run("pause")
    assert prompt(cli, "12:00") == "⏸ case-1 1:30\n"


def test_the_prompt_without_a_database_shows_nothing_and_makes_none(bare: Cli) -> None:
    assert prompt(bare, "09:00") == ""
    assert not bare.path.exists()


def test_the_prompt_shows_the_running_timer_before_a_paused_one(running: Cli) -> None:
    running.run('record add "Other"')
    running.at("2026-11-02 09:30").run("start task-2 --switch")
    assert prompt(running, "09:40") == "▶ task-2 0:10\n"


def test_a_forgotten_timer_is_flagged_in_the_prompt(running: Cli) -> None:
    assert prompt(running, "19:00") == "▶ case-1 10:00\n"
    assert prompt(running, "19:01") == "▶ case-1 10:01 ⚠\n"
    running.config.write_text('[timer]\nwarn_after = "2h"\n')
    assert prompt(running, "12:00") == "▶ case-1 3:00 ⚠\n"


def test_the_prompt_is_that_of_the_user_in_the_settings(running: Cli) -> None:
    running.config.write_text('user = "bob"\n')
    env = {"TIMELOG_USER": ""}
    assert running.at("2026-11-02 09:30").run("prompt", env=env).out == ""
    running.config.write_text('user = "ada"\n')
    assert running.at("2026-11-02 09:30").run("prompt", env=env).out == "▶ case-1 0:30\n"


def test_the_quick_way_and_the_long_way_say_the_same(running: Cli) -> None:
    for moment in ("09:00", "10:05", "23:00"):
        assert prompt(running, moment) == prompt(running, moment, "prompt --preset tmux")
    running.at("2026-11-02 23:00").run("pause")
    assert prompt(running, "23:10") == prompt(running, "23:10", "prompt --preset starship")


@pytest.mark.parametrize("content", [b"", b"this is not a database" * 100])
def test_the_prompt_never_complains_about_a_file_that_is_not_ours(cli: Cli, content: bytes) -> None:
    cli.path.write_bytes(content)
    assert prompt(cli, "09:00") == ""


def test_the_prompt_stays_quiet_when_the_clock_went_backwards(running: Cli) -> None:
    assert prompt(running, "08:00") == "▶ case-1 0:00\n"


def test_the_exit_code_tells_the_state(cli: Cli) -> None:
    cli.at("2026-11-02 08:00").run('record add "Fix login" --type case')
    prompt(cli, "09:00", "prompt --exit-code", code=1)
    cli.at("2026-11-02 09:00").run("start case-1")
    prompt(cli, "09:00", "prompt --exit-code", code=0)
    cli.at("2026-11-02 09:30").run("pause")
    prompt(cli, "09:30", "prompt --exit-code", code=2)


def test_a_format_is_filled_and_nothing_in_it_is_run(running: Cli) -> None:
    line = ["prompt", "--format", "{icon} {state} {ref} {title} {elapsed} {elapsed_seconds}"]
    out = running.at("2026-11-02 10:05").run(line).out
    assert out == "▶ running case-1 Fix [red]login[/] 1:05 3900\n"


def test_today_counts_logs_and_the_live_timer_of_the_day(running: Cli) -> None:
    running.at("2026-11-02 10:00").run("stop")
    running.at("2026-11-02 11:00").run("start case-1")
    out = running.at("2026-11-02 11:30").run(["prompt", "--format", "{today}"]).out
    assert out == "1:30\n"
    assert running.at("2026-11-03 00:30").run(["prompt", "--format", "{today}"]).out == "0:30\n"


def test_a_brace_in_a_format_is_written_as_two(running: Cli) -> None:
    line = ["prompt", "--format", "{{{ref}}} {{}} a{{{{b}}"]
    expected = line[2].format(ref="case-1")
    assert running.at("2026-11-02 10:05").run(line).out == f"{expected}\n" == "{case-1} {} a{{b}\n"


@pytest.mark.parametrize(
    "text",
    [
        "{x}",
        "{ref.__class__}",
        "{ref!r}",
        "{",
        "{elapsed:>10}",
        "{0}",
        "{}",
        "}",
        "{ref}}",
        "{{ref}",
    ],
)
def test_a_format_that_cannot_be_filled_is_refused(running: Cli, text: str) -> None:
    result = running.at("2026-11-02 09:30").run(["prompt", "--format", text], code=2)
    assert result.out == ""
    assert result.err.startswith("error: invalid --format ")
    assert "hint: use the fields {icon} {state} {ref}" in result.err
    running.at("2026-11-02 09:40").run("stop")
    idle = running.at("2026-11-02 09:50").run(["prompt", "--format", text], code=2)
    assert idle == result


def test_bars_get_their_json(running: Cli) -> None:
    at = running.at("2026-11-02 09:30")
    assert at.run("prompt --preset waybar").json == {
        "text": "▶ case-1 0:30",
        "tooltip": "Fix [red]login[/]",
        "class": "running",
        "percentage": 0,
    }
    assert at.run("prompt --preset i3status-rust").json == {
        "icon": "",
        "state": "Good",
        "text": "▶ case-1 0:30",
        "short_text": "▶ 0:30",
    }


def test_what_waybar_would_read_as_markup_is_escaped(cli: Cli) -> None:
    cli.at("2026-11-02 08:00").run(["record", "add", "<b>R&D</b>"])
    cli.at("2026-11-02 09:00").run("start task-1")
    found = cli.at("2026-11-02 09:30").run("prompt --preset waybar").json
    assert found["tooltip"] == "&lt;b&gt;R&amp;D&lt;/b&gt;"


def test_polybar_gets_an_empty_line_which_takes_the_last_one_away(cli: Cli) -> None:
    cli.at("2026-11-02 08:00").run("record add One")
    for preset, line in (("polybar", "\n"), ("tmux", ""), ("starship", "")):
        assert prompt(cli, "08:30", f"prompt --preset {preset}") == line
    assert prompt(cli, "08:30", "prompt --preset polybar --exit-code", code=1) == "\n"
    cli.at("2026-11-02 09:00").run("start task-1")
    assert prompt(cli, "09:30", "prompt --preset polybar") == "▶ task-1 0:30\n"


@pytest.mark.parametrize("line", ["prompt --exit-code", "prompt --preset waybar", "prompt --json"])
def test_a_prompt_with_options_says_soon_that_the_database_is_locked(
    running: Cli, line: str
) -> None:
    with closing(sqlite3.connect(running.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert running.at("2026-11-02 09:30").run("prompt").out == "▶ case-1 0:30\n"
        result = running.at("2026-11-02 09:30").run(line, code=4)
    assert result.out == ""
    assert "the database is in use by another process" in result.err


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 4080])
def test_a_prompt_with_options_says_that_a_file_is_no_database(
    running: Cli, content: bytes
) -> None:
    running.path.write_bytes(content)
    assert running.at("2026-11-02 09:30").run("prompt").out == ""
    result = running.at("2026-11-02 09:30").run("prompt --preset waybar", code=7)
    assert (result.out, result.err.splitlines()) == (
        "",
        [
            f"error: {running.path} is not a timelog database",
            f"hint: timelog --db {running.path} db restore BACKUP",
        ],
    )


def test_a_format_and_a_preset_contradict_each_other(running: Cli) -> None:
    running.at("2026-11-02 09:30").refused(
        ["prompt", "--format", "{ref}", "--preset", "tmux"],
        code=2,
        message="--format cannot be used with --preset",
    )
