"""From what a reader says to rows that are staged: cleaned, checked, and known by a key."""

from __future__ import annotations

from hashlib import blake2b

from timelog_cli.domain.foreign import Problem
from timelog_cli.domain.imports import Count, Names
from timelog_cli.domain.text import NOTE_LIMIT, TAG_LIMIT, TITLE_LIMIT, tidied
from timelog_cli.domain.time.durations import write_duration
from timelog_cli.domain.time.zones import day_and_time, local_time, start_of_day
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import new_uuid
from timelog_cli.store.queries.staged import Row, Staging
from timelog_cli.usecases.logs import LONGEST_DAYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from timelog_cli.domain.foreign import Entry
    from timelog_cli.usecases import Work

_MOST_PROBLEMS = 1000
_MOST_KEPT = 10_000
_LONGEST = LONGEST_DAYS * 86_400
_DAY_SECONDS = 86_400


class Choice(Frozen):
    """Which entries are wanted, and how those that run are taken.

    :param start: only what begins at this instant or later, in UTC seconds
    :param end: only what begins before
    :param texts: only what has one of these in its text, project, client, task or tags
    :param running: ``skip`` or ``start``
    :param keeps_raw: whether the text of refused entries is wanted
    :param tags: those that a mapping names
    """

    start: int | None = None
    end: int | None = None
    texts: tuple[str, ...] = ()
    running: str = "skip"
    keeps_raw: bool = False
    tags: frozenset[str] = frozenset()

    def has(self, begins: int) -> bool:
        """Whether an instant is in the period."""
        return (self.start is None or self.start <= begins) and (
            self.end is None or begins < self.end
        )


class Stager:
    """Takes entries one after the other.

    :param file: the one that entries are in which do not say so
    :param report: is told how many were read
    """

    def __init__(
        self,
        work: Work,
        choice: Choice,
        file: str,
        report: Callable[[int, int | None], None] | None = None,
    ) -> None:
        self._work, self._choice, self._report = work, choice, report
        self._file = file
        self._staging = Staging(work.store)
        self._names: dict[Names, int] = {}
        self._cleaned: dict[tuple[str, str, str, str, tuple[str, ...]], Names] = {}
        self._ids = 0
        self._months: dict[int, list[int]] = {}
        self.problems: list[Problem] = []
        self.more = 0
        self.have_ids = False

    @property
    def names(self) -> list[Names]:
        """What entries belong to, in the order of their first use; the first has number 1."""
        return list(self._names)

    @property
    def months(self) -> dict[str, Count]:
        """All that was staged, by the month in which it begins."""
        named = {f"{month // 12}-{month % 12 + 1:02}": one for month, one in self._months.items()}
        return {name: Count(*named[name]) for name in sorted(named)}

    def refuse(self, problem: Problem) -> None:
        """Keep what is wrong with an entry."""
        if problem.raw and self._choice.keeps_raw:
            self._staging.refuse(problem.raw)
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(problem._replace(raw=""))
        else:
            self.more += 1

    def take(self, entry: Entry) -> None:
        """Stage an entry, or refuse it."""
        wrong = self._wrong(entry)
        if wrong:
            problem = Problem(entry.file or self._file, entry.line, None, *wrong, raw=entry.raw)
            self.refuse(problem)
            return
        tags = tuple(dict.fromkeys(filter(None, map(_tag, entry.tags)))) if entry.tags else ()
        names = self._named(entry, tags)
        note = _note(entry.text)
        number = self._names.setdefault(names, len(self._names) + 1)
        seconds, reason = self._reason(entry, names, note, tags)
        self._ids += 1
        self.have_ids = self.have_ids or bool(entry.id)
        self._staging.add(
            Row(
                self._ids,
                entry.file or self._file,
                entry.line,
                entry.start,
                entry.end,
                seconds,
                entry.day,
                number,
                *_digests(entry, names, note, tags),
                new_uuid(),
                entry.zone or self._work.zone,
                note,
                entry.billable,
                entry.billed,
                "skipped" if reason else "new",
                reason,
                entry.raw if self._choice.keeps_raw else None,
            ),
            tags,
            entry.pauses,
        )
        self._add_to_month(entry, seconds)
        if self._report is not None:
            self._report(self._ids, None)

    def finish(self) -> None:
        """Say that there are no more."""
        self._staging.finish()

    def _wrong(self, entry: Entry) -> tuple[str, str | None] | None:
        """What is wrong with the times of an entry, and a hint."""
        start, end, now = entry.start, entry.end, self._work.now
        if start is None:
            return _wrong_hours(entry)
        if start < 0:
            return "the start is before 1970", None
        if end is None:
            return ("the timer starts in the future", None) if start > now else None
        if (0 <= end - start <= _LONGEST and end <= now) or entry.skip:
            return None
        return _wrong_span(start, end, now, entry.zone or self._work.zone)

    def _named(self, entry: Entry, tags: tuple[str, ...]) -> Names:
        mapped = self._choice.tags
        which = tuple(tag for tag in tags if tag in mapped) if mapped else ()
        raw = entry.client, entry.project, entry.task, entry.user, which
        found = self._cleaned.get(raw)
        if found is None:
            found = Names._make((*map(_name, raw[:4]), which))
            if len(self._cleaned) < _MOST_KEPT:
                self._cleaned[raw] = found
        return found

    def _reason(
        self, entry: Entry, names: Names, note: str, tags: tuple[str, ...]
    ) -> tuple[int, str | None]:
        """How long an entry is, and why it is left out, if it is."""
        if entry.start is None:
            seconds, begins = entry.seconds, self._begin_of_day(entry)
        elif entry.end is None:
            return 0, entry.skip or ("still running" if self._choice.running == "skip" else None)
        else:
            seconds = entry.end - entry.start
            for pause in entry.pauses:
                seconds -= pause[1] - pause[0]
            begins = entry.start
        if entry.skip:
            return max(0, seconds), entry.skip
        if not seconds:
            return 0, "no time"
        return seconds, self._unwanted(begins, (note, *names[:3], *tags))

    def _begin_of_day(self, entry: Entry) -> int | None:
        """When the day of hours without a start begins, if that is asked for."""
        if self._choice.start is self._choice.end is None or entry.day is None:
            return None
        from datetime import date

        return start_of_day(date.fromisoformat(entry.day), self._work.zone)

    def _unwanted(self, begins: int | None, texts: tuple[str, ...]) -> str | None:
        choice = self._choice
        if begins is not None and not choice.has(begins):
            return "outside --period"
        if choice.texts:
            every = "\n".join(texts).casefold()
            if not any(text.casefold() in every for text in choice.texts):
                return "without --text"
        return None

    def _add_to_month(self, entry: Entry, seconds: int) -> None:
        if entry.start is None:
            assert entry.day is not None
            month = int(entry.day[:4]) * 12 + int(entry.day[5:7]) - 1
        else:
            begins = local_time(entry.start, self._work.zone)
            month = begins.tm_year * 12 + begins.tm_mon - 1
        sums = self._months.setdefault(month, [0, 0])
        sums[0] += 1
        sums[1] += seconds


def _wrong_span(start: int, end: int, now: int, zone: str) -> tuple[str, str | None]:
    first, last = day_and_time(start, zone), day_and_time(end, zone)
    if end < start:
        return f"the end {last} is before the start {first}", None
    if end > now:
        return f"the end {last} is in the future", "give the zone of the times: --timezone ZONE"
    return f"{first} to {last} is longer than {LONGEST_DAYS} days", None


def _wrong_hours(entry: Entry) -> tuple[str, str | None] | None:
    if 0 <= entry.seconds <= _DAY_SECONDS:
        return None
    return f"{write_duration(entry.seconds)} is more than a day", None


def _name(text: str) -> str:
    if text.isascii() and text.isprintable() and len(text) <= TITLE_LIMIT:
        return text.strip()
    return tidied(text, TITLE_LIMIT)


def _tag(text: str) -> str:
    text = text.strip().removeprefix("#")
    if text.isascii() and text.isprintable() and len(text) <= TAG_LIMIT:
        return text.strip()
    return tidied(text, TAG_LIMIT)


def _note(text: str) -> str:
    if text.isascii() and text.isprintable() and len(text) <= NOTE_LIMIT:
        return text.strip()
    return tidied(text, NOTE_LIMIT, lines=True)


def _digests(entry: Entry, names: Names, note: str, tags: tuple[str, ...]) -> tuple[bytes, bytes]:
    """The key by which an entry is known again, and what it says.

    The key is the program's own id, else who worked when on what.
    """
    client, project, task, user, _ = names
    who = f"{user}\0{entry.start}\0{entry.end}\0{entry.day}\0{entry.seconds}\0{project}\0{note}"
    said = "\0".join(sorted(tags)) if len(tags) > 1 else "".join(tags)
    more = f"{client}\0{task}\0{entry.billable}\0{entry.billed}\0{entry.pauses}\0{said}"
    return digest(f"id\0{entry.id}" if entry.id else who), digest(f"{who}\0{more}")


def digest(text: str) -> bytes:
    """Sixteen bytes that stand for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
