"""From the bytes of a mail to text: charsets, encoded words, transfer encodings, flowed lines.

Nothing here raises on any bytes: what a mail says about itself is a hint, not a promise.
"""

from __future__ import annotations

import binascii
import codecs
import re

# What senders declare, and the wider codec that really reads what they send.
_WIDER = {
    "big5": "big5hkscs",
    "cp-850": "cp850",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gb-2312": "gb18030",
    "gbk": "gb18030",
    "iso-2022-jp": "iso2022_jp_2",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-9": "cp1254",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-windows-949": "cp949",
}
# Declared so often without being true that the bytes are asked first.
_WESTERN = {"ascii", "cp1252", "iso8859-1"}
_NOT_CHARSETS = {
    *("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"),
    *("mbcs", "oem"),
}
_CHARSET_NAME = re.compile(r"[A-Za-z0-9][\w.:-]{0,39}", re.ASCII)
_JIS = (b"\x1b$B", b"\x1b$@")

_ENCODED_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?(.*?)\?=", re.DOTALL)
_TERMINAL_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
_NOT_BASE64 = bytes(
    sorted(set(range(256)) - set(b"+/0123456789") - set(range(65, 91)) - set(range(97, 123)))
)
INVISIBLE = " \t\xa0\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff"
_SIGNATURE = "-- "


def decoded(raw: bytes, charset: str = "") -> str:
    """The text of ``raw``, in the declared charset if that is believable, else guessed."""
    codec = _codec(charset)
    if codec is None:
        return _guessed(raw)
    try:
        return raw.decode(codec).removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        return _mostly(raw, codec)


def _codec(charset: str) -> str | None:
    name = charset.strip().strip("'\"").lower()
    if not _CHARSET_NAME.fullmatch(name):
        return None
    try:
        found = codecs.lookup(_WIDER.get(name, name)).name
    except (LookupError, ValueError):
        return None
    usable = found not in _WESTERN and found.replace("_", "-") not in _NOT_CHARSETS
    return found if usable else None


def _mostly(raw: bytes, codec: str) -> str:
    """Keep the declared charset when a few bytes are broken, leave it when most are."""
    try:
        text = raw.decode(codec, "replace")
    except (UnicodeError, LookupError):
        return _guessed(raw)
    broken = text.count("\ufffd")
    foreign = sum(char > "\x7f" for char in text) - broken
    return text.removeprefix("\ufeff") if foreign > broken else _guessed(raw)


def _guessed(raw: bytes) -> str:
    codecs_to_try = ["utf-8", "cp1252"]
    if any(mark in raw for mark in _JIS):
        codecs_to_try.insert(0, "iso2022_jp_2")
    for codec in codecs_to_try:
        try:
            return raw.decode(codec).removeprefix("\ufeff")
        except UnicodeError:
            continue
    return raw.decode("latin-1")


def decoded_words(value: bytes) -> str:
    """A header value with its RFC 2047 encoded words read, raw 8-bit text included."""
    pieces: list[tuple[str | None, bytes]] = []
    end = 0
    # Only up to the last terminator, so that unfinished words cannot make the search quadratic.
    for word in _ENCODED_WORD.finditer(value, 0, value.rfind(b"?=") + 2):
        between = value[end : word.start()]
        if between.strip() or not pieces:
            pieces.append((None, between))
        charset = word[1].decode("ascii", "replace").partition("*")[0].lower()
        _append(pieces, charset, _word_bytes(word[2], word[3]))
        end = word.end()
    pieces.append((None, value[end:]))
    return "".join(decoded(raw, charset or "") for charset, raw in pieces)


def _append(pieces: list[tuple[str | None, bytes]], charset: str, raw: bytes) -> None:
    """Neighbours of one charset are read together: a character may be split between them."""
    if pieces and pieces[-1][0] == charset:
        raw = pieces.pop()[1] + raw
    pieces.append((charset, raw))


def _word_bytes(encoding: bytes, payload: bytes) -> bytes:
    if encoding in b"bB":
        return _base64(payload)
    return binascii.a2b_qp(payload, header=True)


def transferred(raw: bytes, encoding: str) -> bytes:
    """The content of a part after its transfer encoding; an unknown one is left as it is."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding == "base64" and _is_base64(raw):
        return _base64(raw)
    return raw


def _is_base64(raw: bytes) -> bool:
    """Whether it can be: some mailers declare base64 and send the text as it is."""
    dense = raw.translate(None, b" \t\n=")
    letters = len(dense.translate(None, _NOT_BASE64))
    return letters >= 0.95 * len(dense) and b" " not in raw.strip()[:60]


def _base64(raw: bytes) -> bytes:
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        letters = raw.partition(b"=")[0].translate(None, _NOT_BASE64)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def unflowed(text: str, *, delsp: bool = False) -> str:
    """The paragraphs of ``format=flowed`` text (RFC 3676), each on one line again."""
    lines: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for line in text.split("\n"):
        content = line.lstrip(">")
        quoted = len(line) - len(content)
        content = content[1:] if content.startswith(" ") else content
        if paragraph and (quoted != depth or content == _SIGNATURE):
            lines.append(_paragraph(depth, paragraph))
        depth = quoted
        flows = content.endswith(" ") and content != _SIGNATURE
        paragraph.append(content[:-1] if flows and delsp else content)
        if not flows:
            lines.append(_paragraph(depth, paragraph))
    if paragraph:
        lines.append(_paragraph(depth, paragraph))
    return "\n".join(lines)


def _paragraph(depth: int, content: list[str]) -> str:
    line = ">" * depth + " " * bool(depth) + "".join(content)
    content.clear()
    return line


def without_escapes(text: str) -> str:
    """Text without whole terminal sequences; the bare controls go later, with the others."""
    return _TERMINAL_ESCAPE.sub("", text)


def tidied_lines(text: str) -> str:
    """No blanks at the ends of lines, and no more than one empty line in a row."""
    text = without_escapes(text).replace("\r\n", "\n").replace("\r", "\n")
    lines: list[str] = []
    for line in text.split("\n"):
        kept = line if line == _SIGNATURE else line.rstrip()
        if not kept.strip(INVISIBLE):
            kept = ""
        if kept or (lines and lines[-1]):
            lines.append(kept)
    return "\n".join(lines)
