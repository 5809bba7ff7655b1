"""The tree of parts of a mail: its text and the names of the rest; in bounded time on any bytes.

The parser of ``email`` recurses once for every nested part and asks every line about every
boundary around it, so a small hostile message stops it; this one has limits and needs none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timelog_cli.domain.text import NOTE_LIMIT, tidied
from timelog_cli.exchange.html_text import text_of
from timelog_cli.exchange.mail_headers import Part, headers_of, line_end, part_of, token
from timelog_cli.exchange.mail_text import decoded, tidied_lines, transferred, unflowed

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


class Reading:
    """What one walk through the parts has found: text, the names of attachments, seals."""

    def __init__(self, data: bytes) -> None:
        self.attachments: list[str] = []
        self._data = data
        self._seals: list[str] = []
        self._texts: dict[int, str] = {}
        self._parts_left = _PARTS_LIMIT
        self._budget = _TEXT_BUDGET

    def body(self, part: Part) -> str:
        """The text of the whole mail; where there is none, what it is sealed with."""
        chosen = [part] if part.kind in _TEXT_TYPES else self._texts_in(part, 0)
        if part.kind in _TEXT_TYPES and part.filename:
            self.attachments.append(part.filename)
        text = "\n\n".join(filter(None, map(self._text, chosen)))
        return tidied(text, NOTE_LIMIT, lines=True) or "\n".join(dict.fromkeys(self._seals))

    def _texts_in(self, part: Part, depth: int) -> list[Part]:
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

    def _texts_among(self, kind: str, children: list[Part], depth: int) -> list[Part]:
        choices = [texts for child in children if (texts := self._texts_in(child, depth))]
        if kind != "multipart/alternative":
            return [text for texts in choices for text in texts]
        for texts in choices:
            if all(text.kind == "text/plain" for text in texts) and any(map(self._text, texts)):
                return texts
        rich = [texts for texts in choices if any(text.kind == "text/html" for text in texts)]
        return rich[-1] if rich else choices[0] if choices else []

    def _attach(self, part: Part) -> None:
        self.attachments.append(part.label)
        if part.kind in _SEALED and token(part.params.get("smime-type", b"")) != "certs-only":
            signed = token(part.params.get("smime-type", b"")) == "signed-data"
            self._seals.append(_sealed(part.kind, "signed" if signed else "encrypted"))

    def _children(self, part: Part) -> list[Part]:
        default = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
        children = []
        for start, end in self._spans(part):
            if self._parts_left <= 0:
                break
            self._parts_left -= 1
            headers, body = headers_of(self._data, start, end)
            children.append(part_of(headers, min(body, end), end, default))
        return children

    def _spans(self, part: Part) -> list[tuple[int, int]]:
        declared = part.params.get("boundary", b"").strip()[:_BOUNDARY_LIMIT]
        spans = _split(self._data, declared, part) if declared else []
        if not spans and (likely := _guess(self._data, part)):
            spans = _split(self._data, likely, part)
        return spans

    def _text(self, part: Part) -> str:
        if part.start not in self._texts:
            end = min(part.end, part.start + self._budget)
            self._budget -= end - part.start
            raw = transferred(self._data[part.start : end], part.encoding)
            self._texts[part.start] = _read(raw, part)
        return self._texts[part.start]


def _split(data: bytes, boundary: bytes, part: Part) -> list[tuple[int, int]]:
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


def _boundaries(data: bytes, mark: bytes, part: Part) -> Iterator[tuple[int, int, bool]]:
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


def _guess(data: bytes, part: Part) -> bytes:
    """The boundary that the body uses, when the header does not say or says another."""
    found = _BOUNDARY_LIKE.search(data, part.start, min(part.end, part.start + _GUESS_LIMIT))
    return found[1].rstrip() if found else b""


def _sealed(kind: str, how: str) -> str:
    name = _SEALED.get(kind) or tidied(kind, _SEAL_LIMIT) or "unknown"
    return f"({name} {how} message)"


def _read(raw: bytes, part: Part) -> str:
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
