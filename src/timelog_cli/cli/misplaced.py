"""Times and records in each other's place: the command that was meant."""

from __future__ import annotations

from timelog_cli.domain.text import typed
from timelog_cli.domain.time.instants import INSTANTS
from timelog_cli.domain.time.near import readable
from timelog_cli.domain.time.ranges import RANGES, is_time
from timelog_cli.domain.time.scan import Moment, digits
from timelog_cli.domain.time.zones import local
from timelog_cli.errors import TimelogError, UsageError
from timelog_cli.usecases import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.cli.context import Context
    from timelog_cli.usecases.timers.control import Run

_LAST_HOUR = 24
_ANY_DAY = 1_800_000_000
_MOST_WORDS = 12


def tags_behind(
    context: Context, ref: str, words: Sequence[str], run: Run, *, new: bool
) -> list[str]:
    """The tags that the words behind the record of a timer mean.

    :raises UsageError: they mean none; a time is hinted at as one
    """
    from timelog_cli.usecases import tags

    try:
        return tags.behind(context.work, ref, words, new=new)
    except UsageError as error:
        raise _time_behind(context, ref, words, run, new) or error from None


def _time_behind(
    context: Context, ref: str, words: Sequence[str], run: Run, new: bool
) -> UsageError | None:
    text = " ".join(words).removeprefix("at ")
    if not (_is_hour(text) if text.isdigit() else is_time(text, context.moment)):
        return None
    if words[0] == text and _is_record(context, text):
        return None
    if not new and ref != "-":
        lookup.record(context.work.store, ref)
    start = f"timelog {'interrupt' if run.interrupts else 'start'} {typed(ref)}"
    at = next((one for one in _instants(context, text, run.at) if _is_past(context, one)), None)
    if new:
        hint = "leave it out" if at is None else f"give the time as an option: --at {typed(at)}"
    elif at is not None:
        hint = f"{start} --at {typed(at)}"
    elif readable(RANGES, text, context.moment) is not None:
        hint = f"to log time that is over: timelog log add {typed(ref)} {text}"
    else:
        hint = f"to start now: {start}"
    return UsageError(f"{text[:60]!r} is a time, not a tag", hint)


def time_of_words(words: Sequence[str]) -> str:
    """The time that words without quotes are, whenever it is now; empty if they are none."""
    text = " ".join(words).removeprefix("at ")
    time = f"{text}:00" if _is_hour(text) and words[0] == "at" else text
    moment = Moment(_ANY_DAY, "UTC")
    return time if readable(INSTANTS, time, moment) is not None else ""


def _is_hour(text: str) -> bool:
    return digits(text, 1, 2) and int(text) <= _LAST_HOUR


def _instants(context: Context, text: str, at: int | None) -> Iterator[str]:
    """How a time could be typed as one word: with the time of day that was read apart from it."""
    if at is not None:
        yield f"{text} {local(at, context.zone):%H:%M}"
        return
    yield from (text, f"{text}:00", f"-{text}", f"{text} 9:30")


def _is_past(context: Context, text: str) -> bool:
    found = readable(INSTANTS, text, context.moment)
    return found is not None and found.instant <= context.now


def record_last(context: Context, command: str, words: Sequence[str]) -> UsageError | None:
    """The refusal of a record behind its time, or within; ``None`` where that is not so.

    :param command: ``add``, which takes the title of a new record too, or ``log add``
    """
    if len(words) > _MOST_WORDS or readable(RANGES, " ".join(words), context.moment) is not None:
        return None
    for when, ref in _apart(words):
        text = " ".join(when)
        found = readable(RANGES, text, context.moment)
        if found is None or not _fits(context, command, ref):
            continue
        future = " --allow-future" if found.end > context.now else ""
        return UsageError(
            f"the record {ref[:60]!r} must come before its time",
            f"timelog {command} {typed(ref)} {text}{future}",
        )
    return None


def _apart(words: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """The words of a time and of a record: as few of a record as can be, at best the last."""
    for count in range(1, len(words)):
        for start in range(len(words) - count, 0, -1):
            end = start + count
            yield [*words[:start], *words[end:]], " ".join(words[start:end])


def _fits(context: Context, command: str, ref: str) -> bool:
    is_title = command == "add" and any(map(str.isalpha, ref))
    return is_title or _is_record(context, ref)


def _is_record(context: Context, ref: str) -> bool:
    try:
        lookup.record(context.work.store, ref)
    except TimelogError:
        return False
    return True
