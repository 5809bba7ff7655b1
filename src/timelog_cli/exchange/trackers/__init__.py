"""Files of other time trackers: one module for each format, which all read in the same way.

A module has ``fits(head, names)``, whether the beginning of a file, or the names of the files in a
folder, are of its format; ``entries(source, reading)``, which reads a file once and gives what it
can as ``Entry`` and refuses the rest; and ``frame(source)``, what stands around refused entries
that are written in that format again.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from importlib import import_module

from timelog_cli.domain.names import pick
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    from timelog_cli.domain.foreign import Entry, Reading
    from timelog_cli.exchange.trackers.sources import Source

    class Reader(Protocol):
        """A module of a format."""

        def fits(self, head: str, names: Sequence[str]) -> bool:
            """Whether a file that begins so, or a folder of these files, has the format."""

        def entries(self, source: Source, reading: Reading) -> Iterator[Entry]:
            """What the files say, in their order."""

        def frame(self, source: Source, /) -> Frame:
            """What stands around refused entries."""


class Frame(Frozen):
    """What stands before, between and after entries in a file of their format."""

    before: str = ""
    between: str = "\n"
    after: str = "\n"


ARRAY = Frame("[\n", ",\n", "\n]\n")


def lines_alone(_source: Source) -> Frame:
    """What stands around refused lines: nothing."""
    return Frame()


class Format(Frozen):
    """A format.

    :param label: the program's own name
    :param has_local_times: whether its times are of the clocks in a zone that the file does not
        say, and that need not be that of this machine
    :param may_be_json: whether its files can be JSON, which is read by elements instead of lines
    :param is_presence: whether it says only that somebody was there, so that nothing is logged
        until the user says on what
    """

    label: str
    has_local_times: bool = False
    may_be_json: bool = False
    is_presence: bool = False


# In the order in which they are tried: the more a format asks for, the sooner.
FORMATS = {
    "timewarrior": Format("timewarrior", may_be_json=True),
    "watson": Format("Watson", may_be_json=True),
    "solidtime": Format("solidtime"),
    "ics": Format("iCalendar"),
    "activitywatch": Format("ActivityWatch", may_be_json=True, is_presence=True),
    "klog": Format("klog", may_be_json=True),
    "kimai": Format("Kimai", has_local_times=True, may_be_json=True),
    "toggl": Format("Toggl", has_local_times=True),
    "clockify": Format("Clockify", has_local_times=True),
    "harvest": Format("Harvest"),
    "timeclock": Format("timeclock"),
    "bartib": Format("bartib"),
    "org": Format("Org mode"),
    "timedot": Format("timedot"),
    "utt": Format("utt"),
    "gtimelog": Format("GTimeLog"),
    "jsonl": Format("timelog", may_be_json=True),
    "csv": Format("CSV"),
}


def reader(name: str) -> Reader:
    """The module of a format."""
    module: Reader = import_module(f"{__name__}.{name}")
    return module


def named(text: str) -> str:
    """The format of a name.

    :raises NotFound: no such format
    """
    return pick(text, list(FORMATS), "format", "timelog import --help")


def detected(source: Source) -> str:
    """The format that files are in, by what is in them.

    :raises UsageError: they are in none that is known
    """
    names = [one.name.rpartition("/")[2] for one in source.files] if source.is_folder else []
    head = "" if names else _text(source.files[0].head())
    found = next((name for name in FORMATS if reader(name).fits(head, names)), None)
    if found is None:
        raise UsageError(
            f"{shown(source.files[0].name if not names else source.path)} has no format that is"
            " found out from its content",
            "give its format, as in --from toggl; for any table: --from csv --map FILE",
        )
    return found


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    try:
        return getincrementaldecoder("utf-8-sig")().decode(head)  # which may end inside a letter
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")
