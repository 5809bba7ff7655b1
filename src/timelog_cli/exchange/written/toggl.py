"""The CSV that Toggl Track imports and exports, in local times.

Cells that a spreadsheet would run as formulas get an apostrophe, as in every CSV of ours.
"""

from __future__ import annotations

import csv
from functools import partial

from timelog_cli.domain.cells import guarded
from timelog_cli.domain.time.zones import is_shown_twice, written
from timelog_cli.exchange.written import stretches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timelog_cli.domain.foreign import Entry
    from timelog_cli.exchange.written import Losses

_COLUMNS = (
    *("User", "Email", "Client", "Project", "Task", "Description", "Billable"),
    *("Start date", "Start time", "End date", "End time", "Duration", "Tags"),
)


class _Line:
    """Takes the line that the writer of CSV makes."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def pieces(entries: Iterable[Entry], losses: Losses) -> Iterator[str]:
    """The header, and a row for each stretch of work."""
    line = _Line()
    write = csv.writer(line, lineterminator="\r\n").writerow
    write(_COLUMNS)
    yield line.text
    for one in stretches(entries, partial(_look, losses)):
        if all(is_shown_twice(at or 0, one.zone) for at in (one.start, one.end)):
            losses.add("Toggl has no offsets: when the clocks go back, it cannot tell the times of")
        write(_cells(one))
        yield line.text


def _look(losses: Losses, entry: Entry) -> None:
    if any("," in tag for tag in entry.tags):
        losses.add("Toggl separates tags by commas: wrote semicolons in the tags of")


def _cells(entry: Entry) -> list[str]:
    assert entry.start is not None and entry.end is not None
    start, end = (written(at, entry.zone).split() for at in (entry.start, entry.end))
    minutes, seconds = divmod(entry.end - entry.start, 60)
    duration = f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    tags = ", ".join(tag.replace(",", ";") for tag in entry.tags)
    email = entry.user if "@" in entry.user else ""
    texts = (entry.user, email, entry.client, entry.project, "", entry.text)
    billable = "Yes" if entry.billable else "No"
    return [*map(guarded, texts), billable, *start, *end, duration, guarded(tags)]
