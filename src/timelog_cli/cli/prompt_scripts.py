"""What ``shell-init`` prints: functions that draw the timer from the copy of its state.

They are in ``scripts``, and find the copy by the rule of ``usecases.prompt_copy``. They believe it
only if its time of change is that of the database and its line has the form. Otherwise they show
nothing and have it written anew in the background, less and less often. They are written for users
with ``set -eu``, a strange ``IFS``, aliases and options, so they test what would be an error before
it is seen.
"""

from __future__ import annotations

import os

_POSIX_DATABASE = r"""db=${XDG_DATA_HOME:-${home%/}/.local/share}
        db=${db%/}/timelog/timelog.db"""
_FISH_DATABASE = r"""set db "$XDG_DATA_HOME"
        test -n "$db"; or set db (string replace -r '/$' '' -- "$HOME")/.local/share
        set db (string replace -r '/$' '' -- "$db")/timelog/timelog.db"""


def script(shell: str, *, database: str | None, place: bool) -> str:
    """The text for a shell.

    :param database: where the database is without ``TIMELOG_DB``, if not below ``XDG_DATA_HOME``
    :param place: whether the prompt is changed, and not only the functions made
    """
    text = read(f"prompt.{shell}")
    if shell == "fish":
        default = _FISH_DATABASE if database is None else f"set db {_fish_quoted(database)}"
        return text.replace("@DATABASE@", default) + (read("prompt-place.fish") if place else "")
    from timelog_cli.domain.text import typed

    default = _POSIX_DATABASE if database is None else f"db={typed(database)}"
    return text.replace("@DATABASE@", default).replace("@PLACE@", "1" if place else "''")


def read(name: str) -> str:
    """The text of a script of a shell."""
    path = os.path.join(os.path.dirname(__file__), "scripts", name)  # noqa: PTH118, PTH120
    with open(path, encoding="utf-8") as file:
        return file.read()


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
