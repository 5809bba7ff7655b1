"""Options and readings that several commands share."""

from __future__ import annotations

from timelog_cli.cli.spec import Param, opt
from timelog_cli.domain.text import one_line, shown
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.context import Context


def at_option(done: str) -> Param:
    """``--at`` for the moment at which something was done."""
    return opt("--at", "TIME", f"When it {done}, if not now: 9:30, -10m, 2026-11-02T09:30.")


def note_option(help: str) -> Param:
    """``--note``."""
    return opt("--note", "TEXT", help)


def tag_option() -> Param:
    """``--tag``, as often as wanted."""
    return opt("--tag", "TAG", "A tag; may be repeated.", many=True, complete="tags")


def customer_option() -> Param:
    """``--customer`` of a record."""
    help = "The customer, or the beginning of the name."
    return opt("--customer", "NAME", help, complete="customers")


def service_option() -> Param:
    """``--service`` of a record."""
    return opt("--service", "NAME", "The service; its price is copied.", complete="services")


def instant(context: Context, text: str | None) -> int | None:
    """The instant that a text means; a relative one is echoed as an absolute time."""
    if text is None:
        return None
    from timelog_cli.domain.times import read_instant
    from timelog_cli.render.text import day_and_time

    reading = read_instant(text, context.moment)
    if reading.relative:
        context.notices.append(f"{text} is {day_and_time(reading.instant, context.zone)}.")
    return reading.instant


def checked_tags(tags: list[str]) -> tuple[str, ...]:
    """The tags, each one line of text, once each, without the leading ``#`` some people type."""
    found = (one_line(tag.strip().removeprefix("#"), "the tag", 100) for tag in tags)
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
