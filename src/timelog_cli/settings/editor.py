"""Changing the settings file: comments and order stay, and it is whole at every moment."""

from __future__ import annotations

import os
from contextlib import contextmanager
from stat import S_ISREG

from timelog_cli.errors import OutputError, Refused, TimelogError, UsageError
from timelog_cli.runtime import files
from timelog_cli.settings import (
    as_text,
    check_key,
    checked,
    parsed,
    read_text,
    renamed,
)
from timelog_cli.settings.keys import KEYS, RENAMED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from tomlkit import TOMLDocument

_HEAD = "# timelog settings. To change a setting, remove the # before it.\n"


def put(path: str, key: str, value: str) -> bool:
    """Write one setting; whether the file changed.

    :raises UsageError: the file is not TOML
    :raises OutputError: it cannot be written
    """
    return _change(path, lambda text: with_value(_without_old(text, key, path), key, value, path))


def drop(path: str, key: str) -> bool:
    """Take one setting out; whether it was there.

    :raises UsageError: the file is not TOML
    :raises OutputError: it cannot be written
    """
    return _change(path, lambda text: without(_without_old(text, key, path), key, path))


def _without_old(text: str, key: str, path: str) -> str:
    """The text without a setting under the name that it had before."""
    for old in (old for old, new in RENAMED.items() if new == key):
        text = without(text, old, path)
    return text


def edit(path: str, editor: Callable[[str], None]) -> bool:
    """Let the user change a copy of the file; whether it changed.

    :param editor: shows the user the file of a path, and comes back when it is done
    :raises UsageError: it could not be used so; the file is as it was
    """
    check_place(path)
    before = read_text(path)
    shown = before or template()
    copy = _private_copy(shown)
    try:
        editor(copy)
        after = read_text(copy)
        if after != shown:
            check(after, path)
            _change(path, lambda now: _unless_changed(before, now, after, path))
    except TimelogError as error:
        if _is_changed(copy, shown):
            message = f"{error.message}; your text is saved in {copy}"
            raise type(error)(message, error.hint) from error
        os.unlink(copy)
        raise
    os.unlink(copy)
    return after != shown


def _is_changed(copy: str, shown: str) -> bool:
    try:
        return read_text(copy) != shown
    except UsageError:
        return True


def with_value(text: str, key: str, value: str, path: str) -> str:
    """The text with a setting in its place, or in a new one."""
    import tomlkit

    before = parsed(text, path)
    document = _document(text, path)
    table: Any = document
    name = key
    if key not in document:  # as "timer.on_start" in quotation marks it would be
        *parents, name = key.split(".")
        for parent in parents:
            if parent not in table:
                table[parent] = tomlkit.table()
            table = table[parent]
            if not hasattr(table, "value") or not isinstance(table, dict):
                raise UsageError(
                    f"cannot set {key}: {parent} in {path} is not a table",
                    "timelog config edit",
                )
    if name in table and str(table[name]) == value:
        return text
    table[name] = tomlkit.string(value, multiline="\n" in value)
    return _verified(tomlkit.dumps(document), {**before, key: value}, path)


def without(text: str, key: str, path: str) -> str:
    """The text without a setting; a table that holds nothing else goes with it."""
    values = parsed(text, path)
    if values.pop(key, None) is None:
        return text
    import tomlkit

    document = _document(text, path)
    table: Any = document
    name = key
    if key not in document:
        *parents, name = key.split(".")
        for parent in parents:
            table = table[parent]
    del table[name]
    if table is not document and not table and "#" not in table.as_string():
        del document[key.partition(".")[0]]
    return _verified(tomlkit.dumps(document).lstrip("\n"), values, path)


def _document(text: str, path: str) -> TOMLDocument:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(text.removeprefix("\ufeff"))
    except (TOMLKitError, ValueError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}", "timelog config edit") from error


def _verified(text: str, values: dict[str, Any], path: str) -> str:
    """The text, if it says what it should; a file is never made worse."""
    if parsed(text, path) != values:
        raise Refused(
            f"cannot change {path} without damaging its other content", "timelog config edit"
        )
    return text


def check(text: str, path: str) -> None:
    """Refuse a text that has a setting that cannot be used.

    :raises UsageError: naming its line
    """
    values = parsed(text, path)
    renamed(values, path)
    for name, value in values.items():
        key = RENAMED.get(name, name)
        try:
            check_key(key)
            checked(key, as_text(key, value, path))
        except UsageError as error:
            number = line_of(text, name)
            where = f"line {number}: " if number else ""
            raise UsageError(f"{where}{error.message}", error.hint) from error


def line_of(text: str, key: str) -> int | None:
    """The number of the line that a setting stands in."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        name, equals, _ = line.partition("=")
        if equals and _plain(table + name) == key:
            return number
        if line.strip().startswith("["):
            table = line.partition("#")[0].strip().strip("[]") + "."
            if _plain(table).startswith(key + "."):
                return number
    return None


def _plain(key: str) -> str:
    return "".join(char for char in key if char not in "\"' \t")


def template() -> str:
    """A file in which every setting is there to be filled in."""
    lines = [_HEAD]
    for key, setting in KEYS.items():
        takes = f" One of {', '.join(setting.choices)}." if setting.choices else ""
        lines.append(f'# {setting.help}{takes}\n# {key} = "{setting.default or ""}"\n')
    return "\n".join(lines)


def _private_copy(text: str) -> str:
    from tempfile import mkstemp

    try:
        handle, name = mkstemp(prefix="timelog-", suffix=".toml")
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(f"cannot make a copy to edit: {_reason(error)}") from error
    return name


def _unless_changed(before: str, now: str, after: str, path: str) -> str:
    if now != before:
        raise Refused(f"{path} was changed by another program in the meantime")
    return after


def check_place(path: str) -> None:
    """Refuse to look for a file where there is no place for one.

    :raises OutputError: the user has no home folder
    """
    if not path:
        raise OutputError(
            "cannot find a place for the settings: this user has no home folder",
            "to choose the file, set TIMELOG_CONFIG",
        )


def _change(path: str, change: Callable[[str], str]) -> bool:
    check_place(path)
    real = os.path.realpath(path)
    try:
        _check_file(real)
        folder = os.path.dirname(real)
        files.make_folders(folder)
        with _held(folder):
            before = read_text(real)
            after = change(before)
            if after != before:
                _write(real, folder, after)
        return after != before
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}") from error


def _check_file(real: str) -> None:
    """To replace a device, such as /dev/null, by a file would be a disaster."""
    try:
        mode = os.stat(real).st_mode
    except FileNotFoundError:
        return
    if not S_ISREG(mode):
        raise OutputError(f"{real} is not a regular file", "set TIMELOG_CONFIG to another file")


@contextmanager
def _held(folder: str) -> Iterator[None]:
    """Hold the folder, so that of two changes at once none is lost."""
    from fcntl import LOCK_EX, flock

    handle = os.open(folder, os.O_RDONLY)
    try:
        flock(handle, LOCK_EX)
        yield
        os.fsync(handle)  # the name of the new file, too, is to be on the disk
    finally:
        os.close(handle)


def _write(real: str, folder: str, text: str) -> None:
    part = os.path.join(folder, f".timelog-{os.getpid()}-{os.urandom(4).hex()}.part")
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        files.keep(part, real)
        os.replace(part, real)
    except BaseException:
        os.unlink(part)
        raise


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
