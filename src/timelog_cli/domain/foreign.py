"""What files of other time trackers say: stretches of work, and what is wrong with a file."""

from __future__ import annotations

from timelog_cli.errors import TimelogError
from timelog_cli.frozen import Frozen

AWAY = "away from the computer"  # why an entry that only proposes pauses is skipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Pause(Frozen):
    """Time between the start and the end of an entry that was not worked, in UTC seconds."""

    start: int
    end: int


class Entry(Frozen):
    """A stretch of work as a file of another program tells it.

    :param line: where it begins in its file, from 1; in JSON which element it is, from 1
    :param start: in UTC seconds; ``None`` where only hours of a day are known
    :param end: in UTC seconds; ``None`` while a timer runs, and for hours of a day
    :param task: what is worked on inside the project, where the program knows such a level
    :param billable: ``None`` where the program does not say
    :param billed: whether it was invoiced there
    :param user: who worked, where the program knows several
    :param id: the program's own id, which stays when the entry is changed there
    :param day: of hours without a start, as ``2026-03-28``
    :param seconds: how long these are
    :param zone: the IANA zone in which the program shows it; without it that of the whole import
    :param skip: why it is not time that was worked, such as ``a break``; it is counted, not logged
    :param file: which of several files it is in, as messages show it
    :param raw: its text in the file, as ``--skip-bad`` writes it
    :param changed: when it was last changed there, in UTC seconds; 0 where the program does not say
    """

    line: int
    start: int | None
    end: int | None
    project: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    client: str = ""
    task: str = ""
    billable: bool | None = None
    billed: bool = False
    user: str = ""
    id: str = ""
    day: str | None = None
    seconds: int = 0
    pauses: tuple[Pause, ...] = ()
    zone: str = ""
    skip: str = ""
    file: str = ""
    raw: str = ""
    changed: int = 0


class Problem(Frozen):
    """What keeps a part of a file from being imported.

    :param line: from 1; 0 where it is the file as a whole
    :param column: the character or the cell of the line, from 1; ``None`` for the whole line
    :param message: a sentence without the place
    :param raw: the text of the entry in the file
    """

    file: str
    line: int
    column: int | None
    message: str
    hint: str | None = None
    raw: str = ""


class Unreadable(TimelogError):
    """That a value is not what it has to be; whoever reads the line knows where it is.

    :param column: the character or the cell of the line, from 1
    """

    kind = "usage"
    code = 2

    def __init__(self, message: str, hint: str | None = None, column: int | None = None) -> None:
        super().__init__(message, hint)
        self.column = column


class Reading(Frozen):
    """How a file is read.

    :param zone: the IANA zone of times without one
    :param now: UTC seconds
    :param refuse: is told each problem; reading goes on behind it
    :param remark: is told what the user should know, a sentence each
    :param date_order: ``YMD``, ``DMY`` or ``MDY`` where the user says so
    :param zone_is_given: whether the user named the zone, and it is not merely that of the machine
    :param columns: of a table in no known format, which column is which, as in
        ``{"start": "Begin"}``
    """

    zone: str
    now: int
    refuse: Callable[[Problem], None]
    remark: Callable[[str], None]
    date_order: str | None = None
    zone_is_given: bool = False
    columns: Mapping[str, str] = {}
