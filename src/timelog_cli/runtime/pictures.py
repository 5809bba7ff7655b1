"""Reading the picture that is the logo of the seller."""

from __future__ import annotations

import os
from stat import S_ISREG

from timelog_cli.domain.documents.logos import MOST_BYTES, read_logo, too_large, unusable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.documents.logos import Logo


def logo_of(path: str) -> Logo:
    """The logo in a file, which is not read where it is too large.

    :raises Refused: it cannot be read, is no picture, or is larger than 1 MB
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            found = os.fstat(file.fileno())
            if not S_ISREG(found.st_mode):
                raise unusable(f"{path} is not a regular file")
            if found.st_size > MOST_BYTES:
                raise too_large(path)
            return read_logo(file.read(MOST_BYTES + 1), path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(f"cannot read {path}: {reason}") from error


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
