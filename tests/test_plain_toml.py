"""What is read without tomllib is what tomllib reads."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timelog_cli.settings.toml import plain_values

PIECES = (
    *("user", "a", "timer", "warn_after", "[timer]", "[ a ]", "[a]", "[", "]", "=", " ", "\t"),
    *('"', "'", '"""', '"9h"', "'x'", "\\", "x", ".", "é", "#", "\n", "\n", "\r\n", "\r"),
    *("9", "0", "09", "-9", "1_0", "1.5", "true", "9:00", "\x00", "\x1f", "\x7f", "\x85", "\u2028"),
)


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        inner = flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
        found |= inner
    return found


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_it_reads_the_same_or_leaves_it_to_tomllib(text: str) -> None:
    found = plain_values(text)
    if found is not None:
        assert found == flat(tomllib.loads(text))


names = st.text("abc_-9", min_size=1, max_size=3)
texts = st.text("aZ9 .:#=[]éß–字/@", max_size=8)
values = st.one_of(texts.map('"{}"'.format), texts.map("'{}'".format), st.integers(0, 999))


@given(
    st.dictionaries(names, values, max_size=3),
    st.dictionaries(names, st.dictionaries(names, values, max_size=3), max_size=3),
)
def test_what_is_plain_is_not_left(own: dict[str, Any], tables: dict[str, Any]) -> None:
    lines = [f"{name} = {value} # why" for name, value in own.items()]
    for table in set(tables) - set(own):
        lines += ["", f"[{table}]", *(f"{name}={value}" for name, value in tables[table].items())]
    text = "\n".join(lines)
    assert plain_values(text) == flat(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        'user = "a\\u0041"',
        'user = """a"""',
        "user = 'a' 'b'",
        'user = ["a"]',
        "user = 1.5",
        "user = 007",
        'timer.warn_after = "9h"',
        '"timer.warn_after" = "9h"',
        'user = "a"\nuser = "b"',
        "[timer]\n[timer]",
        'timer = "a"\n[timer]\nwarn_after = "9h"',
        "[timer.more]",
        "[[timer]]",
        "user",
        "= 3",
        "[timer",
    ],
)
def test_what_is_not_plain_or_wrong_is_left_to_tomllib(text: str) -> None:
    assert plain_values(text) is None
