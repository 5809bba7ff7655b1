"""``--show-completion`` and ``--install-completion``: the scripts that make the shells ask."""

from __future__ import annotations

import os

from timelog_cli.cli.completion.completers import SHELLS
from timelog_cli.cli.shell_init import read
from timelog_cli.domain.text import shown, typed
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.runtime import files
from timelog_cli.runtime.world import base_folder, home

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from timelog_cli.runtime.world import World

_MARK = "# Completion of timelog."


class Place(Frozen):
    """Where a script goes, and the file of the shell that is to load it, if that needs a line."""

    folder: str
    name: str
    loader: str | None = None

    @property
    def path(self) -> str:
        """The script's file."""
        return os.path.join(self.folder, self.name)


def run(option: str, named: str, world: World, *, quiet: bool) -> None:
    """Do what one of the two options says.

    :param named: the shell; the one that the user logs in with if it is empty
    """
    shell = _shell(option, named, world.env)
    if option == "--show-completion":
        world.stdout.write(read(f"completion.{shell}"))
        world.stdout.flush()
        return
    said = install(shell, world.env)
    if not quiet:
        world.stderr.write("".join(shown(line) + "\n" for line in said))
        world.stderr.flush()


def _shell(option: str, named: str, env: Mapping[str, str]) -> str:
    if named:
        if named.lower() in SHELLS:
            return named.lower()
        raise UsageError(
            f"completion is not available for {named[:40]!r}",
            f"use bash, zsh or fish, such as timelog {option} bash",
        )
    shell = os.path.basename(env.get("SHELL", ""))
    if shell in SHELLS:
        return shell
    what = f"SHELL is {shell[:40]!r}" if shell else "SHELL is not set"
    raise UsageError(
        f"cannot tell which shell you use: {what}",
        f"use bash, zsh or fish, such as timelog {option} bash",
    )


def install(shell: str, env: Mapping[str, str]) -> list[str]:
    """Put the script where the shell finds it; what was done, in sentences."""
    place = _place(shell, env)
    changed = files.replace(place.path, read(f"completion.{shell}").encode())
    said = [f"Wrote {place.path}" if changed else f"{place.path} is up to date."]
    if place.loader:
        added = files.append(
            place.loader, _loading(shell, place.path).encode(), place.path.encode()
        )
        new, old = (
            f"Added a line to {place.loader} that loads it.",
            f"{place.loader} already loads it.",
        )
        said.append(new if added else old)
    said.append(f"Completion works in new shells. In this shell, run: exec {shell}")
    return said


def _loading(shell: str, path: str) -> str:
    test = "[[ -r {0} ]]" if shell == "zsh" else "[ -r {0} ]"
    return f"\n{_MARK}\n{test.format(typed(path))} && . {typed(path)}\n"


def _place(shell: str, env: Mapping[str, str]) -> Place:
    user = home(env)
    if not user:
        raise UsageError(
            "cannot find a place for the script: this user has no home folder",
            f"timelog --show-completion {shell}",
        )

    def below(variable: str, default: str, *names: str) -> str:
        return os.path.join(base_folder(env, variable, default), *names)

    if shell == "fish":
        return Place(below("XDG_CONFIG_HOME", ".config", "fish", "completions"), "timelog.fish")
    if shell == "zsh":
        return Place(
            below("XDG_DATA_HOME", ".local/share", "zsh", "site-functions"),
            "_timelog",
            os.path.join(env.get("ZDOTDIR") or user, ".zshrc"),
        )
    return Place(
        below("XDG_DATA_HOME", ".local/share", "bash-completion", "completions"),
        "timelog",
        os.path.join(user, ".bashrc"),
    )
