"""What the pages say is what happens."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs import blocks as unrun
from tests.docs import pages
from tests.docs.pages import Command, PageError
from timelog_cli.errors import TimelogError

PAGES = {pages.name(page): page for page in pages.pages()}
# The reference is made by the program, which test_reference.py runs.
WRITTEN = [name for name in PAGES if not name.startswith("docs/reference/")]
RUN = [
    name
    for name in WRITTEN
    if name not in pages.AT_A_HUB and pages.commands(PAGES[name].read_text(encoding="utf-8"))
]
READ = {"sh", "toml", "json", "text", "yaml", "ini", "lua", "make"}


def text_of(name: str) -> str:
    return PAGES[name].read_text(encoding="utf-8")


def prose_of(name: str) -> str:
    """The page without its blocks."""
    return re.sub(r"^```.*?^```", "", text_of(name), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", RUN)
def test_a_page_shows_what_its_commands_print(name: str, tmp_path: Path) -> None:
    typed = pages.commands(text_of(name))
    outputs = pages.play(typed, tmp_path)
    for command, shown in zip(typed, outputs, strict=True):
        if not pages.fits(command, shown):
            where = f"{name}:{command.line}: $ {command.typed}"
            assert "\n".join(shown) == "\n".join(command.expected), where


@pytest.mark.parametrize("name", WRITTEN)
def test_every_block_of_a_page_is_run_or_read(name: str) -> None:
    for block in pages.blocks(text_of(name)):
        where = f"{name}:{block.line}"
        assert block.language in READ | {pages.CONSOLE}, f"{where}: ```{block.language}"
        if block.language == "toml":
            unrun.read_toml(block.text)
        elif block.language == "json":
            unrun.read_strings(json.loads(block.text))
        elif block.language != pages.CONSOLE:
            for words in unrun.timelog_commands(block.text):
                _assert_right(unrun.read, words, where)


@pytest.mark.parametrize("name", PAGES)
def test_commands_named_in_running_text_exist(name: str) -> None:
    for quoted in re.findall(r"`(timelog [^`]+)`", prose_of(name)):
        words = quoted.replace("help TOPIC", "help times").split()[1:]
        if words[0].islower():  # not a placeholder, as in `timelog COMMAND --help`
            _assert_right(unrun.find, words, f"{name}: `{quoted}`")


def _assert_right(check: Callable[[list[str]], None], words: list[str], where: str) -> None:
    try:
        check(words)
    except TimelogError as error:
        raise AssertionError(f"{where}: {error.message}") from error


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = PAGES[name]
    for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(name)):
        path, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{name}: {target}"
        if anchor and found.suffix == ".md":
            assert anchor in _anchors(found.read_text(encoding="utf-8")), f"{name}: {target}"


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_a_page_with_other_output_does_not_fit() -> None:
    command = Command("timelog status", 1, ["idle"])
    assert pages.fits(command, ["idle"])
    assert not pages.fits(command, ["idle", ""])
    assert not pages.fits(command, ["running"])


def test_lines_are_left_out_only_where_that_is_marked() -> None:
    expected = ["first", "…", "last"]
    shown = ["first", "second", "third", "last"]
    assert pages.fits(Command("timelog list", 1, expected, shortened=True), shown)
    assert not pages.fits(Command("timelog list", 1, expected, shortened=True), shown[:-1])
    assert not pages.fits(Command("timelog list", 1, expected), shown)


def test_a_moment_holds_from_the_next_block_on() -> None:
    text = "<!-- at 2026-11-02 09:00 Europe/Rome user=bob -->\n```console\n$ a\n> b\n$ c\n```\n"
    first, second = pages.commands(text)
    assert first.typed == "a\nb"
    assert first.moment == {
        "TIMELOG_NOW": "2026-11-02T09:00",
        "TZ": "Europe/Rome",
        "LOGNAME": "bob",
        "USER": "bob",
    }
    assert second.moment == {}


@pytest.mark.parametrize(
    "text",
    [
        "```console\n$ timelog status\n",
        "```console\nidle\n```\n",
        "  ```console\n$ timelog status\n  ```\n",
        "~~~\n$ timelog status\n~~~\n",
        "<!-- at noon -->\n",
    ],
    ids=["endless", "output first", "indented", "tildes", "no moment"],
)
def test_a_block_that_would_be_overlooked_is_an_error(text: str) -> None:
    with pytest.raises(PageError):
        pages.commands(text)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("0 6 1 * * timelog billing issue --all --out ~/invoices", ["billing", "issue"]),
        ("PS1='$(timelog prompt) '$PS1", ["prompt"]),
        ("set -g status-right '#(timelog prompt)'", ["prompt"]),
        ("| /home/ada/.venv/bin/timelog record mail - 2>> log", ["record", "mail"]),
        ("out=$(timelog status --json) && echo", ["status", "--json"]),
    ],
)
def test_commands_are_found_in_scripts(script: str, found: list[str]) -> None:
    (words,) = unrun.timelog_commands(script)
    assert words[: len(found)] == found


def test_a_command_that_does_not_exist_is_found_out() -> None:
    with pytest.raises(TimelogError):
        unrun.read(["billing", "isue"])
    with pytest.raises(TimelogError):
        unrun.read(["--as", "bob", "start", "case-1", "--att", "9:00"])
