"""Readings and questions that several commands share."""

from __future__ import annotations

from timelog_cli.domain.text import one_line, shown
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.cli.context import Context


def instant(context: Context, text: str | None) -> int | None:
    """The instant that a text means; a relative one is echoed as an absolute time."""
    if text is None:
        return None
    from timelog_cli.domain.time.instants import read_instant
    from timelog_cli.render.plain.text import day_and_time

    reading = read_instant(text, context.moment)
    if reading.relative:
        context.notices.append(f"{text} is {day_and_time(reading.instant, context.zone)}.")
    return reading.instant


def checked_tags(tags: list[str] | None) -> tuple[str, ...]:
    """The tags, each one line of text, once each, without the leading ``#`` some people type."""
    found = (one_line(tag.strip().removeprefix("#"), "the tag", 100) for tag in tags or ())
    return tuple(dict.fromkeys(found))


def confirmed(context: Context, yes: bool, question: str) -> bool:
    """Whether the user agrees; never asks when standard input is not a terminal.

    :raises Refused: nobody can be asked and ``--yes`` is not given
    """
    if yes:
        return True
    if not context.world.interactive:
        raise Refused(f"{question} Nobody can be asked here", "--yes says so beforehand")
    print(f"{shown(question)} [y/N] ", end="", file=context.world.stderr, flush=True)
    answer = context.world.stdin.readline().decode("utf-8", "replace")
    return answer.strip().lower() in {"y", "yes"}
