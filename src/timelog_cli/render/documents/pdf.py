"""PDF from a typst source of this program and the values that it writes.

Values reach the source as data, never as source: nothing in them is read as markup. The result is
PDF/A-3b with tags, the same bytes each time. A character that no font has is an error.

The library ``typst`` writes it; it is an extra of the distribution, imported only here.
"""

from __future__ import annotations

import json
import re

from timelog_cli.domain.text import shown
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

_INSTALL = "pipx inject timelog-cli typst (in a virtual environment: pip install typst)"
_UNSHOWN = re.compile('the text `"(.{1,40}?)"` could not be displayed')
# Instead of the moment at which it is written: 2000-01-01.
_MOMENT = 946_684_800
_PRELUDE = """
#let data = json(bytes(sys.inputs.data))
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


def pdf(source: str, values: Mapping[str, Any], attachments: Sequence[Attachment] = ()) -> bytes:
    """The PDF that a typst source writes of values, which it finds in ``data.values``.

    :param source: of this program, never of a user
    :param values: what JSON has
    :raises Refused: the library is not installed, or no font here has a character
    """
    try:
        import typst
    except ImportError:
        raise Refused(
            "cannot write pdf: the Python package typst is not installed",
            f"to install it: {_INSTALL}",
        ) from None
    compiler = typst.Compiler(
        (_PRELUDE + source).encode(), sys_inputs={"data": _data(values, attachments)}
    )
    try:
        made = compiler.compile(format="pdf", pdf_standards=["a-3b"], timestamp=_MOMENT)
    except typst.TypstError as error:
        raise _refusal(error.message) from None
    assert isinstance(made, bytes)
    return made


def _data(values: Mapping[str, Any], attachments: Sequence[Attachment]) -> str:
    files = [{**one._asdict(), "content": list(one.content)} for one in attachments]
    return json.dumps({"values": values, "attachments": files})


def _refusal(message: str) -> Refused:
    found = _UNSHOWN.search(message)
    if found is None:
        return Refused(f"cannot write pdf: {shown(message[:200])}", "use --format html")
    return Refused(
        f"cannot write pdf: no font on this computer has the character {shown(found[1])!r}",
        "install a font that has it, or use --format html",
    )
