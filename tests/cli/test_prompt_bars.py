"""The configurations of the how-to, in the programs that they are for."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.docs import pages
from tests.harness import Cli
from tests.prompts import ago, environment, init
from tests.shells import Shell, needed

PAGE = pages.ROOT / "docs/how-to/prompt.md"


def section(title: str) -> list[str]:
    """The texts of the blocks below a heading of the page."""
    (text,) = (
        part for part in PAGE.read_text("utf-8").split("\n## ") if part.startswith(f"{title}\n")
    )
    return [block.text for block in pages.blocks(text)]


@pytest.fixture
def env(cli: Cli) -> dict[str, str]:
    """A user with a timer that has been running for 1:05, and ``timelog`` on the path."""
    cli.at(ago(3)).run('record add "Fix login" --type case')
    cli.at(ago(1, 5)).run("start case-1")
    found = os.environ["PATH"]
    source = {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    path = f"{Path(shutil.which('timelog') or '').parent}:{found}"
    return environment(cli, PATH=path, **source)


def starship(cli: Cli, env: dict[str, str], config: str, module: str) -> str:
    """What starship shows of a module, by the ``starship`` of this machine."""
    program = shutil.which("starship")
    if program is None:
        pytest.skip("this machine has no starship")
    path = cli.folder / "starship.toml"
    path.write_text(config)
    more = {"STARSHIP_CONFIG": str(path), "STARSHIP_CACHE": str(cli.folder)}
    done = subprocess.run(
        [program, "module", module], env=env | more, capture_output=True, timeout=60, check=True
    )
    assert done.stderr == b""
    return done.stdout.decode()


def test_starship_runs_the_command(cli: Cli, env: dict[str, str]) -> None:
    config, _, _ = section("starship")
    assert "▶ case-1 1:05" in starship(cli, env, config, "custom.timelog")
    cli.at(ago(0)).run("stop")
    assert "case-1" not in starship(cli, env, config, "custom.timelog")


def test_starship_shows_what_the_shell_hands_over(cli: Cli, env: dict[str, str]) -> None:
    _, _, config = section("starship")
    show = starship
    shown = show(cli, env | {"timelog_segment": "▶ case-1 1:05"}, config, "env_var.timelog_segment")
    assert "▶ case-1 1:05" in shown
    assert show(cli, env | {"timelog_segment": ""}, config, "env_var.timelog_segment") == ""


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_shell_hands_the_timer_over(cli: Cli, env: dict[str, str], shell: str) -> None:
    _, lines, config = section("starship")
    assert tomllib.loads(config)["env_var"]
    hook = {"bash": "_timelog_prompt", "zsh": "_timelog_precmd"}[shell]
    script = f"{lines.replace('bash', shell)}{hook}\nenv | grep ^timelog_segment"
    done = subprocess.run([needed(shell), "-c", script], env=env, capture_output=True, check=True)
    assert done.stdout.decode() == "timelog_segment=▶ case-1 1:05\n"


def test_oh_my_posh_finds_it_in_the_environment(cli: Cli, env: dict[str, str]) -> None:
    lines, _ = section("oh-my-posh")
    script = f"{lines}\nset_poshcontext\nenv | grep ^timelog_segment"
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, check=True)
    assert done.stdout.decode() == "timelog_segment=▶ case-1 1:05\n"


def test_powerlevel10k_is_given_a_segment_of_a_running_timer_only(
    cli: Cli, env: dict[str, str]
) -> None:
    (lines,) = section("powerlevel10k")
    script = f'p10k() {{ print -r -- "$@" }}\n{lines}\nprompt_timelog'
    call = [needed("zsh"), "-f", "-c", script]
    done = subprocess.run(call, env=env, capture_output=True, check=True)
    assert done.stdout.decode() == "segment -f green -t ▶ case-1 1:05\n"
    cli.at(ago(0)).run("stop")
    assert subprocess.run(call, env=env, capture_output=True, check=True).stdout == b""


class Tmux(Shell):
    """A tmux of its own at a terminal."""

    def __init__(self, cli: Cli, env: dict[str, str]) -> None:
        self.name, self.env = "tmux", env | {"TERM": "xterm", "SHELL": "/bin/sh"}
        (config,) = section("tmux")
        path = cli.folder / "tmux.conf"
        path.write_text(config)
        words = ["tmux", "-u", "-S", str(cli.folder / "socket")]
        self._kill = [*words, "kill-server"]
        self._open([*words, "-f", str(path), "new-session"], cli.folder)

    def kill(self) -> None:
        """End the server, which is not the process at the terminal."""
        subprocess.run(self._kill, env=self.env, capture_output=True)


def test_tmux_shows_it_in_the_status_line(cli: Cli, env: dict[str, str]) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("this machine has no tmux: apt-get install tmux")
    with Tmux(cli, env) as tmux:
        try:
            assert "case-1" in tmux.shows("", "▶ case-1 1:05 ")
        finally:
            tmux.kill()


def test_bash_finds_what_it_kept_in_a_file(cli: Cli, env: dict[str, str]) -> None:
    assert Path(init(cli, "bash")).read_text().startswith("# The timer in the prompt of bash")
    (cli.folder / ".config/timelog").mkdir(parents=True)
    kept = next(text for text in section("bash, zsh and fish") if "prompt.bash" in text)
    script = f"{kept}\n. ~/.bashrc\ntimelog_segment"
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, check=True)
    assert (done.stdout.decode(), done.stderr) == ("▶ case-1 1:05", b"")
