"""The template that documents are written with: of the option, else of the settings."""

from __future__ import annotations

import os

from timelog_cli.domain.documents.formats import STRUCTURED
from timelog_cli.errors import Refused
from timelog_cli.render.documents.invoices import contents
from timelog_cli.runtime.world import expanded, settings_path
from timelog_cli.usecases.billing import templates
from timelog_cli.usecases.billing.keeping import Archive, Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timelog_cli.cli.context import Context
    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.domain.documents.logos import Logo
    from timelog_cli.render.documents.templates import Documents
    from timelog_cli.settings import Settings


def folder(settings: Settings, env: Mapping[str, str]) -> str:
    """Where a user's templates are: the setting, else a folder beside the settings file."""
    path, named = settings_path(env), expanded(settings["billing.template_dir"], env)
    if not path and not os.path.isabs(named):
        return ""  # without home; never the folder that one happens to be in
    beside = os.path.dirname(path)
    return os.path.join(beside, named or "templates")


def file_mode(context: Context) -> int:
    """Who may read and write the files of documents: by default the user alone."""
    return int(context.settings.text("billing.file_mode"), 8)


def logo_of_seller(context: Context) -> Logo | None:
    """The logo of the settings, if there is one.

    :raises Refused: it cannot be read, is no picture, or is larger than 1 MB
    """
    named = expanded(context.settings["seller.logo"], context.world.env)
    if not named:
        return None
    from timelog_cli.runtime.pictures import logo_of

    beside = os.path.dirname(settings_path(context.world.env))
    return logo_of(os.path.join(beside, named))


def printing(context: Context, name: str | None) -> Documents:
    """What writes documents with the template, not tried yet.

    :raises NotFound: there is no such template
    """
    from timelog_cli.render.documents.templates import Documents, builtin

    named = name or context.settings.text("billing.template")
    return Documents(templates.find(folder(context.settings, context.world.env), builtin(), named))


def writer_of(printer: Documents | None, asked: Sequence[str]) -> Writer:
    """What writes documents, and in which formats.

    :param printer: what writes those of the issue
    """
    return Writer(
        lambda document, formats, logo: contents(document, formats, printer, logo),
        _check,
        tuple(asked),
    )


def _check(document: Document, format_name: str) -> None:
    """Refuse a document that lacks what a format needs.

    :raises Refused: naming what is missing
    """
    if format_name not in STRUCTURED:
        return
    from timelog_cli.domain.documents.einvoices.completeness import check_complete

    check_complete(document, format_name)


def incomplete_warnings(documents: Sequence[Document], format_name: str | None) -> tuple[str, ...]:
    """What documents lack to be issued in the format."""
    found = []
    for document in documents:
        try:
            _check(document, format_name or "")
        except Refused as error:
            found.append(f"{error.message}: {error.hint}")
    return tuple(found)


def archive(context: Context, asked: Sequence[str]) -> Archive:
    """The documents that were issued, to be written in these formats."""
    return Archive(context.work, writer_of(None, asked))


def tried(context: Context, name: str | None) -> Documents:
    """What writes documents with the template, after it wrote samples.

    :raises Refused: the template is wrong: its file and line are named
    """
    found = printing(context, name)
    if found.template.files:
        from timelog_cli.render.documents.samples import samples

        with found:
            found.check(samples())
    return found
