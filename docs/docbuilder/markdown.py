"""Pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GENERATED = (
    "<!-- Made from the program by `python docs/build.py`; changes here are overwritten. -->"
)


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; pipes in its cells are escaped."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def code(text: str, language: str = "") -> str:
    """A block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def verbatim(text: str) -> str:
    """Code in a sentence."""
    return f"`{text}`"


def listed(texts: Iterable[str]) -> str:
    """Code in a sentence, several of it."""
    return ", ".join(map(verbatim, texts))


def page(title: str, *blocks: str) -> str:
    """A page of blocks."""
    return "\n\n".join([f"# {title}", GENERATED, *(block for block in blocks if block)]) + "\n"
