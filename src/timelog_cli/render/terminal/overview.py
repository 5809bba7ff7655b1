"""How things stand, at a glance: what ``timelog`` alone shows on a terminal."""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.domain.time.scan import WEEKDAY_NAMES
from timelog_cli.render.plain import clock, full_clock, width
from timelog_cli.render.plain.timers import ICONS, moment
from timelog_cli.render.terminal.days import ROOMY, day_lines, heading, record_lines
from timelog_cli.render.terminal.screen import cropped, fitted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.logs import Log, Timer
    from timelog_cli.domain.views import OverdueInvoice, Overview, UnbilledSums
    from timelog_cli.render.terminal.screen import Line, Span

# With these, all of it is never more than twenty lines.
_MOST_TIMERS = 3
_MOST_RECORDS = 5
_MOST_CURRENCIES = 3
MOST_OVERDUE = 4
_LABEL = 9
_KEYS = "p pause  r resume  s stop  q quit"
_KEYS_IN_SHORT = "p r s q"

_BEGIN = (
    ("To start a timer", 'timelog start "Fix the login" --create'),
    ("To see an example", "timelog demo"),
    ("To list all commands", "timelog --help"),
)


def begin_lines(columns: int) -> list[Line]:
    """Three lines how to begin, for somebody who has no database yet."""
    labels = max(width(label) for label, _ in _BEGIN) + 3
    roomy = columns >= labels + max(width(command) for _, command in _BEGIN)
    return [
        cropped([*([(f"{label + ':':<{labels}}", "dim")] if roomy else []), (command, "")], columns)
        for label, command in _BEGIN
    ]


def overview_lines(
    found: Overview, now: int, zone: str, warn_after: int, columns: int
) -> list[Line]:
    """How things stand, in at most twenty lines.

    :param warn_after: seconds after which a running timer may be a forgotten one
    :param columns: how wide the terminal is
    """
    lines = [*_timers(found.timers, now, zone, warn_after, columns)]
    if not found.timers:
        lines += _idle(found.last, now, zone, columns)
    lines += [[], *_day(found, columns)]
    money = [*_unbilled(found.unbilled), *_overdue(found.overdue, found.overdue_count)]
    return [*lines, *([[]] if money else []), *(cropped(line, columns) for line in money)]


def watch_lines(
    found: Overview,
    said: str,
    is_problem: bool,
    now: int,
    zone: str,
    warn_after: int,
    columns: int,
    rows: int,
) -> list[Line]:
    """The timer and today for a screen of so many columns and rows, with the keys below.

    :param said: what a key did, or what is in the way
    """
    (day,) = found.day.days
    lines = [*_timers(found.timers, now, zone, warn_after, columns)]
    if not found.timers:
        lines += _idle(found.last, now, zone, columns)
    if day.start <= now < day.end:  # else the clock jumps just now
        lines += [[], *day_lines(found.day, now, zone, columns)]
    style = "refused" if is_problem else ""
    below: list[Line] = [[(fitted(said, columns), style)]] if said else []
    keys = _KEYS if len(_KEYS) <= columns else _KEYS_IN_SHORT
    below.append(cropped([(keys, "dim")], columns))
    room = max(0, rows - len(below))
    lines = lines[:room]
    return [*lines, *([[]] * (room - len(lines))), *below][:rows]


def _timers(
    timers: Sequence[Timer], now: int, zone: str, warn_after: int, columns: int
) -> Iterator[Line]:
    """A line for each, and under the first what can be done."""
    most = _MOST_TIMERS if len(timers) <= _MOST_TIMERS else _MOST_TIMERS - 1
    for at, timer in enumerate(timers[:most]):
        state = timer.state
        word = f" {state:<7} " if columns >= ROOMY else ""
        line: list[Span] = [(f"{ICONS[state]}{word}", state), (" ", "")]
        line += [(timer.ref, "reference"), ("  ", ""), (full_clock(timer.elapsed(now)), "bold")]
        yield cropped([*line, (f"  {fitted(timer.title, columns).rstrip()}", "")], columns)
        if at == 0:
            yield _next(timer, now, zone, warn_after, len(timers) > 1, columns)
    if len(timers) > most:
        yield cropped([(f"  and {len(timers) - most} more: timelog status", "dim")], columns)


def _next(timer: Timer, now: int, zone: str, warn_after: int, several: bool, columns: int) -> Line:
    """Since when it is so, or that it may be forgotten, and what can be typed."""
    ref = f" {timer.ref}" if several else ""
    since = timer.running_since
    if since is not None and now - since > warn_after:
        stop = f"timelog stop{ref} --at TIME"
        long = f"running for {clock(now - since)}. If you forgot it: {stop}"
        return _first_that_fits((long, stop), "paused", columns)
    other = "pause" if timer.state == "running" else "resume"
    hints = f"timelog {other}{ref} · timelog stop{ref}", f"timelog {other}{ref}"
    facts = f"since {moment(timer.changed_at, now, zone)} · {hints[0]}"
    return _first_that_fits((facts, *hints), "dim", columns)


def _first_that_fits(texts: Sequence[str], style: str, columns: int) -> Line:
    fitting = (text for text in texts if 2 + width(text) <= columns)
    return cropped([(f"  {next(fitting, texts[-1])}", style)], columns)


def _idle(last: Log | None, now: int, zone: str, columns: int) -> Iterator[Line]:
    """What ran last, and how to continue it."""
    if last is None:
        yield cropped([("○ idle", "dim")], columns)
        yield cropped([("  timelog start REF", "dim")], columns)
        return
    ref: list[Span] = [(last.ref, "reference"), (f"  {fitted(last.title, columns).rstrip()}", "")]
    ended = moment(last.end, now, zone)
    yield cropped([("○ idle", "dim"), ("  last ", ""), *ref], columns)
    hints = f"until {ended} · timelog continue", "timelog continue"
    yield _first_that_fits(hints, "dim", columns)


def _day(found: Overview, columns: int) -> Iterator[Line]:
    (day,), records = found.day.days, found.day.records
    name = f"{WEEKDAY_NAMES[day.day.weekday()]}, {day.day}, today"
    yield from heading(name, found.day.sums, day.target_seconds, columns)
    most = _MOST_RECORDS if len(records) <= _MOST_RECORDS else _MOST_RECORDS - 1
    if records:
        yield from record_lines(records[:most], None, columns)
    if len(records) > most:
        rest = sum(one.sums.seconds for one in records[most:])
        more = f"and {len(records) - most} more, {clock(rest - rest % 60)}: timelog today"
        yield cropped([("▌  ", "dim"), (more, "dim")], columns)


def _labelled(label: str, lines: Sequence[Line]) -> Iterator[Line]:
    for at, line in enumerate(lines):
        yield [(f"{'' if at else label:<{_LABEL}}", "dim"), *line]


def _unbilled(found: UnbilledSums) -> Iterator[Line]:
    """The amount in each currency; the command tells what is not here."""
    see = ("timelog billing unbilled", "dim")
    if found.too_many:
        yield from _labelled("Unbilled", [[("much; to sum it up: ", ""), see]])
        return
    from timelog_cli.domain.money import with_currency

    amounts = [with_currency(net, currency) for currency, net in found.amounts.items()]
    room = max(map(len, amounts), default=0)
    lines: list[Line] = [[(f"{amount:>{room}}", "")] for amount in amounts]
    left = len(lines) > _MOST_CURRENCIES or bool(found.unknown)
    most = _MOST_CURRENCIES - left
    if left:
        more = f"{len(lines) - most} more currencies" if len(lines) > most else ""
        bare = f"{found.unknown} without a price" if found.unknown else ""
        said = " and ".join(part for part in (more, bare) if part)
        lines = [*lines[:most], [(f"{said}: ", ""), see]]
    yield from _labelled("Unbilled", lines)


def _overdue(found: Sequence[OverdueInvoice], count: int) -> Iterator[Line]:
    """The invoices that have waited longest."""
    if not found:
        return
    from timelog_cli.domain.money import with_currency

    kept = found if count <= MOST_OVERDUE else found[: MOST_OVERDUE - 1]
    cells = [
        (shown(one.number), with_currency(one.due, one.currency), _days(one.days)) for one in kept
    ]
    numbers, amounts, days = (max(map(width, its)) for its in zip(*cells, strict=True))
    lines: list[Line] = []
    for one, (_, amount, late) in zip(kept, cells, strict=True):
        line: list[Span] = [
            (fitted(one.number, numbers), "overdue"),
            (f"  {amount:>{amounts}}", ""),
        ]
        lines.append([*line, (f"  {late:<{days}}  {fitted(one.customer, 60).rstrip()}", "")])
    if count > len(kept):
        lines.append([(f"and {count - len(kept)} more: timelog billing list --overdue", "dim")])
    yield from _labelled("Overdue", lines)


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
