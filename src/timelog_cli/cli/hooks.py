"""``hook …``, and the hooks of a command that has changed something."""

from __future__ import annotations

import os

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import printed_path
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.zones import iso
from timelog_cli.errors import NotFound, Refused
from timelog_cli.render.emit import json_text, say, warnings
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Column, Listing
from timelog_cli.render.result import Event, Outcome
from timelog_cli.render.shapes import event_shape
from timelog_cli.runtime import hook_process as process
from timelog_cli.runtime import hooks
from timelog_cli.runtime.world import hooks_path, settings_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Unpack

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import HookName, ListOptions
    from timelog_cli.runtime.hook_process import Ran
    from timelog_cli.runtime.hooks import Hook

app = Commands("hook", help="Run your own programs when something happens.")


def run_all(context: Context, events: Iterable[Event]) -> None:
    """Run the hooks of what happened, in order; what they say are messages.

    The database is closed before, so that nothing waits for a hook.
    """
    folder = hooks_path(context.world.env)
    found = [(event, hooks.find(folder, f"on-{event.name}")) for event in events]
    ready = [(hook, _told(context, event)) for event, hook in found if hook]
    env = _environment(context)
    context.let_go()
    for hook, told in ready:
        said, warned = _messages(hook, told, env)
        if not context.options.quiet:
            lines = [shown(said, lines=True)] if said else []
            say((*lines, *warnings(warned, color=context.color)), context.world.stderr)


def _told(context: Context, event: Event) -> bytes:
    data = event.data() if callable(event.data) else event.data
    at = iso(context.now, context.zone)
    shape = event_shape(event.name, context.line, context.user, at, data)
    return (json_text(shape) + "\n").encode("utf-8", "backslashreplace")


def _environment(context: Context) -> dict[str, str]:
    """The environment of the command, in which ``timelog`` uses the same database and user."""
    env = context.world.env
    return {
        **env,
        "TIMELOG_DB": os.path.abspath(context.path),
        "TIMELOG_CONFIG": os.path.abspath(settings_path(env)),
        "TIMELOG_USER": context.user,
    }


def _messages(hook: Hook, told: bytes, env: dict[str, str]) -> tuple[str, list[str]]:
    """What a hook said, and the warnings about it."""
    name = hook.name
    if hook.problem:
        return "", [f"did not run the hook {name}: {hooks.with_fix(hook.problem, hook.fix)}"]
    try:
        ran = _ran(hook, told, env)
    except OSError as error:
        return "", [f"cannot run the hook {name}: {process.why_not_started(error)}"]
    warned = [f"the hook {name} {failed}"] if (failed := process.how_it_failed(ran)) else []
    if ran.cut:
        warned.append(f"the output of the hook {name} was cut after {process.MOST_OUTPUT:,} bytes")
    return ran.said, warned


def _ran(hook: Hook, told: bytes, env: dict[str, str]) -> Ran:
    return process.run([hook.path], told, {**env, "TIMELOG_HOOK": hook.name})


def _folder(context: Context) -> str:
    """The folder of the hooks, whether it is there or not.

    :raises Refused: there is no place for one
    """
    found = hooks_path(context.world.env)
    if not found:
        raise Refused(
            "no folder for hooks: this user has no home folder",
            "to choose a place, set TIMELOG_CONFIG",
        )
    return os.path.abspath(found)


@app.command("list", reads=True)
def list_hooks(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List the hooks: when each runs, and whether it is ready.

    Examples:
        timelog hook list
        timelog hook list --json
    """
    folder = _folder(context)
    rows = [_row(folder, name) for name in hooks.HOOKS]
    columns = (
        Column("hook", "HOOK"),
        Column("after", "RUNS AFTER", shrink=True),
        Column("state", "STATE", show=lambda state: "" if state == "missing" else state),
    )
    warned = tuple(hooks.with_fix(row["problem"], row["fix"]) for row in rows if row["problem"])
    listing = Listing(rows, columns, "No hooks.", context.layout(layout), header("hook list"))
    return Outcome(listing=listing, warned=warned)


def _row(folder: str, name: str) -> dict[str, Any]:
    hook = hooks.find(folder, name)
    state = "missing" if hook is None else "unusable" if hook.problem else "ready"
    return {
        "hook": name,
        "after": hooks.HOOKS[name],
        "state": state,
        "path": os.path.join(folder, name),
        "problem": hook.problem if hook else None,
        "fix": hook.fix if hook else None,
    }


@app.command("path", reads=True)
def path(context: Context) -> Outcome:
    """Print the folder for hooks, even if it does not exist yet.

    Examples:
        timelog hook path
    """
    where = _folder(context)
    return printed_path(context, where, os.path.isdir(where))


@app.command("check", reads=True)
def check(context: Context) -> Outcome:
    """Check the hooks folder: unknown names, permissions, and what cannot run.

    Exits with code 1 if there is a problem.

    Examples:
        timelog hook check
    """
    folder = _folder(context)
    ready, problems = hooks.checked(folder)
    data = {"path": folder, "ok": not problems, "ready": ready, "problems": problems}
    text = "\n".join(f"problem: {shown(problem)}" for problem in problems)
    return Outcome(
        text=text or f"OK: {', '.join(ready) or 'no hooks'}", data=data, code=1 if problems else 0
    )


@app.command("example", reads=True)
def example(context: Context, hook: HookName) -> Outcome:
    """Print an example of the JSON that a hook gets on standard input.

    Examples:
        timelog hook example on-stop
    """
    data = _example(context, hook)
    return Outcome(text=json_text(data, indent=2), data=data)


@app.command("run", reads=True)
def run(context: Context, hook: HookName) -> Outcome:
    """Try a hook: run it with the JSON of hook example.

    What it prints goes to standard output.

    Examples:
        timelog hook run on-stop
    """
    found = hooks.find(_folder(context), hook)
    if found is None:
        raise NotFound(f"no hook {hook}", "to list hooks: timelog hook list")
    if found.problem:
        raise Refused(found.problem, found.fix)
    if context.world.env.get("TIMELOG_HOOK"):
        raise Refused("a hook cannot run hooks")
    told = (json_text(_example(context, hook)) + "\n").encode()
    try:
        ran = _ran(found, told, _environment(context))
    except OSError as error:
        raise Refused(f"cannot run the hook {hook}: {process.why_not_started(error)}") from error
    return _tried(hook, ran)


def _tried(hook: str, ran: Ran) -> Outcome:
    failed = process.how_it_failed(ran)
    cut = f"the output was cut after {process.MOST_OUTPUT:,} bytes"
    return Outcome(
        said=() if failed else (f"Ran {hook}.",),
        warned=(cut,) if ran.cut else (),
        text=shown(ran.said, lines=True),
        data={"hook": hook, "exit_code": ran.code, "output": ran.said},
        failed=Refused(f"the hook {hook} {failed}") if failed else None,
    )


def _example(context: Context, hook: str) -> dict[str, Any]:
    from timelog_cli.render.examples import COMMANDS, example_of

    event = hook.removeprefix("on-")
    zone = context.zone
    data, at = example_of(event, zone)
    return event_shape(event, COMMANDS[event], context.user, iso(at, zone), data)
