"""PDF of values: the same bytes each time, files inside, and text that is never markup."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from timelog_cli.errors import Refused
from timelog_cli.render.documents.pdf import Attachment, pdf

pytest.importorskip("typst")
SOURCE = '#set document(title: "Sheet")\n#data.values.text'
FILE = Attachment("sheet.csv", "a;ä\r\n".encode(), "text/csv", "The same as CSV", "data")


def tool(name: str, *words: str | Path) -> str:
    if not shutil.which(name):
        pytest.skip(f"there is no {name} here")
    done = subprocess.run([name, *words], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_same_values_and_files_give_the_same_bytes() -> None:
    first = pdf(SOURCE, {"text": "One"}, [FILE])
    assert pdf(SOURCE, {"text": "One"}, [FILE]) == first
    assert pdf(SOURCE, {"text": "Two"}, [FILE]) != first
    assert b"<pdfaid:part>3</pdfaid:part>" in first


def test_a_file_inside_is_read_back_as_it_was(tmp_path: Path) -> None:
    path, out = tmp_path / "sheet.pdf", tmp_path / "sheet.csv"
    path.write_bytes(pdf(SOURCE, {"text": "One"}, [FILE]))
    tool("pdfdetach", "-save", "1", "-o", out, path)
    assert out.read_bytes() == FILE.content


@pytest.mark.parametrize(
    "text", ["#panic()", "$x$ *b* _i_ `c` @r <l> \\u{41}", "#read(`x`)", "- Item *b*"]
)
def test_text_is_data_and_no_markup(text: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf(SOURCE, {"text": text}))
    assert " ".join(tool("pdftotext", path, "-").split()) == text


def test_what_typst_refuses_is_said_in_a_sentence() -> None:
    with pytest.raises(Refused) as refused:
        pdf("#data.values.none", {})
    assert refused.value.message.startswith("cannot write pdf: dictionary does not contain key")
    assert refused.value.hint == "use --format html"
