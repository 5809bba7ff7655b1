"""``tag …`` and ``tags``."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import checked_tags, confirmed
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Column, Listing
from timelog_cli.render.plain import clock
from timelog_cli.render.plain.records import counted
from timelog_cli.render.result import Outcome
from timelog_cli.render.shapes import tag_shape
from timelog_cli.usecases import tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, Yes
    from timelog_cli.cli.options.logs import OnlyUninvoiced, TagNames
    from timelog_cli.usecases.tags import TagChange

app = Commands("tag", help="List, rename, merge and delete tags.")
shortcuts = Commands()


@shortcuts.command("tags", reads=True)
@app.command("list", reads=True)
def list_tags(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List tags, with how many logs have them, their time and last use.

    Examples:
        timelog tag list
        timelog tag list --format csv
    """
    rows = (tag_shape(one, context.zone) for one in tags.everything(context.work))
    columns = (
        Column("tag", "TAG", shrink=True),
        Column("logs", "LOGS", right=True),
        Column("worked_seconds", "TIME", right=True, show=clock),
        Column("last_used", "LAST USED", show=lambda instant: str(instant)[:10]),
    )
    empty = "No tags. To add one: timelog log edit @1 --tag TAG"
    shown = context.layout(layout)
    return Outcome(listing=Listing(rows, columns, empty, shown, header("tag list")))


@app.command("rename")
def rename(
    context: Context,
    tag: Annotated[
        str,
        typer.Argument(
            metavar="TAG", help="The tag, or its beginning.", autocompletion=complete.tags
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")],
    *,
    uninvoiced: OnlyUninvoiced = False,
) -> Outcome:
    """Rename a tag on all logs and active timers.

    Logs on an invoice cannot change: if any has the tag, it is renamed nowhere, or with
    --uninvoiced on all others.

    Examples:
        timelog tag rename meting meeting
        timelog tag rename meting meeting --uninvoiced
    """
    (name,) = checked_tags([new])
    return _changed("Renamed", tags.rename(context.work, tag, name, uninvoiced=uninvoiced))


@app.command("merge")
def merge(
    context: Context,
    which: TagNames,
    *,
    into: Annotated[
        str,
        typer.Option(
            metavar="TAG", help="The tag that replaces them.", autocompletion=complete.tags
        ),
    ],
    uninvoiced: OnlyUninvoiced = False,
) -> Outcome:
    """Replace tags by one, on all logs and active timers.

    Logs on an invoice cannot change: if any has one of the tags, nothing is merged, or with
    --uninvoiced the tags of all others.

    Examples:
        timelog tag merge call phone --into meeting
    """
    (name,) = checked_tags([into])
    return _changed("Merged", tags.merge(context.work, which, name, uninvoiced=uninvoiced))


@app.command("delete")
def delete(
    context: Context, which: TagNames, *, uninvoiced: OnlyUninvoiced = False, yes: Yes = False
) -> Outcome:
    """Remove tags from all logs and active timers. The logs stay.

    Logs on an invoice cannot change: if any has one of the tags, none is removed, or with
    --uninvoiced those of all others.

    Examples:
        timelog tag delete misc
        timelog tag delete misc --yes
    """
    found = tags.deletable(context.work, which, uninvoiced=uninvoiced)
    if not confirmed(context, yes, f"Delete {_named(found)} ({_counts(found)})?"):
        return Outcome(said=("Nothing changed.",), data=None, code=1)
    return _changed("Deleted", tags.delete(context.work, which, uninvoiced=uninvoiced))


def _changed(verb: str, done: TagChange) -> Outcome:
    said = [f"{verb} {_named(done)}{_into(verb, done)}: {_counts(done)}. To undo: timelog undo"]
    if not (done.logs or done.timers):
        said = ["Nothing changed."]
    if done.invoiced_logs:
        keep = "keeps" if done.invoiced_logs == 1 else "keep"
        tag = "its tag" if done.invoiced_logs == 1 else "their tags"
        said.append(f"{counted(done.invoiced_logs, 'invoiced log')} {keep} {tag}.")
    data: dict[str, Any] = dict(zip(done._fields, done, strict=True))
    return Outcome(said=tuple(said), data={**data, "tags": list(done.tags)})


def _into(verb: str, done: TagChange) -> str:
    return {"Renamed": f" to {done.into}", "Merged": f" into {done.into}"}.get(verb, "")


def _named(done: TagChange) -> str:
    return f"the tag{'s' * (len(done.tags) > 1)} {', '.join(done.tags)}"


def _counts(done: TagChange) -> str:
    timers = f" and {counted(done.timers, 'active timer')}" if done.timers else ""
    return counted(done.logs, "log") + timers
