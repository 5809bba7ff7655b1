"""``templates.md``: what a template of documents is given, and what it may do."""

from __future__ import annotations

from collections.abc import Iterator

from docbuilder import markdown as md
from timelog_cli.domain.documents.wording import LANGUAGES, TABLE
from timelog_cli.render.documents import letters, sandbox, worker
from timelog_cli.render.documents.view import FIELDS

FILTERS = (
    (
        "paragraph",
        "md",
        "The lines of a block as a paragraph: without empty lines, with line breaks.",
    ),
    ("aligned", "md", "The columns of a table in a block, aligned in plain text too."),
    ("css", "md, html", "Text escaped for quotation marks in a style sheet."),
    ("safe", "md, html", "Text that is not escaped, because you trust it."),
)


def page() -> str:
    """The page."""
    return md.page(
        "Templates",
        "Documents in Markdown and HTML are made from [Jinja](https://jinja.palletsprojects.com/)"
        " templates; CSV and JSON are not. A template is a file `NAME.md.j2` or `NAME.html.j2` in"
        " the template folder: `templates`, next to the settings file, or the setting"
        " `billing.template_dir`. For a format without a file, `plain` is used. How to change one:"
        " [Customise invoice templates](../how-to/templates.md).",
        "## Variables",
        "Text, numbers and dates are formatted for the locale of the document; `exact` has them as"
        " in the JSON document. `[]` is a list: `{% for line in lines %}`.",
        md.table(("name", "what it is"), _fields()),
        "A name that does not exist is an error, even in parts that are never printed.",
        "## Messages",
        "The messages of `billing send --mail` and `billing remind` are written by `mail.txt.j2` in"
        " the same folder. Its first line is `Subject:` and the subject; what follows is the text,"
        " in which nothing is escaped. It has the variables above, and these:",
        md.table(("name", "what it is"), ((md.verbatim(a), b) for a, b in letters.FIELDS.items())),
        "## What is escaped",
        "Everything in `{{ … }}` is escaped for the format: `<` in HTML; `|`, `*`, `<` and similar"
        " characters in Markdown, also those that would start a list at the start of a line."
        " Control characters, and characters that change the direction of text, are made visible.",
        "## Filters",
        "Those of Jinja, except `random`, `urlize` and `pprint`, and:",
        md.table(("filter", "in", "what it does"), ((md.verbatim(a), b, c) for a, b, c in FILTERS)),
        "In Markdown, several empty lines in a row become one.",
        "## Limits",
        "A template runs in Jinja's sandbox, in a separate process. It cannot read files or other"
        " templates (`include`, `import` and `extends` are refused), only the variables above. It"
        " is stopped when",
        "\n".join(f"- {limit}" for limit in _limits()),
        "The error shows the file and the line, and nothing is issued.",
        "## Words",
        "`words.KEY`; for other languages, the English words are used.",
        md.table(("key", *LANGUAGES), ((md.verbatim(key), *texts) for key, texts in TABLE.items())),
    )


def _fields() -> Iterator[tuple[str, str]]:
    for name, text in FIELDS.items():
        yield md.verbatim(name), text


def _limits() -> Iterator[str]:
    megabytes = worker.MEMORY // 1024**2
    yield f"its loops and macros run more than {sandbox.MOST_ROUNDS:,} times,"
    yield f"it computes a value longer than {sandbox.LONGEST_VALUE:,} characters or elements,"
    yield f"it writes more than {sandbox.LONGEST_OUTPUT:,} characters,"
    yield f"it takes more than {worker.SECONDS} seconds, or {megabytes} MB of memory."
