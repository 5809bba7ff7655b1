"""``templates.md``: what a template of documents is given, and what it may do."""

from __future__ import annotations

from collections.abc import Iterator

from docbuilder import markdown as md
from timelog_cli.domain.documents.wording import LANGUAGES, TABLE
from timelog_cli.render.documents import sandbox, worker
from timelog_cli.render.documents.view import FIELDS

FILTERS = (
    ("paragraph", "md", "The lines of a block as one paragraph: empty ones left out, breaks kept."),
    ("aligned", "md", "The columns of a table in a block lined up in plain text too."),
    ("css", "md, html", "Text escaped for quotation marks in a style sheet."),
    ("safe", "md, html", "Text of the template's author that is not escaped."),
)


def page() -> str:
    """The page."""
    return md.page(
        "Templates",
        "Documents in Markdown and HTML are made from [Jinja](https://jinja.palletsprojects.com/)"
        " templates; CSV and JSON are not. A template is a file `NAME.md.j2` or `NAME.html.j2` in"
        " the folder of templates: `templates` beside the settings file, or the setting"
        " `billing.templates`. A format that a template has no file of is as in `plain`."
        " [How to](../how-to/templates.md) change one.",
        "## What a template is given",
        "Text, figures and days are written as the locale of the document writes them; `exact` has"
        " them as the JSON document does. `[]` is a list: `{% for line in lines %}`.",
        md.table(("name", "what it is"), _fields()),
        "A name that does not exist is an error, in parts that are never written too.",
        "## What is escaped",
        "Everything in `{{ … }}` is escaped for the format: `<` in HTML; `|`, `*`, `<` and the"
        " like in Markdown, also at the start of a line where it would begin a list. Control"
        " characters, and marks that turn the direction of text, are made visible.",
        "## Filters",
        "Those of Jinja but `random`, `urlize` and `pprint`, and:",
        md.table(("filter", "in", "what it does"), ((md.verbatim(a), b, c) for a, b, c in FILTERS)),
        "In Markdown several empty lines are written as one.",
        "## What a template may not do",
        "It runs in Jinja's sandbox, in a process of its own. It reads no file and no other"
        " template (`include`, `import` and `extends` are refused), and reaches nothing but the"
        " values above. It is stopped when",
        "\n".join(f"- {limit}" for limit in _limits()),
        "A template that is refused is named with its file and line, and nothing is issued.",
        "## Words",
        "`words.KEY`; a locale of another language gets the English ones.",
        md.table(("key", *LANGUAGES), ((md.verbatim(key), *texts) for key, texts in TABLE.items())),
    )


def _fields() -> Iterator[tuple[str, str]]:
    for name, text in FIELDS.items():
        yield md.verbatim(name), text


def _limits() -> Iterator[str]:
    megabytes = worker.MEMORY // 1024**2
    yield f"its loops and macros go round more than {sandbox.MOST_ROUNDS:,} times,"
    yield f"it computes a value longer than {sandbox.LONGEST_VALUE:,},"
    yield f"it writes more than {sandbox.LONGEST_OUTPUT:,} characters,"
    yield f"it takes more than {worker.SECONDS} seconds, or {megabytes} MB of memory."
