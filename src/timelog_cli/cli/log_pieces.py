"""The options of ``log edit`` for single segments and pauses."""

from __future__ import annotations

from timelog_cli.cli.log_times import read_near, read_range_near
from timelog_cli.domain.logs import Segment
from timelog_cli.errors import Unreadable
from timelog_cli.usecases import log_pieces
from timelog_cli.usecases.log_pieces import Pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.cli.options.logs import LogEdits
    from timelog_cli.context import Context
    from timelog_cli.domain.logs import Log

_PIECES = ("pause", "no_pause", "segment", "drop_segment")
_ONE_BY_ONE = "one after the other, in two commands"


def read_pieces(context: Context, log: Log, edits: LogEdits, start: int, end: int) -> Pieces:
    """What the options say of segments and pauses; ``start`` and ``end`` are the log's to be."""
    if edits["segment"] is not None:
        return _segment(context, log, edits["segment"], edits["start"], edits["end"])
    pauses = [read_range_near(context, text, start, end) for text in edits["pause"] or ()]
    return Pieces(
        pauses=tuple(Segment(*pause) for pause in pauses),
        closed=tuple(_number(log, text, "pause") for text in edits["no_pause"] or ()),
        dropped=tuple(_number(log, text, "segment") for text in edits["drop_segment"] or ()),
    )


def check_together(edits: LogEdits) -> None:
    """Refuse options that would change the pieces of a log in two ways at once."""
    given = [name for name, value in edits.items() if value is not None]
    alone = [name for name in _PIECES if name in given]
    for name in ("duration", "start", "end"):
        fit = {"pause", "segment"} if name != "duration" else set()
        if name in given and not fit.issuperset(alone):
            alone.append(name)
    if len(alone) > 1:
        one, other = (f"--{name.replace('_', '-')}" for name in alone[:2])
        raise Unreadable(f"{one} and {other} do not go together", _ONE_BY_ONE)
    if edits["segment"] is not None and edits["start"] is None and edits["end"] is None:
        raise Unreadable(
            "--segment alone does not say what is to change", "--start 9:00, --end 10:30, or both"
        )


def _segment(context: Context, log: Log, named: str, start: str | None, end: str | None) -> Pieces:
    number = _number(log, named, "segment")
    old = log_pieces.segment(log, number)
    begin = read_near(context, start, old, old.start, -1 if end is None else 0)
    moved = 0 if begin is None else begin - old.start
    window = (old.start + moved, old.end + moved)
    return Pieces(segment=number, start=begin, end=read_near(context, end, window, window[1], 1))


def _number(log: Log, text: str, what: str) -> int:
    word = text.strip().removeprefix("#")
    if not (word.isascii() and word.isdigit() and len(word) <= len("999999")):
        raise Unreadable(
            f"{text[:40]!r} is not the number of a {what}",
            f"timelog log show {log.id} numbers them",
        )
    return int(word)
