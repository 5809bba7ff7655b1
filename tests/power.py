"""Power cuts, replayed: what a program wrote is recorded, and the disk as it could be afterwards.

``strace`` records what a command does to the files of one folder. A cut is a moment between two
calls. What was synced before it is on the disk; of the other writes any may be, in part or not at
all, and of the other names a beginning, as file systems keep those in order.
"""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
_CALLS = "openat,pwrite64,write,lseek,fsync,fdatasync,ftruncate,unlink,rename,link,linkat,close"
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NUMBER = re.compile(r"^(\d+|AT_FDCWD)")


class Call(NamedTuple):
    """One change of a file or a name; ``inode`` tells files of one name apart."""

    kind: str
    inode: int
    name: str = ""
    offset: int = 0
    data: bytes = b""


class Recorder:
    """The calls of a program on the files of a folder, from the lines of strace."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        self.names = {name: number for number, name in enumerate(self.files)}
        self.content = dict(enumerate(self.files.values()))
        self.calls: list[Call] = []
        self._open: dict[int, tuple[int, int]] = {}  # handle: inode, position
        self._folders: set[int] = set()

    def line(self, text: str) -> None:
        """Take a line of the record."""
        found = _LINE.match(text)
        if found is None or found[3].startswith("-"):
            return
        texts = [bytes.fromhex(one.replace("\\x", "")) for one in _TEXT.findall(found[2])]
        numbers = [int(one) for one in re.findall(r"(?<![\w\\])\d+", _TEXT.sub("", found[2]))]
        taken = getattr(self, f"_{found[1]}", None)
        if taken is not None:
            taken(texts, numbers, found[2], int(found[3]))

    def _inside(self, path: bytes) -> str | None:
        full = Path(path.decode())
        return full.name if str(full.parent.resolve()) == self.folder else None

    def _openat(self, texts: list[bytes], _: list[int], words: str, handle: int) -> None:
        if str(Path(texts[0].decode()).resolve()) == self.folder:
            self._folders.add(handle)
            return
        name = self._inside(texts[0])
        if name is None:
            return
        if name not in self.names:
            self.names[name] = len(self.content)
            self.content[self.names[name]] = b""
            self.calls.append(Call("name", self.names[name], name))
        inode = self.names[name]
        if "O_TRUNC" in words:
            self.calls.append(Call("truncate", inode, offset=0))
        self._open[handle] = (inode, 0)

    def _close(self, _: list[bytes], numbers: list[int], __: str, ___: int) -> None:
        self._open.pop(numbers[0], None)
        self._folders.discard(numbers[0])

    def _pwrite64(self, texts: list[bytes], numbers: list[int], _: str, __: int) -> None:
        if numbers[0] in self._open:
            inode = self._open[numbers[0]][0]
            self.calls.append(Call("write", inode, offset=numbers[-1], data=texts[0]))

    def _write(self, texts: list[bytes], numbers: list[int], _: str, count: int) -> None:
        if numbers[0] in self._open:
            inode, position = self._open[numbers[0]]
            self.calls.append(Call("write", inode, offset=position, data=texts[0][:count]))
            self._open[numbers[0]] = (inode, position + count)

    def _lseek(self, _: list[bytes], numbers: list[int], __: str, position: int) -> None:
        if numbers[0] in self._open:
            self._open[numbers[0]] = (self._open[numbers[0]][0], position)

    def _ftruncate(self, _: list[bytes], numbers: list[int], __: str, ___: int) -> None:
        if numbers[0] in self._open:
            inode = self._open[numbers[0]][0]
            self.calls.append(Call("truncate", inode, offset=numbers[1]))

    def _fsync(self, _: list[bytes], numbers: list[int], __: str, ___: int) -> None:
        if numbers[0] in self._folders:
            self.calls.append(Call("sync names", -1))
        elif numbers[0] in self._open:
            self.calls.append(Call("sync", self._open[numbers[0]][0]))

    _fdatasync = _fsync

    def _unlink(self, texts: list[bytes], _: list[int], __: str, ___: int) -> None:
        name = self._inside(texts[0])
        if name in self.names:
            self.calls.append(Call("unlink", self.names.pop(name), name))

    def _rename(self, texts: list[bytes], _: list[int], __: str, ___: int) -> None:
        old, new = self._inside(texts[0]), self._inside(texts[1])
        if old in self.names and new is not None:
            inode = self.names.pop(old)
            self.names[new] = inode
            self.calls += [Call("name", inode, new), Call("unlink", inode, old)]

    def _link(self, texts: list[bytes], _: list[int], __: str, ___: int) -> None:
        old, new = self._inside(texts[0]), self._inside(texts[1])
        if old in self.names and new is not None:
            self.names[new] = self.names[old]
            self.calls.append(Call("name", self.names[old], new))

    _linkat = _link


def recorded(folder: Path, line: list[str], env: dict[str, str], code: int = 0) -> Recorder:
    """What a command does to the files of a folder, which it changes."""
    recorder, out = Recorder(folder), folder.parent / "strace.txt"
    done = subprocess.run(
        ["strace", "-f", "-xx", "-s", "100000000", "-e", f"trace={_CALLS}", "-o", str(out), *line],
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stderr
    with out.open(encoding="ascii", errors="replace") as file:
        for text in file:
            recorder.line(text)
    return recorder


def after_cut(recorder: Recorder, moment: int, chance: random.Random) -> dict[str, bytes]:
    """The files of the folder where the power fails before the call of that number."""
    kept = chance.choice((0.0, 0.0, 0.3, 0.7, 1.0))
    content = {number: bytearray(data) for number, data in recorder.content.items()}
    names = {name: number for number, name in enumerate(recorder.files)}
    past, lost_names = recorder.calls[:moment], False
    synced = {}
    for index, call in enumerate(past):
        if call.kind.startswith("sync"):
            synced[call.inode] = index
    for index, call in enumerate(past):
        if call.kind in {"name", "unlink"}:
            durable = index < synced.get(-1, -1)
            lost_names = lost_names or not (durable or chance.random() < kept)
            if not lost_names:
                _rename(names, call)
        elif call.kind in {"write", "truncate"}:
            if index < synced.get(call.inode, -1) or chance.random() < kept:
                _change(content[call.inode], call, None)
            elif call.kind == "write" and chance.random() < kept:
                _change(content[call.inode], call, chance)
    return {name: bytes(content[number]) for name, number in names.items()}


def _rename(names: dict[str, int], call: Call) -> None:
    if call.kind == "name":
        names[call.name] = call.inode
    else:
        names.pop(call.name, None)


def _change(data: bytearray, call: Call, torn: random.Random | None) -> None:
    """Apply a write or truncation; a torn one leaves only some of its sectors."""
    if call.kind == "truncate":
        del data[call.offset :]
        data.extend(bytes(call.offset - len(data)))
        return
    for start in range(0, len(call.data), SECTOR):
        if torn is None or torn.random() < 0.5:
            part, place = call.data[start : start + SECTOR], call.offset + start
            data.extend(bytes(max(0, place - len(data))))
            data[place : place + len(part)] = part
