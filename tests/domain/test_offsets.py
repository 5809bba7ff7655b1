"""Every zone's clocks, read from its file by us and by zoneinfo, show the same."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo, available_timezones

import pytest

from timelog_cli.domain import clocks, offsets
from timelog_cli.domain.written import need_offsets
from timelog_cli.domain.zones import local
from timelog_cli.errors import Unreadable

ZONES = sorted(available_timezones() - {"localtime"})
_LAST = int(datetime(2200, 12, 31, tzinfo=UTC).timestamp())


def moments(file: bytes, seed: str) -> list[int]:
    """Instants at random, and those at which the clocks change around them."""
    found = []
    rng = random.Random(seed)
    for at in [0, _LAST, *(rng.randrange(_LAST) for _ in range(25))]:
        stretch = offsets.stretch(file, at)
        bounds = stretch[:2] if stretch else ()
        found += [at, *(near for bound in bounds for near in (bound - 1, bound))]
    return [at for at in found if 0 <= at <= _LAST]


@pytest.mark.parametrize("folders", [offsets._FOLDERS, ()], ids=["system", "package"])
def test_the_clocks_of_every_zone_are_those_of_zoneinfo(
    monkeypatch: pytest.MonkeyPatch, folders: tuple[str, ...]
) -> None:
    monkeypatch.setattr(offsets, "_FOLDERS", folders)
    monkeypatch.setattr(offsets, "_contents", {})
    for name in ZONES:
        file = offsets.content(name)
        info = ZoneInfo.from_file(BytesIO(file))
        for at in moments(file, name):
            found = offsets.stretch(file, at)
            theirs = datetime.fromtimestamp(at, info).utcoffset()
            assert theirs is not None
            if found is not None:
                assert found[0] <= at < found[1]
                assert found[2] == theirs.total_seconds(), (name, at)
        assert offsets.stretch(file, _LAST) is not None, name


def test_text_of_a_moment_is_that_of_datetime() -> None:
    for zone in ("Europe/Rome", "America/St_Johns", "Africa/Monrovia", "Asia/Kathmandu", "UTC"):
        for at in moments(offsets.content(zone), zone):
            shown = local(at, zone)
            assert clocks.iso(at, zone) == shown.isoformat()
            assert clocks.written(at, zone) == shown.strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize("footer", ["CET", "<+01", "CET-1CEST", "CET-1CEST,J60,J300", "1", ""])
def test_a_rule_that_is_not_understood_is_left_to_zoneinfo(footer: str) -> None:
    empty = b"TZif2" + bytes(39)
    assert offsets.stretch(empty + empty + f"\n{footer}\n".encode(), _LAST) is None


@pytest.mark.parametrize("content", [b"TZif", b"TZif1" + bytes(60), b"TZif2" + b"\xff" * 60])
def test_a_file_that_is_no_table_of_a_zone_is_left_to_zoneinfo(content: bytes) -> None:
    assert offsets.stretch(content, 0) is None


@pytest.mark.parametrize(
    "name", ["Nowhere/Here", "../passwd", "/etc/localtime", "Europe", "", "a\0b", "Europe//Rome"]
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    assert offsets.content(name) == b""
    with pytest.raises(Unreadable, match="there is no time zone"):
        clocks.is_zone(name)


def test_the_folders_that_python_is_told_come_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("PYTHONTZPATH", str(tmp_path_factory.mktemp("zones")))
    monkeypatch.setattr("zoneinfo.TZPATH", ("/nowhere",))
    monkeypatch.setattr(offsets, "_contents", {})
    assert next(offsets._folders()) == "/nowhere"
    assert offsets.content("Europe/Rome")


def test_a_steady_stretch_needs_no_offsets() -> None:
    for zone in ("Europe/Rome", "Pacific/Apia", "America/St_Johns", "UTC"):
        for at in moments(offsets.content(zone), zone):
            for length in (0, 3600, 90_000):
                first, last = local(at, zone), local(at + length, zone)
                twice = any(
                    one.replace(fold=1 - one.fold).utcoffset() != one.utcoffset()
                    for one in (first, last)
                )
                needed = twice or first.utcoffset() != last.utcoffset()
                assert need_offsets(at, at + length, zone) == needed
                days = (last.date() - first.date()).days
                assert clocks.day_number(at + length, zone) - clocks.day_number(at, zone) == days
