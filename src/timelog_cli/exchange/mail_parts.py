"""The headers and parts of a mail; in bounded time on any bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote_to_bytes

from timelog_cli.domain.text import NOTE_LIMIT, tidied
from timelog_cli.exchange.mail_text import (
    decoded,
    decoded_words,
    text_of,
    tidied_lines,
    transferred,
    unflowed,
    without_escapes,
)
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


class MimePart(Frozen):
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


def part_of(headers: Headers, start: int, end: int, default: str = "text/plain") -> MimePart:
    """The part that these headers describe."""
    content = first(headers, "content-type")
    kind = _TYPE.match(content)
    params = _params(content)
    disposition = first(headers, "content-disposition")
    return MimePart(
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
    if not pieces[0][0] or whole.count(b"'") < 2:
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


_DEPTH_LIMIT = 30
_PARTS_LIMIT = 1_000
_MARKS_LIMIT = 5_000  # lines that look like boundaries
_GUESS_LIMIT = 64 << 10
_TEXT_BUDGET = 2 << 20  # encoded bytes of text that one mail may have read
_BOUNDARY_LIMIT = 200
_SEAL_LIMIT = 60

_BOUNDARY_LIKE = re.compile(rb"^--(\S[^\n]{0,199})\n(?=Content-)", re.MULTILINE | re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_TEXT_TYPES = {"text/plain", "text/html"}
_OTHER_FACES = {"text/x-amp-html", "text/watch-html"}  # of a body that is there in HTML as well
_SEALED = {
    "application/pkcs7-mime": "S/MIME",
    "application/x-pkcs7-mime": "S/MIME",
    "application/pgp-encrypted": "PGP",
}


class ParsedParts:
    """What one walk through the parts has found: text, the names of attachments, seals."""

    def __init__(self, data: bytes) -> None:
        self.attachments: list[str] = []
        self._data = data
        self._seals: list[str] = []
        self._texts: dict[int, str] = {}
        self._parts_left = _PARTS_LIMIT
        self._budget = _TEXT_BUDGET

    def body(self, part: MimePart) -> str:
        """The text of the whole mail; where there is none, what it is sealed with."""
        chosen = [part] if part.kind in _TEXT_TYPES else self._texts_in(part, 0)
        if part.kind in _TEXT_TYPES and part.filename:
            self.attachments.append(part.filename)
        text = "\n\n".join(filter(None, map(self._text, chosen)))
        return tidied(text, NOTE_LIMIT, lines=True) or "\n".join(dict.fromkeys(self._seals))

    def _texts_in(self, part: MimePart, depth: int) -> list[MimePart]:
        if part.kind.startswith("multipart/"):
            if part.kind == "multipart/encrypted":
                self._seals.append(_sealed(token(part.params.get("protocol", b"")), "encrypted"))
            if depth < _DEPTH_LIMIT and (children := self._children(part)):
                return self._texts_among(part.kind, children, depth + 1)
            return [part] if depth < _DEPTH_LIMIT else []
        if part.kind in _OTHER_FACES:
            return []
        if part.is_attachment:
            self._attach(part)
            return []
        return [part]

    def _texts_among(self, kind: str, children: list[MimePart], depth: int) -> list[MimePart]:
        choices = [texts for child in children if (texts := self._texts_in(child, depth))]
        if kind != "multipart/alternative":
            return [text for texts in choices for text in texts]
        for texts in choices:
            if all(text.kind == "text/plain" for text in texts) and any(map(self._text, texts)):
                return texts
        rich = [texts for texts in choices if any(text.kind == "text/html" for text in texts)]
        return rich[-1] if rich else choices[0] if choices else []

    def _attach(self, part: MimePart) -> None:
        self.attachments.append(part.label)
        if part.kind in _SEALED and token(part.params.get("smime-type", b"")) != "certs-only":
            signed = token(part.params.get("smime-type", b"")) == "signed-data"
            self._seals.append(_sealed(part.kind, "signed" if signed else "encrypted"))

    def _children(self, part: MimePart) -> list[MimePart]:
        default = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
        children = []
        for start, end in self._spans(part):
            if self._parts_left <= 0:
                break
            self._parts_left -= 1
            headers, body = headers_of(self._data, start, end)
            children.append(part_of(headers, min(body, end), end, default))
        return children

    def _spans(self, part: MimePart) -> list[tuple[int, int]]:
        declared = part.params.get("boundary", b"").strip()[:_BOUNDARY_LIMIT]
        spans = _split(self._data, declared, part) if declared else []
        if not spans and (likely := _guess(self._data, part)):
            spans = _split(self._data, likely, part)
        return spans

    def _text(self, part: MimePart) -> str:
        if part.start not in self._texts:
            end = min(part.end, part.start + self._budget)
            self._budget -= end - part.start
            raw = transferred(self._data[part.start : end], part.encoding)
            self._texts[part.start] = _read(raw, part)
        return self._texts[part.start]


def _split(data: bytes, boundary: bytes, part: MimePart) -> list[tuple[int, int]]:
    """The spans between the boundary's lines; a missing last one ends with the part."""
    spans: list[tuple[int, int]] = []
    opened = -1
    for at, after, closes in _boundaries(data, b"--" + boundary, part):
        if opened >= 0:
            spans.append((opened, max(opened, at - 1)))
        opened = -1 if closes else min(after, part.end)
        if closes or len(spans) >= _PARTS_LIMIT:
            return spans
    return [*spans, (opened, part.end)] if opened >= 0 else spans


def _boundaries(data: bytes, mark: bytes, part: MimePart) -> Iterator[tuple[int, int, bool]]:
    at = part.start
    if not data.startswith(mark, at, part.end):
        at = data.find(b"\n" + mark, at, part.end) + 1
    for _ in range(_MARKS_LIMIT if at else 0):
        stop = line_end(data, at, part.end)
        rest = data[at + len(mark) : min(stop, at + len(mark) + _BOUNDARY_LIMIT)].strip()
        if rest in {b"", b"--"}:
            yield at, stop + 1, rest == b"--"
        at = data.find(b"\n" + mark, stop, part.end) + 1
        if not at:
            return


def _guess(data: bytes, part: MimePart) -> bytes:
    """The boundary that the body uses, when the header does not say or says another."""
    found = _BOUNDARY_LIKE.search(data, part.start, min(part.end, part.start + _GUESS_LIMIT))
    return found[1].rstrip() if found else b""


def _sealed(kind: str, how: str) -> str:
    name = _SEALED.get(kind) or tidied(kind, _SEAL_LIMIT) or "unknown"
    return f"({name} {how} message)"


def _read(raw: bytes, part: MimePart) -> str:
    charset = token(part.params.get("charset", b""))
    if part.kind == "text/html":
        if not charset and (meta := _META_CHARSET.search(raw[:4096])):
            charset = meta[1].decode("ascii")
        text = text_of(decoded(raw, charset))
    else:
        text = decoded(raw, charset)[: 2 * NOTE_LIMIT].replace("\r\n", "\n")
        if token(part.params.get("format", b"")) == "flowed":
            text = unflowed(text, delsp=token(part.params.get("delsp", b"")) == "yes")
    return tidied_lines(text[: 2 * NOTE_LIMIT]).strip()
