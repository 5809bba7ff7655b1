"""``prompt``: the timer for shell prompts and bars."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.domain.text import shown, shown_json
from timelog_cli.errors import UsageError
from timelog_cli.render.prompt import ICONS, line, short
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.prompt import PromptOptions, forgotten, look, prompt_options, worked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import one_of

app = Commands()

PRESETS = ("starship", "tmux", "waybar", "i3status-rust", "polybar")
FIELDS = ("icon", "state", "ref", "title", "elapsed", "elapsed_seconds", "today")
_CODES = {"running": 0, "idle": 1, "paused": 2}


@app.command("prompt", reads=True)
def prompt(
    context: Context,
    *,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="TEXT",
            help="Format of the line. Fields: {icon} {state} {ref} {title} {elapsed}"
            " {elapsed_seconds} {today}.",
        ),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(
            "--preset",
            metavar="BAR",
            help="Output format for a status bar or prompt.",
            callback=one_of(PRESETS),
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 0 if running, 1 if idle, 2 if paused.")
    ] = False,
) -> Outcome:
    """Print the timer on one line; nothing when idle.

    Examples:
        timelog prompt
        timelog prompt --format '{icon} {ref} {elapsed} ({today} today)'
        timelog prompt --preset waybar
    """
    if format is not None and preset is not None:
        raise UsageError("--format cannot be used with --preset", "use only one of them")
    values = _values(context, today=preset is None and "{today}" in (format or ""))
    context.renew_prompt_cache()
    text = _text(values, format, preset)
    code = _CODES[str(values["state"])] if exit_code else 0
    # polybar leaves the last line that was printed until there is another.
    raw = b"\n" if preset == "polybar" and not text else None
    return Outcome(text=text, raw=raw, data=values, code=code)


def _values(context: Context, *, today: bool) -> dict[str, Any]:
    options = prompt_options(context.world.env)
    options.path = context.path
    options.user = context.user
    found = look(options)
    now = context.now
    state = "idle" if found is None else "paused" if found.running_since is None else "running"
    elapsed = 0 if found is None else found.elapsed(now)
    return {
        "state": state,
        "icon": ICONS[state],
        "ref": found.ref if found else "",
        "title": shown(found.title) if found else "",
        "elapsed": short(elapsed) if found else "",
        "elapsed_seconds": elapsed,
        "today": _today(context, options) if today else None,
        "forgotten": found is not None and forgotten(found, now, options.warn_after),
    }


def _today(context: Context, options: PromptOptions) -> str:
    from timelog_cli.domain.time.zones import day_of, start_of_day

    day = day_of(context.now, context.zone, context.day_start)
    start = start_of_day(day, context.zone, context.day_start)
    return short(worked(options, start, context.now))


def _text(values: dict[str, Any], format: str | None, preset: str | None) -> str:
    plain = _line(values)
    if format is not None:
        filled = _filled(format, values)
        return filled if values["state"] != "idle" or "{today}" in format else ""
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
        parts.append(str(values[field]))
    return shown("".join(parts))


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
