"""Logs written for other programs, as they are read, in memory that does not grow."""

from __future__ import annotations

from itertools import chain

from timelog_cli.domain.foreign import Entry, Pause
from timelog_cli.domain.logs import looks_like_ref
from timelog_cli.domain.segments import pauses
from timelog_cli.exchange.written import LABELS, Losses, has_own_name, writer
from timelog_cli.store.queries import exports as stored
from timelog_cli.usecases.names import resolved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.logs import Log
    from timelog_cli.store.queries.exports import Exported
    from timelog_cli.usecases import Work

    Report = Callable[[int, int | None], None]

FORMATS = (*LABELS, "csv")
_FOR_ONE = ("timewarrior", "watson", "klog", "timeclock")
PRIVATE = 0o600  # notes are as private as the database


class Export:
    """An export while it is written, once; its counts are complete when all pieces were taken.

    :param format: one of ``FORMATS``
    :param report: is told how many logs are written
    :raises NotFound: a filter names what nothing has
    """

    def __init__(
        self, work: Work, filters: Filters, format: str, report: Report | None = None
    ) -> None:
        self._work, self._report = work, report
        self.format = format
        self._losses = Losses()
        self._owners: set[str] = set()
        found = stored.matching(work.store, resolved(work, filters))
        first = next(found, None)
        self.is_empty = first is None
        self._found = found if first is None else chain((first,), found)
        self.logs = 0
        self.worked_seconds = 0

    def pieces(self) -> Iterator[str]:
        """The text of the file, in pieces."""
        return writer(self.format).pieces(self._entries(), self._losses)

    def months(self) -> Iterator[tuple[str, str]]:
        """The lines of the data files of timewarrior, each with the name of its file."""
        from timelog_cli.exchange.written.timewarrior import named_lines

        return named_lines(self._entries(), self._losses)

    def counted(self) -> Iterator[Log]:
        """The logs as they are, for a format that needs no other names for what is in them."""
        for one in self._each():
            yield one.log

    @property
    def losses(self) -> tuple[str, ...]:
        """What the format could not carry, a sentence each without its full stop."""
        mixed: tuple[str, ...] = ()
        if self.format in _FOR_ONE and len(self._owners) > 1:
            mixed = (
                f"{LABELS[self.format]} has no users: the logs of {len(self._owners)} owners are"
                " mixed; to write those of one: --owner",
            )
        return (*mixed, *self._losses.sentences)

    def _each(self) -> Iterator[Exported]:
        for one in self._found:
            yield one
            self.logs += 1
            self._owners.add(one.log.owner)
            self.worked_seconds += one.log.worked_seconds
            if self._report is not None:
                self._report(self.logs, None)

    def _entries(self) -> Iterator[Entry]:
        shared = stored.records_without_own_title(self._work.store)
        for one in self._each():
            title = one.log.title
            is_clear = one.log.record_id not in shared and has_own_name(self.format, title)
            yield _entry(one, is_clear, self._work.zone)


def _entry(one: Exported, is_clear: bool, zone: str) -> Entry:
    """A log as other programs see one: its record is the project.

    :param is_clear: whether the title alone names the record; else the reference is added
    """
    log = one.log
    is_clear = is_clear and not _reads_as_ref(log.title)
    title = log.title if is_clear else f"{log.title} ({log.ref})"
    return Entry(
        line=log.id,
        start=log.start,
        end=log.end,
        project=title,
        text=log.note,
        tags=log.tags,
        client=one.customer,
        billable=log.billable,
        billed=log.invoice is not None,
        user=log.owner,
        id=one.uuid,
        pauses=tuple(Pause(*pause) for pause in pauses(log.segments, log.start, log.end)),
        zone=zone,
        changed=log.changed_at,
    )


def _reads_as_ref(title: str) -> bool:
    """Whether a title is a reference, or ends as those that an export adds one to."""
    last = title[:-1].rpartition(" (")[2] if title.endswith(")") else ""
    return looks_like_ref(title) or ("-" in last and looks_like_ref(last))


def is_folder(format: str, path: str) -> bool:
    """Whether a path is that of a folder, for the one format that has its data in several files."""
    import os

    return format == "timewarrior" and (os.path.isdir(path) or path.endswith("/"))


def save_months(export: Export, folder: str) -> list[str]:
    """Write the data files of timewarrior, one for each month, and name them; never over a file.

    :raises OutputError: another file of such a name is there, or it cannot be written
    """
    import os
    from itertools import groupby

    from timelog_cli.runtime import files

    files.ensure_folder(folder)
    paths = []
    for name, lines in groupby(export.months(), lambda named: named[0]):
        files.put(folder, name, "".join(line for _, line in lines).encode(), mode=PRIVATE)
        paths.append(os.path.join(folder, name))
    return paths
