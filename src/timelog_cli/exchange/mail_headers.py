"""The headers of a mail and of its parts: names, values, parameters; bounded on any bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote_to_bytes

from timelog_cli.domain.text import tidied
from timelog_cli.exchange.mail_text import decoded, decoded_words, without_escapes
from timelog_cli.frozen import Frozen

Headers = dict[str, list[bytes]]
Params = dict[str, bytes]

_LINES_LIMIT = 10_000  # no program writes so many
_VALUE_LIMIT = 64 << 10
_PARAMS_LIMIT = 200
_NAME_LIMIT = 200

_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
_TYPE = re.compile(rb"\s*([\w.+-]{1,100}/[\w.+-]{1,100})")
_PARAM = re.compile(rb';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))', re.DOTALL)
_TEXT_FOR_PROGRAMS = {
    *("text/calendar", "text/csv", "text/directory", "text/rfc822-headers"),
    *("text/vcard", "text/x-vcard"),
}


def headers_of(data: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The headers by lower-case name, unfolded, and where the body begins."""
    found: dict[str, list[bytearray]] = {}
    start = _read_headers(data, start, end, found)
    return {name: [bytes(value) for value in values] for name, values in found.items()}, start


def _read_headers(data: bytes, start: int, end: int, found: dict[str, list[bytearray]]) -> int:
    values: list[bytearray] = []
    for _ in range(_LINES_LIMIT):
        stop = line_end(data, start, end)
        line = data[start : min(stop, start + _VALUE_LIMIT)]
        if not line:
            return min(stop + 1, end)
        if header := _HEADER.match(line):
            values = found.setdefault(header[1].decode("ascii").lower(), [])
            values.append(bytearray(line[header.end() :].strip()))
        elif line[:1] in b" \t" and values:
            if len(values[-1]) < _VALUE_LIMIT:
                values[-1] += b" " + line.strip()
        else:
            return start
        start = min(stop + 1, end)
    blank = data.find(b"\n\n", start - 1, end)
    return end if blank < 0 else blank + 2


def line_end(data: bytes, start: int, end: int) -> int:
    """Where the line that begins at ``start`` ends."""
    stop = data.find(b"\n", start, end)
    return end if stop < 0 else stop


def first(headers: Headers, name: str) -> bytes:
    """The first header of that name, or nothing."""
    return headers.get(name, [b""])[0]


class Part(Frozen):
    """One part: what it says it is, and where its body lies in the data."""

    kind: str
    params: Params
    disposition: str
    filename: str
    encoding: str
    start: int
    end: int

    @property
    def is_attachment(self) -> bool:
        """Whether it is to be named, not read."""
        readable = self.kind.startswith("text/") and self.kind not in _TEXT_FOR_PROGRAMS
        return not readable or self.disposition == "attachment" or bool(self.filename)

    @property
    def label(self) -> str:
        """Its name, or its type if it has none."""
        return self.filename or tidied(self.kind, _NAME_LIMIT)


def part_of(headers: Headers, start: int, end: int, default: str = "text/plain") -> Part:
    """The part that these headers describe."""
    content = first(headers, "content-type")
    kind = _TYPE.match(content)
    params = _params(content)
    disposition = first(headers, "content-disposition")
    return Part(
        kind=kind[1].decode("latin-1").lower() if kind else default,
        params=params,
        disposition=disposition.partition(b";")[0].strip().lower().decode("latin-1"),
        filename=_filename(_params(disposition), "filename") or _filename(params, "name"),
        encoding=token(first(headers, "content-transfer-encoding").partition(b";")[0]),
        start=start,
        end=end,
    )


def _params(value: bytes) -> Params:
    params: Params = {}
    for name, quoted, bare in map(re.Match.groups, islice(_PARAM.finditer(value), _PARAMS_LIMIT)):
        key = name.decode("latin-1").lower()
        params.setdefault(
            key, re.sub(rb'\\(["\\])', rb"\1", quoted or b"") or (bare or b"").strip()
        )
    return params


def token(value: bytes) -> str:
    """The first word of a value, in lower case."""
    words = value.split()
    return words[0].decode("latin-1").lower() if words else ""


def _filename(params: Params, name: str) -> str:
    """A bare name, whatever path was declared."""
    text = _extended(params, name)
    if text is None:
        text = decoded_words(params.get(name, b""))
    text = tidied(without_escapes(text), _VALUE_LIMIT)
    text = tidied(re.split(r"[/\\]", text.rstrip("/\\ "))[-1], _NAME_LIMIT)
    return "" if text in {".", ".."} else text


def _extended(params: Params, name: str) -> str | None:
    """A value in the notation of RFC 2231, which may come in numbered pieces."""
    pieces = list(_pieces(params, name))
    if not pieces:
        return None
    whole = b"".join(unquote_to_bytes(piece) if coded else piece for coded, piece in pieces)
    if not pieces[0][0] or whole.count(b"'") < 2:  # noqa: PLR2004
        return decoded(whole)
    charset, _, text = whole.split(b"'", 2)
    return decoded(text, charset.decode("latin-1"))


def _pieces(params: Params, name: str) -> Iterator[tuple[bool, bytes]]:
    if f"{name}*" in params:
        yield True, params[f"{name}*"]
        return
    for number in range(_PARAMS_LIMIT):
        key = f"{name}*{number}"
        if key not in params and f"{key}*" not in params:
            return
        yield key not in params, params.get(key, params.get(f"{key}*", b""))
