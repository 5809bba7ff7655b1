"""PDF from a typst source of this program and the values that it writes.

Values reach the source as data, never as source: nothing in them is read as markup. The result is
PDF/A-3b with tags, the same bytes each time. A character that no font has is an error.

The library ``typst`` writes it; it is an extra of the distribution, imported only here.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

from timelog_cli.domain.text import shown
from timelog_cli.errors import Refused
from timelog_cli.extras import not_installed
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import typst

    from timelog_cli.domain.documents.logos import Logo

PACKAGES = ("typst", "pikepdf", "segno")
_PICTURE = re.compile("failed to (decode image|parse SVG|load linked image)")
_UNSHOWN = re.compile('the text `"(.{1,40}?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
FONTS = ("Libertinus Serif",)
# Instead of the moment at which it is written: 2000-01-01.
_MOMENT = 946_684_800
_PRELUDE = """
#let data = json(bytes(sys.inputs.data))
// A function, as typst remembers what one made of the same text.
#let read-bytes(text) = bytes(json(bytes(text)))
#let picture = read-bytes(sys.inputs.picture)
#for file in data.attachments {
  pdf.attach(
    file.name, bytes(file.content),
    relationship: file.relationship, mime-type: file.mime_type, description: file.description,
  )
}
"""


class Attachment(Frozen):
    """A file inside a PDF. ``relationship`` is ``source``, ``data``, ``alternative``, … of PDF."""

    name: str
    content: bytes
    mime_type: str
    description: str
    relationship: str = "alternative"


def pdf(
    source: str,
    values: Mapping[str, Any],
    attachments: Sequence[Attachment] = (),
    more: Mapping[str, Any] | None = None,
    picture: bytes = b"",
) -> bytes:
    """The PDF that a typst source writes of values, which it finds in ``data.values``.

    :param source: of this program, never of a user
    :param values: what JSON has
    :param more: what it finds beside them in ``data``
    :param picture: what it finds as ``picture``: read once where many documents have it
    :raises Refused: the library is not installed, or no font here has a character
    """
    try:
        import typst
    except ImportError:
        raise not_installed("write pdf", "typst", *PACKAGES) from None
    content = (_PRELUDE + source).encode()
    data = {"data": _data(values, attachments, more or {}), "picture": _numbers(picture)}
    try:
        return _written(content, data, _compiler(installed=False))
    except typst.TypstError as error:
        if not _UNSHOWN.search(error.message):
            raise _refusal(error.message) from None
    try:
        return _written(content, data, _compiler(installed=True))
    except typst.TypstError as error:
        raise _refusal(error.message) from None


def check_picture(logo: Logo) -> None:
    """Refuse a logo that no PDF could show; where the library is not installed, none is looked at.

    :raises Refused: it cannot be read to its end, or has a character that no font here has
    """
    from importlib.util import find_spec

    from timelog_cli.domain.documents.logos import unusable

    if find_spec("typst") is None:
        return
    more = {"format": logo.format}
    try:
        pdf('#image(picture, format: data.format, alt: "")', {}, (), more, logo.content)
    except Refused as error:
        raise unusable(error.message.partition(": ")[2]) from error


@lru_cache
def _compiler(*, installed: bool) -> typst.Compiler:
    """What writes with the fonts of the library, or also with those installed on the computer.

    Its fonts alone write most documents, then the same on every computer.
    """
    import typst

    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=installed))


@lru_cache(2)
def _numbers(content: bytes) -> str:
    return json.dumps(list(content))


def _written(source: bytes, data: dict[str, str], compiler: typst.Compiler) -> bytes:
    made = compiler.compile(
        input=source,
        format="pdf",
        sys_inputs=data,
        pdf_standards=["a-3b"],
        timestamp=_MOMENT,
    )
    assert isinstance(made, bytes)
    return made


def _data(
    values: Mapping[str, Any], attachments: Sequence[Attachment], more: Mapping[str, Any]
) -> str:
    files = [{**one._asdict(), "content": list(one.content)} for one in attachments]
    return json.dumps({"values": values, "attachments": files, "fonts": FONTS, **more})


def _refusal(message: str) -> Refused:
    if _PICTURE.match(message):
        return Refused(
            f"cannot write pdf: the picture cannot be read: {shown(message[:200])}",
            "use --format html; for new documents: timelog config set seller.logo FILE",
        )
    found = _UNSHOWN.search(message)
    if found is None:
        return Refused(f"cannot write pdf: {shown(message[:200])}", "use --format html")
    character = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1])
    return Refused(
        f"cannot write pdf: no font on this computer has the character {shown(character)!r}",
        "install a font that has it, or try another --locale or --format html",
    )
