"""Documents from templates: the built-in ones, or those of a user."""

from __future__ import annotations

from functools import lru_cache

from timelog_cli.render import sandbox
from timelog_cli.render.invoice_view import FIELDS, view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.invoices import Document

BUILTIN = ("plain",)
FORMATS = ("md", "html")
NAMES = tuple(dict.fromkeys([path.partition(".")[0].removesuffix("[]") for path in FIELDS]))


def builtin_text(name: str, format_name: str) -> str:
    """The text of a built-in template."""
    import os

    folder = os.path.join(os.path.dirname(__file__), "templates")  # noqa: PTH118, PTH120
    with open(os.path.join(folder, f"{name}.{format_name}.j2"), encoding="utf-8") as file:  # noqa: PTH118
        return file.read()


@lru_cache
def _builtin(format_name: str) -> sandbox.Compiled:
    text = builtin_text(BUILTIN[0], format_name)
    return sandbox.compiled(text, format_name, NAMES, f"{BUILTIN[0]}.{format_name}.j2")


def written(document: Document, format_name: str) -> str:
    """The document as the built-in template has it."""
    return _builtin(format_name).render(view(document, markdown=format_name == "md"))
