"""What users read follows one style: no stilted phrases, and each kind of sentence in its shape."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import timelog_cli

SOURCE = Path(timelog_cli.__file__).parent
# Phrases that a native speaker stops at, as whole words.
NEVER = (
    *("is so already", "was so already", "so already", "it is not said", "nobody can be asked"),
    *("takes? away", "taken away", "takes? back", "turns? back", "brings? back", "mends?"),
    *("lies", "stands", "beside", "apart by", "meanwhile", "anew", "the like", "all the same"),
    *(
        "(?<!there )is no (?!longer)[a-z]+",
        "(?<!there )is none",
        "are none",
        "what is there",
        "not there",
    ),
    *("leave one of them out", "unless said otherwise", "if not given", "as it is"),
    *("what becomes of", "said back", "note that you did", "of it", "of its own", "in turn"),
    *("may be repeated", "if not today", "if not now", "if not yours", "if not set", "e-mail"),
    *("pre-payment", "live timer", "flat price"),
)
# What a hint begins with: a command to paste, what to do it for, or what to do.
HINTS = re.compile(
    r"(timelog|to|use|give|did you mean|add|change|check|choose|close|correct|edit|free|install"
    r"|list|log|move|put|remove|run|save|set|start|try|upgrade|wait|write|cd|export)\b|\0"
)
# The errors and what else is raised or returned to be shown as one: where its message stands.
ERRORS = {
    **dict.fromkeys(("Refused", "UsageError", "NotFound", "OutputError", "DatabaseError"), 0),
    **dict.fromkeys(("Busy", "TooMuch", "PartialFailure", "TimelogError"), 0),
    **dict.fromkeys(("refusal", "impossible"), 1),
}
_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE|CREATE|PRAGMA|JOIN|ORDER BY|COALESCE)\b")


class Text(NamedTuple):
    """A sentence of the source; what is put into it is a null character."""

    where: str
    text: str


def texts(node: ast.expr | None) -> Iterator[str]:
    """The texts that an expression can be; none where it is not written there."""
    match node:
        case ast.Constant(value=str(value)):
            yield value
        case ast.JoinedStr(values=parts):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "\0" for part in parts
            )
        case ast.IfExp(body=one, orelse=other):
            yield from texts(one)
            yield from texts(other)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from (
                a + b for a in list(texts(left)) or ["\0"] for b in list(texts(right)) or ["\0"]
            )


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    files = [path for path in sorted(SOURCE.rglob("*.py")) if path.parent.name != "indexed"]
    return tuple((str(path.relative_to(SOURCE)), ast.parse(path.read_text())) for path in files)


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call with the name of what is called."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield f"{name}:{node.lineno}", called, node


def messages() -> Iterator[Text]:
    """The messages of errors."""
    for where, called, call in calls():
        if called in ERRORS and len(call.args) > ERRORS[called]:
            yield from (Text(where, text) for text in texts(call.args[ERRORS[called]]))


def hints() -> Iterator[Text]:
    """The hints of errors."""
    for where, called, call in calls():
        if called in ERRORS:
            given = [*call.args[ERRORS[called] + 1 :][:1]]
            given += [one.value for one in call.keywords if one.arg == "hint"]
            yield from (Text(where, text) for one in given for text in texts(one))


def confirmations() -> Iterator[Text]:
    """What commands say when they are done: of an outcome, and what is called ``said`` before."""
    for name, tree in trees():
        for node in ast.walk(tree):
            for value in _said(node):
                elements = value.elts if isinstance(value, ast.Tuple | ast.List) else [value]
                for text in (text for one in elements for text in texts(one)):
                    yield Text(f"{name}:{value.lineno}", text)


def _said(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Outcome":
        return [one.value for one in node.keywords if one.arg == "said"]
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "said":
        return [node.value]
    return []


def sentences() -> Iterator[Text]:
    """Every text of the source with more than one word, but docstrings, SQL and scripts."""
    for name, tree in trees():
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in docs:
                for text in texts(node):
                    if " " in text.strip() and not _SQL.search(text):
                        yield Text(f"{name}:{node.lineno}", text)


def helps() -> Iterator[Text]:
    """The docstrings of commands, which are their help."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and _is_command(node):
                yield Text(f"{name}:{node.lineno}", ast.get_docstring(node) or "")


def _is_command(function: ast.FunctionDef) -> bool:
    named = (getattr(one, "func", None) for one in function.decorator_list)
    return any(getattr(one, "attr", "") == "command" for one in named)


def test_the_texts_are_found() -> None:
    assert len(list(messages())) > 300
    assert len(list(hints())) > 150
    assert len(list(confirmations())) > 40
    assert len(list(helps())) > 60


def test_no_sentence_has_a_phrase_that_readers_stop_at() -> None:
    never = re.compile(rf"\b({'|'.join(NEVER)})\b", re.IGNORECASE)
    found = [
        (where, match[0], text)
        for where, text in (*sentences(), *helps())
        if (match := never.search(" ".join(text.split())))
    ]
    assert found == []


def test_an_error_starts_in_lower_case_and_has_no_full_stop() -> None:
    wrong = [one for one in messages() if one.text[:1].isupper() and not _is_name(one.text)]
    wrong += [one for one in messages() if one.text.endswith((".", "?", "!"))]
    assert wrong == []


def _is_name(text: str) -> bool:
    """Whether the text starts with what is always in upper case, such as ``IBAN``."""
    first = text.partition(" ")[0]
    return len(first) > 1 and first.isupper()


def test_a_hint_is_a_command_or_says_what_to_do() -> None:
    assert [one for one in hints() if not HINTS.match(one.text)] == []
    assert [one for one in hints() if one.text.endswith(".")] == []


def test_a_confirmation_starts_with_a_capital_or_a_value() -> None:
    assert [one for one in confirmations() if one.text[:1].islower()] == []
