"""The options of ``log edit`` for single segments and pauses."""

from __future__ import annotations

from timelog_cli.cli.log_times import read_near, read_range_near
from timelog_cli.cli.spec import opt
from timelog_cli.domain.logs import Segment
from timelog_cli.errors import Unreadable
from timelog_cli.usecases import log_pieces
from timelog_cli.usecases.log_pieces import Pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.domain.logs import Log

PIECES = (
    opt(
        "--pause",
        "RANGE",
        "What was not worked, as 12:00-12:30; on the log's day; may be repeated.",
        many=True,
    ),
    opt(
        "--no-pause",
        "N",
        "The pause that was worked, by its number in log show; may be repeated.",
        many=True,
        complete="pauses",
    ),
    opt(
        "--segment",
        "N",
        "The segment that --start and --end are for, by its number in log show.",
        complete="segments",
    ),
    opt(
        "--drop-segment",
        "N",
        "The segment to take away; may be repeated.",
        many=True,
        complete="segments",
    ),
)
_ONE_BY_ONE = "one after the other, in two commands"


def read_pieces(context: Context, log: Log, given: dict[str, Any], start: int, end: int) -> Pieces:
    """What the options say of segments and pauses; ``start`` and ``end`` are the log's to be."""
    if given["segment"] is not None:
        return _segment(context, log, given)
    return Pieces(
        pauses=tuple(
            Segment(*read_range_near(context, text, start, end)) for text in given["pause"]
        ),
        closed=tuple(_number(log, text, "pause") for text in given["no_pause"]),
        dropped=tuple(_number(log, text, "segment") for text in given["drop_segment"]),
    )


def check_together(given: dict[str, Any]) -> None:
    """Refuse options that would change the pieces of a log in two ways at once."""
    named = [param for param in PIECES if given[param.name] not in (None, [])]
    alone = [param.flags[0] for param in named]
    for name in ("duration", "start", "end"):
        fit = {"--pause", "--segment"} if name != "duration" else set()
        if given[name] is not None and not fit.issuperset(alone):
            alone.append(f"--{name}")
    if len(alone) > 1:
        raise Unreadable(f"{alone[0]} and {alone[1]} do not go together", _ONE_BY_ONE)
    if given["segment"] is not None and given["start"] is None and given["end"] is None:
        raise Unreadable(
            "--segment alone does not say what is to change", "--start 9:00, --end 10:30, or both"
        )


def _segment(context: Context, log: Log, given: dict[str, Any]) -> Pieces:
    number = _number(log, given["segment"], "segment")
    old = log_pieces.segment(log, number)
    start = read_near(context, given["start"], *old)
    moved = 0 if start is None else start - old.start
    return Pieces(
        segment=number, start=start, end=read_near(context, given["end"], old.end + moved)
    )


def _number(log: Log, text: str, what: str) -> int:
    word = text.strip().removeprefix("#")
    if not (word.isascii() and word.isdigit() and len(word) <= len("999999")):
        raise Unreadable(
            f"{text[:40]!r} is not the number of a {what}",
            f"timelog log show {log.id} numbers them",
        )
    return int(word)
