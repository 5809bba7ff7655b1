"""The clocks of every zone show what ``zoneinfo`` says, whichever file they are read from."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tzdata

from timelog_cli.domain.time import zones as clocks
from timelog_cli.domain.time import zones as local_time
from timelog_cli.domain.time.zones import candidates, check_zone, local, need_offsets, utc_offset
from timelog_cli.errors import UsageError

PACKAGE = Path(tzdata.__path__[0])
FOLDERS = {"system": Path("/usr/share/zoneinfo"), "package": PACKAGE / "zoneinfo"}
DAY = 86_400
END = int(datetime(2201, 1, 1, tzinfo=UTC).timestamp())
# From there on no clocks change twice in four weeks.
RULED = int(datetime(2038, 1, 1, tzinfo=UTC).timestamp())
# Beside each change of the clocks.
NEAR = (-DAY - 1, -DAY, -7200, -3600, -1800, -1, 0, 1, 1799, 3599, 3600, 7200, DAY)
SOME_CHANGES = 15


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Zones are looked for anew in each test, and after it."""
    local_time._Library.zone = None
    yield
    local_time._Library.zone = None


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where zones are read from."""
    if request.param == "package":
        monkeypatch.setattr(local_time, "_FOLDERS", "/nowhere")
    elif not FOLDERS["system"].is_dir():
        pytest.skip("this system has no zones")
    return FOLDERS[request.param]


@cache
def zones(folder: Path) -> dict[str, tuple[ZoneInfo, tuple[int, ...]]]:
    """Every zone with the instants at which its clocks change; of equal ones the first."""
    found = {}
    for name in (PACKAGE / "zones").read_text("utf-8").split():
        path = folder / name
        if path.exists():
            found.setdefault(path.read_bytes(), (name, path))
    return {name: _with_changes(path) for name, path in found.values()}


def _with_changes(path: Path) -> tuple[ZoneInfo, tuple[int, ...]]:
    with path.open("rb") as file:
        info = ZoneInfo.from_file(file)
    weeks = [*range(0, RULED, 7 * DAY), *range(RULED, END, 28 * DAY)]
    offsets = [datetime.fromtimestamp(at, info).utcoffset() for at in weeks]
    pairs = pairwise(zip(weeks, offsets, strict=True))
    return info, tuple(_change(low, high, info) for (low, one), (high, two) in pairs if one != two)


def _change(low: int, high: int, info: ZoneInfo) -> int:
    before = theirs(low, info)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if theirs(middle, info) == before else (low, middle)
    return high


def theirs(instant: int, info: ZoneInfo) -> int:
    """The offset that ``zoneinfo`` finds."""
    offset = datetime.fromtimestamp(instant, info).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def moments(name: str, changes: tuple[int, ...]) -> list[int]:
    """Instants beside some of the changes of a zone, and anywhere."""
    rng = random.Random(name)
    some = rng.sample(changes, min(SOME_CHANGES, len(changes)))
    near = [change + seconds for change in some for seconds in NEAR]
    return [0, END - 1, *(rng.randrange(END) for _ in range(20)), *near]


def twice(instant: int, info: ZoneInfo) -> bool:
    """Whether the clocks show a time again, by the book (PEP 495)."""
    shown = datetime.fromtimestamp(instant, info)
    return shown.replace(fold=1 - shown.fold).utcoffset() != shown.utcoffset()


def test_every_zone_has_the_offsets_of_zoneinfo(folder: Path) -> None:
    for name, (info, changes) in zones(folder).items():
        for at in [*moments(name, changes), *changes, *(change - 1 for change in changes)]:
            assert utc_offset(at, name) == theirs(at, info), (name, at)


def test_what_the_clocks_show_is_found_again(folder: Path) -> None:
    for name, (info, changes) in zones(folder).items():
        for at in moments(name, changes):
            naive = local(at, name).replace(tzinfo=None)
            both = (naive.replace(tzinfo=info, fold=fold).timestamp() for fold in (0, 1))
            assert candidates(naive, name) == tuple(sorted(set(map(int, both)))), (name, at)
            assert clocks.is_shown_twice(at, name) == twice(at, info), (name, at)


def test_what_the_clocks_skip_is_shown_at_no_instant(folder: Path) -> None:
    skipped = 0
    for name, (info, changes) in zones(folder).items():
        for change in changes:
            ahead = theirs(change, info) - theirs(change - 1, info)
            for seconds in {0, ahead // 2, ahead - 1} if ahead > 0 else ():
                naive = local(change - 1, name).replace(tzinfo=None) + timedelta(0, 1 + seconds)
                assert candidates(naive, name) == (), (name, naive)
                skipped += 1
    assert skipped > 10_000


def test_offsets_are_needed_where_they_differ_or_a_time_comes_twice(folder: Path) -> None:
    for name in ("Europe/Rome", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "UTC"):
        info, changes = zones(folder).get(name) or _with_changes(folder / name)
        for at in moments(name, changes):
            for end in (at, at + 3600, at + 90_000):
                needed = theirs(at, info) != theirs(end, info) or twice(at, info)
                assert need_offsets(at, end, name) == (needed or twice(end, info)), (name, at, end)


@pytest.mark.parametrize(
    "zone", ["Europe/Rome", "America/St_Johns", "Africa/Monrovia", "Asia/Kathmandu", "UTC"]
)
def test_text_of_a_moment_is_that_of_datetime(zone: str) -> None:
    info, changes = _with_changes(FOLDERS["package"] / zone)
    for at in moments(zone, changes):
        shown = datetime.fromtimestamp(at, info)
        assert clocks.iso(at, zone) == shown.isoformat()
        assert clocks.written(at, zone) == shown.strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    "name",
    [
        *("Nowhere/Here", "../passwd", "/etc/localtime", "Europe", "", ".", "Europe//Rome"),
        *("a\0b", "\udcff", "x" * 5000, "zone.tab", "CET-1CEST,M3.5.0,M10.5.0/3/"),
    ],
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"^unknown time zone"):
        check_zone(name)


def test_after_a_refused_name_the_zone_before_is_still_right() -> None:
    check_zone("Asia/Tokyo")
    with pytest.raises(UsageError):
        check_zone("Nowhere/Here")
    assert utc_offset(0, "Asia/Tokyo") == 9 * 3600


def test_the_folders_that_python_is_told_come_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copy(FOLDERS["package"] / "Asia/Tokyo", tmp_path / "Here")
    monkeypatch.setenv("PYTHONTZPATH", f"relative:{tmp_path}")
    assert utc_offset(0, "Here") == 9 * 3600
    assert utc_offset(0, "Europe/Rome") == 3600  # which only the package has now


@pytest.mark.skipif(not (FOLDERS["system"] / "right").is_dir(), reason="no zones with leap seconds")
def test_a_zone_that_counts_leap_seconds_shows_the_time_of_others() -> None:
    at = int(datetime(2026, 7, 1, tzinfo=UTC).timestamp())
    assert clocks.written(at, "right/Europe/Rome") == clocks.written(at, "Europe/Rome")


def test_writing_a_date_leaves_the_zone_as_it_is() -> None:
    assert utc_offset(0, "Asia/Tokyo") == 9 * 3600
    assert f"{datetime(2026, 11, 2, tzinfo=UTC):%d.%m.%Y %Z}" == "02.11.2026 UTC"
    assert utc_offset(0, "Asia/Tokyo") == 9 * 3600


@pytest.mark.parametrize("zone", [None, "Europe/Rome"])
def test_an_editor_is_in_the_zone_of_its_user(tmp_path: Path, zone: str | None) -> None:
    env = {name: value for name, value in os.environ.items() if name != "TZ"}
    env |= {"TIMELOG_DB": str(tmp_path / "t.db"), "TIMELOG_CONFIG": str(tmp_path / "c.toml")}
    env |= {"TZ": zone} if zone else {}
    env |= {"HOME": str(tmp_path), "EDITOR": f"sh -c 'echo ${{TZ-none}} > {tmp_path}/told'"}
    (tmp_path / "c.toml").write_text('timezone = "Asia/Tokyo"\n', encoding="utf-8")
    for line in ("record add One", "log add task-1 30m", "log edit 1 --editor"):
        done = subprocess.run(
            [sys.executable, "-m", "timelog_cli", *line.split()],
            env=env,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "told").read_text("utf-8") == f"{zone or 'none'}\n"
