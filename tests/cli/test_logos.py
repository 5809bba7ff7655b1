"""The logo of the seller: checked where it is set, printed, and kept as it was."""

from __future__ import annotations

import os
import struct
import tracemalloc
import zlib
from base64 import b64decode
from pathlib import Path

import pytest

from tests.cli.bills import issue, log, record, settings, story
from tests.cli.html_pages import page
from tests.cli.pdf_tools import tool
from tests.harness import Cli, once

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(red: int = 200, size: tuple[int, int] = (30, 10)) -> bytes:
    """A picture of 30 by 10 points in one colour; another size is only said."""
    head = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    rows = (b"\0" + bytes([red, 0, 80]) * 30) * 10
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


HUGE_JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x11\x08"
    + struct.pack(">HH", 60_000, 65_535)
    + b"\x03" * 10
    + b"\xff\xd9"
)


@pytest.fixture
@once
def ready(cli: Cli) -> Cli:
    settings(cli, seller_name="Ada")
    story(cli)
    return cli


def logo(cli: Cli, content: bytes, name: str = "logo.png") -> Path:
    path = cli.folder / name
    path.write_bytes(content)
    cli.run(["config", "set", "seller.logo", str(path)])
    return path


@pytest.mark.parametrize(
    ("content", "kind"), [(png(), "png"), (SVG, "svg+xml")], ids=["png", "svg"]
)
def test_it_is_printed_and_kept_once_though_the_file_goes(
    ready: Cli, content: bytes, kind: str
) -> None:
    pytest.importorskip("typst")
    path = logo(ready, content)
    made = issue(ready)
    record(ready, title="Again")
    log(ready, "case-2", "2026-11-04 9:00-10:00")
    ready.run("record resolve case-2")
    issue(ready, "case-2")
    path.unlink()
    ready.run("config unset seller.logo")
    document = page(ready.run("billing show 2026-0001 --format html").out)
    (picture,) = document.all("img")
    before, _, inside = picture.attributes["src"].partition(",")
    assert (before, b64decode(inside)) == (f"data:image/{kind};base64", content)
    assert picture.attributes["alt"] == "Ada"
    assert ready.rows("SELECT sha256, bytes FROM logo") == [(made["logo"], content)]
    later = ready.run("billing show 2026-0001 --format pdf").raw
    shown = tool("pdfimages", later, ready.folder, "-list").decode()
    assert ("image" in shown.splitlines()[-1]) == (kind == "png")
    credit = ready.at("2026-12-01 09:00").run("billing credit 2026-0001 --json").json
    assert credit["logo"] == made["logo"]
    assert ready.run("db check").out.startswith("OK: ")


def test_a_snapshot_has_only_its_hash(ready: Cli) -> None:
    logo(ready, png() + b"\0" * 50_000)
    issue(ready)
    ((size,),) = ready.rows("SELECT length(snapshot) FROM invoice")
    assert size < 5000


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"not a picture", "is not a PNG, JPEG or SVG picture, or it is damaged"),
        (b"", "is not a PNG, JPEG or SVG picture, or it is damaged"),
        (png()[:-6], "is not a PNG, JPEG or SVG picture, or it is damaged"),
        (SVG[:-3], "is not a PNG, JPEG or SVG picture, or it is damaged"),
        (
            b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG,
            "is not a PNG, JPEG or SVG picture, or it is damaged",
        ),
        (b"<html><svg/></html>", "is not a PNG, JPEG or SVG picture, or it is damaged"),
        (png() + b"\0" * 1_000_000, "is larger than 1 MB"),
        (png(size=(30_000, 30_000)), "has 30,000 by 30,000 pixels, more than 20 million"),
        (HUGE_JPEG, "has 65,535 by 60,000 pixels, more than 20 million"),
    ],
    ids=range(9),
)
def test_what_cannot_be_used_is_refused_where_it_is_set_and_at_the_issue(
    ready: Cli, content: bytes, why: str
) -> None:
    path = logo(ready, png())
    path.write_bytes(content)
    message, hint = f"cannot use the logo: {path} {why}", "timelog config set seller.logo FILE"
    before = ready.config.read_text()
    for line in (["config", "set", "seller.logo", str(path)], "billing issue case-1"):
        ready.at("2026-11-30 18:00").refused(line, message=message, hint=hint)
    assert ready.config.read_text() == before


BROKEN = png().replace(zlib.compress((b"\0" + bytes([200, 0, 80]) * 30) * 10)[2:9], b"\xff" * 7)
LINKED = SVG.replace(b"<path", b'<image href="file:///etc/passwd" width="9" height="9"/><path')


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (BROKEN, "failed to decode image"),
        (LINKED, "failed to load linked image file:///etc/passwd in SVG"),
        (SVG.replace(b"viewBox", b"width='0' height='0' viewBox"), "failed to parse SVG"),
    ],
    ids=["broken inside", "linked", "no size"],
)
def test_what_no_pdf_can_show_is_refused_where_it_is_set_and_named_later(
    ready: Cli, content: bytes, why: str
) -> None:
    pytest.importorskip("typst")
    path = logo(ready, png())
    path.write_bytes(content)
    refused = ready.run(["config", "set", "seller.logo", str(path)], code=1).err
    assert refused.startswith(f"error: cannot use the logo: the picture cannot be read: {why}")
    issue(ready)
    later = ready.run("billing show 2026-0001 --format pdf", code=1).err
    assert later.startswith(f"error: cannot write pdf: the picture cannot be read: {why}")
    assert later.endswith(
        "hint: use --format html; for new documents: timelog config set seller.logo FILE\n"
    )


def test_a_file_that_is_not_there_or_no_file_is_refused(ready: Cli) -> None:
    gone = ready.folder / "gone.png"
    ready.at("2026-11-02 09:00").refused(
        ["config", "set", "seller.logo", str(gone)],
        message=f"cannot use the logo: cannot read {gone}: no such file or directory",
    )
    ready.at("2026-11-02 09:00").refused(
        ["config", "set", "seller.logo", str(ready.folder)],
        message=f"cannot use the logo: cannot read {ready.folder}: is a directory",
    )
    pipe = ready.folder / "pipe"
    os.mkfifo(pipe)
    ready.at("2026-11-02 09:00").refused(
        ["config", "set", "seller.logo", str(pipe)],
        message=f"cannot use the logo: {pipe} is not a regular file",
    )


def test_a_huge_file_is_not_read(ready: Cli) -> None:
    huge = ready.folder / "huge.png"
    with huge.open("wb") as file:
        file.write(png())
        file.truncate(50_000_000)
    tracemalloc.start()
    try:
        ready.at("2026-11-02 09:00").refused(
            ["config", "set", "seller.logo", str(huge)],
            message=f"cannot use the logo: {huge} is larger than 1 MB",
        )
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_path_that_is_typed_is_from_the_folder_one_is_in(
    ready: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ready.folder)
    Path("mine.svg").write_bytes(SVG)
    ready.run("config set seller.logo mine.svg")
    assert ready.run("config get seller.logo").out == f"{ready.folder / 'mine.svg'}\n"


def test_a_relative_path_in_the_file_is_from_its_folder(ready: Cli) -> None:
    (ready.folder / "mine.svg").write_bytes(SVG)
    settings(ready, seller_name="Ada", seller_logo="mine.svg")
    assert issue(ready)["logo"]


def test_what_was_issued_with_it_cannot_be_changed(ready: Cli) -> None:
    import sqlite3

    logo(ready, png())
    issue(ready)
    for sql in ("UPDATE logo SET format = 'svg'", "DELETE FROM logo"):
        with pytest.raises(sqlite3.IntegrityError, match="logo of an issued document"):
            ready.rows(sql)
