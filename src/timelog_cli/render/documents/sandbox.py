"""Jinja2 for templates by anybody: they can write text, and nothing else."""

from __future__ import annotations

from types import NoneType

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Namespace
from markupsafe import Markup

from timelog_cli.frozen import Frozen
from timelog_cli.render.plain import markdown, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from jinja2 import Template
    from jinja2.runtime import Context

_WIDEST = 72


def markdown_value(value: Any) -> str:
    """Markdown that shows a value as it is, unless it is Markdown already."""
    if isinstance(value, Markup):
        return str(value)
    return _plain_start(markdown(str(value)))


def _plain_start(text: str) -> str:
    """Text that begins no list and underlines no heading: ``- A``, ``1. A``, ``===``."""
    digits = len(text) - len(text.lstrip("0123456789"))
    mark, after = text[digits : digits + 1], text[digits + 1 : digits + 2]
    listed = mark in ({".", ")"} if digits else {"-", "+"}) and after in {"", " ", "-"}
    return f"{text[:digits]}\\{text[digits:]}" if listed or text[:1] == "=" else text


def paragraph(text: str) -> str:
    """Lines of one paragraph: empty ones are left out, two blanks break each of the others."""
    lines = [line.strip() for line in text.splitlines()]
    return "  \n".join(line for line in lines if line) + "\n"


def aligned(text: str) -> str:
    """A table whose columns are lined up in plain text too; very long cells stand out of it."""
    rows = [_cells(line.strip()) for line in text.splitlines() if line.strip()]
    if len(rows) < 2:
        return text
    count = max(len(row) for row in rows)
    rows = [row + [""] * (count - len(row)) for row in rows]
    right = [cell.endswith(":") for cell in rows[1]]
    others = [rows[0], *rows[2:]]
    wide = [min(_WIDEST, max(3, *(width(row[at]) for row in others))) for at in range(count)]
    rows[1] = [
        "-" * (room - 1) + (":" if to_right else "-")
        for room, to_right in zip(wide, right, strict=True)
    ]
    return "\n".join(_row(row, wide, right) for row in rows) + "\n"


def _cells(line: str) -> list[str]:
    """The cells of a row; a pipe after a backslash is none between cells."""
    if "\\" not in line:
        return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]
    cells, cell, escaped = [], "", False
    for char in line.removeprefix("|"):
        if char == "|" and not escaped:
            cells.append(cell.strip())
            cell = ""
        else:
            cell += char
        escaped = char == "\\" and not escaped
    return [*cells, cell.strip()] if cell.strip() else cells


def _row(cells: Sequence[str], wide: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for cell, room, to_right in zip(cells, wide, right, strict=True):
        blank = " " * (room - width(cell))
        parts.append(blank + cell if to_right else cell + blank)
    return f"| {' | '.join(parts)} |"


def spaced(text: str) -> str:
    """Markdown with one empty line where there are several, and none at the ends."""
    lines: list[str] = []
    for line in text.strip("\n").split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line if line.strip() else "")
    return "\n".join(lines).strip("\n") + "\n"


def css(value: Any) -> Markup:
    """Text inside quotation marks of a style sheet: all but letters and digits are escaped."""
    return Markup("").join(
        char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in str(value)
    )


MOST_ROUNDS = 250_000
LONGEST_OUTPUT = 20_000_000
LONGEST_VALUE = 1_000_000
_OTHER_FILES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
# They make another document of the same values, or guess what is a link.
_WITHOUT = ("random", "urlize", "pprint")
_PRINTABLE = (str, int, float, bytes, range, NoneType, Undefined)
_GLOBALS = {"range": safe_range, "namespace": Namespace, "dict": dict}


class Wrong(Frozen):
    """What is wrong with a template, and in which line."""

    line: int
    message: str


class TemplateWrong(Exception):
    """A template that cannot be used."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.message)
        self.wrong = wrong


class TooMuch(Exception):
    """A limit was reached."""


class Md(Markup):
    """Markdown; what is joined or formatted with it is escaped for Markdown."""

    @classmethod
    def escape(cls, text: Any) -> Md:
        """Markdown that shows the text as it is."""
        return cls(markdown_value(text))


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of templates of one format."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, format_name: str) -> None:
        super().__init__(
            autoescape=format_name != "txt",
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            optimized=False,  # it writes what it computed into the code, also a function
            finalize=_markdown if format_name == "md" else _printable,
            cache_size=0,
        )
        self.format_name = format_name
        self.rounds = 0
        self.globals = dict(_GLOBALS)
        for name in _WITHOUT:
            del self.filters[name]
        self.filters["css"] = css
        if format_name == "md":
            own = {"paragraph": paragraph, "aligned": aligned}
            self.filters.update({name: _marked(function) for name, function in own.items()})
            self.filters.update({"safe": Md, "join": _join, "escape": Md.escape, "e": Md.escape})

    def tick(self) -> str:
        """Count a round of a loop or a call of a macro."""
        self.rounds += 1
        if self.rounds > MOST_ROUNDS:
            raise TooMuch(f"its loops run more than {MOST_ROUNDS:,} times")
        return ""

    def joined(self, *values: Any) -> Any:
        """``~`` of Markdown: what is not Markdown yet is escaped as Markdown."""
        return Md("").join(values)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operation whose result is not out of all proportion."""
        sizes = [value if isinstance(value, int) else _length(value) for value in (left, right)]
        if operator == "**" and max(map(abs, sizes)) > 1000:
            raise TooMuch(f"a number in {operator} is too large")
        lengths = [_length(value) for value in (left, right)]
        if any(lengths) and operator == "*" and abs(sizes[0] * sizes[1]) > LONGEST_VALUE:
            raise TooMuch(f"a value is longer than {LONGEST_VALUE:,}")
        if sum(lengths) > LONGEST_VALUE:
            raise TooMuch(f"a value is longer than {LONGEST_VALUE:,}")
        return super().call_binop(context, operator, left, right)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple | dict) else 0


@pass_context  # so that it is called when a document is written, before anything is escaped
def _markdown(_: Context, value: Any) -> Md:
    return Md.escape(_text(value))


@pass_context
def _printable(_: Context, value: Any) -> Any:
    return _text(value)


def _text(value: Any) -> Any:
    """What a template may print: no function, whose text would be its place in the memory.

    :raises SecurityError: it is another thing than text, a number, or a list or table of them
    """
    if isinstance(value, list | tuple):
        for one in value:
            _text(one)
    elif isinstance(value, dict):
        _text([*value, *value.values()])
    elif not isinstance(value, _PRINTABLE):
        what = "function" if callable(value) else type(value).__name__
        raise SecurityError(f"a {what} is not text")
    return value


def _marked(function: Any) -> Any:
    return lambda text: Md(function(str(text)))


def _join(values: Iterable[Any], between: Any = "") -> Markup:
    return Md.escape(between).join(values)


class Compiled(Frozen):
    """A template that can be rendered any number of times."""

    sandbox: Sandbox
    template: Template
    file: str
    limited: bool

    def render(self, values: Mapping[str, Any]) -> str:
        """The text of a document.

        :raises TemplateWrong: with its line
        """
        self.sandbox.rounds = 0
        parts, length = [], 0
        try:
            for part in self.template.generate(values):
                parts.append(part)
                length += len(part)
                if length > LONGEST_OUTPUT and self.limited:
                    raise TooMuch(f"it writes more than {LONGEST_OUTPUT:,} characters")
            text = "".join(parts)
            text.encode()
        except Exception as error:
            raise TemplateWrong(Wrong(_line(error, self.file), _reason(error))) from error
        return spaced(text) if self.sandbox.format_name == "md" else text.strip() + "\n"


def compiled(
    text: str, format_name: str, names: Iterable[str], file: str, *, limited: bool = True
) -> Compiled:
    """A template that only reads these names.

    :param limited: whether its loops and its text are; the built-in ones write any invoice
    :raises TemplateWrong: with its line
    """
    sandbox = Sandbox(format_name)
    try:
        tree = sandbox.parse(text, file, file)
        _check(tree, {*names, *_GLOBALS})
        if limited:
            _counted(tree, sandbox)
        if format_name == "md":
            _replace_joins(tree, sandbox)
        code = sandbox.compile(tree, file, file)
    except TemplateSyntaxError as error:
        raise TemplateWrong(
            Wrong(error.lineno, error.message or "it is not a valid template")
        ) from error
    except RecursionError as error:
        raise TemplateWrong(Wrong(1, "it is nested too deeply")) from error
    template = sandbox.template_class.from_code(sandbox, code, dict(sandbox.globals))
    return Compiled(sandbox, template, file, limited)


def _check(tree: nodes.Template, names: set[str]) -> None:
    other = next(iter(tree.find_all(_OTHER_FILES)), None)
    if other:
        word = {"Include": "include", "Extends": "extends"}.get(type(other).__name__, "import")
        raise TemplateWrong(
            Wrong(other.lineno, f"{word} is not allowed: a template is a single file")
        )
    unknown = find_undeclared_variables(tree) - names
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            raise TemplateWrong(Wrong(name.lineno, f"{name.name!r} is undefined"))


def _counted(tree: nodes.Template, sandbox: Sandbox) -> None:
    """Count every round of a loop and every call."""
    counted: list[nodes.For | nodes.Macro | nodes.CallBlock] = [
        *tree.find_all(nodes.For),
        *tree.find_all(nodes.Macro),
        *tree.find_all(nodes.CallBlock),
    ]
    for node in counted:
        tick = nodes.ExprStmt(_calling("tick", [], node, sandbox)).set_lineno(node.lineno)
        node.body.insert(0, tick.set_environment(sandbox))


def _replace_joins(tree: nodes.Node, sandbox: Sandbox) -> None:
    """Join texts as Markdown."""
    for node in list(tree.iter_child_nodes()):
        _replace_joins(node, sandbox)
    for field, value in tree.iter_fields():
        if isinstance(value, nodes.Concat):
            setattr(tree, field, _calling("joined", value.nodes, value, sandbox))
        elif isinstance(value, list):
            value[:] = [
                _calling("joined", one.nodes, one, sandbox)
                if isinstance(one, nodes.Concat)
                else one
                for one in value
            ]


def _calling(
    function: str, values: list[nodes.Expr], node: nodes.Node, sandbox: Sandbox
) -> nodes.Expr:
    call = nodes.Call(nodes.EnvironmentAttribute(function), values, [], None, None)
    call.set_lineno(node.lineno).set_environment(sandbox)
    return call


def _line(error: BaseException, file: str) -> int:
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it calls itself endlessly"
    if isinstance(error, MemoryError):
        return "it uses too much memory"
    if isinstance(error, UnicodeEncodeError):
        return "it writes half of a surrogate pair, which is not a character"
    if isinstance(error, UndefinedError | SecurityError | TooMuch | OverflowError):
        return str(error.args[-1] if error.args else error).rstrip(".")
    return f"{type(error).__name__}: {error}"
