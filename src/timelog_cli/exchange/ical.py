"""What all that reads or writes calendars shares: the library ``icalendar``, and texts.

The library is an extra of the distribution, imported only here.
"""

from __future__ import annotations

import re

from timelog_cli.extras import not_installed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What it raises for a text that is no calendar.
BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_ESCAPE = re.compile(r"\\(.)")


def escaped(text: str) -> str:
    """Text as the value of a property has it."""
    return text.translate(_ESCAPES)


def unescaped(value: str) -> str:
    """The text that was ``escaped``."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def library() -> Any:
    """The library.

    :raises Refused: it is not installed
    """
    try:
        import icalendar
    except ImportError:
        raise not_installed("read calendars", "icalendar") from None
    return icalendar
