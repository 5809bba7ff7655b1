"""The logo of the seller: a picture, printed on what is issued while it is set."""

from __future__ import annotations

import re

from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen

MOST_BYTES = 1_000_000
# Of which a program that draws it takes four bytes each: few bytes may hold a huge picture.
MOST_PIXELS = 20_000_000
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]", re.DOTALL
)


class Logo(Frozen):
    """A picture; ``format`` is of ``MEDIA_TYPES``."""

    format: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What it is known by."""
        from hashlib import sha256

        return sha256(self.content).hexdigest()


def read_logo(content: bytes, path: str) -> Logo:
    """The logo that a file holds.

    :param path: names it in an error
    :raises Refused: it is no PNG, JPEG or SVG, is damaged, or is too large
    """
    if len(content) > MOST_BYTES:
        raise too_large(path)
    found = _format(content)
    if found is None:
        raise unusable(f"{path} is not a PNG, JPEG or SVG picture, or it is damaged")
    width, height = _SIZES[found](content) if found in _SIZES else (1, 1)
    if width * height > MOST_PIXELS:
        raise unusable(f"{path} has {width:,} by {height:,} pixels, more than 20 million")
    return Logo(found, content)


def too_large(path: str) -> Refused:
    """The refusal of a file of more than 1 MB."""
    return unusable(f"{path} is larger than 1 MB")


def unusable(why: str) -> Refused:
    """The refusal of a logo."""
    return Refused(f"cannot use the logo: {why}", "timelog config set seller.logo FILE")


def _format(content: bytes) -> str | None:
    if content.startswith(_PNG) and content.rstrip(b"\0").endswith(_PNG_END):
        return "png"
    if content.startswith(_JPEG) and content.rstrip(b"\0\r\n").endswith(_JPEG_END):
        return "jpg"
    return "svg" if _is_svg(content) else None


def _is_svg(content: bytes) -> bool:
    """Whether it is a whole SVG picture without a document type, which could grow without end."""
    if not _SVG.match(content) or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return False
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError:
        return False
    return True


def _png_size(content: bytes) -> tuple[int, int]:
    """Width and height, which the first chunk has: PNG (third edition), 11.2.1."""
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


# The frame header of JPEG, with the size of the picture: ITU-T T.81, table B.1.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height of the frame header, or nothing where there is none."""
    at = 2
    while content[at : at + 1] == b"\xff":
        if content[at + 1 : at + 2] in {b"\xff", b""}:  # fills up
            at += 1
        elif content[at + 1] in _FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(
                content[at + 5 : at + 7]
            )
        else:
            at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4]))
    return 0, 0


_SIZES = {"png": _png_size, "jpg": _jpeg_size}
