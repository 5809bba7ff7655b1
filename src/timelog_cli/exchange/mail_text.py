"""From the bytes of a mail, plain or HTML, to text."""

from __future__ import annotations

import binascii
import codecs
import re
from html.parser import HTMLParser
from urllib.parse import unquote

LIMIT = 1_000_000  # characters of HTML that are read; what follows is left out

_DROPPED = {"script", "style", "template", "title"}
_BLOCKS = (
    *("address", "article", "aside", "body", "center", "dd", "details", "dir", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li"),
    *("main", "menu", "nav", "ol", "option", "section", "summary", "table", "tr", "ul"),
)
_PARAGRAPHS = ("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre")
_BREAKS = {**dict.fromkeys(_BLOCKS, 1), **dict.fromkeys(_PARAGRAPHS, 2)}
_CELLS = {"td", "th"}
_LINKS = ("http://", "https://", "mailto:", "tel:", "ftp://")
_URL_LIMIT = 2_000

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_LONG_REFERENCE = re.compile(r"&#[0-9A-Fa-fXx]{9,};?")  # more digits than any character has
# A "<" that opens no tag becomes text. With this, every tag that html.parser meets has its end
# before the next one begins: without, unfinished tags cost it quadratic time, and "<![" a crash.
_NO_TAG = re.compile(r"<(?![A-Za-z/][^<>]*>)")


def text_of(html: str) -> str:
    """The visible text: blocks on lines of their own, lists with dashes, links with their URL."""
    html = _DECLARATION.sub("", _COMMENT.sub("", html[:LIMIT]))
    html = _LONG_REFERENCE.sub("\ufffd", html)
    reader = _Reader()
    reader.feed(_NO_TAG.sub("&lt;", html))
    reader.close()
    reader.end_link()
    return "".join(reader.pieces)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._breaks = 0  # line breaks due before the next text
        self._blank = False  # a blank is due, if no line break is
        self._dash = False  # the next text begins an item of a list
        self._dropped = ""  # the element whose content is left out
        self._verbatim = 0
        self._link = ""
        self._link_text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropped and tag != "body":
            return
        self._dropped = tag if tag in _DROPPED else ""
        self._separate(tag)
        if tag == "a":
            self.end_link()
            self._link = _link(dict(attrs).get("href") or "")
        elif tag == "br":
            self._breaks = min(self._breaks + 1, 2)
        elif tag == "li":
            self._dash = True
        elif tag == "pre":
            self._verbatim += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._dropped == tag:
            self._dropped = ""

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            self._dropped = "" if tag == self._dropped else self._dropped
            return
        if tag == "a":
            self.end_link()
        elif tag == "li":
            self._dash = False
        elif tag == "pre" and self._verbatim:
            self._verbatim -= 1
        if tag not in _CELLS:
            self._separate(tag)

    def handle_data(self, data: str) -> None:
        if self._dropped or not data:
            return
        if self._verbatim:
            self._write(data.removeprefix("\n") if self._breaks else data)
            return
        text = _BLANKS.sub(" ", data)
        self._blank = self._blank or text.startswith(" ")
        if text != " ":
            self._write(text.strip(" ").replace("\xa0", " "))
            self._blank = text.endswith(" ")

    def end_link(self) -> None:
        """Name where the link led, unless its text has said it."""
        target, self._link = self._link, ""
        text = "".join(self._link_text)
        self._link_text.clear()
        if target and _bare(target) != _bare(text):
            due = self._blank or not text
            self._blank = True
            self._write(f"({target})" if text else target)
            self._blank = due

    def _separate(self, tag: str) -> None:
        if tag in _CELLS:
            self._blank = True
        elif tag in _BREAKS:
            breaks = 1 if self._dash else _BREAKS[tag]
            self._breaks, self._blank = max(self._breaks, breaks), False

    def _write(self, text: str) -> None:
        if self._breaks and self.pieces:
            self.pieces.append("\n" * self._breaks)
        elif self._blank and self.pieces:
            self.pieces.append(" ")
        self.pieces.append("- " * self._dash + text)
        if self._link:
            self._link_text.append(text)
        self._breaks, self._blank, self._dash = 0, False, False


def _link(target: str) -> str:
    target = "".join(target.split())
    readable = target.lower().startswith(_LINKS) and len(target) <= _URL_LIMIT
    return target if readable else ""


def _bare(target: str) -> str:
    target = unquote(target).lower()
    for scheme in _LINKS:
        target = target.removeprefix(scheme)
    return target.removeprefix("www.").rstrip("/").replace(" ", "")


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
