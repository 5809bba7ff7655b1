"""Documents from templates: the built-in ones here, a user's in a process of their own."""

from __future__ import annotations

from functools import lru_cache

from timelog_cli.domain.documents.templates import DEFAULT, FORMATS, Template, file_of
from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Any

    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.domain.documents.logos import Logo
    from timelog_cli.domain.documents.templates import Template
    from timelog_cli.render.documents.process import TemplateProcess
    from timelog_cli.render.documents.sandbox import Compiled

BUILTIN = (DEFAULT,)


@lru_cache
def builtin() -> dict[str, dict[str, str]]:
    """The texts of the built-in templates, by name and format."""
    return {name: {one: text_of(file_of(name, one)) for one in FORMATS} for name in BUILTIN}


def builtin_template() -> Template:
    """The template of documents that name no other."""
    return Template(DEFAULT, builtin()[DEFAULT], {})


def text_of(file_name: str) -> str:
    """The text of a template that comes with the program."""
    import os

    path = os.path.join(os.path.dirname(__file__), "builtin", file_name)
    with open(path, encoding="utf-8") as file:
        return file.read()


@lru_cache
def names() -> tuple[str, ...]:
    """The names that a template can use."""
    from timelog_cli.render.documents.view import FIELDS

    return tuple(dict.fromkeys([path.partition(".")[0].removesuffix("[]") for path in FIELDS]))


@lru_cache
def _compiled(text: str, format_name: str) -> Compiled:
    from timelog_cli.render.documents.sandbox import compiled

    return compiled(text, format_name, names(), f"<{format_name}>", limited=False)


class Documents:
    """Writes documents with a template. To be closed, as it may have started a process."""

    def __init__(self, template: Template | None = None) -> None:
        self.template = template or builtin_template()
        self._process: TemplateProcess | None = None

    def __enter__(self) -> Documents:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            self._process.close()

    def written(
        self,
        document: Document,
        format_name: str,
        exact: Mapping[str, Any] | None = None,
        logo: Logo | None = None,
    ) -> str:
        """A document in a format.

        :param exact: its plain values, if they are known
        :param logo: of the seller, for HTML
        :raises Refused: the template is wrong, or writes nothing: its file and line are named
        """
        from timelog_cli.render.documents.view import view

        is_markdown = format_name == "md"
        values = view(document, exact, markdown=is_markdown, logo=None if is_markdown else logo)
        file, text = self.template.files.get(format_name), self.template.texts[format_name]
        if file is None:
            return _compiled(text, format_name).render(values)
        answer = self._other_end().render(file, text, format_name, names(), values)
        if answer.get("text", "").strip():
            return str(answer["text"])
        where = f"{file}, line {answer['line']}" if answer.get("line") else file
        raise Refused(
            f"the template {where}: {answer.get('message', 'it writes nothing')}",
            f"timelog billing template check {typed(file)}",
        )

    def check(self, samples: Sequence[Document]) -> None:
        """Try a user's own files on sample documents.

        :raises Refused: one of them is wrong
        """
        for format_name in self.template.files:
            for document in samples:
                self.written(document, format_name)

    def _other_end(self) -> TemplateProcess:
        from timelog_cli.render.documents.process import TemplateProcess

        self._process = self._process or TemplateProcess()
        return self._process
