"""Logs as text that a person changes in an editor: written and read, to the second.

A log is a line, its note the indented lines under it. Lines that begin with ``#`` are comments.
Text of a note or tag that could steer a terminal is written with escapes.
"""

from __future__ import annotations

from contextlib import contextmanager

from timelog_cli.domain.logs import TYPES
from timelog_cli.domain.logtimes import Times, read_times, write_times
from timelog_cli.domain.text import TAG_LIMIT, composed, one_line, shown
from timelog_cli.errors import TimelogError, UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.time.scan import Moment

INDENT = "    "
NEW = "+"
_BLANK = " \t"
_MARK = "#! "
_MOST_QUOTED = 80
_MOST_DIGITS = 15
_FLAGS = {"billable": True, "non-billable": False}


class Facts(Frozen):
    """What the line of a log says; without an owner it is the page's.

    ``billable`` is ``None`` where a new line does not say it: logs of its record decide.
    """

    times: Times
    ref: str
    billable: bool | None
    tags: tuple[str, ...]
    owner: str | None


class PageLine(Frozen):
    """A line of a log: where it stands, whose number it has (none if new), what it says."""

    number: int
    text: str
    log: int | None
    facts: Facts
    note: str


class LineError(TimelogError):
    """What is wrong with a line; ``reason`` is it without its place."""

    def __init__(self, number: int, text: str, error: TimelogError) -> None:
        self.number, self.reason = number, error.message
        quoted = text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…"
        message = f"line {number}: {error.message}"
        super().__init__(message, error.hint, (INDENT + quoted, *error.lines))
        self.kind, self.code = error.kind, error.code


@contextmanager
def at_line(number: int, text: str) -> Iterator[None]:
    """Name the line in what is refused."""
    try:
        yield
    except LineError:
        raise
    except TimelogError as error:
        raise LineError(number, text, error) from error


# From logs to text


def facts_of(log: Log, owner: str) -> Facts:
    """What the line of a log says on the page of an owner."""
    whose = None if log.owner == owner else log.owner
    times = Times(log.start, log.end, log.segments)
    return Facts(times, log.ref, log.billable, log.tags, whose)


def note_of(log: Log) -> str:
    """The note as it is written: what is not text is an escape."""
    return "\n".join(
        "\t".join(shown(part) for part in line.split("\t")) for line in log.note.split("\n")
    )


def heads(logs: list[Log], day: date, owner: str, moment: Moment) -> list[str]:
    """The line of each log, in columns."""
    rows = [_cells(log, day, owner, moment) for log in logs]
    wide = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    return [
        "  ".join(
            (*(cell.ljust(size) for cell, size in zip(row, wide, strict=False)), *row[3:])
        ).rstrip()
        for row in rows
    ]


def _cells(log: Log, day: date, owner: str, moment: Moment) -> list[str]:
    facts = facts_of(log, owner)
    words = ["billable"] if facts.billable else []
    words += ["#" + quoted(tag) for tag in facts.tags]
    words += ["@" + quoted(facts.owner)] if facts.owner else []
    return [str(log.id), write_times(facts.times, day, moment), facts.ref, " ".join(words)]


def indented(note: str) -> list[str]:
    """The lines of a note under its log."""
    return [INDENT + line for line in note.split("\n")] if note else []


def quoted(text: str) -> str:
    """A word, or text in quotation marks with escapes."""
    if text and text.isprintable() and " " not in text and not text.startswith('"'):
        return text
    from json import dumps

    return "".join(
        char if char.isprintable() else dumps(char)[1:-1]
        for char in dumps(text, ensure_ascii=False)
    )


# From text to logs


def read_page(
    text: str, day: date, moment: Moment, known: Mapping[str, Facts] | None = None
) -> list[PageLine]:
    """The logs of a text.

    :param known: what lines that are as they were written say
    :raises LineError: the first line that cannot be read
    """

    def refuse(error: LineError) -> None:
        raise error

    lines = enumerate(text.split("\n"), 1)
    return list(each_line(lines, day, moment, refuse, known))


def each_line(
    lines: Iterable[tuple[int, str]],
    day: date,
    moment: Moment,
    refuse: Callable[[LineError], None],
    known: Mapping[str, Facts] | None = None,
) -> Iterator[PageLine]:
    """The logs of numbered lines, one at a time.

    :param refuse: is told each line that cannot be read
    """
    found: PageLine | None = None
    note: list[str] | None = None  # of the log above, be it one that cannot be read
    for number, line in lines:
        if line.startswith("#"):
            continue
        if not line.strip() or line[0] in _BLANK:
            if note is not None:
                note.append(_note_line(line))
            elif line.strip():
                refuse(_without_log(number, line))
            continue
        if found is not None:
            yield _with_note(found, note)
        found, note = None, []
        try:
            with at_line(number, line):
                found = _line(number, line.rstrip(), day, moment, known or {})
        except LineError as error:
            refuse(error)
    if found is not None:
        yield _with_note(found, note)


def _with_note(line: PageLine, note: list[str] | None) -> PageLine:
    lines = note or []
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return line._replace(note="\n".join(lines))


def _note_line(line: str) -> str:
    indent = line.startswith(INDENT)
    return line.removeprefix(INDENT) if indent else line.lstrip(_BLANK)


def _without_log(number: int, line: str) -> LineError:
    why = UsageError("this note has no log above it", "remove it, or move it below its log")
    return LineError(number, line.strip(), why)


def _line(
    number: int, line: str, day: date, moment: Moment, known: Mapping[str, Facts]
) -> PageLine:
    first, _, rest = line.replace("\t", " ").partition(" ")
    if first.startswith(NEW) and first != NEW:
        first, rest = NEW, line[1:]
    if first != NEW and not (first.isascii() and first.isdigit() and len(first) <= _MOST_DIGITS):
        raise UsageError(
            f"{shown(first[:40])!r} is neither a log number nor +",
            "start a new log with +; indent notes with a space",
        )
    log = None if first == NEW else int(first)
    facts = known.get(line) or _facts(rest, day, moment)
    if log is not None:
        facts = facts._replace(billable=bool(facts.billable))
    return PageLine(number, line, log, facts, "")


def _facts(text: str, day: date, moment: Moment) -> Facts:
    when: list[str] = []
    ref, flag, tags, owner = None, None, [], None
    over = False
    for mark, word in _words(text):
        if mark == "#":
            tags.append(word)
        elif mark == '"':
            ref = _once(ref, word, "record")
            over = bool(when)
        elif mark == "@":
            owner = _once(owner, word, "owner")
        elif _is_ref(word):
            ref = _once(ref, word.lower(), "record")
            over = bool(when)
        elif word.lower() in _FLAGS:
            flag = _one_flag(flag, word.lower())
        elif over or flag or tags or owner:
            raise _not_understood(word)
        else:
            when.append(word)
    if ref is None:
        ref, when = _with_key(when, day, moment)
    times = read_times(" ".join(when), day, moment)
    billable = None if flag is None else _FLAGS[flag]
    return Facts(times, ref, billable, tuple(sorted(set(tags))), owner)


def _with_key(words: list[str], day: date, moment: Moment) -> tuple[str, list[str]]:
    """The word before or after the times that is none of them, and the times.

    :raises UsageError: there is none
    """
    if not _are_times(words, day, moment):
        for key, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
            if key[0].isalpha() and _are_times(rest, day, moment):
                return key, rest
    raise UsageError(
        "the record is missing",
        "add its reference or key, or its title in quotation marks: 9:00-11:30 case-3",
    )


def _are_times(words: list[str], day: date, moment: Moment) -> bool:
    """Whether words can be read as times; none are said to be."""
    try:
        return not words or bool(read_times(" ".join(words), day, moment))
    except UsageError:
        return False


def _one_flag(before: str | None, word: str) -> str:
    if before not in {None, word}:
        raise UsageError(f"{before} cannot be used with {word}", "use only one of them")
    return word


def _once(before: str | None, word: str, what: str) -> str:
    if before is not None:
        raise UsageError(f"only one {what} is allowed: {shown(before)} and {shown(word)}")
    return word


def _is_ref(word: str) -> bool:
    kind, _, number = word.lower().rpartition("-")
    return kind in TYPES and number.isascii() and number.isdigit()


def _not_understood(word: str) -> UsageError:
    """Times stand together, before the record or after it."""
    return UsageError(
        f"unexpected {shown(word[:40])!r}",
        "put billable, #tag and @owner after the times and record, and notes on indented lines"
        " below",
    )


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The words with the mark that they begin with; in quotation marks they may hold blanks.

    Without another mark, the quotation mark is theirs.
    """
    at, end = 0, len(text)
    while at < end:
        if text[at].isspace():
            at += 1
            continue
        mark = text[at] if text[at] in "#@" else ""
        at += len(mark)
        if text[at : at + 1] == '"':
            mark = mark or '"'
            word, at = _in_quotes(text, at)
        else:
            start = at
            while at < end and not text[at].isspace():
                at += 1
            word = text[start:at]
        if mark == '"' and not word.strip():
            raise UsageError("the quotation marks are empty", 'use a title, as in "Fix the login"')
        if mark and not word:
            raise UsageError(f"nothing follows {mark}", f"use {mark}name without a space")
        yield mark, word


def _in_quotes(text: str, at: int) -> tuple[str, int]:
    from json import JSONDecoder

    try:
        word, end = JSONDecoder(strict=False).raw_decode(text, at)
    except ValueError as error:
        raise UsageError(
            f"missing closing quotation mark after {shown(text[at : at + 40])}",
            'use two quotation marks, as in "two words"',
        ) from error
    return str(word), end


def checked_tags(tags: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """The tags, those that are new made sure of.

    :raises UsageError: a tag that cannot be stored
    """
    return tuple(tag if tag in before else one_line(tag, "the tag", TAG_LIMIT) for tag in tags)


def same_note(one: str, other: str) -> bool:
    """Whether two notes differ in nothing but blanks at the ends of lines, which editors take."""
    return _bare(one) == _bare(other)


def ends_with(one: str, other: str) -> bool:
    """Whether the last lines of a note are those of another that is not empty."""
    return bool(other.strip()) and f"\n{_bare(one)}".endswith(f"\n{_bare(other)}")


def _bare(note: str) -> str:
    return "\n".join(line.rstrip() for line in composed(note).split("\n")).strip("\n")


# The page around them


def marked(text: str, error: LineError) -> tuple[str, int]:
    """The text with what is wrong above its line, and where that line stands now."""
    kept: list[str] = []
    at = 1
    for number, line in enumerate(text.split("\n"), 1):
        if number == error.number:
            kept.append(_MARK + shown(error.reason))
            at = len(kept) + 1
        if not line.startswith(_MARK):
            kept.append(line)
    return "\n".join(kept), at
