"""``config …``"""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import printed_path
from timelog_cli.cli.editor import run_editor
from timelog_cli.domain.text import shown
from timelog_cli.errors import Refused, TimelogError, UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Column, Listing
from timelog_cli.render.result import Outcome
from timelog_cli.runtime.world import expanded, settings_path, system_zone
from timelog_cli.settings import (
    as_text,
    check_key,
    checked,
    editor,
    parsed,
    read_text,
    renamed,
)
from timelog_cli.settings.keys import KEYS, RENAMED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import Force, Key, ListOptions

app = Commands("config", help="View and change settings.")

_SHAPE = ("key", "value", "source", "help")


@app.command("list", reads=True)
def list_settings(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List all settings with their value, source and description.

    Examples:
        timelog config list
        timelog config list --json
    """
    path = settings_path(context.world.env)
    values = _read(path)
    rows = [_row(context, key, values, path) for key in KEYS]
    columns = (
        Column("key", "KEY"),
        Column("value", "VALUE", shrink=True),
        Column("source", "SOURCE"),
        Column("help", "HELP", shrink=True),
    )
    warned = tuple(wrong for key in values if (wrong := _wrong(key, values[key], path)))
    shown = context.layout(layout)
    listing = Listing(rows, columns, "No settings.", shown, header("config list"))
    return Outcome(listing=listing, warned=warned)


@app.command("get", reads=True)
def get(context: Context, key: Key) -> Outcome:
    """Print the value of a setting.

    Prints nothing if it has no value and no default.

    Examples:
        timelog config get timezone
        timelog config get user --json
    """
    key, warned = _known(key)
    path = settings_path(context.world.env)
    values = _read(path)
    import os

    row = _row(context, key, values, path)
    if row["source"] == "file":
        row["value"] = checked(key, as_text(key, values[key], path), path)
    value = row["value"] or ""
    if context.world.stdout.isatty():
        return Outcome(text=shown(value, lines=True), warned=warned, data=row)
    return Outcome(raw=os.fsencode(value + "\n") if value else b"", warned=warned, data=row)


@app.command("set")
def set_setting(
    context: Context,
    key: Key,
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help="The new value. In seller.address, \\n starts a new line.",
            autocompletion=complete.setting,
        ),
    ],
    *,
    force: Force = False,
) -> Outcome:
    r"""Set a value in the settings file. Keeps comments and order.

    Examples:
        timelog config set timezone Europe/Rome
        timelog config set seller.address "Via Roma 1\n00184 Roma"
    """
    key, warned = _known(key)
    if KEYS[key].kind == "lines":
        value = value.replace("\\n", "\n")
    if KEYS[key].kind == "logo":
        value = _whole_path(context, value)
    from timelog_cli.settings.entering import PAIR, check_seller, entered

    value = entered(key, value, force=force)
    _check_logo(key, value)
    path = settings_path(context.world.env)
    if key in PAIR and not force:
        check_seller(_read(path) | {key: value})
    changed = editor.put(path, key, value)
    written = value.replace("\n", ", ")
    said = f"Set {key} to {written}" if changed else f"{key} is already {written}"
    return _outcome(context, key, path, said, warned)


def _check_logo(key: str, path: str) -> None:
    """Refuse a logo that cannot be drawn.

    :raises Refused: naming why
    """
    if KEYS[key].kind == "logo":
        from timelog_cli.render.documents.pdf import check_picture
        from timelog_cli.runtime.pictures import logo_of

        check_picture(logo_of(path))


def _whole_path(context: Context, path: str) -> str:
    import os

    return os.path.abspath(expanded(path.strip(), context.world.env))


def _placed(context: Context, key: str, value: str, path: str) -> str:
    """A value of the file; a logo from its folder."""
    import os

    if key not in KEYS or KEYS[key].kind != "logo":
        return value
    return os.path.join(os.path.dirname(path), expanded(value, context.world.env))


@app.command("unset")
def unset(context: Context, key: Key) -> Outcome:
    """Remove a setting from the settings file, which restores its default.

    Examples:
        timelog config unset timezone
    """
    path = settings_path(context.world.env)
    warned: tuple[str, ...] = ()
    key = key.strip()
    if key in RENAMED or key not in _read(path):
        key, warned = _known(key)
    if not editor.drop(path, key):
        return _outcome(context, key, path, f"{key} is not set.", warned)
    return _outcome(context, key, path, f"Unset {key}.", warned)


@app.command("path", reads=True)
def path(context: Context) -> Outcome:
    """Print the path of the settings file, even if it does not exist yet.

    Examples:
        timelog config path
    """
    import os

    found = settings_path(context.world.env)
    editor.check_place(found)
    where = os.path.abspath(found)
    return printed_path(context, where, os.path.exists(where))


@app.command("edit")
def edit(context: Context) -> Outcome:
    """Edit the settings file in $VISUAL or $EDITOR.

    Nothing is saved if a setting is invalid. A number of the seller that looks wrong is saved
    with a warning.

    Examples:
        timelog config edit
        EDITOR=nano timelog config edit
    """
    path = settings_path(context.world.env)
    changed = editor.edit(
        path, lambda copy: run_editor(context, copy, "timelog config set KEY VALUE")
    )
    context.renew_prompt_cache()
    said = f"Saved the settings in {path}" if changed else "Nothing changed."
    values = _read(path) if changed else {}
    found = ((key, _placed(context, key, str(value), path)) for key, value in values.items())
    wrong = [_doubtful(key, value) for key, value in found]
    warned = tuple(filter(None, [*wrong, _doubtful_seller(values)]))
    return Outcome(said=(said,), warned=warned, data={"path": path, "changed": changed})


def _read(path: str) -> dict[str, Any]:
    return renamed(parsed(read_text(path), path), path)


def _known(key: str) -> tuple[str, tuple[str, ...]]:
    """The key, in any letter case, and a warning where it has another name now."""
    typed = key.strip().lower()
    found = RENAMED.get(typed, typed)
    check_key(found)
    return found, () if found == typed else (f"{typed} is now called {found}",)


def _row(context: Context, key: str, values: dict[str, Any], path: str) -> dict[str, Any]:
    value, source = _value(context, key, values, path)
    return {"key": key, "value": value, "source": source, "help": KEYS[key].help}


def _value(
    context: Context, key: str, values: dict[str, Any], path: str
) -> tuple[str | None, str | None]:
    """What counts, and where it comes from."""
    env = context.world.env
    if key == "user" and context.options.user:
        return context.options.user, "option"
    if key == "user" and env.get("TIMELOG_USER"):
        return env["TIMELOG_USER"], "environment"
    if key in values:
        return _raw(key, values[key], path), "file"
    if key == "user":
        return context.login, "system"
    if key == "timezone":
        return system_zone(env), "environment" if env.get("TZ") else "system"
    default = KEYS[key].default
    return default, None if default is None else "default"


def _raw(key: str, value: object, path: str) -> str:
    """A value of the file as it stands there, whether it can be used or not."""
    try:
        return as_text(key, value, path)
    except UsageError:
        return str(value)


def _wrong(key: str, value: object, path: str) -> str | None:
    try:
        check_key(key, path)
        checked(key, as_text(key, value, path), path)
    except TimelogError as error:
        return f"{error.message}; {error.hint}" if error.hint else error.message
    return None


def _doubtful(key: str, value: str) -> str | None:
    """What is wrong with what ``config set`` would refuse, or keep with --force only."""
    from timelog_cli.settings.entering import entered

    try:
        entered(key, value)
        _check_logo(key, value)
    except (UsageError, Refused) as error:
        return error.message
    return None


def _doubtful_seller(values: dict[str, Any]) -> str | None:
    """What is wrong with settings of the seller that belong together."""
    from timelog_cli.settings.entering import check_seller

    try:
        check_seller(values)
    except UsageError as error:
        return error.message
    return None


def _outcome(
    context: Context, key: str, path: str, said: str, warned: tuple[str, ...] = ()
) -> Outcome:
    """What a change made of a setting, with a warning where something else comes before it."""
    context.renew_prompt_cache()
    if key not in KEYS:
        return Outcome(said=(said,), warned=warned, data=dict.fromkeys(_SHAPE) | {"key": key})
    row = _row(context, key, _read(path), path)
    if key == "user" and row["source"] == "environment":
        warned += (f"TIMELOG_USER is set to {row['value']} and overrides the settings file",)
    return Outcome(said=(said,), warned=warned, data=row)
