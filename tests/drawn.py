"""Pictures as they are expected: text with its escapes, in ``tests/pictures``.

``RENEW_PICTURES=1 pytest …`` writes them anew: look at each with ``cat`` before it is committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from timelog_cli.render.plain import width

PICTURES = Path(__file__).parent / "pictures"
# What must do nothing in any picture.
HOSTILE = "[red]x[/b] \x1b]8;;http://e.example\x07 \x1b[31m a\u202eb"
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_TURNS = "\u200e"  # behind texts from right to left, and never from outside


def check(drawn: str, name: str) -> None:
    """Compare a picture with the one that is expected, in ``NAME.ansi``."""
    path = PICTURES / f"{name}.ansi"
    if os.environ.get("RENEW_PICTURES"):
        path.write_bytes(drawn.encode())
    assert drawn == path.read_bytes().decode(), f"{path} shows it otherwise"


def uncoloured(drawn: str) -> str:
    """A picture without its colours, and with no other escape left in it.

    :raises AssertionError: there is one
    """
    text = _STYLE.sub("", drawn).replace(_TURNS, "")
    assert text.replace("\n", "").replace("\xa0", "").isprintable(), ascii(text)
    return text


def widest(drawn: str) -> int:
    """The columns that the widest line of a picture takes."""
    return max((width(line) for line in uncoloured(drawn).split("\n")), default=0)
