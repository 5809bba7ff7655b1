"""Documents in HTML, read as a browser reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "img"}


@dataclass
class Element:
    """An element with its attributes, and what is in it: text and elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag in it, ``class_`` for ``class``."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            one
            for one in self.walk()
            if one.tag == tag and wanted.items() <= one.attributes.items()
        ]

    def walk(self) -> Iterator[Element]:
        for one in self.content:
            if isinstance(one, Element):
                yield one
                yield from one.walk()

    @property
    def text(self) -> str:
        """The text in it, as it is shown: blanks and line breaks as one blank."""
        parts = [one if isinstance(one, str) else f"{one.text} " for one in self.content]
        return " ".join("".join(parts).split())


class _Reader(HTMLParser):
    """Every element that is opened is closed, by its own name."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def page(text: str) -> Element:
    """The ``html`` element of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    (root,) = reader.open
    return root.all("html")[0]


def rows(table: Element) -> list[list[Element]]:
    """The cells of the body of a table."""
    return [
        [cell for cell in row.walk() if cell.tag in {"th", "td"}]
        for row in table.all("tbody")[0].all("tr")
    ]


def exact(cell: Element) -> str:
    """The figure of a cell as a program reads it; nothing where there is none."""
    return "".join(data.attributes["value"] for data in cell.all("data"))
