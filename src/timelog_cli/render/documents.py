"""Documents from templates: the built-in ones here, those of a user in a process of their own.

Jinja and Babel take as long to load as several commands to run; so they are, with the first
document that is written.
"""

from __future__ import annotations

from functools import lru_cache

from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused
from timelog_cli.render.builtin import builtin_template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Any

    from timelog_cli.domain.invoices import Document
    from timelog_cli.domain.templates import Template
    from timelog_cli.render.sandbox import Compiled
    from timelog_cli.render.template_process import TemplateProcess


@lru_cache
def names() -> tuple[str, ...]:
    """What a template can speak of."""
    from timelog_cli.render.invoice_fields import FIELDS

    return tuple(dict.fromkeys([path.partition(".")[0].removesuffix("[]") for path in FIELDS]))


@lru_cache
def _compiled(text: str, format_name: str) -> Compiled:
    from timelog_cli.render.sandbox import compiled

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
        self, document: Document, format_name: str, exact: Mapping[str, Any] | None = None
    ) -> str:
        """A document in a format.

        :param exact: its plain values, if they are known
        :raises Refused: the template is wrong, or writes nothing: its file and line are named
        """
        from timelog_cli.render.invoice_view import view

        values = view(document, exact, markdown=format_name == "md")
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
        from timelog_cli.render.template_process import TemplateProcess

        self._process = self._process or TemplateProcess()
        return self._process
