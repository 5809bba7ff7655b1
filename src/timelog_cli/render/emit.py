"""The one renderer: an outcome to the streams, as text or in a machine format."""

from __future__ import annotations

from timelog_cli.domain.text import shown, shown_json
from timelog_cli.render.plain import styled
from timelog_cli.render.result import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, TextIO

    from timelog_cli.render.listing import Pieces
    from timelog_cli.render.result import Outcome

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")


def emit(
    outcome: Outcome,
    stdout: TextIO,
    stderr: TextIO,
    *,
    as_json: bool,
    quiet: bool,
    color: bool,
    columns_wide: int | None,
) -> None:
    """Write data to ``stdout`` and sentences to ``stderr``.

    :raises UsageError: a list does not have a column that is asked for
    """
    if outcome.listing is not None and outcome.listing.layout.columns:
        from timelog_cli.render.lists import check_columns

        check_columns(outcome.listing)
    if not quiet:
        said = (_ended(told(line)) for line in outcome.said)
        say((*said, *warnings(outcome.warned, color=color)), stderr)
    if outcome.pieces is not None:
        _pieces(outcome.pieces, stdout)
        if not quiet:
            say(warnings(outcome.pieces.warned(), color=color), stderr)
        return
    format_name = outcome.listing.layout.format if outcome.listing else None
    if as_json or format_name in {"json", "jsonl"}:
        _json(outcome, stdout, lines=format_name == "jsonl")
    elif outcome.raw is not None:
        _raw(outcome.raw, stdout)
    elif outcome.listing is not None:
        from timelog_cli.render.lists import write_list

        empty = write_list(outcome.listing, stdout, color=color, columns_wide=columns_wide)
        if empty and not quiet:
            say((shown(outcome.listing.empty),), stderr)
    elif outcome.text is not None:
        if outcome.text:
            print(outcome.text, file=stdout)
    elif outcome.name is not None and columns_wide is None:
        _raw((outcome.name + "\n").encode("utf-8", "surrogateescape"), stdout)


def _ended(sentence: str) -> str:
    """A sentence with a single full stop, even if it ends with a name that has one."""
    return sentence[:-1] if sentence.endswith(("..", "!.", "?.", "….")) else sentence


def warnings(lines: Iterable[str], *, color: bool) -> Iterator[str]:
    """Sentences as the warnings that they are."""
    return (styled("warning:", "yellow", color) + " " + told(line) for line in lines)


def say(lines: Iterable[str], stderr: TextIO) -> None:
    """Write sentences that can be shown; where they cannot be written, the data still can."""
    try:
        for line in lines:
            print(line, file=stderr)
    except OSError:
        pass


def _raw(content: bytes, stdout: TextIO) -> None:
    """Bytes as they are; on a terminal, the text that they are."""
    stdout.flush()
    buffer = getattr(stdout, "buffer", None)
    if buffer is None or stdout.isatty():
        text = content.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
        stdout.write(shown(text, lines=True))
    else:
        buffer.write(content)


def _pieces(pieces: Pieces, stdout: TextIO) -> None:
    """Text as it is; on a terminal nothing in it steers that."""
    is_seen = stdout.isatty()
    for piece in pieces.text:
        stdout.write(shown(piece.replace("\r\n", "\n"), lines=True) if is_seen else piece)


def _json(outcome: Outcome, stdout: TextIO, *, lines: bool) -> None:
    if outcome.listing is None:
        data = outcome.data() if callable(outcome.data) else outcome.data
        if hasattr(data, "__next__"):
            _json_values(data, stdout)
        else:
            print(json_text(data, indent=None if lines else 2), file=stdout)
        return
    from timelog_cli.render.lists import json_rows

    rows = json_rows(outcome.listing)
    if lines:
        write = _writer()
        for row in rows:
            stdout.write(write(row) + "\n")
    else:
        _json_array(rows, stdout)


def _json_values(values: Iterable[Any], stdout: TextIO) -> None:
    """An array as ``json_text`` would indent it, one value at a time."""
    between = "[\n  "
    for value in values:
        stdout.write(between + json_text(value, indent=2).replace("\n", "\n  "))
        between = ",\n  "
    stdout.write("[]\n" if between == "[\n  " else "\n]\n")


def _json_array(rows: Iterable[dict[str, Any]], stdout: TextIO) -> None:
    """An array written as it is read, in constant memory."""
    between, write = "[\n", _writer()
    for row in rows:
        stdout.write(between + write(row))
        between = ",\n"
    stdout.write("[]\n" if between == "[\n" else "\n]\n")


def _writer() -> Callable[[Any], str]:
    """``json_text`` for many rows."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False).encode
    return lambda value: shown_json(encode(value))


def json_text(value: Any, indent: int | None = None) -> str:
    """A value as JSON that can be sent to a terminal."""
    import json

    return shown_json(json.dumps(value, ensure_ascii=False, indent=indent))


def emit_error(error: Any, stderr: TextIO, *, as_json: bool, color: bool) -> None:
    """Write an error: ``error:`` and ``hint:`` lines, or one JSON object."""
    message, lines = shown(error.message), [shown(line) for line in error.lines]
    hint = None if error.hint is None else shown(error.hint)
    if as_json:
        detail = "\n".join(lines) or None
        body = {"kind": error.kind, "message": message, "detail": detail, "hint": hint}
        print(json_text({"error": body}), file=stderr)
        return
    print("\n".join((f"{styled('error:', 'red', color)} {message}", *lines)), file=stderr)
    if hint:
        print(f"{styled('hint:', 'cyan', color)} {hint}", file=stderr)
