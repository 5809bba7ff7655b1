"""A backup of everything: the database, the settings and the templates, in one folder.

A restore writes to the places of this user only, whatever the folder says: the database that was
chosen, the settings file, and the folder of templates beside it.
"""

from __future__ import annotations

import os

from timelog_cli.errors import NotFound, OutputError, PartialFailure, Refused
from timelog_cli.runtime import files
from timelog_cli.settings import editor, read_text
from timelog_cli.usecases import database
from timelog_cli.usecases.billing import templates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.maintenance.copies import DatabaseInfo, Progress

_DATABASE, _SETTINGS, _TEMPLATES = "timelog.db", "config.toml", "templates"
_PRIVATE = 0o600


def target(path: str, named: str | None, stamp: str) -> str:
    """Where the folder goes: beside the database, in a folder that is there, or as named.

    :raises Refused: something has that name
    """
    found = database.backup_target(path, named, stamp)
    found = found if found == named else found.removesuffix(".db")
    if os.path.lexists(found):
        raise Refused(f"{found} already exists", "choose another folder")
    return found


def backup(
    path: str,
    folder: str,
    settings: str,
    template_folder: str,
    *,
    busy_seconds: float,
    report: Progress | None = None,
) -> tuple[DatabaseInfo, list[str]]:
    """Make the folder, there when it is complete; the paths of its settings and templates.

    :raises OutputError: it cannot be made
    """
    texts = _texts(settings, template_folder)
    part, parents = f"{folder}.{os.getpid()}.part", []
    database.check_exists(path)
    try:
        parents = files.make_folders(os.path.dirname(os.path.abspath(folder)))
        os.mkdir(part, 0o700)
        files.keep(part, path, mode=False)
        copy = os.path.join(part, _DATABASE)
        made = database.backup(path, copy, replace=False, busy_seconds=busy_seconds, report=report)
        for name, text in texts.items():
            _put(os.path.join(part, name), text)
        os.rename(part, folder)
        files.sync(os.path.dirname(os.path.abspath(folder)))
    except BaseException as error:
        _discard(part, parents)
        if isinstance(error, OSError):
            raise files.cannot_write(folder, error) from error
        raise
    return made._replace(path=folder), [os.path.join(folder, name) for name in texts]


def _discard(part: str, parents: list[str]) -> None:
    """Take away what is left of an unfinished backup, and the folders that were made for it."""
    from shutil import rmtree

    rmtree(part, ignore_errors=True)
    for folder in parents:
        os.rmdir(folder)


def _texts(settings: str, template_folder: str) -> dict[str, str]:
    """What goes beside the database, by its path in the folder."""
    found = {_SETTINGS: read_text(settings)} if settings else {}
    texts = {f"{_TEMPLATES}/{name}": text for name, text in templates.own_texts(template_folder)}
    return {name: text for name, text in {**found, **texts}.items() if text}


def _put(path: str, text: str) -> None:
    folder, name = os.path.split(path)
    files.make_folders(folder)
    files.put(folder, name, text.encode(), mode=_PRIVATE)


class WholeBackup:
    """What a folder holds, each file read before anything is written.

    :raises NotFound: there is no database in it
    :raises UsageError: its settings cannot be used
    """

    def __init__(self, folder: str, settings: str) -> None:
        self.file = os.path.join(folder, _DATABASE)
        if not os.path.isfile(self.file):
            raise NotFound(
                f"no backup in {folder}: it has no {_DATABASE}", "timelog db backup --all"
            )
        editor.check_place(settings)
        there = os.path.join(folder, _SETTINGS)
        text = read_text(there)
        editor.check(text, there)
        beside = os.path.join(os.path.dirname(settings), _TEMPLATES)
        found = templates.own_texts(os.path.join(folder, _TEMPLATES))
        self._texts = {settings: text} if text else {}
        self._texts.update({os.path.join(beside, name): text for name, text in found})
        self.replaced = [path for path, text in self._texts.items() if _is_other(path, text)]

    def restore(self, stamp: str) -> list[str]:
        """Put settings and templates in their places; a copy of what was there is kept beside.

        :raises PartialFailure: one of them cannot be written; the database has been restored
        """
        try:
            return [path for path, text in self._texts.items() if _put_back(path, text, stamp)]
        except (OutputError, OSError) as error:
            raise PartialFailure(
                f"restored the database, but not all settings and templates: {error}",
                "to try again, run the command again",
            ) from error


def _is_other(path: str, text: str) -> bool:
    return os.path.lexists(path) and _content(path) != text.encode()


def _content(path: str) -> bytes:
    if not os.path.isfile(path):
        raise OutputError(f"{path} is not a file", "move it away")
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise OutputError(
            f"cannot read {path}: {(error.strerror or str(error)).lower()}"
        ) from error


def _put_back(path: str, text: str, stamp: str) -> bool:
    if _is_other(path, text):
        folder, name = os.path.split(os.path.realpath(path))
        files.put(folder, f"{name}.before-restore-{stamp}", _content(path), mode=_PRIVATE)
    files.make_folders(os.path.dirname(path))
    return files.replace(path, text.encode(), mode=_PRIVATE)
