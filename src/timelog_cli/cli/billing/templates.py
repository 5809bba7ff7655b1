"""``billing template list``, ``copy`` and ``check``."""

from __future__ import annotations

import os

from timelog_cli.cli.billing import app as billing
from timelog_cli.cli.billing.printing import folder
from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import printed_paths
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Column, Listing
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import templates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, filled
    from timelog_cli.domain.documents.templates import Template

_MAIL = "mail"

app = Commands("template", help="Templates for invoices and quotes: built-in and your own.")
billing.add_typer(app)


def _folder(context: Context) -> str:
    return folder(context.settings, context.world.env)


@app.command("list", reads=True)
def list_templates(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List the built-in templates and those in your templates folder.

    Examples:
        timelog billing template list
        timelog billing template list --json
    """
    from timelog_cli.render.documents.templates import builtin

    used = context.settings.text("billing.template")
    found = templates.listed(_folder(context), builtin())
    rows = [_row(template, used) for template in found]
    columns = (
        Column("name", "TEMPLATE"),
        Column("used", "IN USE"),
        Column("files", "FILES", shrink=True, show=_files),
    )
    shown = context.layout(layout)
    listing = Listing(rows, columns, "No templates.", shown, header("billing template list"))
    return Outcome(listing=listing)


def _row(template: Template, used: str) -> dict[str, Any]:
    return {
        "name": template.name,
        "used": template.name == used,
        "files": list(template.files.values()),
    }


def _files(paths: list[str]) -> str:
    return " ".join(paths) or "built-in"


@app.command("copy", reads=True)
def copy(
    context: Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="The template, such as plain.", autocompletion=complete.templates
        ),
    ],
    *,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Destination folder. Default: your templates folder.",
            autocompletion=complete.folders,
            callback=filled,
        ),
    ] = None,
    new_name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="Name of the copy. Default: the same name."),
    ] = None,
) -> Outcome:
    """Copy a template so that you can change it.

    Existing files are never overwritten. A template in your folder replaces the built-in one of
    the same name. The template mail is for the emails of billing send and billing remind.

    Examples:
        timelog billing template copy plain
        timelog billing template copy mail
        timelog billing template copy plain --name letter --to templates
    """
    from timelog_cli.render.documents.letters import FILE
    from timelog_cli.render.documents.templates import builtin, text_of

    found, place = _folder(context), to or _folder(context)
    if name == _MAIL and _MAIL not in templates.names(found, builtin()):
        if new_name is not None:
            raise UsageError(
                "--name cannot be used with mail", "timelog billing template copy mail"
            )
        own = templates.own_file(found, FILE)
        new, there = templates.put(place, {FILE: own[1] if own else text_of(FILE)})
    else:
        template = templates.find(found, builtin(), name)
        name = template.name
        new, there = templates.copy(template, place, new_name)
    said = f"Copied {name} to {', '.join(new)}" if new else "The copy already exists."
    return Outcome(
        said=(said,),
        **printed_paths(context, new),
        data=[{"file": path, "written": path in new} for path in (*new, *there)],
    )


@app.command("check", reads=True)
def check(
    context: Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="Check only this file. Default: all templates.",
            autocompletion=complete.files,
        ),
    ] = None,
) -> Outcome:
    """Check templates against sample documents.

    Errors are shown with file and line.

    Examples:
        timelog billing template check
    """
    from timelog_cli.render.documents import letters
    from timelog_cli.render.documents.samples import samples
    from timelog_cli.render.documents.templates import Documents, builtin

    mail = _mail_to_check(context, file)
    if mail:
        letters.check(mail, samples())
    checked = [mail[0]] if mail else []
    if file is None:
        found = templates.listed(_folder(context), builtin())
    else:
        found = [] if mail else [templates.of_file(file)]
    for template in found:
        with Documents(template) as documents:
            documents.check(samples())
        checked += template.files.values() or [template.name]
    return Outcome(
        said=tuple(f"{path}: OK" for path in checked),
        data=[{"file": path, "fine": True} for path in checked],
    )


def _mail_to_check(context: Context, file: str | None) -> tuple[str, str] | None:
    """Path and text of the template of messages, if that is what is to be checked."""
    from timelog_cli.render.documents.letters import FILE

    if file is None:
        return templates.own_file(_folder(context), FILE)
    return (file, templates.read(file)) if os.path.basename(file) == FILE else None
