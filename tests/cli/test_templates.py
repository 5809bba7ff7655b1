from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.bills import done, issue, log, record, service, settings, story
from tests.cli.html_pages import page
from tests.cli.test_completion import offered
from tests.harness import Cli, once
from timelog_cli.domain.documents.templates import FORMATS
from timelog_cli.domain.documents.values import from_values
from timelog_cli.render.documents import sandbox
from timelog_cli.render.documents.invoices import contents
from timelog_cli.render.documents.samples import samples
from timelog_cli.render.documents.view import FIELDS, view

DAY = "2026-11-30 18:00"


@pytest.fixture
@once
def billable(cli: Cli) -> Cli:
    story(cli)
    return cli


def write(cli: Cli, text: str, name: str = "own", kind: str = "md") -> Path:
    """A template in the folder beside the settings."""
    path = cli.folder / "templates" / f"{name}.{kind}.j2"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def refused_everywhere(cli: Cli, text: str, what: str, kind: str = "md") -> None:
    """A template is refused with its file and line, by check and by issue; nothing is written."""
    path = write(cli, text, kind=kind)
    message = f"the template {path}{what}"
    hint = f"timelog billing template check {path}"
    files = sorted(cli.folder.rglob("*"))
    for line in ("billing issue case-1 --template own --out out", "billing template check"):
        cli.at(DAY).refused(line, message=message, hint=hint)
    cli.at(DAY).refused(f"billing template check {path}", message=message, hint=hint)
    assert sorted(cli.folder.rglob("*")) == files


def test_the_built_in_template_is_listed_and_copied(cli: Cli) -> None:
    assert cli.run("billing template list").out == (
        "TEMPLATE  IN USE  FILES\nplain     yes     built-in\n"
    )
    made = cli.run("billing template copy plain")
    folder = cli.folder / "templates"
    assert made.out == f"{folder}/plain.md.j2\n{folder}/plain.html.j2\n"
    assert made.err == f"Copied plain to {folder}/plain.md.j2, {folder}/plain.html.j2\n"
    (row,) = cli.run("billing template list --json").json
    assert row == {
        "name": "plain",
        "used": True,
        "files": [f"{folder}/plain.html.j2", f"{folder}/plain.md.j2"],
    }


def test_a_copy_writes_the_same_documents(billable: Cli) -> None:
    before = billable.at(DAY).run("billing preview case-1").out
    billable.run("billing template copy plain --name own")
    assert billable.at(DAY).run("billing preview case-1 --template own").out == before
    billable.at(DAY).run("billing issue case-1 --template own")
    ((snapshot,),) = billable.rows("SELECT snapshot FROM invoice")
    for kind in FORMATS:
        kept = billable.run(f"billing show 2026-0001 --format {kind}").raw
        assert [kept] == contents(from_values(json.loads(snapshot)), [kind])


def test_a_copy_is_never_over_a_changed_file(cli: Cli) -> None:
    cli.run("billing template copy plain --to out")
    again = cli.run("billing template copy plain --to out")
    assert (again.out, again.err) == ("", "The copy already exists.\n")
    path = Path("out/plain.html.j2")
    try:
        path.write_text("mine")
        cli.at(DAY).refused(
            "billing template copy plain --to out",
            code=6,
            message="cannot write out/plain.html.j2: a different file is already there",
        )
        assert path.read_text() == "mine"
    finally:
        for one in Path("out").iterdir():
            one.unlink()
        Path("out").rmdir()


def test_the_template_of_the_option_comes_before_that_of_the_settings(billable: Cli) -> None:
    write(billable, "# {{ title }} of one\n", "one")
    write(billable, "# {{ title }} of two\n", "two")
    preview = billable.at(DAY).run
    assert preview("billing preview case-1").out.startswith("# Invoice PREVIEW\n")
    billable.run("config set billing.template one")
    assert preview("billing preview case-1").out == "# Invoice of one\n"
    assert preview("billing preview case-1 --template two").out == "# Invoice of two\n"
    assert preview("billing preview case-1 --template plain").out.startswith("# Invoice PREVIEW")


def test_a_template_of_a_users_own_comes_before_the_built_in_one_of_its_name(
    billable: Cli,
) -> None:
    write(billable, "Ours: {{ total }}\n", "plain")
    assert billable.at(DAY).run("billing preview case-1").out == "Ours: 135.00 USD\n"


def test_the_folder_of_templates_is_a_setting(billable: Cli) -> None:
    folder = billable.folder / "elsewhere"
    folder.mkdir()
    (folder / "own.md.j2").write_text("{{ number }}\n")
    for named in (str(folder), "elsewhere", "~/elsewhere"):
        settings(billable, billing_template_dir=named)
        made = billable.at(DAY).run("billing preview case-1 --template own")
        assert made.out == "PREVIEW\n"


def test_a_document_says_which_template_it_was_made_with_and_how_that_was(
    billable: Cli,
) -> None:
    write(billable, "{{ number }}: {{ total }}\n")
    made = issue(billable, "case-1 --template own")
    name, stamp = made["template"].split()
    assert (name, len(stamp)) == ("own", 12)
    assert billable.run("billing show 2026-0001").out == "2026-0001: 135.00 USD\n"
    assert page(billable.run("billing show 2026-0001 --format html").out).all("h1")
    write(billable, "Another text\n")
    assert billable.run("billing show 2026-0001").out == "2026-0001: 135.00 USD\n"
    credit = billable.at(DAY).run("billing credit 2026-0001 --template own --json").json
    assert credit["template"].split()[0] == "own"
    assert credit["template"] != made["template"]
    assert billable.run("billing show CN-2026-0001").out == "Another text\n"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a\nb {{ numbr }}\n", ", line 2: 'numbr' is undefined"),
        ("{% if kind == 'never' %}\n{{ numbr }}\n{% endif %}", ", line 2: 'numbr' is undefined"),
        ("\n\n{{ seller.nam }}", ", line 3: 'dict object' has no attribute 'nam'"),
        ("{% for line in lines %}\n", ", line 1: Unexpected end of template."),
        ("\n{{ total|moeny }}", ", line 2: No filter named 'moeny'."),
        ("{{ total }", ", line 1: unexpected '}'"),
        ("{{ 1 / 0 }}", ", line 1: ZeroDivisionError: division by zero"),
        ("\n{{ total + 1 }}", ", line 2: TypeError: "),
    ],
)
def test_a_broken_template_is_refused_with_its_line(billable: Cli, text: str, what: str) -> None:
    path = write(billable, text)
    message = f"error: the template {path}{what}"
    for line in ("billing issue case-1 --template own", "billing template check"):
        before = billable.dump()
        refused = billable.at(DAY).run(line, code=1)
        assert refused.out == ""
        assert refused.err.startswith(message.rstrip(".")), refused.err
        assert billable.dump() == before


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a\n{% include '/etc/passwd' %}", "line 2: include is not allowed"),
        ("{% import 'plain.md.j2' as x %}", "line 1: import is not allowed"),
        ("{% from 'x' import y %}", "line 1: import is not allowed"),
        ("\n\n{% extends 'x' %}", "line 3: extends is not allowed"),
    ],
)
def test_a_template_that_reads_other_files_is_refused(billable: Cli, text: str, what: str) -> None:
    refused_everywhere(billable, text, f", {what}: a template is a single file")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{ open('/etc/passwd') }}", "'open' is undefined"),
        ("{{ lipsum.__globals__ }}", "'lipsum' is undefined"),
        (
            "{{ ''.__class__.__mro__ }}",
            "access to attribute '__class__' of 'str' object is unsafe",
        ),
        (
            "{{ namespace.__init__.__globals__ }}",
            "access to attribute '__init__' of 'type' object is unsafe",
        ),
        (
            "{{ '{0.__class__}'.format(1) }}",
            "access to attribute '__class__' of 'int' object is unsafe",
        ),
        ("{{ words.update({'a': 1}) }}", "access to attribute 'update' of 'dict' object is unsafe"),
    ],
)
def test_a_template_that_reaches_outside_is_refused(billable: Cli, text: str, what: str) -> None:
    refused_everywhere(billable, text, f", line 1: {what}")


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("'a'.maketrans", "a function is not text"),
        ("seller['name'].format", "a function is not text"),
        ("['a']|map(attribute='upper')|list", "a function is not text"),
        ("{'a': words.items}", "a function is not text"),
        ("range", "a function is not text"),
        ("lines|map('upper')", "a generator is not text"),
        ("10.0**400", "Numerical result out of range"),
    ],
)
@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_template_that_prints_what_is_no_text_is_refused(
    billable: Cli, value: str, what: str, kind: str
) -> None:
    refused_everywhere(billable, f"{{{{ {value} }}}}", f", line 1: {what}", kind)


@pytest.mark.parametrize("value", [r"'\ud800'", "'%c'|format(56320)"])
def test_a_template_that_writes_no_character_is_refused(billable: Cli, value: str) -> None:
    what = ": it writes half of a surrogate pair, which is not a character"
    refused_everywhere(billable, f"{{{{ {value} }}}}", what)


LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
CALLS = "{% macro f(n) %}{{ f(n) }}{% endmacro %}\n{{ f(1) }}"
WIDE = "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}"
TWICE = "\n".join(["{% set s = 'x' * 999 %}", *["{% set s = s ~ s %}"] * 40, "{{ s }}"])
TWICE_PLUS = TWICE.replace("~", "+")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (LOOP, ", line 1: its loops run more than 250,000 times"),
        (WIDE, ", line 1: it"),
        ("{{ range(10 ** 7) }}", ", line 1: Range too big. The sandbox blocks ranges"),
        (CALLS, ", line 1: it calls itself endlessly"),
        ("{{ 'x' * 10 ** 9 }}", ", line 1: a value is longer than 1,000,000"),
        ("{{ lines * 10 ** 9 }}", ", line 1: a value is longer than 1,000,000"),
        ("{{ 10 ** 10 ** 8 }}", ", line 1: a number in ** is too large"),
        (TWICE_PLUS, ", line 11: a value is longer than 1,000,000"),
        (TWICE, ", line "),
        ("{{ 'x'|center(10000000000) }}", ", line 1: it uses too much memory"),
        ("{{ '%0999999999d' % 1 }}", ", line 1: it uses too much memory"),
        ("{{ [1]|batch(999999999, 2)|list }}", ", line 1: it "),
        (
            "{% for i in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
            ": it writes more than 20,000,000 characters",
        ),
    ],
)
def test_a_template_that_never_ends_or_grows_without_end_is_stopped(
    billable: Cli, text: str, what: str
) -> None:
    path = write(billable, text)
    before = billable.dump()
    refused = billable.at(DAY).run("billing issue case-1 --template own", code=1)
    assert refused.out == ""
    assert refused.err.startswith(f"error: the template {path}{what}"), refused.err
    assert billable.dump() == before


@pytest.mark.parametrize("text", ["", "\n \n", "{% if preview %}{{ number }}{% endif %}"])
def test_a_template_that_writes_nothing_is_refused(billable: Cli, text: str) -> None:
    refused_everywhere(billable, text, ": it writes nothing")


def test_what_is_wrong_for_one_customer_alone_holds_up_no_other(billable: Cli) -> None:
    write(billable, "{% if buyer.name == 'Bell' %}\n{{ 1 / 0 }}{% endif %}{{ number }}\n")
    billable.run("customer add Bell")
    ref = record(billable, customer="Bell")
    log(billable, ref, "2026-11-04 9:00-10:00")
    done(billable, ref)
    batch = billable.at(DAY).run("billing issue --all --template own", code=5)
    assert batch.out == "2026-0001\n"
    assert "Bell: the template " in batch.err
    assert ", line 2: ZeroDivisionError" in batch.err
    assert billable.rows("SELECT count(*) FROM invoice") == [(1,)]


@pytest.mark.parametrize(
    ("name", "code", "message", "hint"),
    [
        ("plane", 3, "no template 'plane' in {}", "did you mean plain?"),
        ("zzz", 3, "no template 'zzz' in {}", "timelog billing template list"),
        (
            "../plain",
            2,
            "'../plain' is not a valid template name",
            "use letters, digits, - and _; to list templates: timelog billing template list",
        ),
    ],
)
def test_a_template_that_does_not_exist_is_refused_by_name(
    billable: Cli, name: str, code: int, message: str, hint: str
) -> None:
    said = message.format(billable.folder / "templates")
    for line in (
        f"billing issue case-1 --template {name}",
        f"billing preview case-1 --template {name}",
        f"billing template copy {name}",
    ):
        billable.at(DAY).refused(line, code=code, message=said, hint=hint)
    if code == 2:
        billable.at(DAY).refused(
            f"config set billing.template {name}",
            code=2,
            message=f"invalid setting billing.template: {said}",
            hint=hint,
        )
        billable.at(DAY).refused(
            f"billing template copy plain --name {name}", code=2, message=said, hint=hint
        )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("own.txt", b"x", "{} is not a valid name for a template file"),
        ("gone.md.j2", None, "cannot read the template {}: no such file or directory"),
        ("own.md.j2", b"\xff", "the template {} is not UTF-8 text"),
        ("own.html.j2", b"x" * 1_000_001, "the template {} is larger than 1,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_template_is_refused(
    cli: Cli, name: str, content: bytes | None, message: str
) -> None:
    path = cli.folder / name
    if content is not None:
        path.write_bytes(content)
    cli.at(DAY).refused(f"billing template check {path}", message=message.format(path))


def test_a_template_that_takes_too_long_is_stopped_and_no_process_is_left_behind(
    billable: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Remembered(subprocess.Popen[bytes]):
        def __init__(self, *words: Any, **more: Any) -> None:
            super().__init__(*words, **more)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Remembered)
    path = write(billable, "{{ [1]|slice(99999999999)|list }}", "endless")
    before = billable.dump()
    refused = billable.at(DAY).run("billing issue case-1 --template endless", code=1)
    assert refused.out == ""
    assert refused.err.startswith(f"error: the template {path}"), refused.err
    assert billable.dump() == before
    write(billable, "{{ number }}\n")
    billable.at(DAY).run("billing issue case-1 --template own")
    assert started
    for process in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(process.pid, os.WNOHANG)


def test_the_built_in_template_writes_an_invoice_of_any_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "LONGEST_OUTPUT", 200_000)
    (item, *_) = samples()[0].items
    document = samples()[0]._replace(items=(item._replace(note="x" * 1_500),) * 150)
    for one in FORMATS:
        assert len(contents(document, [one])[0]) > sandbox.LONGEST_OUTPUT


def test_templates_that_are_fine_are_said_to_be(cli: Cli) -> None:
    assert cli.run("billing template check").err == "plain: OK\n"
    path = write(cli, "{{ number }}\n")
    assert cli.run(f"billing template check {path}").err == f"{path}: OK\n"
    assert cli.run("billing template check --json").json == [
        {"file": str(path), "fine": True},
        {"file": "plain", "fine": True},
    ]


EVIL = "a|b *c* `d` <b>e</b> [f](g) _h_ # ~i~ \\ &"
ESCAPED = r"a\|b \*c\* \`d\` &lt;b&gt;e&lt;/b&gt; \[f\](g) \_h\_ \# \~i\~ \\ &amp;"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{{ buyer.name }}", ESCAPED),
        ("{{ buyer.name ~ '!' }}", f"{ESCAPED}!"),
        ("{{ '**'|safe ~ buyer.name ~ '**'|safe }}", f"**{ESCAPED}**"),
        ("{{ '**'|safe ~ buyer.name|replace('x', 'y') }}", f"**{ESCAPED}"),
        ("{{ [buyer.name, buyer.name]|join('<br>'|safe) }}", f"{ESCAPED}<br>{ESCAPED}"),
        ("{{ '%s'|format(buyer.name) }}", ESCAPED),
        ("{{ '**%s**'|safe|format(buyer.name) }}", f"**{ESCAPED}**"),
        ("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(buyer.name) }}", f"<{ESCAPED}>"),
        ("{% set x %}*{{ buyer.name }}*{% endset %}{{ x }}", f"*{ESCAPED}*"),
        ("{{ buyer.name|e }}", ESCAPED),
        ("{{ buyer.address|join('\n'|safe) }}", "\\- x\n1\\. y\n\\=\n-1.50\n1.5"),
    ],
)
def test_what_a_template_prints_is_escaped_by_itself(cli: Cli, text: str, written: str) -> None:
    cli.run(["customer", "add", EVIL, "--address", "- x\n1. y\n=\n-1.50\n1.5"])
    service(cli)
    record(cli, customer="'a|'")
    log(cli, "case-1", "9:00-10:00")
    done(cli, "case-1")
    write(cli, text)
    assert cli.at(DAY).run("billing preview case-1 --template own").out == f"{written}\n"


def test_the_fields_of_templates_are_those_of_the_table() -> None:
    def paths(values: object, prefix: str = "") -> set[str]:
        if isinstance(values, list):
            return {f"{prefix}[]"} | {path for one in values for path in paths(one, f"{prefix}[]")}
        if isinstance(values, dict):
            dot = f"{prefix}." if prefix else ""
            return {prefix} | {path for key in values for path in paths(values[key], dot + key)}
        return {prefix}

    found = {path for one in samples() for path in paths(view(one))}
    closed = ("exact", "words", "lines[].exact", "quotes[].exact", "buyer", "payment.rows[]")
    found = {
        path for path in found if not any(path.startswith((f"{one}.", f"{one}[")) for one in closed)
    }
    groups = {path.rpartition(".")[0].removesuffix("[]") for path in FIELDS} | {""}
    lists = {path.removesuffix("[]") for path in FIELDS if path.endswith("[]")}
    assert found - groups - lists - {f"{one}[]" for one in groups} <= set(FIELDS)
    assert set(FIELDS) <= found


def test_templates_complete(cli: Cli) -> None:
    write(cli, "x", "letter")
    for words in (["billing", "issue", "--template"], ["config", "set", "billing.template"]):
        assert offered(cli, *words, "") == ["letter", "plain"]
    assert offered(cli, "billing", "template", "") == ["list", "copy", "check"]
    assert offered(cli, "billing", "tem") == ["template"]
    assert offered(cli, "help", "billing", "template", "c") == ["copy", "check"]


def test_the_group_of_templates_has_a_help_of_its_own(cli: Cli) -> None:
    for line in ("billing template", "billing template --help"):
        text = cli.run(line).out
        assert "Usage: timelog billing template [OPTIONS] COMMAND" in text
        assert "copy" in text
    cli.at(DAY).refused(
        "billing template lst",
        code=2,
        message="timelog billing template: unknown command 'lst'",
        hint="did you mean timelog billing template list?",
    )
