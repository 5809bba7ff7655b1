"""``--install-completion`` and ``--show-completion``."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.harness import Cli
from tests.shells import SHELLS, needed

FILES = {
    "bash": ".local/share/bash-completion/completions/timelog",
    "zsh": ".local/share/zsh/site-functions/_timelog",
    "fish": ".config/fish/completions/timelog.fish",
}
LOADERS = {"bash": ".bashrc", "zsh": ".zshrc"}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_shown_and_the_shell_can_read_it(cli: Cli, shell: str) -> None:
    shown = cli.run(f"--show-completion {shell}")
    assert shown.err == ""
    script = cli.folder / "script"
    script.write_text(shown.out, encoding="utf-8")
    subprocess.run([needed(shell), "-n", str(script)], check=True)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_of_the_login_is_meant_where_none_is_named(cli: Cli, shell: str) -> None:
    env = {"SHELL": f"/usr/bin/{shell}"}
    assert cli.run("--show-completion", env=env).out == cli.run(f"--show-completion {shell}").out


@pytest.mark.parametrize("shell", SHELLS)
def test_installing_twice_changes_nothing_more(bare: Cli, shell: str) -> None:
    done = bare.run(f"--install-completion={shell}")
    path = bare.folder / FILES[shell]
    said = [f"Wrote {path}"]
    if shell in LOADERS:
        said.append(f"Added a line to {bare.folder / LOADERS[shell]} that loads it.")
    said.append(f"Completion works in new shells. In this shell, run: exec {shell}")
    assert (done.out, done.err.splitlines()) == ("", said)
    assert path.read_text("utf-8") == bare.run(f"--show-completion {shell}").out
    before = {one: one.read_bytes() for one in bare.folder.rglob("*") if one.is_file()}
    assert len(before) == len(said) - 1
    again = bare.run(f"--install-completion {shell}")
    assert again.err.splitlines()[0] == f"{path} is up to date."
    assert {one: one.read_bytes() for one in bare.folder.rglob("*") if one.is_file()} == before


def test_what_the_user_has_stays(cli: Cli) -> None:
    real = cli.folder / "dotfiles"
    real.write_text("alias x=y", encoding="utf-8")
    real.chmod(0o640)
    (cli.folder / ".bashrc").symlink_to(real)
    cli.run("--install-completion bash")
    text = real.read_text("utf-8")
    assert text.startswith("alias x=y\n\n# Completion of timelog.\n")
    assert (cli.folder / ".bashrc").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640


def test_an_older_script_is_replaced(cli: Cli) -> None:
    path = cli.folder / FILES["fish"]
    path.parent.mkdir(parents=True)
    path.write_text("old", encoding="utf-8")
    assert cli.run("--install-completion fish").err.startswith("Wrote ")
    assert path.read_text("utf-8") == cli.run("--show-completion fish").out


def test_the_folders_that_the_environment_names_are_used(cli: Cli, tmp_path: Path) -> None:
    env = {
        "XDG_CONFIG_HOME": str(tmp_path / "c"),
        "XDG_DATA_HOME": str(tmp_path / "d e"),
        "ZDOTDIR": str(tmp_path / "z"),
    }
    (tmp_path / "z").mkdir()
    for shell in SHELLS:
        cli.run(f"--install-completion {shell}", env=env)
    assert (tmp_path / "c/fish/completions/timelog.fish").exists()
    assert (tmp_path / "d e/bash-completion/completions/timelog").exists()
    path = tmp_path / "d e/zsh/site-functions/_timelog"
    assert path.exists()
    loading = (tmp_path / "z/.zshrc").read_text("utf-8")
    assert loading == f"\n# Completion of timelog.\n[[ -r '{path}' ]] && . '{path}'\n"


def test_quiet_says_nothing(cli: Cli) -> None:
    assert cli.run("--quiet --install-completion fish").err == ""


def test_a_shell_that_has_none_is_refused(bare: Cli) -> None:
    hint = "use bash, zsh or fish, such as timelog --install-completion bash"
    at = bare.at("2026-11-02 09:00")
    message = "completion is not available for 'tcsh'"
    at.refused("--install-completion tcsh", code=2, message=message, hint=hint)
    message = "cannot tell which shell you use: SHELL is 'tcsh'"
    env = {"SHELL": "/bin/tcsh"}
    at.refused("--install-completion", code=2, message=message, hint=hint, env=env)
    message = "cannot tell which shell you use: SHELL is not set"
    at.refused("--install-completion", code=2, message=message, hint=hint, env={"SHELL": ""})
    assert list(bare.folder.iterdir()) == []


def test_a_word_too_many_is_refused(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").refused(
        "--show-completion bash zsh",
        code=2,
        message="timelog: unknown command 'zsh'",
        hint="timelog --help",
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_that_may_not_be_written_is_named(cli: Cli) -> None:
    (cli.folder / ".bashrc").touch(mode=0o400)
    message = f"cannot write {cli.folder / '.bashrc'}: permission denied"
    cli.at("2026-11-02 09:00").refused("--install-completion bash", code=6, message=message)


def test_a_place_that_is_a_folder_is_named(cli: Cli) -> None:
    (cli.folder / ".bashrc").mkdir()
    message = f"cannot write {cli.folder / '.bashrc'}: is a directory"
    cli.at("2026-11-02 09:00").refused("--install-completion bash", code=6, message=message)
    path = cli.folder / FILES["fish"]
    path.mkdir(parents=True)
    message = f"cannot write {path}: is a directory"
    cli.at("2026-11-02 09:00").refused("--install-completion fish", code=6, message=message)
    assert list(path.parent.iterdir()) == [path]
