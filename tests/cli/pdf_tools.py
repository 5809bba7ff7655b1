"""Reading PDFs with other programs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def tool(name: str, content: bytes, folder: Path, *words: str) -> bytes:
    """What a program of poppler says of a PDF."""
    if not shutil.which(name):
        pytest.skip(f"there is no {name} here")
    path = folder / "read.pdf"
    path.write_bytes(content)
    after = ["-"] if name == "pdftotext" else []
    return subprocess.run([name, *words, path, *after], capture_output=True, check=True).stdout


def text_of(content: bytes, folder: Path) -> str:
    """The text of a PDF in its places."""
    return tool("pdftotext", content, folder, "-layout").decode()


def codes(content: bytes, folder: Path) -> list[str]:
    """The texts of the two-dimensional codes in a PDF, read by an independent decoder."""
    zxing = pytest.importorskip("zxingcpp")
    found = []
    pages = tool("pdftoppm", content, folder, "-r", "200", "-gray")
    while pages:
        _, size, _, rest = pages.split(b"\n", 3)
        width, height = map(int, size.split())
        page, pages = rest[: width * height], rest[width * height :]
        picture = memoryview(page).cast("B", (height, width))
        found += [one.text for one in zxing.read_barcodes(picture)]
    return found
