"""The timer in prompts that users have already, in shells at a terminal."""

from __future__ import annotations

import pytest

from tests.harness import Cli
from tests.prompts import Terminal, ago

TIMER = "▶ case-1 1:05"


@pytest.fixture
def running(cli: Cli) -> Cli:
    cli.at(ago(3)).run('record add "Fix login" --type case')
    cli.at(ago(1, 5)).run("start case-1")
    return cli


@pytest.mark.parametrize(
    "before",
    [
        "",
        "PROMPT_COMMAND='hooked=yes'",
        "PROMPT_COMMAND='hooked=yes;'",
        "PROMPT_COMMAND=(true 'hooked=yes')",
        "PROMPT_COMMAND=('hooked=yes')",
        "PROMPT_COMMAND=\"hooked=yes; PS1='mine> '\"",
        "set -u",
    ],
)
def test_bash_shows_it_before_the_prompt(running: Cli, before: str) -> None:
    rc = f"PS1='mine> '\n{before}\n{{init}}\n{{init}}\n"
    with Terminal(running, "bash", rc) as shell:
        screen = shell.screen("(exit 3)", 'echo "code $? hooked ${hooked-no}."')
    assert f"code 3 hooked {'yes' if 'hooked' in before else 'no'}." in screen
    assert f"\n{TIMER} mine> " in screen
    assert f"{TIMER} {TIMER}" not in screen


@pytest.mark.parametrize(
    "before", ["readonly PS1", "readonly PROMPT_COMMAND='x=1'", "shopt -u promptvars"]
)
def test_bash_leaves_alone_what_it_cannot_change(running: Cli, before: str) -> None:
    rc = f"PS1='mine> '\n{before}\n{{init}}\n"
    with Terminal(running, "bash", rc) as shell:
        screen = shell.screen("timelog_segment")
    assert f"mine> timelog_segment\r\n{TIMER}mine> " in screen
    assert "readonly" not in screen


def test_bash_that_ends_at_an_error_is_not_ended_by_the_prompt(running: Cli) -> None:
    with Terminal(running, "bash", "PS1='mine> '\n{init}\nset -eu\n") as shell:
        screen = shell.screen("! true", "rm -r .local", "! true", "echo alive")
    assert "\nalive" in screen.replace("\r", "")


def test_the_place_in_the_prompt_is_the_users(running: Cli) -> None:
    rc = "PS1='mine ${timelog_segment:-idle}> '\n{init}\n"
    with Terminal(running, "bash", rc) as shell:
        assert f"\nmine {TIMER}> " in shell.screen(":")


@pytest.mark.parametrize(
    ("rc", "right"),
    [
        ("{init}\n{init}", TIMER),
        ("RPROMPT=right\n{init}", f"{TIMER} right"),
        ("{init}\nRPROMPT=right", f"{TIMER} right"),
        ("precmd() { RPROMPT=right }\n{init}", f"{TIMER} right"),
        ("setopt prompt_subst no_unset\n{init}", TIMER),
        ("setopt prompt_subst\nRPROMPT='<$timelog_segment>'\n{init}", f"<{TIMER}>"),
    ],
)
def test_zsh_shows_it_to_the_right(running: Cli, rc: str, right: str) -> None:
    with Terminal(running, "zsh", f"PROMPT='mine> '\n{rc}\n") as shell:
        screen = shell.screen("(exit 3)", 'echo "code $?"')
    assert f"{right}" in screen
    assert f"{TIMER} {TIMER}" not in screen
    assert "code 3" in screen


@pytest.mark.parametrize(
    ("rc", "right"),
    [
        ("{init}\n{init}", f" {TIMER}"),
        ("function fish_right_prompt; echo -n right; end\n{init}\n{init}", f"right {TIMER}"),
        ('function fish_right_prompt; echo -n "<$status>"; end\n{init}', f"<0> {TIMER}"),
    ],
)
def test_fish_shows_it_to_the_right(running: Cli, rc: str, right: str) -> None:
    mine = 'function fish_prompt; echo -n "mine $status> "; end'
    with Terminal(running, "fish", f"{mine}\n{rc}\n") as shell:
        screen = shell.screen("sh -c 'exit 3'", 'echo "code $status"')
    assert right in screen
    assert "code 3" in screen
    assert "mine 3> " in screen
    assert f"{TIMER} {TIMER}" not in screen
