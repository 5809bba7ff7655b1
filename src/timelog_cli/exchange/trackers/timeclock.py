"""timeclock, the format of Emacs, Ledger and hledger: ``i`` clocks in, ``o`` clocks out.

Several sessions can be open at once, as in hledger: ``o`` with an account closes that of the
account, ``o`` alone the one that was opened last. Before hledger knew that, what stood behind
``o`` was a comment; it is one still where it is not an account of the file.
"""

from __future__ import annotations

import re

from timelog_cli.domain.foreign import Entry, Unreadable
from timelog_cli.exchange.trackers import lines_alone
from timelog_cli.exchange.trackers.clock import Clock, seconds_of
from timelog_cli.exchange.trackers.each import of_files, problem
from timelog_cli.exchange.trackers.hledger import Comment, comment_of, joined, split
from timelog_cli.exchange.trackers.texts import excerpt, lines
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File, Source

    Moment = tuple[int, int, int, int] | int

_MOST_OPEN = 1_000
_LARGEST_OFFSET = 15 * 3600
_CLOCKED_IN = re.compile(
    r"^[iI][ \t]+[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}[ \t]+[0-9]{1,2}:[0-9]{2}", re.MULTILINE
)
_LINE = re.compile(
    r"([iIoO])[ \t]+([0-9]{4})([-/.])([0-9]{1,2})\3([0-9]{1,2})"
    r"[ \t]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?([+-][0-9]{4})?(?=[ \t;]|$)(.*)"
)
_NOT_READ = re.compile(r"[;#*]|[ \t]*$|[bh][ \t]+[0-9]")
_LIKE = "to read it, write it as in i 2026-03-28 09:00:00 acme:web  text"
frame = lines_alone


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether something is clocked in."""
    return not names and bool(_CLOCKED_IN.search(head))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """Each session when it is closed, and at the end of a file those that are open."""
    return of_files(source, lambda file: _Sessions(file, reading).read())


class _Session(Frozen):
    number: int
    raw: str
    at: Moment
    account: str
    comment: Comment


class _Sessions:
    """Reads a file: what is open, in the order in which it was opened, and all accounts."""

    def __init__(self, file: File, reading: Reading) -> None:
        self._file, self._reading = file, reading
        self._clock, self._utc = Clock(reading.zone), Clock("UTC")
        self._open: list[_Session] = []
        self._accounts: set[str] = set()

    def read(self) -> Iterator[Entry]:
        """What the lines say, and at the end what is still open."""
        for number, line in lines(self._file, self._reading):
            try:
                entry = None if _NOT_READ.match(line) else self._line(number, line)
            except Unreadable as error:
                self._reading.refuse(problem(self._file, number, line, error))
            else:
                if entry is not None:
                    yield entry
        for one in self._open:
            try:
                yield _entry(one, self._instant(one.at), None)
            except Unreadable as error:
                self._reading.refuse(problem(self._file, one.number, one.raw, error))

    def _line(self, number: int, line: str) -> Entry | None:
        found = _LINE.fullmatch(line)
        if found is None:
            raise Unreadable(f"'{excerpt(line)}' does not clock in or out", _LIKE)
        at = self._moment(found)
        account, description, comment = split(found[10])
        about = comment_of(comment)
        if description:
            about = joined(Comment(description), about)
        session = _Session(number, line, at, account, about)
        if found[1] in "iI":
            self._clock_in(session)
            return None
        return self._closed(self._matching(session), session)

    def _moment(self, found: re.Match[str]) -> Moment:
        year, month, day, hours, minutes = (int(found[at]) for at in (2, 4, 5, 6, 7))
        seconds = seconds_of(hours, minutes, int(found[8] or 0))
        if not found[9]:
            self._clock.instants(year, month, day, seconds)
            return year, month, day, seconds
        offset = 3600 * int(found[9][1:3]) + 60 * int(found[9][3:])
        if offset > _LARGEST_OFFSET:
            raise Unreadable(f"there is no offset {found[9]} from UTC")
        return self._utc.instant(year, month, day, seconds) - int(f"{found[9][0]}{offset}")

    def _instant(self, at: Moment) -> int:
        return at if isinstance(at, int) else self._clock.instant(*at)

    def _clock_in(self, session: _Session) -> None:
        if len(self._open) >= _MOST_OPEN:
            raise Unreadable(f"{_MOST_OPEN:,} sessions are open already")
        self._open.append(session)
        self._accounts.add(session.account)

    def _matching(self, out: _Session) -> _Session:
        """The session that is closed, which is not open any more."""
        is_account = out.account in self._accounts
        fitting = [one for one in self._open if not is_account or one.account == out.account]
        if not fitting:
            what = f"'{excerpt(out.account)}' is not" if is_account else "nothing is"
            raise Unreadable(f"it clocks out, but {what} clocked in")
        if out.account and not is_account and len(fitting) > 1:
            raise Unreadable(f"it clocks out '{excerpt(out.account)}', which is not clocked in")
        self._open.remove(fitting[-1])
        return fitting[-1]

    def _closed(self, session: _Session, out: _Session) -> Entry | None:
        comment = joined(session.comment, out.comment)
        if out.account and out.account not in self._accounts:
            comment = joined(comment, Comment(out.account))
        raw = f"{session.raw}\n{out.raw}"
        try:
            start, end = self._span(session.at, out.at)
        except Unreadable as error:
            self._reading.refuse(problem(self._file, out.number, raw, error))
            return None
        return _entry(session._replace(comment=comment, raw=raw), start, end)

    def _span(self, start: Moment, end: Moment) -> tuple[int, int]:
        if isinstance(start, tuple) and isinstance(end, tuple):
            return self._clock.span(start, end)
        return self._instant(start), self._instant(end)


def _entry(session: _Session, start: int, end: int | None) -> Entry:
    text, tags, billable = session.comment
    return Entry(
        session.number,
        start,
        end,
        session.account,
        text,
        tags,
        billable=billable,
        raw=session.raw,
    )
