"""Templates of documents: a name, and a text for each format that is made from one."""

from __future__ import annotations

from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS = ("md", "html")
DEFAULT = "plain"
_LONGEST_NAME = 60


class Template(Frozen):
    """The texts of a template by format; ``files`` names those that are a user's own."""

    name: str
    texts: Mapping[str, str]
    files: Mapping[str, str]

    @property
    def stamp(self) -> str:
        """Its name and what its texts are, so that a document says what it was made with."""
        from hashlib import sha256

        texts = "\0".join(self.texts[one] for one in FORMATS)
        return f"{self.name} {sha256(texts.encode()).hexdigest()[:12]}"


def file_of(name: str, format_name: str) -> str:
    """The name of the file of a format."""
    return f"{name}.{format_name}.j2"


def read_file_name(file: str) -> tuple[str, str] | None:
    """Name and format of a template's file, or ``None`` if it is none."""
    for one in FORMATS:
        name = file.removesuffix(f".{one}.j2")
        if name != file and _is_name(name):
            return name, one
    return None


def read_name(text: str) -> str:
    """The name of a template: letters, digits, ``-`` and ``_``.

    :raises UsageError: it is no such name
    """
    if not _is_name(text.strip()):
        raise UsageError(
            f"{text[:_LONGEST_NAME]!r} is not a valid template name",
            "use letters, digits, - and _; to list templates: timelog billing template list",
        )
    return text.strip()


def _is_name(name: str) -> bool:
    plain = name.replace("-", "").replace("_", "")
    return 0 < len(name) <= _LONGEST_NAME and plain.isascii() and plain.isalnum()
