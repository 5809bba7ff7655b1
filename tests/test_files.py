from __future__ import annotations

import threading
from pathlib import Path

import pytest

from timelog_cli.errors import OutputError
from timelog_cli.runtime import files


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    assert files.put(str(tmp_path), "a.md", b"one") is True
    assert (tmp_path / "a.md").read_bytes() == b"one"
    assert names(tmp_path) == ["a.md"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    files.put(str(tmp_path), "a.md", b"one")
    before = (tmp_path / "a.md").stat()
    assert files.put(str(tmp_path), "a.md", b"one") is False
    after = (tmp_path / "a.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_other_bytes_are_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"mine")
    with pytest.raises(OutputError) as refused:
        files.put(str(tmp_path), "a.md", b"one")
    assert (
        refused.value.message == f"cannot write {tmp_path}/a.md: a different file is already there"
    )
    assert (tmp_path / "a.md").read_bytes() == b"mine"


def test_a_link_that_leads_nowhere_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="not a regular file; it was left unchanged"):
        files.put(str(tmp_path), "a.md", b"one")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["", ".", "..", "../a.md", "/tmp/a.md", "a/b.md", "a\0b"])
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="is not a valid file name"):
        files.put(str(tmp_path), name, b"one")
    assert names(tmp_path) == []


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    files.ensure_folder(str(tmp_path / "a" / "b"))
    files.ensure_folder(str(tmp_path / "a" / "b"))
    assert (tmp_path / "a" / "b").is_dir()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(OutputError) as refused:
        files.ensure_folder(str(tmp_path / "a"))
    assert refused.value.message == f"cannot write {tmp_path}/a: file exists"


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused:
        files.put(str(tmp_path / "gone"), "a.md", b"one")
    message = f"cannot write {tmp_path}/gone/a.md: no such file or directory"
    assert refused.value.message == message


def test_of_many_writers_one_writes(tmp_path: Path) -> None:
    written: list[bool] = []

    def write() -> None:
        written.append(files.put(str(tmp_path), "a.md", b"one" * 10_000))

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written) == [False] * 7 + [True]
    assert names(tmp_path) == ["a.md"]
