"""timeclock, as hledger and Ledger read it: the project is the account.

All times of a stretch have the offset from UTC that holds at its start. hledger, which does not
look at offsets, counts the right length too then, when the clocks are set meanwhile.
"""

from __future__ import annotations

import re
from functools import partial
from time import gmtime, strftime

from timelog_cli.domain.time.zones import utc_offset
from timelog_cli.exchange.written import stretches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timelog_cli.domain.foreign import Entry
    from timelog_cli.exchange.written import Losses

_NO_TAG = re.compile(r"[\s,;]+")
_NO_VALUE = re.compile(r"[,;]+")


def pieces(entries: Iterable[Entry], losses: Losses) -> Iterator[str]:
    """Two lines for each stretch: one that clocks in, and one that clocks out."""
    for one in stretches(entries, partial(_look, losses)):
        offset = utc_offset(one.start or 0, one.zone) // 60
        start, end = (_time(at or 0, offset) for at in (one.start, one.end))
        yield f"i {start} {_what(one)}\no {end}\n"


def _look(losses: Losses, entry: Entry) -> None:
    if _joined(entry.project) != entry.project:
        losses.add("an account has no semicolons: wrote commas in the project of")
    if _joined(entry.text) != entry.text:
        losses.add("a description is one line without semicolons: changed that of")
    if any(_tag(tag) not in {tag, f"{tag}:"} for tag in entry.tags):
        losses.add("timeclock has no blanks in tags: wrote hyphens in those of")


def _joined(text: str) -> str:
    return " ".join(text.replace(";", ",").split())


def _tag(tag: str) -> str:
    """A tag of a comment, whose value may have blanks: ``phase:first draft``, ``urgent:``."""
    name, _, value = tag.partition(":")
    if not value or not name or name == "billable":
        return f"{_NO_TAG.sub('-', tag)}:"
    return f"{_NO_TAG.sub('-', name)}:{_NO_VALUE.sub('-', value)}"


def _what(entry: Entry) -> str:
    """The account, the description behind two blanks, and tags in a comment."""
    tags = [_tag(tag) for tag in entry.tags]
    tags.append(f"billable:{'yes' if entry.billable else 'no'}")
    parts = _joined(entry.project), _joined(entry.text), "; " + ", ".join(tags)
    return "  ".join(filter(None, parts))


def _time(instant: int, offset: int) -> str:
    """A time on clocks that are some minutes ahead of UTC."""
    clock = strftime("%Y-%m-%d %H:%M:%S", gmtime(instant + 60 * offset))
    return f"{clock}{'-' if offset < 0 else '+'}{abs(offset) // 60:02}{abs(offset) % 60:02}"
