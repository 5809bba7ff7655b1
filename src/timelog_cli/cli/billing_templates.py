"""``billing template list``, ``copy`` and ``check``."""

from __future__ import annotations

from timelog_cli.cli.billing_common import group
from timelog_cli.cli.billing_printing import folder
from timelog_cli.cli.spec import arg, opt
from timelog_cli.render.outcome import Column, Listing, Outcome
from timelog_cli.usecases import templates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.domain.templates import Template


def _folder(context: Context) -> str:
    return folder(context.settings, context.world.env)


@group.command(
    "billing template list",
    listing=True,
    examples=("timelog billing template list", "timelog billing template list --json"),
)
def list_templates(context: Context) -> Outcome:
    """List the templates: the built-in ones, and those in the folder of templates."""
    from timelog_cli.render.builtin import builtin

    used = context.settings.text("billing.template")
    found = templates.listed(_folder(context), builtin())
    rows = [_row(template, used) for template in found]
    columns = (
        Column("name", "TEMPLATE"),
        Column("used", "USED"),
        Column("files", "FILES", shrink=True, show=_files),
    )
    return Outcome(listing=Listing(rows, columns, "there are no templates"))


def _row(template: Template, used: str) -> dict[str, Any]:
    return {
        "name": template.name,
        "used": template.name == used,
        "files": list(template.files.values()),
    }


def _files(paths: list[str]) -> str:
    return " ".join(paths) or "built in"


@group.command(
    "billing template copy",
    arg("name", "NAME", "The template: plain.", complete="templates"),
    opt(
        "--to",
        "DIR",
        "The folder; that of the templates if not given.",
        complete="folders",
        filled=True,
    ),
    opt("--name", "NAME", "The name of the copy; the same if not given.", name="new_name"),
    examples=(
        "timelog billing template copy plain",
        "timelog billing template copy plain --name letter --to templates",
    ),
)
def copy(context: Context, name: str, to: str | None, new_name: str | None) -> Outcome:
    """Write the files of a template, to change them; never over a file that is there.

    One in the folder of templates is used instead of a built-in one of the same name.
    """
    from timelog_cli.render.builtin import builtin

    template = templates.find(_folder(context), builtin(), name)
    new, there = templates.copy(template, to or _folder(context), new_name)
    said = f"Copied {template.name} to {', '.join(new)}." if new else "The copy is there already."
    return Outcome(
        said=(said,),
        text="\n".join(new),
        data=[{"file": path, "written": path in new} for path in (*new, *there)],
    )


@group.command(
    "billing template check",
    arg(
        "file",
        "FILE",
        "Only this file; all templates if not given.",
        required=False,
        complete="files",
    ),
    examples=("timelog billing template check",),
)
def check(context: Context, file: str | None) -> Outcome:
    """Try templates on sample documents; what is wrong is named with its file and line."""
    from timelog_cli.render.builtin import builtin
    from timelog_cli.render.documents import Documents
    from timelog_cli.render.samples import samples

    if file is None:
        found = templates.listed(_folder(context), builtin())
    else:
        found = [templates.of_file(file)]
    checked: list[str] = []
    for template in found:
        with Documents(template) as documents:
            documents.check(samples())
        checked += template.files.values() or [template.name]
    return Outcome(
        said=tuple(f"{path} is fine." for path in checked),
        data=[{"file": path, "fine": True} for path in checked],
    )
