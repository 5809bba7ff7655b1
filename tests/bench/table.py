"""What was measured, as the tables that the README shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

BEGIN, END = "<!-- measured: python -m tests.bench --readme -->", "<!-- end of measured -->"
_VERBS = ("prompt", "status", "start", "pause", "resume", "stop")
_LISTED = ("log list all", "log list all --json", "log list all --format csv")
_NONE = "–"


def put_in(page: str, found: dict[str, Any]) -> str:
    """The page with the tables between the marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no {BEGIN} … {END}")
    most = max(row["intervals"] for row in found["verbs"])
    return f"{before}{BEGIN}\n{tables(found, (most,))}\n\n{END}{after}"


def tables(found: dict[str, Any], sizes: Sequence[int]) -> str:
    """What was measured on histories of these sizes, and on the large one."""
    parts = [_measured(found)]
    for count in sizes:
        parts += [_verbs(found, count), _reports(found, count)]
    if found["scale"]:
        parts += _scale(found["scale"])
    return "\n\n".join(parts)


def _measured(found: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    machine = found["machine"]
    shells = ", ".join(f"{row['shell']} {row['wall_ms']:.2f} ms" for row in found["prompt"])
    return (
        f"Measured on {found['date']}, {machine['system']}, {machine['cores']} cores: {versions}.\n"
        f"Medians of {found['runs']} runs in turns, of {found['verb_runs']} for daily commands;"
        f" of {found['slow_runs']} where one takes longer than a second.\n\n"
        f"The timer in the prompt of the shell, for each prompt: {shells}."
    )


def _programs(found: dict[str, Any]) -> list[str]:
    """Those that were there, in their order."""
    return [name for name in found["versions"] if name not in {"Python", "SQLite"}]


def _verbs(found: dict[str, Any], count: int) -> str:
    """What a daily command takes, and how many times that is of Python itself."""
    rows = [row for row in found["verbs"] if row["intervals"] == count]
    bare = next(row["milliseconds"] for row in rows if row["program"] == "Python")
    names = [name for name in _programs(found) if any(row["program"] == name for row in rows)]
    cells = {
        (
            row["verb"],
            row["program"],
        ): f"{_time(row['milliseconds'])}, {_times(row['of_python'], 2)}"
        for row in rows
        if "verb" in row
    }
    head = f"{count:,} intervals; × is times `python -c pass`, {_time(bare)}"
    lines = ((verb, *(cells.get((verb, name), _NONE) for name in names)) for verb in _VERBS)
    return _table((head, *names), lines)


def _reports(found: dict[str, Any], count: int) -> str:
    """What a report of everything takes, and how many times that is of timelog's."""
    names = _programs(found)
    rows = [row for row in found["reports"] if row["intervals"] == count]
    cells = {(row["report"], row["program"]): _beside(row) for row in rows}
    kinds = dict.fromkeys(row["report"] for row in rows)
    head = f"everything in {count:,} intervals; × is times timelog"
    lines = ((kind, *(cells.get((kind, name), _NONE) for name in names)) for kind in kinds)
    return _table((head, *names), lines)


def _beside(row: dict[str, Any]) -> str:
    if row["program"] == "timelog":
        return _time(row["milliseconds"])
    return f"{_time(row['milliseconds'])}, {_times(row['of_timelog'])}"


def _scale(found: dict[str, Any]) -> Iterator[str]:
    """A large file beside a small one, and beside the plain sqlite3 command."""
    many, few = f"{found['logs']:,} logs", f"{found['compared_logs']:,}"
    yield f"A file of {many}, measured on {found['date']}:"
    yield _table(
        (f"{many}, {found['bytes_per_log']:.0f} bytes each", many, few, "×"),
        (_compared(row) for row in found["growth"] if row["aim"]),
    )
    yield _table(
        (f"everything in {many}", "timelog", "`sqlite3`, the same sums", "×"),
        (_compared(row) for row in found["sums"] if row["aim"]),
    )
    yield _table(
        (f"the list of {many}", "memory", f"with {few}", "the first line"),
        (
            (
                f"`{row['command']}`",
                f"{row['peak_mib']:.0f} MiB",
                f"{row['compared_peak_mib']:.0f} MiB",
                _time(row["head_milliseconds"]),
            )
            for row in found["lists"]
            if row["command"].endswith(_LISTED)
        ),
    )


def _compared(row: dict[str, Any]) -> tuple[str, ...]:
    """What a command takes, what it is compared with, and the ratio."""
    return (
        f"`{row['command']}`",
        _time(row["milliseconds"]),
        _time(row["compared_milliseconds"]),
        f"{row['ratio']:.2f}",
    )


def _time(milliseconds: float) -> str:
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.1f} s"
    return f"{milliseconds:.0f} ms"


def _times(ratio: float, digits: int = 1) -> str:
    return f"{ratio:.{0 if ratio >= 10 else digits}f} ×"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    first, *others = head
    lines = [(first, *others), ("---", *("---:" for _ in others)), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
