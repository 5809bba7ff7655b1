from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timelog_cli.domain.documents.numbering import (
    check_pattern,
    counter_key,
    file_name,
    fits,
    number,
)
from timelog_cli.errors import UsageError

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("pattern", "seq", "expected"),
    [
        ("{year}-{seq:04}", 42, "2026-0042"),
        ("{year}-{seq:04}", 12345, "2026-12345"),
        ("{seq}", 7, "7"),
        ("RE{yy}{month}{day}/{seq:03}", 7, "RE260309/007"),
        ("{seq:1}/{year}", 7, None),
        ("{seq:01}/{year}", 7, "7/2026"),
        ("{seq:012}", 7, "000000000007"),
        ("{month:02}.{seq}", 7, "03.7"),
        ("Nº {seq} of {year}, {year}", 7, "Nº 7 of 2026, 2026"),
    ],
)
def test_number_fills_the_pattern(pattern, seq, expected):
    if expected is None:
        with pytest.raises(UsageError):
            number(pattern, DAY, seq)
    else:
        assert number(pattern, DAY, seq) == expected


def test_year_before_a_thousand_keeps_four_digits():
    assert number("{year}{yy}-{seq}", date(987, 1, 2), 1) == "098787-1"


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "the number pattern is empty"),
        (" \t", "the number pattern is empty"),
        ("{year}", "the number pattern '{year}' has no {seq}"),
        ("plain", "the number pattern 'plain' has no {seq}"),
        ("{seq}{seq}", "the number pattern '{seq}{seq}' has {seq} more than once"),
        ("{seq}\x1b[2J", "the number pattern contains a character that is not allowed: \\x1b"),
        ("{seq}\n{year}", "the number pattern contains a character that is not allowed: \\n"),
        ("{seq}\u202e", "the number pattern contains a character that is not allowed: \\u202e"),
        ("{seq}" + "x" * 60, "the number pattern has 65 characters; the maximum is 64"),
        ("{seq", "the number pattern '{seq' has an unmatched brace"),
        ("seq}", "the number pattern 'seq}' has an unmatched brace"),
        ("{{seq}}", "the number pattern '{{seq}}' has an unmatched brace"),
        ("{seq}}", "the number pattern '{seq}}' has an unmatched brace"),
        ("{seq}-{", "the number pattern '{seq}-{' has an unmatched brace"),
        ("{seq:{year}}", "the number pattern '{seq:{year}}' has an unmatched brace"),
    ],
)
def test_pattern_that_makes_no_numbers_is_refused(pattern, message):
    with pytest.raises(UsageError) as caught:
        check_pattern(pattern)
    assert (caught.value.code, caught.value.message) == (2, message)
    assert caught.value.hint == "use a pattern such as {year}-{seq:04}"


@pytest.mark.parametrize(
    "field",
    ["client", "", "0", "seq.real", "seq.__class__", "seq[0]", "year!r", "SEQ", "seq ", "ѕeq"],
)
def test_field_that_is_not_known_is_refused(field):
    with pytest.raises(UsageError) as caught:
        check_pattern(f"{{seq}}{{{field}}}")
    assert caught.value.message.endswith(f"has the unknown field '{field}'")
    assert caught.value.hint == (
        "use the fields {year}, {yy}, {month}, {day}, {customer}, {seq} and {seq:04}"
    )


@pytest.mark.parametrize("form", [":", ":4", ":x", ":013", ":0٤", ":>04", ":04d", ":-04", ":0 4"])
def test_format_that_is_not_known_is_refused(form):
    with pytest.raises(UsageError) as caught:
        check_pattern(f"{{seq{form}}}")
    assert caught.value.message.endswith(f"has the unknown format 'seq{form}'")
    assert caught.value.hint == "use a zero and a width of up to 12, such as {seq:04}"


@pytest.mark.parametrize(
    ("pattern", "code", "expected", "key"),
    [
        ("{customer}-{seq:03}", "acme", "acme-007", "ACME-{seq}"),
        ("{customer}{year}-{seq}", "A1", "A12026-7", "A12026-{seq}"),
        ("{seq}/{customer}", "0", "7/0", "{seq}/0"),
        ("{month}.{seq}.{customer}", "X", "03.7.X", "{month}.{seq}.X"),
        ("{customer}.{seq}_{customer}", "b", "b.7_b", "B.{seq}_B"),
    ],
)
def test_code_of_the_customer_is_in_number_and_key(pattern, code, expected, key):
    assert number(pattern, DAY, 7, code) == expected
    assert counter_key(pattern, DAY, code) == key
    assert fits(key, pattern)
    assert not fits(key, "X{year}-{seq}")


@pytest.mark.parametrize(
    "pattern",
    [
        *("{customer}{seq}", "{seq}{customer}", "{customer}{year}{seq:04}", "{customer}A{seq}"),
        *("{seq}0{month}{customer}", "{customer}-{customer}{seq}", "{customer}-{seq}{customer}"),
    ],
)
def test_customer_and_counter_are_apart(pattern):
    with pytest.raises(UsageError) as caught:
        check_pattern(pattern)
    assert caught.value.message.endswith("needs a separator between {customer} and {seq}")
    assert caught.value.hint == "use a pattern such as {customer}-{seq:04}"


@pytest.mark.parametrize("form", [":", ":04", ":x"])
def test_a_code_has_no_width(form):
    with pytest.raises(UsageError) as caught:
        check_pattern(f"{{customer{form}}}-{{seq}}")
    assert caught.value.hint == "use {customer} without a width"


def test_pattern_is_kept_without_blanks_around_it():
    assert check_pattern(" {year}-{seq:04} ") == "{year}-{seq:04}"
    assert number(" {seq} ", DAY, 3) == "3"


@pytest.mark.parametrize(
    ("pattern", "other_day", "shared"),
    [
        ("{year}-{seq}", date(2026, 12, 31), True),
        ("{year}-{seq}", date(2027, 3, 9), False),
        ("{yy}-{seq}", date(2027, 3, 9), False),
        ("{seq}", date(2031, 1, 1), True),
        ("{year}{month}-{seq}", date(2026, 3, 31), True),
        ("{year}{month}-{seq}", date(2026, 4, 1), False),
        ("{year}{month}{day}-{seq}", date(2026, 3, 10), False),
        ("{month}-{seq}", date(2026, 4, 1), True),
    ],
)
def test_counter_is_shared_within_its_period(pattern, other_day, shared):
    assert (counter_key(pattern, DAY) == counter_key(pattern, other_day)) is shared


def test_width_of_the_counter_is_no_part_of_its_key():
    widths = ["{seq}", "{seq:04}", "{seq:012}"]
    assert {counter_key("{year}-" + width, DAY) for width in widths} == {"2026-{seq}"}
    assert {counter_key("A" + width, DAY) for width in widths} == {"A{seq}"}


def test_series_have_counters_of_their_own():
    keys = {counter_key(pattern, DAY) for pattern in ("A{seq}", "B{seq}", "{seq}A", "{seq}")}
    assert len(keys) == 4


codes = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=3)
separators = st.sampled_from(["-", "/", "-{year}/", "{month}.", "A-"])


@settings(max_examples=200, deadline=None)
@given(
    separators,
    separators,
    st.sampled_from(["{seq}", "{seq:03}"]),
    st.booleans(),
    st.lists(st.tuples(codes, st.integers(1, 12)), min_size=2, max_size=9),
)
def test_numbers_of_several_customers_never_repeat(first, second, seq, after, given):
    """Whatever their codes are, as each counts for itself."""
    pattern = f"{seq}{first}{{customer}}" if after else f"{{customer}}{second}{seq}"
    found = {}
    for code, count in given:
        for place in range(1, count + 1):
            key = (counter_key(pattern, DAY, code), place)
            assert found.setdefault(number(pattern, DAY, place, code), key) == key


fields = st.sampled_from(["{year}", "{yy}", "{month}", "{day}", "-", "/", "A", "x1", "{month:03}"])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(fields, max_size=3),
    st.sampled_from(["{seq}", "{seq:03}"]),
    st.lists(fields, max_size=2),  # a pattern of more than 64 characters is refused
    st.lists(st.dates(date(2020, 1, 1), date(2099, 12, 31)), min_size=1, max_size=20),
)
def test_numbers_of_one_pattern_never_repeat(before, seq, after, days):
    pattern = "".join(before) + seq + "".join(after)
    counters: dict[str, int] = {}
    seen = []
    for day in days * 3:
        key = counter_key(pattern, day)
        counters[key] = counters.get(key, 0) + 1
        seen.append(number(pattern, day, counters[key]))
    assert len(set(seen)) == len(seen)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.text("{}seqyar:04.-!", max_size=20))
def test_any_text_is_a_pattern_or_refused(pattern):
    try:
        made = number(pattern, DAY, 12)
    except UsageError as error:
        assert error.hint
    else:
        assert "12" in made


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("2026-0042", "ACME", "md"), "2026-0042_ACME.md"),
        (("2026-0042", "Müller & Söhne GmbH", "csv"), "2026-0042_Muller-Sohne-GmbH.csv"),
        (("2026-0042", "Acme Inc.", "md"), "2026-0042_Acme-Inc.md"),
        (("RE/2026/7", "a\\b:c", "json"), "RE-2026-7_a-b-c.json"),
        (("7", "../../etc/passwd", "md"), "7_etc-passwd.md"),
        (("7", "東京", "md"), "7_customer.md"),
        (("7", "東京", "md", 12), "7_customer-12.md"),
        (("7", "Студия 54", "md", 12), "7_54-12.md"),
        (("7", "東京 Studio", "md", 12), "7_Studio-12.md"),
        (("7", "x" * 160 + "東", "md", 12), "7_" + "x" * 142 + "-12.md"),
        (("7", "Łódź Straße Ærø", "md", 12), "7_Lodz-Strasse-AEro.md"),
        (("7", "Müller & Söhne", "md", 12), "7_Muller-Sohne.md"),
        (("7", "／．．／ℂ…", "md"), "7_C.md"),
        (("№", "", ""), "No_customer.txt"),
        (("--", ".hidden", ".md"), "invoice_hidden.md"),
        (("7", "-rf *", "md"), "7_rf.md"),
        (("7", "a\nb\x00c\udc80", "md"), "7_a-b-c.md"),
        (("7", "snake_case-1.2", "tar.gz"), "7_snake_case-1.2.tar.gz"),
    ],
)
def test_file_name_is_plain_ascii(parts, expected):
    assert file_name(*parts) == expected


def test_long_customers_are_cut_to_fit():
    name = file_name("2026-0042", "x" * 1_000, "csv")
    assert len(name) == 150
    assert name.startswith("2026-0042_xxx")
    assert name.endswith("x.csv")
    assert file_name("7", "x" * 144 + " " + "y" * 9, "md") == "7_" + "x" * 144 + ".md"


texts = st.text(max_size=200) | st.text("./\\-_ aé\x00…⅓﷽㏂", max_size=400)


@settings(max_examples=300, deadline=None)
@given(texts, texts, texts)
@example("..", "..", "..")
@example("㏂" * 64, "㏂" * 64, "㏂" * 64)
def test_file_name_is_safe_for_any_text(first, customer, ext):
    name = file_name(first, customer, ext)
    assert set(name) <= set(string.ascii_letters + string.digits + "._-")
    assert len(name) <= 150
    assert name[0] not in ".-"
    assert name[-1] not in ".-"
    assert "_" in name.strip("._-")
    assert all(part.strip("_-") for part in (name.partition(".")[0], name.rpartition(".")[2]))
