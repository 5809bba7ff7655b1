"""Headlines of Org files: their states, titles and tags, and which of them a line is below."""

from __future__ import annotations

import re

from timelog_cli.frozen import Frozen

# The states that Org and Logseq have, and those that many people add.
_STATES = frozenset(
    (
        *("TODO", "DONE", "NEXT", "WAITING", "HOLD", "STARTED", "CANCELLED", "CANCELED", "SOMEDAY"),
        *("PROJ", "NOW", "LATER", "DOING", "WAIT", "IN-PROGRESS", "COMMENT"),
    )
)
_HEADLINE = re.compile(r"(\*+)[ \t]+(.*)")
_SETTING = re.compile(r"#\+(TODO|SEQ_TODO|TYP_TODO|FILETAGS):(.*)", re.IGNORECASE)
_PRIORITY = re.compile(r"\[#[A-Z0-9]{1,2}\][ \t]*")
_COOKIE = re.compile(r"\[[0-9]*(?:/[0-9]*|%)\]")
_LINK = re.compile(r"\[\[([^\[\]]*)\](?:\[([^\[\]]*)\])?\]")


class Headline(Frozen):
    """A headline without its state, priority and tags."""

    level: int
    title: str
    tags: tuple[str, ...]


class Headlines:
    """The headlines above a line, from the top one to that of the line itself."""

    def __init__(self) -> None:
        self._above: list[Headline] = []
        self._states = set(_STATES)
        self._file_tags: tuple[str, ...] = ()

    def take(self, line: str) -> bool:
        """Take note of a headline or of a setting; whether the line is a headline."""
        if found := _HEADLINE.fullmatch(line):
            level = len(found[1])
            while self._above and self._above[-1].level >= level:
                self._above.pop()
            title, tags = _tags(found[2])
            self._above.append(Headline(level, self.title(title), tags))
        elif setting := _SETTING.fullmatch(line):
            if setting[1].upper() == "FILETAGS":
                self._file_tags = _names(setting[2])
            else:
                self._states.update(one.partition("(")[0] for one in setting[2].split())
        return bool(found)

    def title(self, text: str) -> str:
        """A title without its state, priority and progress; of a link its description."""
        first, _, rest = text.strip().partition(" ")
        text = rest if first in self._states else text
        text = _COOKIE.sub("", _PRIORITY.sub("", text.strip(), count=1))
        return " ".join(_LINK.sub(lambda found: found[2] or found[1], text).split())

    @property
    def project(self) -> str:
        """The title of the top headline."""
        return self._above[0].title if self._above else ""

    @property
    def task(self) -> str:
        """The titles below it."""
        return " / ".join(one.title for one in self._above[1:])

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the file and of all headlines, each once."""
        own = (tag for one in self._above for tag in one.tags)
        return tuple(dict.fromkeys((*self._file_tags, *own)))

    def written(self) -> str:
        """The headlines as lines that say the same in a file without settings."""
        above = self._above or [Headline(1, "", ())]
        first = above[0]._replace(tags=(*self._file_tags, *above[0].tags))
        return "\n".join(
            f"{'*' * level} {_with_tags(one)}" for level, one in enumerate([first, *above[1:]], 1)
        )


def protected(title: str) -> str:
    """A title as it is written so that its first word is not taken for a state."""
    return f"TODO {title}" if title.partition(" ")[0] in _STATES else title


def _with_tags(headline: Headline) -> str:
    tags = f" :{':'.join(headline.tags)}:" if headline.tags else ""
    return protected(headline.title) + tags


def _tags(text: str) -> tuple[str, tuple[str, ...]]:
    """A title, and the tags at its end."""
    words = text.rstrip().rsplit(maxsplit=1)
    last = words[-1] if words else ""
    if len(last) < 3 or not (last.startswith(":") and last.endswith(":")):
        return text, ()
    return " ".join(words[:-1]), _names(last)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in text.strip().split(":") if one.strip()))
