"""The available templates: the built-in ones, and those in a user's folder."""

from __future__ import annotations

import os

from timelog_cli.domain.documents.templates import (
    DEFAULT,
    FORMATS,
    Template,
    file_of,
    read_file_name,
    read_name,
)
from timelog_cli.domain.names import near_ones
from timelog_cli.errors import NotFound, Refused
from timelog_cli.runtime import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Builtin = Mapping[str, Mapping[str, str]]

_LONGEST = 1_000_000


def listed(folder: str, builtin: Builtin) -> list[Template]:
    """All templates by name; one of the user comes before a built-in one of the same name.

    :raises Refused: a file that cannot be read as text
    """
    own = _own(folder)
    return [_template(name, own.get(name, {}), builtin) for name in sorted({*builtin, *own})]


def find(folder: str, builtin: Builtin, name: str) -> Template:
    """The template of a name; a format that it has no file of is as in the built-in one.

    :raises NotFound: there is none; near ones are named
    """
    name = read_name(name)
    own = _own(folder)
    if name not in own and name not in builtin:
        near = near_ones(name, sorted({*own, *builtin}))
        hint = f"did you mean {' or '.join(near)}?" if near else "timelog billing template list"
        raise NotFound(f"no template {name!r} in {folder}", hint)
    return _template(name, own.get(name, {}), builtin)


def names(folder: str, builtin: Builtin) -> list[str]:
    """The names of all templates; nothing of a folder that cannot be read."""
    try:
        return sorted({*builtin, *_own(folder)})
    except Refused:
        return sorted(builtin)


def own_texts(folder: str) -> list[tuple[str, str]]:
    """The files of the user's own templates: name and text.

    :raises Refused: one of them cannot be read
    """
    paths = [path for own in _own(folder).values() for path in own.values()]
    return [(os.path.basename(path), read(path)) for path in paths]


def _own(folder: str) -> dict[str, dict[str, str]]:
    """The files of the folder, by template and format."""
    try:
        there = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise Refused(
            f"cannot read the templates in {folder}: {(error.strerror or '').lower()}",
            "timelog config set billing.template_dir DIR",
        ) from error
    found: dict[str, dict[str, str]] = {}
    for file in there:
        read = read_file_name(file)
        if read:
            found.setdefault(read[0], {})[read[1]] = os.path.join(folder, file)
    return found


def _template(name: str, own: Mapping[str, str], builtin: Builtin) -> Template:
    texts = {**builtin[name if name in builtin else DEFAULT]}
    texts.update({one: read(path) for one, path in own.items()})
    return Template(name, texts, own)


def read(path: str) -> str:
    """The text of a template's file.

    :raises Refused: it cannot be read, is not text, or is too long
    """
    try:
        # A pipe that nobody writes into is not waited for.
        with open(path, "rb", opener=lambda name, how: os.open(name, how | os.O_NONBLOCK)) as file:
            content = file.read(_LONGEST + 1)
    except OSError as error:
        raise Refused(
            f"cannot read the template {path}: {(error.strerror or str(error)).lower()}",
            "timelog billing template list",
        ) from error
    if len(content) > _LONGEST:
        raise Refused(f"the template {path} is larger than {_LONGEST:,} bytes")
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Refused(f"the template {path} is not UTF-8 text") from error


def own_file(folder: str, file: str) -> tuple[str, str] | None:
    """Path and text of a file of the folder, or ``None`` if it is not there.

    :raises Refused: it cannot be read
    """
    path = os.path.join(folder, file)
    return (path, read(path)) if os.path.lexists(path) else None


def of_file(path: str) -> Template:
    """A template that is only the file.

    :raises Refused: its name does not say the format, or it cannot be read
    """
    found = read_file_name(os.path.basename(path))
    if found is None:
        raise Refused(
            f"{path} is not a valid name for a template file",
            "use NAME.md.j2 or NAME.html.j2, where NAME has letters, digits, - and _",
        )
    name, format_name = found
    return Template(name, {format_name: read(path)}, {format_name: path})


def copy(template: Template, folder: str, name: str | None) -> tuple[list[str], list[str]]:
    """Write the files of a template under a name; the paths of new ones, and of those there.

    :raises OutputError: a file is there with another text, or cannot be written
    """
    name = template.name if name is None else read_name(name)
    return put(folder, {file_of(name, one): template.texts[one] for one in FORMATS})


def put(folder: str, texts: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Write files of templates; the paths of new ones, and of those there.

    :raises OutputError: a file is there with another text, or cannot be written
    """
    files.ensure_folder(folder)
    new: list[str] = []
    there: list[str] = []
    for file, text in texts.items():
        is_new = files.put(folder, file, text.encode())
        (new if is_new else there).append(os.path.join(folder, file))
    return new, there
