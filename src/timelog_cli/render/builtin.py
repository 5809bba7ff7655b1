"""The texts of the built-in templates."""

from __future__ import annotations

from functools import lru_cache

from timelog_cli.domain.templates import DEFAULT, FORMATS, Template, file_of

BUILTIN = (DEFAULT,)


@lru_cache
def builtin() -> dict[str, dict[str, str]]:
    """The texts of the built-in templates, by name and format."""
    return {name: {one: _text(name, one) for one in FORMATS} for name in BUILTIN}


def builtin_template() -> Template:
    """The template of documents that name no other."""
    return Template(DEFAULT, builtin()[DEFAULT], {})


def _text(name: str, format_name: str) -> str:
    import os

    folder = os.path.join(os.path.dirname(__file__), "templates")  # noqa: PTH118, PTH120
    path = os.path.join(folder, file_of(name, format_name))  # noqa: PTH118
    with open(path, encoding="utf-8") as file:
        return file.read()
