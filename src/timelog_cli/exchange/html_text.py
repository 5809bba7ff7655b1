"""The text of an HTML mail: what a reader would see, without any of what a browser would do."""

from __future__ import annotations

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
# A "<" that opens no tag becomes text. With this, every tag that html.parser meets has its end
# before the next one begins: without, unfinished tags cost it quadratic time, and "<![" a crash.
_NO_TAG = re.compile(r"<(?![A-Za-z/][^<>]*>)")


def text_of(html: str) -> str:
    """The visible text: blocks on lines of their own, lists with dashes, links with their URL."""
    html = _DECLARATION.sub("", _COMMENT.sub("", html[:LIMIT]))
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
