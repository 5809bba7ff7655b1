"""``json.md``: what ``--json`` prints, for people, with a real example of each shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile, copytree
from tempfile import TemporaryDirectory
from typing import Any

from docbuilder import markdown as md
from docbuilder import program
from docbuilder.run import Desk, Ran
from docbuilder.shapes import SHAPES, VARIANTS, schema
from timelog_cli.cli.demo import MAIL

FRAMES = Path(__file__).parents[1] / "files" / "frames"
STATEMENT = FRAMES.with_name("statement.xml")
# What happens before the examples are asked for.
STORY = (
    ("2026-11-02 08:50", 'timelog config set seller.name "Ada Lovelace"'),
    ("2026-11-02 08:51", "timelog config set mail.from ada@lovelace.example"),
    ("2026-11-02 08:55", "timelog service add Consulting --price 60 --currency USD --tax-rate 22"),
    ("2026-11-02 09:00", "timelog record mail - < mail.eml"),
    ("2026-11-02 09:01", "timelog record edit case-1 --service Consulting --billable"),
    ("2026-11-02 09:05", "timelog start case-1 --billable"),
    ("2026-11-02 09:50", "timelog pause"),
    ("2026-11-02 10:10", "timelog resume"),
    ("2026-11-02 10:55", 'timelog stop --note "Repaired the session store" --tag login'),
    ("2026-11-02 11:00", "timelog record resolve case-1"),
    ("2026-11-02 11:05", "timelog billing issue case-1 --date 2026-11-02"),
    ("2026-11-02 11:10", "timelog customer edit grace --address 'Via Roma 1, Torino'"),
    (
        "2026-11-02 11:15",
        'timelog record add "Plan the move" --customer grace --service Consulting --billable',
    ),
    ("2026-11-02 11:30", "timelog add task-2 15m --billable"),
    ("2026-11-02 11:31", "timelog record resolve task-2"),
    ("2026-11-02 11:32", 'timelog record add "Write it down" --type ticket --estimate 3h'),
    ("2026-11-02 11:35", "timelog start ticket-3"),
)
NOW = "2026-11-02 12:00"
# The command of each example, in the order of the page.
EXAMPLES = {
    "record": "timelog record edit case-1 --estimate 2h --json",
    "records-changed": "timelog record reopen case-1 task-2 --json",
    "records": "timelog record list --type task --json",
    "record-show": "timelog record show case-1 --json",
    "timer": "timelog pause --json",
    "timers": "timelog timer list --json",
    "status": "timelog status --json",
    "log": "timelog log show 1 --json",
    "logs": "timelog log list today --json",
    "log-edits": "EDITOR='sed -i s/billable/#planning/' timelog log edit --editor --json",
    "gaps": "timelog log gaps today --json",
    "tags": "timelog tag list --json",
    "tag-change": "timelog tag rename login sessions --uninvoiced --json",
    "service": "timelog service edit Consulting --price 66.50 --json",
    "services": "timelog service list --json",
    "service-show": "timelog service show Consulting --json",
    "customer": "timelog customer edit grace --terms 14d --json",
    "customers": "timelog customer list --json",
    "customer-show": "timelog customer show grace --json",
    "item": "timelog billing item add task-2 'Train to Turin' 48.00 --json",
    "items": "timelog billing item list --json",
    "retainers": "timelog billing retainer list --json",
    "invoice": "timelog billing credit 2026-0001 --json",
    "preview": "timelog billing preview --json",
    "invoices": "timelog billing issue task-2 --json",
    "billing-check": "timelog billing check task-2 --format xrechnung --json",
    "issue-summary": "timelog billing issue --all --out invoices --summary --json",
    "invoice-show": "timelog billing show 2026-0001 --json",
    "invoices-sent": "timelog billing send 2026-0001 --json",
    "reminders": "timelog billing remind --json",
    "mail": "timelog billing send 2026-0001 --mail --dry-run --json",
    "bank-entries": "timelog billing pay --from-bank statement.xml --json",
    "invoice-list": "timelog billing list --json",
    "ageing": "timelog billing ageing --json",
    "billing-totals": "timelog billing totals --json",
    "unbilled": "timelog billing unbilled --json",
    "export": "timelog billing export --out invoices --json",
    "period-lock": "timelog billing lock 2026-10-31 --json",
    "number-series": "timelog billing number set quote 17 --json",
    "number-series-list": "timelog billing number list --json",
    "templates": "timelog billing template list --json",
    "template-check": "timelog billing template check --json",
    "report": "timelog report today --by record --json",
    "timesheet": "timelog timesheet today --customer grace --json",
    "exported": "timelog export --to ics --out work.ics --json",
    "import": "timelog import frames --dry-run --json",
    "today": "timelog today --json",
    "week": "timelog week --json",
    "calendar": "timelog calendar 2026-11-01..2026-11-03 --json",
    "balance": "timelog balance --json",
    "days-off": "timelog dayoff add 2026-12-24 --half Christmas Eve --json",
    "undo": "timelog undo --json",
    "history": "timelog history --limit 2 --json",
    "history-show": "timelog history show 6 --json",
    "prompt": "timelog prompt --json",
    "shell-init": "timelog shell-init fish --json",
    "setting": "timelog config set timer.on_start pause --json",
    "settings": "timelog config list --json",
    "config-edit": "EDITOR=true timelog config edit --json",
    "event": "timelog hook example on-stop",
    "hooks": "timelog hook list --json",
    "hook-check": "timelog hook check --json",
    "hook-run": "timelog hook run on-stop --json",
    "path": "timelog db path --json",
    "db-check": "timelog db check --json",
    "db-backup": "timelog db backup backup.db --json",
    "db-restore": "timelog db restore backup.db --yes --json",
    "db-compact": "timelog db compact --keep 365d --json",
    "demo": "timelog demo --json",
    "error": "timelog start case-9 --json",
}

# Those that need a hub, as printed once: ``tests/hub`` compares their shape with what is printed.
RECORDED: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("hub.json").read_text(encoding="utf-8")
)
# What is found ends with a code too.
FAILING = ("error", "billing-check")


def page() -> str:
    """The page."""
    with TemporaryDirectory() as folder:
        ran = dict(examples(Path(folder).resolve()))
    return md.page(
        "JSON",
        "Every command takes `--json`. A command that lists prints an array; any other prints the"
        " object it is about. A command that takes several arguments always prints an array, even"
        " with one element or none; only `billing send`, `billing pay` and `record resolve`,"
        " `close`, `reopen`, `wait` and `delete` print the object of a single document or record."
        " Lists also take `--format jsonl`, one object per line. If you answer a question with"
        " no, or if `--if-running` finds no timer, the output is `null`."
        " Keys are stable; new ones may be added.",
        "Each shape has a [JSON Schema](schemas/) (2020-12), and the tests compare it with the"
        " output of the program. The schemas refer to each other by file name, so keep them in one"
        " folder.",
        "## Values",
        md.table(("value", "what it is"), _values()),
        *(
            block
            for name in [*EXAMPLES, *RECORDED, "message", "entry", "day-off"]
            for block in _shape(name, ran)
        ),
        "## The examples",
        "Those of `sync` are of a hub that two people share. The others were run on 2026-11-02 at"
        " 12:00 in Rome, after these commands:",
        md.code("\n".join(f"{line}  # {at[11:]}" for at, line in STORY), "sh"),
    )


def examples(folder: Path) -> Iterator[tuple[str, Ran]]:
    """Each example, run after the story, on a copy of its own."""
    told = folder / "story"
    told.mkdir()
    desk = Desk(told)
    for at, line in STORY:
        ran = desk.run(line, at, stdin=MAIL if "mail.eml" in line else b"")
        if ran.code:
            raise RuntimeError(ran.shown())
    for number, (name, line) in enumerate(EXAMPLES.items()):
        copy = folder / str(number)
        copytree(told, copy)
        if "hook" in name:
            install_hook(copy / ".config/timelog/hooks")
        if name == "import":
            copyfile(FRAMES, copy / "frames")
        if name == "bank-entries":
            copyfile(STATEMENT, copy / "statement.xml")
        if "restore" in line:
            Desk(copy).run("timelog db backup backup.db", NOW)
        ran = Desk(copy).run(line, NOW)
        if bool(ran.code) != (name in FAILING):
            raise RuntimeError(ran.shown())
        yield name, ran


def install_hook(folder: Path) -> None:
    """Put a hook into a new folder for hooks."""
    hook = folder / "on-stop"
    folder.mkdir(parents=True, mode=0o755)
    hook.write_text("#!/bin/sh\ncat > /dev/null\necho Well done\n", encoding="utf-8")
    hook.chmod(0o755)


def _values() -> Iterator[tuple[str, str]]:
    for name, part in schema("common")["$defs"].items():
        kind = f" One of {md.listed(part['enum'])}." if "enum" in part else ""
        yield name, part["description"] + kind


def _variant(words: str, option: str) -> str:
    command = next(one for one in program.commands() if one.words == words)
    value = next(param.metavar for param in command.params if option in param.flags)
    needed = (f" {one.metavar}" for one in command.params if one.required and not one.flags)
    return f"timelog {words}{''.join(needed)} {option}" + (f" {value}" if value else "")


def _shape(name: str, ran: dict[str, Ran]) -> Iterator[str]:
    found = schema(name)
    yield f"## {name}"
    yield found["description"] + (" The exit code is 1 to 7, or 130." if name == "error" else "")
    printed = [f"timelog {words}" for words, shape in SHAPES.items() if name == shape]
    printed += [_variant(*words) for words, shape in VARIANTS.items() if name == shape]
    by = f"Printed by {md.listed(printed)}. " if printed else ""
    yield f"{by}Schema: [{name}.json](schemas/{name}.json)"
    rows = list(_rows(found))
    if rows:
        yield md.table(("key", "value", "what it is"), rows)
    if name in ran:
        yield md.code(f"$ {ran[name].line}", "console")
        yield md.code(_settled(ran[name].err if name == "error" else ran[name].out), "json")
    elif name in RECORDED:
        yield md.code(f"$ {RECORDED[name]['line']}", "console")
        yield md.code(json.dumps(RECORDED[name]["prints"], indent=2, ensure_ascii=False), "json")


def _settled(printed: str) -> str:
    """The same with what chance and the version of SQLite decide set, and long texts cut."""
    printed = re.sub(r'("script": "[^"\\]*)([^"\\]|\\.)*', r"\1…", printed)
    printed = re.sub(r'("size_bytes": )\d+', r"\g<1>151552", printed)
    printed = re.sub(
        r'("message_id": ")[0-9a-f]{32}', r"\g<1>9833617131bd4da7ad790198776ee36b", printed
    )
    return re.sub(r'("uuid": ")[0-9A-F]{32}', r"\g<1>9833617131BD4DA7AD790198776EE36B", printed)


def _rows(part: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str, str]]:
    for option in part.get("oneOf", part.get("anyOf", [])):
        yield from _rows(option, prefix)
        return
    if part.get("type") == "array":
        yield from _rows(part["items"], f"{prefix.removesuffix('.')}[].")
    for key, value in part.get("properties", {}).items():
        if "#/properties/" in value.get("$ref", ""):
            continue
        yield md.verbatim(prefix + key), kind(value), value.get("description", "")
        yield from _rows(value, f"{prefix}{key}.")


def kind(part: dict[str, Any]) -> str:
    """The type of a value, in words."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2].removesuffix(".json")
        return name if "$defs" in part["$ref"] else f"[{name}](#{name})"
    if "anyOf" in part:
        return " or ".join(map(kind, part["anyOf"]))
    if "enum" in part:
        return ", ".join(_one(value) for value in part["enum"])
    if "const" in part:
        return _one(part["const"])
    if part["type"] == "array":
        items = kind(part["items"])
        return "array of objects" if items == "object" else f"array of {items}"
    return " or ".join(part["type"]) if isinstance(part["type"], list) else str(part["type"])


def _one(value: str | None) -> str:
    return md.verbatim(value) if value else "null" if value is None else "empty"
