"""The settings: one TOML file, read only when it is there. Option > environment > file > default.

A setting that cannot be used is refused by name when the file is read or changed, never ignored.
"""

from __future__ import annotations

import os
from stat import S_ISFIFO

from timelog_cli.errors import UsageError
from timelog_cli.settings.keys import KEYS, RENAMED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any


_LONGEST = 1_000_000
_YES, _NO = frozenset({"yes", "true", "on", "1"}), frozenset({"no", "false", "off", "0"})


class Settings:
    """The values of the file by dotted key, each checked when it is asked for."""

    def __init__(self, values: Mapping[str, str], path: str) -> None:
        self._values = values
        self.path = path

    def __getitem__(self, key: str) -> str | None:
        value = self._values.get(key)
        return KEYS[key].default if value is None else checked(key, value, self.path)

    def text(self, key: str) -> str:
        """A setting that always has a value."""
        return self[key] or ""

    def is_set(self, key: str) -> bool:
        """Whether the file has the key."""
        return key in self._values


def checked(key: str, value: str, path: str | None = None) -> str:
    """The value if the setting takes it.

    :param path: the file it comes from, if it comes from one
    :raises UsageError: naming the key, the file and what it takes
    """
    setting = KEYS[key]
    try:
        if setting.kind == "choice":
            return _choice(setting.choices, value)
        return _check_of(setting.kind)(value)
    except UsageError as error:
        raise named_error(error, key, path) from error


def named_error(error: UsageError, key: str, path: str | None) -> UsageError:
    """The error with the setting that it is about."""
    where = f"{key} in {path}" if path else key
    hint = error.hint or f"timelog config set {key} VALUE"
    why = getattr(error, "why", error.message)  # "invalid" is said once
    return UsageError(f"invalid setting {where}: {why}", hint)


def _check_of(kind: str) -> Callable[[str], str]:
    if kind in _CHECKS:
        return _CHECKS[kind]
    from timelog_cli.settings.checks import CHECKS

    return CHECKS[kind]


# What people call a setting, and its name.
_MEANT = {
    **dict.fromkeys(("zip", "zip_code", "postal_code", "plz", "cap"), "postcode"),
    **dict.fromkeys(("tel", "telephone", "mobile"), "phone"),
    **dict.fromkeys(("vat", "vat_number", "vat_no"), "vat_id"),
    **dict.fromkeys(("tax_id", "tax_no"), "tax_number"),
    **dict.fromkeys(("town", "place"), "city"),
    **dict.fromkeys(("mail", "e_mail"), "email"),
    **dict.fromkeys(("province", "state"), "region"),
    **dict.fromkeys(("swift", "bic_code"), "bic"),
    **dict.fromkeys(("account", "bank_account"), "iban"),
}


def check_key(key: str, path: str | None = None) -> None:
    """Refuse a key that does not exist, with near ones named.

    :raises UsageError: there is no such setting
    """
    if key in KEYS:
        return
    group, dot, name = key.rpartition(".")
    meant = f"{group}{dot}{_MEANT.get(name, name)}"
    near = [meant] if meant in KEYS else _near_keys(group + dot, name)
    hint = f"did you mean {' or '.join(near)}?" if near else "timelog config list"
    where = f" ({path})" if path else ""
    raise UsageError(f"unknown setting {key[:60]!r}{where}", hint)


def _near_keys(group: str, name: str) -> list[str]:
    """The keys that a misspelt one may mean: of its group, if there is such a group."""
    from timelog_cli.domain.names import near_words

    names = [key.removeprefix(group) for key in KEYS if key.startswith(group)] if group else []
    if not names:
        return near_words(group + name, list(KEYS))
    return [group + near for near in near_words(name, names)]


def _owner(value: str) -> str:
    from timelog_cli.domain.text import one_line

    return one_line(value, "the name", 100)


def _text(value: str) -> str:
    from timelog_cli.domain.text import one_line

    return one_line(value, "the text")


def _lines(value: str) -> str:
    from timelog_cli.domain.text import many_lines

    return many_lines(value, "the text", 2000)


def _choice(choices: Sequence[str], value: str) -> str:
    for choice in choices:
        if choice.lower() == value.strip().lower():
            return choice
    raise UsageError(f"{value!r} is not one of {', '.join(choices)}")


def _flag(value: str) -> str:
    word = value.strip().lower()
    if word in _YES | _NO:
        return "yes" if word in _YES else "no"
    raise UsageError(f"{value[:40]!r} is not yes or no")


def _zone(value: str) -> str:
    from timelog_cli.domain.time.zones import check_zone

    name = value.strip()
    check_zone(name)
    return name


def _clock(value: str) -> str:
    from timelog_cli.domain.time.clock import read_time_of_day

    if read_time_of_day(value) > 12 * 3600:
        raise UsageError(
            f"a day cannot start at {value}", "give a time from 00:00 to 12:00, such as 04:00"
        )
    return value.strip()


def _duration(value: str) -> str:
    from timelog_cli.domain.time.durations import read_duration

    read_duration(value)
    return value.strip()


_CHECKS = {
    "owner": _owner,
    "text": _text,
    **dict.fromkeys(("vat_id", "legal_scheme", "electronic_scheme", "iban", "bic", "logo"), _text),
    "lines": _lines,
    "flag": _flag,
    "zone": _zone,
    "clock": _clock,
    "duration": _duration,
}


def read_settings(path: str) -> Settings:
    """The settings of the file; none when there is no file.

    :raises UsageError: not TOML, a key that does not exist, or a value that is no text
    """
    text = read_text(path)
    if not text:
        return Settings({}, path)
    values = renamed(parsed(text, path), path)
    for key in values:
        check_key(key, path)
    return Settings({key: as_text(key, value, path) for key, value in values.items()}, path)


def read_text(path: str) -> str:
    """What is in the file; nothing when there is no file.

    :raises UsageError: it cannot be read, or is no text
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if S_ISFIFO(os.fstat(file.fileno()).st_mode):
                raise UsageError(
                    f"cannot read the settings: {path} is a pipe",
                    "to choose another file, set TIMELOG_CONFIG",
                )
            content = file.read(_LONGEST + 1)
            if len(content) > _LONGEST:
                raise UsageError(f"{path} is larger than 1 MB, so it is not a settings file")
            return content.decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise UsageError(
            f"cannot read the settings in {path}: {(error.strerror or '').lower()}",
            "set TIMELOG_CONFIG to another file",
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: it is not UTF-8") from error


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def parsed(text: str, path: str) -> dict[str, Any]:
    """The values of the file by dotted key, whatever they are.

    :raises UsageError: it is not TOML
    """
    from timelog_cli.settings.toml import any_values, plain_values

    text = text.removeprefix("\ufeff")
    plain = plain_values(text)
    if plain is not None and not any(key.partition(".")[0] in KEYS for key in plain if "." in key):
        return plain
    return any_values(text, path, KEYS)


def renamed(values: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The values of the file under the names that the settings have now.

    :raises UsageError: a setting is there under both names
    """
    for old in values.keys() & RENAMED.keys():
        if RENAMED[old] in values:
            raise UsageError(
                f"{old} and {RENAMED[old]} in {path} are the same setting", "timelog config edit"
            )
    return {RENAMED.get(key, key): value for key, value in values.items()}


def as_text(key: str, value: Any, path: str) -> str:
    """A value of the file as text: numbers and times of day are taken as they are written.

    :raises UsageError: it is a list, a table, a date, or true or false
    """
    plain = type(value).__name__
    flag = plain == "bool" and KEYS[key].kind == "flag"
    if flag or plain in {"str", "int", "float", "time"}:
        return str(value)
    found = {"list": "a list", "dict": "a table", "bool": "true or false"}.get(plain, "a date")
    raise UsageError(
        f"the setting {key} in {path} must be text, not {found}",
        f'put the value in quotation marks: {key} = "…"',
    )
