"""timedot, of hledger: days with accounts, and how long was worked on each, without times."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from timelog_cli.domain.foreign import Entry, Unreadable
from timelog_cli.exchange.trackers import lines_alone
from timelog_cli.exchange.trackers.clock import written_day
from timelog_cli.exchange.trackers.each import of_files, problem
from timelog_cli.exchange.trackers.hledger import Comment, comment_of, joined, split
from timelog_cli.exchange.trackers.texts import excerpt, lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File, Source

_QUARTER = 900
_UNITS = {
    "s": 1,
    "m": 60,
    "": 3600,
    "h": 3600,
    "d": 24 * 3600,
    "w": 168 * 3600,
    "mo": 5040 * 3600,
    "y": 61_320 * 3600,
}
_STARS = re.compile(r"\*+[ \t]+")
_DATE = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?=[ \t;]|$)(.*)")
_LIKE_A_DATE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?=[ \t;]|$)")
_NUMBER = re.compile(r"([0-9]{0,6})(?:[.,]([0-9]{1,9}))?[ \t]*(s|mo|m|h|d|w|y|)")
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_MOST_LETTERS = 96
frame = lines_alone


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether a day and an account with dots or a number below it are written as in timedot."""
    has_day = False
    for line in () if names else head.splitlines()[:500]:
        text = _below_stars(line)
        if _DATE.fullmatch(text):
            has_day = True
        elif has_day and not text.startswith((";", "#")):
            account, quantity, _ = split(text)
            if account and quantity and _seconds(quantity) is not None:
                return True
    return False


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The hours of all days; letters instead of dots are an entry for each letter."""
    return of_files(source, lambda file: _Days(file, reading).read())


class _Days:
    """Reads a file: which day its lines are of, and what that day is described as."""

    def __init__(self, file: File, reading: Reading) -> None:
        self._file, self._reading = file, reading
        self._day = self._head = ""
        self._about = Comment()
        self._is_lost = False

    def read(self) -> Iterator[Entry]:
        """The entries of each line."""
        for number, line in lines(self._file, self._reading):
            try:
                yield from self._line(number, line)
            except Unreadable as error:
                raw = f"{self._head}\n{line}" if self._head else line
                self._reading.refuse(problem(self._file, number, raw, error))

    def _line(self, number: int, line: str) -> Iterator[Entry]:
        text = _below_stars(line)
        if _LIKE_A_DATE.match(text):
            self._begin(text)
        elif self._is_lost and text and text[0] not in ";#":
            raise Unreadable("the day above it cannot be read")
        elif text and text[0] not in ";#" and (self._day or not line.lstrip().startswith("*")):
            yield from self._entry(number, text)

    def _begin(self, text: str) -> None:
        """Begin a day."""
        self._day, self._head, self._is_lost = "", "", True
        found = _DATE.fullmatch(text)
        if found is None:
            raise Unreadable(
                f"'{excerpt(text)}' is not a day with its year",
                "to read it, write the day as in 2026-03-28",
            )
        self._day = written_day(int(found[1]), int(found[3]), int(found[4]))
        description, _, comment = found[5].partition(";")
        self._about = joined(Comment(description.strip()), comment_of(comment.strip()))
        self._head, self._is_lost = text, False

    def _entry(self, number: int, text: str) -> Iterator[Entry]:
        if not self._day:
            raise Unreadable("there is no day above it", "to read it, write its day above it")
        account, quantity, comment = split(text)
        own = comment_of(comment)
        about = joined(self._about, own)
        if own.text:
            about = about._replace(text=own.text)
        seconds = _seconds(quantity)
        if seconds is not None:
            yield self._worked(number, f"{self._head}\n{text}", (account, seconds), about)
            return
        for letter, count in _letters(quantity).items():
            raw = f"{self._head}\n{account}  {letter * count}  ;{comment}"
            of_letter = about._replace(tags=tuple(dict.fromkeys((*about.tags, f"t:{letter}"))))
            yield self._worked(number, raw, (account, count * _QUARTER), of_letter)

    def _worked(self, number: int, raw: str, what: tuple[str, int], about: Comment) -> Entry:
        account, seconds = what
        text, tags, billable = about
        return Entry(
            number,
            None,
            None,
            account,
            text,
            tags,
            billable=billable,
            day=self._day,
            seconds=seconds,
            raw=raw,
        )


def _below_stars(line: str) -> str:
    """The text of a line; as a headline of Org it has stars before it."""
    text = line.strip()
    stars = _STARS.match(text)
    return text[stars.end() :] if stars else text


def _seconds(quantity: str) -> int | None:
    """How long dots, a number with its unit, or hours and minutes are; ``None`` for letters."""
    if not quantity.strip(". \t"):
        return _QUARTER * quantity.count(".")
    if clock := _CLOCK.fullmatch(quantity):
        return 3600 * int(clock[1]) + 60 * int(clock[2])
    number = _NUMBER.fullmatch(quantity)
    if number is None or not (number[1] or number[2]):
        return None
    hours = Decimal(f"{number[1] or 0}.{number[2] or 0}")
    return int((hours * _UNITS[number[3]]).quantize(Decimal(1), ROUND_HALF_UP))


def _letters(quantity: str) -> dict[str, int]:
    """How often each letter occurs: a quarter of an hour each."""
    letters = [one for one in quantity if one not in " \t"]
    if len(letters) > _MOST_LETTERS or not all(one.isascii() and one.isalpha() for one in letters):
        raise Unreadable(
            f"'{excerpt(quantity)}' is not a time",
            "to read it, write dots, letters, or a number such as 1.5 or 90m",
        )
    return {one: letters.count(one) for one in dict.fromkeys(letters)}
