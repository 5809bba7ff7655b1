"""Lines of the data files of timewarrior: an interval each, in UTC, with tags and annotation.

The project is the first tag, as timewarrior knows nothing above tags: ``project:Fix the login``.
"""

from __future__ import annotations

from time import gmtime, strftime

from timelog_cli.domain.time.zones import local_time
from timelog_cli.exchange.written import stretches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timelog_cli.domain.foreign import Entry
    from timelog_cli.exchange.written import Losses


def pieces(entries: Iterable[Entry], losses: Losses) -> Iterator[str]:
    """A line for each interval, oldest first."""
    for _, line in named_lines(entries, losses):
        yield line


def named_lines(entries: Iterable[Entry], losses: Losses) -> Iterator[tuple[str, str]]:
    """The same, each with the name of the data file that it belongs to, one for each month."""

    def look(entry: Entry) -> None:
        if "\n" in entry.text:
            losses.add("an annotation is one line: joined the lines of the notes of")

    for one in stretches(entries, look):
        said = " ".join(map(_quoted, dict.fromkeys((f"project:{one.project}", *one.tags))))
        if one.text:
            said += " # " + _quoted(" ".join(one.text.split("\n")))
        line = f"inc {_stamp(one.start or 0)} - {_stamp(one.end or 0)} # {said}\n"
        yield strftime("%Y-%m.data", local_time(one.start or 0, one.zone)), line


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _stamp(instant: int) -> str:
    return strftime("%Y%m%dT%H%M%SZ", gmtime(instant))
