"""The mapping of an import as TOML: read, and written to be edited."""

from __future__ import annotations

import json
import tomllib

from timelog_cli.domain.imports import DATE_ORDERS, NameMap, Target
from timelog_cli.domain.logs import TYPES
from timelog_cli.domain.names import near_ones
from timelog_cli.domain.text import TAG_LIMIT, one_line, shown
from timelog_cli.domain.time.durations import write_duration
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from timelog_cli.domain.imports import Count

_TOP = ("timezone", "date_order", "columns", "default", "client", "project", "tag", "user")
_TEXTS = ("record", "type", "customer", "service", "owner")
_FLAGS = ("billable", "skip")
_FIELDS = (*_TEXTS, *_FLAGS, "tags")
_HEAD = """\
# The names of {label} and what they are here. Edit it, then import with --map and this file.
# A section can have:
#   record = "Website"      a reference, key or title; a new title creates a record
#   type = "case"           the type of a new record. Default: task
#   customer = "Acme"       its customer, who is created if there is none. Default: the client
#   service = "Consulting"  the service of a new record, whose time can be billed then
#   billable = true         billable, where the entry does not say; false: never billable
#   owner = "bob"           who worked. Default: the user there
#   tags = ["web", "call"]  further tags
#   skip = true             leaves its entries out
# [default] is for all entries. A project counts more than its client, a task more than its project,
# and a tag, as in [tag."acme"], most. [project."Website"] is for all clients,
# [client."Acme".project."Website"] for one.
"""
_OFFERED = {
    "tag": ("record", "log the time of a tag on a record"),
    "user": ("owner", "log the time of a user for somebody of another name"),
}


def read(text: str, what: str) -> NameMap:
    """The mapping of a text.

    :param what: the file, as messages name it
    :raises UsageError: no TOML, or what no mapping has
    """
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "it is nested too deeply"
        raise UsageError(
            f"{what} is not valid TOML: {shown(reason[:1].lower() + reason[1:])}",
            "correct the file, or write a new one: timelog import FILE --dry-run --map NEW",
        ) from None
    _check_keys(said, _TOP, what)
    clients = {"": said, **_table(said, "client")}
    projects, tasks = {}, {}
    for client, its in clients.items():
        inside = f"client.{client}.project" if client else "project"
        for project, one in _table(its, "project").items():
            projects[client, project] = _target(one, f"{inside}.{project}")
            for task, last in _table(one, "task").items():
                tasks[client, project, task] = _target(last, f"{inside}.{project}.task.{task}")
    projects = {name: one for name, one in projects.items() if one != Target()}
    columns = _table(said, "columns")
    for name, value in columns.items():
        _check_text(value, f"columns.{name}")
    return NameMap(
        _target(said.get("default", {}), "default"),
        _targets(said, "client"),
        projects,
        tasks,
        _targets(said, "tag"),
        _targets(said, "user"),
        timezone=_text(said, "timezone"),
        date_order=_date_order(said),
        columns=columns,
    )


def _targets(said: Mapping[str, Any], key: str) -> dict[str, Target]:
    found = {name: _target(one, f"{key}.{name}") for name, one in _table(said, key).items()}
    return {name: one for name, one in found.items() if one != Target()}


def _check_keys(table: Mapping[str, Any], known: tuple[str, ...], what: str) -> None:
    for key in table:
        if key not in known:
            near = near_ones(key, list(known), 1)
            hint = f"did you mean {near[0]}?" if near else f"use {', '.join(known)}"
            raise UsageError(f"{what} has the unknown key {shown(key[:60])!r}", hint)


def _table(said: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = said.get(key, {})
    if not isinstance(found, dict):
        raise UsageError(
            f"{shown(key[:60])} of the mapping is not a table", f'write it as [{key}."name"]'
        )
    return found


def _target(said: object, what: str) -> Target:
    what = f"[{shown(what[:100])}] of the mapping"
    if not isinstance(said, dict):
        raise UsageError(f"{what} is not a table", "write it as a table with record = and others")
    _check_keys(
        {key: one for key, one in said.items() if key not in {"project", "task"}}, _FIELDS, what
    )
    for key in _TEXTS:
        _check_text(said.get(key, ""), f"{key} in {what}")
    for key in _FLAGS:
        if not isinstance(said.get(key, False), bool):
            raise UsageError(f"{key} in {what} is not true or false", f"write {key} = true")
    if said.get("type", TYPES[0]) not in TYPES:
        raise UsageError(f"type in {what} is not a record type", f"use {', '.join(TYPES)}")
    tags = said.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise UsageError(f"tags in {what} is not a list of texts", 'write tags = ["web", "call"]')
    cleaned = tuple(one_line(tag, f"a tag in {what}", TAG_LIMIT) for tag in tags)
    return Target(**{**{key: said[key] for key in _FIELDS if key in said}, "tags": cleaned})


def _check_text(value: object, what: str) -> None:
    if not isinstance(value, str):
        raise UsageError(f"{what} is not text", "put it in quotation marks")


def _text(said: Mapping[str, Any], key: str) -> str | None:
    _check_text(said.get(key, ""), key)
    return said.get(key)


def _date_order(said: Mapping[str, Any]) -> str | None:
    order = _text(said, "date_order")
    if order is not None and order.lower() not in DATE_ORDERS:
        raise UsageError(
            f"date_order of the mapping is not an order of year, month and day: {shown(order)!r}",
            f"use one of {', '.join(DATE_ORDERS)}",
        )
    return order and order.upper()


def write(mapping: NameMap, label: str) -> str:
    """A mapping as text, in the order in which a reader looks for it."""
    top = [
        f"{key} = {_quoted(value)}\n"
        for key in ("timezone", "date_order")
        if (value := getattr(mapping, key))
    ]
    columns = [_section("columns", dict(mapping.columns))] if mapping.columns else []
    targets: dict[tuple[str, ...], Target] = {
        ("default",): mapping.default,
        **{("client", name): one for name, one in mapping.clients.items()},
        **{_project(*names): one for names, one in mapping.projects.items()},
        **{(*_project(*names[:2]), "task", names[2]): it for names, it in mapping.tasks.items()},
        **{("tag", name): one for name, one in mapping.tags.items()},
        **{("user", name): one for name, one in mapping.users.items()},
    }
    sections = [
        _section(".".join(map(_key, name)), _said(target))
        for name, target in targets.items()
        if target != Target()
    ]
    return "\n".join((_HEAD.format(label=label), *top, *columns, *sections))


def offers(kind: str, counts: Mapping[str, Count]) -> str:
    """Sections as comments, each with what it is about, to be made sections by an editor.

    :param kind: of the names, ``tag`` or ``user``
    """
    field, value = _OFFERED[kind]
    head = f"\n# To {value}, remove # from both lines of its {kind}.\n"
    return head + "".join(
        f"\n# [{kind}.{_quoted(name)}]  # {_counted(one)}\n# {field} = {_quoted(name)}\n"
        for name, one in counts.items()
    )


def _counted(count: Count) -> str:
    entries = "1 entry" if count.entries == 1 else f"{count.entries:,} entries"
    return f"{entries}, {write_duration(count.seconds)}"


def _project(client: str, project: str) -> tuple[str, ...]:
    return ("client", client, "project", project) if client else ("project", project)


def _said(target: Target) -> dict[str, Any]:
    return {
        name: list(value) if name == "tags" else value
        for name, value in target._asdict().items()
        if value not in (None, ())
    }


def _section(name: str, values: Mapping[str, Any]) -> str:
    lines = [f"{key} = {_written(value)}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *lines]) + "\n"


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    return _quoted(value)


def _key(text: str) -> str:
    return text if text in _TOP or text == "task" else _quoted(text)


def _quoted(text: str) -> str:
    """A text as TOML writes it between quotation marks; JSON escapes the same."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
