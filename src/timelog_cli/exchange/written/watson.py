"""Watson's file ``frames``: an array of start, stop, project, id, tags and time of change."""

from __future__ import annotations

from json import JSONEncoder

from timelog_cli.exchange.written import stretches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timelog_cli.domain.foreign import Entry
    from timelog_cli.exchange.written import Losses

_encode = JSONEncoder(ensure_ascii=False).encode


def pieces(entries: Iterable[Entry], losses: Losses) -> Iterator[str]:
    """The frames, a line each."""

    def look(entry: Entry) -> None:
        if entry.text:
            losses.add("Watson has no notes: left out those of")

    before = "[\n "
    for one in stretches(entries, look):
        frame = (one.start, one.end, one.project, one.id, one.tags, one.changed)
        yield before + _encode(frame)
        before = ",\n "
    yield "[]\n" if before == "[\n " else "\n]\n"
