"""``prompt``: the timer for shell prompts and bars."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.domain.text import shown, shown_json
from timelog_cli.errors import UsageError
from timelog_cli.render.prompt import ICONS, line, short
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.prompt import (
    PromptOptions,
    details,
    forgotten,
    look,
    prompt_options,
    worked,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set
    from typing import Annotated, Any

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import one_of

app = Commands()

PRESETS = ("starship", "tmux", "waybar", "i3status-rust", "polybar")
# Each of the second is looked up only where the format has it.
_PLAIN_FIELDS = ("icon", "state", "ref", "title", "elapsed", "elapsed_seconds")
_LATE_FIELDS = ("today", "today_seconds", "since", "note", "customer", "tags", "worth")
FIELDS = (*_PLAIN_FIELDS, *_LATE_FIELDS)
_WHEN_IDLE = ("today", "today_seconds")
_CODES = {"running": 0, "idle": 1, "paused": 2}


@app.command("prompt", reads=True)
def prompt(
    context: Context,
    *,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Format of the line. Fields: {icon} {state} {ref} {title} {note} {customer}"
            " {tags} {since} {elapsed} {elapsed_seconds} {today} {today_seconds} {worth}.",
        ),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(
            metavar="BAR",
            help="Output format for a status bar or prompt.",
            callback=one_of(PRESETS),
        ),
    ] = None,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code",
            help="Exit with 0 if running, 1 if idle, 2 if paused, and more than 2 on an error.",
        ),
    ] = False,
) -> Outcome:
    """Print the timer on one line; nothing when idle.

    Examples:
        timelog prompt
        timelog prompt --format '{icon} {ref} {elapsed} ({today} today)'
        timelog prompt --format '{ref} {note}, {worth} since {since}'
        timelog prompt --preset waybar
    """
    context.options.code_tells_state = exit_code
    if format is not None and preset is not None:
        raise UsageError("--format cannot be used with --preset", "use only one of them")
    late = {field for field in _LATE_FIELDS if "{" + field + "}" in (format or "")}
    values = _values(context, late)
    context.renew_prompt_cache()
    text = _text(values, format, preset)
    code = _CODES[str(values["state"])] if exit_code else 0
    # polybar leaves the last line that was printed until there is another.
    raw = b"\n" if preset == "polybar" and not text else None
    return Outcome(text=text, raw=raw, data=values, code=code)


def _values(context: Context, late: Set[str]) -> dict[str, Any]:
    options = prompt_options(context.world.env)
    options.path = context.path
    options.user = context.user
    found = look(options)
    now = context.now
    state = "idle" if found is None else "paused" if found.running_since is None else "running"
    elapsed = 0 if found is None else found.elapsed(now)
    values = {
        "state": state,
        "icon": ICONS[state],
        "ref": found.ref if found else "",
        "title": shown(found.title) if found else "",
        "elapsed": short(elapsed) if found else "",
        "elapsed_seconds": elapsed,
        **dict.fromkeys((*_LATE_FIELDS, "currency")),
        "forgotten": found is not None and forgotten(found, now, options.warn_after),
    }
    return values | _late(context, options, late) if late else values


def _late(context: Context, options: PromptOptions, wanted: Set[str]) -> dict[str, Any]:
    """The wanted ones of the fields that are looked up where a format has them."""
    found: dict[str, Any] = {}
    if not wanted.isdisjoint(_WHEN_IDLE):
        seconds = worked(options, context.today, context.now)
        found |= {"today": short(seconds), "today_seconds": seconds}
    if not wanted.isdisjoint(("since", "note", "customer", "tags")):
        found |= _details(context, options)
    found = {field: value for field, value in found.items() if field in wanted}
    return found | _worth(context) if "worth" in wanted else found


def _details(context: Context, options: PromptOptions) -> dict[str, Any]:
    timer = details(options)
    if timer is None:
        return {"since": "", "note": "", "customer": "", "tags": []}
    from timelog_cli.render.plain.timers import moment

    since, note, customer, tags = timer
    return {
        "since": moment(since, context.now, context.zone),
        "note": shown(" ".join(note.split("\n"))),
        "customer": shown(customer),
        "tags": [shown(tag) for tag in tags],
    }


def _worth(context: Context) -> dict[str, Any]:
    """The amount of the timer as the next invoice would bill it, and its currency."""
    import os

    from timelog_cli.usecases.timers import mine

    timers = mine(context.work) if os.path.exists(context.path) else []
    if not timers:
        return {"worth": "", "currency": None}
    from timelog_cli.cli.billing import issued_today
    from timelog_cli.usecases.billing.unbilled import of_timer

    left = of_timer(context.work, timers[0], *issued_today(context))
    if left is None or left.net is None or left.record.price is None:
        return {"worth": "", "currency": None}
    return {"worth": f"{left.net:f}", "currency": left.record.price.currency}


def _text(values: dict[str, Any], format: str | None, preset: str | None) -> str:
    plain = _line(values)
    if format is not None:
        filled = _filled(format, values)
        always = any("{" + field + "}" in format for field in _WHEN_IDLE)
        return filled if values["state"] != "idle" or always else ""
    if preset == "waybar":
        tooltip = _escaped(values["title"])
        return _json({"text": plain, "tooltip": tooltip, "class": values["state"], "percentage": 0})
    if preset == "i3status-rust":
        looks = {"running": "Good", "paused": "Warning", "idle": "Idle"}
        if values["forgotten"]:
            looks["running"] = "Critical"
        return _json(
            {
                "icon": "",
                "state": looks[values["state"]],
                "text": plain,
                "short_text": f"{values['icon']} {values['elapsed']}".strip(),
            }
        )
    return plain


def _escaped(title: str) -> str:
    """For waybar, which reads markup."""
    return title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _line(values: dict[str, Any]) -> str:
    if values["state"] == "idle":
        return ""
    running = values["state"] == "running"
    return line(values["ref"], running, values["elapsed_seconds"], values["forgotten"])


def _filled(format: str, values: dict[str, Any]) -> str:
    """The fields put in; braces around anything else are refused, not evaluated.

    A brace is written as two, as for ``str.format``, whose parser costs as much as all the rest.
    """
    parts, rest = [], format
    while rest:
        text, brace, rest = _cut(rest)
        parts.append(text)
        if not brace:
            break
        if rest.startswith(brace):
            parts.append(brace)
            rest = rest[1:]
            continue
        field, closed, rest = rest.partition("}")
        if brace == "}" or not closed or field not in FIELDS:
            wrong = "unmatched }" if brace == "}" else "{" + field + closed
            raise UsageError(
                f"invalid --format {format[:60]!r}: {shown(wrong[:60])}",
                "use the fields " + " ".join("{" + name + "}" for name in FIELDS),
            )
        parts.append(_field(field, values))
    return shown("".join(parts))


def _field(field: str, values: dict[str, Any]) -> str:
    value = values[field]
    if field == "tags":
        return ", ".join(value)
    return f"{value} {values['currency']}" if field == "worth" and value else str(value)


def _cut(text: str) -> tuple[str, str, str]:
    """What stands before the first brace, the brace, and what stands behind it."""
    places = [place for place in (text.find("{"), text.find("}")) if place >= 0]
    if not places:
        return text, "", ""
    first = min(places)
    return text[:first], text[first], text[first + 1 :]


def _json(values: dict[str, Any]) -> str:
    import json

    return shown_json(json.dumps(values, ensure_ascii=False))
